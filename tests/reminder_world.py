"""Members with deadlines on a real database, and everything on the way of a nudge but the
platform."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Table, select

from adapters.store import open_store
from adapters.store.database import open_database
from adapters.store.outbox import StoredOutbox
from adapters.store.reminder_tables import DELIVERY, NUDGE
from bot.conversation import Address
from bot.deadlines.deadline import Deadline, Kind, Scope, Watch
from bot.messages import Nudge, Reminder
from bot.nudges.delivery import Parcel
from bot.nudges.dispatch import Dispatch
from tests.deadlines import OWN
from tests.platform import Clock, FakePlatform, Killed

TENANT = "mercy"
ZONE = "America/New_York"
BEFORE = datetime(2027, 1, 1, 17, tzinfo=UTC)
"""Noon in New York, before anything is due."""
DUE = datetime(2027, 2, 17, 14, tzinfo=UTC)
"""9 am in New York, 14 days before the review."""
REVIEW = replace(
    OWN,
    tenant=TENANT,
    kind=Kind.REVIEW,
    title="Performance review",
    day=date(2027, 3, 3),
    at=None,
    zone="",
    repeats=None,
    ladder=(14, 3),
)
LICENCE = replace(REVIEW, kind=Kind.LICENCE, title="RN license")
CHECK_IN = replace(REVIEW, kind=Kind.CUSTOM, title="Weekly check-in")


class World:
    """One hospital. `clock` None is the database's own."""

    def __init__(
        self, address: str, clock: Clock | None = None, platform: FakePlatform | None = None
    ) -> None:
        self.address = address
        self.clock = clock or Clock(BEFORE)
        self.store = open_store(address)
        self.database = open_database(address)
        self.platform = platform or FakePlatform(self.clock)
        self.outbox = StoredOutbox(self.database, self.clock, ZONE)
        self.compose: Callable[[Parcel], Nudge] = titles

    @property
    def dispatch(self) -> Dispatch:
        """A process that starts anew: it knows nothing but what the database holds."""
        return Dispatch(self.outbox, {"slack": self.platform}, self.compose)

    def meet(self, *members: str, deadline: Deadline | None = REVIEW, home: bool = True) -> None:
        """Have the coach meet these members, each with a deadline of their own."""
        for member in members:
            address = Address("slack", TENANT, json.dumps({"user": member}))
            self.store.members.met(TENANT, member, address if home else None, ZONE, BEFORE)
            if deadline is not None:
                self.keep(member, deadline)

    def keep(self, member: str, deadline: Deadline, since: datetime | None = BEFORE) -> None:
        """Note a deadline of a member; its id tells the two apart."""
        id = f"{deadline.id}-{member}"
        own = replace(deadline, id=id, scope=Scope.MEMBER, owner=member)
        self.store.deadlines.keep(own, Watch(since=since))

    def work(self, *, for_seconds: int = 0, every: int = 15) -> None:
        """Sweep and deliver now, and every so many seconds after."""
        for _ in range(0, for_seconds + 1, every):
            for job in self.dispatch.sweep():
                try:
                    self.dispatch.deliver(job.delivery)
                except Killed:
                    continue
            if for_seconds:
                self.clock.go(seconds=every)

    def states(self) -> list[str]:
        """The states of all deliveries, in the order in which they were made."""
        with self.database.reading() as connection:
            made = select(DELIVERY.c.state).order_by(DELIVERY.c.made_at, DELIVERY.c.id)
            return list(connection.scalars(made))

    def said(self) -> list[str]:
        """The keys of everything that was said."""
        with self.database.reading() as connection:
            return sorted(connection.scalars(select(NUDGE.c.key)))

    def rows(self, table: Table) -> int:
        """How many rows a table has."""
        with self.database.reading() as connection:
            return len(connection.execute(select(table)).all())

    def close(self) -> None:
        """Let go of every connection."""
        self.database.close()
        self.store.close()


def titles(parcel: Parcel) -> Nudge:
    """A nudge that names what is due, and nothing more."""
    reminders = tuple(Reminder(due.deadline.title, due.stage.key, "", "") for due in parcel.dues)
    return Nudge(reminders, again=any(due.stage.again for due in parcel.dues))
