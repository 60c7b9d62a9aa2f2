"""The days between which a program must lie: "before 15 March", "in Q1", "from May to June".

A deadline read as "before" a day ends on the day before it; "by" a day includes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import assert_never

from bot.programs.almanac import Days, said, shifted
from bot.programs.asked import Asked, Part
from bot.programs.bygone import is_over
from bot.programs.patterns import lazy
from bot.programs.sides import REACH, Named, Side, named_in, side_of
from knowledge.facets import Facets

_VAGUE = lazy(
    r"\b(?:(?:before|after|over|during|around) the holidays|soon|asap|as soon as possible|"
    r"right away|(?:in )?(?:the )?coming (?:weeks|months|"
    r"days))\b"
)
_TO = lazy(r"\s*(?:-|to|until|till?|through|thru)\s*(?:the\s+)?")
_AND = lazy(r"\s*(?:,? ?and|to|-|until|through)\s*(?:the\s+)?")
_OR = lazy(r"\s*(?:,|/|&|(?:, ?)?(?:and/or|and|or))\s*(?:(?:in|on|the)\s+)*")
_BETWEEN = lazy(r"\b(?:between|from|anywhere from)\s*(?:the\s+)?$")
_YEAR = 366
_IN_YEARS = lazy(r"(?:in|within)\b.*\byears?\b.*")
_AMBITION = lazy(
    r"\b(?:(?:want|hope|hoping|plan|planning|would like|'d like|aim|aiming|wish|aspire|ready)"
    r"(?: myself)? to (?:be|become|get|move|lead|run|switch|go)|see myself|becom(?:e|ing)|"
    r"my (?:goal|dream|plan|aim))\b"
)
"""Who says so tells with "in five years" when to be there, not when a program is to end."""


def read(asked: Asked) -> Iterable[Part]:
    """The first and the last day that a request sets."""
    for match in _VAGUE.finditer(asked.rest):
        yield Part(*match.span(), doubt=f"“{match.group()}” names no day, so I set none.")
    named = list(named_in(asked.rest))
    paired: set[int] = set()
    for index, (first, last) in enumerate(pairwise(named)):
        if index not in paired and (start := _pair(asked.rest, first, last)) is not None:
            paired |= {index, index + 1}
            yield from _range(asked, start, first, last)
    single = [each for index, each in enumerate(named) if index not in paired]
    for run in _runs(asked.rest, single):
        yield from _either(asked, run) if len(run) > 1 else _single(asked, run[0])


def _runs(text: str, named: list[Named]) -> Iterator[list[Named]]:
    """Days joined by nothing but "or" and the like, together: "January or February"."""
    run: list[Named] = []
    for each in named:
        if run and not _OR.fullmatch(text[run[-1].match.end() : each.match.start()]):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _either(asked: Asked, run: list[Named]) -> Iterator[Part]:
    """From the first to the last of several times, when it is in them that it must lie."""
    side, (start, _) = side_of(run[0])
    known = _together(run, asked.today)
    if side not in (None, Side.WITHIN) or not known:
        for each in run:
            yield from _single(asked, each)
    elif side or not all(each.weak for each in run):
        place = (start, run[-1].match.end())
        yield from _set(asked, place, known.first, known.last, known.doubt)


def _together(run: list[Named], today: date) -> Days | None:
    """From the first to the last of several times: each the next to come, or each the next after
    the one before it, whichever lie closer together."""
    apart = [each.resolve(each.match, today, today) for each in run]
    inturn, earliest = list[Days | None](), today
    for each in run:
        days = each.resolve(each.match, today, earliest)
        earliest = days.first if days else earliest
        inturn.append(days)
    spans = [_span(known) for known in (apart, inturn)]
    return min((span for span in spans if span), key=lambda d: d.last - d.first, default=None)


def _span(days: list[Days | None]) -> Days | None:
    known = [each for each in days if each]
    if len(known) < len(days):
        return None
    return Days(min(each.first for each in known), max(each.last for each in known))


def _pair(text: str, first: Named, last: Named) -> int | None:
    """Where the words of a range begin, when the two days are its ends."""
    between = text[first.match.end() : last.match.start()]
    head = text[max(0, first.match.start() - REACH) : first.match.start()]
    led = _BETWEEN.search(head)
    if led and _AND.fullmatch(between):
        return first.match.start() - len(head) + led.start()
    return first.match.start() if _TO.fullmatch(between) and not led else None


def _range(asked: Asked, start: int, first: Named, last: Named) -> Iterator[Part]:
    end = last.resolve(last.match, asked.today, asked.today)
    begin = first.resolve(first.match, asked.today, asked.today)
    if end and begin and begin.first > end.last:
        earlier = shifted(end.last, -_YEAR)
        begin = first.resolve(first.match, asked.today, earlier)
    place = (start, last.match.end())
    if not (begin and end) or begin.first > end.last:
        yield _no_such(asked, place)
        return
    yield from _set(asked, place, begin.first, end.last, begin.doubt or end.doubt)


def _single(asked: Asked, named: Named) -> Iterator[Part]:
    side, place = _meant(asked, named)
    if side is None:
        return
    words = asked.plain[place[0] : place[1]]
    if _IN_YEARS.fullmatch(words) and _AMBITION.search(asked.plain):
        yield Part(*place, doubt=f"I took “{words}” as your own goal, so I set no day.")
        return
    days = _days(named, side, asked.today)
    if days is None:
        yield _no_such(asked, place)
        return
    first, last = _window(named, side, days)
    yield from _set(asked, place, first, last, days.doubt)


def _meant(asked: Asked, named: Named) -> tuple[Side | None, tuple[int, int]]:
    """The side that is meant; None where no bound is."""
    side, (start, end) = side_of(named)
    said = side is not Side.WITHIN or _IN_TIME.search(asked.rest[start:end])
    if named.weak and not (side and said):
        return None, (start, end)
    if side in (None, Side.WITHIN):
        if is_over(asked.rest, start):
            return None, (start, end)
        side = Side.BY if named.at_the_end or (named.is_point and side is None) else Side.WITHIN
    return side, (start, end)


def _window(named: Named, side: Side, days: Days) -> tuple[date | None, date | None]:
    match side:
        case Side.BY:
            return None, days.first if named.at_the_start else days.last
        case Side.BEFORE:
            return None, days.last if named.at_the_end else shifted(days.first, -1)
        case Side.FROM:
            return days.first, None
        case Side.AFTER:
            return shifted(days.last, 1), None
        case Side.WITHIN:
            return days.first, days.last
    assert_never(side)


_IN_TIME = lazy(r"^(?:in|on|within|during|over|some ?time|any ?time|throughout|of|for)\b")


def _days(named: Named, side: Side, today: date) -> Days | None:
    """The days; before those that have begun, the next ones of the kind are meant."""
    days = named.resolve(named.match, today, today)
    if days and side is Side.BEFORE and days.first <= today and not named.at_the_end:
        return named.resolve(named.match, today, shifted(days.last, 1))
    return days


def _set(
    asked: Asked, place: tuple[int, int], first: date | None, last: date | None, doubt: str
) -> Iterator[Part]:
    """What a window asks for; a first day that has come asks for nothing."""
    if last and last < asked.today:
        words = asked.plain[place[0] : place[1]]
        yield Part(*place, doubt=f"“{words}” ends on {said(last)}, which is past; I left it out.")
        return
    if first and first > asked.today:
        facets = Facets(starts_after=first)
        yield Part(*place, facets, f"starts on or after {said(first)}", doubt=doubt)
    if last:
        facets = Facets(ends_before=last)
        yield Part(*place, facets, f"finishes by {said(last)}", doubt=doubt)
    if doubt and not last and not (first and first > asked.today):
        yield Part(*place, doubt=doubt)


def _no_such(asked: Asked, place: tuple[int, int]) -> Part:
    words = " ".join(asked.plain[place[0] : place[1]].split())
    return Part(*place, doubt=f"I know no such date as “{words}”, so I left it out.")
