"""Days by another day that they come before or after: "two weeks before 3 March"."""

from __future__ import annotations

import re
from datetime import date

from bot.programs.almanac import next_weekday, shifted, week_of
from bot.programs.dates import WEEKDAY, weekday_in
from bot.programs.patterns import lazy
from bot.when.meant import NO_DAY, Found, Meant, either, exactly, within
from bot.when.named import COUNT, UNIT, length_ahead

_WEEK, _FRIDAY, _REACH = 7, 4, 60
_AWAY = lazy(
    rf"(?<!\w)(?:(?:the|a) (?P<day>day)|{COUNT}[ -]?{UNIT}) "
    r"(?P<side>before|prior to|ahead of|after|from|past|following|on) (?:the )?$"
)
_NEAREST = lazy(rf"(?<!\w)(?:the )?(?:last )?{WEEKDAY} (?P<side>before|after|following) (?:the )?$")
_WEEK_OF = lazy(r"(?<!\w)(?:the )?week (?:of|starting|beginning) (?:the )?$")
_UNREAD = lazy(
    r"(?<!\w)(?:day|night|week|fortnight|month|year|\w+days)s? (?:before|after|from|past) $"
)
"""What may be a distance, but not one that is understood."""

_LISTED = lazy(r"(?:\d|days?|weeks?|months?)(?:,| and|, and| or) ?$")
_EARLIER = {"before", "prior to", "ahead of"}


def anchored(text: str, found: Found) -> Found:
    """The day as it is with the words right before it in the plain text. Several distances at
    once are a ladder and leave the day where it is."""
    reach = max(0, found.start - _REACH)
    before = text[reach : found.start]
    if not found.meant.days:
        return found
    if match := _AWAY.search(before):
        meant = None if _LISTED.search(before[: match.start()]) else _away(match, found.meant)
    elif _UNREAD.search(before):
        return Found(found.start, found.end, NO_DAY)
    elif match := _WEEK_OF.search(before):
        week = week_of(found.meant.days[0])
        meant = within(week.first, shifted(week.first, _FRIDAY))
    elif match := _NEAREST.search(before):
        meant = either(*(_beside(match, day) for day in found.meant.days))
    return Found(reach + match.start(), found.end, meant) if match and meant else found


def _away(match: re.Match[str], anchor: Meant) -> Meant | None:
    """So far before or after the anchor; None for hours."""
    sign = -1 if match["side"].lower() in _EARLIER else 1
    moved = [_shift(match, day, sign) for day in anchor.days]
    days = [day for each in moved if each for day in each.days]
    return None if None in moved else either(*days) if days else NO_DAY


def _shift(match: re.Match[str], day: date, sign: int) -> Meant | None:
    return exactly(shifted(day, sign)) if match["day"] else length_ahead(match, day, sign)


def _beside(match: re.Match[str], day: date) -> date:
    """The nearest such day of the week before or after a day."""
    if match["side"].lower() == "before":
        return shifted(next_weekday(weekday_in(match), day), -_WEEK)
    return next_weekday(weekday_in(match), shifted(day, 1))
