"""Days that a text names by their number: "15 March", "March 3-5", "3/15/2027", "the 15th"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.programs.almanac import (
    MONTHS,
    WEEKDAYS,
    Days,
    day_of,
    months_later,
    months_of,
    next_day,
    one,
    said,
    week_of,
    weekend_of,
)
from bot.programs.patterns import Pattern, words

Resolve = Callable[[re.Match[str], date, date], Days | None]
"""The days that a match names, None when there are none such. The first date is today; of days
without a year, those count that are the next not to be before the second date."""

MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|"
    r"december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?!\w)\.?"
)
YEAR = (
    r"(?:(?:,\s*|\s+|\s+of\s+|-)(?P<year>\d{4})(?!\w)|"
    r"\s+(?:'(?=\d\d(?!\w))|(?=2\d\s*(?:$|[,.;)?!])))(?P<short>\d\d))?"
)
WEEKDAY = (
    r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|"
    r"fri|sat|sun)(?!\w)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\w)"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_NTH = rf"(?P<day>{'|'.join(reversed(_ORDINALS)).replace('-', '[ -]')})(?!\w)"
_LAST = (
    r"\s*(?:-|to|through|thru|until|till|or|and|&)\s*(?P<last>\d{1,2})(?:st|nd|rd|th)?(?![\w.,]?\d|"
    r"\w|\+|[\s-]*(?:or more |more |easy |free )?(?:h(?:ou)?rs?\b|credits?|days?\b|contact|c[mp]?e|"
    r"ceus?|ama|cat|anc|acpe|bucks|dollars|people|weeks?|months?|min|points?|units?))"
)
_RANGE = (
    rf"(?:between\s+|from\s+)(?:the\s+)?{_DAY}\s*(?:and|to|-|"
    rf"until)\s*(?:the\s+)?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?(?!\w)"
)
_LED = rf"(?:{WEEKDAY},?\s+)?(?:the\s+)?"
_CENTURY = 2000
_TWO_DIGITS = 2


def month_in(match: re.Match[str]) -> int:
    """The month named, 1 to 12."""
    stem = match["month"].lower()[:3]
    return next(n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(stem))


def year_in(match: re.Match[str]) -> int | None:
    """The year named, if any; two digits are of this century."""
    groups = match.groupdict()
    named = groups.get("year") or groups.get("short")
    if named is None:
        return None
    return int(named) + (_CENTURY if len(named) == _TWO_DIGITS else 0)


def weekday_in(match: re.Match[str]) -> int:
    """The day of the week named; 0 is Monday."""
    stem = match["weekday"].lower()[:3]
    return next(n for n, name in enumerate(WEEKDAYS) if name.lower().startswith(stem))


def _day_in(match: re.Match[str]) -> int:
    day = "-".join(match["day"].lower().split())
    return _ORDINALS.index(day) + 1 if day in _ORDINALS else int(day)


def _fixed_or_next(year: int | None, month: int, day: int, earliest: date) -> date | None:
    return next_day(month, day, earliest) if year is None else day_of(year, month, day)


def _day_of_month(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del today
    found = _fixed_or_next(year_in(match), month_in(match), _day_in(match), earliest)
    if found and match["weekday"] and weekday_in(match) != found.weekday():
        return one(found, f"I read “{match.group()}” as {said(found)}, going by the date.")
    return one(found)


def _days_of_month(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del today
    last = _fixed_or_next(year_in(match), month_in(match), int(match["last"]), earliest)
    first = last and day_of(last.year, last.month, int(match["day"]))
    return Days(first, last) if first and last and first <= last else None


def _iso(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del today, earliest
    return one(day_of(int(match["year"]), int(match["a"]), int(match["b"])))


def _slashed(match: re.Match[str], today: date, earliest: date) -> Days | None:
    """Month first, as in the US, unless only day first makes a date."""
    del today
    a, b, year = int(match["a"]), int(match["b"]), year_in(match)
    found, other = _fixed_or_next(year, a, b, earliest), _fixed_or_next(year, b, a, earliest)
    if found and other and found != other:
        return one(found, f"I read “{match.group()}” as {said(found)}, the month first.")
    return one(found or other)


def _slashed_range(match: re.Match[str], today: date, earliest: date) -> Days | None:
    """Month first: "5/1-5/15"."""
    del today
    last = _fixed_or_next(year_in(match), int(match["c"]), int(match["d"]), earliest)
    if last is None:
        return None
    month, day = int(match["a"]), int(match["b"])
    first = day_of(last.year, month, day)
    if first and first > last:
        first = day_of(last.year - 1, month, day)
    return Days(first, last) if first else None


def _dotted(match: re.Match[str], today: date, earliest: date) -> Days | None:
    """Day first, as where dates are written with dots."""
    del today
    a, b, year = int(match["a"]), int(match["b"]), year_in(match)
    found, other = _fixed_or_next(year, b, a, earliest), _fixed_or_next(year, a, b, earliest)
    if found and other and found != other:
        return one(found, f"I read “{match.group()}” as {said(found)}, the day first.")
    return one(found or other)


def _day_only(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del today
    months = (months_later(earliest.replace(day=1), ahead) for ahead in range(3))
    days = (day_of(month.year, month.month, int(match["day"])) for month in months)
    return one(next((day for day in days if day and day >= earliest), None))


def _first_of_month(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del match, today
    first = earliest.replace(day=1)
    return one(first if first >= earliest else months_later(first, 1))


def _month_of_year(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del today, earliest
    return months_of(int(match["year"]), int(match["month"]), 1)


def _week(match: re.Match[str], today: date, earliest: date) -> Days | None:
    days = _day_of_month(match, today, earliest)
    whole = weekend_of if match["end"] else week_of
    return whole(days.first) if days else None


NUMBERED: tuple[tuple[Pattern, Resolve], ...] = (
    (words(r"(?P<year>\d{4})[-/](?P<a>\d\d?)[-/](?P<b>\d\d?)"), _iso),
    (
        words(
            r"(?<![/$.-])(?P<a>\d\d?)/(?P<b>\d\d?)(?:/\d{2,4})?\s?-\s?(?P<c>\d\d?)/(?P<d>\d\d?)"
            r"(?:/(?P<year>\d{4}|\d\d))?(?![/.-]?\d)"
        ),
        _slashed_range,
    ),
    (words(r"(?P<a>\d\d?)\.\s?(?P<b>\d\d?)\.\s?(?P<year>\d{4}|\d\d)"), _dotted),
    (
        words(
            r"(?<![/$.-])(?P<a>\d\d?)(?P<sep>[/-])(?P<b>\d\d?)(?P=sep)(?P<year>\d{4}|"
            r"\d\d)(?![/.]\d)"
        ),
        _slashed,
    ),
    (
        words(
            r"(?<![/$.-])(?!24/7|1/2(?!\d))(?P<a>\d\d?)/(?P<b>\d\d?)"
            r"(?![/.-]?\d|\s*(?:days?|hours?|hrs?|credits?|price)\b)"
        ),
        _slashed,
    ),
    (
        words(
            rf"(?:the\s+)?week(?P<end>end)?\s+(?:of|starting|beginning)\s+{_LED}{MONTH}\s+{_DAY}{YEAR}"
        ),
        _week,
    ),
    (
        words(
            rf"(?:the\s+)?week(?P<end>end)?\s+(?:of|starting|beginning)\s+{_LED}{_DAY}\s+{MONTH}{YEAR}"
        ),
        _week,
    ),
    (words(rf"{_RANGE}\s+(?:of\s+)?{MONTH}{YEAR}"), _days_of_month),
    (
        words(
            rf"(?:between\s+|from\s+){MONTH}\s+{_DAY}\s*(?:and|to|-|"
            rf"until)\s*(?P<last>\d{{1,2}})(?:st|nd|rd|th)?(?!\w){YEAR}"
        ),
        _days_of_month,
    ),
    (words(rf"{_LED}{_DAY}{_LAST}\s+(?:of\s+)?{MONTH}{YEAR}"), _days_of_month),
    (words(rf"{_LED}{MONTH}\s+{_DAY}{_LAST}{YEAR}"), _days_of_month),
    (words(rf"{_LED}{_DAY}[\s-]+(?:of\s+)?{MONTH}{YEAR}"), _day_of_month),
    (words(rf"{_LED}{MONTH}[\s-]+(?:the\s+)?{_DAY}{YEAR}"), _day_of_month),
    (words(rf"{_LED}{_NTH}\s+of\s+{MONTH}{YEAR}"), _day_of_month),
    (
        words(rf"{_LED}{MONTH}\s+(?:the\s+)?{_NTH}(?! (?:week|half|i\b|we\b|of)){YEAR}"),
        _day_of_month,
    ),
    (words(r"(?:the\s+)?(?:first|1st)\s+of\s+(?:the|next)\s+month"), _first_of_month),
    (words(r"(?<![/-])(?P<month>0?[1-9]|1[0-2])/(?P<year>20\d\d)"), _month_of_year),
    (words(r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])(?!-)"), _month_of_year),
    (
        words(
            rf"(?:{WEEKDAY},?\s+)?the\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)(?!\s+(?:century|annual|edition))"
        ),
        _day_only,
    ),
)
"""How numbered days are written, and what they mean."""
