"""Months, weeks, quarters and years, and the days that stand at their ends or in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from bot.programs.almanac import (
    Days,
    months_later,
    months_of,
    next_weekday,
    shifted,
    week_of,
    weekend_of,
)
from bot.programs.dates import MONTH, WEEKDAY, month_in, weekday_in
from bot.programs.patterns import Pattern, lazy, words
from bot.when.meant import NO_DAY, PAST, TOO_FAR, Meant, Resolve, dated, either, exactly, within
from bot.when.numbered import YEAR, year_of

_WEEK, _FRIDAY, _SATURDAY, _TO_MIDDLE = 7, 4, 5, 14
_LONGEST_MONTH, _LONGEST_QUARTER = 31, 92
_MONTHS_IN = {"month": 1, "mth": 1, "quarter": 3, "qtr": 3, "year": 12, "yr": 12}
_NTH = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}
_NTHS = "|".join(_NTH)
_ENDS = {"end", "close", "last day", "final day", "very end"}
_STARTS = {"start", "beginning", "first day"}
_MIDDLES = {"mid", "middle"}
_AT_WORK = ("business", "working", "week day", "weekday")
_ENDS_OF = {"m": "month", "q": "quarter", "y": "year"}
_PART = (
    rf"(?:(?:the )?(?P<part>(?:{_NTHS}|last|final) (?:{WEEKDAY}|(?:business|working|week) ?day|"
    r"week(?:end)?|day|half)|(?:very )?end|close|start|beginning|middle|mid|early|late)"
    r"(?: of| in|-)? ?(?:the )?)"
)
_UNIT = r"(?P<unit>week-?end|week|month|mth|quarter|qtr|year|yr)"
_OTHER_WORDS = {"may", "march", "mar"}
_BEFORE = lazy(
    r"(?:^|(?<!\w)(?:in|by|before|until|till|this|next|since|during|from|of|every|each|"
    r"through|expires?|due|ends?|or|and|after|coming)) ?$"
)


def _of(spans: Iterable[Days | None], match: re.Match[str], now: datetime) -> Meant:
    """Of the first span whose days are not over, or of the last of them."""
    meant = TOO_FAR
    for span in filter(None, spans):
        meant = _in_span(span, match)
        if not meant.days or max(meant.days) >= now.date():
            break
    return meant


def _in_span(span: Days, match: re.Match[str]) -> Meant:
    """The part of a span that a match names, or what the whole can mean."""
    part = (match.groupdict().get("part") or "").lower()
    length = (span.last - span.first).days + 1
    if not part:
        return _whole(span, length)
    if part in _ENDS:
        is_week = length == _WEEK
        return either(shifted(span.first, _FRIDAY), span.last) if is_week else exactly(span.last)
    if part in _STARTS:
        return exactly(span.first)
    if part in _MIDDLES:
        is_month = _WEEK < length <= _LONGEST_MONTH
        return exactly(shifted(span.first, _TO_MIDDLE)) if is_month else NO_DAY
    return _nth_in(span, match, part)


def _whole(span: Days, length: int) -> Meant:
    """A week or a month has to be asked, a quarter is its end, a year may be any day."""
    if length == _WEEK:
        return within(span.first, shifted(span.first, _FRIDAY))
    if length <= _LONGEST_MONTH:
        return within(span.first, span.last)
    return exactly(span.last) if length <= _LONGEST_QUARTER else NO_DAY


def _nth_in(span: Days, match: re.Match[str], part: str) -> Meant:
    """The first to fourth or last Monday, or the first or last day of work."""
    nth, _, kind = part.partition(" ")
    is_last = nth in {"last", "final"}
    if match["weekday"]:
        if is_last:
            return exactly(shifted(next_weekday(weekday_in(match), shifted(span.last, 1)), -_WEEK))
        first = next_weekday(weekday_in(match), span.first)
        return exactly(shifted(first, _NTH[nth] * _WEEK))
    if kind.startswith(_AT_WORK) and (is_last or _NTH[nth] == 0):
        return exactly(_working(span.last, -1) if is_last else _working(span.first, 1))
    return NO_DAY


def _working(day: date, step: int) -> date:
    """The first day from Monday to Friday in a direction, New Year's Day left out."""
    return next(
        found
        for found in (shifted(day, step * n) for n in range(4))
        if found.weekday() < _SATURDAY and not found.month == found.day == 1
    )


def _month(match: re.Match[str], now: datetime) -> Meant | None:
    year, month = year_of(match, now), month_in(match)
    if not match.groupdict().get("part") and year is None and not _is_month(match):
        return None
    first = now.date().year if year is None else year
    years = (first,) if year else (first, first + 1)
    return _of((months_of(each, month, 1) for each in years), match, now)


