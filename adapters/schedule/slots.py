"""Who is who among the processes that share an engine's database.

Two of one name would each take up the other's running work as its own, left behind by a crash.
A slot is held by a lock that ends with its process, so that a killed one gets its name back.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from filelock import FileLock, Timeout

from adapters.store.database import Database, open_database
from adapters.store.failures import translated
from bot.errors import StoreUnavailable

if TYPE_CHECKING:
    from sqlalchemy import Connection

SLOTS = 64
# Any number will do that no other program locks in the same PostgreSQL database.
LOCKS = 7_263_002


@dataclass(frozen=True, slots=True)
class Slot:
    """A name, as host:number, and whether the lock behind it still stands."""

    name: str
    holds: Callable[[], bool]


@contextmanager
def taken(address: str | Path) -> Iterator[Slot]:
    """A name that no other process at this database has, and that the next process here will
    have when this one is gone. Raises StoreUnavailable."""
    host = platform.node() or "host"
    if isinstance(address, Path):
        with _locked_file(address) as number:
            yield Slot(f"{host}:{number}", lambda: True)
        return
    database = open_database(address)
    try:
        with _locked_row(database, host) as (number, holds):
            yield Slot(f"{host}:{number}", holds)
    finally:
        database.close()


def running(address: str | Path) -> int:
    """How many processes hold a slot. Raises StoreUnavailable."""
    if isinstance(address, Path):
        return sum(map(_is_held, address.parent.glob(f"{address.stem}-*.lock")))
    database = open_database(address)
    try:
        with database.reading() as connection:
            held = connection.exec_driver_sql(
                "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database "
                f"WHERE locktype = 'advisory' AND classid = {LOCKS} "
                "AND d.datname = current_database()"
            )
            return int(held.scalar_one())
    finally:
        database.close()


@contextmanager
def _locked_file(engine: Path) -> Iterator[int]:
    with translated(str(engine.parent)):
        engine.parent.mkdir(parents=True, exist_ok=True)
    for number in range(SLOTS):
        # Taken in one thread and given back in another, when the engine stops.
        lock = FileLock(engine.with_name(f"{engine.stem}-{number}.lock"), thread_local=False)
        with translated(str(engine.parent)):
            try:
                lock.acquire(timeout=0)
            except Timeout:
                continue
        try:
            yield number
        finally:
            lock.release()
        return
    raise StoreUnavailable(f"{engine}: {SLOTS} processes share it already; stop some of them")


def _is_held(lock: Path) -> bool:
    try:
        FileLock(lock).acquire(timeout=0).lock.release()
    except Timeout:
        return True
    return False


@contextmanager
def _locked_row(database: Database, host: str) -> Iterator[tuple[int, Callable[[], bool]]]:
    """The lock belongs to the connection, and is gone when the server is started anew."""
    alone = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with translated(database.place):
        connection = alone.connect()
    try:
        for number in range(SLOTS):
            name = crc32(f"{host}:{number}".encode()) - 2**31
            with translated(database.place):
                row = connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({LOCKS}, {name})")
            if row.scalar_one():
                yield number, lambda: _is_held_by(connection)
                return
    finally:
        connection.close()
    raise StoreUnavailable(f"{database.place}: {SLOTS} processes of {host} share it already")


def _is_held_by(connection: Connection) -> bool:
    """Whether this very connection has a lock. One that broke stays broken, since what it had
    begun is never rolled back."""
    try:
        with translated("the engine"):
            held = connection.exec_driver_sql(
                f"SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = {LOCKS} "
                "AND pid = pg_backend_pid()"
            )
    except StoreUnavailable:
        return False
    return held.first() is not None
