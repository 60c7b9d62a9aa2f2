"""What every catalog promises, also of more programs than are weighed for one request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from bot.ports import Catalog
from bot.programs.matching import POOL, find
from bot.programs.wanted import Wanted
from bot.programs.whynot import BEYOND, ELSEWHERE, why_not
from knowledge.catalog.record import to_fields
from knowledge.facets import Facets
from knowledge.programs import Delivery, Format, Money, Program
from tests.catalogs import catalog, ingest_programs, lines, programs_hub
from tests.fakes import MemoryCatalog
from tests.offers import TODAY, a_program, usd

NURSE = Facets(
    professions=("nurse",), fee_most=Money(Decimal(0), "USD"), deliveries=(Delivery.ONLINE,)
)
BARE = [a_program(f"aaa-{number:03}", title="Leading Others") for number in range(POOL + 10)]
FITTING = a_program(
    "zzz", professions=("nurse",), fee=usd("0"), delivery=Delivery.ONLINE, topics=("ethics",)
)
Making = Callable[[Sequence[Program]], Catalog]


@pytest.fixture(params=["memory", "shelf"])
def making(request: pytest.FixtureRequest, tmp_path: Path) -> Making:
    """Makes a catalog of programs."""

    def on_a_shelf(programs: Sequence[Program]) -> Catalog:
        files = {"all.jsonl": lines(*map(to_fields, programs))}
        assert not ingest_programs(tmp_path / "home", programs_hub(tmp_path / "hub", files)).bad
        return catalog(tmp_path / "home")

    return MemoryCatalog if request.param == "memory" else on_a_shelf


def ids(held: Catalog, text: str, facets: Facets, limit: int = POOL) -> list[str]:
    """What a request brings, in its order."""
    return [each.program.id for each in held.find(text, facets, TODAY, limit)]


@pytest.mark.parametrize("text", ["", "leading others"])
def test_what_meets_every_facet_is_not_lost_among_many_that_state_nothing(
    making: Making, text: str
) -> None:
    found = ids(making([*BARE, FITTING]), text, NURSE)

    assert (found[0], len(found)) == ("zzz", POOL)


def test_what_is_known_to_fit_is_offered_whatever_its_id(making: Making) -> None:
    said = find("?", Wanted(NURSE), making([*BARE, FITTING]), TODAY, 5)

    assert [match.program.id for match in said.matches] == ["zzz"]
    assert said.more == 0


def test_without_words_the_signs_decide_who_is_weighed(making: Making) -> None:
    signed = a_program("zzz", practice_project=True)

    assert ids(making([*BARE, signed]), "", Facets())[:2] == ["zzz", "aaa-000"]


def test_with_words_half_of_the_places_are_for_what_leaves_something_open(making: Making) -> None:
    sure = [a_program(f"s{number}", title="Budgets", fee=usd("0")) for number in range(8)]
    told = [a_program(f"t{number}", title="Falconry") for number in range(8)]
    held, free = making([*sure, *told]), Facets(fee_most=Money(Decimal(0), "USD"))

    assert ids(held, "falconry", free, 4) == ["s0", "s1", "t0", "t1"]
    assert ids(held, "", free, 4) == ["s0", "s1", "s2", "s3"]
    assert ids(held, "falconry", free, 12) == [f"{kind}{n}" for kind in "st" for n in range(6)]
    assert len(ids(held, "falconry", free, 100)) == 16


def test_how_many_more_fit_is_counted_over_all(making: Making) -> None:
    many = [a_program(each.id, fee=usd("0")) for each in BARE]
    gone = a_program("gone", fee=usd("0"), format=Format.ENDURING, expires_on=TODAY.replace(day=1))
    held = making([*many, gone, a_program("unsaid"), a_program("dear", fee=usd("5"))])
    free = Facets(fee_most=Money(Decimal(0), "USD"), specialties=("surgery",))

    assert held.count(free, TODAY) == len(BARE)
    assert find("?", Wanted(free), held, TODAY, 5).more == len(BARE) - 5


def test_what_stands_beyond_the_pool_is_told_that_it_fits(making: Making) -> None:
    last = a_program("zzz")
    held = making([*BARE, last])

    assert why_not("?", last, Wanted(), held, TODAY).notes[0] == BEYOND.format(len(BARE))
    said = why_not("?", BARE[0], Wanted(), held, TODAY).notes
    assert said[0] == f"It fits, at place 1 of {len(BARE) + 1}."
    assert ELSEWHERE not in said
