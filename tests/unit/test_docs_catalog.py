"""What `docs/catalog.md` tells an education office is what the importers do."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.catalog.csvfile import LONGEST_HEADER
from knowledge.catalog.export import template_csv
from knowledge.catalog.form import MOST_GROUPS
from knowledge.catalog.groups import LONGEST
from knowledge.catalog.kinds import LONGEST_PROFESSION
from knowledge.catalog.mapping import MAPPING
from knowledge.catalog.reading import LARGEST, LARGEST_WHOLE, SUFFIXES
from knowledge.catalog.record import LONGEST_DESCRIPTION, LONGEST_ID, LONGEST_TITLE, NO_RUNG
from knowledge.catalog.table import REQUIRED
from knowledge.catalog.textfile import LONGEST_LINE
from knowledge.catalog.values import FIRST_YEAR, LAST_YEAR, LONGEST_LIST, UNKNOWN
from knowledge.catalog.workbook import HEADER_WITHIN, MOST_COLUMNS, MOST_ROWS
from knowledge.programs import ANY, PROFESSIONS, Delivery, Format, Money, Rung
from knowledge.readers.lines import LONGEST_ADDRESS
from knowledge.readers.package import LARGEST_UNPACKED
from tests.terminal import Terminal
from tests.unit.catalog_page import block, names, section, table
from tests.unit.cataloguing import outcome, problems, programs, read, remarks


def test_the_kinds_of_files_are_those_that_are_read() -> None:
    told = [suffix for cell, _ in table("The first file") for suffix in names(cell)]

    assert sorted(told) == sorted(SUFFIXES)


def test_the_columns_are_those_of_the_template_in_both_directions() -> None:
    (header,) = list(csv.reader(template_csv().splitlines()))[:1]
    first_of_each = [column for column in header if "_2_" not in column]

    assert [name for cell, _ in table("The columns") for name in names(cell)] == first_of_each


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("format", tuple(Format)),
        ("delivery", tuple(Delivery)),
        ("professions", (*PROFESSIONS, ANY)),
        ("designed_to_change", (*Rung, NO_RUNG)),
    ],
)
def test_the_values_of_a_closed_list_are_all_there(column: str, values: tuple[str, ...]) -> None:
    (said,) = [said for cell, said in table("The columns") if column in names(cell)]

    assert tuple(names(said)) == values


def test_the_columns_that_are_required_are_said_to_be() -> None:
    required = [names(cell) for cell, said in table("The columns") if said.startswith("required")]

    assert required == [list(REQUIRED)]


def test_the_ways_to_leave_a_cell_unstated_are_all_there() -> None:
    told = section("The columns").partition("count as empty too:")[2].partition(". ")[0]

    assert {*names(told), ""} == UNKNOWN


def test_the_first_file_is_read_as_it_stands(tmp_path: Path) -> None:
    readings = read(tmp_path, "courses.csv", block("csv"))

    meeting, rounds = programs(readings)
    assert remarks(readings) == []
    assert meeting.credits[0].max == Decimal("6.5")
    assert meeting.professions == ("nurse", "physician")
    assert rounds.fee
    assert rounds.fee.free


def test_a_bad_row_looks_as_the_page_shows_it(tmp_path: Path) -> None:
    folder = tmp_path / "our-hub" / "programs"
    folder.mkdir(parents=True)
    (folder / "bad.csv").write_text(block("csv bad"))

    result = Terminal(tmp_path / "home").run("ingest", "our-hub", "--dry-run")

    refused = [line for line in result.stdout.splitlines() if line.startswith("Not taken")]
    assert refused == block("text bad").splitlines()
    assert result.exit_code == 1


def test_the_mapping_reads_the_offices_table(tmp_path: Path) -> None:
    (tmp_path / MAPPING).write_text(block("yaml", section("Your own column names")))

    readings = read(tmp_path, "courses.csv", block("csv mapped"))

    meeting, handover = programs(readings)
    assert remarks(readings) == []
    assert (meeting.provider, meeting.start) == ("Mercy Hospital", date(2027, 3, 15))
    assert meeting.professions == ("physician", "nurse", "practical nurse")
    assert [(each.type, each.max) for each in meeting.credits] == [
        ("AMA PRA Category 1", Decimal("6.5"))
    ]
    assert meeting.fee
    assert meeting.fee.price == Money(Decimal(90), "USD")
    assert (handover.title, handover.fee and handover.fee.free) == ("Safe handover", True)


def test_a_yaml_file_uses_no_mapping_and_a_wrong_one_refuses_it(tmp_path: Path) -> None:
    record = "programs:\n- title: Ethics\n  provider: Emory\n"
    (tmp_path / MAPPING).write_text("defaults: {city: Boise}\n")
    (program,) = programs(read(tmp_path, "a.yaml", record))
    assert program.city == ""

    (tmp_path / MAPPING).write_text("default: {city: Boise}\n")
    assert outcome(tmp_path, "a.yaml", record.encode()).startswith("mapping.yaml")


def test_the_limits_are_those_of_the_code() -> None:
    def million(size: int) -> str:
        return f"{size // 10**6} MB"

    def characters(count: int) -> str:
        return f"{count:,} characters"

    limits = [limit for _, limit in table("Formulas and limits")]
    assert limits == [
        million(LARGEST),
        million(LARGEST_WHOLE),
        million(LARGEST_UNPACKED),
        f"{MOST_ROWS:,}",
        str(MOST_COLUMNS),
        f"within its first {HEADER_WITHIN} rows",
        *map(characters, (LONGEST_HEADER, LONGEST_LINE, LONGEST_TITLE, LONGEST_DESCRIPTION)),
        *map(characters, (LONGEST_ID, LONGEST_PROFESSION, LONGEST_ADDRESS, LONGEST)),
        str(LONGEST_LIST),
        str(MOST_GROUPS),
        f"{FIRST_YEAR}-01-01 to {LAST_YEAR}-12-31",
        "0 to 1,000,000,000, 2 decimals",
        "0 to 1,000,000,000, 4 decimals",
    ]
    right = "a number from 0 to 1,000,000,000 with at most {} decimals"
    assert problems(fee={"amount": "1.001"}, hours_to_complete="1.00001") == {
        "fee.amount": right.format(2),
        "hours_to_complete": right.format(4),
    }
