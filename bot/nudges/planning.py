"""When each nudge is due. Everything is worked out anew from what is scheduled on the wall: a
stage is known by its key, which no move of zone, hour or clock changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.deadlines.deadline import Watched
from bot.deadlines.occurrences import first_from, last_until, occurrence
from bot.members.profile import Member
from bot.nudges.delivery import Stage
from bot.nudges.postponed import Again, said_of, second, snoozed, snoozed_until
from bot.nudges.rungs import Rung, in_time, rungs, sendable, zone_of
from bot.when.wall import moment_of, wall_of

_DAY = timedelta(days=1)


def stages(watched: Watched, member: Member, now: datetime) -> tuple[Stage, ...]:
    """Every stage of the occurrence that counts now, also what was said or is over, in the order
    of its ladder; () when there is none or it is "not for me"."""
    today = wall_of(now, zone_of(watched.deadline, member)).day
    day = occurrence(watched.deadline, today, watched.watch.done_through)
    if day is None or watched.watch.declined:
        return ()
    return tuple(rung.stage for rung in rungs(watched.deadline, day, member))


def passed_over(
    watched: Watched, member: Member, now: datetime, until: datetime
) -> tuple[int, ...]:
    """The days before its occurrence of the stages still to come that a snooze `until` an aware
    moment would leave out, in the order of the ladder."""
    return tuple(s.days for s in stages(watched, member, now) if now < s.at < until)


def due_stage(
    watched: Watched, member: Member, now: datetime, again: Again | None = None
) -> Stage | None:
    """What is to be nudged now: the tightest stage reached of which nothing as tight was said;
    None when there is nothing, or when it must wait for quiet hours or days off to end."""
    stage = next_stage(watched, member, now, again)
    return stage if stage is not None and stage.at <= now else None


def next_stage(
    watched: Watched, member: Member, now: datetime, again: Again | None = None
) -> Stage | None:
    """What is to be nudged next, now or later, and when; None when nothing more is to come.

    What was reached at the watch's `since` or before does not count. While something is snoozed
    nothing else comes. `again` comes unless a stage or the member's answer makes it needless.
    """
    if watched.watch.declined:
        return None
    put_off = snoozed(watched, member, now)
    if put_off is not None:
        return put_off
    ladder = _of_ladder(watched, member, now)
    note = second(watched, member, now, again) if again is not None else None
    if note is None or (ladder is not None and ladder.at <= max(now, note.at)):
        return ladder
    return note


def _of_ladder(watched: Watched, member: Member, now: datetime) -> Stage | None:
    deadline = watched.deadline
    today = wall_of(now, zone_of(deadline, member)).day
    found = _first_open(watched, member, now, today)
    day = first_from(deadline, today, watched.watch.done_through)
    if found is not None or day is None or day == date.max:
        return found
    # Nothing is left of this occurrence; the next one counts from the day after it.
    starts = moment_of(day + _DAY, time(), zone_of(deadline, member))
    found = _first_open(watched, member, starts, day + _DAY)
    return found and replace(found, at=max(found.at, starts))


def _first_open(watched: Watched, member: Member, now: datetime, today: date) -> Stage | None:
    """The tightest stage reached, else the first to be reached, of the occurrence that comes and
    the one before it."""
    counted = _counted(watched, member, today)
    known = [rung.stage for rung in counted if rung.stage.key in watched.said]
    floor = _floor(watched, member)
    left = [
        rung
        for rung in counted
        if (floor is None or rung.stage.at > floor)
        and not any(_supersedes(said, rung.stage) for said in known)
        and all(days > rung.stage.days for days in said_of(watched, rung.stage.occurrence))
    ]
    reached = [rung for rung in left if rung.stage.at <= now and in_time(rung, member, now)]
    if reached:
        # By days: a day off may have moved a looser one to a later moment than a tighter one.
        left_of = {rung.stage.occurrence: rung for rung in sorted(reached, key=_looseness)}
        tightest = max(left_of.values(), key=lambda rung: rung.stage.at)
        return sendable(tightest, member, now)
    ahead = [rung.stage for rung in left if rung.stage.at > now]
    return min(ahead, key=lambda stage: (stage.at, stage.days), default=None)


def _counted(watched: Watched, member: Member, today: date) -> list[Rung]:
    """The rungs of the occurrence that comes and of the one that passed last, but for done ones."""
    deadline, done = watched.deadline, watched.watch.done_through
    upcoming = first_from(deadline, today, done)
    found = rungs(deadline, upcoming, member) if upcoming is not None else []
    passed = last_until(deadline, today - _DAY)
    if passed is None or (done is not None and passed <= done):
        return found
    # Of what was over before the coach met the member there is nothing to be late with.
    return found + [rung for rung in rungs(deadline, passed, member) if rung.end > member.met_at]


def _floor(watched: Watched, member: Member) -> datetime | None:
    """The moment up to which the member knows everything, because they said something then."""
    told = (snoozed_until(watched, member), watched.watch.since)
    return max((each for each in told if each is not None), default=None)


def _looseness(rung: Rung) -> int:
    return -rung.stage.days


def _supersedes(said: Stage, stage: Stage) -> bool:
    """Whether a stage came before one of another occurrence that was said. Of one occurrence the
    days count: what was said may have been moved since to the moment of a tighter one, or past
    it."""
    return said.occurrence != stage.occurrence and stage.at <= said.at
