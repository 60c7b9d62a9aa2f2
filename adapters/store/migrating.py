"""Runs the migrations, once, whoever else is starting at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from filelock import FileLock
from sqlalchemy import Connection, text

from adapters.store.database import Database
from adapters.store.failures import translated

# Any number will do that no other program locks in the same PostgreSQL database.
ADVISORY_LOCK = 7_263_001
LOCK_S = 60


def migrate(database: Database) -> None:
    """Bring the tables up to date, all of the way or not at all; nothing when they are."""
    with _alone(database) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "adapters.store:migrations")
        command.upgrade(config, "head")


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """A transaction beside which no other process migrates."""
    if database.file is None:
        with database.writing() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
            yield connection
        return
    with translated(database.place), FileLock(f"{database.file}.lock", timeout=LOCK_S):
        # Under the lock because this switch, unlike a transaction, does not wait its turn.
        database.alone("PRAGMA journal_mode = WAL")
        with database.writing() as connection:
            yield connection
