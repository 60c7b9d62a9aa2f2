"""Every row of the failure table of nudges, on a real database and a platform that can do it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import delete, text, update

from adapters.store.database import Database
from adapters.store.reminder_tables import DELIVERY, NUDGE, SEND_GATE, WATCH
from bot.conversation import Address
from bot.deadlines.deadline import Kind, Repeats, Unit, Watch
from bot.errors import DeliveryFailed, StoreUnavailable
from bot.members.profile import Profile, Quiet
from bot.messages import Nudge
from bot.nudges.delivery import InDoubt, Parcel, Refused, Sent
from bot.when.wall import Wall
from tests.platform import RETRY_AFTER, Clock, FakePlatform, Fault
from tests.reminder_world import BEFORE, CHECK_IN, DUE, LICENCE, REVIEW, TENANT, ZONE, World

DATABASES = ("sqlite", "postgresql") if sys.platform == "linux" else ("sqlite",)


@pytest.fixture(params=DATABASES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store can be opened, for each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "coach.sqlite")
    server: str = request.getfixturevalue("postgresql")
    return server


@pytest.fixture
def world(address: str) -> Iterator[World]:
    """A hospital where Ana's review is 14 days ahead."""
    opened = World(address)
    opened.meet("ana")
    opened.clock.moment = DUE
    yield opened
    opened.close()


def arrivals(world: World) -> list[timedelta]:
    """How long after it was due each message came."""
    return [post.at - DUE for post in world.platform.posts]


def test_killed_before_the_claim_it_is_handed_over_again_after_two_minutes(world: World) -> None:
    world.dispatch.sweep()
    world.work(for_seconds=180)
    assert arrivals(world) == [timedelta(minutes=2)]
    assert world.states() == ["sent"]


def test_killed_before_the_platform_took_it_it_comes_once_and_late(world: World) -> None:
    world.platform.faults.append(Fault.KILL_BEFORE)
    world.work(for_seconds=300)
    assert arrivals(world) == [timedelta(minutes=2)]
    assert (world.states(), world.platform.doubles) == (["sent"], 0)


def test_killed_after_the_platform_took_it_it_is_found_and_not_sent_again(world: World) -> None:
    world.platform.faults.append(Fault.KILL_AFTER)
    world.work(for_seconds=300)
    assert arrivals(world) == [timedelta()]
    assert (world.states(), world.said()) == (["sent"], ["2027-03-03/14"])


@pytest.mark.parametrize(
    ("fault", "late"),
    [(Fault.LOSE_ANSWER, timedelta()), (Fault.LOSE_REQUEST, timedelta(seconds=90))],
)
def test_an_answer_that_got_lost(world: World, fault: Fault, late: timedelta) -> None:
    world.platform.faults.append(fault)
    world.work(for_seconds=300)
    assert arrivals(world) == [late]
    assert world.states() == ["sent"]


@pytest.mark.parametrize("fault", [Fault.KILL_AFTER, Fault.LOSE_ANSWER, Fault.LOSE_REQUEST])
def test_where_nobody_can_look_a_deadline_is_followed_up_after_a_day(
    address: str, fault: Fault
) -> None:
    clock = Clock(BEFORE)
    world = World(address, clock, FakePlatform(clock, can_look=False))
    world.meet("ana", deadline=replace(LICENCE, ladder=(14,)))
    clock.moment = DUE
    world.platform.faults.append(fault)
    world.work(for_seconds=120)
    assert world.states() == ["closed"]
    clock.moment = DUE + timedelta(days=1, minutes=5)
    world.work()
    note = world.platform.posts[-1].message
    assert isinstance(note, Nudge)
    assert note.again
    assert (world.states(), world.platform.doubles) == (["closed", "sent"], 0)
    clock.go(days=2)
    world.work()
    assert len(world.states()) == 2
    world.close()


