"""`mapping.yaml`: an education office's own names for columns and values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.cataloguing import bad, programs, read, refusal, remarks

MAPPING = """\
columns:
  title: Course Name
  start: Begins
  credit_1_type: Credit Kind
  credit_1_amount: Hours
  professions: For
date_format: "%m/%d/%Y"
values:
  professions: {Docs: physician, Floor staff: nurse; practical nurse}
  credit_1_type: {CAT1: AMA PRA Category 1}
defaults:
  provider: Mercy Hospital
  fee_currency: USD
  licence: internal
"""
COURSES = (
    "COURSE  name,Begins,Credit Kind,Hours,For,fee_amount,title,Licence\n"
    "Ethics,03/15/2027,cat1,2,Docs; RN,20,MED-1,\n"
    "Law,2027-03-16,CNE,few,Floor staff,,MED-2,open\n"
)


def mapped(folder: Path, mapping: str = MAPPING, name: str = "mapping.yaml") -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(mapping)
    return folder


def test_a_table_is_read_under_the_offices_names(tmp_path: Path) -> None:
    readings = read(mapped(tmp_path), "a.csv", COURSES)

    (ethics,) = programs(readings)
    assert (ethics.title, ethics.provider, ethics.start) == (
        "Ethics", "Mercy Hospital", date(2027, 3, 15),
    )  # fmt: skip
    assert ethics.professions == ("physician", "nurse")
    assert (ethics.credits[0].type, ethics.credits[0].amount) == ("AMA PRA Category 1", Decimal(2))
    assert ethics.fee
    assert (ethics.fee.price.currency, ethics.licence) == ("USD", "internal")
    (law,) = bad(readings)
    assert (law.line, law.field, law.value) == (3, "Hours", "few")
    assert remarks(readings)[0].startswith('columns that are not known are ignored: "title"')


def test_json_lines_are_read_under_the_offices_names(tmp_path: Path) -> None:
    line = (
        '{"Course Name": "Ethics", "title": "MED-1", "Begins": "3/15/2027", "For": "docs", '
        '"Hours": "few"}'
    )

    readings = read(mapped(tmp_path), "a.jsonl", f"{line}\n{line.replace('few', '2')}")

    assert [(row.field, row.value) for row in bad(readings)] == [
        ("credit_1_type", ""),
        ("Hours", "few"),
        ("credit_1_type", ""),
    ]
    assert bad(readings)[0].id.startswith("mercy-hospital-ethics-")


def test_a_day_may_still_be_written_as_everywhere(tmp_path: Path) -> None:
    content = "Course Name,Begins\nA,2027-03-16\nB,16.03.2027\n"

    readings = read(mapped(tmp_path), "a.csv", content)

    assert [program.start for program in programs(readings)] == [date(2027, 3, 16)]
    assert bad(readings)[0].right == 'a day as 2027-03-15 or as "%m/%d/%Y"'


def test_the_nearest_mapping_holds_alone(tmp_path: Path) -> None:
    mapped(tmp_path)
    mapped(tmp_path, "defaults: {provider: Eye Clinic}\n", "eyes/mapping.yaml")

    (eyes,) = programs(read(tmp_path, "eyes/2027/a.csv", "title\nOptics\n"))
    (hands,) = programs(read(tmp_path, "hands/a.csv", "Course Name\nGrip\n"))

    assert (eyes.provider, hands.provider) == ("Eye Clinic", "Mercy Hospital")


def test_a_mapping_is_no_file_of_programs(tmp_path: Path) -> None:
    assert read(tmp_path, "mapping.yaml", MAPPING) == []


def test_a_column_that_the_mapping_names_must_be_there(tmp_path: Path) -> None:
    refused = refusal(mapped(tmp_path), "a.csv", "title,provider\nA,B\n")

    assert refused.reason == (
        'there is no column for title ("course name" in mapping.yaml); the header has "title", '
        '"provider"'
    )


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ("columns: {titel: Name}", 'columns: "titel" is not a field of a program; did you mean '
         '"title"?'),
        ("column: {title: Name}", '"column" is none of columns, values, date_format, defaults; '
         'did you mean "columns"?'),
        ("columns: [title]", "`columns` must be made of lines `field: …`"),
        ("columns: {title: [a, b]}", "columns: title must be the name of one column"),
        ("columns: {title: Name, id: name}", 'columns: "name" is named for two fields'),
        ("values: {format: live}", "values: format must be made of lines `theirs: ours`"),
        ("values: {format: {L: [live]}}", 'values: format: "L" must be one text'),
        ("date_format: MM/DD/YYYY", 'date_format must name day, month and year, as "%m/%d/%Y"'),
        ("date_format: '%d.%m.'", 'date_format must name day, month and year, as "%m/%d/%Y"'),
        ("title: a\n title: b", "line 2: it is not valid YAML: mapping values are not allowed in "
         "this context (a value with a colon must be in quotes)"),
        ("- a", "it is not made of lines `name: value`"),
        ("", "it is empty"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_refuses_the_files_it_covers(
    tmp_path: Path, mapping: str, reason: str
) -> None:
    refused = refusal(mapped(tmp_path, mapping), "a.csv", "title,provider\nA,B\n")

    assert refused.reason.startswith("mapping.yaml")
    assert refused.reason.partition(" ")[2].removeprefix("line 1: ") == reason
