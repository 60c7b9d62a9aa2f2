"""How often a calendar's event comes again, as far as a deadline can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.deadlines.deadline import Repeats, Unit

MOST_EVERY = 1_000

_UNITS = {
    "DAILY": Unit.DAYS,
    "WEEKLY": Unit.WEEKS,
    "MONTHLY": Unit.MONTHS,
    "YEARLY": Unit.YEARS,
}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST_MONTH = 31
_LEAP_DAY = (2, 29)


def repeats_of(rule: Mapping[str, Sequence[Any]], day: date) -> Repeats | None:
    """The repetition that a rule (RRULE) says from a day on; None when a deadline cannot come
    again like that: with an end, on several days, or by the hour."""
    unit = _UNITS.get(str(_only(rule, "FREQ")))
    every = _only(rule, "INTERVAL") if "INTERVAL" in rule else 1
    if unit is None or not isinstance(every, int) or not 1 <= every <= MOST_EVERY:
        return None
    restated = {
        "FREQ": True,
        "INTERVAL": True,
        "WKST": every == 1 or unit is not Unit.WEEKS,
        "BYMONTH": unit is Unit.YEARS and _only(rule, "BYMONTH") == day.month,
        "BYMONTHDAY": unit in {Unit.MONTHS, Unit.YEARS} and _is_day(rule, unit, day),
        "BYDAY": unit is Unit.WEEKS and str(_only(rule, "BYDAY")) == _WEEKDAYS[day.weekday()],
    }
    if "BYMONTHDAY" in rule and unit is Unit.YEARS and "BYMONTH" not in rule:
        return None
    return Repeats(every, unit) if all(restated.get(name.upper()) for name in rule) else None


def _only(rule: Mapping[str, Sequence[Any]], name: str) -> object:
    """The only value of a part; None when it has none or several."""
    values = rule.get(name, ())
    return values[0] if len(values) == 1 else None


def _is_day(rule: Mapping[str, Sequence[Any]], unit: Unit, day: date) -> bool:
    """Whether BYMONTHDAY says no more than the day itself, which falls on a month's last one where
    the month is too short."""
    said = _only(rule, "BYMONTHDAY")
    if said == -1:
        last = unit is Unit.MONTHS and day.day == _LONGEST_MONTH
        return last or (unit is Unit.YEARS and (day.month, day.day) == _LEAP_DAY)
    return said == day.day