def test_where_nobody_can_look_what_is_of_low_stake_comes_at_most_once(address: str) -> None:
    clock = Clock(BEFORE)
    world = World(address, clock, FakePlatform(clock, can_look=False))
    world.meet("ana", deadline=replace(CHECK_IN, ladder=(14,)))
    clock.moment = DUE
    world.platform.faults.append(Fault.LOSE_ANSWER)
    world.work(for_seconds=120)
    clock.go(days=2)
    world.work()
    assert (world.states(), len(world.platform.posts)) == (["closed"], 1)
    world.close()


def test_a_history_that_nobody_may_read_is_taken_for_none_after_an_hour(world: World) -> None:
    world.platform.faults.append(Fault.LOSE_ANSWER)
    world.platform.forbids = True
    world.work(for_seconds=600)
    assert world.states() == ["unknown"]
    world.clock.go(hours=1)
    world.work()
    assert world.states() == ["closed"]
    assert len(world.platform.posts) == 1


def test_a_history_that_answers_nothing_for_days_is_asked_until_it_does(world: World) -> None:
    world.platform.faults.append(Fault.LOSE_REQUEST)
    world.platform.dark = True
    world.work(for_seconds=2 * 24 * 60 * 60, every=60 * 60)
    assert (world.states(), world.platform.looks) == (["unknown"], 48)
    world.platform.dark = False
    world.work(for_seconds=600)
    assert (world.states(), len(world.platform.posts)) == (["sent"], 1)


def test_what_was_killed_long_ago_is_not_given_up_at_the_first_look_that_fails(
    world: World,
) -> None:
    world.platform.faults.append(Fault.KILL_BEFORE)
    world.work()
    world.clock.go(hours=2)
    world.platform.forbids = True
    world.work()
    world.platform.forbids = False
    world.work(for_seconds=600)
    assert (world.states(), len(world.platform.posts)) == (["sent"], 1)


def test_looks_that_fail_are_few_and_hold_up_nobody(world: World) -> None:
    crowd = [f"nurse{number:02}" for number in range(29)]
    world.meet(*crowd)
    world.platform.faults.extend([Fault.LOSE_REQUEST] * 30)
    world.work()
    world.platform.dark = True
    world.meet("zoe")
    world.clock.go(seconds=30)
    world.work(for_seconds=45)
    assert (world.platform.looks, len(world.platform.posts)) == (2, 1)
    world.platform.dark = False
    world.work(for_seconds=600)
    assert (set(world.states()), len(world.platform.posts)) == ({"sent"}, 31)


def test_what_nobody_can_look_for_waits_for_no_look(address: str) -> None:
    clock = Clock(BEFORE)
    world = World(address, clock, FakePlatform(clock, can_look=False))
    world.meet(*(f"nurse{number:02}" for number in range(20)))
    clock.moment = DUE
    world.platform.faults.extend([Fault.LOSE_ANSWER] * 20)
    world.work()
    clock.go(seconds=30)
    world.work()
    assert world.states() == ["closed"] * 20
    world.close()


def test_a_doubt_is_looked_for_where_it_was_sent(world: World) -> None:
    world.platform.faults.append(Fault.LOSE_ANSWER)
    world.work()
    world.store.members.met(TENANT, "ana", Address("teams", TENANT, "{}"), "", world.clock())
    world.work(for_seconds=120)
    assert (world.states(), len(world.platform.posts)) == (["sent"], 1)


def test_whoever_is_forgotten_while_it_is_composed_gets_nothing(world: World) -> None:
    working = world.compose

    def forgotten(parcel: Parcel) -> Nudge:
        world.store.members.forget(TENANT, "ana")
        return working(parcel)

    world.compose = forgotten
    world.work(for_seconds=300)
    assert (world.states(), world.platform.asked) == ([], 0)


def test_who_is_back_after_an_hour_gets_what_could_not_be_delivered(world: World) -> None:
    world.platform.faults.append(Fault.GONE)
    world.work()
    world.clock.go(hours=1)
    world.store.members.met(TENANT, "ana", None, "", world.clock())
    world.work()
    assert (world.states(), arrivals(world)) == (["failed", "sent"], [timedelta(hours=1)])


