"""What a database's complaint means in plain words, without the words it was about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import StoreUnavailable

FULL = "the disk is full"
LOCKED = "other processes kept it locked for too long; try again"
READ_ONLY = "it cannot be written to: the file or its disk is read-only"
UNREACHABLE = "the server cannot be reached or refuses the name, the password or the database"

SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: is its folder there, and may it be written to?",
    sqlite3.SQLITE_IOERR: "the disk failed while it was read or written",
    sqlite3.SQLITE_NOTADB: (
        "it is not a database; it was left as it is: move it away, or restore a copy"
    ),
    sqlite3.SQLITE_CORRUPT: (
        "it is damaged; it was left as it is: restore a copy, or move it away to start anew"
    ),
}

# Keys are SQLSTATE codes, then their two-letter classes (PostgreSQL manual, appendix A).
POSTGRESQL = {
    "25006": "the server is read-only (a standby?)",
    "42501": "the server's user lacks a privilege on it",
    "53100": "the server's disk is full",
    "53300": "the server has too many connections",
    "08": UNREACHABLE,
    "28": UNREACHABLE,
    "3D": UNREACHABLE,
    "40": LOCKED,
    "53": "the server has run out of memory or space",
    "55": LOCKED,
    "57": "the server is stopping or starting",
    "XX": "the server reports damaged data",
}


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turns every failure of the database at `place` into StoreUnavailable."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise StoreUnavailable(f"{place}: {_reason(error)}") from error


def _reason(error: SQLAlchemyError | OSError) -> str:
    match error:
        case OSError():
            return error.strerror or LOCKED
        case PoolTimeout():
            return "every connection is in use; try again"
        case DBAPIError(orig=sqlite3.Error() as original):
            # The low byte is the primary code; the rest tells variants apart.
            code = getattr(original, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            return SQLITE.get(code) or _unexpected(original)
        case DBAPIError(orig=BaseException() as original):
            return _postgresql(original)
        case _:
            return _unexpected(error)


def _postgresql(original: BaseException) -> str:
    state: str | None = getattr(original, "sqlstate", None)
    if state is None and type(original).__name__ == "OperationalError":
        return UNREACHABLE
    state = state or ""
    return POSTGRESQL.get(state) or POSTGRESQL.get(state[:2]) or _unexpected(original)


def _unexpected(error: BaseException) -> str:
    return f"it answered with an unexpected {type(error).__name__}"
