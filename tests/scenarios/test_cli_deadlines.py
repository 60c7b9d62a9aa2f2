"""`coach ingest` and the deadlines of a hub: what members then see at the terminal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge import STARTER
from tests.hub_deadlines import deadlines_hub, entry, written
from tests.hubs import hub, markdown
from tests.terminal import Json, Terminal

YEARLY = {"date": "2027-03-31", "repeats": "yearly", "zone": "America/Chicago"}
MONEY = {"for": "organization", "amount": 2500, "currency": "USD"}
NOTHING: Json = {"added": [], "changed": [], "removed": []}


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A hub folder with an article, two deadlines and an allowance."""
    folder = hub(tmp_path / "ours", {"known.md": markdown("Known", "Words on reviews.")})
    return deadlines_hub(
        folder, entry("review", **YEARLY), entry("claims", **YEARLY), allowances=[MONEY]
    )


def ingested(terminal: Terminal, *words: object, exit_code: int = 0) -> Json:
    """What an ingest says it did with the deadlines."""
    result = terminal.run("ingest", "--json", *map(str, words))
    assert result.exit_code == exit_code, result.output
    document: Json = json.loads(result.stdout)
    return document


def parts(document: Json) -> tuple[Json, Json]:
    """What changed of the deadlines and of the allowances."""
    deadlines = {name: document["deadlines"][name] for name in NOTHING}
    return deadlines, document["allowances"]


def coming_up(terminal: Terminal) -> list[str]:
    """What a member sees who says hello first."""
    terminal.run("chat", stdin="hello\n")
    return [each["id"] for each in terminal.json("deadlines")["deadlines"]]


def test_what_the_hub_sets_comes_up_for_members_changes_and_goes(
    terminal: Terminal, ours: Path
) -> None:
    first = parts(ingested(terminal, ours))
    assert first == (
        NOTHING | {"added": ["hub:claims", "hub:review"]},
        NOTHING | {"added": ["organization"]},
    )
    assert coming_up(terminal) == ["hub:claims", "hub:review"]
    assert parts(ingested(terminal, ours)) == (NOTHING, NOTHING)

    changed = {"amount": 3000, "currency": "USD", "for": "organization"}
    deadlines_hub(ours, entry("review", **YEARLY | {"at": "17:00"}), allowances=[changed])
    assert parts(ingested(terminal, ours)) == (
        NOTHING | {"changed": ["hub:review"], "removed": ["hub:claims"]},
        NOTHING | {"changed": ["organization"]},
    )
    assert coming_up(terminal) == ["hub:review"]
    left = terminal.run("chat", stdin="how much CME money do I have left?\n").stdout
    assert "3,000" in left

    assert parts(ingested(terminal)) == (
        NOTHING | {"removed": ["hub:review"]},
        NOTHING | {"removed": ["organization"]},
    )
    assert coming_up(terminal) == []


def test_a_dry_run_publishes_nothing_and_opens_no_store(untouched: Terminal, ours: Path) -> None:
    said = ingested(untouched, ours, "--dry-run")

    assert parts(said)[0]["added"] == ["hub:claims", "hub:review"]
    assert not untouched.home.exists()
    ingested(untouched, ours)
    written(ours, "deadlines: []\n")
    assert parts(ingested(untouched, ours, "--dry-run"))[0]["removed"] == [
        "hub:claims",
        "hub:review",
    ]
    assert coming_up(untouched) == ["hub:claims", "hub:review"]


def test_an_entry_that_is_broken_now_keeps_its_earlier_form(terminal: Terminal, ours: Path) -> None:
    ingested(terminal, ours)
    broken = entry("review", **YEARLY | {"zone": "Mars/Base"})
    deadlines_hub(ours, broken, allowances=[MONEY | {"amount": "a lot"}])

    result = terminal.run("ingest", str(ours))

    assert result.exit_code == 1
    assert result.stdout.splitlines()[-5:] == [
        "Deadlines: 0 added, 0 changed, 1 removed.",
        "Removed: hub:claims",
        "Kept as before, because their entry is not taken: hub:review, organization",
        "Not taken: ours/deadlines.yaml, line 2, zone is 'Mars/Base'; right would be an IANA time "
        "zone such as America/New_York.",
        "Not taken: ours/deadlines.yaml, line 10, amount is 'a lot'; right would be a number from "
        "0 to 1,000,000,000 with at most 2 decimals.",
    ]
    assert coming_up(terminal) == ["hub:review"]