def test_a_platform_that_asks_to_wait_is_asked_nothing_meanwhile(world: World) -> None:
    world.meet("ben")
    world.platform.faults.append(Fault.TOO_MANY)
    world.work()
    asked = world.platform.asked
    world.clock.moment = DUE + RETRY_AFTER - timedelta(seconds=1)
    world.work()
    assert world.platform.asked == asked
    world.clock.go(seconds=1)
    world.work()
    assert sorted(post.home.locator for post in world.platform.posts) == [
        '{"user": "ana"}',
        '{"user": "ben"}',
    ]
    assert set(world.states()) == {"sent"}


def test_a_connection_that_is_refused_is_tried_again(world: World) -> None:
    world.platform.faults.append(Fault.NO_CONNECTION)
    world.work(for_seconds=60)
    assert arrivals(world) == [timedelta(seconds=30)]


def test_a_member_who_is_gone_gets_no_more(world: World) -> None:
    world.platform.faults.append(Fault.GONE)
    world.work()
    world.clock.go(days=12)
    world.work()
    assert (world.states(), world.platform.asked) == (["failed"], 1)
    assert [member.id for member in world.store.members.unreachable()] == ["ana"]


def test_a_broken_message_ends_there_and_the_next_stage_comes(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.platform.faults.append(Fault.BROKEN)
    world.work(for_seconds=300)
    assert (world.states(), world.platform.asked) == (["failed"], 1)
    assert "refused: invalid_blocks" in caplog.text
    world.clock.go(days=12)
    world.work()
    assert world.states() == ["failed", "sent"]


def test_a_message_that_cannot_be_composed_ends_there(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(parcel: Parcel) -> Nudge:
        raise ValueError(parcel.dues[0].deadline.title)

    world.compose = broken
    (job,) = world.dispatch.sweep()
    assert isinstance(world.dispatch.deliver(job.delivery), Refused)
    assert (world.states(), world.platform.asked) == (["failed"], 0)
    assert job.delivery in caplog.text
    assert REVIEW.title not in caplog.text


def test_a_store_that_fails_while_composing_puts_it_off(world: World) -> None:
    def unavailable(_parcel: Parcel) -> Nudge:
        raise StoreUnavailable("locked")

    working, world.compose = world.compose, unavailable
    world.work()
    assert world.states() == ["queued"]
    world.compose = working
    world.work(for_seconds=60)
    assert len(world.platform.posts) == 1


def test_a_courier_that_raises_leaves_a_doubt(world: World) -> None:
    class Raising(FakePlatform):
        def send(self, *_: object) -> Sent:
            raise RuntimeError

    world.platform = Raising(world.clock)
    (job,) = world.dispatch.sweep()
    assert world.dispatch.deliver(job.delivery) == InDoubt("RuntimeError")
    assert world.states() == ["unknown"]


def test_whoever_composed_too_long_does_not_send(world: World) -> None:
    working = world.compose

    def slow(parcel: Parcel) -> Nudge:
        world.clock.go(seconds=31)
        world.compose = working
        return working(parcel)

    world.compose = slow
    world.work()
    assert (world.states(), world.platform.asked) == (["queued"], 0)
    world.work(for_seconds=120)
    assert world.states() == ["sent"]


def test_a_courier_that_raises_when_it_looks_ends_no_sweep(world: World) -> None:
    class Raising(FakePlatform):
        def find(self, *_: object) -> str | None:
            raise RuntimeError

    world.platform.faults.append(Fault.LOSE_ANSWER)
    world.work()
    working, world.platform = world.platform, Raising(world.clock)
    world.meet("ben")
    world.clock.go(seconds=30)
    world.work()
    assert len(world.platform.posts) == 1
    world.platform = working
    world.work(for_seconds=120)
    assert world.states() == ["sent", "sent"]


def test_a_platform_that_says_when_to_look_again_is_not_asked_before(world: World) -> None:
    class Busy(FakePlatform):
        def find(self, *_: object) -> str | None:
            self.looks += 1
            raise DeliveryFailed("slack", "ratelimited", after=timedelta(minutes=10))

    world.platform = Busy(world.clock)
    world.meet("ben")
    world.platform.faults.extend([Fault.LOSE_ANSWER] * 2)
    world.work(for_seconds=600)
    assert world.platform.looks == 1


def test_a_surface_without_a_courier_is_left_for_another_process(world: World) -> None:
    courier, world.platform = world.platform, FakePlatform(world.clock)
    (job,) = world.dispatch.sweep()
    other = type(world.dispatch)(world.outbox, {}, world.compose)
    other.deliver(job.delivery)
    assert world.states() == ["queued"]
    world.platform = courier
    world.work(for_seconds=180)
    assert len(courier.posts) == 1


def test_of_two_workers_with_the_same_job_one_sends(address: str) -> None:
    clock = Clock(BEFORE)
    platform = FakePlatform(clock)
    worlds = [World(address, clock, platform) for _ in range(3)]
    worlds[0].meet(*(f"nurse{number:02}" for number in range(15)))
    clock.moment = DUE
    barrier = Barrier(len(worlds))
    jobs = worlds[0].dispatch.sweep()

    def work(world: World) -> None:
        barrier.wait()
        for job in (*jobs, *world.dispatch.sweep()):
            world.dispatch.deliver(job.delivery)

    with ThreadPoolExecutor(len(worlds)) as pool:
        list(pool.map(work, worlds))
    assert (len(platform.posts), platform.doubles) == (15, 0)
    for each in worlds:
        each.close()


def test_after_days_of_downtime_one_digest_holds_the_tightest_stages(world: World) -> None:
    world.keep("ana", replace(LICENCE, id="m8c2", day=date(2027, 3, 4)))
    world.keep("ana", replace(CHECK_IN, id="p4x7", day=date(2027, 6, 1)))
    world.clock.moment = datetime(2027, 3, 1, 17, tzinfo=UTC)
    world.work(for_seconds=60)
    (post,) = world.platform.posts
    assert isinstance(post.message, Nudge)
    assert [reminder.when for reminder in post.message.reminders] == [
        "2027-03-03/3",
        "2027-03-04/3",
    ]


def test_a_clock_that_jumps_forward_makes_looks_and_no_second_message(world: World) -> None:
    world.platform.faults.append(Fault.KILL_AFTER)
    world.platform.lag = timedelta(seconds=20)
    world.work()
    world.clock.go(hours=3)
    world.work(for_seconds=300)
    assert (len(world.platform.posts), world.states()) == (1, ["sent"])


def test_a_jump_forward_right_after_sending_does_not_outrun_the_history(address: str) -> None:
    """The history shows things by the time that passes, whatever the coach's clock says."""
    clock, real = Clock(BEFORE), Clock(BEFORE)
    platform = FakePlatform(real)
    world = World(address, clock, platform)
    world.meet("ana")
    clock.moment = real.moment = DUE
    platform.faults.append(Fault.KILL_AFTER)
    platform.lag = timedelta(seconds=20)
    world.work()
    clock.go(hours=3)
    world.work()
    for _ in range(20):
        clock.go(seconds=15)
        real.go(seconds=15)
        world.work()
    assert (len(platform.posts), world.states()) == (1, ["sent"])
    world.close()


def test_a_clock_that_jumps_back_doubles_nothing(world: World) -> None:
    world.work()
    world.clock.moment = BEFORE
    world.work(for_seconds=60)
    world.clock.moment = DUE
    world.work(for_seconds=60)
    assert len(world.platform.posts) == 1


def test_a_clock_that_jumps_back_during_a_send_doubles_nothing(address: str) -> None:
    """The platform keeps its own time, by which the message is not from times to come."""
    clock, real = Clock(BEFORE), Clock(BEFORE)
    platform = FakePlatform(real)
    world = World(address, clock, platform)
    world.meet("ana")
    clock.moment = DUE + timedelta(hours=2)
    real.moment = DUE
    platform.faults.append(Fault.KILL_AFTER)
    world.work()
    clock.moment = DUE
    for _ in range(20):
        for each in (clock, real):
            each.go(seconds=15)
        world.work()
    assert (len(platform.posts), world.states()) == (1, ["sent"])
    world.close()


def test_a_job_from_before_the_clock_was_put_back_is_late_and_not_lost(world: World) -> None:
    world.dispatch.sweep()
    world.clock.go(hours=-1)
    world.work(for_seconds=60 * 60 + 120, every=60)
    assert arrivals(world) == [timedelta(minutes=2)]


def test_hosts_whose_clocks_differ_double_nothing_where_the_store_knows_no_better(
    address: str,
) -> None:
    clock, ahead = Clock(BEFORE), Clock(BEFORE)
    platform = FakePlatform(clock)
    platform.lag = timedelta(seconds=10)
    one, other = World(address, clock, platform), World(address, ahead, platform)
    one.meet("ana", "ben")
    clock.moment, ahead.moment = DUE, DUE + timedelta(minutes=5)
    platform.faults.extend([Fault.KILL_AFTER, Fault.LOSE_ANSWER])
    for _ in range(40):
        for each in (one, other):
            each.work()
            each.clock.go(seconds=15)
    assert (len(platform.posts), platform.doubles) == (2, 0)
    one.close()
    other.close()


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (date(2027, 3, 14), time(2, 30), datetime(2027, 3, 14, 7, 30, tzinfo=UTC)),
        (date(2027, 11, 7), time(1, 30), datetime(2027, 11, 7, 5, 30, tzinfo=UTC)),
    ],
)
def test_on_both_nights_on_which_the_clocks_change_it_comes_once(
    world: World, day: date, hour: time, expected: datetime
) -> None:
    world.store.members.describe(TENANT, "ana", Profile(hour=hour, quiet=Quiet(time(0), time(0))))
    world.keep("ana", replace(REVIEW, day=day + timedelta(days=1), ladder=(1,)))
    world.clock.moment = expected - timedelta(minutes=10)
    world.work(for_seconds=2 * 60 * 60, every=600)
    assert [post.at for post in world.platform.posts] == [expected]


