"""The outbox: what is due is opened once, claimed once and settled once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, update

from adapters.store.outbox import StoredOutbox
from adapters.store.reminder_tables import DELIVERY, MEMBER, WATCH
from bot.conversation import Address
from bot.deadlines.deadline import HUB, Deadline, Scope, Source, Watch
from bot.members.profile import Profile
from bot.nudges.delivery import (
    FOLLOW_UP,
    LEASE,
    REDISPATCH,
    Doubt,
    InDoubt,
    Job,
    NotSent,
    Parcel,
    Refused,
    Sent,
)
from bot.when.wall import Wall
from tests.platform import Clock
from tests.reminder_world import BEFORE, CHECK_IN, DUE, LICENCE, REVIEW, TENANT, ZONE, World
from tests.turns import a_turn

KEY = "2027-03-03/14"
LAST_KEY = "2027-03-03/3"


@pytest.fixture
def world(address: str) -> Iterator[World]:
    """A hospital in which nothing is due yet."""
    opened = World(address)
    yield opened
    opened.close()


def due(world: World, *members: str, deadline: Deadline = REVIEW) -> tuple[Job, ...]:
    """What is opened for these members once their deadline is 14 days ahead."""
    world.meet(*members, deadline=deadline)
    world.clock.moment = DUE
    return world.outbox.open(500)


def claimed(world: World, *, deadline: Deadline = REVIEW) -> Parcel:
    """Ana's delivery, claimed."""
    (job,) = due(world, "ana", deadline=deadline)
    parcel = world.outbox.claim(job.delivery)
    assert parcel is not None
    return parcel


def in_doubt(world: World, *, deadline: Deadline = REVIEW) -> Doubt:
    """Ana's delivery once it is to be looked for."""
    assert world.outbox.settle(claimed(world, deadline=deadline), InDoubt("timeout"))
    assert world.outbox.doubtful(10) == ()
    world.clock.go(seconds=30)
    (doubt,) = world.outbox.doubtful(10)
    return doubt


def next_at(world: World) -> datetime | None:
    """When the next nudge of the one watch comes."""
    with world.database.reading() as connection:
        moment: datetime | None = connection.execute(select(WATCH.c.next_at)).scalar_one()
        return moment


def test_nothing_is_opened_before_it_is_due(world: World) -> None:
    world.meet("ana")
    assert world.outbox.open(500) == ()
    assert next_at(world) == DUE
    world.clock.moment = DUE - timedelta(seconds=1)
    assert world.outbox.open(500) == ()


def test_what_is_due_is_opened_once(world: World) -> None:
    jobs = due(world, "ana", "ben")
    assert [job.dispatch for job in jobs] == [1, 1]
    assert world.outbox.open(500) == ()
    assert world.states() == ["queued", "queued"]


def test_no_more_than_the_limit_is_opened_at_once_and_nothing_is_forgotten(world: World) -> None:
    world.meet(*"abcde")
    world.clock.moment = DUE
    found = [world.outbox.open(2) for _ in range(4)]
    assert [len(jobs) for jobs in found] == [2, 2, 1, 0]
    assert len({job.delivery for jobs in found for job in jobs}) == 5


def test_a_parcel_holds_everything_that_is_due_for_a_member(world: World) -> None:
    world.meet("ana")
    world.keep("ana", replace(LICENCE, id="m8c2"))
    world.keep("ana", replace(LICENCE, id="p4x7", day=date(2027, 6, 1)))
    world.clock.moment = DUE
    (job,) = world.outbox.open(500)
    parcel = world.outbox.claim(job.delivery)
    assert parcel is not None
    assert [due.deadline.id for due in parcel.dues] == ["k3f9a1-ana", "m8c2-ana"]
    assert (parcel.member.id, parcel.home, parcel.now) == (
        "ana",
        Address("slack", TENANT, '{"user": "ana"}'),
        DUE,
    )
    assert world.said() == [KEY, KEY]


def test_a_claim_stands_alone(world: World) -> None:
    parcel = claimed(world)
    assert world.outbox.claim(parcel.delivery) is None
    assert world.outbox.claim("no such delivery") is None
    assert world.states() == ["sending"]


