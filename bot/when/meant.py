"""What words for a day can mean, before it is held against the clock."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.programs.almanac import day_of, months_of, next_day, shifted
from bot.when.found import Reason


@dataclass(frozen=True, slots=True)
class Meant:
    """The days that words can mean; `reason` when it has to be asked which. `at` is set by words
    that name a moment. Of a `weekday` it is the next that is meant, so that a time of day that is
    over rules today out; a `weak` one means nothing beside another day."""

    days: tuple[date, ...]
    reason: Reason | None = None
    at: time | None = None
    weekday: bool = False
    weak: bool = False

    def moved(self, days: int) -> Meant:
        """So many days later, or earlier."""
        return replace(self, days=tuple(shifted(day, days) for day in self.days), weekday=False)


@dataclass(frozen=True, slots=True)
class Found:
    """Words for a day, and their place in the plain text."""

    start: int
    end: int
    meant: Meant


Resolve = Callable[[re.Match[str], datetime], Meant | None]
"""What a match means at a moment on the member's wall; None when it is no day after all."""

NO_DAY = Meant((), Reason.NO_DAY)
TOO_FAR = Meant((), Reason.TOO_FAR)
PAST = Meant((), Reason.PAST)
_FEBRUARY, _LEAP_DAY, _MONTHS = 2, 29, 12


def exactly(day: date, *, weekday: bool = False) -> Meant:
    """One day and no other."""
    return Meant((day,), weekday=weekday)


def either(*days: date, weekday: bool = False) -> Meant:
    """One of several days; a single one is meant exactly."""
    several = tuple(sorted(set(days)))
    reason = Reason.AMBIGUOUS if len(several) > 1 else None
    return Meant(several, reason, weekday=weekday)


def within(first: date, last: date) -> Meant:
    """Some day of a span; its ends are what to offer."""
    return Meant((first, last), Reason.AMBIGUOUS)


def month_span(year: int, month: int) -> Meant:
    """Some day of a month."""
    days = months_of(year, month, 1)
    return within(days.first, days.last) if days else TOO_FAR


def dated(year: int | None, month: int, day: int, today: date) -> Meant:
    """A day of a year, or of the next year to have it when none is named."""
    if year is None:
        return _undated(month, day, today)
    if year > date.max.year:
        return TOO_FAR
    found = day_of(year, month, day)
    return exactly(found) if found else _no_such(year, month)


def _undated(month: int, day: int, today: date) -> Meant:
    found = next_day(month, day, today)
    if found is None:
        return _no_such(today.year, month, today)
    if (month, day) == (_FEBRUARY, _LEAP_DAY):
        return _leap_day(found, today)
    return exactly(found)


def _leap_day(found: date, today: date) -> Meant:
    """29 February of the February to come, or that one's last day or the leap year's."""
    last = date(today.year, _FEBRUARY, monthrange(today.year, _FEBRUARY)[1])
    year = today.year if today <= last else today.year + 1
    if isleap(year) or year > date.max.year:
        return exactly(found)
    return either(date(year, _FEBRUARY, _LEAP_DAY - 1), found)


def _no_such(year: int, month: int, today: date | None = None) -> Meant:
    """The days around the one that a month lacks, of the next year that is not before today."""
    span = months_of(year, month, 1) if 1 <= month <= _MONTHS else None
    if span and today and span.last < today:
        span = months_of(year + 1, month, 1)
    days = (span.last, shifted(span.last, 1)) if span else ()
    return Meant(days, Reason.NO_SUCH_DAY)


def after(now: datetime, minutes: int) -> Meant:
    """So many minutes from now, as the hours pass whatever the clocks do. Of an hour that comes
    twice a wall shows but the first, so that its end stands for the second."""
    try:
        later = (now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(now.tzinfo)
    except OverflowError:
        return TOO_FAR
    later = later.replace(second=0, microsecond=0)
    while later.fold:
        later = (later.astimezone(UTC) + timedelta(minutes=1)).astimezone(now.tzinfo)
    return Meant((later.date(),), at=later.time())
