"""Chroma for the long-running process: a cache of the stored vectors that may break safely.

Embedded Chroma can be left unreadable by a kill (14 of 24 in trials with 1.5.9), and a broken
folder can crash whoever opens it. So each state of the shelf gets a folder of its own, built and
checked by a child process; a pointer file names the one in use. While there is none for the
shelf as it is now, the stored vectors are searched exactly.
"""

from __future__ import annotations

import json
import logging
import secrets
import shutil
import sqlite3
import subprocess
import sys
import threading
import weakref
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.request import urlopen

import numpy as np
from filelock import FileLock

from knowledge.errors import HubError
from knowledge.index import shelf
from knowledge.index.embeddings import Vector
from knowledge.index.shelf import Shelf
from knowledge.index.vectors import ExactVectors

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client

FOLDER, POINTER = "chroma", "current.json"
PROBES = 3
CHILD_SECONDS = 3600
SERVER_SECONDS = 10

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Generation:
    """A collection made from the shelf at one revision. `folder` is empty on a server; `before`
    names the one that it took the place of."""

    name: str
    revision: int
    folder: str
    before: str


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class _Opened:
    """A generation that answers. Its client holds files open until the last query lets go of it."""

    revision: int
    collection: Collection


class ChromaVectors:
    """Searches the generation that fits the shelf; exactly, while there is none."""

    def __init__(self, home: Path, server: str = "") -> None:
        self._home = home
        self._server = server
        self._exact = ExactVectors()
        self._lock = threading.Lock()
        self._work = _Work()
        self._opened: _Opened | None = None
        self._seen: int | None = None

    def nearest(
        self, connection: sqlite3.Connection, vector: Vector, limit: int
    ) -> dict[int, float]:
        """Passage numbers with their cosine; from the stored vectors whenever Chroma fails."""
        opened = self._opened
        if opened is not None and opened.revision == shelf.meta(connection, "revision"):
            try:
                return _query(opened.collection, vector, limit)
            except Exception as error:  # noqa: BLE001 - Chroma raises many kinds; none may cost an answer
                _log.warning(
                    "Chroma failed (%s); searching the stored vectors", type(error).__name__
                )
                self._opened = None
        return self._exact.nearest(connection, vector, limit)

    @property
    def serving(self) -> bool:
        """Whether a checked generation answers."""
        return self._opened is not None

    def refresh(self) -> bool:
        """Bring the cache in step with a shelf at rest; false when that failed. Slow: not for the
        event loop.

        A shelf that has changed since the last look is left until the next one, because an ingest
        changes it with every document. The generation in use is checked by a child process,
        because a broken one can crash its opener; what fails is built anew. Raises HubError when
        the shelf cannot be read.
        """
        with self._lock:
            revision = _revision(self._home)
            before, self._seen = self._seen, revision
            if self._opened is not None and self._opened.revision == revision:
                return True
            if before not in {None, revision}:
                return True
            for task in ("check", "build"):
                if self._work.do(task, self._home, self._server) and self._open(revision):
                    return True
            return False

    def close(self) -> None:
        """End the child process that is at work, for good; a cache that was half made is made
        anew the next time."""
        self._work.end()

    def _open(self, revision: int) -> bool:
        found = current(self._home)
        if found is None or found.revision != revision:
            return False
        client = _client(self._home, self._server, found)
        try:
            collection = client.get_collection(found.name, embedding_function=None)
            # Chroma reads its vectors when one is first asked for; after that they are held in
            # memory, and files that go cannot make it answer from the rest without a word.
            collection.get(limit=1, include=["embeddings"])
        except BaseException:
            client.close()
            raise
        self._opened = _Opened(revision, collection)
        weakref.finalize(self._opened, client.close).atexit = False
        _log.info("Chroma serves revision %d of the hub", revision)
        return True


def build(home: Path, server: str = "") -> None:
    """Make a generation from the shelf and point to it, one process at a time; the one before
    is kept for those who have it open, older ones are removed."""
    with FileLock(home / "chroma.lock"):
        _make(home, server)


def _make(home: Path, server: str) -> None:
    with closing(Shelf(home)) as hub, hub.reading() as connection:
        revision = int(str(shelf.meta(connection, "revision")))
        numbers, matrix = shelf.vectors(connection)
    before = current(home)
    name = f"hub-{revision}-{secrets.token_hex(4)}"
    made = Generation(name, revision, "" if server else name, before.name if before else "")
    (home / FOLDER).mkdir(parents=True, exist_ok=True)
    with _client(home, server, made) as client:
        _fill(client, name, numbers, matrix)
        _point(home, made)
        if server and before and before.before:
            _drop(client, before.before)
    _clean(home / FOLDER, keep={made.name, made.before})


def _fill(client: Client, name: str, numbers: list[int], matrix: Vector) -> None:
    """Make a collection that holds these vectors."""
    # With Chroma's own breadth of search, 100, a query missed up to 16 of its 100 nearest, others
    # in each generation (14,434 passages); with 400 at most 4, for a millisecond more.
    collection = client.create_collection(
        name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 400}}
    )
    step = client.get_max_batch_size()
    for at in range(0, len(numbers), step):
        part = slice(at, at + step)
        collection.add(ids=[str(n) for n in numbers[part]], embeddings=matrix[part])