def test_a_member_waits_for_one_delivery_at_a_time(world: World) -> None:
    claimed(world)
    world.keep("ana", replace(LICENCE, id="m8c2"))
    assert world.outbox.open(500) == ()


def test_what_is_sent_is_over(world: World) -> None:
    parcel = claimed(world)
    assert world.outbox.settle(parcel, Sent("ts1"))
    assert not world.outbox.settle(parcel, Sent("ts2"))
    assert world.states() == ["sent"]
    assert next_at(world) == datetime(2027, 2, 28, 14, tzinfo=UTC)
    world.clock.go(hours=1)
    assert world.outbox.open(500) == ()


def test_what_was_not_sent_comes_back_after_its_time(world: World) -> None:
    parcel = claimed(world)
    assert world.outbox.settle(parcel, NotSent("refused", timedelta(seconds=30)))
    assert (world.states(), world.said()) == (["queued"], [])
    world.clock.go(seconds=29)
    assert (world.outbox.open(500), world.outbox.claim(parcel.delivery)) == ((), None)
    world.clock.go(seconds=1)
    assert world.outbox.open(500) == (Job(parcel.delivery, 2),)
    again = world.outbox.claim(parcel.delivery)
    assert again is not None
    assert again.dues == parcel.dues
    assert again.token != parcel.token
    assert not world.outbox.settle(parcel, Sent("ts1")), "the first claim is over"
    assert world.outbox.settle(again, Sent("ts1"))


def test_a_closed_gate_holds_back_the_whole_tenant(world: World) -> None:
    first, second = due(world, "ana", "ben")
    parcel = world.outbox.claim(first.delivery)
    assert parcel is not None
    world.outbox.settle(parcel, NotSent("429", timedelta(seconds=45), gated=True))
    assert world.outbox.claim(second.delivery) is None
    world.clock.go(seconds=44)
    assert world.outbox.open(500) == ()
    world.clock.go(seconds=1)
    assert {job.delivery for job in world.outbox.open(500)} == {first.delivery, second.delivery}


def test_a_gate_is_never_opened_early(world: World) -> None:
    first, second = due(world, "ana", "ben")
    long, short = (world.outbox.claim(job.delivery) for job in (first, second))
    assert long is not None
    assert short is not None
    world.outbox.settle(long, NotSent("429", timedelta(seconds=60), gated=True))
    world.outbox.settle(short, NotSent("429", timedelta(seconds=5), gated=True))
    world.clock.go(seconds=59)
    assert world.outbox.open(500) == ()


def test_who_cannot_be_reached_is_marked_and_left_alone_until_they_speak(world: World) -> None:
    world.outbox.settle(claimed(world), Refused("account_inactive", unreachable=True))
    assert (world.states(), world.said()) == (["failed"], [])
    (lost,) = world.store.members.unreachable()
    assert (lost.id, lost.unreachable) == ("ana", "account_inactive")
    world.keep("ana", replace(LICENCE, id="m8c2"))
    world.clock.go(hours=1)
    assert world.outbox.open(500) == ()
    world.store.members.met(TENANT, "ana", None, "", world.clock())
    (job,) = world.outbox.open(500)
    parcel = world.outbox.claim(job.delivery)
    assert parcel is not None
    assert [due.deadline.id for due in parcel.dues] == ["k3f9a1-ana", "m8c2-ana"]


def test_who_said_something_while_it_was_sent_can_be_reached(world: World) -> None:
    parcel = claimed(world)
    world.clock.go(seconds=5)
    world.store.notebook.keep(replace(a_turn(), tenant=TENANT, member="ana", at=world.clock()))
    world.outbox.settle(parcel, Refused("account_inactive", unreachable=True))
    assert world.store.members.unreachable() == ()


def test_a_broken_message_is_never_tried_again(world: World) -> None:
    world.outbox.settle(claimed(world), Refused("invalid_blocks"))
    assert (world.states(), world.said()) == (["failed"], [KEY])
    world.clock.go(hours=1)
    assert world.outbox.open(500) == ()
    assert world.store.members.unreachable() == ()


