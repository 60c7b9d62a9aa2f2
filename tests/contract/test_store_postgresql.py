"""What only a database server can do to the store."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from adapters.store import open_store
from bot.errors import StoreUnavailable
from tests.deadlines import NOVEMBER, OWN, SEEN
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


def test_the_outbox_goes_by_the_servers_clock_and_not_by_this_machines(postgresql: str) -> None:
    store = open_store(postgresql)
    with psycopg.connect(postgresql) as other:
        other.execute("CREATE SCHEMA ahead")
        other.execute(
            "CREATE FUNCTION ahead.clock_timestamp() RETURNS timestamptz LANGUAGE sql"
            " AS $$ SELECT pg_catalog.clock_timestamp() + interval '1 hour' $$"
        )
        name = make_url(postgresql).database or ""
        path = sql.SQL("ALTER DATABASE {} SET search_path = ahead, public, pg_catalog")
        other.execute(path.format(sql.Identifier(name)))
    store.close()

    store = open_store(postgresql)
    ahead = store.outbox().now() - datetime.now(UTC)
    assert timedelta(minutes=59) < ahead < timedelta(minutes=61)
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


def test_what_a_sweep_opens_while_a_member_is_forgotten_goes_with_them(postgresql: str) -> None:
    store = open_store(postgresql)
    store.members.met("mercy", "ana", None, "", NOVEMBER)
    store.deadlines.keep(OWN, SEEN)

    with psycopg.connect(postgresql) as sweep, ThreadPoolExecutor(1) as pool:
        sweep.execute("SELECT * FROM watch FOR UPDATE")
        forgetting = pool.submit(store.members.forget, "mercy", "ana")
        _wait_for_lock(postgresql, forgetting)
        sweep.execute(
            "INSERT INTO delivery (id, tenant, member, surface, locator, mark, state, token, ref,"
            " error, dispatch, attempt, looks, made_at, not_before) VALUES ('d1', 'mercy', 'ana',"
            " 'slack', '{}', '', 'queued', '', '', '', 0, 0, 0, now(), now())"
        )
        sweep.commit()
        assert forgetting.result() == 3
    with psycopg.connect(postgresql) as other:
        assert other.execute("SELECT * FROM delivery").fetchall() == []
    store.close()


def _wait_for_lock(address: str, work: Future[int]) -> None:
    query = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with psycopg.connect(address, autocommit=True) as other:
        while not other.execute(query).fetchall():
            assert not work.done()
