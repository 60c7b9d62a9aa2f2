"""The engine: DBOS Transact, on a SQLite file of its own or on the coach's PostgreSQL.

The guards below are there because DBOS 3.4 would lose or double nudges without them; each has a
test in tests/scenarios/test_engine.py.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from time import monotonic

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID, error

from adapters.schedule import shelter, slots
from adapters.store.database import open_database
from adapters.store.failures import translated
from bot.errors import CoachError, StoreUnavailable
from bot.nudges.delivery import Job

NAME = "cme-career-coach"
QUEUE = "deliveries"

# Left to itself, it is worked out from the code, and what one version of the code enqueued is
# never run by the next.
APPLICATION_VERSION = "1"

# With the polling, what one process sends at the most: 16 in a second, where Slack takes 9.
WORKERS = 8
POLLING_SECONDS = 0.5
CONNECTIONS = WORKERS + 6

MOST_COUNTED = 10_000
TEND_SECONDS = 15
PRUNE_SECONDS = 24 * 3600
LONGEST_PAUSE = 120
STOP_SECONDS = 8.0
"""For all of `stop`: Docker kills after 10. Nearly every send is over by then; the others are in
doubt, and looked for."""

KEPT = timedelta(hours=1)
"""No job runs or waits as long: what is left after it is finished, or belongs to the dead."""
PRUNED_AT_ONCE = 500

_log = logging.getLogger(__name__)


class DbosEngine:
    """Runs deliveries with DBOS, of which a process can hold one at a time.

    `address` is the SQLite file's path or a PostgreSQL URL. `deliver` is handed a delivery's id,
    which is all that the engine ever knows of it.
    """

    def __init__(
        self,
        address: str | Path,
        deliver: Callable[[str], object],
        polling_seconds: float = POLLING_SECONDS,
        stop_seconds: float = STOP_SECONDS,
    ) -> None:
        self._address = address
        self._deliver = deliver
        self._polling_seconds = polling_seconds
        self._stop_seconds = stop_seconds
        self._place = "the engine"
        self._slot: slots.Slot | None = None
        self._file = shelter.NONE
        self._run: Callable[[str], None] | None = None
        self._held = ExitStack()
        self._changing = threading.Lock()
        self._stopping = threading.Event()
        self._chores: list[threading.Thread] = []

    @property
    def slot(self) -> str:
        """The name under which this process runs deliveries, as host:number."""
        return self._slot.name if self._slot else ""

    def start(self, *, patient: bool = False) -> None:
        """Begin to run what is enqueued; a damaged file is set aside. Raises StoreUnavailable,
        unless it is `patient` and tries again later."""
        try:
            with self._changing:
                self._begin()
        except StoreUnavailable as unavailable:
            if not patient:
                raise
            _log.error("no reminders are sent from here until this is mended: %s", unavailable)
        self.every(TEND_SECONDS, self.tend)
        self.every(PRUNE_SECONDS, self.prune)

    def stop(self) -> None:
        """Finish what is being sent, for so many seconds at the most, and begin nothing more."""
        self._stopping.set()
        begun = monotonic()
        for chore in self._chores:
            chore.join(max(0.0, begun + self._stop_seconds / 2 - monotonic()))
        with self._changing:
            self._halt(max(1.0, begun + self._stop_seconds - monotonic()))
            self._held.close()

    def enqueue(self, job: Job) -> None:
        """Have a delivery run soon. An id that DBOS knows is not run again, so the number of the
        dispatch is part of it. Raises StoreUnavailable."""
        with self._asked() as run, SetWorkflowID(f"{job.delivery}.{job.dispatch}"):
            DBOS.enqueue_workflow(QUEUE, run, job.delivery)

    def waiting(self) -> int:
        """How many jobs wait for a worker, counted up to MOST_COUNTED. Raises
        StoreUnavailable."""
        with self._asked():
            jobs = DBOS.list_queued_workflows(
                queue_name=QUEUE, status="ENQUEUED", limit=MOST_COUNTED, load_input=False
            )
        return len(jobs)

    def every(self, seconds: float, chore: Callable[[], object]) -> None:
        """Do a chore in a thread, now and again; nothing of it is kept in the database."""
        thread = threading.Thread(target=self._repeat, args=(seconds, chore), daemon=True)
        self._chores.append(thread)
        thread.start()

    def health(self) -> str:
        """What is wrong, "" while all is well."""
        if self._run is None or self._slot is None:
            return "the engine is not running"
        if not self._slot.holds():
            return f"its name, {self.slot}, is no longer held: the database was started anew"
        if isinstance(self._address, Path) and shelter.identity(self._address) != self._file:
            return f"{self._address} is gone or was replaced"
        try:
            with self._asked():
                known = DBOS.retrieve_queue(QUEUE)
        except StoreUnavailable as unavailable:
            return str(unavailable)
        return "" if known else "the engine's tables were emptied"

    def prune(self) -> int:
        """Remove what is finished, and what a process that is gone left behind; return how many
        jobs."""
        ended = (datetime.now(UTC) - KEPT).isoformat()
        count = 0
        while True:
            with self._asked():
                old = DBOS.list_workflows(
                    end_time=ended, limit=PRUNED_AT_ONCE, load_input=False, load_output=False
                )
                DBOS.delete_workflows([job.workflow_id for job in old])
            count += len(old)
            if len(old) < PRUNED_AT_ONCE:
                return count

    def tend(self) -> None:
        """Start anew what no longer works; a file that is damaged or gone is made anew."""
        if not (problem := self.health()):
            return
        with self._changing:
            if not self._stopping.is_set():
                _log.warning("the engine is started anew: %s", problem)
                self._halt(self._stop_seconds)
                self._held.close()
                self._begin()

    @contextmanager
    def _asked(self) -> Iterator[Callable[[str], None]]:
        """What DBOS runs, while it can be asked for something. Raises StoreUnavailable."""
        if self._run is None:
            raise StoreUnavailable(f"{self._place}: it is not running")
        with _translated(self._place):
            yield self._run

    def _begin(self) -> None:
        self._slot = self._held.enter_context(slots.taken(self._address))
        try:
            self._launch(self._slot.name)
        except BaseException:
            self._held.close()
            raise

    def _launch(self, slot: str) -> None:
        if isinstance(self._address, Path):
            self._file = shelter.prepared(self._address)
        database = open_database(self._address)
        self._place = database.place
        url = database.engine.url.render_as_string(hide_password=False)
        database.close()
        _through_our_log()
        try:
            with _translated(self._place):
                DBOS(config=_config(url, slot))
                run = _registered(self._attempt)
                DBOS.launch()
                DBOS.register_queue(
                    QUEUE,
                    # Of this process. A limit on the queue as a whole would count those that a
                    # killed process was running, for ever.
                    worker_concurrency=WORKERS,
                    polling_interval_sec=self._polling_seconds,
                    on_conflict="always_update",
                )
        except BaseException:
            DBOS.destroy(destroy_registry=True)
            raise
        self._run = run

    def _halt(self, seconds: float) -> None:
        # Where there is something to wait for, DBOS looks once a second whether it is over.
        patience = ceil(seconds) if self._is_busy() else 0
        self._run = None
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=patience)

    def _is_busy(self) -> bool:
        try:
            with self._asked():
                begun = DBOS.list_workflows(
                    status="PENDING", executor_id=self.slot, limit=1, load_input=False
                )
        except StoreUnavailable:
            return self._run is not None
        return bool(begun)

    def _attempt(self, delivery: str) -> None:
        """Nothing that fails here may reach DBOS, which would keep its words."""
        if self._stopping.is_set():
            return  # the outbox has it run again
        try:
            self._deliver(delivery)
        except CoachError as failed:
            _log.warning("a delivery was put off: %s", failed)
        except Exception as failed:  # noqa: BLE001 - the outbox has it run again
            _log.warning("a delivery was put off: %s", type(failed).__name__)

    def _repeat(self, seconds: float, chore: Callable[[], object]) -> None:
        pause = seconds
        while True:
            pause = seconds if _is_done(chore) else max(seconds, min(2 * pause, LONGEST_PAUSE))
            if self._stopping.wait(pause):
                return


def _is_done(chore: Callable[[], object]) -> bool:
    try:
        chore()
    except CoachError as failed:
        _log.warning("a chore failed: %s", failed)
    except Exception as failed:  # noqa: BLE001 - it is tried again
        _log.warning("a chore failed: %s", type(failed).__name__)
    else:
        return True
    return False


def _config(url: str, slot: str) -> DBOSConfig:
    return {
        "name": NAME,
        "system_database_url": url,
        "sys_db_pool_size": CONNECTIONS,
        "executor_id": slot,
        "application_version": APPLICATION_VERSION,
        "serializer": DBOSPortableJSONSerializer(),
        "use_listen_notify": False,
        "log_level": "WARNING",
    }


def _registered(attempt: Callable[[str], None]) -> Callable[[str], None]:
    """A delivery as DBOS runs it: claimed, sent and recorded in one step, so that one that was
    interrupted begins anew with the claim."""

    @DBOS.step(name="deliver")
    def deliver(delivery: str) -> None:
        attempt(delivery)

    @DBOS.workflow(name="deliver")
    def job(delivery: str) -> None:
        deliver(delivery)

    return job


@contextmanager
def _translated(place: str) -> Iterator[None]:
    """Turns every failure of DBOS and of its database into StoreUnavailable."""
    try:
        with translated(place):
            yield
    except error.DBOSException as refused:
        raise StoreUnavailable(f"{place}: DBOS says {type(refused).__name__}") from refused


def _through_our_log() -> None:
    """DBOS writes to stderr by itself, unless somebody listens already."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
