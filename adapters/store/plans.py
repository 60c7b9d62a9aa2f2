"""When the next nudge of each watch comes, worked out anew where a change made it stale."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, or_, select, update

from adapters.store.reading import deadline_of, member_of, watch_of
from adapters.store.reminder_tables import DEADLINE, MEMBER, NUDGE, WATCH
from adapters.store.whose import STALE
from bot.deadlines.deadline import HUB, Watched
from bot.members.profile import Member
from bot.nudges.delivery import Stage
from bot.nudges.planning import due_stage, next_stage
from bot.nudges.postponed import Again
from bot.when.wall import is_zone

_log = logging.getLogger(__name__)

NOTED = (
    update(WATCH)
    .where(WATCH.c.id == bindparam("number"), WATCH.c.version == bindparam("seen"))
    .values(next_at=bindparam("next"), stale=False)
)


Rule = Callable[[Watched, Member, datetime, Again | None], Stage | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A watch, by the number and version of its row, with all that says when its next nudge
    comes."""

    number: int
    version: int
    watched: Watched
    member: Member
    again: Again | None

    def due(self, now: datetime) -> Stage | None:
        """What is to be nudged now, if anything."""
        return self._worked_out(due_stage, now)

    def next_at(self, now: datetime) -> datetime | None:
        """When something is to be nudged next; None for never."""
        stage = self._worked_out(next_stage, now)
        return None if stage is None else stage.at

    def after(self, stage: Stage) -> Plan:
        """The plan once a stage is said."""
        said = self.watched.said | {stage.key}
        return replace(self, watched=replace(self.watched, said=said))

    def _worked_out(self, rule: Rule, now: datetime) -> Stage | None:
        try:
            return rule(self.watched, self.member, now, self.again)
        except (ValueError, OverflowError) as error:
            # One deadline beyond the calendar must not hold up everybody else's.
            id = self.watched.deadline.id
            _log.error("deadline %s: cannot be planned: %s", id, type(error).__name__)
            return None


class Planner:
    """Reads what is planned out of rows; `zone` is that of members whose own is not known."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._told: set[str] = set()

    def plans(self, connection: Connection, numbers: list[int]) -> list[Plan]:
        """The plans of the watches with these numbers, in that order; those that this version of
        the program cannot read are left out, and named in the log once."""
        rows = connection.execute(_watches().where(WATCH.c.id.in_(numbers))).all()
        said = _said(connection, numbers)
        found = (self._read(row, said) for row in rows)
        return [plan for plan in found if plan is not None]

    def in_zone(self, member: Member) -> Member:
        """The member in their own zone, or in the installation's when theirs is not known."""
        return member if is_zone(member.zone) else replace(member, zone=self._zone)

    def _read(self, row: Row[Any], said: Mapping[int, set[str]]) -> Plan | None:
        values = row._mapping
        again_at, number = values[WATCH.c.again_at], values[WATCH.c.id]
        try:
            return Plan(
                number=number,
                version=values[WATCH.c.version],
                watched=Watched(deadline_of(row), watch_of(row), frozenset(said[number])),
                member=self.in_zone(member_of(row)),
                again=Again(again_at, values[WATCH.c.again_key]) if again_at else None,
            )
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            # One row of a newer version of this program must not hold up everybody else's.
            id = values[WATCH.c.deadline]
            if id not in self._told:
                self._told.add(id)
                _log.error("deadline %s: cannot be read: %s", id, type(error).__name__)
            return None


def held(connection: Connection, which: ColumnElement[bool]) -> list[int]:
    """The numbers of watches, locked; those that another transaction holds are left out, for it
    is changing them. What they join is to be read after this, or it would be older than they."""
    ids = select(WATCH.c.id).where(which).order_by(WATCH.c.id)
    return list(connection.scalars(ids.with_for_update(skip_locked=True)))


def stale(connection: Connection, after: int, limit: int) -> list[int]:
    """The numbers of the next stale watches after one."""
    ids = select(WATCH.c.id).where(WATCH.c.stale, WATCH.c.id > after).order_by(WATCH.c.id)
    return list(connection.scalars(ids.limit(limit)))


def note(connection: Connection, found: Iterable[tuple[Plan, datetime | None]]) -> None:
    """Keep when the next nudge of each plan comes, unless its watch changed since it was read."""
    values = [
        {"number": plan.number, "seen": plan.version, "next": next_at} for plan, next_at in found
    ]
    if values:
        connection.execute(NOTED, values)


def make_stale(connection: Connection, after: int, limit: int) -> int:
    """Have the next watches after one worked out anew; return the last one's number, 0 for none."""
    ids = select(WATCH.c.id).where(WATCH.c.id > after).order_by(WATCH.c.id).limit(limit)
    numbers = list(connection.scalars(ids.with_for_update()))
    connection.execute(update(WATCH).where(WATCH.c.id.in_(numbers)).values(STALE))
    return numbers[-1] if numbers else 0


def _watches() -> Select[Any]:
    """Every watch with its member and deadline."""
    joined = and_(
        DEADLINE.c.deadline == WATCH.c.deadline,
        or_(DEADLINE.c.tenant == WATCH.c.tenant, DEADLINE.c.tenant == HUB),
    )
    whose = and_(MEMBER.c.tenant == WATCH.c.tenant, MEMBER.c.member == WATCH.c.member)
    found = select(WATCH, DEADLINE, MEMBER).join(MEMBER, whose).join(DEADLINE, joined)
    return found.order_by(WATCH.c.id)


def _said(connection: Connection, numbers: list[int]) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    of_watch = and_(
        NUDGE.c.tenant == WATCH.c.tenant,
        NUDGE.c.member == WATCH.c.member,
        NUDGE.c.deadline == WATCH.c.deadline,
    )
    keys = select(WATCH.c.id, NUDGE.c.key).join(NUDGE, of_watch).where(WATCH.c.id.in_(numbers))
    for number, key in connection.execute(keys):
        found[number].add(key)
    return found
