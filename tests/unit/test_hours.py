"""When a member wants to hear from the coach."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.members.profile import Member, Profile, Quiet, Shift
from bot.nudges.hours import hour_of, is_quiet, last_allowed, next_allowed, quiet_of
from tests.members import ANA, living_in

NEW_YORK = ZoneInfo("America/New_York")


def at(day: int, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    """A moment in March 2027 in New York; 1 March is a Monday."""
    return datetime(2027, 3, day, hour, minute, tzinfo=NEW_YORK, fold=fold)


def with_profile(**told: object) -> Member:
    """Ana, who told this."""
    return replace(ANA, profile=replace(Profile(), **told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shift", "hour", "quiet"),
    [
        (None, time(9), Quiet(time(20), time(8))),
        (Shift.DAYS, time(9), Quiet(time(20), time(8))),
        (Shift.EVENINGS, time(12), Quiet(time(23), time(10))),
        (Shift.NIGHTS, time(18), Quiet(time(8), time(17))),
        (Shift.ROTATING, time(12), Quiet(time(20), time(10))),
    ],
)
def test_a_shift_says_when(shift: Shift | None, hour: time, quiet: Quiet) -> None:
    profile = Profile(shift=shift)
    assert (hour_of(profile), quiet_of(profile)) == (hour, quiet)


def test_what_was_told_goes_before_the_shift() -> None:
    told = Profile(shift=Shift.NIGHTS, hour=time(7), quiet=Quiet(time(12), time(13)))
    assert (hour_of(told), quiet_of(told)) == (time(7), Quiet(time(12), time(13)))


@pytest.mark.parametrize(
    ("hour", "quiet"),
    [
        (time(6), Quiet(time(20), time(6))),
        (time(22), Quiet(time(23), time(8))),
        (time(23, 30), Quiet(time(0, 30), time(8))),
    ],
)
def test_an_hour_that_was_told_is_not_quiet(hour: time, quiet: Quiet) -> None:
    assert quiet_of(Profile(hour=hour)) == quiet


def test_quiet_hours_end_at_their_end() -> None:
    assert is_quiet(ANA, at(1, 7, 59))
    assert not is_quiet(ANA, at(1, 8))
    assert is_quiet(ANA, at(1, 20))


def test_a_day_off_passes_to_the_hour_of_the_next_day() -> None:
    ana = with_profile(days_off=(0, 1))
    assert next_allowed(ana, at(1, 10), days_off=True, quiet=True) == at(3, 9)
    assert next_allowed(ana, at(1, 10), days_off=False, quiet=True) == at(1, 10)


def test_seven_days_off_are_none() -> None:
    ana = with_profile(days_off=tuple(range(7)))
    assert next_allowed(ana, at(1, 10), days_off=True, quiet=True) == at(1, 10)


def test_the_last_moment_before_the_end_is_the_hour_of_that_day() -> None:
    assert last_allowed(ANA, at(3, 10), days_off=True) == at(3, 9)


def test_before_the_hour_it_is_the_last_minute_that_is_not_quiet() -> None:
    assert last_allowed(ANA, at(3, 8, 30), days_off=True) == at(3, 8, 29)
    nights = with_profile(shift=Shift.NIGHTS)
    assert last_allowed(nights, at(3, 10), days_off=True) == at(3, 7, 59)


def test_the_last_moment_is_on_no_day_off() -> None:
    ana = with_profile(days_off=(5, 6))
    assert last_allowed(ana, at(8, 0), days_off=True) == at(5, 9)


def test_quiet_hours_that_end_within_the_hour_that_comes_twice() -> None:
    ana = with_profile(quiet=Quiet(time(22), time(1, 30)))
    second = datetime(2026, 11, 1, 1, 10, tzinfo=NEW_YORK, fold=1)
    assert is_quiet(ana, second)
    ends = next_allowed(ana, second, days_off=True, quiet=True)
    assert ends - second.astimezone(UTC) == timedelta(minutes=20)


def test_quiet_hours_that_end_in_the_hour_that_is_left_out() -> None:
    ana = with_profile(quiet=Quiet(time(22), time(2, 30)))
    ends = next_allowed(ana, at(14, 1), days_off=True, quiet=True)
    assert ends.astimezone(NEW_YORK) == at(14, 3, 30)


@given(
    hours=st.integers(0, 24 * 365 * 16),
    zone=st.sampled_from(
        ["America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Europe/Dublin", "UTC"]
    ),
    start=st.times(),
    end=st.times(),
    off=st.sets(st.integers(0, 6)),
)
def test_an_allowed_moment_is_found_however_little_is_left(
    hours: int, zone: str, start: time, end: time, off: set[int]
) -> None:
    moment = datetime(2011, 12, 1, tzinfo=UTC) + timedelta(hours=hours)
    quiet = Quiet(start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    profile = Profile(quiet=quiet, days_off=tuple(off))
    member = replace(living_in(zone), profile=profile)
    found = next_allowed(member, moment, days_off=False, quiet=True)
    assert moment <= found < moment + timedelta(days=2)
    assert not is_quiet(member, found)
    found = next_allowed(member, moment, days_off=True, quiet=True)
    assert moment <= found < moment + timedelta(days=17)
    assert not is_quiet(member, found)
