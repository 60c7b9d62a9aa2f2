"""The time of day that goes with a day in a text: what stands right beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from bot.programs.patterns import lazy
from bot.when.clock import PART, PART_HOURS, Clock, bare_clock, clocks
from bot.when.meant import Found

_PART = rf"(?:(?:in the |this )?(?P<part>{PART}))?"
_AFTER = lazy(rf"[ ,(]*{_PART}[ ,]*")
_BEFORE = lazy(rf",? ?{_PART} ?(?:(?:on|of|in|the) )*")
_PARTS = lazy(rf"(?<!\w)(?:tonight|{PART})(?!\w)")
_PART_AFTER = lazy(rf",? ?(?:in the )?(?:{PART})(?!\w)")
_TAKES_NUMBER = lazy(r"(?:day|mon|tues?|wed|thurs?|fri|sat|sun|tomorrow|tmrw|today|tonight)\.?$")
_NUMBER_ENDS = lazy(r" ?(?:$|[,;.!?)]|(?:to|and|about|for|that)(?!\w))")
_REMIND = lazy(r"(?<!\w)(?:remind|nudge|ping|message|text|tell|wake) (?:me|us) ?$")
_END_OF_DAY = time(23, 59)


@dataclass(frozen=True, slots=True)
class Timed:
    """A place in a plain text, and the time of day named there, if any; a `loose` one is but a
    part of the day."""

    start: int
    end: int
    at: time | None
    loose: bool = False


def timed(text: str, found: Found) -> Timed:
    """The day with the time beside it. Midnight is the end of the day it is said of."""
    if found.meant.at:
        return Timed(found.start, found.end, found.meant.at)
    clock = _clock_beside(text, found)
    if clock is None:
        return _in_part(text, found)
    part = _PARTS.search(text, found.start, found.end)
    at = clock.in_part(part.group()).at if part else clock.at
    if text[clock.start : clock.end].lower().endswith("midnight"):
        at = _END_OF_DAY
    return Timed(min(found.start, clock.start), max(found.end, clock.end), at)


def _in_part(text: str, found: Found) -> Timed:
    """The day with the part of it that is named: "tomorrow morning"; else without a time."""
    inside = _PARTS.search(text, found.start, found.end)
    match = inside or _PART_AFTER.match(text[found.end :])
    if match is None:
        return Timed(found.start, found.end, None)
    end = found.end if inside else found.end + match.end()
    return Timed(found.start, end, PART_HOURS[match.group().split()[-1].strip(",").lower()], True)


def only_time(text: str) -> tuple[Timed, bool] | None:
    """A text's one time of day when it has no day, and whether it is when to be reminded; None
    for a text in which it stands in the midst of something else."""
    found = clocks(text)
    if len(found) != 1:
        return None
    clock = found[0]
    reminds = bool(_REMIND.search(text[: clock.start]))
    if not reminds and text[clock.end :].strip(" .!?"):
        return None
    return Timed(clock.start, clock.end, clock.at), reminds


def _clock_beside(text: str, found: Found) -> Clock | None:
    """The time right before or after the day, or at which somebody is to be reminded."""
    for clock in clocks(text):
        if clock.start >= found.end:
            match = _AFTER.fullmatch(text[found.end : clock.start])
        elif clock.end <= found.start:
            match = _BEFORE.fullmatch(text[clock.end : found.start])
            if not match and _REMIND.search(text[: clock.start]):
                return clock
        else:
            continue
        if match:
            return clock.in_part(match["part"]) if match["part"] else clock
    return _number_after(text, found)


def _number_after(text: str, found: Found) -> Clock | None:
    """ "tomorrow 9", but not "Friday 3 people"."""
    if not _TAKES_NUMBER.search(text[found.start : found.end]):
        return None
    if text[found.end : found.end + 1] != " ":
        return None
    clock = bare_clock(text, found.end + 1)
    return clock if clock and _NUMBER_ENDS.match(text[clock.end :]) else None
