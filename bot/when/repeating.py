"""How often something comes again: "every two years", "each quarter", "annually"."""

from __future__ import annotations

import re

from bot.deadlines.deadline import Repeats, Unit
from bot.programs.dates import MONTH, WEEKDAY
from bot.programs.patterns import words
from bot.programs.spelled import WRITTEN, number
from bot.when.plain import plain

_UNITS = {
    "day": Repeats(1, Unit.DAYS),
    "week": Repeats(1, Unit.WEEKS),
    "fortnight": Repeats(2, Unit.WEEKS),
    "month": Repeats(1, Unit.MONTHS),
    "quarter": Repeats(3, Unit.MONTHS),
    "year": Repeats(1, Unit.YEARS),
}
_NAMED = {
    "daily": _UNITS["day"],
    "weekly": _UNITS["week"],
    "fortnightly": _UNITS["fortnight"],
    "monthly": _UNITS["month"],
    "quarterly": _UNITS["quarter"],
    "semiannually": Repeats(6, Unit.MONTHS),
    "yearly": _UNITS["year"],
    "annually": _UNITS["year"],
    "biennially": Repeats(2, Unit.YEARS),
    "biennial": Repeats(2, Unit.YEARS),
    "triennially": Repeats(3, Unit.YEARS),
    "triennial": Repeats(3, Unit.YEARS),
}
"""What can be read in one way only: "biannually" and "bimonthly" are not among them."""

_MOST = {Unit.DAYS: 3650, Unit.WEEKS: 520, Unit.MONTHS: 360, Unit.YEARS: 30}
_UNIT = rf"(?P<unit>{'|'.join(_UNITS)})s?"
_NOT_VAGUE = r"(?! or (?:two|three|so)(?!\w))"
_REPEATS = words(
    rf"(?:every|each|once (?:every|each|an?|per)) (?:(?P<other>other|second|alternate) |"
    rf"(?P<count>\d{{1,4}}|(?!(?:a )?(?:few|couple|half|dozen)){WRITTEN})[ -])?{_UNIT}{_NOT_VAGUE}|"
    rf"(?P<cycle>\d{{1,2}}|{WRITTEN})[ -]year(?:ly)? (?:renewal |licensing )?(?:cycle|period)|"
    rf"(?P<named>semi-?annually|{'|'.join(_NAMED)})|"
    rf"(?:every|each) (?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:of )?{MONTH}|{WEEKDAY})"
)


def read_repeats(text: str) -> tuple[Repeats, tuple[int, int]] | None:
    """The repetition that a text names, and its place in the text; None when it names none, or
    two that differ, or one beyond 30 years."""
    read = plain(text)
    found = [(_repeats(match), match) for match in _REPEATS.finditer(read.text)]
    if not found or len({repeats for repeats, _ in found}) > 1:
        return None
    repeats, match = found[0]
    return (repeats, read.span(*match.span())) if repeats else None


def _repeats(match: re.Match[str]) -> Repeats | None:
    if match["named"]:
        return _NAMED[match["named"].lower().replace("-", "")]
    if match["cycle"]:
        return _times(_UNITS["year"], int(number(match["cycle"])))
    if match["unit"]:
        count = int(number(match["count"])) if match["count"] else 1
        return _times(_UNITS[match["unit"].lower()], 2 if match["other"] else count)
    return _UNITS["year"] if match["month"] else _UNITS["week"]


def _times(repeats: Repeats, count: int) -> Repeats | None:
    every = repeats.every * count
    return Repeats(every, repeats.unit) if 1 <= every <= _MOST[repeats.unit] else None