def test_found_is_sent(world: World) -> None:
    doubt = in_doubt(world)
    assert (doubt.home, doubt.since, doubt.looks) == (
        Address("slack", TENANT, '{"user": "ana"}'),
        DUE,
        0,
    )
    world.outbox.looked(doubt, "ts1", can_look=True)
    assert (world.states(), world.said(), world.outbox.doubtful(10)) == (["sent"], [KEY], ())


def test_absent_twice_is_queued_again(world: World) -> None:
    doubt = in_doubt(world)
    world.outbox.looked(doubt, None, can_look=True)
    world.clock.go(seconds=59)
    assert (world.states(), world.outbox.doubtful(10)) == (["unknown"], ())
    world.clock.go(seconds=1)
    (second,) = world.outbox.doubtful(10)
    assert second.looks == 1
    world.outbox.looked(second, None, can_look=True)
    assert (world.states(), world.said()) == (["queued"], [])
    assert world.outbox.open(500) == (Job(doubt.delivery, 2),)


def test_two_who_look_at_once_count_as_one_look(world: World) -> None:
    doubt = in_doubt(world)
    world.outbox.looked(doubt, None, can_look=True)
    world.outbox.looked(doubt, None, can_look=True)
    assert (world.states(), world.said()) == (["unknown"], [KEY])


def test_a_look_at_an_earlier_send_says_nothing_of_a_later_one(world: World) -> None:
    doubt = in_doubt(world)
    world.outbox.looked(doubt, None, can_look=True)
    world.clock.go(seconds=60)
    (second,) = world.outbox.doubtful(10)
    world.outbox.looked(second, None, can_look=True)
    parcel = world.outbox.claim(doubt.delivery)
    assert parcel is not None
    world.outbox.looked(doubt, None, can_look=True)
    world.outbox.looked(second, None, can_look=True)
    assert world.outbox.settle(parcel, Sent("ts1"))


def test_a_lease_that_runs_out_is_a_doubt_and_its_holder_may_still_settle(world: World) -> None:
    parcel = claimed(world)
    world.clock.go(seconds=59)
    assert world.outbox.doubtful(10) == ()
    world.clock.go(seconds=1)
    assert [doubt.delivery for doubt in world.outbox.doubtful(10)] == [parcel.delivery]
    assert world.outbox.settle(parcel, Sent("ts1"))
    assert world.outbox.doubtful(10) == ()


def test_once_somebody_looked_the_holder_of_the_lease_comes_too_late(world: World) -> None:
    parcel = claimed(world)
    world.clock.go(seconds=60)
    (doubt,) = world.outbox.doubtful(10)
    world.outbox.looked(doubt, None, can_look=True)
    assert not world.outbox.settle(parcel, NotSent("refused", timedelta()))
    assert world.states() == ["unknown"]


def test_where_nobody_can_look_a_deadline_gets_one_second_note(world: World) -> None:
    world.outbox.looked(in_doubt(world), None, can_look=False)
    assert (world.states(), world.said()) == (["closed"], [KEY])
    world.clock.go(hours=23, minutes=59)
    assert world.outbox.open(500) == ()
    world.clock.go(minutes=1)
    (job,) = world.outbox.open(500)
    parcel = world.outbox.claim(job.delivery)
    assert parcel is not None
    assert [(due.stage.again, due.stage.key) for due in parcel.dues] == [(True, f"{KEY}+")]
    world.outbox.settle(parcel, InDoubt("timeout"))
    world.clock.go(seconds=30)
    (doubt,) = world.outbox.doubtful(10)
    world.outbox.looked(doubt, None, can_look=False)
    world.clock.moment += FOLLOW_UP
    assert world.outbox.open(500) == (), "there is no third"
    assert next_at(world) == datetime(2027, 2, 28, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "answer",
    [
        Watch(since=BEFORE, done_through=date(2027, 3, 3)),
        Watch(since=BEFORE, declined=True),
        Watch(since=BEFORE, snoozed=Wall(date(2027, 2, 25), time(9), ZONE), round=1),
    ],
)
def test_an_answer_cancels_the_second_note(world: World, answer: Watch) -> None:
    world.outbox.looked(in_doubt(world), None, can_look=False)
    world.store.deadlines.mark(TENANT, "ana", "k3f9a1-ana", answer)
    world.clock.moment += FOLLOW_UP
    assert world.outbox.open(500) == ()


