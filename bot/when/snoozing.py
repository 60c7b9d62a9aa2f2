"""Until when somebody wants to be left alone: "tomorrow 9", "for a week", "until Monday"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time

from bot.programs.almanac import months_later, next_weekday, shifted
from bot.programs.patterns import lazy, words
from bot.when.clock import PART, PART_HOURS
from bot.when.found import Reason, Unclear, When
from bot.when.moments import read_when
from bot.when.named import COUNT, UNIT
from bot.when.plain import MOST, Plain, plain
from bot.when.wall import Wall

_SATURDAY = 5
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}

_BRACKETED = lazy(r"\[[^\]]{0,60}\]")
_UNKNOWN = words(
    r"(?:after|until|till|when) (?:the end of )?(?:my|this|the|i'?m|i am|i) "
    r"(?:(?:current|next|last|run of|string of|stretch of) )?(?:stretch|shifts?|nights?|run|block|"
    r"rotation|vacation|holidays?|leave|orientation|pto|days? off|off|back|on days|return)|"
    r"later(?: on)?(?: today)?|some other time|another time|not now"
)
_LENGTH = words(
    r"(?:for|by|after|snooze(?: it| this| that)?) (?:another |the next )?"
    rf"{COUNT}(?: more)?[ -]?{UNIT}|"
    rf"another (?P<one>day|week|month|hour)"
)
_LENGTH_LAST = lazy(rf"(?<!\w){COUNT}[ -]?{UNIT} ?[.!]? ?$")
_WEEKEND = words(r"(?:(?P<past>after|for|over) )?(?:this |the )?week-?end")
_NEXT = words(r"(?:next|the following) (?P<unit>week|month|quarter|year)")
_AFTER = lazy(r"(?<!\w)after $")
_PART = words(rf"(?:this|in the) (?P<part>{PART})")
_PARTS_NAMED = words(rf"(?P<tonight>tonight)|(?P<part>{PART})")


def read_snooze(text: str, now: datetime, hour: time) -> Wall | Unclear | None:
    """The time on the member's wall at which the nudge comes again, or why it has to be asked
    back; None when the text names none. `now` is aware and in the member's zone; `hour` is taken
    where no time of day is named. What stands in square brackets is a deadline's id and is not
    read."""
    written = _BRACKETED.sub(lambda match: " " * len(match.group()), text[:MOST])
    read = plain(written)
    if match := _UNKNOWN.search(read.text):
        return Unclear(match.group(), *read.span(*match.span()), Reason.NO_DAY)
    found: When | Unclear | None
    if match := _LENGTH.search(read.text):
        found = _within(match, read, now)
    else:
        found = _first_meant(read, read_when(written, now), now)
        if isinstance(found, When) and _AFTER.search(written[: found.start]):
            found = replace(found, day=shifted(found.day, 0 if found.at else 1))
    return _wall(found, read.text, now, hour) if isinstance(found, When) else found


def _within(match: re.Match[str], read: Plain, now: datetime) -> When | Unclear | None:
    """So long from now, with the place of the length in the text."""
    length = f"1 {match['one']}" if match.groupdict().get("one") else ""
    found = read_when(f"in {length or match['count'] + ' ' + match['unit']}", now)
    start, end = read.span(*match.span())
    return found and replace(found, phrase=match.group(), start=start, end=end)


def _first_meant(read: Plain, found: When | Unclear | None, now: datetime) -> When | Unclear | None:
    """For a snooze the first day of a time is meant, and never today's weekday."""
    match = _WEEKEND.search(read.text) or _NEXT.search(read.text)
    is_day = isinstance(found, When) and not _NEXT.fullmatch(found.phrase)
    if match and not is_day:
        return When(_first_of(match, now), None, match.group(), *read.span(*match.span()))
    if found is None or isinstance(found, When):
        return found or _alone(read, now)
    if found.reason is Reason.NO_DAY and found.options:
        return found.options[0]
    days = [option for option in found.options if option.day != now.date()]
    return days[0] if len(days) == 1 and len(found.options) > 1 else found


def _alone(read: Plain, now: datetime) -> When | Unclear | None:
    """A part of the day, or a length with which the text ends."""
    if match := _PART.search(read.text):
        return _part_alone(match, read, now)
    match = _LENGTH_LAST.search(read.text)
    return match and _within(match, read, now)


def _first_of(match: re.Match[str], now: datetime) -> date:
    """The Monday after a weekend, or the first day of the next week, month, quarter or year."""
    today, named = now.date(), match.groupdict()
    if unit := named.get("unit"):
        step = _MONTHS_IN.get(unit.lower())
        if step is None:
            return next_weekday(0, shifted(today, 1))
        first = today.replace(month=(today.month - 1) // step * step + 1, day=1)
        return months_later(first, step)
    return next_weekday(0 if named["past"] else _SATURDAY, shifted(today, 1))


def _part_alone(match: re.Match[str], read: Plain, now: datetime) -> When:
    """The next such part of a day."""
    at = PART_HOURS[match["part"].lower()]
    ahead = 0 if at > now.time() else 1
    return When(shifted(now.date(), ahead), at, match.group(), *read.span(*match.span()))


def _wall(found: When, text: str, now: datetime, hour: time) -> Wall | Unclear:
    """At the time told, in the part of the day told, or at the hour that is usual."""
    part = _PARTS_NAMED.search(text)
    if part:
        hour = PART_HOURS["night" if part["tonight"] else part["part"].lower()]
    at = hour if found.at is None else found.at
    if found.day == now.date() and found.at is None and at <= now.time():
        return Unclear(found.phrase, found.start, found.end, Reason.NO_DAY)
    return Wall(found.day, at, str(now.tzinfo))
