"""Deadlines and watches in tables, behind the port that the coach knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time

from sqlalchemy import (
    Connection,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from adapters.store.database import Database
from adapters.store.enrolment import enrol_all, in_turn
from adapters.store.reading import deadline_of, deadline_values, watch_of, watch_values
from adapters.store.reminder_tables import DEADLINE, NUDGE, WATCH
from adapters.store.tables import adding
from adapters.store.whose import STALE, own_deadlines, theirs
from bot.deadlines.deadline import HUB, Deadline, Watch, Watched
from bot.errors import StoreUnavailable, TooMuch

MOST = 200
"""Own deadlines of one member."""

FIELDS = tuple(column for column in DEADLINE.c if column is not DEADLINE.c.id)

# Who says something about a deadline has seen it, so a labelled second note is called off.
CHANGED = {"again_key": "", "again_at": None}

ADD = adding(DEADLINE)


class StoredDeadlines:
    """Deadlines as rows, and a watch for each member who has them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_member(self, tenant: str, member: str) -> tuple[Watched, ...]:
        """Every deadline that a member has, in the order of the days they were made for."""
        joined = and_(
            DEADLINE.c.deadline == WATCH.c.deadline,
            or_(DEADLINE.c.tenant == tenant, DEADLINE.c.tenant == HUB),
        )
        watches = select(WATCH, DEADLINE).join(DEADLINE, joined)
        keys = select(NUDGE.c.deadline, NUDGE.c.key).where(theirs(NUDGE, tenant, member))
        said: defaultdict[str, set[str]] = defaultdict(set)
        with self._database.reading() as connection:
            rows = connection.execute(watches.where(theirs(WATCH, tenant, member))).all()
            for deadline, key in connection.execute(keys):
                said[deadline].add(key)
        found = ((deadline_of(row), watch_of(row)) for row in rows)
        watched = (Watched(each, watch, frozenset(said[each.id])) for each, watch in found)
        return tuple(sorted(watched, key=_order))

    def keep(self, deadline: Deadline, watch: Watch) -> None:
        """Add a member's own deadline, or put it in the place of the one with its id.

        Raises TooMuch, and StoreUnavailable when the id is another member's.
        """
        with self._database.writing() as connection:
            _put(connection, deadline)
            tenant, member, id = deadline.tenant, deadline.owner, deadline.id
            if not _mark(connection, tenant, member, id, watch):
                new = {"tenant": tenant, "member": member, "deadline": id, "stale": True}
                connection.execute(insert(WATCH), new | watch_values(watch) | CHANGED)

    def mark(self, tenant: str, member: str, deadline: str, watch: Watch) -> bool:
        """Change how a member stands to a deadline; False when they have none of this id."""
        with self._database.writing() as connection:
            return _mark(connection, tenant, member, deadline, watch)

    def drop(self, tenant: str, member: str, deadline: str) -> bool:
        """Remove a member's own deadline; False when there is none of this id.

        A delivery on its way stays: it may hold others, and finds this one gone.
        """
        own = and_(own_deadlines(tenant, member), DEADLINE.c.deadline == deadline)
        with self._database.writing() as connection:
            if connection.execute(delete(DEADLINE).where(own)).rowcount == 0:
                return False
            # The watch first: a claim under way holds it, and may note a nudge until it lets go.
            for table in (WATCH, NUDGE):
                of_it = and_(theirs(table, tenant, member), table.c.deadline == deadline)
                connection.execute(delete(table).where(of_it))
        return True

    def published(self) -> tuple[Deadline, ...]:
        """All that the hub sets, in the order of the ids."""
        ours = select(DEADLINE).where(DEADLINE.c.tenant == HUB).order_by(DEADLINE.c.deadline)
        with self._database.reading() as connection:
            return tuple(deadline_of(row) for row in connection.execute(ours))

    def publish(self, deadlines: tuple[Deadline, ...]) -> tuple[int, int, int]:
        """Put these in the place of all that the hub set: how many are new, changed, gone.

        Where nothing changed nothing is written.
        """
        wanted = {each["deadline"]: each for each in map(deadline_values, deadlines)}
        with self._database.writing() as connection:
            in_turn(connection, alone=True)
            rows = connection.execute(select(*FIELDS).where(DEADLINE.c.tenant == HUB))
            known = {row.deadline: dict(row._mapping) for row in rows}
            gone = known.keys() - wanted.keys()
            new = wanted.keys() - known.keys()
            changed = {id for id in known.keys() - gone if known[id] != wanted[id]}
            _withdraw(connection, gone | changed)
            for id in sorted(new | changed):
                connection.execute(insert(DEADLINE), wanted[id])
            _unwatch(connection, gone)
            enrol_all(connection, sorted(new | changed))
        return len(new), len(changed), len(gone)


def _put(connection: Connection, deadline: Deadline) -> None:
    """Let a deadline take the place of the member's own with its id, or be added."""
    own = own_deadlines(deadline.tenant, deadline.owner)
    values = deadline_values(deadline)
    replaced = update(DEADLINE).where(own, DEADLINE.c.deadline == deadline.id).values(values)
    if connection.execute(replaced).rowcount == 1:
        return
    if connection.execute(select(func.count()).where(own)).scalar_one() >= MOST:
        raise TooMuch("deadlines", MOST)
    if connection.execute(ADD, values).rowcount == 0:
        raise StoreUnavailable("the id of a new deadline is another's; a second try has a new one")


def _mark(connection: Connection, tenant: str, member: str, deadline: str, watch: Watch) -> bool:
    one = and_(theirs(WATCH, tenant, member), WATCH.c.deadline == deadline)
    marked = update(WATCH).where(one).values(watch_values(watch) | CHANGED | STALE)
    return connection.execute(marked).rowcount == 1


def _withdraw(connection: Connection, ids: Iterable[str]) -> None:
    for id in ids:
        one = and_(DEADLINE.c.tenant == HUB, DEADLINE.c.deadline == id)
        connection.execute(delete(DEADLINE).where(one))


def _unwatch(connection: Connection, ids: Iterable[str]) -> None:
    """Remove every member's watch of deadlines, and what was nudged of them."""
    for id in ids:
        watches = WATCH.c.deadline == id
        # A claim under way holds its watch, and may note a nudge until it lets go of it.
        locked = select(WATCH.c.id).where(watches).order_by(WATCH.c.id).with_for_update()
        connection.execute(locked).all()
        # By the watches, because no index of the nudges begins with the deadline.
        held = select(WATCH.c.tenant, WATCH.c.member, WATCH.c.deadline).where(watches)
        nudges = tuple_(NUDGE.c.tenant, NUDGE.c.member, NUDGE.c.deadline).in_(held)
        connection.execute(delete(NUDGE).where(nudges))
        connection.execute(delete(WATCH).where(watches))


def _order(watched: Watched) -> tuple[date, time, str]:
    deadline = watched.deadline
    return deadline.day, deadline.at or time.max, deadline.id
