"""Days by their name in the week: "Thursday", "next Friday", "Tuesday next week"."""

from __future__ import annotations

import re
from datetime import datetime

from bot.programs.almanac import next_weekday, shifted, week_of
from bot.programs.dates import WEEKDAY, weekday_in
from bot.programs.patterns import Pattern, lazy, words
from bot.when.meant import Meant, Resolve, either, exactly

_WEEK, _SUNDAY = 7, 6
_SHORT = {"sat", "sun", "wed", "mon"}
"""Short names that are other words too; they need a neighbor that says what they are."""

_BEFORE = lazy(
    r"(?<!\w)(?:on|by|this|next|until|till|before|from|after|or|and|coming|every|due) ?$"
)
_AFTER = lazy(
    r"\.? ?(?:$|[,;.!?)]|\d|(?:at|or|the|noon|morning|afternoon|evening|night|jan|feb|mar|"
    r"apr|may|jun|jul|aug|sep|oct|nov|dec)|@)"
)


def _weekday(match: re.Match[str], now: datetime) -> Meant | None:
    """The next to come; on that day of the week itself, today's or that in a week."""
    if match["weekday"].lower() in _SHORT and not (match["which"] or _has_neighbor(match)):
        return None
    found = next_weekday(weekday_in(match), now.date())
    if found != now.date() or (match["which"] or "").lower().startswith("this"):
        return exactly(found, weekday=True)
    return either(found, shifted(found, _WEEK), weekday=True)


def _has_neighbor(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return bool(_BEFORE.search(before[-12:]) or _AFTER.match(after))


def _next(match: re.Match[str], now: datetime) -> Meant:
    """The next such day, that of the next week, and that of the next week as from Sunday; where
    they differ it has to be asked."""
    today, named = now.date(), weekday_in(match)
    soonest = next_weekday(named, shifted(today, 1))
    monday = shifted(week_of(today).first, _WEEK)
    sunday = next_weekday(_SUNDAY, shifted(today, 1))
    days = either(soonest, shifted(monday, named), next_weekday(named, sunday), weekday=True)
    return days.moved(_WEEK) if "after" in match.groupdict() else days


def _this_or_next(match: re.Match[str], now: datetime) -> Meant:
    """ "Friday week" is in a week for some."""
    found = next_weekday(weekday_in(match), now.date())
    return either(found, shifted(found, _WEEK), weekday=True)


def _of_week(match: re.Match[str], now: datetime) -> Meant:
    """A day of this week or a later one; a later week's Sunday begins or ends it."""
    named = weekday_in(match)
    which = (match["which"] or "").lower()
    ahead = {"this": 0, "next": _WEEK}.get(which, 2 * _WEEK)
    found = shifted(week_of(now.date()).first, ahead + named)
    return either(shifted(found, -_WEEK), found) if named == _SUNDAY and ahead else exactly(found)


def _last(match: re.Match[str], now: datetime) -> Meant:
    return exactly(shifted(next_weekday(weekday_in(match), now.date()), -_WEEK))


_WHICH_WEEK = r"(?:(?:(?:the|of|in) )*(?:(?P<which>this|next) week|week after next)(?! end))"

WEEKDAYS: tuple[tuple[Pattern, Resolve], ...] = (
    (words(rf"(?:on )?{WEEKDAY},? {_WHICH_WEEK}"), _of_week),
    (words(rf"{_WHICH_WEEK},? (?:on )?{WEEKDAY}"), _of_week),
    (words(rf"(?:the )?(?P<after>){WEEKDAY} after next"), _next),
    (words(rf"(?:the )?next {WEEKDAY}"), _next),
    (words(rf"(?:on )?{WEEKDAY} week"), _this_or_next),
    (words(rf"(?:the )?(?:last|past|previous) {WEEKDAY}(?! (?:of|in)(?!\w))"), _last),
    (words(rf"(?:(?:the )?(?P<which>this coming|this|coming|upcoming) )?{WEEKDAY}"), _weekday),
)
"""How days of the week are written, and what they can mean."""
