"""When nudges come, by kind, unless a deadline has a ladder of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.deadlines.deadline import Deadline, Kind, Scope
from bot.deadlines.ladders import kind_words, ladder_of
from bot.when.ahead import FURTHEST, MOST_STAGES

THING = Deadline("T1", "d1", Scope.MEMBER, "U1", Kind.CUSTOM, "a thing", date(2027, 3, 3))


@pytest.mark.parametrize("kind", Kind)
def test_the_ladder_of_a_kind_falls_and_is_within_what_may_be_asked_for(kind: Kind) -> None:
    ladder = ladder_of(replace(THING, kind=kind))

    assert list(ladder) == sorted(set(ladder), reverse=True)
    assert len(ladder) <= MOST_STAGES
    assert max(ladder) <= FURTHEST


def test_after_a_review_the_coach_asks_how_it_went() -> None:
    assert ladder_of(replace(THING, kind=Kind.REVIEW))[-1] == -1


def test_an_errand_with_a_time_is_remembered_then() -> None:
    assert ladder_of(replace(THING, at=time(9))) == (0,)
    assert ladder_of(replace(THING, kind=Kind.REVIEW, at=time(9)))[0] == 60


def test_a_ladder_of_its_own_wins() -> None:
    assert ladder_of(replace(THING, kind=Kind.REVIEW, ladder=(7,))) == (7,)


def test_every_kind_has_words_in_us_english() -> None:
    words = {kind_words(kind) for kind in Kind}

    assert len(words) == len(Kind)
    assert "licence" not in " ".join(words)
