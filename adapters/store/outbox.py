"""Deliveries in a table: opened when something is due, claimed with a lease, settled once.

Every change is an UPDATE that names the state, and where there is a claim its token, that it
starts from; of two processes one finds it so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, func, select

from adapters.store import claiming
from adapters.store.database import Database
from adapters.store.doubting import doubt_of, doubtful
from adapters.store.facts import mark_of
from adapters.store.opening import hand_over, on, open_due
from adapters.store.plans import Planner
from adapters.store.reading import member_of
from adapters.store.reminder_tables import DELIVERY
from adapters.store.settling import cannot_look, found_out, record
from adapters.store.sweeping import Sweeps
from bot.conversation import Address
from bot.nudges.delivery import (
    LEASE,
    REDISPATCH,
    SETTLE,
    Doubt,
    Job,
    Outcome,
    Parcel,
    State,
)

CANCELLED = {"state": State.CANCELLED.value}


class StoredOutbox:
    """The outbox on one database, for any number of threads and processes.

    `zone` is the IANA zone of members whose own is not known. `surfaces` are those that this
    process sends on, None for all. `clock` takes the place of the database's own.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] | None = None,
        zone: str = "UTC",
        surfaces: Collection[str] | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._planner = Planner(zone)
        self._surfaces = surfaces
        self._sweeps = Sweeps(database, self._planner)

    def now(self) -> datetime:
        """The database server's moment; of a SQLite file, this machine's."""
        with self._database.reading() as connection:
            return self._now(connection)

    def open(self, limit: int, lost_after: timedelta = REDISPATCH) -> tuple[Job, ...]:
        """Work out what is stale, open what is due, and return what an engine is to run."""
        self._sweeps.prepare(self.now)
        with self._database.writing() as connection:
            now = self._now(connection)
            jobs = hand_over(connection, now, limit, self._surfaces, lost_after)
        more = True
        while more and len(jobs) < limit:
            with self._database.writing() as connection:
                now, left = self._now(connection), limit - len(jobs)
                opened, more = open_due(connection, now, left, self._surfaces)
            jobs += opened
        return tuple(jobs)

    def claim(self, delivery: str) -> Parcel | None:
        """Take a queued delivery with everything that is due for its member now."""
        with self._database.writing() as connection:
            now = self._now(connection)
            row = claiming.waiting(connection, delivery, now)
            if row is None:
                return None
            parcel, columns = self._claimed(connection, row, now)
            return parcel if claiming.change(connection, delivery, columns) else None

    def holds(self, parcel: Parcel) -> bool:
        """Whether a claim still stands, with time enough for a send."""
        claim = select(DELIVERY.c.id).where(
            DELIVERY.c.id == parcel.delivery,
            DELIVERY.c.token == parcel.token,
            DELIVERY.c.state == State.SENDING.value,
        )
        with self._database.reading() as connection:
            in_time = self._now(connection) <= parcel.now + LEASE - SETTLE
            return in_time and connection.execute(claim).first() is not None

    def settle(self, parcel: Parcel, outcome: Outcome) -> bool:
        """Record what became of a claimed delivery; False when the claim was lost meanwhile."""
        with self._database.writing() as connection:
            return record(connection, parcel, outcome, self._now(connection))

    def doubtful(self, limit: int) -> tuple[Doubt, ...]:
        """Deliveries to be looked for now, those first that have waited longest."""
        with self._database.reading() as connection:
            now = self._now(connection)
            wanted = doubtful(now).where(on(DELIVERY, self._surfaces)).limit(limit)
            return tuple(doubt_of(row, now) for row in connection.execute(wanted))

    def looked(self, doubt: Doubt, ref: str | None, *, can_look: bool) -> None:
        """Record what a look-up found, unless another was faster."""
        with self._database.writing() as connection:
            found_out(connection, doubt, ref, self._now(connection), can_look=can_look)

    def cannot_look(self, doubt: Doubt, after: timedelta | None) -> None:
        """Record that a look-up failed, unless another was faster."""
        with self._database.writing() as connection:
            cannot_look(connection, doubt, self._now(connection), after)

    def _claimed(
        self, connection: Connection, row: Row[Any], now: datetime
    ) -> tuple[Parcel | None, dict[str, Any]]:
        """The parcel, or none, and what is to stand in the row of the delivery."""
        known = claiming.reachable(connection, row)
        if known is None:
            return None, CANCELLED
        waits = claiming.hold(connection, row, now)
        if waits is not None:
            return None, waits
        dues = claiming.attach(connection, row, now, self._planner)
        if not dues:
            return None, CANCELLED
        member, token = self._planner.in_zone(member_of(known)), uuid4().hex
        home = Address(row.surface, row.tenant, known.locator)
        mark = mark_of(connection, row.tenant, row.member, dues)
        parcel = Parcel(row.id, token, member, home, dues, now, mark)
        doubted = claiming.look_first(connection, parcel, row, now)
        if doubted is not None:
            return None, doubted
        return parcel, claiming.claim_by(parcel, row)

    def _now(self, connection: Connection) -> datetime:
        if self._clock is not None:
            return self._clock()
        if connection.dialect.name == "postgresql":
            # Not now(), which is when the transaction began.
            found: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
            return found.astimezone(UTC)
        return datetime.now(UTC)
