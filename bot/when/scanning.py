"""The words for days in a text, put together to what they mean as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise

from bot.programs.almanac import next_weekday, shifted
from bot.programs.patterns import lazy
from bot.when.anchors import anchored
from bot.when.found import Reason
from bot.when.meant import Found, Meant, Resolve, either, exactly
from bot.when.named import NAMED_DAYS
from bot.when.numbered import NUMBERED
from bot.when.spans import SPANS
from bot.when.weekdays import WEEKDAYS

_WEEK, _REACH, _MOST_OPTIONS = 7, 60, 4
_TABLE = (*NUMBERED, *NAMED_DAYS, *WEEKDAYS, *SPANS)
_JOINED = lazy(r"[ ,(]*(?:(?:on|the|of) )?")
_MOVES = lazy(r"(?<!\w)(?:mov|chang|postpon|reschedul|push|shift|delay)\w*(?!\w)")
_FROM, _TO = lazy(r"(?<!\w)from(?: the)? ?$"), lazy(r",? (?:on )?to (?:the )?")
_NOT = lazy(r"(?<!\w)(?:instead of|rather than|not|no longer|isn't)(?: (?:on|in|by))?(?: the)? ?$")


def scan(text: str, now: datetime) -> Found | None:
    """What all the words for days in a plain text mean together; None when it has none."""
    found = _anchored(text, _kept(_matches(text, now)))
    found = _merged(text, _settled(text, found))
    return _together(found) if found else None


def _matches(text: str, now: datetime) -> Iterable[Found]:
    for pattern, resolve in _TABLE:
        yield from _each(pattern.finditer(text), resolve, now)


def _each(matches: Iterable[re.Match[str]], resolve: Resolve, now: datetime) -> Iterable[Found]:
    for match in matches:
        if meant := resolve(match, now):
            yield Found(*match.span(), meant)


def _kept(found: Iterable[Found]) -> list[Found]:
    """The leftmost and longest, none over another."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    strong = [each for each in kept if not each.meant.weak]
    return strong or kept


def _anchored(text: str, found: list[Found]) -> list[Found]:
    """With "two weeks before" or "the Monday after" put to the day that they stand before."""
    kept: list[Found] = []
    for each in reversed([anchored(text, each) for each in found]):
        if not kept or each.start < kept[-1].start:
            kept.append(each)
    return kept[::-1]


def _merged(text: str, found: list[Found]) -> list[Found]:
    """With a day of the week checked against the date it stands beside."""
    merged: list[Found] = []
    for each in found:
        last = merged[-1] if merged else None
        if last and _JOINED.fullmatch(text[last.end : each.start]):
            merged[-1] = Found(last.start, each.end, _both(last.meant, each.meant))
        else:
            merged.append(each)
    return merged


def _both(first: Meant, second: Meant) -> Meant:
    """One day said in two ways: the date, if it agrees with the weekday."""
    if first.weekday == second.weekday or not (first.days and second.days):
        return _union((first, second))
    named, other = (first, second) if first.weekday else (second, first)
    if other.reason not in {None, Reason.AMBIGUOUS}:
        return other
    weekday = named.days[0].weekday()
    fitting = [day for day in other.days if day.weekday() == weekday]
    if len(fitting) == 1:
        return exactly(fitting[0])
    if len(other.days) > 1:
        return other
    return either(other.days[0], _nearest(weekday, other.days[0]))


def _nearest(weekday: int, day: date) -> date:
    later = next_weekday(weekday, day)
    return later if (later - day).days * 2 < _WEEK else shifted(later, -_WEEK)


def _settled(text: str, found: list[Found]) -> list[Found]:
    """Without what is said not to hold any more: "from 3 March to 10 March", "not on Friday"."""
    stale = {
        first
        for first, second in pairwise(found)
        if _TO.fullmatch(text[first.end : second.start])
        and _FROM.search(text[max(0, first.start - _REACH) : first.start])
        and _MOVES.search(text[: first.start])
    }
    stale |= {each for each in found if _NOT.search(text[max(0, each.start - _REACH) : each.start])}
    return [each for each in found if each not in stale]


def _together(found: list[Found]) -> Found:
    """Several words for days: what they agree on, or all of it to be asked."""
    first, *more = [each for each in found if each.meant.days] or found[:1]
    if not more:
        return first
    return Found(first.start, more[-1].end, _union(each.meant for each in (first, *more)))


def _union(several: Iterable[Meant]) -> Meant:
    """All the days of several readings, at most four of them."""
    meants = [meant for meant in several if meant.days]
    days = sorted({day for meant in meants for day in meant.days})
    if not days:
        return Meant((), Reason.NO_DAY)
    reason = meants[0].reason if len(days) == 1 else Reason.AMBIGUOUS
    at = meants[0].at if len(days) == 1 else None
    return Meant(tuple(days[:_MOST_OPTIONS]), reason, at)
