"""Days by their number, read strictly: "3 March", "3/15/2027", "the 15th", "2027-03-03"."""

from __future__ import annotations

import re
from datetime import datetime

from bot.programs.almanac import day_of, months_later
from bot.programs.dates import MONTH, month_in
from bot.programs.patterns import Pattern, lazy, words
from bot.when.found import Reason
from bot.when.meant import Meant, Resolve, dated, either, exactly, month_span

YEAR = (
    r"(?:(?:,? ?(?:of |in )?|-)(?P<year>(?:1[89]|[2-9]\d)\d{2,})(?!\w)|"
    r",? '(?P<short>\d\d)(?!\w)|,? (?:of |in )?(?P<relative>this|next|last) year(?!\w))?"
)
"""A year after a month or day; what could be 07:30 or 14:00 is none."""

_CARDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\w)"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_SPELLED = rf"(?P<day>{'|'.join(reversed(_ORDINALS)).replace('-', '[ -]')})(?!\w)"
_OTHER = (
    r"(?: ?(?:-|to|or|and|&|through|thru|until|/) ?(?:the )?(?P<other>\d{1,2})(?:st|nd|rd|th)?)"
)
_NO_TIME = r"(?![\w:%]| ?(?:[ap]\.?m|o'?clock|days?|weeks?|months?|years?|hours?)(?!\w))"
_SINGLY = (
    r"(?= ?(?:$|[,.;:!?)])| (?:at|and|or|for|to|every|each|please|noon|by|around|before|because|"
    r"but|so|with|it|my|is|if|when|in the|morning|afternoon|evening|@|\d))"
)
_COUNTED = (
    r"(?! (?:of|full|time|way|done|stars?|days?|hours?|hrs?|credits?|price|cup|tab|pain|an? )|%)"
)
_ALONE = lazy(r"(?:^|\b(?:on|by|due|until|till|before|to|is|for|expires?|ends?)) ?$")
_NO_VERB = r"(?! (?:be|not|have|need|help|apply|also|i|we|you|it)(?!\w))"
_EXPIRES = lazy(r"(?<!\w)exp(?:\.|ir\w+)?:? (?:on |in |is )?$")
_ON_CARDS = 3
_CENTURY, _TWO_DIGITS, _MONTHS, _MOST_DAYS, _SINGLE = 2000, 2, 12, 31, 10


def year_of(match: re.Match[str], now: datetime) -> int | None:
    """The year named, if any; two digits are of this century."""
    if relative := match.groupdict().get("relative"):
        return now.year + {"last": -1, "this": 0, "next": 1}[relative.lower()]
    named = match.groupdict().get("year") or match.groupdict().get("short")
    if named is None:
        return None
    return int(named) + (_CENTURY if len(named) == _TWO_DIGITS else 0)


def _day(match: re.Match[str]) -> int:
    day = match["day"].lower().replace(" ", "-")
    return _ORDINALS.index(day) + 1 if day in _ORDINALS else int(day)


def _of_month(match: re.Match[str], now: datetime) -> Meant:
    return dated(year_of(match, now), month_in(match), _day(match), now.date())


def _of_month_or(match: re.Match[str], now: datetime) -> Meant:
    """One of two days of a month, or the ends of a range."""
    year, month, today = year_of(match, now), month_in(match), now.date()
    first, other = (dated(year, month, n, today) for n in (_day(match), int(match["other"])))
    return either(*first.days, *other.days) if first.days and other.days else first


def _iso(match: re.Match[str], now: datetime) -> Meant:
    return dated(int(match["year"]), int(match["a"]), int(match["b"]), now.date())


def _slashed(match: re.Match[str], now: datetime) -> Meant | None:
    """Both orders count where both are days, and differ."""
    a, b, year = int(match["a"]), int(match["b"]), year_of(match, now)
    if year is None and not _is_date(match, a, b):
        return None
    if year is None and a <= _MONTHS and _EXPIRES.search(match.string[: match.start()]):
        return _expires(a, b, now)
    readings = [dated(year, *order, now.date()) for order in ((a, b), (b, a))]
    days = [meant for meant in readings if meant.days and meant.reason is not Reason.NO_SUCH_DAY]
    if len(days) > 1:
        return either(*(day for meant in days for day in meant.days))
    return days[0] if days else max(readings, key=lambda meant: len(meant.days))


def _expires(month: int, number: int, now: datetime) -> Meant:
    """As on a card, where 09/27 is a month of a year, or else a day."""
    day, year = dated(None, month, number, now.date()), _CENTURY + number
    if not now.year <= year <= now.year + _ON_CARDS or day.reason:
        return day
    return either(*day.days, month_span(year, month).days[-1])


def _slashed_span(match: re.Match[str], now: datetime) -> Meant | None:
    """The ends of "3/3-3/5", the month first."""
    year, today = year_of(match, now), now.date()
    ends = [dated(year, int(match[a]), int(match[b]), today) for a, b in ("ab", "cd")]
    return either(*(day for end in ends for day in end.days)) if all(e.days for e in ends) else None


