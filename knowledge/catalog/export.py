"""Programs as CSV, in columns that are read back to the very same programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from knowledge.catalog.columns import LISTED, SINGLE
from knowledge.catalog.groups import GROUPS
from knowledge.catalog.record import FIELDS, NO_RUNG, to_fields
from knowledge.programs import (
    CommercialSupport,
    Credit,
    Delivery,
    Fee,
    Format,
    MandatoryTopic,
    Moc,
    Money,
    Program,
    Rung,
)

# What a spreadsheet would run, and what stands before it already.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_SEPARATOR = "; "

_EXAMPLE = Program(
    id="example-leading-change",
    title="Example: Leading change on the ward",
    provider="Example University",
    provider_accreditor="Joint Accreditation",
    jointly_accredited=True,
    ipce=True,
    description="An example to replace: what one learns and does, and who it is for.",
    format=Format.COURSE,
    delivery=Delivery.IN_PERSON,
    city="Atlanta",
    region="US-GA",
    country="US",
    tz="America/New_York",
    start=date(2027, 2, 11),
    end=date(2027, 2, 12),
    registration_deadline=date(2027, 1, 15),
    application_deadline=date(2027, 1, 8),
    credit_claim_by=date(2027, 4, 30),
    expires_on=date(2027, 6, 30),
    credits=(
        Credit("AMA PRA Category 1", "credit", max=Decimal("12.5"), accreditor="ACCME"),
        Credit("ANCC contact hours", "contact hour", Decimal("12.5"), accreditor="ANCC"),
    ),
    moc=(Moc("ABIM", "MOC points", Decimal("12.5"), "medical knowledge"),),
    professions=("physician", "nurse"),
    specialties=("internal medicine",),
    topics=("leadership", "change management"),
    competencies=("lead change",),
    mandatory_topics=(
        MandatoryTopic(
            "US-FL",
            "medical errors",
            date(2026, 11, 1),
            "the education office",
            "https://example.org/rule",
        ),
    ),
    fee=Fee(Money(Decimal("450.00"), "USD"), "lunch; members pay 400 USD", date(2027, 1, 31)),
    hours_to_complete=Decimal("13"),
    travel="two days in Atlanta",
    commercial_support=CommercialSupport(True, "Example Company", "grant"),
    designed_to_change=(Rung.COMPETENCE, Rung.PERFORMANCE),
    changes_measured=(Rung.KNOWLEDGE,),
    outcome_summary="An example of what was found afterwards.",
    outcome_source="https://example.org/outcomes",
    team_based=True,
    practice_project=True,
    leadership_content=True,
    url="https://example.org/leading-change",
    retrieved_on=date(2026, 11, 1),
    verified_on=date(2026, 11, 1),
    source_of_record="Example University, “Leading change on the ward”",
    licence="CC-BY-4.0",
)


def template_csv() -> str:
    """The columns that are read, with one worked example to replace."""
    return "".join(to_csv([_EXAMPLE]))


def to_csv(programs: Sequence[Program]) -> Iterator[str]:
    """A header and a line for each program; no cell is a formula to a spreadsheet."""
    columns = tuple(_columns(programs))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for program in programs:
        cells = dict(_cells(program))
        writer.writerow(guarded(cells.get(column, "")) for column in columns)
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def guarded(cell: str) -> str:
    """A cell that a spreadsheet takes for text, with an apostrophe where it needs one."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell before it was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _columns(programs: Sequence[Program]) -> Iterator[str]:
    """The columns for the programs, with as many groups as the one with the most has."""
    starts = {name: start for start, name in LISTED.items()}
    for name in FIELDS:
        if name in SINGLE:
            yield from (f"{name}_{field}" for field in GROUPS[name])
        elif name in starts:
            most = max((len(getattr(program, name)) for program in programs), default=0)
            for number in range(1, max(most, 1) + 1):
                yield from (f"{starts[name]}_{number}_{field}" for field in GROUPS[name])
        else:
            yield name


def _cells(program: Program) -> Iterator[tuple[str, str]]:
    """What the record states, by column."""
    stated = to_fields(program)
    for start, name in LISTED.items():
        for number, group in enumerate(_groups(stated.pop(name, [])), 1):
            yield from ((f"{start}_{number}_{field}", _cell(v)) for field, v in group.items())
    for name in SINGLE:
        for group in _groups([stated.pop(name, {})]):
            yield from ((f"{name}_{field}", _cell(value)) for field, value in group.items())
    yield from ((name, _cell(value)) for name, value in stated.items())


def _groups(listed: object) -> Iterator[Mapping[str, object]]:
    assert isinstance(listed, list)
    yield from listed


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return _SEPARATOR.join(map(str, value)) or NO_RUNG
    return str(value)
