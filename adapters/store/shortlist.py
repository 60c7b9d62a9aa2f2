"""Saved programs in a table, behind the port that the coach knows."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import ColumnElement, and_, bindparam, delete, select, text

from adapters.store.database import Database
from adapters.store.tables import SAVED_PROGRAM
from bot.programs.shortlist import SavedProgram

FIELDS = tuple(column for column in SAVED_PROGRAM.c if column is not SAVED_PROGRAM.c.id)

# As text, because SQLAlchemy spells this one dialect at a time; both databases read it the same.
SAVE = text(
    f"INSERT INTO saved_program ({', '.join(column.name for column in FIELDS)})"
    f" VALUES ({', '.join(f':{column.name}' for column in FIELDS)}) ON CONFLICT DO NOTHING"
).bindparams(*(bindparam(column.name, type_=column.type) for column in FIELDS))


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
        theirs = select(*FIELDS).where(_by(tenant, member)).order_by(SAVED_PROGRAM.c.id)
        with self._database.reading() as connection:
            return tuple(SavedProgram(*row) for row in connection.execute(theirs))

    def remove(self, tenant: str, member: str, program: str) -> bool:
        """Take a program off the list; True when it was on it."""
        one = delete(SAVED_PROGRAM).where(_by(tenant, member), SAVED_PROGRAM.c.program == program)
        with self._database.writing() as connection:
            return connection.execute(one).rowcount == 1

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants in which a member of this id saved programs, in alphabetical order."""
        theirs = select(SAVED_PROGRAM.c.tenant).where(SAVED_PROGRAM.c.member == member).distinct()
        with self._database.reading() as connection:
            return tuple(sorted(connection.scalars(theirs)))

    def forget(self, tenant: str, member: str) -> int:
        """Remove everything that a member saved, down to the bytes; return how many there were.

        When it raises, asking again finishes what was begun.
        """
        with self._database.writing() as connection:
            count = connection.execute(delete(SAVED_PROGRAM).where(_by(tenant, member))).rowcount
        self._database.scrub()
        return count


def _by(tenant: str, member: str) -> ColumnElement[bool]:
    return and_(SAVED_PROGRAM.c.tenant == tenant, SAVED_PROGRAM.c.member == member)
