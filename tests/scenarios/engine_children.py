"""What child processes do with an engine; light to import, for each child starts anew."""

from __future__ import annotations

import os
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

from dbos import DBOS

from adapters.schedule.engine import DbosEngine
from bot.nudges.delivery import Job

POLLING = 0.05


def placed(address: str) -> str | Path:
    """A file's path, unless it is a URL."""
    return address if "://" in address else Path(address)


def hold(address: str, jobs: int, report: Connection, *, other_edition: bool = False) -> None:
    """Enqueue jobs, begin those that there are workers for and never end; report its name, and
    each job that was begun."""
    if other_edition:
        # Another version of the code: DBOS tells versions apart by the workflows they hold.
        DBOS.workflow(name="of another edition")(_unused)
    reporting = threading.Lock()

    def deliver(delivery: str) -> None:
        with reporting:
            report.send(delivery)
        threading.Event().wait()

    engine = DbosEngine(placed(address), deliver, POLLING)
    engine.start()
    report.send(engine.slot)
    for number in range(jobs):
        engine.enqueue(Job(f"held-{number}", 1))
    threading.Event().wait()


def _unused() -> None:
    return


def listen_for_sockets(address: str) -> None:
    """Run a job while every socket that is bound or connected ends the process with status 7."""
    sys.addaudithook(_refuse)
    done = threading.Event()
    engine = DbosEngine(placed(address), lambda _: done.set(), POLLING)
    engine.start()
    engine.enqueue(Job("d1", 1))
    done.wait()
    engine.stop()


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.bind", "socket.connect", "socket.getaddrinfo"}:
        sys.stderr.write(f"{event} {arguments}")
        sys.stderr.flush()
        # Not an exception, which the engine could swallow.
        os._exit(7)


if __name__ == "__main__":
    listen_for_sockets(sys.argv[1])
