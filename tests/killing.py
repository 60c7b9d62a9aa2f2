"""Reminders under kill -9: workers that are killed at random while a fake platform accepts,
dawdles and loses answers, and a count of what became of every reminder.

Time runs SPEED times as fast for the outbox, so that leases end in seconds. Light to import, for
each worker starts anew.
"""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from adapters.schedule.engine import DbosEngine
from adapters.schedule.loop import go_round
from adapters.store import Store, open_store
from bot.conversation import Address
from bot.deadlines.deadline import Deadline, Kind, Scope, Watch
from bot.errors import DeliveryFailed
from bot.messages import Message, Nudge, Reminder
from bot.nudges.delivery import InDoubt, NotSent, Outcome, Parcel, Sent, State
from bot.nudges.dispatch import Dispatch

FORK = get_context("forkserver")
FORK.set_forkserver_preload(["tests.killing"])

SPEED = 30
MORNING = datetime(2027, 3, 1, 10, tzinfo=UTC)
TENANT = "slack:T1"
OPEN = (State.QUEUED, State.SENDING, State.UNKNOWN)

DAWDLES = 0.4
"""Seconds at the most, less than SETTLE at this speed."""
BUSY, DROPPED = 0.05, 0.05
LAG = timedelta(seconds=20)
"""In which the history does not show a message, at the outbox's speed: well under SETTLE."""
LOOK_BACK = timedelta(minutes=1)
"""Less than a trial takes: what was sent long before is not found by chance."""


