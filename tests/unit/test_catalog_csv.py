"""Programs as CSV: our own columns, what hospitals' spreadsheets make of them, and back."""

from __future__ import annotations

import csv
import io
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalog.export import guarded, template_csv, to_csv, unguarded
from knowledge.catalog.rows import BadRow
from knowledge.programs import CommercialSupport, Credit, Fee, Money
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

HEADER = "title,provider,start,fee_amount,fee_currency\n"


def test_the_template_is_read_as_one_whole_program(tmp_path: Path) -> None:
    readings = read(tmp_path, "template.csv", template_csv())

    (program,) = programs(readings)
    assert program.title.startswith("Example: ")
    assert remarks(readings) == []
    (example,) = csv.DictReader(io.StringIO(template_csv(), newline=""))
    blank = {column for column, cell in example.items() if not cell}
    assert blank == {"credit_1_amount", "credit_1_uan", "credit_2_max", "credit_2_uan"}


def test_groups_are_put_together_from_their_columns(tmp_path: Path) -> None:
    content = (
        "Title,provider,Credit Type,credit-1-amount,credit_3_type,moc_board,Fee amount\n"
        "Ethics,Emory,AMA Cat 1,1.5,ANCC,ABIM,0\n"
        "Law,Emory,,,,,\n"
    )

    ethics, law = programs(read(tmp_path, "a.csv", content))

    assert [credit.type for credit in ethics.credits] == [
        "AMA PRA Category 1",
        "ANCC contact hours",
    ]
    assert ethics.fee
    assert ethics.fee.free
    assert (law.credits, law.moc, law.fee) == ((), (), None)


def test_a_price_or_a_yes_in_one_piece_goes_with_the_columns_beside_it(tmp_path: Path) -> None:
    content = (
        "title,provider,fee,fee_includes,commercial_support,commercial_support_source\n"
        "Ethics,Emory,$450,lunch,yes,Example Inc.\n"
        "Law,Emory,much,lunch,,\n"
    )

    readings = read(tmp_path, "a.csv", content)

    (ethics,) = programs(readings)
    assert ethics.fee == Fee(Money(Decimal(450), "USD"), "lunch")
    assert ethics.commercial_support == CommercialSupport(received=True, source="Example Inc.")
    assert [(row.field, row.value) for row in bad(readings)] == [("fee", "much")]


def test_a_cell_may_name_several_credits_and_boards(tmp_path: Path) -> None:
    content = (
        "title,provider,credits,credit_type,moc\nEthics,Emory,AMA Cat 1; ANCC,IPCE,ABIM; ABP\n"
    )

    (program,) = programs(read(tmp_path, "a.csv", content))

    assert [credit.type for credit in program.credits] == [
        "AMA PRA Category 1",
        "ANCC contact hours",
        "IPCE",
    ]
    assert [moc.board for moc in program.moc] == ["ABIM", "ABP"]


def test_a_profession_that_nobody_has_is_kept_and_remarked_on(tmp_path: Path) -> None:
    content = 'title,provider,professions\nEthics,Emory,"nurses, physicians"\nLaw,Emory,RN; any\n'

    readings = read(tmp_path, "a.csv", content)

    assert programs(readings)[0].professions == ("nurses, physicians",)
    (remark,) = remarks(readings)
    assert remark.startswith('professions: "nurses, physicians" is kept, but')


