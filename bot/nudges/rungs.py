"""The rungs of a deadline's ladder: when each falls on the member's wall, and when it may be
sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.deadlines.deadline import Deadline, Kind
from bot.deadlines.ladders import ladder_of
from bot.members.profile import Member
from bot.nudges.delivery import Stage
from bot.nudges.hours import hour_of, last_allowed, next_allowed
from bot.when.wall import is_zone, moment_of, wall_of

URGENT_WITHIN = timedelta(hours=72)
LATE = timedelta(days=7)
"""After this a deadline that has passed is not spoken of any more."""
PUNCTUAL = timedelta(hours=1)
"""How late a nudge for a time that the member named may still come in quiet hours."""

_COSTLY = {Kind.ALLOWANCE, Kind.CLAIM, Kind.LICENCE, Kind.CREDIT, Kind.BOARD}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rung:
    """A stage of a deadline, and the moment at which its occurrence is over."""

    deadline: Deadline
    stage: Stage
    end: datetime

    @property
    def limit(self) -> datetime:
        """The last moment at which it is worth saying."""
        return max(self.end, self.stage.at) + LATE


def end_of(deadline: Deadline, day: date, member: Member) -> datetime:
    """The moment at which an occurrence is over: its time of day, else the end of the day, in
    the deadline's zone or, when it has none that is known, the member's."""
    zone = zone_of(deadline, member)
    if deadline.at is not None:
        return moment_of(day, deadline.at, zone)
    return moment_of(day + _DAY, time(), zone)


def is_urgent(deadline: Deadline, end: datetime, moment: datetime) -> bool:
    """Whether at a moment money, a licence or credit is lost within 72 hours, at the `end`."""
    return deadline.kind in _COSTLY and timedelta() <= end - moment <= URGENT_WITHIN


def rungs(deadline: Deadline, day: date, member: Member) -> list[Rung]:
    """Every rung of one occurrence, in the order of the ladder; a day off or quiet hours have
    moved it on, or back to where it still comes before the end."""
    end = end_of(deadline, day, member)
    # The instant before the end, since midnight belongs to the next day.
    last = end if deadline.at is not None else end - timedelta(microseconds=1)
    local = wall_of(last, member.zone).day
    if deadline.at is None:
        # "30 days before 15 January" is 16 December, also where that day ends on the 16th.
        local = min(day, local)
    found = []
    for days in ladder_of(deadline):
        at = _planned(deadline, days, local, end, member)
        if at is not None:
            found.append(Rung(deadline, Stage(day, days, at, f"{day.isoformat()}/{days}"), end))
    return found


def _planned(
    deadline: Deadline, days: int, local: date, end: datetime, member: Member
) -> datetime | None:
    """When a rung falls, or None for one before the calendar begins."""
    if days == 0 and deadline.at is not None:
        return end
    try:
        at = moment_of(local - timedelta(days=days), hour_of(member.profile), member.zone)
    except OverflowError:
        return None
    days_off, quiet = _heeded(deadline, end, member, at)
    found = next_allowed(member, at, days_off=days_off, quiet=quiet)
    if days < 0 or found < end:
        return found
    return last_allowed(member, end, days_off=days_off) or found


def sendable(rung: Rung, member: Member, now: datetime, *, off: bool = True) -> Stage:
    """The stage with the moment from which it may be sent: as planned, or later when that is past
    and `now` is not allowed. Days off count only with `off`."""
    stage = rung.stage
    named = rung.deadline.at is not None and stage.at == rung.end
    if stage.at > now or (named and now - stage.at <= PUNCTUAL):
        return stage
    days_off, quiet = _heeded(rung.deadline, rung.end, member, now)
    wanted = next_allowed(member, now, days_off=off and days_off, quiet=quiet)
    if now < rung.end <= wanted:
        wanted = next_allowed(member, now, days_off=False, quiet=quiet)
    return stage if wanted <= now else replace(stage, at=wanted)


def in_time(rung: Rung, member: Member, now: datetime, *, off: bool = True) -> bool:
    """Whether it can still be said before it is too late; `off` as for `sendable`."""
    return max(now, sendable(rung, member, now, off=off).at) <= rung.limit


def _heeded(
    deadline: Deadline, end: datetime, member: Member, moment: datetime
) -> tuple[bool, bool]:
    """Whether days off, and whether quiet hours, hold back what is said at a moment."""
    urgent = is_urgent(deadline, end, moment)
    return not urgent, not (urgent and member.profile.urgent_anytime)


def zone_of(deadline: Deadline, member: Member) -> str:
    """The zone in which a deadline's day is counted."""
    return deadline.zone if is_zone(deadline.zone) else member.zone
