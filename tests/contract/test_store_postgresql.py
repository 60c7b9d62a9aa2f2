"""What only a database server can do to the store."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from adapters.store import open_store
from bot.errors import StoreUnavailable
from tests.turns import MARCH, a_turn


def test_a_server_that_hung_up_is_called_again(postgresql: str) -> None:
    store = open_store(postgresql)
    assert store.receipts.claim("k", MARCH)
    with psycopg.connect(postgresql, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    assert not store.receipts.claim("k", MARCH)
    store.close()


def test_a_read_only_server_is_said_to_be_and_still_read(postgresql: str) -> None:
    store = open_store(postgresql)
    store.notebook.keep(a_turn())
    store.close()
    name = make_url(postgresql).database or ""
    with psycopg.connect(postgresql) as other:
        setting = sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on")
        other.execute(setting.format(sql.Identifier(name)))

    store = open_store(postgresql)
    with pytest.raises(StoreUnavailable, match="read-only"):
        store.receipts.claim("k", MARCH)
    assert store.notebook.of_member("mercy", "ana") == (a_turn(),)
    store.close()


def test_a_database_may_be_shared_with_other_programs(postgresql: str) -> None:
    with psycopg.connect(postgresql) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")

    store = open_store(postgresql)
    assert store.receipts.claim("k", MARCH)
    store.close()


def test_a_database_that_is_not_there_is_said_to_be(postgresql: str) -> None:
    with pytest.raises(StoreUnavailable, match="refuses the name, the password or the database"):
        open_store(postgresql.replace("coach_", "no_such_"))
