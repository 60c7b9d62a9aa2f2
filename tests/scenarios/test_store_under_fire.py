"""The SQLite store among several processes, under kill -9, on a full disk, and made to forget."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import event, insert

from adapters.store import Store, open_store
from adapters.store.database import open_database
from adapters.store.tables import TURN
from bot.errors import StoreUnavailable
from tests.scenarios.store_children import claim_all, keep_until_killed
from tests.turns import MARCH, a_turn

SPAWN = get_context("spawn")
PROCESSES = 3
SECRET = "zanzibar"
LENGTHS = (5, 50, 300, 1_500, 9_000)


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Where a new SQLite store can be opened."""
    return str(tmp_path / "coach.sqlite")


@contextmanager
def opened(address: str, *pragmas: str) -> Iterator[Store]:
    """A store whose every connection was given further pragmas."""
    open_store(address).close()
    database = open_database(address)

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(database.engine, "connect", prepare)
    store = Store(database)
    yield store
    store.close()


def test_processes_that_make_the_store_together_share_its_keys(address: str) -> None:
    keys = [f"key {number}" for number in range(30)]
    together = SPAWN.Barrier(PROCESSES)
    pipes = [Pipe(duplex=False) for _ in range(PROCESSES)]
    children = [
        SPAWN.Process(target=claim_all, args=(address, keys, together, report))
        for _, report in pipes
    ]
    for child, (_, report) in zip(children, pipes, strict=True):
        child.start()
        report.close()

    got = [key for answers, _ in pipes for key in answers.recv()]
    for child in children:
        child.join()
    assert sorted(got) == sorted(keys)


def test_no_turn_that_was_kept_is_lost_to_kill_9(address: str) -> None:
    kept: list[int] = []
    for enough in (3, 10, 25):
        kept += _killed_after(address, len(kept), enough)

        store = open_store(address)
        asked = {turn.asked for turn in store.notebook.of_member("mercy", "ana")}
        store.close()
        assert asked >= {f"question {number}" for number in kept}


def _killed_after(address: str, first: int, enough: int) -> list[int]:
    answers, report = Pipe(duplex=False)
    child = SPAWN.Process(target=keep_until_killed, args=(address, first, report))
    child.start()
    report.close()
    numbers = [answers.recv() for _ in range(enough)]
    child.kill()
    numbers += _rest(answers)
    child.join()
    return numbers


def _rest(answers: Connection) -> Iterator[int]:
    while True:
        try:
            yield answers.recv()
        except EOFError:
            return


def test_a_full_disk_is_said_and_costs_nothing_that_was_kept(address: str) -> None:
    with opened(address, "max_page_count = 30") as store:
        store.notebook.keep(a_turn("first"))
        with pytest.raises(StoreUnavailable, match="disk is full"):
            store.notebook.keep(a_turn("word " * 30_000))

        assert store.notebook.turns("mercy", "T1", limit=9) == (a_turn("first"),)
        store.notebook.keep(a_turn("second"))
        assert store.receipts.claim("k", MARCH)


def test_a_store_that_others_keep_locked_is_said_to_be(address: str) -> None:
    with opened(address, "busy_timeout = 0") as store:
        other = sqlite3.connect(address, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="locked"):
            store.receipts.claim("k", MARCH)
        assert store.notebook.turns("mercy", "T1", limit=1) == ()

        other.execute("ROLLBACK")
        other.close()
        assert store.receipts.claim("k", MARCH)


def test_a_store_that_cannot_be_written_to_is_said_to_be(address: str) -> None:
    with (
        opened(address, "query_only = ON") as store,
        pytest.raises(StoreUnavailable, match="read-only"),
    ):
        store.notebook.keep(a_turn())


def test_forgotten_words_are_in_no_byte_of_the_files(address: str) -> None:
    with opened(address) as store, opened(address) as other:
        _fill(address)
        other.notebook.turns("mercy", "T1", limit=9)
        assert _bytes(address).count(SECRET.encode()) > 100

        assert store.notebook.forget("mercy", SECRET) > 100
        assert SECRET.encode() not in _bytes(address)
        assert len(other.notebook.of_member("mercy", "bo")) > 100


def test_forgetting_is_not_said_to_be_done_while_a_reader_holds_the_words(address: str) -> None:
    with opened(address, "busy_timeout = 0") as store:
        store.notebook.keep(a_turn(SECRET))
        reader = sqlite3.connect(address, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM turn").fetchone()
        with pytest.raises(StoreUnavailable, match="ask again"):
            store.notebook.forget("mercy", "ana")

        reader.execute("ROLLBACK")
        reader.close()
        assert store.notebook.forget("mercy", "ana") == 0
        assert SECRET.encode() not in _bytes(address)


def _fill(address: str) -> None:
    """Turns of two members, of such lengths that SQLite moves some and leaves copies behind."""
    chance = random.Random(7)
    turns = []
    for number in range(3_000):
        member = chance.choice((SECRET, "bo", "bo", "bo"))
        words = f"{member} asks {number} " + "x" * chance.choice(LENGTHS)
        turns.append(a_turn(words, member=member, thread=f"{member} {chance.randrange(50)}"))
    database = open_database(address)
    with database.writing() as connection:
        connection.execute(insert(TURN), [asdict(turn) for turn in turns])
    database.close()


def _bytes(address: str) -> bytes:
    """What is on the disk: the file, its log and whatever else stands beside them."""
    return b"".join(path.read_bytes() for path in Path(address).parent.iterdir())
