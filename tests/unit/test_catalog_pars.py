"""Activity templates of PARS, in Excel and tab-delimited; and workbooks that are no good."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalog.pars import fields_of, rows
from knowledge.catalog.pars_template import SUPPORTER, TEMPLATE_C, TEMPLATE_D
from knowledge.catalog.rows import finished
from knowledge.programs import CommercialSupport, Credit, Delivery, Format, Rung
from tests.unit.cataloguing import bad, only, programs, read, refusal, remarks

SHEET = "xl/worksheets/sheet1.xml"
MAPPING = "defaults: {provider: Prairie Teaching Hospital}\n"
COURSE: dict[str, object] = {
    "Template (DO NOT ALTER OR DELETE THIS COLUMN)": "Template C",
    "Provider Activity ID": 2016001,
    "Reporting Year": 2014,
    "Activity Title": "Chairing a Quality Meeting",
    "Activity Date": "02/11/2027",
    "City": "Boise",
    "State": "ID",
    "Country": "USA",
    "Providership": "Joint",
    "Activity Type": "C",
    "Hours of Instruction": 6.5,
    "# of Physicians": 12,
    "Commercial Support Received?": "Yes",
    "Designed to change Competence?": "Yes",
    "Changes in Competence evaluated?": "Yes",
    "Designed to change Performance?": "Yes",
    "Changes in Performance evaluated?": "No",
    "Designed to change Patient Outcomes?": "No",
    "Changes in Patient Outcomes evaluated?": "No",
    "Sub-category: Simulation": "Yes",
    "Joint Provider(s)": "Sage Nursing School",
    "Number of AMA PRA Category 1 Credits Designated": 6.5,
    "Description of Content": "How a chair gets to a decision.",
    "ABMS/ACGME - Systems-based Practice": "Yes",
    "Institute of Medicine - Apply quality improvement": "Yes",
}


def workbook(*lines: Sequence[object], title: str = "Activities") -> bytes:
    """The file of a workbook with these rows."""
    book = openpyxl.Workbook()
    book.active.title = title
    for line in lines:
        book.active.append(list(line))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The workbook's file."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def numbered(labels: Sequence[str]) -> list[str]:
    """The labels as the template's files have them."""
    return [f"{at}. {label}" for at, label in enumerate(labels, 1)]


def row(labels: Sequence[str], cells: Mapping[str, object]) -> list[object]:
    """A row of the template."""
    return [cells.get(label) for label in labels]


def template(*changes: dict[str, object], labels: Sequence[str] = TEMPLATE_C) -> bytes:
    """A workbook in the template with one course for each set of changes."""
    return workbook(numbered(labels), *(row(labels, COURSE | change) for change in changes))


def repacked(content: bytes, changed: dict[str, bytes]) -> bytes:
    """The file with entries added or replaced."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name, part in ({name: old.read(name) for name in old.namelist()} | changed).items():
            new.writestr(name, part)
    return out.getvalue()


def sheet_of(content: bytes) -> bytes:
    """The XML of the first sheet."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return package.read(SHEET)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of programs whose provider the mapping names."""
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    return tmp_path


def test_the_templates_have_the_columns_of_pars() -> None:
    assert (len(TEMPLATE_C), len(TEMPLATE_D)) == (58, 47)
    assert TEMPLATE_C[15] == "# of Commercial Supporters"
    assert TEMPLATE_C[36] == "Joint Provider(s)"
    assert TEMPLATE_C[42] == "ABMS/ACGME - Patient Care and Procedural Skills"
    assert not set(TEMPLATE_D) & {*TEMPLATE_C[15:23], *TEMPLATE_C[39:42]}


