"""On which days a deadline comes round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines.deadline import Kind, Repeats, Unit
from bot.deadlines.occurrences import first_from, last_until, occurrence
from tests.deadlines import OWN

REVIEW = replace(OWN, kind=Kind.REVIEW, repeats=None, ladder=(), day=date(2027, 3, 3))
MONTHLY = replace(OWN, day=date(2027, 1, 31), repeats=Repeats(1, Unit.MONTHS))
LEAP = replace(OWN, day=date(2028, 2, 29), repeats=Repeats(1, Unit.YEARS))


def test_a_deadline_counts_until_its_day_is_over() -> None:
    once = replace(REVIEW, ladder=(30,))
    assert occurrence(once, date(2026, 1, 1)) == date(2027, 3, 3)
    assert occurrence(once, date(2027, 3, 3)) == date(2027, 3, 3)
    assert occurrence(once, date(2027, 3, 4)) is None


def test_a_stage_after_the_deadline_keeps_it_counting() -> None:
    assert occurrence(REVIEW, date(2027, 3, 4)) == date(2027, 3, 3)
    assert occurrence(REVIEW, date(2027, 3, 5)) is None


def test_no_deadline_counts_longer_than_two_weeks_after() -> None:
    late = replace(REVIEW, ladder=(30, -400))
    assert occurrence(late, date(2027, 3, 17)) == date(2027, 3, 3)
    assert occurrence(late, date(2027, 3, 18)) is None


def test_what_is_done_rolls_on() -> None:
    yearly = replace(REVIEW, repeats=Repeats(1, Unit.YEARS))
    assert occurrence(yearly, date(2027, 2, 1), date(2027, 3, 3)) == date(2028, 3, 3)
    assert occurrence(REVIEW, date(2027, 2, 1), date(2027, 3, 3)) is None
    assert occurrence(yearly, date(2027, 2, 1), date.max) is None


def test_the_end_of_the_month_stays_anchored_to_the_first_day() -> None:
    days = [first_from(MONTHLY, date(2027, month, 1)) for month in range(1, 6)]
    assert days == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
        date(2027, 5, 31),
    ]


def test_the_29th_of_february_is_the_last_of_february_in_other_years() -> None:
    days = [first_from(LEAP, date(year, 1, 1)) for year in range(2028, 2033)]
    assert [(day.month, day.day) for day in days if day] == [
        (2, 29),
        (2, 28),
        (2, 28),
        (2, 28),
        (2, 29),
    ]


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("every", [1, 2, 10_000])
def test_an_anchor_long_past_and_the_end_of_the_calendar_are_reached_at_once(
    unit: Unit, every: int
) -> None:
    ancient = replace(OWN, day=date.min, repeats=Repeats(every, unit))
    assert (first_from(ancient, date.max - timedelta(days=1)) or date.max) > date(2027, 1, 1)
    assert last_until(ancient, date.max) is not None


@given(
    first=st.dates(date(1990, 1, 1), date(2030, 12, 31)),
    day=st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    every=st.integers(1, 40),
    unit=st.sampled_from(Unit),
)
def test_it_is_the_first_there_is_and_the_last_there_was(
    first: date, day: date, every: int, unit: Unit
) -> None:
    deadline = replace(OWN, day=first, repeats=Repeats(every, unit))
    following = first_from(deadline, day)
    assert following is not None
    assert following >= max(day, first)
    before = last_until(deadline, following - timedelta(days=1))
    assert before == (None if following == first else last_until(deadline, day - timedelta(days=1)))
    assert first_from(deadline, following) == following == last_until(deadline, following)