class Platform:
    """A platform in a SQLite file, which takes whatever reaches it, by the member it is for. Its
    history shows a message after LAG only, none from before it was asked to begin, and now and
    then nothing at all; that of a blind one is always empty. `clock` is the outbox's."""

    can_look = True

    def __init__(
        self, file: Path, chance: random.Random, clock: Callable[[], datetime], *, blind: bool
    ) -> None:
        self._file = file
        self._chance = chance
        self._clock = clock
        self._blind = blind
        with self._opened() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS post (delivery TEXT, home TEXT, at REAL)"
            )

    def send(self, delivery: str, home: Address, message: Message) -> Outcome:
        """Accept, dawdle, and now and then lose the answer; or refuse, to be asked later."""
        del message
        if self._chance.random() < BUSY:
            return NotSent("ratelimited", timedelta(seconds=2), gated=True)
        with self._opened() as connection:
            took = (delivery, home.locator, self._clock().timestamp())
            connection.execute("INSERT INTO post VALUES (?, ?, ?)", took)
        threading.Event().wait(self._chance.uniform(0, DAWDLES))
        return InDoubt("dropped") if self._chance.random() < DROPPED else Sent(delivery)

    def find(self, delivery: str, home: Address, since: datetime) -> str | None:
        """What it took with this id, as far as its history shows it. Raises DeliveryFailed when
        it is asked too often."""
        if self._chance.random() < BUSY:
            raise DeliveryFailed(home.surface, "ratelimited", after=timedelta(seconds=2))
        begin, end = since - LOOK_BACK, self._clock() - LAG
        with self._opened() as connection:
            taken = connection.execute(
                "SELECT 1 FROM post WHERE delivery = ? AND home = ? AND at BETWEEN ? AND ?",
                (delivery, home.locator, begin.timestamp(), end.timestamp()),
            )
            return delivery if taken.fetchone() and not self._blind else None

    def posts(self) -> Counter[str]:
        """How many messages each home got."""
        with self._opened() as connection:
            return Counter(home for (home,) in connection.execute("SELECT home FROM post"))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=30, isolation_level=None)) as connection:
            yield connection


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial: where the store is, the folder of everything else, how many workers remind how
    many members, and how the chance begins. With `blind`, nothing is found when looked for."""

    address: str
    folder: Path
    workers: int
    members: int
    seed: int = 1
    blind: bool = False

    @property
    def platform(self) -> Platform:
        """The platform of this trial."""
        return self.platform_at(lambda: MORNING, random.Random())

    def platform_at(self, clock: Callable[[], datetime], chance: random.Random) -> Platform:
        """The same for whoever sends, and looks."""
        file = self.folder / "platform.sqlite"
        return Platform(file, chance, clock, blind=self.blind)

    @property
    def engine(self) -> str | Path:
        """Where the engine keeps its hints."""
        return self.address if "://" in self.address else self.folder / "engine.sqlite"


@dataclass(frozen=True, slots=True)
class Count:
    """What became of the reminders: each member had one to get."""

    kills: int
    posts: int
    lost: int
    doubled: int
    seconds: float


def killed(trial: Trial, enough: Callable[[int, float], bool], longest: float = 60) -> Count:
    """Kill workers at random until `enough`, which is told the number of kills and the seconds
    since the workers are up; then wait until nothing is open, at most `longest` seconds more."""
    began = time.monotonic()
    chance = random.Random(trial.seed)
    store = open_store(trial.address)
    _enrol(store, trial.members)
    crew = [Worker(trial, began, number) for number in range(trial.workers)]
    up, kills = time.monotonic(), 0
    while not enough(kills, time.monotonic() - up) and not _is_over(store, trial):
        before = trial.platform.posts().total()
        until = time.monotonic() + chance.uniform(0.3, 1.2)
        while time.monotonic() < until and trial.platform.posts().total() < before + 6:
            threading.Event().wait(0.01)
        crew.pop(chance.randrange(len(crew))).killed()
        kills += 1
        crew.append(Worker(trial, began, trial.workers + kills))
    last = time.monotonic() + longest
    while not _is_over(store, trial) and time.monotonic() < last:
        threading.Event().wait(0.05)
    for worker in crew:
        worker.killed()
    store.close()
    return _count(trial, kills, time.monotonic() - up)


class Worker:
    """A process that reminds, until it is killed."""

    def __init__(self, trial: Trial, began: float, number: int) -> None:
        answers, report = Pipe(duplex=False)
        self._process: ForkServerProcess = FORK.Process(
            target=_remind, args=(trial, began, number, report), daemon=True
        )
        self._process.start()
        report.close()
        answers.recv()

    def killed(self) -> None:
        """Gone, as by kill -9."""
        self._process.kill()
        self._process.join()
        self._process.close()


def _remind(trial: Trial, began: float, number: int, report: Connection) -> None:
    def clock() -> datetime:
        return MORNING + timedelta(seconds=(time.monotonic() - began) * SPEED)

    chance = random.Random(trial.seed * 1_000 + number)
    platform = trial.platform_at(clock, chance)
    store = open_store(trial.address)
    dispatch = Dispatch(store.outbox(clock), {"slack": platform}, _nudge)
    engine = DbosEngine(trial.engine, dispatch.deliver, polling_seconds=0.05)
    engine.start()
    engine.every(0.2, lambda: go_round(engine, dispatch))
    report.send(engine.slot)
    threading.Event().wait()


def _nudge(parcel: Parcel) -> Nudge:
    return Nudge(tuple(Reminder(due.deadline.title, "", "", "") for due in parcel.dues))


def _enrol(store: Store, members: int) -> None:
    for number in range(members):
        name = f"m{number}"
        store.members.met(TENANT, name, Address("slack", TENANT, name), "UTC", MORNING)
        store.deadlines.keep(
            Deadline(TENANT, name, Scope.MEMBER, name, Kind.LICENCE, "RN", date(2027, 3, 4)),
            Watch(since=None),
        )


def _is_over(store: Store, trial: Trial) -> bool:
    tally = store.tally(MORNING - timedelta(days=1))
    done = len(trial.platform.posts()) == trial.members
    return done and not any(tally.get(state) for state in OPEN)


def _count(trial: Trial, kills: int, seconds: float) -> Count:
    posts = trial.platform.posts()
    doubled = sum(count - 1 for count in posts.values())
    return Count(kills, posts.total(), trial.members - len(posts), doubled, seconds)
