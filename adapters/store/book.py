"""Entries of members' books in a table, behind the port that the coach knows."""

from __future__ import annotations

from dataclasses import astuple

from sqlalchemy import delete, func, insert, select, update

from adapters.store.database import Database
from adapters.store.reminder_tables import ENTRY
from adapters.store.whose import theirs
from bot.errors import TooMuch
from bot.portfolio.entry import Entry

MOST = 2_000
"""Entries of one member."""

FIELDS = tuple(column for column in ENTRY.c if column is not ENTRY.c.id)


class StoredBook:
    """Entries as rows; the id of each is unique within its member."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self, tenant: str, member: str) -> tuple[Entry, ...]:
        """Everything in a member's book, oldest first, and of one moment in the order written."""
        book = select(*FIELDS).where(theirs(ENTRY, tenant, member))
        with self._database.reading() as connection:
            rows = connection.execute(book.order_by(ENTRY.c.at, ENTRY.c.id))
            return tuple(Entry(*row) for row in rows)

    def write(self, entry: Entry) -> None:
        """Add an entry, or put it in the place of the one with its id; raises TooMuch."""
        book = theirs(ENTRY, entry.tenant, entry.member)
        values = dict(zip((column.name for column in FIELDS), astuple(entry), strict=True))
        with self._database.writing() as connection:
            replaced = update(ENTRY).where(book, ENTRY.c.entry == entry.id).values(values)
            if connection.execute(replaced).rowcount == 1:
                return
            if connection.execute(select(func.count()).where(book)).scalar_one() >= MOST:
                raise TooMuch("entries", MOST)
            connection.execute(insert(ENTRY), values)

    def of_tenant(self, tenant: str) -> tuple[Entry, ...]:
        """Every entry of a tenant, whoever's book it stands in."""
        everyone = select(*FIELDS).where(ENTRY.c.tenant == tenant).order_by(ENTRY.c.id)
        with self._database.reading() as connection:
            return tuple(Entry(*row) for row in connection.execute(everyone))

    def strike(self, tenant: str, member: str, id: str) -> bool:
        """Remove an entry; False when there is none of this id."""
        one = delete(ENTRY).where(theirs(ENTRY, tenant, member), ENTRY.c.entry == id)
        with self._database.writing() as connection:
            return connection.execute(one).rowcount == 1

    def forget(self, tenant: str, member: str) -> int:
        """Remove a member's whole book, down to the bytes; return how many entries there were.

        When it raises, asking again finishes what was begun.
        """
        with self._database.writing() as connection:
            count = connection.execute(delete(ENTRY).where(theirs(ENTRY, tenant, member))).rowcount
        self._database.scrub()
        return count
