"""Programs side by side: what is not stated says so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.programs.comparing import FEWEST, MOST, compare
from knowledge.programs import CommercialSupport, Delivery, Fee, Format, Money, Program, Rung
from knowledge.sheet import sheet
from tests.catalogs import programs
from tests.offers import a_program, credit

RICH = a_program(
    "rich",
    format=Format.COURSE,
    delivery=Delivery.ONLINE,
    start=date(2027, 2, 11),
    end=date(2027, 2, 12),
    registration_deadline=date(2027, 1, 10),
    credits=(credit("AMA PRA Category 1", most="185"),),
    fee=Fee(Money(Decimal(900), "USD"), "members pay $700"),
    professions=("nurse",),
    hours_to_complete=Decimal(16),
    provider_accreditor="ACCME",
    commercial_support=CommercialSupport(received=False),
    jointly_accredited=True,
    changes_measured=(Rung.PERFORMANCE,),
    designed_to_change=(Rung.COMPETENCE,),
    practice_project=False,
    leadership_content=True,
)


def test_two_to_four_programs_stand_side_by_side() -> None:
    assert (FEWEST, MOST) == (2, 4)


def test_each_row_holds_a_cell_for_every_program() -> None:
    rows = dict(compare("?", (RICH, a_program())).rows)

    assert rows == {
        "Provider": ("Lakeside University", "Lakeside University"),
        "Fee": ("$900", "not stated"),
        "Fee details": ("members pay $700", "not stated"),
        "Credit": ("up to 185 AMA PRA Category 1 credits", "not stated"),
        "Time": ("16 hours", "not stated"),
        "When": ("from 2027-02-11 to 2027-02-12", "not stated"),
        "Deadlines": ("registration 2027-01-10", "not stated"),
        "Form": ("live course, online", "not stated"),
        "For": ("nurses", "not stated"),
        "Topics": ("leadership", "leadership"),
        "Outcomes": (
            "Measures changes in performance in practice; Designed to change competence",
            "not stated",
        ),
        "Independence": ("No commercial support; Accredited (ACCME)", "not stated"),
        "Interprofessional": ("Provider accredited for interprofessional CE", "not stated"),
        "Project in your practice": ("no", "not stated"),
        "Leadership content": ("yes", "not stated"),
        "Record": ("from a stored copy read 2026-11-23; check the provider's page",) * 2,
    }


def test_a_row_that_no_program_states_is_left_out() -> None:
    labels = [label for label, _ in compare("?", (a_program(), a_program("other"))).rows]

    assert labels == ["Provider", "Topics", "Record"]


@settings(max_examples=100, deadline=None)
@given(st.lists(programs(), min_size=2, max_size=4))
def test_every_program_has_a_statement_in_its_records_own_words(made: list[Program]) -> None:
    said = compare("?", tuple(made))
    quotes = {citation.number: citation for citation in said.citations}

    for program, statement in zip(made, said.statements, strict=True):
        cited = [quotes[number] for number in statement.citations]
        assert statement.text == " ".join(citation.quote for citation in cited)
        assert {citation.id for citation in cited} == {program.id}
        text = sheet(program).article.text
        assert all(text[c.start : c.end] == c.quote for c in cited)
    assert all(len(cells) == len(made) and all(cells) for _, cells in said.rows)