def test_what_is_of_low_stake_is_said_at_most_once(world: World) -> None:
    world.outbox.looked(in_doubt(world, deadline=CHECK_IN), None, can_look=False)
    world.clock.moment += FOLLOW_UP
    assert (world.states(), world.outbox.open(500)) == (["closed"], ())


def test_a_snooze_while_it_is_queued_leaves_nothing_to_say(world: World) -> None:
    (job,) = due(world, "ana")
    snoozed = Wall(date(2027, 2, 20), time(9), ZONE)
    world.store.deadlines.mark(
        TENANT, "ana", "k3f9a1-ana", Watch(since=BEFORE, snoozed=snoozed, round=1)
    )
    assert world.outbox.claim(job.delivery) is None
    assert world.states() == ["cancelled"]
    assert world.outbox.open(500) == ()
    world.clock.moment = snoozed.moment()
    (job,) = world.outbox.open(500)
    parcel = world.outbox.claim(job.delivery)
    assert parcel is not None
    assert [due.stage.key for due in parcel.dues] == ["2027-02-20/s1"]


def test_who_moves_into_the_night_is_let_sleep(world: World) -> None:
    (job,) = due(world, "ana")
    asleep = Profile(zone="Asia/Tokyo", zone_told=True)
    world.store.members.describe(TENANT, "ana", asleep)
    assert world.outbox.claim(job.delivery) is None
    assert world.outbox.open(500) == ()
    world.clock.moment = datetime(2027, 2, 17, 23, tzinfo=UTC)
    (job,) = world.outbox.open(500)
    parcel = world.outbox.claim(job.delivery)
    assert parcel is not None
    assert parcel.member.zone == "Asia/Tokyo"


def test_a_member_without_a_home_waits_for_one(world: World) -> None:
    world.meet("ana", home=False)
    world.clock.moment = DUE
    assert world.outbox.open(500) == ()
    world.store.members.met(TENANT, "ana", Address("slack", TENANT, "{}"), "", DUE)
    assert len(world.outbox.open(500)) == 1


@pytest.mark.parametrize("told", ["", "Mars/Olympus"])
def test_a_member_without_a_known_zone_lives_in_the_installations(world: World, told: str) -> None:
    world.meet("ana")
    with world.database.writing() as connection:
        connection.execute(update(MEMBER).values(zone=told))
    world.clock.moment = DUE
    (job,) = world.outbox.open(500)
    parcel = world.outbox.claim(job.delivery)
    assert parcel is not None
    assert parcel.member.zone == ZONE


def test_what_the_hub_set_is_everybodys_in_every_tenant(world: World) -> None:
    world.meet("ana", "ben", deadline=None)
    teams = Address("teams", "north", "{}")
    world.store.members.met("north", "cy", teams, ZONE, BEFORE)
    everybody = replace(
        REVIEW,
        tenant=HUB,
        id="hub:money",
        scope=Scope.ORGANIZATION,
        owner="",
        source=Source.HUB,
    )
    world.store.deadlines.publish((everybody,))
    world.clock.moment = DUE
    parcels = [world.outbox.claim(job.delivery) for job in world.outbox.open(500)]
    assert sorted(parcel.member.id for parcel in parcels if parcel) == ["ana", "ben", "cy"]


def test_a_process_opens_and_looks_for_what_it_can_send(world: World) -> None:
    world.meet("ana")
    world.clock.moment = DUE
    teams = StoredOutbox(world.database, world.clock, ZONE, surfaces=("teams",))
    assert teams.open(500) == ()
    (job,) = world.outbox.open(500)
    world.clock.moment += REDISPATCH
    assert teams.open(500) == ()
    assert world.outbox.claim(job.delivery) is not None
    world.clock.moment += LEASE
    assert teams.doubtful(10) == ()
    assert len(world.outbox.doubtful(10)) == 1