def test_who_moves_after_a_nudge_does_not_get_it_again(world: World) -> None:
    world.work()
    for zone in ("America/Los_Angeles", "Pacific/Honolulu", "Europe/London"):
        told = Profile(zone=zone, zone_told=True)
        world.store.members.describe(TENANT, "ana", told)
        world.work()
        world.clock.go(hours=3)
    world.clock.moment = DUE + timedelta(days=2)
    world.work()
    assert len(world.platform.posts) == 1


def test_done_while_it_is_sent_ends_it_there(world: World) -> None:
    world.platform.faults.append(Fault.LOSE_REQUEST)
    world.work()
    done = Watch(since=BEFORE, done_through=REVIEW.day)
    world.store.deadlines.mark(TENANT, "ana", "k3f9a1-ana", done)
    world.work(for_seconds=300)
    assert (world.states(), world.platform.posts) == (["cancelled"], [])


def test_a_deadline_that_is_moved_while_it_is_queued_takes_its_nudge_with_it(
    world: World,
) -> None:
    (job,) = world.dispatch.sweep()
    world.keep("ana", replace(REVIEW, day=date(2027, 6, 3)))
    assert world.dispatch.deliver(job.delivery) is None
    assert (world.states(), world.platform.posts) == (["cancelled"], [])
    world.clock.moment = datetime(2027, 5, 20, 13, tzinfo=UTC)
    world.work()
    assert world.said() == ["2027-06-03/14"]


