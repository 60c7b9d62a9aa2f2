"""Files below `programs/`: which are read how, and what becomes of broken ones."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from knowledge import STARTER
from knowledge.catalog.reading import ReadProgram, UnreadableCatalog, read_programs
from knowledge.catalog.record import to_fields
from tests.unit.cataloguing import (
    bad,
    built,
    outcome,
    programs,
    raw_records,
    read,
    refusal,
    remarks,
)

YAML = """\
programs:
- title: Ethics
  provider: Emory
  country: NO
  start: 2027-03-15
  fee: {amount: 1.50, currency: USD}

- title: Yes
  provider: Emory
  ipce: yes
"""
RECORDS = '[\n {"title": "Ethics", "provider": "Emory", "fee": {"amount": 0.10, "currency": "USD"}}'


def test_every_starter_file_is_read_without_a_fault() -> None:
    root = STARTER / "programs"
    readings = [r for path in sorted(root.glob("*.yaml")) for r in read_programs(path, root)]

    assert readings
    assert bad(readings) == []
    assert remarks(readings) == []


def test_yaml_keeps_what_is_written_and_knows_its_lines(tmp_path: Path) -> None:
    readings = read(tmp_path, "a.yaml", YAML)

    ethics, yes = programs(readings)
    assert [r.line for r in readings if isinstance(r, ReadProgram)] == [2, 8]
    assert (ethics.country, yes.title, yes.ipce) == ("NO", "Yes", True)
    assert ethics.fee
    assert str(ethics.fee.price.amount) == "1.50"


@pytest.mark.parametrize(
    "content",
    ["- {title: Ethics, provider: Emory}\n", "title: Ethics\nprovider: Emory\n",
     "version: 2\nprograms:\n  - {title: Ethics, provider: Emory}\n"],
)  # fmt: skip
def test_yaml_is_a_list_or_one_record(tmp_path: Path, content: str) -> None:
    assert [p.title for p in programs(read(tmp_path, "a.yml", content))] == ["Ethics"]


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ("", "it is empty", 0),
        ("# nothing\n", "it is empty", 0),
        ("just words", "it holds no list of programs", 1),
        ("programs: all of them\n", "`programs` must be a list", 1),
        ("programs: []\nprograms: []\n", '"programs" stands twice', 2),
        ("- title: A\n  title: B\n", '"title" stands twice', 2),
        ("- &a [x, x]\n- [*a, *a]\n", "it refers to another value (*name); write the value out", 2),
        ("- " + "[" * 5_000 + "]" * 5_000, "it is nested too deeply", 1),
        ("- ? [a]\n  : b\n", "a field's name must be a text", 1),
        ("- title: A\n---\n- title: B\n", "a second document begins; keep one in a file", 2),
        ("- title: A\0\n", "this is not text", 0),
    ],
)
def test_yaml_that_cannot_be_read_is_refused(
    tmp_path: Path, content: str, reason: str, line: int
) -> None:
    refused = refusal(tmp_path, "a.yaml", content)

    assert (refused.reason, refused.line) == (reason, line)


def test_broken_yaml_names_the_line(tmp_path: Path) -> None:
    refused = refusal(tmp_path, "a.yaml", "- title: A\n  provider: B: C\n")

    assert refused.reason.startswith("it is not valid YAML: mapping values are not allowed")
    assert refused.reason.endswith("(a value with a colon must be in quotes)")
    assert refused.line == 2


def test_what_is_no_record_is_bad_and_the_others_go_in(tmp_path: Path) -> None:
    content = "- just a text\n- {title: A, provider: B, start: 0001-01-01, id: a1}\n- {title: C, "
    readings = read(tmp_path, "a.yaml", f"{content}provider: D, typo: x}}\n")

    text, first = bad(readings)
    assert (text.line, text.field, text.value) == (1, "", "just a text")
    assert (first.line, first.field, first.value, first.id) == (2, "start", "0001-01-01", "a1")
    assert [p.title for p in programs(readings)] == ["C"]
    assert remarks(readings) == ['unknown field "typo" is ignored']


@pytest.mark.parametrize(
    "content", [f"{RECORDS}]", f'{{"v": 1,\n"programs": {RECORDS}],\n"w": []}}', RECORDS[3:]]
)
def test_json_is_a_list_or_one_record_and_exact(tmp_path: Path, content: str) -> None:
    (program,) = programs(read(tmp_path, "a.json", content))

    assert program.fee
    assert str(program.fee.price.amount) == "0.10"


def test_json_knows_its_lines(tmp_path: Path) -> None:
    content = f'{RECORDS},\n\n {{"title": NaN}}, 7,\n {{"title": "C", "provider": "D"}}]'
    readings = read(tmp_path, "a.json", content)

    assert [(r.line, r.field) for r in bad(readings)] == [(4, "provider"), (4, "")]
    assert [r.line for r in readings if isinstance(r, ReadProgram)] == [2, 5]


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ("", "it is empty", 1),
        ("7", "it holds no list of programs", 1),
        (RECORDS, "it is not valid JSON: , or ] is missing", 2),
        (f"{RECORDS}]\n]", "it is not valid JSON: something follows its end", 3),
        ('[\n{"title": "A" "x"}]', "it is not valid JSON: Expecting ',' delimiter", 2),
        ('[\n{"a": 1, "a": 2}]', '"a" stands twice in one record', 2),
        ('{"programs": [],\n"programs": []}', '"programs" stands twice in one record', 2),
        ('{"a": 1,\n"a": 2}', '"a" stands twice in one record', 2),
        ("{\n7: 1}", "it is not valid JSON: a key in quotation marks is missing", 2),
        ('{"a": ' + "[" * 100_000, "it is nested too deeply", 1),
        ('{"a": "\0"}', "this is not text", 0),
    ],
)
def test_json_that_cannot_be_read_is_refused(
    tmp_path: Path, content: str, reason: str, line: int
) -> None:
    refused = refusal(tmp_path, "a.json", content)

    assert (refused.reason, refused.line) == (reason, line)


def test_a_broken_line_of_json_is_bad_and_the_others_go_in(tmp_path: Path) -> None:
    lines = (
        '{"title": "A", "provider": "B"}', "", "{broken", "[1]", '{"title": "C", "title": "D"}',
        "9" * 5_000, '{"title": "' + "x" * 10_000_000 + '", "provider": "B", "id": "b1"}',
        '{"Title": "E", "provider": "F", "credit_type": "CNE"}',
    )  # fmt: skip
    readings = read(tmp_path, "a.jsonl", "\n".join(lines))

    assert [(r.line, r.field, r.id) for r in bad(readings)] == [
        (3, "", ""), (4, "", ""), (5, "", ""), (6, "", ""), (7, "title", "b1"),
    ]  # fmt: skip
    assert bad(readings)[0].right.startswith("one JSON object on the line: it is not valid JSON")
    first, last = programs(readings)
    assert (first.title, last.title) == ("A", "E")
    assert last.credits[0].type == "nursing contact hours"


def test_an_empty_file_of_json_lines_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a.jsonl", "").reason == "it is empty"


def test_a_workbook_of_our_own_columns_is_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Our courses"], ["Title", "Provider", "ipce", "fee_amount", "fee_currency"],
                ["Ethics", "Emory", True, 12.5, "USD"], ["=1+1", "Emory", "perhaps", None, None],
                ["=1+1", "Emory", None, None, None]):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")

    readings = list(read_programs(tmp_path / "a.xlsx", tmp_path))

    assert [(r.line, r.field, r.value) for r in bad(readings)] == [(4, "ipce", "perhaps")]
    ethics, formula = programs(readings)
    assert ethics.fee
    assert (str(ethics.fee.price.amount), ethics.ipce, formula.title) == ("12.5", True, "=1+1")


def test_json_ld_goes_to_its_own_reader(tmp_path: Path) -> None:
    course = {"@context": "https://schema.org", "@type": "Course", "name": "Ethics",
              "provider": {"@type": "Organization", "name": "Emory"}}  # fmt: skip
    document = json.dumps(course)
    page = f'<script type="application/ld+json">{document}</script>'

    for name, content in (("a.json", document), ("b.json", f"[{document}]"),
                          ("c.jsonl", document), ("d.html", page)):  # fmt: skip
        assert [p.title for p in programs(read(tmp_path, name, content))] == ["Ethics"]


def test_only_files_of_the_folder_are_read(tmp_path: Path) -> None:
    root = tmp_path / "programs"
    root.mkdir()
    (tmp_path / "secret.csv").write_text("title,provider\nA,B\n")
    (root / "link.csv").symlink_to(tmp_path / "secret.csv")
    (root / "folder.csv").mkdir()
    (root / "loop.csv").symlink_to(root / "loop.csv")

    reasons = {}
    for name in ("link.csv", "folder.csv", "gone.csv", "loop.csv"):
        with pytest.raises(UnreadableCatalog) as refused:
            list(read_programs(root / name, root))
        reasons[name] = refused.value.reason.partition(":")[0]

    assert reasons == {
        "link.csv": "it leads out of the programs folder",
        "folder.csv": "this is not a file",
        "gone.csv": "it cannot be opened",
        "loop.csv": "it leads out of the programs folder",
    }


def test_other_kinds_and_sizes_are_refused(tmp_path: Path) -> None:
    reason = refusal(tmp_path, "a.docx", "x").reason
    assert reason.startswith('".docx" files are not read; programs come as .csv, ')

    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(UnreadableCatalog, match=r"50.0 MB; the limit for .yaml is 50 MB"):
        list(read_programs(tmp_path / "huge.yaml", tmp_path))


@given(st.lists(raw_records, min_size=1, max_size=3))
def test_programs_are_the_same_after_going_through_json_lines(
    raws: list[dict[str, object]],
) -> None:
    written = [program for program in map(built, raws) if program]
    lines = "".join(f"{json.dumps(to_fields(program))}\n" for program in written)

    with tempfile.TemporaryDirectory() as folder:
        assert programs(read(Path(folder), "a.jsonl", f"{lines}\n")) == written


_snippets = st.text(alphabet='{}[]":,-&*\n ab0\x00é') | st.binary(max_size=60).map(
    lambda content: content.decode("latin-1")
)


@given(st.sampled_from(["a.yaml", "a.json", "a.jsonl"]), _snippets)
def test_whatever_a_file_holds_nothing_else_comes_out(name: str, content: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert outcome(Path(folder), name, content.encode()) != "no reason"