def test_a_job_that_got_lost_is_handed_over_again(world: World) -> None:
    (job,) = due(world, "ana")
    world.clock.moment += REDISPATCH - timedelta(seconds=1)
    assert world.outbox.open(500) == ()
    world.clock.go(seconds=1)
    assert world.outbox.open(500) == (Job(job.delivery, 2),)
    assert world.outbox.open(500) == ()


def test_a_member_who_is_forgotten_while_it_is_sent(world: World) -> None:
    parcel = claimed(world)
    world.store.members.forget(TENANT, "ana")
    assert not world.outbox.settle(parcel, Sent("ts1"))
    assert not world.outbox.settle(parcel, Refused("gone", unreachable=True))
    world.clock.go(minutes=5)
    assert (world.outbox.doubtful(10), world.outbox.open(500)) == ((), ())
    assert (world.states(), world.said()) == ([], [])


def test_a_member_has_a_second_between_two_messages(world: World) -> None:
    world.outbox.settle(claimed(world), Sent("ts1"))
    world.keep("ana", replace(LICENCE, id="m8c2"))
    (job,) = world.outbox.open(500)
    assert world.outbox.claim(job.delivery) is None
    world.clock.go(seconds=1)
    assert world.outbox.open(500) == (Job(job.delivery, 2),)
    assert world.outbox.claim(job.delivery) is not None


@pytest.mark.parametrize("crowd", [4])
def test_of_those_who_claim_at_once_one_gets_it(world: World, crowd: int) -> None:
    jobs = due(world, *(f"nurse{number:02}" for number in range(12)))
    barrier = Barrier(crowd)

    def claim_all() -> list[str]:
        barrier.wait()
        parcels = [world.outbox.claim(job.delivery) for job in jobs]
        return [parcel.delivery for parcel in parcels if parcel is not None]

    with ThreadPoolExecutor(crowd) as pool:
        claims = [future.result() for future in [pool.submit(claim_all) for _ in range(crowd)]]
    won = [delivery for claim in claims for delivery in claim]
    assert sorted(won) == sorted(job.delivery for job in jobs)
    assert len(world.said()) == 12


def test_of_those_who_sweep_at_once_each_opens_what_the_others_do_not(address: str) -> None:
    clock = Clock(DUE)
    worlds = [World(address, clock) for _ in range(4)]
    worlds[0].meet(*(f"nurse{number:02}" for number in range(40)))
    barrier = Barrier(len(worlds))

    def sweep(world: World) -> list[str]:
        barrier.wait()
        return [job.delivery for _ in range(4) for job in world.outbox.open(500)]

    with ThreadPoolExecutor(len(worlds)) as pool:
        opened = [delivery for found in pool.map(sweep, worlds) for delivery in found]
    assert len(opened) == len(set(opened)) == 40
    assert worlds[0].rows(DELIVERY) == 40
    for world in worlds:
        world.close()


def test_sweeping_claiming_forgetting_and_describing_at_once_leave_no_trace(
    address: str,
) -> None:
    clock = Clock(DUE)
    worlds = [World(address, clock) for _ in range(3)]
    first, second, third = worlds
    members = [f"nurse{number:02}" for number in range(12)]
    first.meet(*members)
    barrier = Barrier(len(worlds))

    def deliver() -> None:
        barrier.wait()
        for _ in range(6):
            for job in first.outbox.open(500):
                parcel = first.outbox.claim(job.delivery)
                if parcel is not None:
                    first.outbox.settle(parcel, NotSent("again", timedelta()))

    def describe() -> None:
        barrier.wait()
        for member in members:
            second.store.members.describe(TENANT, member, Profile(specialty="ICU"))

    def forget() -> None:
        barrier.wait()
        for member in members[6:]:
            third.store.members.forget(TENANT, member)

    with ThreadPoolExecutor(3) as pool:
        for future in [pool.submit(each) for each in (deliver, describe, forget)]:
            future.result()
    with first.database.reading() as connection:
        left = set(connection.scalars(select(DELIVERY.c.member)))
        watching = set(connection.scalars(select(WATCH.c.member)))
    assert watching == set(members[:6])
    assert left <= watching
    for world in worlds:
        world.close()
