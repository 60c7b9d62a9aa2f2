"""What `docs/deadlines.md` tells an education office is what `coach ingest` does."""

from __future__ import annotations

from pathlib import Path

from adapters import hub_allowances, hub_deadlines, hub_fields
from adapters.calendar.lines import LARGEST as LARGEST_CALENDAR
from adapters.calendar.lines import MOST_EVENTS
from bot.allowance.policy import Basis
from bot.deadlines.deadline import Kind, Repeats, Unit
from bot.deadlines.titles import LONGEST_TITLE
from bot.when.ahead import FURTHEST, MOST_STAGES
from bot.when.moments import MOST_YEARS
from knowledge.deadlines import LARGEST, MOST_ALLOWANCES, MOST_DEADLINES
from tests.hub_deadlines import read, written
from tests.terminal import Terminal
from tests.unit.catalog_page import NAMED, ROWS_OF_A_TABLE, block, names

PAGE = (Path(__file__).parents[2] / "docs" / "deadlines.md").read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    """The cells of a section's table, without header and rule."""
    text = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [row.split(" | ") for row in ROWS_OF_A_TABLE.findall(text)][1:]


def told(heading: str, field: str) -> str:
    """What is said of a field."""
    (said,) = [said for cell, said in table(heading) if field in names(cell)]
    return said


def test_the_first_file_is_read_as_it_stands(tmp_path: Path) -> None:
    found = read(written(tmp_path, block("yaml", PAGE)))

    assert found.problems == []
    assert found.deadlines["hub:yearly-review"].repeats == Repeats(1, Unit.YEARS)
    assert found.policies[""].cycle_start == (7, 1)
    assert found.policies[""].confirmed


def test_the_fields_are_those_that_are_read() -> None:
    for heading, fields in (
        ("The fields of a deadline", hub_deadlines.FIELDS),
        ("The fields of an allowance", hub_allowances.FIELDS),
    ):
        assert {name for cell, _ in table(heading) for name in names(cell)} == fields


def test_the_values_of_closed_lists_are_all_there() -> None:
    assert NAMED.findall(told("The fields of a deadline", "kind")) == list(Kind)
    assert NAMED.findall(told("The fields of an allowance", "basis")) == list(Basis)


def test_the_required_fields_are_said_to_be(tmp_path: Path) -> None:
    found = read(written(tmp_path, "deadlines:\n- {do: it}\n"))

    said = [cell for cell, text in table("The fields of a deadline") if text.startswith("required")]
    assert [name for cell in said for name in names(cell)] == [bad.field for bad in found.problems]


def test_a_bad_file_brings_the_lines_that_are_shown(tmp_path: Path) -> None:
    written(tmp_path / "our-hub", block("yaml bad", PAGE))
    articles = tmp_path / "our-hub" / "articles"
    articles.mkdir()
    (articles / "a.md").write_text("# A\n\nWords.\n")

    result = Terminal(tmp_path / "home").run("ingest", "our-hub", "--dry-run")

    refused = [line for line in result.stdout.splitlines() if line.startswith("Not taken")]
    assert refused == block("text bad", PAGE).splitlines()
    assert result.exit_code == 1


def test_the_limits_are_those_of_the_code() -> None:
    def characters(count: int) -> str:
        return f"{count} characters"

    assert [limit for _, limit in table("Limits")] == [
        f"{LARGEST // 10**6} MB",
        str(MOST_DEADLINES),
        str(MOST_ALLOWANCES),
        *map(characters, (hub_deadlines.LONGEST_ID, LONGEST_TITLE, hub_fields.LONGEST_TEAM)),
        characters(hub_fields.LONGEST_SENTENCE),
        f"{MOST_STAGES} days, from 0 to {FURTHEST:,}",
        f"the end of the year {MOST_YEARS} years from now",
        f"every {hub_deadlines.MOST_REPEAT} years",
    ]


def test_the_limits_of_calendar_files_are_those_of_the_code() -> None:
    assert f"at most {LARGEST_CALENDAR // 10**6} MB the first {MOST_EVENTS:,} events" in PAGE
