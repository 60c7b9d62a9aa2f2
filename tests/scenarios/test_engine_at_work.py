"""What one engine does with the jobs that it is handed, on both databases; see test_engine.py for
the hazards (H4, H5, H7)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import Queue

import pytest
from dbos import DBOS

from adapters.schedule.engine import QUEUE, WORKERS, DbosEngine
from bot.nudges.delivery import Job
from tests.contract.conftest import DATABASES
from tests.postgresql import new_database
from tests.scenarios.engine_children import POLLING, placed

LONGEST = 20


class Work:
    """A running engine, and what becomes of a delivery: it is noted, unless a test says
    otherwise."""

    def __init__(self, address: str) -> None:
        self.delivered: Queue[str] = Queue()
        self.deliver: Callable[[str], object] = self.delivered.put
        self.engine = DbosEngine(placed(address), self._run, POLLING)

    def done(self, delivery: str, dispatch: int = 1) -> str:
        """Hand it over, and wait until it is over; the name of the job."""
        self.engine.enqueue(Job(delivery, dispatch))
        name = f"{delivery}.{dispatch}"
        DBOS.retrieve_workflow(name).get_result(polling_interval_sec=POLLING)
        return name

    def _run(self, delivery: str) -> object:
        return self.deliver(delivery)


@pytest.fixture(scope="module", params=DATABASES)
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Work]:
    """One engine for all of these tests, on each database in turn."""
    if request.param == "sqlite":
        address = str(tmp_path_factory.mktemp("engine") / "engine.sqlite")
    else:
        address = new_database(request.getfixturevalue("postgresql_server"))
    work = Work(address)
    work.engine.start()
    yield work
    work.engine.stop()


@pytest.fixture
def work(shared: Work) -> Work:
    """The engine with nothing delivered yet."""
    shared.delivered = Queue()
    shared.deliver = shared.delivered.put
    return shared


def test_h4_a_delivery_is_run_again_under_the_number_of_its_next_dispatch(work: Work) -> None:
    work.done("ana")
    work.done("ana")
    work.done("bo")
    work.done("ana", 2)

    assert [work.delivered.get(timeout=LONGEST) for _ in range(3)] == ["ana", "bo", "ana"]
    assert work.delivered.empty()


def test_h5_a_delivery_is_claimed_sent_and_recorded_in_one_step(work: Work) -> None:
    assert len(DBOS.list_workflow_steps(work.done("cy"))) == 1


def test_h7_no_limit_but_each_workers_own_is_left_to_the_engine(work: Work) -> None:
    assert work.engine.health() == ""
    queue = DBOS.retrieve_queue(QUEUE)
    assert queue
    limits = (queue.worker_concurrency, queue.global_concurrency, queue.limiter)
    assert limits == (WORKERS, None, None)


def test_the_engine_knows_a_deliverys_id_and_nothing_else(
    work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    def deliver(delivery: str) -> None:
        raise ValueError("Ana's licence runs out")

    work.deliver = deliver
    (job,) = DBOS.list_workflows(workflow_ids=[work.done("dee")])

    assert (job.input, job.output, job.error) == ({"args": ("dee",), "kwargs": {}}, None, None)
    assert [record.message for record in caplog.records] == ["a delivery was put off: ValueError"]


def test_jobs_that_wait_are_counted(work: Work) -> None:
    begun, go_on = Queue[str](), threading.Event()

    def deliver(delivery: str) -> None:
        begun.put(delivery)
        go_on.wait(LONGEST)

    work.deliver = deliver
    for number in range(WORKERS + 4):
        work.engine.enqueue(Job(f"own-{number}", 1))
    for _ in range(WORKERS):
        begun.get(timeout=LONGEST)
    assert work.engine.waiting() == 4
    go_on.set()