def _is_date(match: re.Match[str], a: int, b: int) -> bool:
    """Whether two numbers without a year can be one: "24/7" and "20/20" are not, and "1/2" only
    where a date is to be expected."""
    if not (0 < min(a, b) <= _MONTHS and max(a, b) <= _MOST_DAYS) or (a, b) == (24, 7):
        return False
    fraction = a < b < _SINGLE and len(match["a"] + match["b"]) == _TWO_DIGITS
    return not fraction or bool(_ALONE.search(match.string[: match.start()]))


def _month_of_year(match: re.Match[str], now: datetime) -> Meant:
    del now
    return month_span(int(match["year"]), int(match["month"]))


def _of_some_month(match: re.Match[str], now: datetime) -> Meant:
    """The next such day of any month, or that of this or the next month."""
    day, today = _day(match), now.date()
    first = today.replace(day=1)
    which = (match.groupdict().get("which") or "").lower()
    if which:
        month = months_later(first, int(which in {"next", "following"}))
        return dated(month.year, month.month, day, today)
    months = [months_later(first, ahead) for ahead in range(3)]
    days = (day_of(month.year, month.month, day) for month in months)
    found = next((each for each in days if each and each >= today), None)
    return exactly(found) if found else Meant((), Reason.NO_SUCH_DAY)


def _first_of(match: re.Match[str], now: datetime) -> Meant:
    """The first day of the next month or year, or of this one if that is today."""
    first = now.date().replace(day=1)
    if match["unit"].lower() == "year":
        first = first.replace(month=1)
    step = _MONTHS if match["unit"].lower() == "year" else 1
    ahead = first < now.date() or (match["which"] or "").lower() == "next"
    return exactly(months_later(first, step) if ahead else first)


NUMBERED: tuple[tuple[Pattern, Resolve], ...] = (
    (lazy(r"(?<![\w.,/-])(?P<year>\d{4})[-/.](?P<a>\d\d?)[-/.](?P<b>\d\d?)(?=T\d|\W|$)"), _iso),
    (
        words(
            r"(?<![/$.,-])(?P<a>\d\d?)(?P<sep>[/-])(?P<b>\d\d?)(?P=sep)(?:(?P<year>\d{4,})|"
            r"(?P<short>\d\d))(?![/.-]?\d)"
        ),
        _slashed,
    ),
    (
        words(
            r"(?<![/$.,-])(?P<a>\d\d?)\. ?(?P<b>\d\d?)\. ?(?:(?P<year>\d{4})|"
            r"(?P<short>\d\d))(?!\.?\d)"
        ),
        _slashed,
    ),
    (words(rf"(?<![/$.,-])(?P<a>\d\d?)/(?P<b>\d\d?)(?![/.-]?\d){_COUNTED}"), _slashed),
    (
        words(
            r"(?<![/$.,-])(?P<a>\d\d?)/(?P<b>\d\d?) ?- ?(?P<c>\d\d?)/(?P<d>\d\d?)"
            r"(?:/(?:(?P<year>\d{4})|(?P<short>\d\d)))?(?![/.-]?\d)"
        ),
        _slashed_span,
    ),
    (words(r"(?<![/.,-])(?P<month>0?[1-9]|1[0-2])/(?P<year>20\d\d)(?![/.-]?\d)"), _month_of_year),
    (words(r"(?<![/.,-])(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])(?!-)"), _month_of_year),
    (words(rf"(?:the )?{_CARDINAL}{_OTHER} (?:of )?{MONTH}{YEAR}"), _of_month_or),
    (words(rf"{MONTH} (?:the )?{_CARDINAL}{_OTHER}{_NO_TIME}{YEAR}"), _of_month_or),
    (words(rf"(?:the )?{_CARDINAL}(?: ?- ?|\.? )?(?:of )?{MONTH}{_NO_VERB}{YEAR}"), _of_month),
    (words(rf"{MONTH}(?: ?- ?| )(?:the )?{_CARDINAL}{_NO_TIME}{YEAR}"), _of_month),
    (words(rf"(?:the )?{_SPELLED}(?: day)? of {MONTH}{YEAR}"), _of_month),
    (words(rf"{MONTH} (?:the )?{_SPELLED}(?! (?:week|half|i|we|of)(?!\w)){YEAR}"), _of_month),
    (
        words(
            rf"(?:the )?(?:{_CARDINAL}) (?:day )?of (?P<which>this|next|the following|the) month"
        ),
        _of_some_month,
    ),
    (words(rf"(?:the )?{_SPELLED} of (?P<which>this|next) month"), _of_some_month),
    (words(rf"(?P<which>this|next) month,? on the {_CARDINAL}"), _of_some_month),
    (words(rf"(?:the )?{_CARDINAL},? (?P<which>this|next) month"), _of_some_month),
    (
        words(
            r"(?:the )?(?:first|1st)(?: day)? of (?:the )?(?:(?P<which>next|new) )?"
            r"(?P<unit>month|year)"
        ),
        _first_of,
    ),
    (
        words(rf"(?:(?<=the )|(?<=on )|(?<=by ))(?P<day>\d{{1,2}})(?:st|nd|rd|th){_SINGLY}"),
        _of_some_month,
    ),
    (words(r"(?<!.)(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)(?!.)"), _of_some_month),
)
"""How numbered days are written, and what they can mean."""