def test_a_member_who_is_forgotten_takes_everything_with_them(world: World) -> None:
    (job,) = world.dispatch.sweep()
    parcel = world.outbox.claim(job.delivery)
    assert parcel is not None
    world.store.members.forget(TENANT, "ana")
    assert not world.outbox.settle(parcel, Sent("ts1"))
    assert world.dispatch.deliver(job.delivery) is None
    world.work(for_seconds=300)
    assert [world.rows(table) for table in (DELIVERY, NUDGE, WATCH)] == [0, 0, 0]
    assert world.platform.posts == []


def test_a_database_that_cannot_be_written_to_sends_nothing(world: World) -> None:
    (job,) = world.dispatch.sweep()
    _forbid_writing(world.database)
    with pytest.raises(StoreUnavailable):
        world.dispatch.deliver(job.delivery)
    assert world.platform.asked == 0
    _forbid_writing(world.database, forbid=False)
    world.work(for_seconds=180)
    assert len(world.platform.posts) == 1


def _forbid_writing(database: Database, *, forbid: bool = True) -> None:
    switch = "ON" if forbid else "OFF"
    if database.file is not None:
        database.alone(f"PRAGMA query_only = {switch}")
        return
    name = database.engine.url.database
    with database.engine.begin() as connection:
        connection.execute(text("SET TRANSACTION READ WRITE"))
        only = f'ALTER DATABASE "{name}" SET default_transaction_read_only = {switch}'
        connection.execute(text(only))
    # Those who are connected already do not hear of it.
    database.engine.dispose()


