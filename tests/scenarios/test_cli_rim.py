"""The rim of the `coach` command: settings, `check`, manifests, help, and errors in plain words."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.cli import main
from bot import wording
from tests.scenarios.conftest import QUESTION
from tests.terminal import Terminal

APP_ID = "11111111-2222-4333-8444-555555555555"
CLOSED = "http://127.0.0.1:1/api/"


def checked(terminal: Terminal, exit_code: int = 0, **environment: str) -> dict[str, str]:
    """What `coach check` says of each subject, its mark first."""
    result = terminal.run("check", **environment)
    assert result.exit_code == exit_code, result.output
    marked = (line.split(" ", 1) for line in result.stdout.splitlines())
    parted = ((mark, *rest.split(": ", 1)) for mark, rest in marked)
    return {subject: f"{mark} {text}" for mark, subject, text in parted}


def test_with_nothing_configured_check_says_where_to_get_it(untouched: Terminal) -> None:
    found = checked(untouched)

    assert list(found) == [
        *("Embedding model", "Hub", "Catalog", "Chroma"),
        *("Database", "Reminders", "Slack", "Teams", "Chat model"),
    ]
    assert found["Embedding model"].endswith("loaded and verified")
    assert found["Hub"].startswith("ok nothing ingested yet")
    assert "coach manifest slack" in found["Slack"]
    assert found["Slack"].startswith("- not configured")
    assert "MICROSOFT_APP_ID" in found["Teams"]


def test_check_counts_what_is_in_the_hub(terminal: Terminal) -> None:
    found = checked(terminal)

    assert re.match(r"ok \d+ ", found["Hub"])
    assert "exact search answers" in found["Chroma"]


def test_a_slack_that_cannot_be_reached_is_said_and_keeps_the_rest_from_nothing(
    untouched: Terminal,
) -> None:
    found = checked(
        untouched,
        1,
        SLACK_BOT_TOKEN="xoxb-zanzibar",
        SLACK_APP_TOKEN="xapp-1",
        COACH_SLACK_API=CLOSED,
    )

    assert found["Slack"].startswith(f"!! Slack cannot be asked now: {CLOSED} cannot be reached")
    assert "zanzibar" not in "".join(found.values())
    assert found["Teams"].startswith("-")


def test_a_chroma_server_that_does_not_answer_is_said(untouched: Terminal) -> None:
    found = checked(untouched, 1, COACH_CHROMA_URL="http://127.0.0.1:1")

    assert found["Chroma"].startswith("!! http://127.0.0.1:1 does not answer")


def test_a_platform_configured_by_half_is_said_with_what_is_missing(untouched: Terminal) -> None:
    found = checked(untouched, 1, SLACK_BOT_TOKEN="xoxb-1", MICROSOFT_APP_ID=APP_ID)

    assert found["Slack"].startswith("!! Slack needs SLACK_BOT_TOKEN and either")
    assert found["Teams"].startswith("!! MICROSOFT_APP_PASSWORD is missing")


def test_the_development_switch_works_on_the_loopback_only(untouched: Terminal) -> None:
    here = checked(untouched, COACH_TEAMS_UNAUTHENTICATED="1")
    there = checked(untouched, 1, COACH_TEAMS_UNAUTHENTICATED="1", COACH_HOST="0.0.0.0")

    assert here["Teams"].startswith("ok")
    assert there["Teams"].startswith("!! COACH_TEAMS_UNAUTHENTICATED=1")
    assert "COACH_HOST is 0.0.0.0" in there["Teams"]


def test_a_setting_without_effect_is_said_by_every_command_and_fails_the_check(
    terminal: Terminal,
) -> None:
    assert "!! COACH_HOMR is" in checked(terminal, 1, COACH_HOMR="x")["Settings"]
    assert "quoting answers only" in checked(terminal, 1, COACH_MODEL="openai:gpt")["Chat model"]

    result = terminal.run("ask", "--json", QUESTION, COACH_HOMR="x")
    assert result.exit_code == 0
    assert result.stderr == "Note: COACH_HOMR is not a setting; did you mean COACH_HOME?.\n"
    assert json.loads(result.stdout)["kind"] == "answer"


def test_bad_settings_are_a_wrong_use_and_all_are_named(untouched: Terminal) -> None:
    result = untouched.run("ask", QUESTION, COACH_PORT="http", COACH_SLACK_API="slack.com")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "COACH_PORT is 'http'" in result.stderr
    assert "COACH_SLACK_API is 'slack.com'" in result.stderr


def test_a_file_of_settings_is_read_and_the_environment_counts_for_more(
    untouched: Terminal,
) -> None:
    dotenv = untouched.home.parent / ".env"
    dotenv.write_text("COACH_MODEL=openai:gpt\nexport COACH_HOMR='x'\n\n# nothing\n")

    assert {"Settings", "Chat model"} <= checked(untouched, 1).keys()
    assert checked(untouched, 1, COACH_MODEL="")["Chat model"].startswith("- none")


def test_a_file_of_settings_that_cannot_be_read_is_named(untouched: Terminal) -> None:
    (untouched.home.parent / ".env").write_bytes(b"COACH_MODEL=caf\xe9\n")

    result = untouched.run("check")

    assert (result.exit_code, result.stdout) == (2, "")
    assert ".env cannot be read" in result.stderr


def test_the_manifest_for_slack_is_json_for_socket_mode_or_for_a_host(untouched: Terminal) -> None:
    by_socket = json.loads(untouched.run("manifest", "slack").stdout)
    by_http = json.loads(untouched.run("manifest", "slack", "--host", "coach.example.org").stdout)

    assert by_socket["settings"]["socket_mode_enabled"] is True
    events = by_http["settings"]["event_subscriptions"]["request_url"]
    assert events == "https://coach.example.org/slack/events"


def test_the_manifest_for_teams_is_a_zip_for_a_host(untouched: Terminal) -> None:
    words = ("manifest", "teams", "--host", "coach.example.org")
    result = untouched.run(*words, MICROSOFT_APP_ID=APP_ID)

    with zipfile.ZipFile(io.BytesIO(result.stdout_bytes)) as package:
        assert set(package.namelist()) == {"manifest.json", "color.png", "outline.png"}
        assert json.loads(package.read("manifest.json"))["bots"][0]["botId"] == APP_ID


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("teams", "--host", "coach.example.org"), "MICROSOFT_APP_ID is missing"),
        (("teams",), "needs --host"),
        (("slack", "--host", "https://coach.example.org/"), "is no host name"),
        (("discord",), "'discord' is not one of 'slack', 'teams'"),
        ((), "Missing argument"),
    ],
)
def test_a_manifest_that_would_not_work_is_not_written(
    untouched: Terminal, words: tuple[str, ...], said: str
) -> None:
    result = untouched.run("manifest", *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize("command", ["", *main.commands])
def test_help_teaches_by_example(untouched: Terminal, command: str) -> None:
    result = untouched.run(*command.split(), "--help")

    assert result.exit_code == 0
    assert re.search(rf"\n  Examples?:\n    .*coach {command}", result.stdout)
    assert not untouched.home.exists()


@pytest.mark.parametrize("words", [("asc",), ("--colour",), ("check", "now"), ("forget",)])
def test_a_command_that_is_none_is_a_wrong_use(untouched: Terminal, words: tuple[str, ...]) -> None:
    result = untouched.run(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: main" in result.stderr


def a_file_for_a_home(home: Path) -> None:
    home.write_text("not a folder")


def a_folder_for_an_index(home: Path) -> None:
    (home / "hub.sqlite").mkdir(parents=True)


def rubbish_for_an_index(home: Path) -> None:
    home.mkdir()
    (home / "hub.sqlite").write_bytes(b"no database" * 500)


@pytest.mark.parametrize("spoil", [a_file_for_a_home, a_folder_for_an_index, rubbish_for_an_index])
@pytest.mark.parametrize(
    "words", [("ask", "zanzibar?"), ("ask", "--member", "ana", "zanzibar?"), ("chat",), ("check",)]
)
def test_a_spoilt_home_is_said_in_plain_words(
    untouched: Terminal, words: tuple[str, ...], spoil: Callable[[Path], None]
) -> None:
    spoil(untouched.home)

    result = untouched.run(*words, stdin="zanzibar?")

    said = " ".join(result.output.split())
    assert result.exit_code == 1
    assert any(name in said for name in ("hub.sqlite", str(untouched.home)))
    assert "Traceback" not in said


def test_an_index_that_cannot_be_read_is_made_anew_as_it_says(
    untouched: Terminal, tmp_path: Path
) -> None:
    rubbish_for_an_index(untouched.home)
    (tmp_path / "ours" / "articles").mkdir(parents=True)
    (tmp_path / "ours" / "articles" / "a.txt").write_text("The quokka fund pays for courses.\n")

    assert "run `coach ingest`" in untouched.run("ask", "Who pays for courses?").output
    assert untouched.run("ingest", str(tmp_path / "ours")).exit_code == 0
    assert untouched.run("source", "a.txt").exit_code == 0


def test_a_store_that_is_none_costs_members_their_memory_and_nobody_the_answer(
    terminal: Terminal,
) -> None:
    (terminal.home / "coach.sqlite").write_bytes(b"no database" * 500)

    remembered = terminal.run("ask", "--member", "ana", QUESTION)

    assert (remembered.exit_code, remembered.stdout) == (1, "")
    assert "coach.sqlite" in remembered.stderr
    assert terminal.run("ask", QUESTION).exit_code == 0
    assert checked(terminal, 1)["Database"].startswith("!!")


def test_what_nobody_foresaw_ends_in_an_apology_and_no_log_holds_the_words(
    terminal: Terminal,
) -> None:
    with sqlite3.connect(terminal.home / "hub.sqlite") as connection:
        connection.execute("UPDATE passage SET headings = '{'")
    done = subprocess.run(
        [*terminal.command, "ask", "--json", "Does zanzibar pay for courses?"],
        env=terminal.environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    said = json.loads(done.stdout)
    assert (done.returncode, said["kind"], said["text"]) == (1, "apology", wording.APOLOGY)
    assert f"{said['reference']}: no answer to terminal:" in done.stderr
    assert "JSONDecodeError at " in done.stderr
    assert "zanzibar" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_that_fails_unforeseen_says_so_in_one_line(terminal: Terminal) -> None:
    result = terminal.run("source", "zanzibar \udcff")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {wording.APOLOGY} Reference: ")
    assert "zanzibar" not in result.stderr
