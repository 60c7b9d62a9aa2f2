"""Times of day as members write them: "9am", "half past 7", "0730", "noon", "19h"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time

from bot.programs.patterns import lazy
from bot.when.plain import plain

_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_NOON, _DAY, _MORNING = 12, 24, 7
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_NIGHT_ENDS, _MINUTES = 5, 60

PART = r"morning|afternoon|evening|night"
"""Parts of the day by name."""
PART_HOURS = {
    "morning": time(9),
    "afternoon": time(15),
    "evening": time(18),
    "night": time(20),
    "tonight": time(20),
}
"""The hour that is taken for a part of the day where none is named."""

_AT = r"(?:(?:at|@|around|about|by|before|until|till) ?)?"
_HALF = r"(?: ?(?P<half>[ap])\.? ?m(?:\.|(?!\w))|(?P<short>[ap])(?!\w))"
_IN_PART = rf"(?:,? (?:(?:in the|at|this) )?(?P<part>{PART}|tonight)(?!\w))?"
_SPELLED = rf"(?P<hour>\d{{1,2}}|{'|'.join(_HOURS)})"
_NOT_MORE = r"(?![\w%$:]|[.,/-]\d)"
_CLOCKS = tuple(
    lazy(rf"(?<![\w$#/.,:+-]){_AT}(?:{source})")
    for source in (
        r"(?P<word>noon|midday|midnight)(?!\w)",
        rf"(?P<to>half|(?:a )?quarter|twenty|ten|five) (?P<side>past|after|to|til|till|before) "
        rf"{_SPELLED}(?!\w)(?:{_HALF})?{_IN_PART}",
        rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?{_HALF}",
        rf"(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::\d\d(?![+-]\d\d:))?(?![\w%$:]|[.,/]\d){_IN_PART}",
        rf"(?P<hour>\d{{1,2}})h(?P<minute>[0-5]\d)?(?! ?shift){_NOT_MORE}",
        r"(?P<hour>\d\d)(?P<minute>[0-5]\d) ?(?:hours|hrs?|h)(?!\w)",
        rf"(?P<hour>0\d)(?P<minute>[0-5]\d){_NOT_MORE}",
        rf"{_SPELLED} ?o'?clock(?!\w){_IN_PART}",
        rf"(?P<hour>\d{{1,2}})(?=,? (?:in the|at|this) (?:{PART})|,? tonight){_IN_PART}",
    )
) + tuple(
    lazy(rf"(?<!\w)(?:at|@|around) ?(?:{source})")
    for source in (
        rf"(?P<hour>[012]\d)(?P<minute>[0-5]\d){_NOT_MORE}",
        rf"{_SPELLED}{_NOT_MORE}{_IN_PART}",
    )
)
_UNTIL = lazy(r" ?(?:-|to|until) ?\d{1,2}(?::\d\d)?(?: ?[ap]\.?m\.?)?(?!\w)")
"""When something ends that begins at the time before."""

_BARE = lazy(rf"(?P<hour>\d{{1,2}})(?:[:.]?(?P<minute>[0-5]\d))?{_NOT_MORE}{_IN_PART}")
_SIDES = {"half": 30, "quarter": 15, "twenty": 20, "ten": 10, "five": 5}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in a text. `open` when it may be twelve hours later or earlier."""

    at: time
    start: int
    end: int
    open: bool = False

    def in_part(self, part: str) -> Clock:
        """As it is meant in a part of the day: nine in the evening is 21:00."""
        return replace(self, at=_in_part(self.at, part), open=False) if self.open else self


def read_time(text: str) -> time | None:
    """The first time of day that a text names; a text that is but a number is an hour. From 1 to
    6 the afternoon is meant unless the text says otherwise. None when there is none."""
    read = plain(text)
    found = clocks(read.text)
    if found:
        return found[0].at
    bare = bare_clock(read.text.strip(), 0)
    return bare.at if bare and bare.end == len(read.text.strip()) else None


def clocks(text: str) -> tuple[Clock, ...]:
    """The times of day in a plain text in their order, none over another."""
    matches = (match for pattern in _CLOCKS for match in pattern.finditer(text))
    found = sorted(filter(None, map(_clock, matches)), key=lambda clock: (clock.start, -clock.end))
    kept: list[Clock] = []
    for clock in found:
        if not kept or clock.start >= kept[-1].end:
            until = _UNTIL.match(text[clock.end :])
            kept.append(replace(clock, end=clock.end + until.end()) if until else clock)
    return tuple(kept)


def bare_clock(text: str, start: int) -> Clock | None:
    """A number right at a place, read as an hour."""
    match = _BARE.match(text[start:])
    clock = _clock(match) if match else None
    return clock and replace(clock, start=start, end=start + clock.end)


def _clock(match: re.Match[str]) -> Clock | None:
    named = match.groupdict()
    if named.get("word"):
        return Clock(_WORDS[match["word"].lower()], *match.span())
    hour = _hour(match["hour"])
    minute = int(named.get("minute") or 0)
    if named.get("to"):
        aside = _SIDES[match["to"].lower().removeprefix("a ")]
        past = match["side"].lower() in {"past", "after"}
        hour, minute = (hour, aside) if past else ((hour - 1) or _NOON, 60 - aside)
    half = (named.get("half") or named.get("short") or "").lower()
    if hour >= _DAY or minute >= _MINUTES or (half and not 1 <= hour <= _NOON):
        return None
    if half:
        return Clock(time(hour % _NOON + (_NOON if half == "p" else 0), minute), *match.span())
    return _without_half(match, hour, minute)


def _without_half(match: re.Match[str], hour: int, minute: int) -> Clock:
    """One to six is the afternoon, seven to eleven the morning, unless it is written "06"."""
    part = match.groupdict().get("part")
    is_open = 1 <= hour <= _NOON and not match["hour"].startswith("0")
    if part and is_open:
        return Clock(_in_part(time(hour, minute), part), *match.span())
    afternoon = is_open and hour < _MORNING
    return Clock(time(hour + (_NOON if afternoon else 0), minute), *match.span(), is_open)


def _in_part(at: time, part: str) -> time:
    hour = at.hour % _NOON
    name = part.lower()
    if name == "morning" or (name == "night" and hour < _NIGHT_ENDS):
        return at.replace(hour=hour)
    return at.replace(hour=hour + _NOON)


def _hour(word: str) -> int:
    name = word.lower()
    return _HOURS.index(name) + 1 if name in _HOURS else int(name)