def test_a_course_in_template_c_becomes_a_program(folder: Path) -> None:
    supporters = ["Commercial Support Source", *SUPPORTER[1:], "Commercial Support Source 2nd"]
    given_ = ["Example Devices", 5000, "Yes", "No", "No", "No", "No", None, "Example Pharma"]
    content = workbook(numbered([*TEMPLATE_C, *supporters]), [*row(TEMPLATE_C, COURSE), *given_])

    program = only(read(folder, "activities.xlsx", content))

    assert program.title == "Chairing a Quality Meeting"
    assert program.provider == "Prairie Teaching Hospital"
    assert (program.format, program.delivery) == (Format.COURSE, Delivery.IN_PERSON)
    assert (program.city, program.region, program.country) == ("Boise", "US-ID", "US")
    assert (program.start, program.hours_to_complete) == (date(2027, 2, 11), Decimal("6.5"))
    assert program.credits == (Credit("AMA PRA Category 1", "credit", max=Decimal("6.5")),)
    assert program.designed_to_change == (Rung.COMPETENCE, Rung.PERFORMANCE)
    assert program.changes_measured == (Rung.COMPETENCE,)
    assert program.topics == ("simulation",)
    assert program.competencies == ("Systems-based Practice", "Apply quality improvement")
    assert program.commercial_support == CommercialSupport(
        received=True, source="Example Devices; Example Pharma", kind="grant and in kind"
    )
    assert program.description == (
        "How a chair gets to a decision. Jointly provided with Sage Nursing School."
    )


def test_template_d_is_read_tab_delimited_too(folder: Path) -> None:
    lines = (numbered(TEMPLATE_D), ["" if v is None else str(v) for v in row(TEMPLATE_D, COURSE)])
    content = "\r\n".join("\t".join(line) for line in lines)

    in_text = only(read(folder, "activities.txt", content))
    in_excel = only(read(folder, "activities.xlsx", template({}, labels=TEMPLATE_D)))

    assert in_text == in_excel
    assert in_text.commercial_support == CommercialSupport(received=True)


@pytest.mark.parametrize(
    ("code", "form", "delivery"),
    [
        ("RSS", Format.SERIES, Delivery.IN_PERSON),
        ("IL", Format.COURSE, Delivery.ONLINE),
        ("EM", Format.ENDURING, None),
        ("iem", Format.ENDURING, Delivery.ONLINE),
        ("JN", Format.JOURNAL, None),
        ("MR", Format.REVIEW, None),
        ("TIW", Format.TEST_WRITING, None),
        ("CML", Format.COMMITTEE, None),
        ("PI", Format.IMPROVEMENT, None),
        ("ISL", Format.SEARCHING, Delivery.ONLINE),
        ("LFT", Format.TEACHING, None),
    ],
)
def test_codes_of_activity_types(
    folder: Path, code: str, form: Format, delivery: Delivery | None
) -> None:
    program = only(read(folder, "a.xlsx", template({"Activity Type": code})))

    assert (program.format, program.delivery) == (form, delivery)


def test_the_release_of_what_is_self_paced_is_no_start(folder: Path) -> None:
    program = only(read(folder, "a.xlsx", template({"Activity Type": "IEM"})))

    assert program.start is None
    assert program.self_paced


def test_what_is_blank_is_unknown_and_no_is_no(folder: Path) -> None:
    asked = [label for label in TEMPLATE_C if label.startswith(("Designed", "Changes"))]
    asked.append("Commercial Support Received?")
    blank: dict[str, object] = dict.fromkeys(asked)
    no: dict[str, object] = dict.fromkeys(asked, "No")

    found = read(folder, "a.xlsx", template(blank, no | {"Provider Activity ID": "2"}))
    unknown, none = programs(found)

    assert unknown.designed_to_change is None
    assert unknown.changes_measured is None
    assert unknown.commercial_support is None
    assert (none.designed_to_change, none.changes_measured) == ((), ())
    assert none.commercial_support == CommercialSupport(received=False)


def test_an_id_is_the_same_wherever_the_row_stands(folder: Path) -> None:
    one: dict[str, object] = {"Provider Activity ID": 7}
    two: dict[str, object] = {"ACCME Activity ID": 201234567}

    before = programs(read(folder, "a.xlsx", template(one, two)))
    after = programs(read(folder, "b.xlsx", template(two, one)))

    assert {program.id for program in before} == {program.id for program in after}
    assert before[0].id.startswith("7-")
    assert before[1].id.startswith("201234567-")