def test_a_bad_cell_is_named_and_the_other_rows_go_in(tmp_path: Path) -> None:
    content = HEADER + "Ethics,Emory,2027-03-15,-5,USD\n\nLaw,Emory,,10,ABC\nMoney,Emory,,10,USD\n"

    readings = read(tmp_path, "sub/a.csv", content)

    amount = "a number from 0 to 1,000,000,000 with at most 2 decimals"
    ethics, law = bad(readings)
    assert (ethics.file, ethics.line, ethics.field) == ("sub/a.csv", 2, "fee_amount")
    assert (ethics.value, ethics.right) == ("-5", amount)
    assert ethics.id.startswith("emory-ethics-")
    assert (law.line, law.field, law.value) == (4, "fee_currency", "ABC")
    assert [program.title for program in programs(readings)] == ["Money"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_encodings_are_found_out(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    content = f'title{delimiter}provider\r\n"Pain{delimiter} part 1"{delimiter}Médecine\r\n'

    (program,) = programs(read(tmp_path, "a.csv", content.encode(encoding)))

    assert (program.title, program.provider) == (f"Pain{delimiter} part 1".replace("\t", ""),
                                                 "Médecine")  # fmt: skip


def test_an_old_encoding_is_read_with_a_remark(tmp_path: Path) -> None:
    readings = read(
        tmp_path, "a.csv", "title,provider\nÉthique,Emory\nLaw,Emory\n".encode("cp1252")
    )

    assert programs(readings)[0].title == "Éthique"
    assert len(remarks(readings)) == 1
    assert "cp1252" in remarks(readings)[0]


def test_unknown_columns_are_remarked_on_once_even_after_a_bad_row(tmp_path: Path) -> None:
    content = "title,provider,Room,profesions\n,Emory,1,2\nA,Emory,1,2\nB,Emory,1,2\n"

    readings = read(tmp_path, "a.csv", content)

    assert remarks(readings) == [
        'columns that are not known are ignored: "Room", "profesions"; did you mean "professions"?'
    ]


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ("", "it is empty", 0),
        ("\n\n", "it is empty", 0),
        ("\ufeff", "it is empty", 0),
        (
            "title,vendor\nA,B\n",
            'there is no column for provider; the header has "title", "vendor"',
            1,
        ),
        ("title,provider,Title\nA,B,C\n", "the column title comes twice", 1),
        (
            HEADER + 'A,B,,,\n"Ethics" now,Emory,,,\n',
            "the quotation marks of this row are wrong: one inside a quoted cell is written twice",
            3,
        ),
        (
            HEADER + 'A,B,,,\n"Ethics,Emory,,,\nC,D,,,\n',
            "a quotation mark that opens in this row is not closed in it",
            3,
        ),
        (HEADER + "A\0,B,,,\n", "this is not text: it holds NUL bytes", 2),
        ("title,provider," + "x" * 200_000, "its header has more than 100,000 characters", 1),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_line(
    tmp_path: Path, content: str, reason: str, line: int
) -> None:
    refused = refusal(tmp_path, "a.csv", content)

    assert (refused.reason, refused.line) == (reason, line)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a.csv", b"title,provider\n\x81\x8d,x\n").reason == "this is not text"


def test_a_row_with_too_many_cells_is_bad_as_a_whole(tmp_path: Path) -> None:
    readings = read(tmp_path, "a.csv", "title,provider\nPain, part 1,Emory\nLaw,Emory,,\n")

    right = (
        "no more cells than columns (2): a cell that holds the separator must be in quotation marks"
    )
    assert bad(readings) == [BadRow("a.csv", 2, "", "Emory", right)]
    assert [program.title for program in programs(readings)] == ["Law"]


def test_a_cell_of_ten_megabytes_is_a_bad_field(tmp_path: Path) -> None:
    readings = read(tmp_path, "a.csv", f"title,provider\n{'x' * 10_000_000},E\nLaw,Emory\n")

    (huge,) = bad(readings)
    assert (huge.line, huge.field, huge.value) == (2, "title", "x" * 79 + "…")
    assert [program.title for program in programs(readings)] == ["Law"]


def test_a_line_beyond_all_bounds_stops_the_file(tmp_path: Path) -> None:
    refused = refusal(tmp_path, "a.csv", "title,provider\n" + "x" * 20_000_001)

    assert (refused.reason, refused.line) == ("a line of 20,000,000 characters or more", 2)


def test_a_formula_is_text_and_is_neutralised_on_the_way_out(tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://evil.example","x")'
    doubled = formula.replace('"', '""')

    (program,) = programs(read(tmp_path, "a.csv", f'title,provider\n"{doubled}",@sum\n'))

    assert (program.title, program.provider) == (formula, "@sum")
    written = "".join(to_csv([program]))
    cells = next(csv.DictReader(io.StringIO(written, newline="")))
    assert (cells["title"], cells["provider"]) == (f"'{formula}", "'@sum")
    assert programs(read(tmp_path, "b.csv", written)) == [program]


@pytest.mark.parametrize("start", "=+-@\t\r")
def test_whatever_a_spreadsheet_would_run_is_guarded(start: str) -> None:
    assert guarded(f"{start}1") == f"'{start}1"


@given(st.text(alphabet="'=+-@ \t\rab"))
def test_guarding_is_undone_exactly(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in set("=+-@\t\r")


def test_more_credits_get_more_columns(tmp_path: Path) -> None:
    program = built(
        {"title": "A", "provider": "B", "credits": [{"type": f"type {n}"} for n in range(12)]}
    )
    assert program

    (back,) = programs(read(tmp_path, "a.csv", "".join(to_csv([program]))))

    assert back.credits == tuple(Credit(f"type {n}") for n in range(12))


@given(st.lists(raw_records, max_size=3))
def test_programs_are_the_same_after_going_through_csv(raws: list[dict[str, object]]) -> None:
    written = [program for program in map(built, raws) if program]

    with tempfile.TemporaryDirectory() as folder:
        assert programs(read(Path(folder), "a.csv", "".join(to_csv(written)))) == written


@given(st.binary() | st.text(alphabet='title,provider"\n;\t=').map(str.encode))
def test_whatever_the_bytes_are_nothing_else_comes_out(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for table in (content, b"title,provider\n" + content):
            assert outcome(Path(folder), "a.csv", table) != "no reason"
