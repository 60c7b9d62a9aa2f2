"""The file of an embedded engine: made ready, and set aside when it is damaged.

It holds hints only, so that losing it costs some minutes, and never a nudge.
"""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from adapters.store.failures import translated

LOCK_S = 60
NONE = (0, 0)
"""The identity of no file."""

_log = logging.getLogger(__name__)


def prepared(file: Path) -> tuple[int, int]:
    """Make a file ready that is absent, and set one aside that is damaged; return what tells it
    from another file of its name. Raises StoreUnavailable."""
    with translated(str(file)):
        file.parent.mkdir(parents=True, exist_ok=True)
        # Two processes must not set aside each the other's new file.
        with FileLock(f"{file}.lock", timeout=LOCK_S):
            if file.exists() and not _is_sound(file):
                _set_aside(file)
            file.touch(mode=0o600)
            _write_ahead(file)
    return identity(file)


def identity(file: Path) -> tuple[int, int]:
    """What tells a file from another that took its name; NONE when there is none."""
    try:
        stat = file.stat()
    except OSError:
        return NONE
    return (stat.st_dev, stat.st_ino)


def _is_sound(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(file, timeout=LOCK_S)) as connection:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError:
        # Locked, or a disk that fails: not for us to judge from here.
        return True
    except sqlite3.DatabaseError:
        return False
    return bool(said == "ok")


def _set_aside(file: Path) -> None:
    ending = f".damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    for part in (file, *(Path(f"{file}{suffix}") for suffix in ("-wal", "-shm"))):
        if part.exists():
            part.rename(f"{part}{ending}")
    _log.warning(
        "%s is damaged and was set aside as %s%s; a new one takes its place, and no reminder is "
        "lost",
        file,
        file.name,
        ending,
    )


def _write_ahead(file: Path) -> None:
    """Once and for all: with its own rollback journal the engine is seven times slower."""
    with closing(sqlite3.connect(file, timeout=LOCK_S)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
