"""The engine on both databases: one test for each guard, named after the hazard it guards from
(H1 to H9, found in DBOS 3.4; H4, H5 and H7 in test_engine_at_work.py), and what
happens when its database is damaged or gone."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import Pipe, get_context
from pathlib import Path
from queue import Queue
from time import monotonic
from typing import Any

import psycopg
import pytest
from dbos import DBOS

from adapters.schedule import slots
from adapters.schedule.engine import WORKERS, DbosEngine
from adapters.store.database import open_database
from bot.errors import StoreUnavailable
from bot.nudges.delivery import Job
from tests.contract.conftest import DATABASES
from tests.scenarios.engine_children import POLLING, hold, placed

FORK = get_context("forkserver")
FORK.set_forkserver_preload(["tests.scenarios.engine_children"])
LONGEST = 20
JOBS = WORKERS + 4


@pytest.fixture(params=DATABASES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an engine can be started, on each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "home" / "engine.sqlite")
    found: str = request.getfixturevalue("postgresql")
    return found


@contextmanager
def running(address: str, deliver: Callable[[str], object]) -> Iterator[DbosEngine]:
    """An engine that is stopped at the end."""
    engine = DbosEngine(placed(address), deliver, POLLING)
    engine.start()
    try:
        yield engine
    finally:
        engine.stop()


class Child:
    """Another process, which has begun as many jobs as it has workers."""

    def __init__(self, address: str, *, jobs: int, other_edition: bool = False) -> None:
        answers, report = Pipe(duplex=False)
        self.process = FORK.Process(
            target=hold,
            args=(address, jobs, report),
            kwargs={"other_edition": other_edition},
            daemon=True,
        )
        self.process.start()
        report.close()
        self.slot: str = answers.recv()
        self.begun = {answers.recv() for _ in range(min(jobs, WORKERS))}

    def killed(self) -> None:
        """Gone, as by kill -9."""
        self.process.kill()
        self.process.join()
        self.process.close()


def some(delivered: Queue[str], count: int) -> list[str]:
    """The next deliveries, in the order of their names."""
    return sorted(delivered.get(timeout=LONGEST) for _ in range(count))


def asked(address: str, statement: str) -> list[tuple[Any, ...]]:
    """The rows of the engine's own tables, which DBOS keeps in a schema on PostgreSQL."""
    database = open_database(placed(address))
    schema = "" if database.file else "dbos."
    with database.writing() as connection:
        result = connection.exec_driver_sql(statement.replace("{}", schema))
        rows = [tuple(row) for row in result] if result.returns_rows else []
    database.close()
    return rows


def test_h1_a_process_leaves_the_running_work_of_another_alone(address: str) -> None:
    child = Child(address, jobs=WORKERS)
    delivered: Queue[str] = Queue()
    with running(address, delivered.put) as engine:
        engine.enqueue(Job("own", 1))
        assert some(delivered, 1) == ["own"]

        held = DBOS.list_workflows(workflow_id_prefix="held-")
        assert {(job.status, job.executor_id) for job in held} == {("PENDING", child.slot)}
        assert engine.slot != child.slot
        child.killed()
    assert delivered.empty()


def test_h2_what_a_killed_process_was_running_takes_no_worker_from_the_others(
    address: str,
) -> None:
    child = Child(address, jobs=JOBS)
    delivered: Queue[str] = Queue()
    with running(address, delivered.put):
        child.killed()
        left = {f"held-{number}" for number in range(JOBS)} - child.begun
        assert some(delivered, JOBS - WORKERS) == sorted(left)


def test_h3_a_new_version_of_the_code_runs_what_the_one_before_it_left(address: str) -> None:
    child = Child(address, jobs=JOBS, other_edition=True)
    child.killed()
    delivered: Queue[str] = Queue()
    with running(address, delivered.put) as engine:
        assert engine.slot == child.slot, "the name of the killed is free again"
        assert some(delivered, JOBS) == sorted(f"held-{number}" for number in range(JOBS))


