"""Time zones as iCalendar tells them: from which local time on which offset holds.

icalendar's own list of days ends in 2038, begins summer time an hour late, and is passed over by
Outlook: here a change that comes every year on the like day is a rule.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from bot.when.wall import zone_named

_YEARS_COMPARED = 6
_WEEK = 7
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class _Change:
    """What a change of clocks leads from and to."""

    before: timedelta
    after: timedelta
    name: str
    summer: bool


@lru_cache(maxsize=64)
def timezone_of(name: str, first_year: int, last_year: int) -> Timezone:
    """The VTIMEZONE of a zone that holds for what happens in these years, and after them as far
    as the changes follow a rule. Raises ValueError for a zone that is not known."""
    zone = zone_named(name)
    component = Timezone()
    component.add("tzid", name)
    start = datetime(max(first_year - 1, 1), 1, 1, tzinfo=UTC)
    end = datetime(min(max(last_year + 2, first_year + _YEARS_COMPARED), 9_999), 1, 1, tzinfo=UTC)
    onsets: defaultdict[_Change, list[datetime]] = defaultdict(list)
    for moment in _changes(zone, start, end):
        change = _change(zone, moment - _MINUTE, moment)
        onsets[change].append((moment + change.before).replace(tzinfo=None))
    onsets[_change(zone, start, start)].insert(0, datetime(1970, 1, 1))  # noqa: DTZ001 - on the wall
    for change, days in onsets.items():
        component.add_component(_observance(change, days))
    return component


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments in UTC, to the minute, from which another offset holds."""
    days = (start + n * _DAY for n in range((end - start).days))
    for before, after in pairwise(days):
        if _offset(zone, before) != _offset(zone, after):
            earlier, later = before, after
            while later - earlier > _MINUTE:
                middle = earlier + (later - earlier) // 2 // _MINUTE * _MINUTE
                if _offset(zone, middle) == _offset(zone, before):
                    earlier = middle
                else:
                    later = middle
            yield later


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> _Change:
    local = after.astimezone(zone)
    return _Change(
        _offset(zone, before), _offset(zone, after), local.tzname() or "", bool(local.dst())
    )


def _observance(change: _Change, onsets: list[datetime]) -> TimezoneStandard | TimezoneDaylight:
    observance = TimezoneDaylight() if change.summer else TimezoneStandard()
    observance.add("dtstart", onsets[0])
    observance.add("tzoffsetfrom", change.before)
    observance.add("tzoffsetto", change.after)
    observance.add("tzname", change.name)
    rule = _rule(onsets)
    if rule:
        observance.add("rrule", rule)
    elif onsets[1:]:
        observance.add("rdate", onsets[1:])
    return observance


def _rule(onsets: list[datetime]) -> vRecur | None:
    """The rule by which a change comes every year; None when it follows none."""
    first = onsets[0]
    alike = {(each.month, each.weekday(), each.time()) for each in onsets}
    every_year = [each.year for each in onsets] == [first.year + n for n in range(len(onsets))]
    if len(onsets) < _YEARS_COMPARED or len(alike) > 1 or not every_year:
        return None
    counted = {(each.day - 1) // _WEEK + 1 for each in onsets}
    last = all(each.day + _WEEK > monthrange(each.year, each.month)[1] for each in onsets)
    if not last and len(counted) > 1:
        return None
    nth = -1 if last else counted.pop()
    return vRecur(FREQ="YEARLY", BYMONTH=first.month, BYDAY=f"{nth}{_WEEKDAYS[first.weekday()]}")
