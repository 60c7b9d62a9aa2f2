"""Taking a delivery: whether it may go out now, and everything that is due for its member."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select, update

from adapters.store.facts import gap
from adapters.store.pace import BURST, MISSED, breath, gate, is_ahead, reserve
from adapters.store.plans import Plan, Planner, held, note
from adapters.store.reminder_tables import DELIVERY, MEMBER, NUDGE, WATCH
from adapters.store.tables import adding
from adapters.store.whose import STALE, theirs
from bot.nudges.delivery import LEASE, Due, Parcel, Stage, State

SAY = adding(NUDGE)


def waiting(connection: Connection, id: str, now: datetime) -> Row[Any] | None:
    """The row of a delivery that may be claimed, locked; None when another has it, it must wait,
    or it is gone."""
    known = select(DELIVERY).where(DELIVERY.c.id == id).with_for_update()
    row = connection.execute(known).one_or_none()
    if row is None or row.state != State.QUEUED.value or is_ahead(row.not_before, now):
        return None
    return row


def change(connection: Connection, id: str, columns: dict[str, Any]) -> bool:
    """Change a delivery that is queued; False when it is so no more."""
    queued = (DELIVERY.c.id == id) & (DELIVERY.c.state == State.QUEUED.value)
    return connection.execute(update(DELIVERY).where(queued).values(columns)).rowcount == 1


def claim_by(parcel: Parcel, row: Row[Any]) -> dict[str, Any]:
    """The columns of a delivery that is being sent by the holder of a parcel."""
    return {
        "state": State.SENDING.value,
        "locator": parcel.home.locator,
        "mark": parcel.mark,
        "token": parcel.token,
        "lease_until": parcel.now + LEASE,
        "sending_at": parcel.now,
        "attempt": row.attempt + 1,
        "looks": 0,
        "look_at": None,
        "blind_since": None,
        "slot": None,
        "error": "",
    }


def look_first(
    connection: Connection, parcel: Parcel, row: Row[Any], now: datetime
) -> dict[str, Any] | None:
    """What has a delivery looked for before it is sent for the first time: it was due before a
    time in which nobody swept, and this database may be a backup from before it. None when it
    was not, or was looked for since."""
    away = gap(connection, now)
    if away is None or all(due.stage.at > away[1] for due in parcel.dues):
        return None
    if row.looked_at is not None and row.looked_at >= away[1]:
        return None
    since = min(away[0], max(due.stage.at for due in parcel.dues))
    unsent = {"state": State.UNKNOWN.value, "lease_until": None, "sending_at": since}
    return claim_by(parcel, row) | unsent | {"token": "", "attempt": row.attempt}


def hold(connection: Connection, row: Row[Any], now: datetime) -> dict[str, Any] | None:
    """What puts a delivery back in the queue while its tenant's gate is closed, its member just
    had a message, or its slot has not come; None when it may go out."""
    closed = gate(connection, row.tenant, row.surface, now)
    if closed is not None:
        return put_back(closed, "gated")
    rest = breath(connection, row.tenant, row.member, now)
    if rest > now:
        return put_back(rest, row.error)
    if row.slot is not None and row.slot - BURST <= now <= row.slot + MISSED:
        return None
    slot = reserve(connection, row.tenant, row.surface, now)
    return put_back(slot - BURST, "paced") | {"slot": slot} if slot - BURST > now else None


def put_back(until: datetime, reason: str) -> dict[str, Any]:
    """The columns of a delivery that is queued again, to be handed over at a moment."""
    return {
        "state": State.QUEUED.value,
        "not_before": until,
        "dispatched_at": None,
        "token": "",
        "lease_until": None,
        "error": reason[:200],
    }


def attach(
    connection: Connection, row: Row[Any], now: datetime, planner: Planner
) -> tuple[Due, ...]:
    """Note as said everything that is due for the member now, and return it."""
    changed = or_(WATCH.c.next_at <= now, WATCH.c.stale)
    numbers = held(connection, and_(theirs(WATCH, row.tenant, row.member), changed))
    found = planner.plans(connection, numbers)
    # What cannot be read is opened no more until a sweep can work it out.
    unread = set(numbers) - {plan.number for plan in found}
    if unread:
        connection.execute(update(WATCH).where(WATCH.c.id.in_(unread)).values(STALE))
    dues = []
    planned: list[tuple[Plan, datetime | None]] = []
    for plan in found:
        stage = plan.due(now)
        if stage is not None and _said(connection, row, plan, stage):
            dues.append(Due(plan.watched.deadline, plan.watched.watch, stage))
        after = plan if stage is None else plan.after(stage)
        planned.append((after, after.next_at(now)))
    note(connection, planned)
    return tuple(dues)


def _said(connection: Connection, row: Row[Any], plan: Plan, stage: Stage) -> bool:
    """Whether the stage was nobody's before."""
    said = {
        "tenant": row.tenant,
        "member": row.member,
        "deadline": plan.watched.deadline.id,
        "key": stage.key,
        "delivery": row.id,
    }
    return connection.execute(SAY, said).rowcount == 1


def reachable(connection: Connection, row: Row[Any]) -> Row[Any] | None:
    """The row of a delivery's member; None when they are gone or cannot be reached."""
    mine = select(MEMBER).where(
        theirs(MEMBER, row.tenant, row.member),
        MEMBER.c.unreachable == "",
        MEMBER.c.surface == row.surface,
    )
    return connection.execute(mine).one_or_none()
