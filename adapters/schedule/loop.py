"""The rounds of `coach serve` and `coach work`: look for what is due, and have it delivered."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Protocol

from adapters import wiring
from adapters.schedule import slots
from adapters.schedule.ports import Engine
from adapters.settings import Settings
from adapters.store.store import Store
from bot.errors import SettingsInvalid
from bot.nudges.delivery import Job

ROUND_SECONDS = 15
PRUNE_SECONDS = 24 * 3600
OVERDUE_SECONDS = 300
"""Without a round for so long, something is wrong."""

MOST_WAITING = 10_000
"""Hints beyond this cost more than they help: what gets none now is found again by a sweep."""

_log = logging.getLogger(__name__)


class Sweeping(Protocol):
    """What knows the deliveries that are to be run."""

    def sweep(self, room: int, *, backlog: bool) -> tuple[Job, ...]:
        """Those that no engine runs yet, as many as there is room for; with `backlog` it has jobs
        of earlier sweeps left. Raises StoreUnavailable."""
        ...


def go_round(engine: Engine, dispatch: Sweeping) -> int:
    """Hand the engine what is to be delivered; return how many. Raises StoreUnavailable."""
    waiting = engine.waiting()
    jobs = dispatch.sweep(max(0, MOST_WAITING - waiting), backlog=waiting > 0)
    for job in jobs:
        engine.enqueue(job)
    if jobs:
        _log.info("%d deliveries handed to the engine, beside %d", len(jobs), waiting)
    return len(jobs)


class Rounds:
    """An engine, and the rounds that it does until it is stopped."""

    def __init__(self, engine: Engine, dispatch: Sweeping) -> None:
        self._engine = engine
        self._dispatch = dispatch
        self._last = monotonic()
        self._stopped = False

    def start(self, *, patient: bool) -> None:
        """Begin. Raises StoreUnavailable, unless it is `patient` and tries again later."""
        self._engine.start(patient=patient)
        self._engine.every(ROUND_SECONDS, self._go)

    def every(self, seconds: float, chore: Callable[[], object]) -> None:
        """Do something else too, in the engine's threads, as it explains."""
        self._engine.every(seconds, chore)

    def stop(self) -> None:
        """Finish what is being sent; once is enough."""
        if not self._stopped:
            self._stopped = True
            self._engine.stop()

    @property
    def are_overdue(self) -> bool:
        """Whether reminders have long not been looked for, in spite of it all."""
        return monotonic() > self._last + OVERDUE_SECONDS

    def _go(self) -> None:
        go_round(self._engine, self._dispatch)
        self._last = monotonic()


@contextmanager
def sending(settings: Settings, store: Store, *, patient: bool = False) -> Iterator[Rounds | None]:
    """While this holds, reminders are sent; None when no platform is configured to send them to.
    At the end, what is being sent is finished. Raises SettingsInvalid, and StoreUnavailable
    unless it is `patient`."""
    ways = wiring.couriers(settings)
    if not ways:
        yield None
        return
    dispatch = wiring.dispatch(settings, store, ways)
    rounds = Rounds(wiring.engine(settings, dispatch.deliver), dispatch)
    rounds.start(patient=patient)
    try:
        _say_if_one_is_enough(settings)
        yield rounds
    finally:
        rounds.stop()


@contextmanager
def sending_beside(settings: Settings, store: Store) -> Iterator[Rounds | None]:
    """The same for a process that has other work too, and goes on where no engine can be started
    yet; None when COACH_REMINDERS is off."""
    if not settings.reminders:
        _log.info("COACH_REMINDERS is off: no reminders are sent from here")
        yield None
        return
    with sending(settings, store, patient=True) as rounds:
        yield rounds


def work(settings: Settings) -> None:
    """Send reminders, and nothing else, until SIGINT or SIGTERM; what is being sent is finished.
    Raises SettingsInvalid when no platform is configured, and StoreUnavailable."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with wiring.store(settings) as store, sending(settings, store) as rounds:
        if rounds is None:
            raise SettingsInvalid(
                "neither Slack nor Teams is configured, so that there is nobody to remind: "
                "`coach check` says what is missing"
            )
        rounds.every(PRUNE_SECONDS, lambda: store.prune(datetime.now(UTC)))
        _log.info("sending reminders")
        stop.wait()


def _say_if_one_is_enough(settings: Settings) -> None:
    place = wiring.engine_place(settings)
    if isinstance(place, Path) and slots.running(place) > 1:
        _log.info("another process sends reminders from %s too; one is enough", place.parent)
