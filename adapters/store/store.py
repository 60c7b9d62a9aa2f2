"""The store: receipts and turns in tables, and what else is kept, behind the coach's ports."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import (
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
)

from adapters.store.book import StoredBook
from adapters.store.database import Database, open_database
from adapters.store.deadlines import StoredDeadlines
from adapters.store.facts import last_sweep
from adapters.store.members import StoredMembers
from adapters.store.reminder_tables import DELIVERY, NUDGE
from adapters.store.schema import upgrade
from adapters.store.shortlist import StoredShortlist
from adapters.store.tables import RECEIPT, TURN, Moment
from adapters.store.whose import theirs
from bot.conversation import Turn
from bot.nudges.delivery import FINISHED, State

if TYPE_CHECKING:
    from adapters.store.outbox import StoredOutbox

# As text, because SQLAlchemy spells this one dialect at a time; both databases read it the same.
CLAIM = text(
    "INSERT INTO receipt (digest, claimed_at) VALUES (:digest, :at) ON CONFLICT DO NOTHING"
).bindparams(bindparam("at", type_=Moment()))

FIELDS = tuple(column for column in TURN.c if column is not TURN.c.id)

TURNS_KEPT = timedelta(days=365)
"""One yearly review cycle."""

RECEIPTS_KEPT = timedelta(days=7)
"""Platforms deliver again for hours, not for days."""

DELIVERIES_KEPT = timedelta(days=365)

NUDGES_KEPT = timedelta(days=2 * 365)
"""Long after a deadline is past, so that no change of it brings back what was said."""


class StoredReceipts:
    """Receipts as rows: the primary key lets one caller in.

    Only a SHA-256 of each key is kept: the key itself names a conversation, and a receipt, which
    is nobody's, is not removed when a member is forgotten.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, key: str, at: datetime) -> bool:
        """True for the first caller to claim the key, False ever after."""
        digest = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        with self._database.writing() as connection:
            return connection.execute(CLAIM, {"digest": digest, "at": at}).rowcount == 1


class StoredNotebook:
    """Turns as rows, in the order in which they were kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def turns(self, tenant: str, thread: str, limit: int) -> tuple[Turn, ...]:
        """The last `limit` turns of a thread, oldest first."""
        last = select(*FIELDS).where(TURN.c.tenant == tenant, TURN.c.thread == thread)
        with self._database.reading() as connection:
            rows = connection.execute(last.order_by(TURN.c.id.desc()).limit(limit)).all()
        return tuple(Turn(*row) for row in reversed(rows))

    def keep(self, turn: Turn) -> None:
        """Add a turn to its thread; it is on the disk when this returns."""
        with self._database.writing() as connection:
            connection.execute(insert(TURN), asdict(turn))

    def of_member(self, tenant: str, member: str) -> tuple[Turn, ...]:
        """Every turn of one member, oldest first."""
        found = select(*FIELDS).where(theirs(TURN, tenant, member)).order_by(TURN.c.id)
        with self._database.reading() as connection:
            return tuple(Turn(*row) for row in connection.execute(found))

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants in which a member of this id has turns, in alphabetical order."""
        found = select(TURN.c.tenant).where(TURN.c.member == member).distinct()
        with self._database.reading() as connection:
            return tuple(sorted(connection.scalars(found)))

    def forget(self, tenant: str, member: str) -> int:
        """Remove every turn of one member, down to the bytes; return how many there were.

        When it raises, asking again finishes what was begun.
        """
        with self._database.writing() as connection:
            count = connection.execute(delete(TURN).where(theirs(TURN, tenant, member))).rowcount
        self._database.scrub()
        return count


class Store:
    """Every port on one database; safe to share between threads, and the file or server
    between processes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.receipts = StoredReceipts(database)
        self.notebook = StoredNotebook(database)
        self.shortlist = StoredShortlist(database)
        self.members = StoredMembers(database)
        self.deadlines = StoredDeadlines(database)
        self.book = StoredBook(database)

    def prune(self, now: datetime) -> int:
        """Remove the turns, receipts, finished deliveries and nudges said that are kept no longer
        at an aware moment; return how many rows."""
        # The key of a nudge begins with the day that it was about (bot/nudges/planning.py).
        day = (now - NUDGES_KEPT).date().isoformat()
        old = (
            delete(RECEIPT).where(RECEIPT.c.claimed_at < now - RECEIPTS_KEPT),
            delete(TURN).where(TURN.c.at < now - TURNS_KEPT),
            delete(DELIVERY).where(
                DELIVERY.c.made_at < now - DELIVERIES_KEPT, DELIVERY.c.state.in_(FINISHED)
            ),
            delete(NUDGE).where(NUDGE.c.key < day),
        )
        count = 0
        for statement in old:
            with self._database.writing() as connection:
                count += connection.execute(statement).rowcount
        return count

    def outbox(
        self,
        clock: Callable[[], datetime] | None = None,
        zone: str = "UTC",
        surfaces: Collection[str] | None = None,
    ) -> StoredOutbox:
        """The deliveries, as `StoredOutbox` explains."""
        # Imported here because answering a question plans no nudges.
        from adapters.store.outbox import StoredOutbox  # noqa: PLC0415

        return StoredOutbox(self._database, clock, zone, surfaces)

    def last_sweep(self) -> datetime | None:
        """When a process last looked for what is due, to the minute; None for never."""
        with self._database.reading() as connection:
            return last_sweep(connection)

    def tally(self, since: datetime) -> dict[State, int]:
        """How many deliveries are in each state: of those that are over, the ones made since an
        aware moment."""
        ours = or_(DELIVERY.c.made_at >= since, DELIVERY.c.state.not_in(FINISHED))
        counted = select(DELIVERY.c.state, func.count()).where(ours).group_by(DELIVERY.c.state)
        with self._database.reading() as connection:
            return {State(state): count for state, count in connection.execute(counted)}

    def close(self) -> None:
        """Let go of every connection."""
        self._database.close()


def open_store(address: str | Path) -> Store:
    """The store at a SQLite file's path or a PostgreSQL URL, made or migrated if need be.

    Raises StoreUnavailable with the reason; a file that cannot be used is left as it is.
    """
    database = open_database(address)
    try:
        upgrade(database)
    except BaseException:
        database.close()
        raise
    return Store(database)
