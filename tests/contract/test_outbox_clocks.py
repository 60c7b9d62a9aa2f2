"""Clocks that are put forward and back: nothing that was put ahead holds anything up for ever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from adapters.store.outbox import StoredOutbox
from bot.nudges.delivery import InDoubt, NotSent
from tests.platform import Clock, FakePlatform, Fault
from tests.reminder_world import BEFORE, DUE, LICENCE, World

FAR = datetime(2028, 1, 1, 17, tzinfo=UTC)


@pytest.fixture
def world(address: str) -> Iterator[World]:
    """A hospital in which nothing is due yet."""
    opened = World(address)
    yield opened
    opened.close()


def ahead(world: World, *faults: Fault) -> None:
    """Ana's license runs out in a month; the clock jumps a year ahead, where another does, sees
    these faults, and is put back."""
    world.meet("ana", deadline=replace(LICENCE, ladder=(30, 14, 3, 1), day=date(2027, 2, 15)))
    world.clock.moment = FAR
    world.meet("ben", "cy")
    for member in ("ana", "ben"):
        world.keep(member, replace(LICENCE, id="far", day=date(2028, 1, 31), ladder=(30,)))
    world.platform.faults.extend(faults)
    world.work()
    world.clock.moment = BEFORE


def of_ana(world: World) -> list[tuple[datetime, str]]:
    """What Ana got since the clock was put back, and when."""
    return [
        (post.at, reminder.when)
        for post in world.platform.posts
        for reminder in post.message.reminders  # type: ignore[union-attr]
        if "ana" in post.home.locator and post.at < FAR
    ]


@pytest.mark.parametrize(
    "faults",
    [
        (),
        (Fault.NO_CONNECTION, Fault.NO_CONNECTION),
        (Fault.TOO_MANY,),
        (Fault.KILL_BEFORE, Fault.KILL_BEFORE),
        (Fault.LOSE_REQUEST, Fault.LOSE_REQUEST),
    ],
)
def test_what_was_put_ahead_by_a_clock_a_year_ahead_holds_up_nothing(
    world: World, faults: tuple[Fault, ...]
) -> None:
    ahead(world, *faults)
    world.work(for_seconds=50 * 24 * 60 * 60, every=12 * 60 * 60)
    assert [when for _, when in of_ana(world)] == [
        "2027-02-15/30",
        "2027-02-15/14",
        "2027-02-15/3",
        "2027-02-15/1",
    ]


def test_slots_that_were_given_by_a_clock_ahead_count_no_more(world: World) -> None:
    world.meet(*(f"nurse{number:02}" for number in range(60)))
    world.clock.moment = DUE + timedelta(days=3)
    world.work()
    assert len(world.platform.posts) == 44
    world.clock.moment = DUE
    world.work(for_seconds=30)
    assert len(world.platform.posts) == 60


def test_a_lease_from_a_clock_ahead_is_over_and_what_was_sent_is_found(address: str) -> None:
    """The platform keeps its own time, by which nothing is from times to come."""
    clock, real = Clock(BEFORE), Clock(BEFORE)
    platform = FakePlatform(real)
    world = World(address, clock, platform)
    world.meet("ana")
    clock.moment, real.moment = DUE + timedelta(days=2), DUE
    platform.faults.append(Fault.KILL_AFTER)
    world.work()
    clock.moment = DUE
    for _ in range(8):
        for each in (clock, real):
            each.go(seconds=15)
        world.work()
    assert (len(platform.posts), world.states()) == (1, ["sent"])
    world.close()


def test_the_outcome_of_a_send_counts_by_the_clock_that_was_put_back(world: World) -> None:
    world.meet("ana", "ben")
    world.clock.moment = DUE + timedelta(days=1)
    first, second = (world.outbox.claim(job.delivery) for job in world.outbox.open(500))
    assert first is not None
    assert second is not None
    world.clock.moment = DUE
    assert world.outbox.settle(first, NotSent("refused", timedelta(days=9)))
    assert world.outbox.settle(second, InDoubt("timeout"))
    assert [doubt.since for doubt in world.outbox.doubtful(10)] == [DUE]
    world.clock.go(hours=1)
    assert first.delivery in {job.delivery for job in world.outbox.open(500)}


def test_the_clock_of_a_file_is_this_machines(world: World) -> None:
    if world.database.file is None:
        return
    before = datetime.now(UTC)
    assert before <= StoredOutbox(world.database).now() <= datetime.now(UTC)
