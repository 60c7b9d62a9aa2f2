"""What becomes of a delivery that was sent, or may have been."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, or_, select, update

from adapters.store.claiming import put_back
from adapters.store.pace import MOST_CLOSED, close_gate, looking
from adapters.store.reading import deadline_of
from adapters.store.reminder_tables import DEADLINE, DELIVERY, MEMBER, NUDGE, WATCH
from adapters.store.tables import TURN
from adapters.store.whose import STALE, theirs
from bot.deadlines.deadline import HUB, Kind
from bot.nudges.delivery import (
    FOLLOW_UP,
    SECOND_LOOK,
    SETTLE,
    Doubt,
    InDoubt,
    NotSent,
    Outcome,
    Parcel,
    Refused,
    Sent,
    State,
)

MAY_BE_OUT = (State.SENDING.value, State.UNKNOWN.value)

LONGEST_REST = timedelta(minutes=15)
"""Between two looks that fail."""


def record(connection: Connection, parcel: Parcel, outcome: Outcome, now: datetime) -> bool:
    """Settle a claimed delivery; False, and nothing done, when the claim was lost."""
    mine = and_(
        DELIVERY.c.id == parcel.delivery,
        DELIVERY.c.token == parcel.token,
        DELIVERY.c.state == State.SENDING.value,
    )
    done = connection.execute(update(DELIVERY).where(mine).values(_columns(outcome, now)))
    if done.rowcount != 1:
        return False
    member = parcel.member
    if isinstance(outcome, NotSent):
        release(connection, parcel.delivery)
        if outcome.gated:
            close_gate(connection, member.tenant, parcel.home.surface, now, outcome.after)
    elif isinstance(outcome, Refused) and outcome.unreachable:
        # Nothing of it was said; the tightest stage is, once they can be reached again.
        release(connection, parcel.delivery)
        _leave_alone(connection, parcel, outcome.reason[:200] or "refused")
    return True


def _leave_alone(connection: Connection, parcel: Parcel, reason: str) -> None:
    """Mark a member as unreachable, but for one who has said something since the claim."""
    tenant, member = parcel.member.tenant, parcel.member.id
    spoke = select(TURN.c.id).where(theirs(TURN, tenant, member), TURN.c.at >= parcel.now)
    one = and_(theirs(MEMBER, tenant, member), ~spoke.exists())
    connection.execute(update(MEMBER).where(one).values(unreachable=reason))


def _columns(outcome: Outcome, now: datetime) -> dict[str, Any]:
    match outcome:
        case Sent(ref=ref):
            return _sent(ref, now)
        case NotSent(reason=reason, after=after):
            return put_back(now + min(after, MOST_CLOSED), reason)
        case Refused(reason=reason):
            return {"state": State.FAILED.value, "error": reason[:200]}
        case InDoubt(reason=reason):
            return {"state": State.UNKNOWN.value, "error": reason[:200]}


def found_out(
    connection: Connection, doubt: Doubt, ref: str | None, now: datetime, *, can_look: bool
) -> None:
    """Record what a look-up found, unless another was faster."""
    columns: dict[str, Any]
    again = ref is None and (doubt.unsent or (can_look and doubt.looks > 0))
    if ref is not None:
        columns = _sent(ref, now)
    elif again:
        columns = put_back(now, "not found") | {"looked_at": now}
    elif not can_look:
        columns = {"state": State.CLOSED.value}
    else:
        next_look = {"look_at": now + SECOND_LOOK - SETTLE, "blind_since": None}
        columns = {"state": State.UNKNOWN.value, "looks": 1, "token": ""} | next_look
    if not _settled(connection, doubt, columns):
        return
    if again:
        release(connection, doubt.delivery)
    elif ref is None and not can_look:
        _follow_up(connection, doubt.delivery, now)


def cannot_look(
    connection: Connection, doubt: Doubt, now: datetime, after: timedelta | None
) -> None:
    """Have a delivery looked for later, and later still each time that this fails; `after` so long
    anything of its tenant."""
    since = doubt.blind_since if doubt.blind_since and doubt.blind_since <= now else now
    rest = min(max((now - since) / 2, SETTLE), LONGEST_REST)
    _settled(connection, doubt, {"blind_since": since, "look_at": now + rest})
    if after is not None:
        gate = looking(doubt.home.surface)
        close_gate(connection, doubt.home.tenant, gate, now, after)


def _settled(connection: Connection, doubt: Doubt, columns: dict[str, Any]) -> bool:
    """Change a delivery in doubt; False when it is so no more, or was looked for meanwhile."""
    still = and_(
        DELIVERY.c.id == doubt.delivery,
        DELIVERY.c.state.in_(MAY_BE_OUT),
        DELIVERY.c.attempt == doubt.attempt,
        DELIVERY.c.looks == doubt.looks,
    )
    return connection.execute(update(DELIVERY).where(still).values(columns)).rowcount == 1


def release(connection: Connection, delivery: str) -> None:
    """Take back what a delivery would have said: it is due again."""
    said = connection.execute(_said_by(delivery)).all()
    connection.execute(delete(NUDGE).where(NUDGE.c.delivery == delivery))
    numbers = [row.id for row in said]
    connection.execute(update(WATCH).where(WATCH.c.id.in_(numbers)).values(STALE))


def _follow_up(connection: Connection, delivery: str, now: datetime) -> None:
    """Plan a labelled second note for what hangs on a deadline, but for one that was a second."""
    joined = and_(
        DEADLINE.c.deadline == WATCH.c.deadline,
        or_(DEADLINE.c.tenant == WATCH.c.tenant, DEADLINE.c.tenant == HUB),
    )
    said = _said_by(delivery).add_columns(*DEADLINE.c).join(DEADLINE, joined)
    for row in connection.execute(said).all():
        if deadline_of(row).kind is Kind.CUSTOM or row.key.endswith("+"):
            continue
        second = {"again_at": now + FOLLOW_UP, "again_key": row.key} | STALE
        one = WATCH.c.id == row._mapping[WATCH.c.id]
        connection.execute(update(WATCH).where(one).values(second))


def _said_by(delivery: str) -> Select[Any]:
    """The watches of what a delivery says, locked one after the other in one order for all."""
    of_watch = and_(
        WATCH.c.tenant == NUDGE.c.tenant,
        WATCH.c.member == NUDGE.c.member,
        WATCH.c.deadline == NUDGE.c.deadline,
    )
    return (
        select(WATCH.c.id, NUDGE.c.key)
        .join(NUDGE, of_watch)
        .where(NUDGE.c.delivery == delivery)
        .order_by(WATCH.c.id)
        .with_for_update(of=WATCH)
    )


def _sent(ref: str, now: datetime) -> dict[str, Any]:
    return {"state": State.SENT.value, "ref": ref, "sent_at": now, "error": ""}
