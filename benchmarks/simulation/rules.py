"""The rules of nudges once more, as simple as can be and with nothing of bot/nudges: what the
oracle and the members of a simulated year go by."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.deadlines.deadline import Deadline, Kind, Unit
from bot.members.profile import Profile, Quiet, Shift

DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)
URGENT = timedelta(hours=72)
LATE = timedelta(days=7)

_COSTLY = {Kind.ALLOWANCE, Kind.CLAIM, Kind.LICENCE, Kind.CREDIT, Kind.BOARD}
_MONEY = (90, 60, 30, 14, 3, 1)
_LADDERS = {
    Kind.REVIEW: (60, 30, 14, 3, -1),
    Kind.REGISTRATION: (30, 14, 3, 1),
    Kind.CREDIT: (30, 14, 3, 1),
    Kind.CUSTOM: (60, 30, 14, 3, 1),
}
_HOURS = {
    Shift.DAYS: (time(9), Quiet(time(20), time(8))),
    Shift.EVENINGS: (time(12), Quiet(time(23), time(10))),
    Shift.NIGHTS: (time(18), Quiet(time(8), time(17))),
    Shift.ROTATING: (time(12), Quiet(time(20), time(10))),
}


@dataclass(frozen=True, slots=True)
class Habits:
    """When one member wants to hear from the coach, and where they are."""

    profile: Profile
    zone: str

    @property
    def hour(self) -> time:
        """The time on the wall at which nudges come."""
        return self.profile.hour or _HOURS[self.profile.shift or Shift.DAYS][0]

    def local(self, moment: datetime) -> datetime:
        """A moment on the member's wall."""
        return moment.astimezone(ZoneInfo(self.zone))

    def is_quiet(self, moment: datetime) -> bool:
        """Whether it lies in quiet hours."""
        quiet = self.profile.quiet or _HOURS[self.profile.shift or Shift.DAYS][1]
        return quiet.covers(self.local(moment).time())

    def is_off(self, moment: datetime) -> bool:
        """Whether it is on a day off."""
        return self.local(moment).weekday() in self.profile.days_off

    def first_allowed(self, moment: datetime, *, days_off: bool) -> datetime:
        """The first moment from this one on in no quiet hours and, where asked, on no day off."""
        while (off := days_off and self.is_off(moment)) or self.is_quiet(moment):
            if off:
                moment = on_wall(self.local(moment).date() + DAY, self.hour, self.zone)
            else:
                moment += QUARTER
        return moment


def on_wall(day: date, at: time, zone: str) -> datetime:
    """The moment in UTC of what stands on a wall."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def ladder(deadline: Deadline) -> tuple[int, ...]:
    """Days before on which nudges come, the longest first."""
    if deadline.ladder:
        return deadline.ladder
    if deadline.kind is Kind.CUSTOM and deadline.at is not None:
        return (0,)
    return _LADDERS.get(deadline.kind, _MONEY)


def occurrences(deadline: Deadline, until: date) -> Iterator[date]:
    """The days on which it comes round, up to one."""
    for number in count():
        day = _nth(deadline, number)
        if day > until:
            return
        yield day
        if deadline.repeats is None:
            return


def _nth(deadline: Deadline, number: int) -> date:
    first, repeats = deadline.day, deadline.repeats
    if number == 0 or repeats is None:
        return first
    steps = repeats.every * number
    if repeats.unit is Unit.DAYS:
        return first + steps * DAY
    if repeats.unit is Unit.WEEKS:
        return first + 7 * steps * DAY
    months = first.month - 1 + steps * (12 if repeats.unit is Unit.YEARS else 1)
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def end_of(deadline: Deadline, day: date, habits: Habits) -> datetime:
    """When an occurrence is over."""
    zone = deadline.zone or habits.zone
    if deadline.at is None:
        return on_wall(day + DAY, time(), zone)
    return on_wall(day, deadline.at, zone)


def planned(deadline: Deadline, day: date, days: int, habits: Habits) -> datetime:
    """When the stage of so many days before comes, unless that is quiet or a day off: at the
    member's hour, counted from the day on which it ends on their wall or, where it names no time
    and ends there a day later, from its own."""
    end = end_of(deadline, day, habits)
    if days == 0 and deadline.at is not None:
        return end
    last = habits.local(end).date()
    if deadline.at is None:
        last = min(day, habits.local(end - timedelta(microseconds=1)).date())
    return on_wall(last - days * DAY, habits.hour, habits.zone)


def is_urgent(deadline: Deadline, end: datetime, moment: datetime) -> bool:
    """Whether money, a licence or credit is lost within 72 hours."""
    return deadline.kind in _COSTLY and timedelta() <= end - moment <= URGENT
