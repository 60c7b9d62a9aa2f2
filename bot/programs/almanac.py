"""Steps on the calendar that never leave it, and days as they are said."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_AHEAD = {"first": 0, "1st": 0, "second": 7, "2nd": 7, "third": 14, "3rd": 14} | {
    "fourth": 21,
    "4th": 21,
}
"""Days from the first week or weekend to the one that is named."""

_WEEKS = {"two": 2, "2": 2, "couple": 2, "three": 3, "3": 3, "few": 3}
_SATURDAY, _YEAR, _LEAP_CYCLE, _DAYS_OF_MONTH = 5, 12, 8, 30.4


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last day, both inclusive. `doubt` says how they were guessed at."""

    first: date
    last: date
    doubt: str = ""


def one(day: date | None, doubt: str = "") -> Days | None:
    """A single day; None when there is none such."""
    return Days(day, day, doubt) if day else None


def said(day: date) -> str:
    """A day with its weekday, so that a wrong one is noticed: "Monday 15 March 2027"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def shifted(day: date, days: int) -> date:
    """A day so many days later, or earlier; the calendar's first or last where it ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the month's last when it has no such day."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None when there is none such."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def next_day(month: int, day: int, earliest: date) -> date | None:
    """The next such day of a year that is not before the earliest; None when no year has it."""
    years = range(earliest.year, min(earliest.year + _LEAP_CYCLE, date.max.year) + 1)
    days = (day_of(year, month, day) for year in years)
    return next((found for found in days if found and found >= earliest), None)


def months_of(year: int, month: int, count: int) -> Days | None:
    """So many months of a year, from the first of a month."""
    first = day_of(year, month, 1)
    return Days(first, shifted(months_later(first, count), -1)) if first else None


def next_months(month: int, count: int, earliest: date) -> Days | None:
    """So many months from the first of a month: the next that are not all before the earliest."""
    years = (months_of(earliest.year + ahead, month, count) for ahead in (-1, 0, 1))
    return next((days for days in years if days and days.last >= earliest), None)


def week_of(day: date) -> Days:
    """Its week, from Monday to Sunday."""
    first = shifted(day, -day.weekday())
    return Days(first, shifted(first, len(WEEKDAYS) - 1))


def weekend_of(day: date) -> Days:
    """The Saturday and Sunday of its week."""
    week = week_of(day)
    return Days(shifted(week.first, _SATURDAY), week.last)


def next_weekday(weekday: int, earliest: date) -> date:
    """The next such day of the week that is not before the earliest; 0 is Monday."""
    return shifted(earliest, (weekday - earliest.weekday()) % len(WEEKDAYS))


def part_of(days: Days, part: str | None) -> Days:
    """Early, middle or late days of a time, or only its first ("start") or last ("end")."""
    name = (part or "").lower()
    if name in {"", "rest", "remainder"}:
        return days
    if name in {"end", "close", "last day"}:
        return Days(days.last, days.last, days.doubt)
    if name in {"start", "beginning"}:
        return Days(*_third(days, 0), days.doubt)
    if name.endswith("half"):
        return _half(days, name.startswith("first"))
    if "week" in name:
        return _nth_week(days, name)
    first, last = _third(days, {"early": 0, "late": 2}.get(name, 1))
    return Days(first, last, f"I read “{part}” as {said(first)} to {said(last)}.")


def _nth_week(days: Days, name: str) -> Days:
    """The first, second, third or last week or weekend, or several of the first or last."""
    nth, *_, unit = name.split()
    if unit == "weekend":
        return _nth_weekend(days, nth)
    length = 7 * _WEEKS.get(name.split()[1], 1)
    first = shifted(days.last, 1 - length) if nth == "last" else shifted(days.first, _AHEAD[nth])
    return Days(first, shifted(first, length - 1), days.doubt)


def _nth_weekend(days: Days, nth: str) -> Days:
    """Of those that begin in these days."""
    if nth == "last":
        saturday = shifted(days.last, -((days.last.weekday() - _SATURDAY) % len(WEEKDAYS)))
    else:
        saturday = shifted(next_weekday(_SATURDAY, days.first), _AHEAD[nth])
    return Days(saturday, shifted(saturday, 1), days.doubt)


def _half(days: Days, is_first: bool) -> Days:
    """By whole months when there are several."""
    length = (days.last - days.first).days + 1
    months = round(length / _DAYS_OF_MONTH)
    middle = months_later(days.first, months // 2)
    if months <= 1:
        middle = shifted(days.first, length // 2)
    if is_first:
        return Days(days.first, shifted(middle, -1), days.doubt)
    return Days(middle, days.last, days.doubt)


def _third(days: Days, which: int) -> tuple[date, date]:
    """The first, second or last third of a time: of its months when there are several."""
    length = (days.last - days.first).days + 1
    months = round(length / _DAYS_OF_MONTH)
    if months > 1:
        edges = [months_later(days.first, months * n // 3) for n in (which, which + 1)]
    else:
        edges = [shifted(days.first, length * n // 3) for n in (which, which + 1)]
    return edges[0], shifted(edges[1], -1)
