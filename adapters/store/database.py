"""One database, however it is addressed: its engine, its transactions and its refusals."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from adapters.store.failures import translated
from bot.errors import StoreUnavailable

BUSY_MS = 30_000
CONNECT_S = 10
PRAGMAS = (
    f"busy_timeout = {BUSY_MS}",
    "foreign_keys = ON",
    "synchronous = FULL",
    "secure_delete = ON",
)


class Database:
    """An engine and its transactions, each of which raises StoreUnavailable when it fails.

    `file` is the SQLite file, None on PostgreSQL; `place` names the database to an operator
    and holds no password.
    """

    def __init__(self, engine: Engine, file: Path | None) -> None:
        url = engine.url
        self.engine = engine
        self.file = file
        self.place = str(file or f"PostgreSQL database {url.database} on {url.host or 'localhost'}")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed at the end; on SQLite it locks out other writers."""
        with translated(self.place), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and never waits for a writer."""
        deferred = self.engine.execution_options(begin="BEGIN")
        with translated(self.place), deferred.connect() as connection:
            yield connection

    def alone(self, statement: str) -> tuple[Any, ...]:
        """The row, if any, that SQLite answers a statement with which no transaction may hold."""
        bare = self.engine.execution_options(begin=None)
        with translated(self.place), bare.connect() as connection:
            result = connection.exec_driver_sql(statement)
            return tuple(result.one()) if result.returns_rows else ()

    def scrub(self) -> None:
        """Rewrite the SQLite file, so that it holds nothing of what was deleted.

        `secure_delete` is not enough: rebalancing the tree leaves copies of moved rows in the
        gaps of its pages. PostgreSQL overwrites the space of deleted rows in its own time.
        """
        if self.file is None:
            return
        self.alone("VACUUM")
        busy, *_ = self.alone("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise StoreUnavailable(
                f"{self.place}: deleted words are still in its log, which another process reads; "
                "ask again"
            )

    def close(self) -> None:
        """Close every connection; SQLite then folds its log into the file."""
        self.engine.dispose()


def open_database(address: str | Path) -> Database:
    """The database at a file's path or a URL; raises StoreUnavailable when it cannot be one."""
    if isinstance(address, Path) or "://" not in address:
        return _sqlite(Path(address))
    url = _parsed(address)
    if url.get_backend_name() == "sqlite" and url.database:
        return _sqlite(Path(url.database))
    if url.get_backend_name() in {"postgresql", "postgres"}:
        return _postgresql(url)
    raise StoreUnavailable(f"{url.drivername}: only SQLite files and PostgreSQL can be used")


def _parsed(address: str) -> URL:
    try:
        return make_url(address)
    except (ArgumentError, ValueError):
        # Not chained: the cause repeats the address, and with it the password.
        reason = "the database address cannot be read; it looks like postgresql://user@host/name"
        raise StoreUnavailable(reason) from None


def _sqlite(file: Path) -> Database:
    with translated(str(file)):
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            # Made here, and not by SQLite, so that only its owner can read what members asked.
            file.touch(mode=0o600)
    engine = create_engine(URL.create("sqlite", database=str(file)), hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Database(engine, file)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Transactions are begun by _begin: sqlite3's own start too late to prevent lost updates.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get("begin", "BEGIN IMMEDIATE")
    if statement:
        connection.exec_driver_sql(statement)


def _postgresql(url: URL) -> Database:
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_S},
        )
    except ImportError as error:
        reason = "PostgreSQL needs its driver: pip install 'cme-career-coach[postgresql]'"
        raise StoreUnavailable(reason) from error
    return Database(engine, None)
