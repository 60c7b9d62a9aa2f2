"""What members, deadlines, nudges and deliveries promise one another, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select, update

from adapters.store import Store, open_store
from adapters.store.database import Database, open_database
from adapters.store.deadlines import StoredDeadlines
from adapters.store.members import StoredMembers
from adapters.store.reminder_tables import DEADLINE, DELIVERY, MEMBER, NUDGE, WATCH
from adapters.store.store import DELIVERIES_KEPT, NUDGES_KEPT
from bot.conversation import Address
from bot.members.profile import Profile
from bot.nudges.delivery import FINISHED, State
from tests.deadlines import ALLOWANCE, COMPETENCIES, NOVEMBER, OWN, SEEN

HOME = Address("slack", "mercy", '{"user": "U1"}')
MANY = 60
SETTLED = {"stale": False, "next_at": NOVEMBER, "again_at": NOVEMBER, "again_key": "2027-01-01/3"}


@pytest.fixture
def database(store: Store, address: str) -> Iterator[Database]:
    """The database of the store, by itself."""
    opened = open_database(address)
    yield opened
    opened.close()


def settle(database: Database) -> None:
    """Work every watch out, as a sweep does."""
    with database.writing() as connection:
        connection.execute(update(WATCH).values(SETTLED))


def stale(database: Database) -> set[tuple[str, str]]:
    """Whose watches of what are to be worked out anew."""
    watches = select(WATCH.c.member, WATCH.c.deadline).where(WATCH.c.stale)
    with database.reading() as connection:
        return {(row.member, row.deadline) for row in connection.execute(watches)}


def rows(database: Database) -> list[int]:
    """How many deadlines, watches, nudges, deliveries and members there are."""
    tables = (DEADLINE, WATCH, NUDGE, DELIVERY, MEMBER)
    with database.reading() as connection:
        counts = (connection.execute(select(func.count()).select_from(each)) for each in tables)
        return [count.scalar_one() for count in counts]


def nudge(database: Database, deadline: str, *keys: str, member: str = "ana") -> None:
    """Note stages as said."""
    of = {"tenant": "mercy", "member": member, "deadline": deadline, "delivery": "d1"}
    with database.writing() as connection:
        connection.execute(insert(NUDGE), [{**of, "key": key} for key in keys])


def deliver(database: Database, id: str, state: State, member: str = "ana", **values: Any) -> None:  # noqa: ANN401 - columns
    """Put a delivery where an outbox puts one."""
    words = dict.fromkeys(("surface", "locator", "mark", "token", "ref", "error"), "")
    counts = dict.fromkeys(("dispatch", "attempt", "looks"), 0)
    moments = dict.fromkeys(("made_at", "not_before"), NOVEMBER)
    of = {"id": id, "tenant": "mercy", "member": member, "state": state}
    with database.writing() as connection:
        connection.execute(insert(DELIVERY), of | words | counts | moments | values)


def test_every_change_has_the_member_s_nudges_worked_out_anew(
    store: Store, database: Database
) -> None:
    store.deadlines.publish((ALLOWANCE, COMPETENCIES))
    for member in ("ana", "bo"):
        store.members.met("mercy", member, HOME, "America/Chicago", NOVEMBER)
    assert stale(database) == {("ana", ALLOWANCE.id), ("bo", ALLOWANCE.id)}

    settle(database)
    store.members.met("mercy", "ana", HOME, "America/Chicago", NOVEMBER)
    store.members.met("mercy", "ana", None, "", NOVEMBER)
    assert stale(database) == set()
    store.members.met("mercy", "ana", None, "America/Denver", NOVEMBER)
    assert stale(database) == {("ana", ALLOWANCE.id)}
    settle(database)
    store.members.met("mercy", "ana", replace(HOME, locator="{}"), "", NOVEMBER)
    assert stale(database) == {("ana", ALLOWANCE.id)}
    settle(database)
    store.members.describe("mercy", "ana", Profile(team="4 west"))
    assert stale(database) == {("ana", ALLOWANCE.id), ("ana", COMPETENCIES.id)}


def test_a_change_of_a_deadline_marks_its_watches_and_no_other(
    store: Store, database: Database
) -> None:
    other = replace(ALLOWANCE, id="hub:other")
    store.deadlines.publish((ALLOWANCE, other))
    for member in ("ana", "bo"):
        store.members.met("mercy", member, HOME, "", NOVEMBER)
    store.deadlines.keep(OWN, SEEN)

    settle(database)
    store.deadlines.publish((ALLOWANCE, replace(other, title="Changed")))
    assert stale(database) == {("ana", "hub:other"), ("bo", "hub:other")}
    settle(database)
    store.deadlines.keep(OWN, SEEN)
    assert stale(database) == {("ana", OWN.id)}
    settle(database)
    store.deadlines.mark("mercy", "bo", ALLOWANCE.id, SEEN)
    assert stale(database) == {("bo", ALLOWANCE.id)}


def test_a_second_note_is_called_off_when_the_member_does_something(
    store: Store, database: Database
) -> None:
    def again() -> tuple[datetime | None, str]:
        with database.reading() as connection:
            row = connection.execute(select(WATCH.c.again_at, WATCH.c.again_key)).one()
            return row.again_at, row.again_key

    store.deadlines.keep(OWN, SEEN)
    settle(database)
    assert again() == (NOVEMBER, "2027-01-01/3")
    store.deadlines.mark("mercy", "ana", OWN.id, replace(SEEN, declined=True))
    assert again() == (None, "")


def test_what_was_said_stays_known_until_the_deadline_is_gone(
    store: Store, database: Database
) -> None:
    store.members.met("mercy", "ana", HOME, "", NOVEMBER)
    store.deadlines.publish((ALLOWANCE,))
    store.deadlines.keep(OWN, SEEN)
    nudge(database, OWN.id, "2027-09-30/60", "2027-09-30/14")
    nudge(database, ALLOWANCE.id, "2027-06-30/90")
    nudge(database, OWN.id, "2027-09-30/14", member="bo")

    store.deadlines.keep(replace(OWN, title="Changed"), SEEN)
    store.deadlines.publish((replace(ALLOWANCE, title="Changed"),))
    said = [each.said for each in store.deadlines.of_member("mercy", "ana")]
    assert said == [{"2027-06-30/90"}, {"2027-09-30/60", "2027-09-30/14"}]
    store.deadlines.publish(())
    store.deadlines.drop("mercy", "ana", OWN.id)
    assert rows(database) == [0, 0, 1, 0, 1]


def test_a_dropped_deadline_leaves_the_delivery_it_is_in(store: Store, database: Database) -> None:
    store.members.met("mercy", "ana", HOME, "", NOVEMBER)
    store.deadlines.keep(OWN, SEEN)
    nudge(database, OWN.id, "2027-09-30/60")
    deliver(database, "d1", State.SENDING)

    assert store.deadlines.drop("mercy", "ana", OWN.id)
    assert rows(database) == [0, 0, 0, 1, 1]


def test_forgetting_removes_nudges_and_deliveries_of_any_state(
    store: Store, database: Database
) -> None:
    store.deadlines.publish((ALLOWANCE,))
    for member in ("ana", "bo"):
        store.members.met("mercy", member, HOME, "", NOVEMBER)
        store.deadlines.keep(replace(OWN, owner=member, id=f"of {member}"), SEEN)
        nudge(database, f"of {member}", "2027-09-30/60", "2027-09-30/14", member=member)
        deliver(database, f"open of {member}", State.SENDING, member)
        for state in FINISHED:
            deliver(database, f"{state} of {member}", state, member)

    assert store.members.forget("mercy", "ana") == 1 + 1 + 2 + 1 + len(FINISHED)
    assert rows(database) == [1 + 1, 2, 2, 1 + len(FINISHED), 1]


def test_nothing_of_a_forgotten_member_stays_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "coach.sqlite"
    store = open_store(file)
    store.members.met("mercy", "ana", Address("slack", "mercy", "my secret home"), "", NOVEMBER)
    store.members.describe("mercy", "ana", Profile(site="my secret site"))
    for n in range(MANY):
        words = f"my secret deadline {n} " * 20
        store.deadlines.keep(replace(OWN, id=f"{n}", told=words), SEEN)
    store.members.forget("mercy", "ana")

    left = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"my secret" not in left
    store.close()


def test_who_cannot_be_reached_is_known_until_they_say_something(
    store: Store, database: Database
) -> None:
    for member in ("ana", "bo", "cy"):
        store.members.met("mercy", member, HOME, "", NOVEMBER)
    store.deadlines.keep(OWN, SEEN)
    settle(database)
    refused = update(MEMBER).where(MEMBER.c.member != "bo").values(unreachable="user_disabled")
    with database.writing() as connection:
        connection.execute(refused)

    assert [member.id for member in store.members.unreachable()] == ["ana", "cy"]
    assert store.members.unreachable()[0].unreachable == "user_disabled"
    assert store.members.met("mercy", "ana", None, "", NOVEMBER)[0].unreachable == ""
    assert [member.id for member in store.members.unreachable()] == ["cy"]
    assert stale(database) == {("ana", OWN.id)}


def test_a_member_met_again_writes_nothing(database: Database) -> None:
    members = StoredMembers(database)
    members.met("mercy", "ana", HOME, "America/Chicago", NOVEMBER)
    writers: list[Any] = []
    event.listen(database.engine, "commit", writers.append)

    members.met("mercy", "ana", HOME, "America/Chicago", NOVEMBER + timedelta(1))
    assert writers == []
    members.met("mercy", "ana", HOME, "America/Denver", NOVEMBER + timedelta(1))
    assert len(writers) == 1


def test_many_deadlines_are_read_with_two_queries(database: Database) -> None:
    deadlines = StoredDeadlines(database)
    statements: list[str] = []

    def note(*arguments: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        statements.append(arguments[2])

    for n in range(MANY):
        deadlines.keep(replace(OWN, id=f"{n}"), SEEN)
    event.listen(database.engine, "before_cursor_execute", note)
    assert len(deadlines.of_member("mercy", "ana")) == MANY
    assert len([each for each in statements if each.startswith("SELECT")]) == 2


def test_whoever_comes_while_the_hub_changes_misses_nothing(store: Store, address: str) -> None:
    other = open_store(address)
    hub = tuple(replace(ALLOWANCE, id=f"hub:{n}") for n in range(20))

    def meet(n: int) -> None:
        store.members.met("mercy", f"m{n}", HOME, "", NOVEMBER)

    def publish(n: int) -> None:
        other.deadlines.publish(hub[: n + 1])

    with ThreadPoolExecutor(4) as pool:
        work = [pool.submit(does, n) for n in range(len(hub)) for does in (meet, publish)]
    assert [each.exception() for each in work if each.exception()] == []
    other.deadlines.publish(hub)
    for n in range(len(hub)):
        assert len(store.deadlines.of_member("mercy", f"m{n}")) == len(hub)
    other.close()


def test_pruning_removes_finished_deliveries_and_nudges_of_long_ago(
    store: Store, database: Database
) -> None:
    old: dict[str, Any] = {"made_at": NOVEMBER - DELIVERIES_KEPT - timedelta(seconds=1)}
    for state in FINISHED:
        deliver(database, f"old {state}", state, **old)
        deliver(database, f"new {state}", state, made_at=NOVEMBER - DELIVERIES_KEPT)
    for state in (State.QUEUED, State.SENDING, State.UNKNOWN):
        deliver(database, f"open {state}", state, member=state, **old)
    day = (NOVEMBER - NUDGES_KEPT).date()
    for each in (day, day - timedelta(1)):
        nudge(database, OWN.id, f"{each}/0", f"{each}/-1", f"{each}/s1", f"{each}/60+")

    assert (DELIVERIES_KEPT.days, NUDGES_KEPT.days) == (365, 730)
    assert store.prune(NOVEMBER) == len(FINISHED) + 4
    assert rows(database) == [0, 0, 4, len(FINISHED) + 3, 0]
