"""The signs of a good program: what is stated counts, what is not neither helps nor harms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from knowledge.programs import CommercialSupport, Program, Rung
from knowledge.signs import signs, speaking_for, unstated, worth
from tests.catalogs import programs
from tests.offers import a_program

UNSUPPORTED, SUPPORTED = CommercialSupport(received=False), CommercialSupport(True, "Acme", "grant")


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (a_program(changes_measured=(Rung.KNOWLEDGE,)), "Measures changes in knowledge"),
        (
            a_program(changes_measured=(Rung.KNOWLEDGE, Rung.PERFORMANCE)),
            "Measures changes in performance in practice",
        ),
        (
            a_program(designed_to_change=(Rung.PATIENT_OUTCOME,)),
            "Designed to change patient outcomes",
        ),
        (a_program(provider_accreditor="ANCC"), "Accredited (ANCC)"),
        (a_program(commercial_support=UNSUPPORTED), "No commercial support"),
        (a_program(team_based=True), "Several professions or a team learn together"),
        (a_program(practice_project=True), "Includes a project in your own practice"),
        (a_program(leadership_content=True), "Teaches leadership or operations"),
    ],
)
def test_what_speaks_for_a_program_is_told(program: Program, said: str) -> None:
    assert [sign.said for sign in speaking_for(program)] == [said]


def test_results_count_only_with_a_source() -> None:
    told = a_program(outcome_summary="Falls went down.")
    shown = a_program(outcome_summary="Falls went down.", outcome_source="https://x.example.org")

    assert worth(told) < worth(shown)


def test_who_measures_more_is_worth_more() -> None:
    ladder = [worth(a_program(changes_measured=(rung,))) for rung in Rung]

    assert ladder == sorted(ladder)
    assert len(set(ladder)) == len(ladder)


def test_measuring_is_worth_more_than_being_designed_for_it() -> None:
    for rung in Rung:
        measured = a_program(changes_measured=(rung,))
        assert worth(measured) > worth(a_program(designed_to_change=(rung,)))


def test_whoever_measures_besides_loses_nothing() -> None:
    designed = a_program(designed_to_change=(Rung.PATIENT_OUTCOME,))
    both = a_program(designed_to_change=(Rung.PATIENT_OUTCOME,), changes_measured=(Rung.KNOWLEDGE,))

    assert worth(both) > worth(designed)


@pytest.mark.parametrize(
    "stated",
    [
        a_program(commercial_support=SUPPORTED),
        a_program(changes_measured=()),
        a_program(team_based=False),
        a_program(practice_project=False),
        a_program(ipce=False, jointly_accredited=False),
    ],
)
def test_an_honest_no_costs_nothing(stated: Program) -> None:
    assert worth(stated) == worth(a_program()) == 0


@settings(max_examples=200, deadline=None)
@given(programs())
def test_no_sign_takes_worth_away(program: Program) -> None:
    assert all(sign.worth >= 0 for sign in signs(program))


def test_support_received_is_told_with_who_gave_it_and_how() -> None:
    (sign,) = signs(a_program(commercial_support=SUPPORTED))

    assert sign.said == "Had commercial support (grant, Acme)"


def test_what_is_not_stated_is_named() -> None:
    assert unstated(a_program()) == (
        *("outcome measurement", "commercial support"),
        *("interprofessional learning", "a practice project"),
    )
    stated = a_program(
        changes_measured=(), commercial_support=SUPPORTED, ipce=True, practice_project=False
    )
    assert unstated(stated) == ()