def test_the_header_may_stand_below_a_title(folder: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Nothing of ours"])
    sheet = book.create_sheet("2014")
    sheet.append(["Activities of our office"])
    sheet.merge_cells("A1:F1")
    sheet.append([])
    sheet.append(numbered(TEMPLATE_C))
    sheet.append(row(TEMPLATE_C, COURSE | {"Activity Date": datetime(2027, 3, 15)}))  # noqa: DTZ001

    (reading,) = read(folder, "a.xlsx", saved(book))

    assert only([reading]).start == date(2027, 3, 15)
    assert reading.line == 4


def test_a_formula_stays_text(folder: Path) -> None:
    program = only(read(folder, "a.xlsx", template({"Activity Title": "=1+1"})))

    assert program.title == "=1+1"


def test_a_misspelt_column_is_named(folder: Path) -> None:
    labels = ["City", "State", "Country", "Activty Title"]

    reason = refusal(folder, "a.xlsx", workbook(labels, ["Boise", "ID", "USA", "x"])).reason

    assert "column 'Activty Title' is not known; did you mean 'Activity Title'?" in reason


def test_another_column_is_left_out_and_named(folder: Path) -> None:
    labels = [*TEMPLATE_C, "Descripton of Content", "Room"]
    content = workbook(labels, [*row(TEMPLATE_C, COURSE), "x", "12"])

    said = remarks(read(folder, "a.xlsx", content))

    assert "column 'Room' is not known and is left out" in said
    assert any("did you mean 'Description of Content'?" in remark for remark in said)


def test_without_a_provider_the_mapping_is_named(tmp_path: Path) -> None:
    assert "defaults: {provider: …}" in refusal(tmp_path, "a.xlsx", template({})).reason


def test_what_pars_asks_for_is_a_remark(folder: Path) -> None:
    change: dict[str, object] = {
        "City": None,
        "Provider Activity ID": None,
        "Hours of Instruction": 0,
    }
    change |= {"Designed to change Competence?": "Perhaps"}

    found = read(folder, "a.xlsx", template(change))

    said = " ".join(remarks(found))
    assert "ACCME Activity ID or Provider Activity ID" in said
    assert "City" in said
    assert 'says "Perhaps", not Yes or No' in said
    assert only(found).hours_to_complete is None


@pytest.mark.parametrize(
    ("column", "value", "right"),
    [
        ("Activity Title", None, "the program's title"),
        ("Activity Date", "13/45/2027", "%m/%d/%Y"),
        ("Activity Date", "01/02/0001", "a day between 1900-01-01 and 2199-12-31"),
        ("Activity Date", "12/31/9999", "a day between 1900-01-01 and 2199-12-31"),
        ("Activity Date", datetime(9999, 12, 31), "a day between"),  # noqa: DTZ001
        ("Hours of Instruction", -1, "a number from 0"),
        ("Hours of Instruction", "six", "a number from 0"),
        ("Number of AMA PRA Category 1 Credits Designated", "-2", "a number from 0"),
        ("Commercial Support Received?", "perhaps", "yes or no"),
        ("Activity Type", "XYZ", "one of: live course"),
    ],
)
def test_a_bad_cell_is_named_and_the_other_rows_go_in(
    folder: Path, column: str, value: object, right: str
) -> None:
    good: dict[str, object] = {"Provider Activity ID": 2}

    found = read(folder, "a.xlsx", template({column: value}, good))

    (row_,) = bad(found)
    assert row_.line == 2
    assert row_.field.startswith(column)
    assert right in row_.right
    assert len(programs(found)) == 1


def test_a_cell_of_ten_megabytes_is_named_and_not_echoed(folder: Path) -> None:
    longest = "long " * 2_000_000
    lines = [TEMPLATE_D, [longest if label == "Activity Title" else "" for label in TEMPLATE_D]]
    good = ["" if value is None else str(value) for value in row(TEMPLATE_D, COURSE)]

    content = "\n".join("\t".join(line) for line in (*lines, good))
    found = read(folder, "a.tsv", content)

    (row_,) = bad(found)
    assert (row_.line, row_.field, len(row_.value)) == (2, "Activity Title", 80)
    assert "characters" in row_.right
    assert len(programs(found)) == 1


def test_our_own_columns_in_a_workbook(tmp_path: Path) -> None:
    labels = ["Title", "Provider", "Start", "Fee amount", "Fee currency"]
    content = workbook(
        labels, ["Budgets for Charge Nurses", "Prairie", date(2027, 3, 1), 90, "USD"]
    )

    program = only(read(tmp_path, "a.xlsx", content))

    assert (program.title, program.start) == ("Budgets for Charge Nurses", date(2027, 3, 1))
    assert program.fee is not None
    assert program.fee.price.amount == 90


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], "every sheet of the workbook is empty"),
        ([["a", "b"], ["1", "2"]], "names columns that are known"),
        ([list(TEMPLATE_C)], "there is no row below the header"),
    ],
)
def test_a_workbook_without_programs(folder: Path, lines: list[list[str]], reason: str) -> None:
    assert reason in refusal(folder, "a.xlsx", workbook(*lines)).reason


