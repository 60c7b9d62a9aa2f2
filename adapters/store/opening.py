"""Which deliveries an engine is to run: new ones for what is due, and those that wait."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    or_,
    select,
    text,
    true,
    update,
)

from adapters.store.pace import is_closed, to_come
from adapters.store.reminder_tables import DELIVERY, MEMBER, WATCH
from adapters.store.tables import Moment, Words
from bot.nudges.delivery import OPEN, Job, State

# As text, because SQLAlchemy spells this one dialect at a time; both databases read it the same.
ADD = text(
    f"""
    INSERT INTO delivery (id, tenant, member, surface, locator, mark, state, token, ref, error,
                          dispatch, attempt, looks, made_at, not_before, dispatched_at)
    VALUES (:id, :tenant, :member, :surface, '', '', '{State.QUEUED}', '', '', '',
            1, 0, 0, :now, :now, :now)
    ON CONFLICT DO NOTHING
    """
).bindparams(
    *(bindparam(name, type_=Words()) for name in ("tenant", "member", "surface")),
    bindparam("now", type_=Moment()),
)

Surfaces = Collection[str] | None
"""Those that this process can send on; None is all."""


def open_due(
    connection: Connection, now: datetime, limit: int, surfaces: Surfaces
) -> tuple[list[Job], bool]:
    """Open a delivery for each member of the next so many watches that are due; the jobs, and
    whether there may be more."""
    rows = connection.execute(_due(now, surfaces).limit(limit)).all()
    whose = {(row.tenant, row.member): row.surface for row in rows}
    new = {str(uuid4()): key for key in sorted(whose)}
    values = [
        {"id": id, "tenant": key[0], "member": key[1], "surface": whose[key], "now": now}
        for id, key in new.items()
    ]
    if values:
        connection.execute(ADD, values)
    opened = set(connection.scalars(select(DELIVERY.c.id).where(DELIVERY.c.id.in_(list(new)))))
    # In the order in which they were due.
    ids = {key: id for id, key in new.items()}
    return [Job(ids[key], 1) for key in whose if ids[key] in opened], len(rows) == limit


def hand_over(
    connection: Connection, now: datetime, limit: int, surfaces: Surfaces, lost_after: timedelta
) -> list[Job]:
    """The queued deliveries that were put back, or whose last job seems lost; each is counted as
    handed over once more."""
    waiting = _waiting(now, lost_after).where(on(DELIVERY, surfaces))
    rows = connection.execute(waiting.limit(limit)).all()
    jobs = [Job(row.id, row.dispatch + 1) for row in rows]
    if jobs:
        ids = [job.delivery for job in jobs]
        connection.execute(
            update(DELIVERY)
            .where(DELIVERY.c.id.in_(ids))
            .values(dispatch=DELIVERY.c.dispatch + 1, dispatched_at=now)
        )
    return jobs


def _due(now: datetime, surfaces: Surfaces) -> Select[Any]:
    """The watches that are due, of members who can be reached and wait for nothing. They are
    locked until the deliveries stand, so that no member is forgotten between."""
    joined = and_(MEMBER.c.tenant == WATCH.c.tenant, MEMBER.c.member == WATCH.c.member)
    waits = (
        select(DELIVERY.c.id)
        .where(
            DELIVERY.c.tenant == WATCH.c.tenant,
            DELIVERY.c.member == WATCH.c.member,
            DELIVERY.c.state.in_(OPEN),
        )
        .exists()
    )
    due = and_(WATCH.c.next_at <= now, ~WATCH.c.stale, ~waits)
    reached = and_(MEMBER.c.unreachable == "", MEMBER.c.surface != "", on(MEMBER, surfaces))
    return (
        select(WATCH.c.tenant, WATCH.c.member, MEMBER.c.surface)
        .join(MEMBER, joined)
        .where(due, reached)
        .order_by(WATCH.c.next_at, WATCH.c.id)
        .with_for_update(of=WATCH, skip_locked=True)
    )


def _waiting(now: datetime, lost_after: timedelta) -> Select[Any]:
    handed_over = DELIVERY.c.dispatched_at
    # Handed over in times to come is what was so before the clock was put back.
    lost = or_(handed_over.is_(None), handed_over <= now - lost_after, handed_over > now)
    return (
        select(DELIVERY.c.id, DELIVERY.c.dispatch)
        .where(DELIVERY.c.state == State.QUEUED.value, ~to_come(DELIVERY.c.not_before, now))
        .where(lost, ~is_closed(DELIVERY.c.surface, now))
        .order_by(DELIVERY.c.not_before, DELIVERY.c.made_at, DELIVERY.c.id)
        .with_for_update(skip_locked=True)
    )


def on(table: Table, surfaces: Surfaces) -> ColumnElement[bool]:
    """The rows of a table that are on one of these surfaces."""
    return true() if surfaces is None else table.c.surface.in_(tuple(surfaces))
