"""Which programs a request brings, in which order, and that nobody can buy a place."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Programs, kind_of
from bot.programs.citing import Citer
from bot.programs.matching import CONTRARY, find, matches
from bot.programs.wanted import Understood, Wanted
from knowledge.facets import Facets, verdicts
from knowledge.programs import CommercialSupport, Delivery, Fee, Format, Money, Program, Rung
from tests.catalogs import programs, wishes
from tests.fakes import MemoryCatalog
from tests.offers import TODAY, a_program, usd

LEADING = Wanted(destination="leadership")
FREE = Wanted(Facets(fee_most=Money(Decimal(0), "USD")))


def found(wanted: Wanted, *offers: Program, limit: int = 5) -> Programs:
    """What is said to a request when these programs are all there are."""
    return find("What should I take?", wanted, MemoryCatalog(offers), TODAY, limit)


def ids(said: Programs) -> list[str]:
    """The programs that fit, in their order."""
    return [match.program.id for match in said.matches]


def test_a_program_that_serves_the_goal_better_stands_before_one_with_better_signs() -> None:
    full = a_program("full", topics=("leadership", "finance"))
    signed = a_program("a-signed", topics=("leadership",), practice_project=True, team_based=True)

    assert ids(found(LEADING, signed, full)) == ["full", "a-signed"]


def test_what_does_not_serve_the_goal_is_not_offered_for_it() -> None:
    wounds = a_program("wounds", title="Wounds", topics=("wound care",), fee=usd("0"))
    free_leading = replace(LEADING, facets=FREE.facets)

    assert ids(found(free_leading, wounds, a_program(fee=usd("0")))) == ["change"]
    assert found(free_leading, wounds) == replace(
        found(free_leading), question="What should I take?"
    )


@pytest.mark.parametrize(
    "better",
    [
        a_program("z", outcome_summary="Falls fell.", outcome_source="https://x.example.org"),
        a_program("z", changes_measured=(Rung.KNOWLEDGE,)),
        a_program("z", designed_to_change=(Rung.KNOWLEDGE,)),
        a_program("z", provider_accreditor="ANCC"),
        a_program("z", commercial_support=CommercialSupport(received=False)),
        a_program("z", team_based=True),
        a_program("z", ipce=True),
        a_program("z", jointly_accredited=True),
        a_program("z", practice_project=True),
        a_program("z", leadership_content=True),
    ],
)
def test_each_sign_lifts_a_program_above_an_equal_one(better: Program) -> None:
    assert ids(found(Wanted(), a_program("a"), better)) == ["z", "a"]


def test_a_stale_record_stands_below_an_equal_one() -> None:
    stale = a_program("a", retrieved_on=TODAY - timedelta(days=400))
    said = found(Wanted(), stale, a_program("z"))

    assert ids(said) == ["z", "a"]
    assert said.matches[1].cautions == ("stale: this record was not checked in the last 180 days",)


def test_the_age_from_which_a_record_is_stale_can_be_set() -> None:
    old = a_program(retrieved_on=TODAY - timedelta(days=400))
    said = find("?", Wanted(), MemoryCatalog([old]), TODAY, 5, stale_after=timedelta(days=500))

    assert said.matches[0].cautions == ()


def test_a_profession_that_is_named_counts_more_than_all() -> None:
    wanted = Wanted(Facets(professions=("nurse",)))
    everybody, nurses = a_program("a", professions=("any",)), a_program("z", professions=("nurse",))

    assert ids(found(wanted, everybody, nurses)) == ["z", "a"]


BOUGHT: list[dict[str, object]] = [
    {"provider": "AAA Platinum Sponsor"},
    {"fee": usd("0")},
    {"fee": Fee(Money(Decimal(99999), "USD"), "VIP lounge")},
    {"description": "Leadership. " * 400},
    {"url": "https://aaa.example.com/?utm=best"},
    {"source_of_record": "AAA, “The Best Leadership Course”"},
    {"travel": "a week on a yacht"},
    {"licence": "all rights reserved"},
    {"commercial_support": CommercialSupport(True, "Acme", "grant")},
]


@pytest.mark.parametrize("bought", BOUGHT)
@pytest.mark.parametrize("first", [True, False])
def test_nothing_that_can_be_bought_changes_the_order(
    bought: dict[str, object], *, first: bool
) -> None:
    wanted = replace(LEADING, text="leadership")
    plain, sponsored = a_program("a"), a_program("b", **bought)
    offers = (plain, sponsored) if first else (sponsored, plain)

    assert ids(found(wanted, *offers)) == ["a", "b"]
    renamed = (replace(plain, id="b"), replace(sponsored, id="a"))
    assert ids(found(wanted, *renamed)) == ["a", "b"]


@settings(max_examples=60, deadline=None)
@given(st.lists(programs(), max_size=8), wishes(), st.randoms())
def test_the_order_of_the_files_does_not_matter(
    made: list[Program], facets: Facets, chance: random.Random
) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)

    wanted = Wanted(facets, "leadership")
    assert found(wanted, *made) == found(wanted, *shuffled)


@settings(max_examples=100, deadline=None)
@given(st.lists(programs(), max_size=6), wishes())
def test_what_fits_meets_every_constraint_and_what_may_contradicts_none(
    made: list[Program], facets: Facets
) -> None:
    said = found(Wanted(facets), *made)
    for match in said.matches:
        judged = verdicts(match.program, facets)
        assert all(met for name, met in judged.items() if name != "specialties")
        assert match.program.offered(TODAY)
    for match in (*said.matches, *said.perhaps):
        assert False not in verdicts(match.program, facets).values()
    for match in said.nearest:
        assert match.why


def test_what_does_not_state_its_fee_may_be_free() -> None:
    said = found(FREE, a_program("free", fee=usd("0")), a_program("unsaid"))

    assert ids(said) == ["free"]
    assert [(m.program.id, m.unstated[0]) for m in said.perhaps] == [("unsaid", "its fee")]


def test_what_leaves_less_open_comes_first_among_those_that_may_fit() -> None:
    wanted = replace(FREE, facets=replace(FREE.facets, deliveries=(Delivery.ONLINE,)))
    said = found(wanted, a_program("a"), a_program("z", fee=usd("0"), practice_project=True))

    assert [match.program.id for match in said.perhaps] == ["z", "a"]


def test_when_nothing_fits_the_nearest_say_what_they_miss() -> None:
    said = found(FREE, a_program("cheap", fee=usd("10")), a_program("dear", fee=usd("9000")))

    assert kind_of(said) == "abstention"
    assert [match.why[0].text for match in said.nearest] == [
        "Costs $10; you asked for something free",
        "Costs $9,000; you asked for something free",
    ]


def test_the_nearest_are_about_the_same_things_for_the_same_people() -> None:
    wanted = Wanted(
        Facets(topics=("ethics",), professions=("nurse",), fee_most=Money(Decimal(0), "USD"))
    )
    ethics = a_program("ethics", topics=("ethics",), professions=("nurse",), fee=usd("80"))
    other = a_program("other", professions=("physician",), fee=usd("0"))

    assert [match.program.id for match in found(wanted, ethics, other).nearest] == ["ethics"]


def test_a_request_that_many_fit_says_how_many_more_there_are() -> None:
    said = found(Wanted(), *(a_program(f"p{n}") for n in range(7)))

    assert (len(said.matches), said.more) == (5, 2)


def test_a_program_that_names_no_specialty_is_meant_for_all() -> None:
    wanted = Wanted(Facets(specialties=("cardiology",)))
    said = found(wanted, a_program("all"), a_program("own", specialties=("cardiology",)))

    assert ids(said) == ["own", "all"]
    assert said.matches[1].unstated[0] == "for which specialty it is"


def test_words_that_no_record_holds_are_not_called_a_match() -> None:
    said = found(Wanted(text="falconry"), a_program())

    assert (said.matches, said.perhaps) == ((), ())


def test_words_that_a_record_holds_are_its_reason() -> None:
    said = found(Wanted(text="moral distress"), a_program(description="On distress at work."))

    assert said.matches[0].why[0].text == "Its record speaks of “distress”"


def test_what_was_understood_is_said_back_once() -> None:
    understood = (Understood("fee_most", "free", "free"), Understood("fee_most", "free", "no cost"))

    assert found(replace(FREE, understood=understood)).understood == ("free",)


def test_under_an_answer_only_what_is_known_to_fit_is_named() -> None:
    catalog = MemoryCatalog([a_program("free", fee=usd("0")), a_program("unsaid")])
    citer = Citer(first=4)
    named = matches(FREE, catalog, TODAY, citer, 3)

    assert [match.program.id for match in named] == ["free"]
    assert [citation.number for citation in citer.citations] == [4]


def test_a_goal_is_searched_for_by_its_topics_when_there_are_no_other_words() -> None:
    filler = [a_program(f"a{n:03}", topics=("wound care",), title="Wounds") for n in range(250)]

    assert ids(found(LEADING, *filler, a_program("z"))) == ["z"]


def test_what_closes_today_is_offered_and_what_closed_yesterday_is_not() -> None:
    today = a_program("today", format=Format.ENDURING, expires_on=TODAY)
    gone = a_program("gone", format=Format.ENDURING, expires_on=date(2026, 11, 22))

    assert ids(found(Wanted(), today, gone)) == ["today"]


def test_a_first_day_after_the_last_one_is_told_as_a_doubt() -> None:
    early, late = date(2027, 3, 1), date(2027, 5, 1)

    assert CONTRARY in found(Wanted(Facets(starts_after=late, ends_before=early))).doubts
    assert not found(Wanted(Facets(starts_after=early, ends_before=late))).doubts
    assert not found(Wanted(Facets(starts_after=early, ends_before=early))).doubts
