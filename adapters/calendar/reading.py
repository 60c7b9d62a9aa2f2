"""Deadlines from an iCalendar file (RFC 5545), as calendar programs export it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, vRecur

from adapters.calendar.beginning import Unfit, beginning, moment_in, without_zone
from adapters.calendar.lines import MOST_EVENTS, UnreadableCalendar, events_in
from adapters.calendar.recurring import repeats_of
from adapters.calendar.writing import DOMAIN
from bot.deadlines.deadline import Deadline, Repeats, Scope, Source
from bot.deadlines.kinds import kind_named
from bot.deadlines.occurrences import first_from
from bot.deadlines.titles import clean_title
from bot.members.profile import Member
from bot.when.ahead import FURTHEST, MOST_STAGES
from bot.when.moments import MOST_YEARS
from bot.when.wall import wall_of

__all__ = ["Left", "Read", "UnreadableCalendar", "read_calendar"]

PREFIX = "ics-"
PAST = "it is past"
_ALARM = re.compile(r"^BEGIN:VALARM.*?^END:VALARM\s*", re.IGNORECASE | re.MULTILINE | re.DOTALL)
_DAY = timedelta(days=1)
_NO_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class Left:
    """An event that is not taken, and why."""

    title: str
    why: str


@dataclass(slots=True)
class Read:
    """What a file holds: deadlines by id, the ids of those it cancels, what is left out, and what
    is taken otherwise than it stands there."""

    deadlines: dict[str, Deadline] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    left: list[Left] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_calendar(content: bytes, member: Member, now: datetime) -> Read:
    """The deadlines of a file for a member. `now` is aware, and `member.zone` is known. Raises
    UnreadableCalendar."""
    found = Read()
    beyond = 0
    sequences: dict[str, int] = {}
    for text in events_in(content):
        if not text:
            beyond += 1
            continue
        _take(text, member, now, found, sequences)
    if beyond:
        found.notes.append(f"Only the first {MOST_EVENTS:,} events were looked at; {beyond:,} more")
    return found


def _take(text: str, member: Member, now: datetime, found: Read, sequences: dict[str, int]) -> None:
    """Add what one event says; of several with one name, the one with the highest SEQUENCE."""
    zone, floating = without_zone(text)
    event, method = _parsed(floating)
    title = _title(event)
    try:
        id, sequence = _id(_uid(event, text), member), _sequence(event)
        if id in sequences and sequence < sequences[id]:
            return
        sequences[id] = sequence
        if method == "CANCEL" or str(event.get("status", "")).upper() == "CANCELLED":
            found.deadlines.pop(id, None)
            found.cancelled.add(id)
            return
        deadline, remarks = _deadline(event, zone, id, member, now)
    except Unfit as unfit:
        found.left.append(Left(title or "(without a title)", str(unfit)))
        return
    found.cancelled.discard(id)
    found.deadlines[id] = deadline
    found.notes += [f"{title}: {remark}" for remark in remarks]


def _parsed(text: str) -> tuple[Event, str]:
    """The event, and the METHOD of its file; what cannot be read of it is not in it."""
    for lines in (text, _ALARM.sub("", text)):
        whole = f"BEGIN:VCALENDAR\r\n{lines.lstrip()}\r\nEND:VCALENDAR\r\n"
        try:
            (calendar,) = Calendar.from_ical(whole, multiple=True)
            (event,) = calendar.events
        except (ValueError, LookupError, AttributeError, TypeError, OverflowError):
            continue
        return event, str(calendar.get("method", "")).upper()
    return Event(), ""


def _deadline(
    event: Event, zone: str, id: str, member: Member, now: datetime
) -> tuple[Deadline, list[str]]:
    """The deadline of an event, and what of it is taken otherwise. Raises Unfit."""
    title = _title(event)
    if not title:
        raise Unfit("it has no title")
    when = beginning(event, zone, member)
    remarks = [when.remark] if when.remark else []
    repeats, single = _repeats(event, when.day)
    remarks += ["it is taken once, because it comes again in a way I do not know"] * single
    timed = when.start if isinstance(when.start, datetime) else None
    deadline = Deadline(
        tenant=member.tenant,
        id=id,
        scope=Scope.MEMBER,
        owner=member.id,
        kind=kind_named(title),
        title=title,
        day=when.day,
        at=timed.time().replace(second=0, microsecond=0) if timed else None,
        zone=when.zone,
        repeats=repeats,
        ladder=_ladder(event),
        source=Source.CALENDAR,
    )
    today = wall_of(now, when.zone or member.zone)
    upcoming = first_from(deadline, today.day)
    if upcoming is None:
        raise Unfit(f"{PAST}, and how it comes again is not known to me" if single else PAST)
    is_today = deadline.repeats is None and upcoming == today.day
    if is_today and deadline.at and deadline.at < today.at:
        raise Unfit(PAST)
    if upcoming.year > now.year + MOST_YEARS:
        raise Unfit(f"it is more than {MOST_YEARS} years off")
    return deadline, remarks


def _repeats(event: Event, day: date) -> tuple[Repeats | None, bool]:
    """How often it comes again, and whether it does so in a way that a deadline cannot."""
    rule: Any = event.get("rrule")
    if rule is None and "rdate" not in event:
        return None, False
    if not isinstance(rule, vRecur) or "rdate" in event:
        return None, True
    repeats = repeats_of({str(name).upper(): each for name, each in rule.items()}, day)
    return repeats, repeats is None


def _ladder(event: Event) -> tuple[int, ...]:
    """Its alarms that are whole days before; () when there are none."""
    triggers = (moment_in(alarm.get("trigger")) for alarm in event.walk("VALARM"))
    days = {
        -(trigger // _DAY)
        for trigger in triggers
        if isinstance(trigger, timedelta) and trigger % _DAY == _NO_TIME
    }
    return tuple(sorted((d for d in days if 0 <= d <= FURTHEST), reverse=True)[:MOST_STAGES])


def _title(event: Event) -> str:
    return clean_title(str(event.get("summary", "")))


def _uid(event: Event, text: str) -> str:
    """The name of an event, or its lines where it has none. Raises Unfit."""
    uid = str(event.get("uid", ""))
    if uid.endswith(f"@{DOMAIN}"):
        raise Unfit("it comes from me")
    if "recurrence-id" in event:
        raise Unfit("it is a single changed day of a series")
    return uid or text


def _sequence(event: Event) -> int:
    value = event.get("sequence", 0)
    return int(value) if isinstance(value, int) else 0


def _id(uid: str, member: Member) -> str:
    """The same for an event whenever a member brings it, and never another member's."""
    named = "\0".join((member.tenant, member.id, uid)).encode("utf-8", "surrogatepass")
    return f"{PREFIX}{hashlib.sha256(named).hexdigest()[:12]}"
