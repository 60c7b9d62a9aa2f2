"""How fast deliveries go out, whatever stood in their way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.nudges.delivery import NotSent
from tests.platform import RETRY_AFTER, Fault
from tests.reminder_world import DUE, LICENCE, World

AT_ONCE = 44
"""Five seconds' worth of 525 a minute, and the first."""


@pytest.fixture
def world(address: str) -> Iterator[World]:
    """A hospital in which nothing is due yet."""
    opened = World(address)
    yield opened
    opened.close()


def crowd(world: World, count: int) -> None:
    """So many members whose reviews are due now."""
    world.meet(*(f"nurse{number:03}" for number in range(count)))
    world.clock.moment = DUE


def arrived(world: World) -> int:
    """How many messages came since this was asked last, in one sweep now."""
    before = len(world.platform.posts)
    world.work()
    return len(world.platform.posts) - before


def test_a_burst_goes_out_no_faster_than_the_platform_allows(world: World) -> None:
    crowd(world, 120)
    assert arrived(world) == AT_ONCE, "five seconds' worth"
    world.work(for_seconds=10, every=1)
    assert len(world.platform.posts) == 120
    assert world.platform.posts[-1].at - DUE == timedelta(seconds=9), "525 a minute after that"
    assert len(world.said()) == 120


def test_a_gate_that_opens_lets_no_crowd_through(world: World) -> None:
    crowd(world, 250)
    assert arrived(world) == AT_ONCE
    world.platform.faults.append(Fault.TOO_MANY)
    world.clock.go(seconds=1)
    assert arrived(world) <= 1 / 60 * 525
    world.clock.moment += RETRY_AFTER + timedelta(seconds=15)
    assert arrived(world) == AT_ONCE, "the slots of before are missed"
    world.work(for_seconds=40)
    assert (set(world.states()), len(world.platform.posts)) == ({"sent"}, 250)


def test_who_had_a_slot_before_a_day_of_downtime_has_none_after_it(world: World) -> None:
    crowd(world, 120)
    world.work()
    world.clock.go(days=1)
    assert arrived(world) == AT_ONCE
    world.work(for_seconds=20)
    assert (set(world.states()), len(world.platform.posts)) == ({"sent"}, 120)


def test_a_slot_is_kept_until_the_next_sweep(world: World) -> None:
    crowd(world, 120)
    world.work()
    world.clock.go(seconds=15)
    assert arrived(world) == 120 - AT_ONCE


def test_a_gate_is_closed_for_an_hour_at_most(world: World) -> None:
    world.meet("ana")
    world.clock.moment = DUE
    (job,) = world.outbox.open(500)
    parcel = world.outbox.claim(job.delivery)
    assert parcel is not None
    world.outbox.settle(parcel, NotSent("429", timedelta(days=1_000_000), gated=True))
    world.clock.go(minutes=59)
    assert world.outbox.open(500) == ()
    world.clock.go(minutes=1)
    assert len(world.outbox.open(500)) == 1


def test_no_more_is_opened_than_there_is_room_for(world: World) -> None:
    crowd(world, 12)
    assert len(world.dispatch.sweep(0)) == 0
    assert len(world.dispatch.sweep(5)) == 5
    world.clock.go(minutes=2)
    assert len(world.dispatch.sweep(20)) == 12


def test_while_the_engine_has_jobs_left_none_is_taken_for_lost(world: World) -> None:
    crowd(world, 3)
    world.dispatch.sweep()
    world.meet("zoe", deadline=LICENCE)
    world.clock.go(minutes=29)
    assert len(world.dispatch.sweep(backlog=True)) == 1, "zoe's"
    world.clock.go(minutes=1)
    assert len(world.dispatch.sweep(backlog=True)) == 3
