"""Why a program was not offered, or not first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Briefing
from bot.programs.reasons import TELLINGS
from bot.programs.wanted import Understood, Wanted
from bot.programs.whynot import AGAINST, AHEAD, ELSEWHERE, FOR, NO_CONSTRAINT, OTHER_WORDS, why_not
from knowledge.facets import Facets, verdicts
from knowledge.programs import Format, Money, Program
from tests.catalogs import programs, wishes
from tests.fakes import MemoryCatalog
from tests.offers import TODAY, a_program, usd

FREE = Wanted(
    Facets(fee_most=Money(Decimal(0), "USD")),
    understood=(Understood("fee_most", "free", "free"),),
)
FREE_FOR_PHYSICIANS = replace(FREE.facets, professions=("physician",))
LEADING = Wanted(destination="leadership")


def asked(program: Program, wanted: Wanted, *others: Program) -> Briefing:
    """Why this program was not offered beside the others."""
    return why_not("Why not?", program, wanted, MemoryCatalog([program, *others]), TODAY)


def told(said: Briefing, heading: str) -> list[str]:
    """What stands under a heading."""
    return [s.text for part in said.sections if part.heading == heading for s in part.statements]


@settings(max_examples=150, deadline=None)
@given(programs(), wishes())
def test_every_constraint_that_is_missed_is_told(program: Program, facets: Facets) -> None:
    against = told(asked(program, Wanted(facets)), AGAINST)
    judged = verdicts(program, facets)

    missed = [TELLINGS[n].misses(program, facets) for n in TELLINGS if judged.get(n) is False]
    assert against[len(against) - len(missed) :] == missed
    assert len(against) - len(missed) == (not program.offered(TODAY))


@pytest.mark.parametrize(
    ("program", "why", "field"),
    [
        (
            a_program(registration_deadline=date(2026, 11, 1), start=date(2027, 2, 1)),
            "It is closed (last day to register: 2026-11-01)",
            "Registration for Leading Change closes on 2026-11-01.",
        ),
        (
            a_program(format=Format.ENDURING, expires_on=date(2026, 11, 1)),
            "It is closed (last day of credit: 2026-11-01)",
            "Leading Change gives credit until 2026-11-01.",
        ),
        (
            a_program(format=Format.COURSE, start=date(2026, 11, 1), end=date(2027, 2, 1)),
            "It is closed (first day: 2026-11-01)",
            "Leading Change runs from 2026-11-01 to 2027-02-01.",
        ),
        (
            a_program(format=Format.SERIES, start=date(2026, 1, 1), end=date(2026, 11, 1)),
            "It is closed (last day: 2026-11-01)",
            "Leading Change runs from 2026-01-01 to 2026-11-01.",
        ),
    ],
)
def test_a_closed_program_says_which_day_closed_it(program: Program, why: str, field: str) -> None:
    said = asked(program, Wanted())

    assert told(said, AGAINST) == [why]
    assert said.citations[0].quote == field


def test_what_fits_but_not_best_is_told_its_place_and_what_stands_before_it() -> None:
    first = a_program("best", title="Budgets", topics=("leadership", "finance"), team_based=True)
    said = asked(a_program(topics=("leadership",)), LEADING, first)

    assert said.notes[0] == "It fits, at place 2 of 2."
    assert told(said, AHEAD) == [
        "Budgets also teaches finance, which serves your goal",
        "Budgets: Several professions or a team learn together",
    ]
    assert {c.id for c in said.citations} == {"best"}


def test_the_first_is_told_that_it_is_first() -> None:
    said = asked(a_program(), LEADING, a_program("other", topics=("finance",), title="Other"))

    assert said.notes[0] == "It fits, at place 1 of 2."
    assert told(said, AHEAD) == []


def test_words_that_fit_less_well_are_told() -> None:
    wanted = Wanted(Facets(topics=("leadership",)), text="leadership conflict surgeons")
    other = a_program("other", description="Conflict among surgeons.")

    assert OTHER_WORDS in asked(a_program(), wanted, other).notes


def test_what_does_not_state_what_was_asked_for_is_told_so() -> None:
    said = asked(a_program(), FREE, a_program("free", fee=usd("0")))

    assert said.notes[0] == (
        "It may fit: its record does not state its fee, so it stands below those that do."
    )
    assert said.understood == ("free",)


def test_what_does_not_serve_the_goal_is_told_so() -> None:
    said = asked(a_program(title="Wounds", topics=("wound care",)), LEADING)

    assert said.notes[0] == "Its record names too little that serves your goal (leadership)."


def test_what_other_words_crowd_out_is_told_so() -> None:
    wanted = Wanted(Facets(topics=("leadership",)), text="conflict")
    crowd = [a_program(f"p{n:03}", description="Conflict.") for n in range(200)]

    assert asked(a_program(), wanted, *crowd).notes[0] == ELSEWHERE


def test_what_speaks_for_it_is_told_too() -> None:
    said = asked(a_program(practice_project=True, fee=usd("10")), FREE)

    assert told(said, FOR) == ["Includes a project in your own practice"]
    assert said.title == "Why not Leading Change?"
    assert said.notes[-1].startswith("Of the signs of a good program its record does not state ")


def test_a_question_without_a_constraint_is_decided_by_the_signs() -> None:
    assert NO_CONSTRAINT in asked(a_program(), Wanted()).notes
    assert NO_CONSTRAINT not in asked(a_program(), FREE).notes


@settings(max_examples=100, deadline=None)
@given(st.lists(programs(), min_size=1, max_size=4), wishes())
def test_whatever_is_asked_every_statement_is_cited(made: list[Program], facets: Facets) -> None:
    said = asked(made[0], Wanted(facets, "leadership"), *made[1:])
    numbers = {citation.number for citation in said.citations}

    for part in said.sections:
        assert part.statements
        for statement in part.statements:
            assert statement.citations
            assert numbers.issuperset(statement.citations)


@pytest.mark.parametrize(
    ("program", "wanted"),
    [
        (a_program(format=Format.ENDURING, expires_on=date(2026, 11, 1)), FREE),
        (a_program(professions=("nurse",)), replace(FREE, facets=FREE_FOR_PHYSICIANS)),
        (a_program(topics=("ethics",)), replace(FREE, destination="leadership")),
        (a_program(), replace(FREE, text="basket weaving")),
    ],
    ids=["closed", "missed", "another goal", "silent"],
)
def test_what_its_record_leaves_open_is_told_wherever_it_stands(
    program: Program, wanted: Wanted
) -> None:
    assert (
        "Of what you asked for its record does not state its fee." in asked(program, wanted).notes
    )