def test_a_history_that_lags_longer_than_two_looks_is_the_one_double_left(world: World) -> None:
    world.platform.faults.append(Fault.LOSE_ANSWER)
    world.platform.lag = timedelta(minutes=5)
    world.work(for_seconds=300)
    assert world.platform.doubles == 1


def test_a_blind_second_send_does_double_on_this_platform(world: World) -> None:
    """Or else the platform could not show what the protocol prevents."""
    world.platform.faults.append(Fault.LOSE_ANSWER)
    (job,) = world.dispatch.sweep()
    world.dispatch.deliver(job.delivery)
    with world.database.writing() as connection:
        connection.execute(update(DELIVERY).values(state="queued"))
        connection.execute(delete(NUDGE))
        connection.execute(update(WATCH).values(stale=True))
    world.dispatch.deliver(job.delivery)
    assert world.platform.doubles == 1


def test_one_run_does_everything_that_can_be_done_now(world: World) -> None:
    world.meet("ben", "cy", "dot")
    world.platform.faults.extend([Fault.BROKEN, Fault.TOO_MANY])
    run = world.dispatch.run_once()
    assert [parcel.member.id for parcel in run.sent] == []
    assert (run.failed, run.waiting, run.in_doubt) == (1, 1, 0)
    world.clock.moment = DUE + RETRY_AFTER
    run = world.dispatch.run_once()
    assert len(run.sent) == 3
    assert (run.failed, run.waiting, run.in_doubt) == (0, 0, 0)
    assert world.dispatch.run_once().sent == ()


def test_a_snooze_comes_once_and_the_ladder_after_it(world: World) -> None:
    world.work()
    until = Wall(date(2027, 2, 20), time(9), ZONE)
    snoozed = Watch(since=BEFORE, snoozed=until, round=1)
    world.store.deadlines.mark(TENANT, "ana", "k3f9a1-ana", snoozed)
    world.clock.moment = until.moment()
    world.work(for_seconds=60)
    world.clock.moment = datetime(2027, 2, 28, 14, tzinfo=UTC)
    world.work(for_seconds=60)
    assert world.said() == ["2027-02-20/s1", "2027-03-03/14", "2027-03-03/3"]
    assert len(world.platform.posts) == 3


def test_a_weekly_check_in_comes_every_week(world: World) -> None:
    weekly = replace(
        CHECK_IN,
        id="p4x7",
        kind=Kind.CUSTOM,
        day=date(2027, 3, 4),
        at=time(9),
        ladder=(),
        repeats=Repeats(1, Unit.WEEKS),
    )
    world.store.deadlines.drop(TENANT, "ana", "k3f9a1-ana")
    world.keep("ana", weekly)
    for day in (4, 8, 11, 18, 25):
        world.clock.moment = datetime(2027, 3, day, 12, tzinfo=UTC)
        world.work(for_seconds=3 * 60 * 60, every=60 * 60)
    assert [post.at.isoformat() for post in world.platform.posts] == [
        "2027-03-04T14:00:00+00:00",
        "2027-03-11T14:00:00+00:00",
        "2027-03-18T13:00:00+00:00",
        "2027-03-25T13:00:00+00:00",
    ]


def test_the_gate_is_kept_by_tenant_and_surface(world: World) -> None:
    world.platform.faults.append(Fault.TOO_MANY)
    world.work()
    assert world.rows(SEND_GATE) == 1
