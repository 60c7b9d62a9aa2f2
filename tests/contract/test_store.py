"""What the store promises on SQLite and PostgreSQL alike."""

from __future__ import annotations

import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select

from adapters.store import Store, open_store
from adapters.store.database import open_database
from adapters.store.schema import HEAD, VERSION_TABLE
from adapters.store.store import RECEIPTS_KEPT, TURNS_KEPT
from adapters.store.tables import METADATA, RECEIPT
from bot.errors import StoreUnavailable
from tests.turns import MARCH, a_turn


def test_receipts_and_turns_survive_a_restart(address: str) -> None:
    before = open_store(address)
    before.receipts.claim("k", MARCH)
    before.notebook.keep(a_turn())
    before.close()

    after = open_store(address)
    assert not after.receipts.claim("k", MARCH)
    assert after.notebook.turns("mercy", "T1", limit=1) == (a_turn(),)
    after.close()


@pytest.mark.parametrize("version", ["0001", "0002"])
def test_a_database_of_a_version_before_is_brought_up_to_date(address: str, version: str) -> None:
    before = open_store(address)
    before.notebook.keep(a_turn())
    before.close()
    database = open_database(address)
    known = {"receipt", "turn"} if version == "0001" else {"receipt", "turn", "saved_program"}
    with database.writing() as connection:
        for table in METADATA.tables.keys() - known:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '{version}'")
    database.close()

    after = open_store(address)
    assert after.notebook.of_member("mercy", "ana") == (a_turn(),)
    assert after.shortlist.of_member("mercy", "ana") == ()
    assert after.members.met("mercy", "ana", None, "", MARCH)[1]
    assert after.deadlines.of_member("mercy", "ana") == ()
    after.close()


def test_two_stores_on_one_database_see_each_other(store: Store, address: str) -> None:
    other = open_store(address)
    store.receipts.claim("k", MARCH)
    store.notebook.keep(a_turn())

    assert not other.receipts.claim("k", MARCH)
    assert other.notebook.of_member("mercy", "ana") == (a_turn(),)
    other.close()


def test_pruning_removes_turns_after_a_year_and_receipts_after_a_week(store: Store) -> None:
    moment = timedelta(seconds=1)
    for ago in (TURNS_KEPT, TURNS_KEPT + moment):
        store.notebook.keep(a_turn(at=MARCH - ago))
    for ago in (RECEIPTS_KEPT, RECEIPTS_KEPT + moment):
        store.receipts.claim(f"claimed {ago}", MARCH - ago)

    assert (TURNS_KEPT.days, RECEIPTS_KEPT.days) == (365, 7)
    assert store.prune(MARCH) == 2
    assert store.notebook.of_member("mercy", "ana") == (a_turn(at=MARCH - TURNS_KEPT),)
    assert store.receipts.claim(f"claimed {RECEIPTS_KEPT + moment}", MARCH)
    assert not store.receipts.claim(f"claimed {RECEIPTS_KEPT}", MARCH)


def test_a_receipt_does_not_tell_where_the_question_was_asked(store: Store, address: str) -> None:
    store.receipts.claim("slack:T1:D024BE7LH:1.2", MARCH)

    database = open_database(address)
    with database.reading() as connection:
        [receipt] = connection.execute(select(RECEIPT)).all()
    database.close()
    assert receipt.digest == sha256(b"slack:T1:D024BE7LH:1.2").hexdigest()
    assert "D024BE7LH" not in repr(receipt)


def test_the_migrations_make_the_very_tables_that_are_queried(store: Store, address: str) -> None:
    database = open_database(address)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert {"turn", "saved_program", "delivery", "entry"} <= METADATA.tables.keys()
        assert compare_metadata(context, METADATA) == []
    database.close()


def test_the_known_version_is_that_of_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "adapters.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_database_of_a_newer_version_is_refused_and_left_alone(
    store: Store, address: str
) -> None:
    database = open_database(address)
    with database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    database.close()

    with pytest.raises(StoreUnavailable, match="newer version"):
        open_store(address)
    assert store.receipts.claim("k", MARCH)


def test_a_failure_repeats_no_word_of_the_member(store: Store, address: str) -> None:
    database = open_database(address)
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE turn")
    database.close()

    turn = a_turn("my secret words", member="my secret name")
    with pytest.raises(StoreUnavailable) as raised:
        store.notebook.keep(turn)
    assert "secret" not in "".join(traceback.format_exception(raised.value))


def test_a_moment_without_its_zone_is_not_kept(store: Store) -> None:
    with pytest.raises(StoreUnavailable):
        store.notebook.keep(a_turn(at=datetime(2026, 3, 4)))  # noqa: DTZ001 - the point
    assert store.notebook.of_member("mercy", "ana") == ()


def test_one_may_use_what_several_open_at_the_same_moment(address: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(open_store, [address] * 4))

    assert [store.receipts.claim("k", MARCH) for store in stores].count(True) == 1
    for store in stores:
        store.close()