def check(home: Path, server: str = "") -> bool:
    """Whether the generation in use holds just what the shelf holds, and finds it."""
    found = current(home)
    with closing(Shelf(home)) as hub, hub.reading() as connection:
        revision = shelf.meta(connection, "revision")
        numbers, matrix = shelf.vectors(connection)
    if found is None or found.revision != revision:
        return False
    with _client(home, server, found) as client:
        collection = client.get_collection(found.name, embedding_function=None)
        return _holds(collection, numbers, matrix)


def _holds(collection: Collection, numbers: list[int], matrix: Vector) -> bool:
    """Whether a collection has these numbers and no other, and finds some of their vectors."""
    if collection.count() != len(numbers):
        return False
    if set(collection.get(include=[])["ids"]) != {str(n) for n in numbers}:
        return False
    probes = np.linspace(0, len(numbers) - 1, min(PROBES, len(numbers)), dtype=int)
    return all(_finds(collection, matrix[int(row)]) for row in probes)


def current(home: Path) -> Generation | None:
    """The generation that the pointer names; None when there is none to trust."""
    try:
        return Generation(**json.loads((home / FOLDER / POINTER).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _finds(collection: Collection, vector: Vector) -> bool:
    """Whether a stored vector finds itself, or one that is the same."""
    found = _query(collection, vector, 1)
    return bool(found) and next(iter(found.values())) > 0.999  # noqa: PLR2004 - float32 noise


def _query(collection: Collection, vector: Vector, limit: int) -> dict[int, float]:
    result: Any = collection.query(
        query_embeddings=vector.tolist(), n_results=limit, include=["distances"]
    )
    return {
        int(id_): 1.0 - float(distance)
        for id_, distance in zip(result["ids"][0], result["distances"][0], strict=True)
    }


def _client(home: Path, server: str, generation: Generation) -> Client:
    import chromadb  # noqa: PLC0415 - costs 0.6 s at start; one-shot commands never pay it
    from chromadb.config import Settings  # noqa: PLC0415

    quiet = Settings(anonymized_telemetry=False)
    if server:
        from urllib.parse import urlsplit  # noqa: PLC0415

        parts = urlsplit(server)
        tls = parts.scheme == "https"
        port = parts.port or (443 if tls else 8000)
        client = chromadb.HttpClient(parts.hostname or "", port, ssl=tls, settings=quiet)
    else:
        client = chromadb.PersistentClient(str(home / FOLDER / generation.folder), settings=quiet)
    return cast("Client", client)  # the type that is declared has no close()


def _point(home: Path, generation: Generation) -> None:
    pointer = home / FOLDER / POINTER
    fresh = pointer.with_suffix(".new")
    fresh.write_text(
        json.dumps({name: getattr(generation, name) for name in Generation.__slots__}),
        encoding="utf-8",
    )
    fresh.replace(pointer)


def _drop(client: Client, name: str) -> None:
    if name in {collection.name for collection in client.list_collections()}:
        client.delete_collection(name)


def _clean(root: Path, keep: set[str]) -> None:
    for folder in root.iterdir():
        if folder.is_dir() and folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)


def _revision(home: Path) -> int:
    with closing(Shelf(home)) as hub, hub.reading() as connection:
        return int(str(shelf.meta(connection, "revision")))


def server_answers(server: str) -> bool:
    """Whether a Chroma server stands at the address."""
    try:
        with urlopen(f"{server.rstrip('/')}/api/v2/heartbeat", timeout=SERVER_SECONDS) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (OSError, ValueError, HTTPException):
        return False


def checked_by_child(home: Path, server: str = "") -> bool:
    """`check`, in a child process: a broken folder may crash whoever opens it."""
    return _Work().do("check", home, server)


class _Work:
    """What is done in child processes, one at a time, until it is ended from another thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def do(self, task: str, home: Path, server: str) -> bool:
        """Whether a child did the task."""
        command = [sys.executable, "-m", "knowledge.index.chroma", task, str(home), server]
        with self._lock:
            if self._ended:
                return False
            # A session of its own: Ctrl-C is for the coach, which ends the child itself.
            self._process = process = subprocess.Popen(command, start_new_session=True)
        try:
            return process.wait(CHILD_SECONDS) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            _log.warning("Chroma took too long to %s its cache", task)
            return False

    def end(self) -> None:
        """Kill the child that is at work, and start no more."""
        with self._lock:
            self._ended = True
            if self._process:
                self._process.kill()


def main(task: str, home: str, server: str) -> int:
    """What the child process does; its exit status is the answer."""
    try:
        if task == "check":
            return 0 if check(Path(home), server) else 1
        build(Path(home), server)
    except HubError:
        return 1
    except Exception as error:  # noqa: BLE001 - Chroma raises many kinds
        _log.warning("Chroma cannot %s its cache (%s)", task, type(error).__name__)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
