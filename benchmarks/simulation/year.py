"""A simulated year: the coach sweeps every 15 seconds, of which those are left out in which
nothing can be due."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from sqlalchemy import func, select, text

from adapters.store import open_store
from adapters.store.database import open_database
from adapters.store.reminder_tables import DELIVERY, WATCH
from benchmarks.simulation.cast import BEGIN, of_the_hub
from benchmarks.simulation.journal import Away, Journal
from benchmarks.simulation.lives import Lives
from benchmarks.simulation.platform import (
    Broken,
    Clock,
    Fault,
    Killed,
    RecordingCourier,
    Weather,
    composed,
)
from bot.nudges.dispatch import Dispatch

TICK = timedelta(seconds=15)
DEEDS_A_YEAR = 5
DEED_HOURS = (2, 13, 19)
DOWN = (datetime(2027, 5, 29, 12, tzinfo=UTC), datetime(2027, 6, 1, 12, tzinfo=UTC))
"""Three days without a coach, within which the organization's ladder has a stage."""
PUT_BACK = datetime(2027, 8, 11, 16, 30, tzinfo=UTC)
"""When the coach's clock jumps back an hour."""
DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_OPEN = text("delivery.state IN ('queued', 'sending', 'unknown')")
_ONE_OPEN = select(DELIVERY.c.id).where(_OPEN).limit(1)
_EARLIEST = select(func.min(WATCH.c.next_at))


@dataclass(slots=True)
class Figures:
    """What a year took. `sweeps` are pairs of deliveries handed out and seconds; `claims` how
    many deliveries were claimed or tried to, `claiming` the seconds of it with what was sent and
    settled; `reached` are the days of the year that were lived through."""

    setting_up: float = 0
    wall: float = 0
    reached: float = 0
    sweeps: list[tuple[int, float]] = field(default_factory=list)
    claims: int = 0
    claiming: float = 0
    deeds: int = 0
    restarts: int = 0
    peak_mb: float = 0
    database_mb: float = 0
    faults: dict[str, int] = field(default_factory=dict)


class Year:
    """One year, or its first days, of one coach on one database."""

    def __init__(
        self,
        address: str,
        journal: Journal,
        *,
        members: int,
        days: int,
        seed: int,
        weather: Weather,
        broken: Broken | None = None,
    ) -> None:
        self._store = open_store(address)
        self._database = open_database(address)
        self._journal = journal
        self._members = members
        self._seed = seed
        self._clock = Clock(BEGIN)
        self._end = BEGIN + days * DAY
        self._ahead = DAY if broken is Broken.HASTY else timedelta()
        self._lives = Lives(self._store, journal, members, seed, broken)
        self._couriers = {
            surface: RecordingCourier(self._clock, journal, weather, lets_look=looks, broken=broken)
            for surface, looks in (("slack", True), ("teams", False))
        }
        self.figures = Figures()
        self._dispatch = self._started()

    def run(self, goes_on: Callable[[datetime], bool] = lambda _moment: True) -> Figures:
        """Live through it for as long as `goes_on` says so at the moments at which something
        happens."""
        began = perf_counter()
        self._store.deadlines.publish(of_the_hub())
        for number in range(self._members):
            self._lives.meet(number)
        self.figures.setting_up = perf_counter() - began
        began = perf_counter()
        for moment, event in _agenda(self._end):
            self._work_until(moment)
            if not goes_on(moment):
                break
            self._happen(event)
        self.figures.reached = (self._clock() - BEGIN) / DAY
        self.figures.wall = perf_counter() - began
        self._measure()
        return self.figures

    def close(self) -> None:
        """Let go of every connection."""
        self._database.close()
        self._store.close()

    def _started(self) -> Dispatch:
        """A process that starts anew: it knows nothing but what the database holds."""
        self.figures.restarts += 1
        outbox = self._store.outbox(lambda: self._clock() + self._ahead)
        return Dispatch(outbox, self._couriers, composed)

    def _work_until(self, moment: datetime) -> None:
        while self._clock() < moment:
            self._tick()
            wakes = self._clock() + TICK
            if not self._has_open():
                wakes = max(wakes, self._next_due() or moment)
            self._clock.moment = min(_on_tick(wakes), moment)

    def _tick(self) -> None:
        """One sweep with what comes of it."""
        began = perf_counter()
        jobs = self._dispatch.sweep()
        swept = perf_counter()
        self.figures.sweeps.append((len(jobs), swept - began))
        try:
            for job in jobs:
                self.figures.claims += 1
                self._dispatch.deliver(job.delivery)
        except Killed:
            self._dispatch = self._started()
        self.figures.claiming += perf_counter() - swept

    def _has_open(self) -> bool:
        """Whether any delivery waits or is in doubt."""
        with self._database.reading() as connection:
            return connection.execute(_ONE_OPEN).first() is not None

    def _next_due(self) -> datetime | None:
        with self._database.reading() as connection:
            found: datetime | None = connection.execute(_EARLIEST).scalar()
        return None if found is None else found - self._ahead

    def _happen(self, event: str) -> None:
        match event:
            case "deeds":
                self._live()
            case "down":
                self._journal.note(Away(*DOWN))
                self._clock.moment = DOWN[1]
            case "put back":
                self._clock.moment -= _HOUR
                self._journal.note(Away(PUT_BACK - _HOUR, PUT_BACK))

    def _live(self) -> None:
        chance = Random(f"{self._seed}/deeds/{self._clock()}")
        wanted = self._members * DEEDS_A_YEAR / 365 / len(DEED_HOURS)
        for _ in range(int(wanted + chance.random())):
            self._lives.act(chance.randrange(self._members), self._clock(), chance)
            self.figures.deeds += 1

    def _measure(self) -> None:
        self.figures.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        file = self._database.file
        with self._database.reading() as connection:
            if file is None:
                size = text("SELECT pg_database_size(current_database())")
                held = connection.execute(size).scalar_one()
            else:
                beside = (file, Path(f"{file}-wal"))
                held = sum(each.stat().st_size for each in beside if each.exists())
        self.figures.database_mb = held / 2**20
        for courier in self._couriers.values():
            for fault in Fault:
                known = self.figures.faults.get(fault.name, 0)
                self.figures.faults[fault.name] = known + courier.faults[fault]


def _agenda(end: datetime) -> list[tuple[datetime, str]]:
    """What happens besides nudges, in its order; nobody does anything while the coach is down."""
    days = (BEGIN + number * DAY for number in range((end - BEGIN).days + 1))
    moments = (day.replace(hour=hour, minute=7) for day in days for hour in DEED_HOURS)
    deeds = [(each, "deeds") for each in moments if not DOWN[0] <= each <= DOWN[1]]
    events = sorted([*deeds, (DOWN[0], "down"), (PUT_BACK, "put back")])
    return [*(each for each in events if BEGIN < each[0] < end), (end, "end")]


def _on_tick(moment: datetime) -> datetime:
    """The first sweep at a moment or after it."""
    past = (moment - BEGIN) % TICK
    return moment + (TICK - past if past else timedelta())
