"""On which days a deadline comes round, in dates of its own calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from bot.deadlines.deadline import Deadline, Repeats, Unit
from bot.deadlines.ladders import ladder_of

LONGEST_AFTER = 14
"""Days after an occurrence in which its own stages may still come."""

_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}


def occurrence(deadline: Deadline, today: date, done_through: date | None = None) -> date | None:
    """The occurrence that counts on a day: the first that is not done and whose stages after it
    are not over. None when there is none any more."""
    after = min(LONGEST_AFTER, max(0, -min(ladder_of(deadline))))
    return first_from(deadline, _moved(today, -after), done_through)


def first_from(deadline: Deadline, day: date, done_through: date | None = None) -> date | None:
    """The first occurrence on a day or later that is not done; None when there is none."""
    if done_through is not None:
        if done_through == date.max:
            return None
        day = max(day, done_through + timedelta(days=1))
    if day <= deadline.day:
        return deadline.day
    if deadline.repeats is None:
        return None
    near = _index(deadline.day, deadline.repeats, day)
    found = (nth(deadline.day, deadline.repeats, number) for number in (near, near + 1))
    return next((each for each in found if each is not None and each >= day), None)


def last_until(deadline: Deadline, day: date) -> date | None:
    """The last occurrence on a day or before, done or not; None before the first."""
    if day < deadline.day:
        return None
    if deadline.repeats is None:
        return deadline.day
    near = _index(deadline.day, deadline.repeats, day)
    found = (nth(deadline.day, deadline.repeats, number) for number in (near, near - 1))
    return next((each for each in found if each is not None and each <= day), None)


def _index(first: date, repeats: Repeats, day: date) -> int:
    """The number of the occurrence in the same step as a day: it or the next is not before it."""
    if repeats.unit in _DAYS:
        return (day - first).days // (repeats.every * _DAYS[repeats.unit])
    months = (day.year - first.year) * 12 + day.month - first.month
    return months // (repeats.every * _MONTHS[repeats.unit])


def nth(first: date, repeats: Repeats, number: int) -> date | None:
    """Counted from 0; a day that a month does not have is its last one. None outside
    of the years 1 to 9999."""
    if repeats.unit in _DAYS:
        days = (first - date.min).days + number * repeats.every * _DAYS[repeats.unit]
        return date.min + timedelta(days) if 0 <= days <= (date.max - date.min).days else None
    months = first.year * 12 + first.month - 1 + number * repeats.every * _MONTHS[repeats.unit]
    year, month = months // 12, months % 12 + 1
    if not 1 <= year <= date.max.year:
        return None
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def _moved(day: date, days: int) -> date:
    """So many days on, kept within the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
