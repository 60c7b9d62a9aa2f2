"""Kills of an ingest. The child prints each document when it is acknowledged; none of those may
be missing or torn afterwards, and the next ingest must need no help.

usage of the child: python -m benchmarks.durability_ingest HOME HUB
"""

from __future__ import annotations

import hashlib
import random
import signal
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.copies import reworded
from benchmarks.measuring import Target
from knowledge.index import shelf
from knowledge.index.embeddings import MiniLM
from knowledge.index.ingest import Ingest
from knowledge.index.library import HubLibrary
from knowledge.index.shelf import Shelf

EARLIEST, LATEST = 0.5, 6.0
"""Seconds after the start of a child between which it is killed."""

PASSAGES = 12

_TORN = """
SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM passage p WHERE p.document = d.id)
UNION ALL
SELECT count(*) FROM passage p JOIN document d ON d.id = p.document
  LEFT JOIN passage_text t ON t.rowid = p.number
  WHERE t.body IS NOT substr(d.text, p.start + 1, p."end" - p.start) OR length(p.vector) = 0
UNION ALL
SELECT abs((SELECT count(*) FROM passage_text) - (SELECT count(*) FROM passage))
UNION ALL
SELECT count(*) FROM (SELECT 1 FROM passage GROUP BY document HAVING max(position) + 1 != count(*))
"""


@dataclass(frozen=True, slots=True)
class State:
    """What was found on opening after a kill; `answer_ms` is from opening to findings."""

    sound: bool
    lost: int
    torn: int
    found: bool
    answer_ms: float

    def __str__(self) -> str:
        return (
            f"{self.sound!s:>6} {self.lost:5} {self.torn:5} {self.found!s:>6} "
            f"{self.answer_ms:6.0f} ms"
        )


def kill_ingests(scratch: Path, kills: int, chance: random.Random) -> list[Target]:
    """Kill that many ingests, check after each, and let one finish; print a line for each."""
    home, hub = scratch / "home", scratch / "hub"
    embedder = MiniLM()
    embedder.embed("The weights are loaded before the clock runs.")
    acknowledged: dict[str, str] = {}
    states: list[State] = []
    rounds = 0
    print("\nIngest    killed after  acknowledged  sound  lost  torn  found  answer")
    while len(states) < kills:
        delay = chance.uniform(EARLIEST, LATEST)
        killed, lines = _interrupted(home, hub, delay)
        acknowledged.update(lines)
        if not killed:
            rounds += 1
            _revise(hub, rounds, acknowledged)
        elif acknowledged:  # before that there is nothing to lose, and the kill does not count
            states.append(_state(home, hub, acknowledged, embedder, chance))
            print(
                f"{len(states):6} {delay:13.2f} s {len(acknowledged):13} {states[-1]}", flush=True
            )
    alike = _finished_alike(scratch, embedder)
    print(f"finished in the end, the same as one undisturbed ingest: {alike}; rounds: {rounds}")
    return [*_targets(states, kills), Target("repaired by the next ingest", int(alike), 1, True)]


def _targets(states: list[State], kills: int) -> list[Target]:
    return [
        Target("ingest kills", len(states), kills, at_least=True),
        Target("acknowledged documents lost", sum(state.lost for state in states), 0),
        Target("documents torn", sum(state.torn for state in states), 0),
        Target("openings with an unsound file", sum(not state.sound for state in states), 0),
        Target("openings that did not serve at once", sum(not state.found for state in states), 0),
    ]


def _interrupted(home: Path, hub: Path, delay: float) -> tuple[bool, dict[str, str]]:
    """Run the child and kill it; whether that came before its end, and what it acknowledged."""
    command = [sys.executable, "-m", "benchmarks.durability_ingest", str(home), str(hub)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        sleep(delay)
        child.send_signal(signal.SIGKILL)
        assert child.stdout is not None
        whole = [line for line in child.stdout if line.endswith("\n")]
    if child.returncode not in {0, -signal.SIGKILL}:
        raise SystemExit(f"the ingest ended by itself with status {child.returncode}")
    pairs = (line.rstrip("\n").split("\t") for line in whole)
    return child.returncode != 0, dict(pairs)


def _revise(hub: Path, number: int, acknowledged: dict[str, str]) -> None:
    """Reword every file and take one away, so that the next ingest has work of every kind."""
    files = sorted((hub / "articles").rglob("*.md"))
    if len(files) > 1:
        gone = files.pop()
        gone.unlink()
        acknowledged.pop(gone.relative_to(hub / "articles").as_posix(), None)
    for path in files:
        front, fence, body = path.read_text(encoding="utf-8").partition("\n---\n")
        path.write_text(f"{front}{fence}{reworded(body, number)}", encoding="utf-8")


def _state(
    home: Path, hub: Path, acknowledged: dict[str, str], embedder: MiniLM, chance: random.Random
) -> State:
    began = perf_counter()
    hub_shelf = Shelf(home)
    wanted = chance.choice(sorted(acknowledged))
    with hub_shelf.reading() as connection:
        row = connection.execute(
            "SELECT id, title FROM document WHERE file = ?", (wanted,)
        ).fetchone()
    hits = HubLibrary(hub_shelf, embedder).search(row[1], PASSAGES).hits if row else ()
    answer_ms = (perf_counter() - began) * 1000
    with hub_shelf.reading() as connection:
        stamps = dict(connection.execute("SELECT file, stamp FROM document"))
        torn = sum(row[0] for row in connection.execute(_TORN))
    hub_shelf.close()
    lost = [file for file, stamp in acknowledged.items() if not _held(hub, file, stamp, stamps)]
    found = any(hit.source.id == row[0] for hit in hits)
    return State(_sound(hub_shelf.path), len(lost), torn, found, answer_ms)


def _held(hub: Path, file: str, stamp: str, stamps: dict[str, str]) -> bool:
    """Whether a document stands as acknowledged, or as its file is now (written, and killed
    before the acknowledgement)."""
    digest = hashlib.sha256((hub / "articles" / file).read_bytes()).hexdigest()
    return stamps.get(file) == stamp or stamps.get(file, "").startswith(digest)


def _sound(path: Path) -> bool:
    with shelf.closing_connection(path) as connection:
        try:
            connection.execute("INSERT INTO passage_text (passage_text) VALUES ('integrity-check')")
        except sqlite3.DatabaseError:
            return False
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return whole and not connection.execute("PRAGMA foreign_key_check").fetchall()


def _finished_alike(scratch: Path, embedder: MiniLM) -> bool:
    """Whether an ingest left alone makes of the pieces what it makes of nothing."""
    homes = scratch / "home", scratch / "undisturbed"
    for home in homes:
        Ingest(home, embedder).run([scratch / "hub"])
    return _content(homes[0]) == _content(homes[1])


def _content(home: Path) -> set[tuple[object, ...]]:
    with Shelf(home).reading() as connection:
        return set(
            connection.execute(
                "SELECT p.document, d.stamp, p.position, p.digest, p.vector, t.title, t.body"
                " FROM passage p JOIN document d ON d.id = p.document"
                " JOIN passage_text t ON t.rowid = p.number"
            )
        )


def main(home: Path, hub: Path) -> None:
    """Ingest, and print file and stamp of each document when it is acknowledged."""
    watching = Shelf(home)

    def acknowledge(_done: int, _todo: int) -> None:
        with watching.reading() as connection:
            row = connection.execute(
                "SELECT file, stamp FROM document ORDER BY rowid DESC LIMIT 1"
            ).fetchone()
        print(*row, sep="\t", flush=True)

    Ingest(home, MiniLM()).run([hub], progress=acknowledge)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