def test_a_locked_workbook_an_old_one_and_something_else(folder: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    locked = ole + "EncryptedPackage".encode("utf-16-le")
    old = ole + "Workbook".encode("utf-16-le")
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("word/document.xml", "<x/>")

    assert refusal(folder, "a.xlsx", locked).reason == (
        "it is protected by a password: save it without one"
    )
    assert "save it as .xlsx" in refusal(folder, "a.xlsx", old).reason
    assert "not an Excel workbook" in refusal(folder, "a.xlsx", "title,provider").reason
    assert "not an Excel workbook" in refusal(folder, "a.xlsx", other.getvalue()).reason


def test_bombs_are_refused(folder: Path) -> None:
    content = template({})
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + sheet_of(content)
    wide = ("\ufeff" + laughs.decode()).encode("utf-16-le")

    reason = refusal(folder, "a.xlsx", repacked(content, {"xl/media/a": bytes(50_000_000)})).reason
    assert "unpacks to far more" in reason
    for bomb in (laughs, wide):
        assert "XML entities" in refusal(folder, "a.xlsx", repacked(content, {SHEET: bomb})).reason


def test_a_damaged_sheet_gives_what_stands_before_the_damage(folder: Path) -> None:
    content = template({}, {"Provider Activity ID": 2})
    cut = sheet_of(content).rpartition(b"<row")[0]

    reason = refusal(folder, "a.xlsx", repacked(content, {SHEET: cut})).reason

    assert reason == "the sheet is damaged from here on"


def test_a_row_far_below_costs_no_more_than_the_sheet_can_have(folder: Path) -> None:
    content = template({})
    far = b'<row r="2000000000"><c r="A2000000000"><v>1</v></c></row></sheetData>'
    changed = repacked(content, {SHEET: sheet_of(content).replace(b"</sheetData>", far)})

    assert only(read(folder, "a.xlsx", changed)).title == COURSE["Activity Title"]


def test_rows_after_a_gap_are_not_lost(folder: Path) -> None:
    gap: list[list[object]] = [[]] * 3_000
    lines = (row(TEMPLATE_C, COURSE), *gap, row(TEMPLATE_C, COURSE | {"Provider Activity ID": 2}))

    found = read(folder, "a.xlsx", workbook(numbered(TEMPLATE_C), *lines))

    assert [reading.line for reading in found] == [2, 3003]


def test_macros_are_passed_over(folder: Path) -> None:
    content = repacked(template({}), {"xl/vbaProject.bin": b"Sub Auto_Open()"})

    assert only(read(folder, "a.xlsx", content)).title == COURSE["Activity Title"]


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=60),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["Yes", "No", "C", "RSS", "IEM", "02/11/2027", "USA", "ID", "=1+1", "-1"]),
)


@given(st.lists(CELLS, min_size=66, max_size=66))
def test_no_cell_crashes_the_reader(cells: list[object]) -> None:
    labels = (*TEMPLATE_C, *SUPPORTER)
    for made in rows(labels, [(2, tuple(cells))], {"provider": "Prairie"}):
        assert list(finished(made, "a.xlsx"))


@given(st.lists(st.tuples(st.sampled_from(["", *TEMPLATE_C, *SUPPORTER]), CELLS)))
def test_columns_may_come_in_any_order_and_number(pairs: list[tuple[str, object]]) -> None:
    fields, _ = fields_of(pairs, "Prairie")

    assert "provider" not in fields
