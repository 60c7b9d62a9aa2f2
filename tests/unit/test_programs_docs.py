"""The numbers in the document on ranking are those that the code ranks by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.programs.cards import MOST_REASONS
from bot.programs.destinations import CORE, SERVES, USEFUL
from bot.programs.matching import POOL
from bot.programs.scoring import GOAL, NAMED, STALE, WORDS
from knowledge import signs
from knowledge.programs import STALE_AFTER, CommercialSupport, Rung
from tests.offers import a_program

DOCUMENT = (Path(__file__).parents[2] / "docs" / "programs.md").read_text("utf-8")
BEST = a_program(
    outcome_summary="Falls fell.",
    outcome_source="https://x.example.org",
    changes_measured=(Rung.PATIENT_OUTCOME,),
    designed_to_change=(Rung.PATIENT_OUTCOME,),
    provider_accreditor="ANCC",
    commercial_support=CommercialSupport(received=False),
    team_based=True,
    practice_project=True,
    leadership_content=True,
)


def test_the_table_holds_the_weights() -> None:
    points = [float(n) for n in re.findall(r"^\| .+ \| (?:up to )?(-?[\d.]+) \|$", DOCUMENT, re.M)]

    assert points == [
        *(GOAL, WORDS, NAMED, NAMED),
        *(signs.REPORTED, signs.MEASURED, signs.DESIGNED, signs.ACCREDITED, signs.UNSUPPORTED),
        *(signs.TOGETHER, signs.IPCE, signs.JOINT, signs.PROJECT, signs.LEADING, STALE),
    ]


def test_the_sum_of_all_signs_is_the_one_named() -> None:
    assert f"add up to {signs.worth(BEST):.1f} at most" in DOCUMENT


@pytest.mark.parametrize(
    "said",
    [
        f"At\nmost {POOL} programs are weighed",
        f"gives up to {MOST_REASONS} reasons",
        f"more than {STALE_AFTER.days} days ago",
    ],
)
def test_the_limits_are_those_of_the_code(said: str) -> None:
    assert said in DOCUMENT


def test_the_shares_of_a_goal_are_those_of_the_code() -> None:
    assert "each core topic half, each useful one a fifth" in DOCUMENT
    assert (CORE, USEFUL) == (1 / 2, 1 / 5)
    assert "one core topic of that\n     direction or two useful ones" in DOCUMENT
    assert USEFUL < SERVES <= min(CORE, 2 * USEFUL)