def test_h4_what_a_killed_process_left_behind_is_removed_in_the_end(address: str) -> None:
    child = Child(address, jobs=4)
    with running(address, lambda _: None) as engine:
        child.killed()
        assert engine.prune() == 0, "not before its time"
        asked(address, "UPDATE {}workflow_status SET created_at = created_at - 7200000")
        assert engine.prune() == 4
        assert asked(address, "SELECT * FROM {}workflow_status") == []


def test_h6_the_file_is_in_wal_mode_and_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "home" / "engine.sqlite"
    with running(str(file), lambda _: None):
        assert asked(str(file), "PRAGMA journal_mode") == [("wal",)]
        assert file.stat().st_mode & 0o777 == 0o600


def test_h8_finished_jobs_are_removed_at_the_next_start(address: str) -> None:
    delivered: Queue[str] = Queue()
    with running(address, delivered.put) as engine:
        engine.enqueue(Job("ana", 1))
        some(delivered, 1)
        DBOS.retrieve_workflow("ana.1").get_result(polling_interval_sec=POLLING)
    asked(address, "UPDATE {}workflow_status SET created_at = created_at - 7200000")

    emptied = threading.Event()

    def look() -> None:
        if not DBOS.list_workflows():
            emptied.set()

    with running(address, delivered.put) as engine:
        engine.every(POLLING, look)
        assert emptied.wait(LONGEST)
    for table in ("workflow_status", "operation_outputs", "workflow_input", "workflow_output"):
        assert asked(address, f"SELECT * FROM {{}}{table}") == []


def test_h9_a_chore_is_done_again_and_again_and_leaves_no_row(address: str) -> None:
    ticks: Queue[str] = Queue()

    def chore() -> None:
        ticks.put("tick")
        raise StoreUnavailable("the database is away")

    with running(address, lambda _: None) as engine:
        engine.every(0.001, chore)
        assert len(some(ticks, 5)) == 5
        assert DBOS.list_workflows() == []


def test_what_is_being_sent_is_finished_when_the_engine_stops(address: str) -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def deliver(delivery: str) -> None:
        begun.set()
        go_on.wait(LONGEST)
        ended.set()

    engine = DbosEngine(placed(address), deliver, POLLING)
    engine.start()
    engine.enqueue(Job("ana", 1))
    assert begun.wait(LONGEST)
    stopping = threading.Thread(target=engine.stop)
    stopping.start()
    go_on.set()
    stopping.join(LONGEST)

    assert ended.is_set()
    assert "not running" in engine.health()
    with pytest.raises(StoreUnavailable, match="not running"):
        engine.enqueue(Job("ana", 2))


def test_a_damaged_file_is_set_aside_and_a_new_one_takes_its_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "engine.sqlite"
    file.write_bytes(b"not a database at all" * 500)
    delivered: Queue[str] = Queue()
    with running(str(file), delivered.put) as engine:
        engine.enqueue(Job("ana", 1))
        assert some(delivered, 1) == ["ana"]
    (aside,) = tmp_path.glob("engine.sqlite.damaged-*")
    assert aside.read_bytes().startswith(b"not a database")
    assert "set aside" in caplog.text


def test_a_file_that_is_removed_under_a_running_engine_is_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "engine.sqlite"
    delivered: Queue[str] = Queue()
    with running(str(file), delivered.put) as engine:
        for part in tmp_path.glob("engine.sqlite*"):
            part.unlink()
        assert "gone" in engine.health()
        engine.tend()
        assert engine.health() == ""
        engine.enqueue(Job("ana", 1))
        assert some(delivered, 1) == ["ana"]
    assert "started anew" in caplog.text


