"""What is worked out before anything is opened, in transactions that let others in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import sleep

from sqlalchemy import and_

from adapters.store.database import Database
from adapters.store.facts import NOTED_EVERY, note_sweep, outdated
from adapters.store.plans import Planner, held, make_stale, note, stale
from adapters.store.reminder_tables import WATCH

BATCH = 200
PAUSE_SECONDS = 0.01
"""SQLite wakes nobody who waits for its lock: they look again after a while, and must find it
free."""


class Sweeps:
    """The sweeps of one process."""

    def __init__(self, database: Database, planner: Planner) -> None:
        self._database = database
        self._planner = planner
        self._noted: datetime | None = None

    def prepare(self, clock: Callable[[], datetime]) -> None:
        """Work out anew when every nudge comes of which that is not known, at the clock's time."""
        now = clock()
        if self._noted is None or not self._noted <= now < self._noted + NOTED_EVERY:
            self._begin(now)
        self._replan(now)

    def _begin(self, now: datetime) -> None:
        with self._database.reading() as connection:
            anew = outdated(connection, now)
        after = 0
        while anew:
            with self._database.writing() as connection:
                after = make_stale(connection, after, BATCH)
            anew = after > 0
            sleep(PAUSE_SECONDS)
        with self._database.writing() as connection:
            note_sweep(connection, now, first=self._noted is None)
        self._noted = now

    def _replan(self, now: datetime) -> None:
        """Plan outside of any lock, and keep what did not change meanwhile."""
        after = 0
        while True:
            with self._database.reading() as connection:
                numbers = stale(connection, after, BATCH)
                found = self._planner.plans(connection, numbers)
            planned = {plan.number: (plan, plan.next_at(now)) for plan in found}
            if planned:
                with self._database.writing() as connection:
                    still = held(connection, and_(WATCH.c.id.in_(planned), WATCH.c.stale))
                    note(connection, [planned[number] for number in still])
            if len(numbers) < BATCH:
                return
            after = numbers[-1]
            sleep(PAUSE_SECONDS)
