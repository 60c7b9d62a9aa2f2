"""Saved programs in a table, behind the port that the coach knows."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import delete, select

from adapters.store.database import Database
from adapters.store.tables import SAVED_PROGRAM, adding
from adapters.store.whose import theirs
from bot.programs.shortlist import SavedProgram

FIELDS = tuple(column for column in SAVED_PROGRAM.c if column is not SAVED_PROGRAM.c.id)

SAVE = adding(SAVED_PROGRAM)


class StoredShortlist:
    """Saved programs as rows; a unique index lets each in once for each member."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, saved: SavedProgram) -> bool:
        """Keep a program; True when the member had not saved it before, else nothing changes."""
        with self._database.writing() as connection:
            return connection.execute(SAVE, asdict(saved)).rowcount == 1

    def of_member(self, tenant: str, member: str) -> tuple[SavedProgram, ...]:
        """Everything that a member saved, oldest first."""
        found = (
            select(*FIELDS)
            .where(theirs(SAVED_PROGRAM, tenant, member))
            .order_by(SAVED_PROGRAM.c.id)
        )
        with self._database.reading() as connection:
            return tuple(SavedProgram(*row) for row in connection.execute(found))

    def remove(self, tenant: str, member: str, program: str) -> bool:
        """Take a program off the list; True when it was on it."""
        one = delete(SAVED_PROGRAM).where(
            theirs(SAVED_PROGRAM, tenant, member), SAVED_PROGRAM.c.program == program
        )
        with self._database.writing() as connection:
            return connection.execute(one).rowcount == 1

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants in which a member of this id saved programs, in alphabetical order."""
        found = select(SAVED_PROGRAM.c.tenant).where(SAVED_PROGRAM.c.member == member).distinct()
        with self._database.reading() as connection:
            return tuple(sorted(connection.scalars(found)))

    def forget(self, tenant: str, member: str) -> int:
        """Remove everything that a member saved, down to the bytes; return how many there were.

        When it raises, asking again finishes what was begun.
        """
        with self._database.writing() as connection:
            count = connection.execute(
                delete(SAVED_PROGRAM).where(theirs(SAVED_PROGRAM, tenant, member))
            ).rowcount
        self._database.scrub()
        return count
