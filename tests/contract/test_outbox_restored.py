"""A database that was restored from a copy, or began anew after a pause: what may have been said
since is looked for before it is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from tests.platform import Clock, FakePlatform
from tests.reminder_world import BEFORE, DUE, LICENCE, REVIEW, World

Copy = Callable[[], str]


@pytest.fixture
def copied(address: str, tmp_path: Path) -> Copy:
    """Makes a copy of the database, of which nobody may be connected to, and says where."""

    def copy_file() -> str:
        target = tmp_path / "copy.sqlite"
        with closing(sqlite3.connect(address)) as source, closing(sqlite3.connect(target)) as to:
            source.backup(to)
        return str(target)

    def copy_database() -> str:
        name = make_url(address).database or ""
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server = make_url(address).set(database="postgres")
        to = server.render_as_string(hide_password=False)
        with psycopg.connect(to, autocommit=True) as connection:
            connection.execute(made.format(sql.Identifier(f"{name}_copy"), sql.Identifier(name)))
        return make_url(address).set(database=f"{name}_copy").render_as_string(hide_password=False)

    return copy_database if "://" in address else copy_file


@pytest.fixture
def platform() -> FakePlatform:
    """A platform with a history, and a clock that stands before anything is due."""
    return FakePlatform(Clock(BEFORE))


def backup(address: str, copied: Copy, platform: FakePlatform, *members: str) -> str:
    """Where a copy is from the minute before the reviews of these members are due."""
    world = World(address, platform.clock, platform)
    world.meet(*members)
    platform.clock.moment = DUE - timedelta(minutes=1)
    world.work()
    world.close()
    return copied()


def sent(address: str, platform: FakePlatform) -> None:
    """Everything that is due is sent, and recorded in the database that will be lost."""
    platform.clock.moment = DUE
    world = World(address, platform.clock, platform)
    world.work()
    world.close()


def test_what_was_sent_after_the_backup_is_found_and_not_sent_again(
    address: str, copied: Copy, platform: FakePlatform
) -> None:
    older = backup(address, copied, platform, "ana", "ben")
    sent(address, platform)
    platform.clock.go(minutes=10)
    world = World(older, platform.clock, platform)
    world.work(for_seconds=60)
    assert (len(platform.posts), platform.doubles) == (2, 0)
    assert (world.states(), len(world.said())) == (["sent", "sent"], 2)
    world.close()


def test_what_was_not_sent_before_the_restore_is_sent_once(
    address: str, copied: Copy, platform: FakePlatform
) -> None:
    older = backup(address, copied, platform, "ana")
    platform.clock.moment = DUE + timedelta(hours=3)
    world = World(older, platform.clock, platform)
    world.work(for_seconds=300)
    assert [post.at - DUE for post in platform.posts] == [timedelta(hours=3, seconds=15)]
    assert (world.states(), platform.looks) == (["sent"], 1)
    world.close()


def test_where_nobody_can_look_it_is_sent_all_the_same(address: str, copied: Copy) -> None:
    blind = FakePlatform(Clock(BEFORE), can_look=False)
    older = backup(address, copied, blind, "ana")
    blind.clock.moment = DUE + timedelta(hours=3)
    world = World(older, blind.clock, blind)
    world.work(for_seconds=60)
    assert (world.states(), len(blind.posts)) == (["sent"], 1)
    world.close()


def test_a_history_that_nobody_may_read_holds_it_up_for_an_hour_and_no_longer(
    address: str, copied: Copy, platform: FakePlatform
) -> None:
    older = backup(address, copied, platform, "ana")
    platform.clock.moment = DUE + timedelta(hours=3)
    platform.forbids = True
    world = World(older, platform.clock, platform)
    world.work(for_seconds=2 * 60 * 60, every=60)
    assert (world.states(), len(platform.posts)) == (["sent"], 1)
    world.close()


def test_what_comes_due_after_a_pause_is_not_looked_for(
    address: str, copied: Copy, platform: FakePlatform
) -> None:
    older = backup(address, copied, platform, "ana")
    platform.clock.moment = DUE + timedelta(hours=3)
    world = World(older, platform.clock, platform)
    world.work(for_seconds=60)
    looks = platform.looks
    platform.clock.moment = DUE + timedelta(days=11)
    world.work()
    assert (platform.looks, len(platform.posts)) == (looks, 2)
    world.close()


def test_a_process_that_was_away_for_a_minute_looks_for_nothing(
    address: str, platform: FakePlatform
) -> None:
    world = World(address, platform.clock, platform)
    world.meet("ana")
    platform.clock.moment = DUE - timedelta(minutes=2)
    world.work()
    world.close()
    sent(address, platform)
    assert (platform.looks, len(platform.posts)) == (0, 1)


def test_a_mark_is_of_what_is_said_and_tells_nothing(address: str, platform: FakePlatform) -> None:
    world = World(address, platform.clock, platform)
    world.meet("ana", "ben")
    world.keep("ben", replace(LICENCE, id="m8c2"))
    platform.clock.moment = DUE
    parcels = [world.outbox.claim(job.delivery) for job in world.outbox.open(500)]
    marks = {parcel.mark for parcel in parcels if parcel}
    assert len(marks) == 2
    assert all(len(mark) == 36 for mark in marks)
    assert not any(REVIEW.id in mark or "ana" in mark for mark in marks)
    world.close()
