"""Times that a text names by word: "the end of June", "next month", "Q1", "in six weeks"."""

from __future__ import annotations

import re
from datetime import date

from bot.programs.almanac import (
    MONTHS,
    Days,
    day_of,
    months_later,
    months_of,
    next_months,
    next_weekday,
    one,
    part_of,
    said,
    shifted,
    week_of,
    weekend_of,
)
from bot.programs.dates import MONTH, WEEKDAY, YEAR, Resolve, month_in, weekday_in, year_in
from bot.programs.holidays import NAMED, holiday
from bot.programs.patterns import Pattern, words
from bot.programs.spelled import WRITTEN, number

_WEEK = 7
_MONTHS_IN = {"month": 1, "mth": 1, "mo": 1, "quarter": 3, "qtr": 3, "year": 12, "yr": 12}
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_TOMORROW = ("tomorrow", "tomorow", "tmrw", "tmr", "2moro")
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}


def _whole(match: re.Match[str], month: int, count: int, earliest: date) -> Days | None:
    """So many months, of the year named or the next to come, or the part of them that is named."""
    year = year_in(match)
    days = next_months(month, count, earliest) if year is None else months_of(year, month, count)
    return part_of(days, match["part"]) if days else None


def _month(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del today
    return _whole(match, month_in(match), 1, earliest)


def _quarter(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del today
    nth = int(match["q"]) if match["q"] else _NTH.get(match["nth"].lower(), 4)
    return _whole(match, nth * 3 - 2, 3, earliest)


def _season(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del today
    month = _SEASONS[match["season"].lower()]
    days = _whole(match, month, 3, earliest)
    if days is None:
        return None
    names = f"{MONTHS[month - 1]} to {MONTHS[(month + 1) % len(MONTHS)]}"
    return Days(days.first, days.last, f"I read “{match['season']}” as {names}.")


def _weekday(match: re.Match[str], today: date, earliest: date) -> Days | None:
    if (match["which"] or "").lower() != "next":
        found = next_weekday(weekday_in(match), earliest)
        is_now = found == today and not match["which"]
        return one(shifted(found, _WEEK) if is_now else found)
    found = shifted(week_of(today).first, _WEEK + weekday_in(match))
    return one(found, f"I read “{match.group()}” as {said(found)}.")


def _near(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del earliest
    name = match.group().lower()
    return one(shifted(today, 1 if name in _TOMORROW else -1 if name == "yesterday" else 0))


def _unit(match: re.Match[str], today: date, earliest: date) -> Days | None:
    """This or the next week, weekend, month, quarter or year, or a part of it."""
    del earliest
    unit = match["unit"].lower()
    ahead = (match["which"] or "").lower() in {"next", "following"}
    if unit not in _MONTHS_IN:
        day = shifted(today, _WEEK if ahead else 0)
        return part_of(weekend_of(day) if "end" in unit else week_of(day), match["part"])
    count = _MONTHS_IN[unit]
    first = date(today.year, (today.month - 1) // count * count + 1, 1)
    first = months_later(first, count if ahead else 0)
    days = months_of(first.year, first.month, count)
    part = part_of(days, match["part"]) if days else None
    if part and part.last < today and (later := months_of(first.year + 1, first.month, count)):
        return part_of(later, match["part"])
    return part


def _year_end(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del match, earliest
    return one(day_of(today.year, 12, 31))


def _year(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del today
    return _whole(match, 1, 12, earliest)


def _new_year(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del match, earliest
    return months_of(today.year + 1, 1, 12)


def _holiday(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del today
    return one(holiday(match["holiday"], earliest))


def _half_year(match: re.Match[str], today: date, earliest: date) -> Days | None:
    del today
    return _whole(match, 1 if match["h"] == "1" else 7, 6, earliest)


def _short_end(match: re.Match[str], today: date, earliest: date) -> Days | None:
    """The end of this week, month or quarter."""
    del earliest
    if match["end"].lower() == "w":
        return one(week_of(today).last)
    count = {"m": 1, "q": 3}[match["end"].lower()]
    days = months_of(today.year, (today.month - 1) // count * count + 1, count)
    return one(days.last) if days else None


def _ahead(match: re.Match[str], today: date) -> date:
    count, unit = number(match["count"]), match["unit"].lower()
    if unit in _MONTHS_IN:
        return months_later(today, int(count * _MONTHS_IN[unit]))
    return shifted(today, int(count * (_WEEK if unit in {"week", "wk"} else 1)))


def _after(match: re.Match[str], today: date, earliest: date) -> Days | None:
    """So long after a day of the week or tomorrow: "a week from Friday"."""
    base = next_weekday(weekday_in(match), earliest) if match["weekday"] else shifted(today, 1)
    return one(_ahead(match, base))


def _one_ahead(match: re.Match[str], today: date, earliest: date) -> Days | None:
    """The week, month or year from today on."""
    del earliest
    unit = match["unit"].lower()
    months = _MONTHS_IN.get(unit)
    return Days(today, months_later(today, months) if months else shifted(today, _WEEK))


def _during(match: re.Match[str], today: date, earliest: date) -> Days | None:
    """The time from today on: "the next three months", "within six weeks"."""
    del earliest
    return Days(today, _ahead(match, today))


def _away(match: re.Match[str], today: date, earliest: date) -> Days | None:
    """The day so far off: "in three weeks", "six months from now"."""
    del earliest
    return one(_ahead(match, today))


_NTHS = "|".join(_NTH)
_HALF = r"(?:first|second|last|latter|back|1st|2nd) half"
_PART = (
    rf"(?:the\s+)?(?:(?P<part>(?:early|mid|late)(?=\s+in\b|-|\s)|(?:(?:{_NTHS}|last) "
    rf"(?:(?:two|2|three|3|couple|few) )?week(?:s|end)?(?=\s+(?:of|in)\b)|(?:{_HALF}|last day|end|"
    rf"close|"
    rf"beginning|start)(?=\s+of\b)))"
    r"(?:\s+of|\s+in|-)?\s*(?:the\s+)?)?"
)
OVER = r"\s+(?:ends?|is (?:over|out|up|done)|runs? out|closes?)\b"
"""After a time, it is its end that is meant."""

_UNIT = r"(?P<unit>week-?end|wkend|week|wk|month|mth|mo|quarter|qtr|year|yr)"
_COUNT = (
    rf"(?P<count>\d{{1,3}}|a few|few|couple|(?:{WRITTEN})(?!\w))\s*[\s-]\s*(?P<unit>day|week|wk|"
    rf"month|"
    rf"mth|mo|year|yr)s?"
)
_NOT_PATIENTS = r"(?!\s+(?:prevention|risk|reduction|injur\w+|rates?|project|precautions?|alarms?))"

SPOKEN: tuple[tuple[Pattern, Resolve], ...] = (
    (words(rf"{_PART}(?:(?:this|next|coming)\s+)?{MONTH}{YEAR}"), _month),
    (
        words(rf"{_PART}(?:Q(?P<q>[1-4])|(?P<nth>{_NTHS}|last) quarter){YEAR}"),
        _quarter,
    ),
    (
        words(
            rf"{_PART}(?:(?:this|next|coming)\s+)?(?P<season>spring|summer|fall|autumn|winter)"
            rf"{_NOT_PATIENTS}{YEAR}"
        ),
        _season,
    ),
    (words(rf"(?:(?P<which>this coming|this|next|coming)\s+)?{WEEKDAY}"), _weekday),
    (words(rf"today|tonight|yesterday|{'|'.join(_TOMORROW)}"), _near),
    (
        words(rf"{_PART}(?P<which>this|next|coming|following|current)\s+(?:calendar\s+)?{_UNIT}"),
        _unit,
    ),
    (
        words(
            rf"(?:the\s+)?(?P<part>last day|end|close|start|beginning|rest|remainder|"
            rf"{_HALF}) of (?P<which>)"
            rf"(?:the |this )?{_UNIT}"
        ),
        _unit,
    ),
    (words(r"(?P<part>)(?P<which>)the (?P<unit>weekend|month)"), _unit),
    (words(rf"(?P<part>)(?P<which>)(?:the|my) (?P<unit>week|quarter|year)(?={OVER})"), _unit),
    (words(r"(?:the\s+)?(?:calendar\s+)?year(?:'?s)?[ -]end|eoy"), _year_end),
    (words(r"eo(?P<end>[wmq])"), _short_end),
    (words(r"(?:the\s+)?(?P<end>m)onth(?:'?s)?[ -]end"), _short_end),
    (words(r"(?:the\s+)?(?P<end>q)uarter(?:'?s)?[ -]end"), _short_end),
    (words(rf"h(?P<h>[12])(?!n){YEAR}"), _half_year),
    (words(rf"{_PART}(?P<year>20\d\d)"), _year),
    (words(r"(?:early |later )?in the new year"), _new_year),
    (words(rf"(?:the\s+)?(?P<holiday>{NAMED})"), _holiday),
    (words(rf"(?:in|within|over|during)\s+the\s+(?:next|coming)\s+{_UNIT}"), _one_ahead),
    (words(rf"(?:the\s+)?(?:next|coming|following)\s+{_COUNT}"), _during),
    (words(rf"(?:within|inside)\s+(?:of\s+)?(?:the\s+)?(?:next\s+)?{_COUNT}"), _during),
    (
        words(
            r"(?:in|within)\s+(?:under|less than|no more than|at most|fewer than)\s+(?!\d+ days?|"
            rf"one day|a day|two days){_COUNT}"
        ),
        _during,
    ),
    (words(rf"in\s+(?:about\s+)?{_COUNT}(?:'s?)?(?:\s+time)?"), _away),
    (
        words(
            rf"{_COUNT}\s+from\s+(?:(?:this |next )?{WEEKDAY}|{'|'.join(_TOMORROW)})",
        ),
        _after,
    ),
    (
        words(
            rf"(?<!get )(?<!be )(?<!take )(?<!spend )(?<!have ){_COUNT}\s+(?:from now|from today|"
            r"(?:away|out)(?! (?:from|of)))"
        ),
        _away,
    ),
    (
        words(
            rf"(?:have|got)(?: (?:only|just|about|like|maybe))* {_COUNT}(?<!day)(?<!days)"
            r"(?! (?:off|of|free|vacation|pto|leave|old|experience|course|long|left|to|"
            r"remaining)\b)"
        ),
        _during,
    ),
    (
        words(
            rf"(?:only\s+)?{_COUNT}(?<!day)(?<!days)\s+(?:to go|to (?:finish|complete|get|wrap)|"
            r"(?:left|remaining)(?! (?:of|in my)))"
        ),
        _during,
    ),
)
"""How times are spoken of, and what they mean."""