def test_a_folder_that_cannot_be_used_is_said_and_nothing_is_held(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    engine = DbosEngine(tmp_path / "home" / "engine.sqlite", lambda _: None)
    with pytest.raises(StoreUnavailable, match="home"):
        engine.start()
    assert "not running" in engine.health()


def test_a_server_that_is_away_is_said_without_its_password() -> None:
    away = "postgresql://ana:secret@127.0.0.1:1/coach"
    with pytest.raises(StoreUnavailable, match="cannot be reached") as refused:
        DbosEngine(away, lambda _: None).start()
    assert "secret" not in str(refused.value)


def test_every_process_at_a_database_has_a_name_of_its_own(address: str) -> None:
    place = placed(address)
    assert slots.running(place) == 0
    with slots.taken(place) as first, slots.taken(place) as second:
        assert first.name != second.name
        assert first.holds()
        assert second.holds()
        assert slots.running(place) == 2
    with slots.taken(place) as third:
        assert third.name == first.name
        assert slots.running(place) == 1


def test_a_server_that_is_started_anew_takes_every_name_with_it(
    postgresql: str, caplog: pytest.LogCaptureFixture
) -> None:
    delivered: Queue[str] = Queue()
    with running(postgresql, delivered.put) as engine:
        assert engine.health() == ""
        _disconnect_everybody(postgresql)
        assert slots.running(postgresql) == 0
        assert "no longer held" in engine.health()

        engine.tend()
        assert engine.health() == ""
        assert slots.running(postgresql) == 1
        with slots.taken(postgresql) as other:
            assert other.name != engine.slot
        engine.enqueue(Job("ana", 1))
        assert some(delivered, 1) == ["ana"]
    assert "started anew" in caplog.text


def _disconnect_everybody(address: str) -> None:
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE {others}"
        )


def test_what_cannot_be_started_yet_is_started_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    home = tmp_path / "home"
    home.write_text("a file where the folder should be")
    delivered: Queue[str] = Queue()
    engine = DbosEngine(home / "engine.sqlite", delivered.put, POLLING)
    engine.start(patient=True)
    try:
        assert "no reminders are sent from here until this is mended" in caplog.text
        home.unlink()
        engine.tend()
        assert engine.health() == ""
        engine.enqueue(Job("ana", 1))
        assert some(delivered, 1) == ["ana"]
    finally:
        engine.stop()


def test_a_chore_that_fails_is_tried_again_after_longer_and_longer_pauses(tmp_path: Path) -> None:
    moments: Queue[float] = Queue()

    def chore() -> None:
        moments.put(monotonic())
        raise StoreUnavailable("the database is away")

    engine = DbosEngine(tmp_path / "engine.sqlite", lambda _: None)
    engine.every(0.01, chore)
    first, *_, before, last = [moments.get(timeout=LONGEST) for _ in range(6)]
    engine.stop()

    assert last - before >= 0.01 * 2**5
    assert before > first


def test_an_engine_stops_in_time_whatever_does_not_end(tmp_path: Path) -> None:
    begun, go_on = Queue[str](), threading.Event()

    def deliver(delivery: str) -> None:
        begun.put(delivery)
        go_on.wait()

    engine = DbosEngine(tmp_path / "engine.sqlite", deliver, POLLING, stop_seconds=2)
    engine.start()
    for _ in range(2 * LONGEST):
        engine.every(1, go_on.wait)
    engine.enqueue(Job("ana", 1))
    some(begun, 1)
    stopping = threading.Thread(target=engine.stop)
    stopping.start()
    stopping.join(LONGEST)

    ended = not stopping.is_alive()
    go_on.set()
    assert ended


def test_the_embedded_engine_opens_no_connection_and_no_port_and_says_nothing(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-W", "error", "-m", "tests.scenarios.engine_children"),
            str(tmp_path / "engine.sqlite"),
        ],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_dbos_speaks_through_our_log_and_of_warnings_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "adapters")
    with running(str(tmp_path / "engine.sqlite"), lambda _: None):
        logging.getLogger("dbos").warning("something of theirs")
    assert [record.message for record in caplog.records] == ["something of theirs"]