def _is_month(match: re.Match[str]) -> bool:
    """Whether a name that is another word too stands where a month is to be expected."""
    name, before = match["month"], match.string[: match.start()]
    if name.lower() not in _OTHER_WORDS or match["which"]:
        return True
    alone = not before and not match.string[match.end() :].strip(" .?!")
    led = bool(before) and bool(_BEFORE.search(before[-12:]))
    return alone or led or (bool(before) and name[0].isupper() and before[-2:-1] not in ".?!:")


def _last_month(match: re.Match[str], now: datetime) -> Meant:
    del match, now
    return PAST


def _quarter(match: re.Match[str], now: datetime) -> Meant:
    nth = match["q"] or match["nth"].lower()
    quarter = int(nth) - 1 if nth.isdigit() else _NTH.get(nth, 3)
    year, first = year_of(match, now), now.date().year
    years = (first, first + 1) if year is None else (year,)
    return _of((months_of(each, quarter * 3 + 1, 3) for each in years), match, now)


def _unit(match: re.Match[str], now: datetime) -> Meant:
    """This, the next or the one after next; a part that is over is that of the next."""
    which = (match.groupdict().get("which") or "").lower()
    ahead = int(which in {"next", "following", "coming"}) + (2 if which == "after" else 0)
    span = _span(match["unit"].lower(), now.date(), ahead)
    later = _span(match["unit"].lower(), now.date(), ahead + 1)
    return _of((span, later) if not which else (span,), match, now)


def _span(unit: str, today: date, ahead: int) -> Days | None:
    if unit not in _MONTHS_IN:
        day = shifted(today, ahead * _WEEK)
        return weekend_of(day) if "end" in unit else week_of(day)
    count = _MONTHS_IN[unit]
    first = date(today.year, (today.month - 1) // count * count + 1, 1)
    first = months_later(first, count * ahead)
    return months_of(first.year, first.month, count)


def _year(match: re.Match[str], now: datetime) -> Meant:
    year = int(match["year"])
    return _of((months_of(year, 1, 12),), match, now) if year <= date.max.year else TOO_FAR


def _year_end(match: re.Match[str], now: datetime) -> Meant:
    return dated(year_of(match, now), 12, 31, now.date())


def _short_end(match: re.Match[str], now: datetime) -> Meant:
    span = _span(_ENDS_OF[match["end"][0].lower()], now.date(), 0)
    return exactly(span.last) if span else TOO_FAR


def _no_day(match: re.Match[str], now: datetime) -> Meant:
    del match, now
    return NO_DAY


_WHICH = r"(?:(?P<which>this|next|coming|following|current) )"
_QUARTER = rf"(?:(?:the )?(?:q ?(?P<q>[1-4])|(?P<nth>{_NTHS}|last) quarter){YEAR})"

SPANS: tuple[tuple[Pattern, Resolve], ...] = (
    (words(rf"{_PART}{_WHICH}?{MONTH}{YEAR}"), _month),
    (words(rf"(?:in )?(?:last|this past) (?:{MONTH}|week|month|quarter|year)(?! of)"), _last_month),
    (words(rf"{_WHICH}?{MONTH}(?!'s)(?! ?\d{{1,2}}(?![\d])){YEAR}"), _month),
    (words(rf"{_PART}?{_QUARTER}"), _quarter),
    (words(rf"{_PART}{_WHICH}?(?:calendar )?{_UNIT}(?! (?:after|before))"), _unit),
    (words(rf"{_WHICH}(?:calendar )?{_UNIT}"), _unit),
    (words(r"(?:the )?(?P<unit>week|month|quarter|year) (?P<which>after) next"), _unit),
    (words(r"(?:on |over |by )?the (?P<unit>weekend)"), _unit),
    (words(r"(?:the )?(?:calendar )?(?P<end>month|quarter)(?:'?s)?[ -]end"), _short_end),
    (words(r"eo(?P<end>[mqy])"), _short_end),
    (words(rf"(?:the )?(?:calendar )?(?P<part>year(?:'s)?[ -]end){YEAR}"), _year_end),
    (words(rf"{_PART}(?P<year>20\d\d)"), _year),
    (words(r"in (?P<year>20\d\d)(?! ?[-/:])"), _year),
    (
        words(
            rf"(?:{_PART}|this |next |in (?:the )?|by (?:the )?|until |before )?(?:the )?"
            r"(?:spring|summer|autumn|winter)(?! (?:street|st|ave|hill))"
        ),
        _no_day,
    ),
    (words(rf"(?:{_PART}|this |next |in the |by (?:the )?|until |before the )fall"), _no_day),
    (
        words(
            rf"(?:{_PART}|this |next )?(?:(?:my|our|the|this|next) )?(?:fiscal|financial|budget|"
            r"academic|school)[ -]year(?:[ -]?end)?|(?:end of )?fy ?'?\d\d(?:\d\d)?|fye"
        ),
        _no_day,
    ),
    (words(r"(?:after|over|before) the holidays"), _no_day),
)
"""How such times are written, and what they can mean."""
