"""What a sweep works out: anew where something changed, beside whoever writes, and for everybody
whose rows can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import Connection, func, select, text, update

from adapters.store.editions import EDITION, zones_edition
from adapters.store.outbox import StoredOutbox
from adapters.store.plans import Plan, Planner
from adapters.store.reminder_tables import DEADLINE, FACT, NUDGE, WATCH
from adapters.store.sweeping import BATCH, Sweeps
from bot.deadlines.deadline import HUB, Scope, Source
from bot.members.profile import Profile
from tests.reminder_world import BEFORE, DUE, LICENCE, REVIEW, TENANT, ZONE, World


@pytest.fixture
def world(address: str) -> Iterator[World]:
    """A hospital in which nothing is due yet."""
    opened = World(address)
    yield opened
    opened.close()


class Interrupted(Planner):
    """Reads, and before anything is kept something else happens, once."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__(ZONE)
        self._meanwhile: list[Callable[[], object]] = [meanwhile]

    def plans(self, connection: Connection, numbers: list[int]) -> list[Plan]:
        """The plans, as they were before it happened."""
        found = super().plans(connection, numbers)
        if found and self._meanwhile:
            self._meanwhile.pop()()
        return found


def watch(world: World) -> tuple[bool, datetime | None]:
    """Whether the one watch is stale, and when its next nudge comes."""
    with world.database.reading() as connection:
        row = connection.execute(select(WATCH.c.stale, WATCH.c.next_at)).one()
        return row.stale, row.next_at


def change(world: World, kind: str) -> None:
    """Change what the nudges of the one member depend on."""
    if kind == "deadline":
        world.keep("ana", replace(REVIEW, day=date(2027, 2, 3)))
    else:
        told = Profile(zone="America/Los_Angeles", zone_told=True)
        world.store.members.describe(TENANT, "ana", told)


@pytest.mark.parametrize(
    ("kind", "then"),
    [("deadline", DUE - timedelta(days=28)), ("member", DUE + timedelta(hours=3))],
)
def test_what_changes_while_it_is_worked_out_is_worked_out_again(
    world: World, kind: str, then: datetime
) -> None:
    world.meet("ana")
    planner = Interrupted(lambda: change(world, kind))
    Sweeps(world.database, planner).prepare(world.clock)
    assert watch(world) == (True, None)
    world.outbox.open(500)
    assert watch(world) == (False, then)


def test_whoever_writes_while_it_is_worked_out_does_not_wait(world: World) -> None:
    """On SQLite a write beside a lock would wait for it in vain, and fail."""
    world.meet("ana")
    claims: list[bool] = []
    planner = Interrupted(lambda: claims.append(world.store.receipts.claim("k", BEFORE)))
    Sweeps(world.database, planner).prepare(world.clock)
    assert claims == [True]
    assert watch(world) == (False, DUE)


def test_more_than_one_transaction_holds_is_worked_out(world: World) -> None:
    world.meet("ana", deadline=None)
    many = BATCH // 100
    for number in range(100):
        world.keep("ana", replace(LICENCE, id=f"d{number}"))
    for number in range(many):
        world.meet(*(f"m{number}-{each}" for each in range(60)))
    world.outbox.open(500)
    with world.database.reading() as connection:
        left = select(func.count()).where(WATCH.c.stale | WATCH.c.next_at.is_(None))
        assert connection.execute(left).scalar_one() == 0


def test_when_the_rules_of_time_zones_change_everything_to_come_is_worked_out_anew(
    world: World,
) -> None:
    world.meet("ana")
    world.outbox.open(500)
    with world.database.writing() as connection:
        connection.execute(update(FACT).where(FACT.c.name == EDITION).values(value="1999a"))
        connection.execute(update(WATCH).values(next_at=DUE + timedelta(hours=1)))
    StoredOutbox(world.database, world.clock, ZONE).open(500)
    assert watch(world) == (False, DUE)
    with world.database.reading() as connection:
        known = connection.execute(select(FACT.c.value).where(FACT.c.name == EDITION))
        assert known.scalar_one() == zones_edition()


def test_a_deadline_that_cannot_be_planned_holds_up_nobody(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.meet("ana")
    world.meet("ben", deadline=replace(LICENCE, day=date.max, title="Secret"))
    world.clock.moment = DUE
    assert len(world.outbox.open(500)) == 1
    assert "Secret" not in caplog.text


def unknown_kind(world: World, known: str, kind: str) -> None:
    """Turn a deadline of Ben's into one of another kind, as another version might."""
    with world.database.writing() as connection:
        its = select(DEADLINE.c.record).where(DEADLINE.c.owner == "ben")
        record = connection.execute(its).scalar_one().replace(known, kind)
        connection.execute(update(DEADLINE).where(DEADLINE.c.owner == "ben").values(record=record))


def test_a_deadline_that_cannot_be_read_holds_up_nobody_and_comes_once_it_can(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.meet("ana", "ben")
    unknown_kind(world, '"review"', '"fellowship"')
    world.clock.moment = DUE
    world.work(for_seconds=60)
    assert len(world.platform.posts) == 1
    assert caplog.text.count("cannot be read") == 1
    unknown_kind(world, '"fellowship"', '"review"')
    world.work()
    assert len(world.platform.posts) == 2


def test_a_deadline_that_was_planned_and_cannot_be_read_is_not_opened_again_and_again(
    world: World,
) -> None:
    world.meet("ana", "ben")
    world.outbox.open(500)
    unknown_kind(world, '"review"', '"fellowship"')
    world.clock.moment = DUE
    world.work(for_seconds=60)
    assert sorted(world.states()) == ["cancelled", "sent"]


def test_a_sweep_is_noted_to_the_minute(world: World) -> None:
    assert world.store.last_sweep() is None
    world.outbox.open(500)
    world.clock.go(seconds=59)
    world.outbox.open(500)
    assert world.store.last_sweep() == BEFORE
    world.clock.go(seconds=1)
    world.outbox.open(500)
    assert world.store.last_sweep() == BEFORE + timedelta(minutes=1)


@pytest.mark.parametrize("by", ["member", "hub"])
def test_a_deadline_that_goes_during_a_claim_leaves_no_nudge(
    world: World, address: str, by: str
) -> None:
    """Else it would count as said when one with its id comes again."""
    world.meet("ana", deadline=REVIEW if by == "member" else None)
    if by == "hub":
        hub = replace(REVIEW, tenant=HUB, id="hub:money", scope=Scope.ORGANIZATION, owner="")
        world.store.deadlines.publish((replace(hub, source=Source.HUB),))
    world.clock.moment = DUE
    (job,) = world.outbox.open(500)
    other = World(address, world.clock)

    def go() -> None:
        if by == "hub":
            other.store.deadlines.publish(())
        else:
            other.store.deadlines.drop(TENANT, "ana", f"{REVIEW.id}-ana")

    going = Thread(target=go)

    def meanwhile() -> None:
        going.start()
        if world.database.file is None:
            _until_somebody_waits(world)

    claiming = Claiming(world.database, world.clock, ZONE)
    claiming.planner(Interrupted(meanwhile))
    claiming.claim(job.delivery)
    going.join()
    assert (world.rows(WATCH), world.rows(NUDGE)) == (0, 0)
    other.close()


class Claiming(StoredOutbox):
    """An outbox whose planner can be changed."""

    def planner(self, planner: Planner) -> None:
        """Plan by this one."""
        self._planner = planner


def _until_somebody_waits(world: World) -> None:
    waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    for _ in range(10_000):
        with world.database.reading() as connection:
            if connection.execute(waits).scalar_one():
                return
    pytest.fail("nobody waits for the claim")
