"""Requests in words, judged by somebody who never saw the code: what is found in the catalog.

`tests/golden/judged_requests.jsonl` names for each request the hard constraints that every program
shown must satisfy, and the programs that satisfy it, graded 1 to 3. One half was looked at while
the ranking was tuned; the other was kept out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from math import log2
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from adapters import wiring
from adapters.console.conversation import read_question
from adapters.settings import Settings
from bot.coach import Coach
from bot.messages import Answer, Programs
from bot.programs.advising import Advisor
from bot.programs.reading import read_wanted
from knowledge.facets import Facets, verdicts
from knowledge.programs import Delivery, Format, Money
from tests.terminal import Terminal

TODAY = date(2026, 11, 23)
SHOWN = 5
SET = Path(__file__).parents[1] / "golden" / "judged_requests.jsonl"


@dataclass(frozen=True, slots=True)
class Judged:
    """One request with what must hold and what fits."""

    id: str
    request: str
    half: str
    hard: dict[str, Any]
    relevant: dict[str, int]


REQUESTS = tuple(Judged(**json.loads(line)) for line in SET.read_text("utf-8").splitlines())


@pytest.fixture(scope="module")
def advisor(first_use: tuple[Terminal, Result]) -> Advisor:
    """What answers from the starter catalog."""
    return wiring.advisor(Settings.from_env({"COACH_HOME": str(first_use[0].home)}))


def found(advisor: Advisor, judged: Judged) -> Programs:
    """What is shown for a request."""
    return advisor.find(judged.request, read_wanted(judged.request, TODAY), TODAY, SHOWN)


def constraints(hard: dict[str, Any]) -> Facets:
    """The hard constraints as facets."""
    read: dict[str, Callable[[Any], object]] = {
        "formats": lambda v: tuple(map(Format, v)),
        "deliveries": lambda v: tuple(map(Delivery, v)),
        "credits_least": Decimal,
        "hours_most": Decimal,
        "starts_after": date.fromisoformat,
        "ends_before": date.fromisoformat,
        "fee_most": lambda v: Money(Decimal(v["amount"]), v["currency"]),
        "mandatory": tuple,
    }
    values: dict[str, Any] = {
        name: read.get(name, _as_it_is)(value) for name, value in hard.items()
    }
    return Facets(**values)


def _as_it_is(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def gain(grades: list[int]) -> float:
    """Discounted cumulative gain, with 2**grade - 1 for each place."""
    return sum((2.0**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def ndcg(judged: Judged, ids: list[str]) -> float:
    """nDCG over the programs shown: 1 when no better order or choice is possible."""
    best = gain(sorted(judged.relevant.values(), reverse=True)[:SHOWN])
    return gain([judged.relevant.get(id_, 0) for id_ in ids]) / best


def test_the_set_is_what_it_says() -> None:
    assert len(REQUESTS) >= 60
    assert {judged.half for judged in REQUESTS} == {"tune", "held"}
    assert all(len(judged.relevant) >= 2 for judged in REQUESTS)
    assert len({judged.id for judged in REQUESTS}) == len(REQUESTS)


@pytest.mark.parametrize("judged", REQUESTS, ids=lambda judged: judged.id)
def test_every_program_shown_satisfies_every_hard_constraint(
    judged: Judged, advisor: Advisor
) -> None:
    hard = constraints(judged.hard)

    for match in found(advisor, judged).matches:
        broken = [name for name, met in verdicts(match.program, hard).items() if met is not True]
        assert not broken, f"{judged.request}: {match.program.id} breaks {broken}"


@pytest.mark.parametrize(("half", "floor"), [("tune", 0.85), ("held", 0.85)])
def test_the_programs_that_fit_best_stand_first(half: str, floor: float, advisor: Advisor) -> None:
    each = {
        judged.id: ndcg(judged, [m.program.id for m in found(advisor, judged).matches])
        for judged in REQUESTS
        if judged.half == half
    }
    mean = sum(each.values()) / len(each)

    worst = sorted(each.items(), key=lambda item: item[1])[:10]
    assert mean >= floor, f"nDCG@5 on the {half} half is {mean:.3f}; worst: {worst}"


@pytest.fixture(scope="module")
def coach(first_use: tuple[Terminal, Result]) -> Coach:
    """The coach as members ask it, with the starter hub and catalog."""
    return wiring.passing_coach(Settings.from_env({"COACH_HOME": str(first_use[0].home)}))


def brings_programs(coach: Coach, judged: Judged) -> bool:
    """Whether a request asked in conversation brings programs, as a list or under an answer."""
    question = read_question(judged.request, judged.id, "ana")
    said = coach.reply(replace(question, asked_at=datetime(2026, 11, 23, 12, tzinfo=UTC)))
    shown = said.matches if isinstance(said, Programs) else ()
    return bool(shown or (isinstance(said, Answer) and said.programs))


@pytest.mark.parametrize(("half", "floor"), [("tune", 0.96), ("held", 0.85)])
def test_requests_in_conversation_bring_programs(half: str, floor: float, coach: Coach) -> None:
    asked = [judged for judged in REQUESTS if judged.half == half]
    bare = [judged.id for judged in asked if not brings_programs(coach, judged)]

    share = 1 - len(bare) / len(asked)
    assert share >= floor, f"{share:.3f} of the {half} half; without programs: {bare}"
