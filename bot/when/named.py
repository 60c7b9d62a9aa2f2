"""Days by name, and so far from now: "tomorrow", "by Christmas", "in 3 weeks", "90 days out"."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from bot.programs.almanac import day_of, months_later, shifted, weekend_of
from bot.programs.holidays import NAMED, holiday
from bot.programs.patterns import Pattern, words
from bot.programs.spelled import WRITTEN, number
from bot.when.found import Reason
from bot.when.meant import NO_DAY, PAST, TOO_FAR, Meant, Resolve, after, either, exactly, within
from bot.when.numbered import YEAR, year_of

_WEEK, _SATURDAY, _MONTH = 7, 5, 30
_MONTHS_IN = {"month": 1, "mth": 1, "mo": 1, "quarter": 3, "year": 12, "yr": 12}
_DAYS_IN = {"day": 1, "night": 1, "week": 7, "wk": 7, "fortnight": 14}
_MINUTES_IN = {"minute": 1, "min": 1, "hour": 60, "hr": 60, "h": 60}
_MOST = 100_000
_TOMORROW = "tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|2moro|2morrow"
_NEAR = {"today": 0, "tonight": 0, "yesterday": -1} | dict.fromkeys(_TOMORROW.split("|"), 1)

_BY_HOLIDAY = {
    "black friday": ("thanksgiving", 1),
    "cyber monday": ("thanksgiving", 4),
    "giving tuesday": ("thanksgiving", 5),
    "good friday": ("easter", -2),
    "easter monday": ("easter", 1),
}
"""Days by how many days they come after a holiday."""

COUNT = rf"(?P<count>\d{{1,9}}(?:\.\d{{1,2}})?|half an?|(?:{WRITTEN})(?!\w))"
"""How many, in digits or words."""

UNIT = (
    r"(?P<unit>business day|working day|day|night|week|wk|fortnight|month|mth|mo|quarter|year|yr|"
    r"minute|min|hour|hr|h)s?(?!\w)"
)
"""Of what, from minutes to years."""

_LENGTH = rf"{COUNT}[ -]?{UNIT}(?P<half> and a half)?'?s?(?: time)?(?! (?:of|old|long)(?!\w))"


def length_ahead(match: re.Match[str], base: date, sign: int = 1) -> Meant | None:
    """The day so many days, weeks, months or years after a day, or before with a sign of -1;
    None for hours and minutes, which no day can be counted in."""
    count = _count(match) * sign
    unit = match["unit"].lower()
    if abs(count) > _MOST:
        return TOO_FAR
    if "few" in match["count"].lower():
        return NO_DAY
    if unit in _MONTHS_IN:
        whole, rest = divmod(count * _MONTHS_IN[unit], 1)
        return exactly(shifted(months_later(base, int(whole)), int(rest * _MONTH)))
    if unit in _DAYS_IN:
        return exactly(shifted(base, int(count * _DAYS_IN[unit])))
    return exactly(_workdays(base, int(count))) if unit.endswith("day") else None


def _count(match: re.Match[str]) -> Decimal:
    half = match.groupdict().get("half")
    return number(match["count"]) + (Decimal("0.5") if half else 0)


def _workdays(base: date, count: int) -> date:
    """So many days from Monday to Friday later; holidays are not taken out."""
    step = 1 if count > 0 else -1
    weeks, rest = divmod(abs(count), 5)
    day = shifted(base, weeks * _WEEK * step)
    while rest and date.min < day < date.max:
        day = shifted(day, step)
        rest -= day.weekday() < _SATURDAY
    return day


def _ahead(match: re.Match[str], now: datetime) -> Meant:
    unit = match["unit"].lower()
    if unit in _MINUTES_IN:
        minutes = _count(match) * _MINUTES_IN[unit]
        return after(now, int(minutes)) if minutes < _MOST * 60 * 24 else TOO_FAR
    return length_ahead(match, now.date()) or TOO_FAR


def _either_ahead(match: re.Match[str], now: datetime) -> Meant:
    """Two lengths: "in 6 to 8 weeks"."""
    unit = match["unit"].lower()
    if unit in _MINUTES_IN:
        return NO_DAY
    step = _MONTHS_IN.get(unit, 0)
    counts = (int(match["low"]), int(match["high"]))
    today = now.date()
    days = [
        months_later(today, n * step) if step else shifted(today, n * _DAYS_IN.get(unit, 1))
        for n in counts
    ]
    return either(*days)


def _ago(match: re.Match[str], now: datetime) -> Meant:
    return length_ahead(match, now.date(), -1) or PAST


def _near(match: re.Match[str], now: datetime) -> Meant:
    return exactly(shifted(now.date(), _NEAR[match["near"].lower()]))


def _today(match: re.Match[str], now: datetime) -> Meant:
    del match
    return exactly(now.date())


def _some_day(match: re.Match[str], now: datetime) -> Meant:
    del match, now
    return Meant((), Reason.NO_DAY, weak=True)


def _after_next(match: re.Match[str], now: datetime) -> Meant:
    return exactly(shifted(now.date(), 2 if match["after"] else -2))


def _end_of_day(match: re.Match[str], now: datetime) -> Meant:
    del match
    return Meant((now.date(),), weak=True)


def _holiday(match: re.Match[str], now: datetime) -> Meant | None:
    year = year_of(match, now)
    earliest = now.date() if year is None else day_of(year, 1, 1)
    found = holiday(match["holiday"], earliest) if earliest else None
    if found is None:
        return TOO_FAR
    return (
        within(weekend_of(shifted(found, -1)).first, found) if match["weekend"] else exactly(found)
    )


def _by_holiday(match: re.Match[str], now: datetime) -> Meant | None:
    base, days = _BY_HOLIDAY[match["name"].lower()]
    found = holiday(base, shifted(now.date(), -days))
    return exactly(shifted(found, days)) if found else None


NAMED_DAYS: tuple[tuple[Pattern, Resolve], ...] = (
    (words(rf"(?:the )?day (?:(?P<after>after) (?:{_TOMORROW})|before yesterday)"), _after_next),
    (words(rf"(?P<near>{'|'.join(_NEAR)})"), _near),
    (words(r"(?:later )?today|this (?:morning|afternoon|evening)"), _today),
    (words(r"soon|sometime|someday"), _some_day),
    (
        words(r"eod|cob|(?:the )?(?:end of (?:the |my )?(?:business )?day|close of business)"),
        _end_of_day,
    ),
    (words(rf"(?:the )?(?P<holiday>{NAMED})(?:'?s)?(?P<weekend> weekend)?{YEAR}"), _holiday),
    (words(rf"(?P<name>{'|'.join(_BY_HOLIDAY)})"), _by_holiday),
    (
        words(
            r"in (?:about )?(?P<low>\d{1,3}) ?(?:-|to|or) ?(?P<high>\d{1,3}) (?:more )?"
            r"(?P<unit>day|week|month|year)s?"
        ),
        _either_ahead,
    ),
    (
        words(
            r"(?:in|within)(?: the next| under| about| exactly| another| just| like| less than)? "
            rf"{_LENGTH}"
        ),
        _ahead,
    ),
    (words(rf"{_LENGTH} (?:from (?:now|today)|hence|out|away)(?! of)"), _ahead),
    (words(rf"{_LENGTH} ago"), _ago),
)
"""How such days are written, and what they can mean."""
