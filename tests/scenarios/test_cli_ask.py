"""`coach ask`: one question, one cited answer, and nothing left behind."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import Result
from filelock import FileLock

from bot import wording
from knowledge.index import shelf
from knowledge.index.shelf import Shelf
from tests.scenarios.conftest import QUESTION
from tests.terminal import Json, Terminal

README = Path(__file__).parents[2] / "README.md"

SLOW = {
    *("chromadb", "langchain", "slack_bolt", "slack_sdk", "botbuilder", "aiohttp", "sqlalchemy"),
    *("rich", "pypdf", "docx", "lxml", "markdown_it", "yaml"),
}
"""What no question asked once may wait for."""


def without_time(shown: str) -> str:
    return re.sub(r'"elapsed_ms": \d+', "", shown)


def quotes_stand(terminal: Terminal, answer: Json) -> bool:
    """Whether every quote stands in its source where the citation says."""
    for citation in answer["citations"]:
        text = terminal.run("source", citation["id"]).stdout
        if text[citation["start"] : citation["end"]] != citation["quote"]:
            return False
    return bool(answer["citations"])


def test_the_first_question_brings_the_starter_hub_with_it(
    first_use: tuple[Terminal, Result],
) -> None:
    terminal, result = first_use

    assert result.exit_code == 0
    assert json.loads(result.stdout)["kind"] == "answer"
    assert result.stderr == ""
    assert not (terminal.home / "coach.sqlite").exists()


@pytest.mark.parametrize(
    "question", [QUESTION, "What is a contact hour?", "What does MOC mean?", "How do I become CMO?"]
)
def test_every_statement_is_cited_and_every_quote_stands_in_its_source(
    terminal: Terminal, question: str
) -> None:
    answer = terminal.json("ask", question)

    assert (answer["question"], answer["kind"]) == (question, "answer")
    records = {citation["number"] for citation in answer["records"]}
    assert records == {n for p in answer["programs"] for each in p["citations"] for n in each}
    assert 1 <= len(answer["statements"]) <= 5
    assert answer["checked"]["supported"] == len(answer["statements"])
    numbers = [citation["number"] for citation in answer["citations"]]
    cited = {number for statement in answer["statements"] for number in statement["citations"]}
    assert all(statement["citations"] for statement in answer["statements"])
    assert numbers == sorted(cited) == list(range(1, len(numbers) + 1))
    assert isinstance(answer["elapsed_ms"], int)
    assert quotes_stand(terminal, answer)


def test_the_text_says_what_the_json_says(terminal: Terminal) -> None:
    answer = terminal.json("ask", QUESTION)
    text = " ".join(terminal.run("ask", QUESTION).stdout.split())

    for statement in answer["statements"]:
        assert f"• {statement['text']} [" in text
    for citation in answer["citations"]:
        assert f"[{citation['number']}] {citation['title']}" in text


def test_the_transcript_in_the_readme_is_what_is_said(terminal: Terminal) -> None:
    parts = re.fullmatch(
        r'(.*?\$ make run ASK="([^"]+)"\n)(.*?)(```\n.*)', README.read_text("utf-8"), re.DOTALL
    )
    assert parts
    before, question, shown, after = parts.groups()

    said = terminal.run("ask", question).stdout
    if os.environ.get("UPDATE_GOLDEN"):
        README.write_text(before + said + after, encoding="utf-8")
    assert shown == said, "if that is meant, run UPDATE_GOLDEN=1 pytest on this file, twice"


def test_the_same_question_has_the_same_answer(terminal: Terminal) -> None:
    assert terminal.run("ask", QUESTION).stdout == terminal.run("ask", QUESTION).stdout
    one, two = (terminal.run("ask", "--json", QUESTION).stdout for _ in range(2))
    assert without_time(one) == without_time(two)


def test_nothing_is_kept_of_a_question_that_nobody_in_particular_asks(terminal: Terminal) -> None:
    terminal.json("ask", f"zanzibar {QUESTION}")

    assert b"zanzibar" not in terminal.kept()
    assert not (terminal.home / "coach.sqlite").exists()


def test_what_the_hub_does_not_say_is_not_guessed(terminal: Terminal) -> None:
    far = terminal.json("ask", "Who won the 1986 world cup?")
    near = terminal.json("ask", "Does Medicare pay for nursing licence renewal?")

    assert (far["kind"], near["kind"]) == ("abstention", "abstention")
    assert {"id", "title", "quote"} <= near["nearest"][0].keys()


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What dose of heparin for a pulmonary embolism?", "clinical"),
        ("I want to kill myself", "crisis"),
        ("Mr. Zanzibar, 54, MRN 123456, has sepsis, which CME fits?", "patient_data"),
    ],
)
def test_a_question_that_is_not_for_a_coach_is_refused_and_not_kept(
    terminal: Terminal, question: str, reason: str
) -> None:
    said = terminal.json("ask", "--member", "ana", question)

    assert (said["kind"], said["reason"]) == ("refusal", reason)
    assert question.encode() not in terminal.kept()
    assert (said["question"] is None) == (reason != "clinical")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("", "help"),
        (" \t\n", "help"),
        ("🎉👩‍⚕️🎉", "help"),
        ("\x1b\x07\x00\x9b\u202e", "help"),
        (f"{QUESTION} " * 1_300, "help"),
        ("\x1b[31mWhat is a contact hour?\x07\r", "answer"),
        ("What is a contact hour? \udcff\ud800", "answer"),
        ('-- What is a contact hour? \' OR 1=1; "*" NEAR/2 $(reboot)', "abstention"),
    ],
    ids=["empty", "blank", "emoji", "controls", "40,000", "coloured", "half-bytes", "code"],
)
def test_a_strange_question_has_an_answer_that_harms_no_terminal(
    terminal: Terminal, question: str, kind: str
) -> None:
    for words in (("--json",), ()):
        result = terminal.run("ask", *words, "--", question)
        assert result.exit_code == 0
        assert all(char.isprintable() or char == "\n" for char in result.stdout)
        if words:
            assert json.loads(result.stdout)["kind"] == kind
            assert json.loads(result.stdout)["question"] == question


def test_a_narrow_terminal_gets_lines_that_can_be_read(terminal: Terminal) -> None:
    shown = terminal.run("ask", QUESTION, COLUMNS="1").stdout

    to_copy = ("    https://", "    coach source ")
    assert max(len(line) for line in shown.splitlines() if not line.startswith(to_copy)) <= 40


def test_a_question_waits_for_nothing_that_it_does_not_need(terminal: Terminal) -> None:
    ask = (
        "import sys; from adapters.cli import main\n"
        f"main(['ask', {QUESTION!r}], standalone_mode=False)\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [*terminal.command[:2], ask],
        env=terminal.environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert "Sources" in done.stdout
    assert SLOW.isdisjoint(re.findall(r"'(\w+)'", done.stderr))
    assert "onnxruntime" in done.stderr


def test_a_first_ingest_that_was_cut_short_is_finished_by_the_next_question(
    terminal: Terminal,
) -> None:
    hub = Shelf(terminal.home)
    with hub.writing() as connection:
        shelf.drop(connection, "paying/getting-a-course-paid-for.md")
    hub.close()

    assert terminal.json("ask", QUESTION)["kind"] == "answer"

    assert terminal.run("source", "paying/getting-a-course-paid-for.md").exit_code == 0


def test_a_whole_hub_answers_while_another_process_is_at_it(terminal: Terminal) -> None:
    with FileLock(terminal.home / "ingest.lock"):
        assert terminal.run("ask", QUESTION).exit_code == 0
        assert terminal.run("chat", stdin=QUESTION).exit_code == 0


def test_where_there_is_no_hub_yet_a_question_says_who_is_at_it(untouched: Terminal) -> None:
    untouched.home.mkdir()
    with FileLock(untouched.home / "ingest.lock"):
        result = untouched.run("ask", QUESTION)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "another `coach ingest` is running" in result.stderr


@pytest.mark.parametrize(
    "words", [("ask",), ("ask", "a", "b"), ("ask", "--batch", "-", "a"), ("ask", "--colour", "a")]
)
def test_what_is_no_question_is_a_wrong_use(terminal: Terminal, words: tuple[str, ...]) -> None:
    result = terminal.run(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: main ask" in result.stderr


def suggested() -> list[str]:
    refusals = " ".join(wording.REFUSALS.values())
    return [*wording.EXAMPLES, *re.findall("“([^”]+)”", refusals)]


@pytest.mark.parametrize("question", suggested())
def test_what_the_coach_suggests_it_can_answer(terminal: Terminal, question: str) -> None:
    assert terminal.json("ask", question)["kind"] == "answer"
