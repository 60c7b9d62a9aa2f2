"""Questions about one program that they name: what its record states, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.messages import Briefing, kind_of
from bot.programs.facts import facts
from knowledge.programs import Credit, Fee, Money, Program
from knowledge.sheet import sheet
from tests.fakes import MemoryCatalog

CMO = Program(
    id="emory-chief-medical-officer-program",
    title="Chief Medical Officer Program",
    provider="Emory Executive Education",
    credits=(Credit("AMA PRA Category 1", "credit", max=Decimal(185)),),
    professions=("physician",),
    retrieved_on=date(2026, 11, 23),
)
BIAS = Program(
    id="bias",
    title="Implicit Bias Training",
    provider="Lakeside Medical Society",
    fee=Fee(Money(Decimal("12.50"), "USD")),
)
SAFETY = replace(
    BIAS, id="safety", title="Patient Safety", provider="Institute for Healthcare Improvement"
)
CATALOG = MemoryCatalog([CMO, BIAS, SAFETY])


def said(question: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Title, statements and notes."""
    told = facts(question, CATALOG)
    assert isinstance(told, Briefing)
    statements = tuple(s.text for section in told.sections for s in section.statements)
    return told.title, statements, told.notes


def test_what_the_record_states_is_said_in_its_own_sentences() -> None:
    title, statements, _ = said("How many credits does the Emory CMO program give, and who can go?")

    assert title == "Chief Medical Officer Program, Emory Executive Education"
    assert statements == (sheet(CMO).quote("credits"), sheet(CMO).quote("professions"))


def test_every_statement_is_cited_by_its_very_words() -> None:
    told = facts("What does Lakeside's implicit bias training cost?", CATALOG)

    assert told is not None
    (section,) = told.sections
    by_number = {citation.number: citation for citation in told.citations}
    for statement in section.statements:
        (number,) = statement.citations
        assert by_number[number].quote == statement.text
        assert by_number[number].kind == "program"


def test_what_the_record_does_not_state_is_said_so_and_nothing_is_guessed() -> None:
    told = facts("How much does the Emory CMO program cost?", CATALOG)

    assert told is not None
    assert told.sections == ()
    assert told.notes[0] == "Its record does not state its fee."
    assert kind_of(told) == "abstention"


def test_a_provider_is_known_by_its_initials() -> None:
    assert said("Is the IHI patient safety course free?")[0].startswith("Patient Safety")


@pytest.mark.parametrize(
    "question",
    [
        "What is implicit bias training?",
        "How much does implicit bias training cost?",
        "Who becomes a chief medical officer?",
        "Is Emory a good school?",
        "Emory chief medical officer program",
        "How do I get a course paid for?",
        "",
    ],
)
def test_a_question_that_names_no_program_or_asks_nothing_of_it_is_left_to_the_articles(
    question: str,
) -> None:
    assert facts(question, CATALOG) is None
