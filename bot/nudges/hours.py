"""When a member wants to hear from the coach: hours by shift, quiet hours and days off."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.members.profile import Member, Profile, Quiet, Shift
from bot.when.wall import moment_of, zone_named

_HOURS = {
    Shift.DAYS: (time(9), Quiet(time(20), time(8))),
    Shift.EVENINGS: (time(12), Quiet(time(23), time(10))),
    # Those on nights sleep by day.
    Shift.NIGHTS: (time(18), Quiet(time(8), time(17))),
    Shift.ROTATING: (time(12), Quiet(time(20), time(10))),
}
_DAY = 24 * 60
_MINUTE = timedelta(minutes=1)
_WEEK = 7


def hour_of(profile: Profile) -> time:
    """The time on the wall at which nudges come: told, else the shift's, else 9 am."""
    return profile.hour or _HOURS[profile.shift or Shift.DAYS][0]


def quiet_of(profile: Profile) -> Quiet:
    """The quiet hours: told, else the shift's, else 8 pm to 8 am. Those of a shift give way to an
    hour that the member named: of what lies around it, the longer part stays quiet."""
    if profile.quiet is not None:
        return profile.quiet
    quiet = _HOURS[profile.shift or Shift.DAYS][1]
    if profile.hour is None or not quiet.covers(profile.hour):
        return quiet
    hour = _minutes(profile.hour)
    over = time((hour // 60 + 1) % 24, hour % 60)
    before = (hour - _minutes(quiet.start)) % _DAY
    after = (_minutes(quiet.end) - hour - 60) % _DAY
    return Quiet(quiet.start, profile.hour) if before >= after else Quiet(over, quiet.end)


def is_quiet(member: Member, moment: datetime) -> bool:
    """Whether an aware moment lies in the member's quiet hours."""
    return quiet_of(member.profile).covers(_local(member, moment).time())


def is_day_off(member: Member, moment: datetime) -> bool:
    """Whether an aware moment is on one of the member's days off; seven of them are none."""
    off = set(member.profile.days_off)
    return len(off) < _WEEK and _local(member, moment).weekday() in off


def next_allowed(member: Member, moment: datetime, *, days_off: bool, quiet: bool) -> datetime:
    """The first moment from this one on that is no day off and not quiet, as far as each is to be
    heeded; after a day off it is the member's hour of the next."""
    for _ in range(2 * _WEEK):
        if days_off and is_day_off(member, moment):
            day = _local(member, moment).date() + timedelta(days=1)
            moment = moment_of(day, hour_of(member.profile), member.zone)
        elif quiet and is_quiet(member, moment):
            moment = _after_quiet(member, moment)
        else:
            return moment
    # Quiet hours that leave no working day an allowed minute: the days off give way.
    return next_allowed(member, moment, days_off=False, quiet=quiet)


def last_allowed(member: Member, end: datetime, *, days_off: bool) -> datetime | None:
    """The member's hour on the last allowed day before `end`, else the last minute of that day
    that is not quiet; None when a whole week before it is not allowed."""
    last = _local(member, end - _MINUTE).date()
    for back in range(_WEEK + 1):
        found = _best_of_day(member, last - timedelta(days=back), end, days_off=days_off)
        if found is not None:
            return found
    return None


def _best_of_day(member: Member, day: date, end: datetime, *, days_off: bool) -> datetime | None:
    profile = member.profile
    hour = moment_of(day, hour_of(profile), member.zone)
    before_quiet = moment_of(day, quiet_of(profile).start, member.zone) - _MINUTE

    def fits(moment: datetime) -> bool:
        return (
            moment < end
            and _local(member, moment).date() == day
            and not is_quiet(member, moment)
            and not (days_off and is_day_off(member, moment))
        )

    if fits(hour):
        return hour
    return max(filter(fits, (end - _MINUTE, before_quiet)), default=None)


def _after_quiet(member: Member, moment: datetime) -> datetime:
    day, end = _local(member, moment).date(), quiet_of(member.profile).end
    ends = (
        datetime.combine(
            day + timedelta(days=days), end.replace(fold=fold), zone_named(member.zone)
        ).astimezone(UTC)
        for days in range(3)
        # Of an end that comes twice only the second may lie ahead.
        for fold in (0, 1)
    )
    return min(each for each in ends if each > moment and not is_quiet(member, each))


def _local(member: Member, moment: datetime) -> datetime:
    return moment.astimezone(zone_named(member.zone))


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
