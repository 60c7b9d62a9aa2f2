"""How fast messages may follow one another: what platforms ask for, shared by every process."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, select, text, update

from adapters.store.reminder_tables import DELIVERY, SEND_GATE
from adapters.store.tables import Moment, adding
from adapters.store.whose import theirs

# Below what is allowed: Slack some 600 a minute for each workspace, Teams 50 a second for each
# tenant; to one member one message a second on either.
PACE = {"slack": timedelta(minutes=1) / 525, "teams": timedelta(minutes=1) / 2500}
BURST = timedelta(seconds=5)
"""How far ahead of its slot a message may go out."""
BETWEEN = timedelta(seconds=1)
MISSED = timedelta(seconds=20)
"""How long after its slot a message may go out in it: more than a sweep and its jobs take."""
MOST_AHEAD = timedelta(hours=6)
"""What lies further ahead was put there before the clock was put back. Where more than 189,000
messages to one tenant wait, the rest goes out at the pace that Slack itself enforces."""
MOST_CLOSED = timedelta(hours=1)
"""Nobody waits longer before asking again, whatever a platform says."""

OPEN_GATE = adding(SEND_GATE)
# As text, because SQLAlchemy spells this one dialect at a time; both databases read it the same.
CLOSE_GATE = text(
    """
    INSERT INTO send_gate (tenant, surface, not_before) VALUES (:tenant, :surface, :until)
    ON CONFLICT (tenant, surface) DO UPDATE SET not_before = excluded.not_before
    WHERE send_gate.not_before IS NULL OR send_gate.not_before < excluded.not_before
        OR send_gate.not_before > :most
    """
).bindparams(bindparam("until", type_=Moment()), bindparam("most", type_=Moment()))


def looking(surface: str) -> str:
    """The name of the gate of those who look for messages on a surface."""
    return f"{surface}:look"


def to_come(
    column: ColumnElement[Any], now: datetime, most: timedelta = MOST_AHEAD
) -> ColumnElement[bool]:
    """Whether a moment that was put ahead is still ahead."""
    return and_(column > now, column <= now + most)


def is_ahead(moment: datetime, now: datetime) -> bool:
    """The same of a moment that was read."""
    return now < moment <= now + MOST_AHEAD


def close_gate(
    connection: Connection, tenant: str, surface: str, now: datetime, wait: timedelta
) -> None:
    """Let nobody send on this surface of a tenant for a while, an hour at most; what is closed
    for longer stays so."""
    most = now + MOST_CLOSED
    until = now + min(wait, MOST_CLOSED)
    values = {"tenant": tenant, "surface": surface, "until": until, "most": most}
    connection.execute(CLOSE_GATE, values)


def is_closed(surface: ColumnElement[str], now: datetime) -> ColumnElement[bool]:
    """Whether the gate of a delivery's tenant is closed on a surface."""
    return (
        select(SEND_GATE.c.tenant)
        .where(SEND_GATE.c.tenant == DELIVERY.c.tenant, SEND_GATE.c.surface == surface)
        .where(to_come(SEND_GATE.c.not_before, now, MOST_CLOSED))
        .exists()
    )


def gate(connection: Connection, tenant: str, surface: str, now: datetime) -> datetime | None:
    """When a closed gate opens; None when it is open."""
    closed = select(SEND_GATE.c.not_before).where(
        SEND_GATE.c.tenant == tenant,
        SEND_GATE.c.surface == surface,
        to_come(SEND_GATE.c.not_before, now, MOST_CLOSED),
    )
    return connection.execute(closed).scalar()


def reserve(connection: Connection, tenant: str, surface: str, now: datetime) -> datetime:
    """Take the next slot of a tenant on a surface: the moment at which its message is to go
    out, give or take BURST and MISSED."""
    interval = PACE.get(surface)
    if interval is None:
        return now
    one = (SEND_GATE.c.tenant == tenant) & (SEND_GATE.c.surface == surface)
    connection.execute(
        OPEN_GATE, {"tenant": tenant, "surface": surface, "not_before": None, "next_slot": None}
    )
    last = connection.execute(select(SEND_GATE.c.next_slot).where(one).with_for_update()).scalar()
    slot = now if last is None or last > now + MOST_AHEAD else max(last, now)
    connection.execute(update(SEND_GATE).where(one).values(next_slot=slot + interval))
    return slot


def breath(connection: Connection, tenant: str, member: str, now: datetime) -> datetime:
    """The moment from which a member may get another message."""
    last = select(func.max(DELIVERY.c.sent_at)).where(
        theirs(DELIVERY, tenant, member), DELIVERY.c.sent_at.between(now - BETWEEN, now)
    )
    sent = connection.execute(last).scalar()
    return now if sent is None else sent + BETWEEN
