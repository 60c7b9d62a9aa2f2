"""How long before a deadline somebody wants to be told: "60, 30 and 7 days before"."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.errors import Unkept
from bot.programs.patterns import lazy, words
from bot.programs.spelled import WRITTEN, number
from bot.when.plain import plain

MOST_STAGES = 12
"""Nudges of one deadline."""

FURTHEST = 3650
"""Days before a deadline."""

_DAYS_IN = {"day": 1, "week": 7, "wk": 7, "fortnight": 14, "month": 30, "quarter": 90, "year": 365}
_HOURS = 24
_UNIT = (
    r"(?:business )?(?P<unit>days?|weeks?|wks?|fortnights?|months?|quarters?|years?|hours?|hrs?)"
)
_COUNT = (
    r"(?:\d{1,3}(?:,\d{3}){1,2}|\d{1,9}(?:\.\d)?|"
    rf"{WRITTEN}(?!\w)|the(?= (?:day|week|month|year)))"
)
_BARE_UNIT = _UNIT.replace("?P<unit>", "?:")
_ITEM = rf"{_COUNT}(?:[ -]?{_BARE_UNIT}(?!\w))?"
_NEXT = r"(?:,? ?(?:and|&|then|plus|or) |, ?| ?/ ?| ?; ?|-(?=\d))(?:again )?"
_SIDE = r"(?:before(?:hand)?|ahead(?: of time)?|prior|in advance|earlier|out|until)"
_ON_DAY = (
    r"(?:on |the )(?:the |that )?(?:same )?(?:day|morning) (?:itself|of)|on (?:the|that) (?:very )?"
    r"day(?! (?:before|after|prior))|the same day|day of"
)
_STAGES = words(rf"(?:(?P<items>{_ITEM}(?:{_NEXT}{_ITEM}){{0,40}}) {_SIDE}|(?P<day>{_ON_DAY}))")
_REMINDED = words(
    rf"(?:remind|nudge|tell|ping|message|text) me (?:at |on )?"
    rf"(?P<items>{_COUNT}(?:{_NEXT}{_COUNT}){{1,40}} days)"
)
_EACH = lazy(rf"(?P<count>{_COUNT})(?:[ -]?{_UNIT}(?!\w))?")
_BETWEEN = lazy(r",? ?(?:(?:and|&|then|plus|or)(?: again)? )?(?:also )?")


def read_ladder(text: str) -> tuple[tuple[int, ...], tuple[int, int]] | None:
    """Days before a deadline, the most first, 0 being the day itself, with the place in the text
    of the first and what follows right on it; None when the text names none. A month counts 30
    days. Raises Unkept for more than 12 or for more than 3,650
    days."""
    read = plain(text)
    named = list(_STAGES.finditer(read.text)) or list(_REMINDED.finditer(read.text))[:1]
    days = sorted({day for match in named for day in _days(match)}, reverse=True)
    if not days:
        return None
    if len(days) > MOST_STAGES:
        raise Unkept(f"One deadline can have at most {MOST_STAGES} reminders; these are more.")
    if days[0] > FURTHEST:
        raise Unkept(f"A reminder can come at most {FURTHEST:,} days before its deadline.")
    run = _run(read.text, named)
    return tuple(days), read.span(run[0].start(), run[-1].end())


def _run(text: str, named: list[re.Match[str]]) -> list[re.Match[str]]:
    """The first stages named, and those that follow right on them."""
    run = named[:1]
    for match in named[1:]:
        if not _BETWEEN.fullmatch(text[run[-1].end() : match.start()]):
            break
        run.append(match)
    return run


def _days(match: re.Match[str]) -> list[int]:
    """Of each item, in the unit of the next item that has one."""
    if match.groupdict().get("day"):
        return [0]
    days, unit = [], "day"
    for item in reversed(list(_EACH.finditer(match["items"]))):
        unit = item["unit"] or unit
        count = Decimal(1) if item["count"].lower() == "the" else number(item["count"])
        if (found := _in_days(count, unit.lower())) is not None:
            days.append(found)
    return days


def _in_days(count: Decimal, unit: str) -> int | None:
    """None for hours that make no whole days."""
    if unit.startswith("h"):
        return int(count) // _HOURS if count % _HOURS == 0 else None
    return int(count * _DAYS_IN[unit.removesuffix("s")])