def test_a_file_that_cannot_be_read_removes_nothing_and_the_articles_go_in(
    terminal: Terminal, ours: Path
) -> None:
    ingested(terminal, ours)
    hub(ours, {"new.md": markdown("New", "New words.")})
    written(ours, "deadlines:\n- id: [\n")

    said = ingested(terminal, ours, exit_code=1)

    assert said["added"] == ["new.md"]
    assert parts(said) == (NOTHING, NOTHING)
    assert said["deadlines"]["kept"] == ["hub:claims", "hub:review", "organization"]
    assert coming_up(terminal) == ["hub:claims", "hub:review"]


def test_the_same_id_in_two_folders_is_told(terminal: Terminal, ours: Path, tmp_path: Path) -> None:
    theirs = hub(tmp_path / "theirs", {"other.md": markdown("Other", "Other words.")})
    deadlines_hub(theirs, entry("review", title="Theirs", **YEARLY))

    said = ingested(terminal, ours, theirs, exit_code=1)

    (bad,) = said["deadlines"]["problems"]
    assert (bad["file"], bad["field"], bad["value"]) == ("theirs/deadlines.yaml", "id", "review")


def test_the_starter_hub_sets_nothing_and_opens_no_store(terminal: Terminal) -> None:
    said = ingested(terminal, STARTER)

    assert parts(said) == (NOTHING, NOTHING)
    assert not (terminal.home / "coach.sqlite").exists()


def test_a_store_that_cannot_be_used_is_told_and_the_articles_are_in(
    untouched: Terminal, ours: Path
) -> None:
    untouched.home.mkdir()
    (untouched.home / "coach.sqlite").write_bytes(b"no database " * 1_000)

    result = untouched.run("ingest", str(ours))

    assert result.exit_code == 1
    assert "Index: 1 added" in result.stdout
    assert "No deadline was published: " in result.stdout


REVIEW = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@office\r\nSUMMARY:Performance review"
    "\r\nDTSTART;VALUE=DATE:20990331\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
).replace("2099", str(datetime.now(UTC).year + 1))


def test_a_calendar_file_is_taken_once_and_written_again(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "review.ics"
    file.write_text(REVIEW, newline="")

    first = terminal.run("deadlines", "--import", "review.ics")
    again = terminal.run("deadlines", "--import", "-", stdin=REVIEW)

    assert first.stdout.splitlines() == [
        "Calendar: 1 added, 0 changed, 0 unchanged, 0 removed, 0 left out.",
        "Added: Performance review.",
    ]
    assert again.stdout.startswith("Calendar: 0 added, 0 changed, 1 unchanged,")
    (shown,) = terminal.json("deadlines")["deadlines"]
    assert (shown["kind"], shown["title"]) == ("review", "Performance review")

    written = terminal.run("deadlines", "--ics")

    assert written.exit_code == 0
    assert written.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"SUMMARY:Performance review\r\n" in written.stdout_bytes
    assert b"RRULE:FREQ=YEARLY;INTERVAL=1\r\n" in written.stdout_bytes
    back = terminal.run("deadlines", "--import", "-", stdin=written.stdout_bytes)
    assert "Left out, because it comes from me: Performance review." in back.stdout


def test_a_file_that_is_no_calendar_is_refused_in_plain_words(terminal: Terminal) -> None:
    refused = terminal.run("deadlines", "--import", "-", stdin="title,date\n")

    assert refused.exit_code == 1
    assert refused.stderr == "Error: the file is no calendar (.ics)\n"


def test_a_calendar_file_is_for_somebody_whom_the_coach_has_met(terminal: Terminal) -> None:
    words = ("--member", "U1", "--tenant", "slack:T1", "--import", "-")

    refused = terminal.run("deadlines", *words, stdin=REVIEW)

    assert refused.exit_code == 2
    assert "the coach has not met this member" in refused.stderr
