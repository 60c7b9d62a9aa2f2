"""Nudges at a time of their own: what a member put off, and a second note after doubt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.deadlines.deadline import Watched
from bot.deadlines.occurrences import first_from, last_until
from bot.members.profile import Member
from bot.nudges.delivery import FOLLOW_UP, Stage
from bot.nudges.rungs import LATE, Rung, end_of, in_time, sendable
from bot.when.wall import is_zone, moment_of, wall_of


@dataclass(frozen=True, slots=True)
class Again:
    """A stage, by its key, whose nudge may not have arrived: a second one is planned for `at`."""

    at: datetime
    key: str


def snoozed_until(watched: Watched, member: Member) -> datetime | None:
    """The moment to which the member put off the next nudge, said or not; None without one."""
    wall = watched.watch.snoozed
    if wall is None:
        return None
    return moment_of(wall.day, wall.at, wall.zone if is_zone(wall.zone) else member.zone)


def snoozed(watched: Watched, member: Member, now: datetime) -> Stage | None:
    """The nudge that a member put off, until it is said; a day off does not move it."""
    wall, at = watched.watch.snoozed, snoozed_until(watched, member)
    if wall is None or at is None:
        return None
    key = f"{wall.day.isoformat()}/s{watched.watch.round}"
    day = _spoken_of(watched, wall.day)
    if key in watched.said or day is None:
        return None
    return _put_off(Stage(day, (day - wall.day).days, at, key), watched, member, now)


def second(watched: Watched, member: Member, now: datetime, again: Again) -> Stage | None:
    """The second note, unless the member answered or something tighter was said meanwhile."""
    if f"{again.key}+" in watched.said or _is_answered(watched, member, again):
        return None
    named, days = parts(again.key)
    if days is not None and any(each < days for each in said_of(watched, named)):
        return None
    today = wall_of(again.at, member.zone).day
    day = _spoken_of(watched, named) if days is None else named
    if day is None or not _is_open(watched, day):
        return None
    left = (day - today).days if days is None else days
    stage = Stage(day, left, again.at, f"{again.key}+", again=True)
    return _put_off(stage, watched, member, now)


def parts(key: str) -> tuple[date, int | None]:
    """The day that a stage's key begins with, and the days before it: None of what was put off,
    whose day is not an occurrence but the one it was put off to."""
    day, _, days = key.rstrip("+").partition("/")
    return date.fromisoformat(day), None if days.startswith("s") else int(days)


def said_of(watched: Watched, day: date) -> list[int]:
    """The days before an occurrence of the stages that were said of it."""
    found = map(parts, watched.said)
    return [days for each, days in found if each == day and days is not None]


def _is_answered(watched: Watched, member: Member, again: Again) -> bool:
    """Whether the member snoozed or changed the deadline after the first note went out."""
    answers = (snoozed_until(watched, member), watched.watch.since)
    return any(each is not None and each > again.at - FOLLOW_UP for each in answers)


def _put_off(stage: Stage, watched: Watched, member: Member, now: datetime) -> Stage | None:
    """A stage at a moment of its own, moved on out of quiet hours; None when it is too late."""
    end = end_of(watched.deadline, stage.occurrence, member)
    rung = Rung(watched.deadline, stage, end)
    later = max(now, stage.at)
    if not in_time(rung, member, later, off=False):
        return None
    return sendable(rung, member, later, off=False)


def _spoken_of(watched: Watched, day: date) -> date | None:
    """The occurrence that the member was last nudged of, else the one next to a day."""
    keys = map(parts, watched.said)
    said = [
        each
        for each, days in keys
        if days is not None and day <= each + LATE and _is_open(watched, each)
    ]
    if said:
        return max(said)
    found = first_from(watched.deadline, day, watched.watch.done_through)
    if found is not None:
        return found
    passed = last_until(watched.deadline, day)
    return passed if passed is not None and _is_open(watched, passed) else None


def _is_open(watched: Watched, day: date) -> bool:
    """Whether it is an occurrence, and not done."""
    done = watched.watch.done_through
    return last_until(watched.deadline, day) == day and (done is None or day > done)
