"""A member's deadlines as an iCalendar file (RFC 5545) that Outlook, Google and Apple take."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, vRecur

from adapters.calendar.zones import timezone_of
from bot.deadlines.deadline import Deadline, Repeats, Unit, Watched
from bot.deadlines.ladders import ladder_of
from bot.deadlines.naming import Coming, coming
from bot.deadlines.titles import clean_title
from bot.members.profile import Member
from bot.nudges.hours import hour_of
from bot.nudges.rungs import zone_of
from bot.when.wall import wall_of, zone_named

DOMAIN = "cme-career-coach"
"""Behind the @ of every UID that the coach gives."""

NAME = "CME deadlines"
FRESH_FOR = timedelta(hours=1)
"""How long a calendar program may show what it read before it asks again."""

_PRODUCT = "-//CME Career Coach//Deadlines//EN"
_SEQUENCE_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_UTC = frozenset({"UTC", "Etc/UTC"})
"""Times in these are written with a Z."""

_ALWAYS_THERE = 28
_LONGEST_MONTH = 31
_FREQUENCIES = {
    Unit.DAYS: "DAILY",
    Unit.WEEKS: "WEEKLY",
    Unit.MONTHS: "MONTHLY",
    Unit.YEARS: "YEARLY",
}


def calendar_of(held: Sequence[Watched], member: Member, stamp: datetime) -> bytes:
    """The calendar of what is still to come for a member at an aware moment, from which DTSTAMP
    and SEQUENCE are made. What is done or declined is not in it."""
    stamp = stamp.astimezone(UTC).replace(microsecond=0)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", FRESH_FOR, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    shown = coming(held, wall_of(stamp, member.zone).day)
    for name in sorted({zone_of(each.deadline, member) for each in shown if each.deadline.at}):
        if name not in _UTC:
            years = [each.day.year for each in shown]
            calendar.add_component(timezone_of(name, min(years), max(years)))
    for each in shown:
        calendar.add_component(_event(each, member, stamp))
    return bytes(calendar.to_ical())


def _event(each: Coming, member: Member, stamp: datetime) -> Event:
    deadline = each.deadline
    event = Event()
    event.add("uid", _uid(deadline, member))
    event.add("dtstamp", stamp)
    event.add("sequence", max(0, (stamp - _SEQUENCE_FROM) // timedelta(minutes=1)))
    event.add("summary", clean_title(deadline.title))
    if deadline.at is None:
        event.add("dtstart", each.day)
        event.add("dtend", _following(each.day))
    else:
        zone = zone_named(zone_of(deadline, member))
        event.add("dtstart", datetime.combine(each.day, deadline.at, zone))
    if deadline.repeats:
        event.add("rrule", _rule(deadline.repeats, deadline.day))
    event.add("transp", "TRANSPARENT")
    for days in ladder_of(deadline):
        event.add_component(_alarm(deadline, days, hour_of(member.profile)))
    return event


def _uid(deadline: Deadline, member: Member) -> str:
    """Always the same for one member's deadline, and telling nothing of either."""
    named = "\0".join((member.tenant, member.id, deadline.tenant, deadline.id))
    return f"{hashlib.sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}@{DOMAIN}"


def _rule(repeats: Repeats, first: date) -> vRecur:
    """The repetition of a day; one that some months do not have falls on their last."""
    rule: dict[str, object] = {"FREQ": _FREQUENCIES[repeats.unit], "INTERVAL": repeats.every}
    if repeats.unit is Unit.YEARS and (first.month, first.day) == (2, 29):
        rule |= {"BYMONTH": 2, "BYMONTHDAY": -1}
    elif repeats.unit is Unit.MONTHS and first.day == _LONGEST_MONTH:
        rule["BYMONTHDAY"] = -1
    elif repeats.unit is Unit.MONTHS and first.day > _ALWAYS_THERE:
        rule |= {"BYMONTHDAY": list(range(_ALWAYS_THERE, first.day + 1)), "BYSETPOS": -1}
    return vRecur(rule)


def _alarm(deadline: Deadline, days: int, hour: time) -> Alarm:
    """One stage of the ladder, counted on the wall from the beginning of the event."""
    begins = _since_midnight(deadline.at or time())
    at_once = days == 0 and deadline.at is not None
    trigger = timedelta() if at_once else _since_midnight(hour) - begins - timedelta(days=days)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean_title(deadline.title))
    alarm.add("trigger", trigger)
    return alarm


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


def _following(day: date) -> date:
    """The day after, kept within the calendar."""
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
