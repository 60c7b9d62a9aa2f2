"""The store: receipts and turns in tables, and what else is kept, behind the coach's ports."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import ColumnElement, and_, bindparam, delete, insert, select, text

from adapters.store.database import Database, open_database
from adapters.store.schema import upgrade
from adapters.store.shortlist import StoredShortlist
from adapters.store.tables import RECEIPT, TURN, Moment
from bot.conversation import Turn

# As text, because SQLAlchemy spells this one dialect at a time; both databases read it the same.
CLAIM = text(
    "INSERT INTO receipt (digest, claimed_at) VALUES (:digest, :at) ON CONFLICT DO NOTHING"
).bindparams(bindparam("at", type_=Moment()))

FIELDS = tuple(column for column in TURN.c if column is not TURN.c.id)

TURNS_KEPT = timedelta(days=365)
"""One yearly review cycle."""

RECEIPTS_KEPT = timedelta(days=7)
"""Platforms deliver again for hours, not for days."""


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
        theirs = select(*FIELDS).where(_by(tenant, member)).order_by(TURN.c.id)
        with self._database.reading() as connection:
            return tuple(Turn(*row) for row in connection.execute(theirs))

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants in which a member of this id has turns, in alphabetical order."""
        theirs = select(TURN.c.tenant).where(TURN.c.member == member).distinct()
        with self._database.reading() as connection:
            return tuple(sorted(connection.scalars(theirs)))

    def forget(self, tenant: str, member: str) -> int:
        """Remove every turn of one member, down to the bytes; return how many there were.

        When it raises, asking again finishes what was begun.
        """
        with self._database.writing() as connection:
            count = connection.execute(delete(TURN).where(_by(tenant, member))).rowcount
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

    def prune(self, now: datetime) -> int:
        """Remove the turns and receipts that are kept no longer at an aware moment; return how
        many rows."""
        old = (
            delete(RECEIPT).where(RECEIPT.c.claimed_at < now - RECEIPTS_KEPT),
            delete(TURN).where(TURN.c.at < now - TURNS_KEPT),
        )
        with self._database.writing() as connection:
            return sum(connection.execute(statement).rowcount for statement in old)

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


def _by(tenant: str, member: str) -> ColumnElement[bool]:
    return and_(TURN.c.tenant == tenant, TURN.c.member == member)
