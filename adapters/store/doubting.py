"""Which deliveries are in doubt, and are to be looked for now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, literal, or_, select

from adapters.store.pace import MOST_CLOSED, is_closed, to_come
from adapters.store.reminder_tables import DELIVERY
from bot.conversation import Address
from bot.nudges.delivery import LEASE, SETTLE, Doubt, State


def doubtful(now: datetime) -> Select[Any]:
    """In doubt and settled, or claimed by somebody whose lease is over; and looked for either not
    yet or long enough ago, on a surface that lets anybody look."""
    # A moment further ahead than it can be is one from before the clock was put back.
    settled = or_(
        DELIVERY.c.sending_at <= now - SETTLE, DELIVERY.c.sending_at > now, DELIVERY.c.looks > 0
    )
    unknown = and_(DELIVERY.c.state == State.UNKNOWN.value, settled)
    gone = and_(
        DELIVERY.c.state == State.SENDING.value, ~to_come(DELIVERY.c.lease_until, now, LEASE)
    )
    look_at = DELIVERY.c.look_at
    rested = or_(look_at.is_(None), ~to_come(look_at, now, MOST_CLOSED))
    closed = is_closed(DELIVERY.c.surface + literal(":look"), now)
    return (
        select(DELIVERY)
        .where(or_(unknown, gone), rested, ~closed)
        .order_by(look_at.is_not(None), look_at, DELIVERY.c.sending_at, DELIVERY.c.id)
    )


def doubt_of(row: Row[Any], now: datetime) -> Doubt:
    """The doubt of a delivery's row."""
    return Doubt(
        delivery=row.id,
        mark=row.mark,
        home=Address(row.surface, row.tenant, row.locator),
        # Sent in times to come is what was sent before the clock was put back.
        since=min(row.sending_at, now),
        attempt=row.attempt,
        looks=row.looks,
        blind_since=row.blind_since,
        unsent=row.lease_until is None,
    )
