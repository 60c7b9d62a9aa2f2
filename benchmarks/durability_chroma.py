"""Kills while Chroma's folder is built. The library must answer all the same, exactly, and the
next refresh must make a folder that serves.

usage of the children: python -m benchmarks.durability_chroma HOME refresh|reopen
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from benchmarks.copies import multiply
from benchmarks.measuring import Target, questions
from knowledge.index import chroma, shelf
from knowledge.index.chroma import ChromaVectors
from knowledge.index.embeddings import MiniLM
from knowledge.index.library import HubLibrary
from knowledge.index.shelf import Shelf

TIMES = 8
"""Copies of the hub's documents, so that a build takes long enough to be hit."""

PASSAGES = 12


@dataclass(frozen=True, slots=True)
class Reopened:
    """What the child saw that opened a killed one's home; nothing, if that killed it too."""

    answered: bool = False
    answer_ms: float = 0.0
    repaired: bool = False
    agrees: bool = False


def kill_builds(scratch: Path, kills: int, chance: random.Random) -> list[Target]:
    """Kill that many builds with all their parents, and check after each."""
    home = scratch / "many"
    multiply(scratch / "home", home, TIMES)
    whole = _build_seconds(home)
    print(f"\nChroma: a build takes {whole:.1f} s from its first file to the pointer\n")
    print("Chroma     killed after  answered     in  repaired  agrees")
    seen: list[Reopened] = []
    while len(seen) < kills:
        delay = chance.uniform(0, whole)
        if not _killed(home, delay):
            continue
        one = _reopened(home)
        seen.append(one)
        print(
            f"{len(seen):6} {delay:13.2f} s {one.answered!s:>9} {one.answer_ms:4.0f} ms "
            f"{one.repaired!s:>9} {one.agrees!s:>7}",
            flush=True,
        )
    return [
        Target("Chroma kills, each during a build", len(seen), kills, at_least=True),
        Target("openings that gave no answer", sum(not one.answered for one in seen), 0),
        Target("refreshes that did not repair", sum(not one.repaired for one in seen), 0),
        Target("first passages that differ after repair", sum(not one.agrees for one in seen), 0),
    ]


def _command(home: Path, task: str) -> list[str]:
    return [sys.executable, "-m", "benchmarks.durability_chroma", str(home), task]


def _build_seconds(home: Path) -> float:
    """How long a build is at work on its folder, when nothing stops it."""
    with _building(home) as child:
        began = perf_counter()
        child.wait()
        return perf_counter() - began


def _killed(home: Path, delay: float) -> bool:
    """Kill a build with its parents some time after its first file; whether it was not done."""
    with _building(home) as child:
        sleep(delay)
        os.killpg(child.pid, signal.SIGKILL)
    pointed = chroma.current(home)
    return pointed is None or pointed.revision != _revision(home)


@contextmanager
def _building(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A refresh of a shelf that has moved on, once its child has begun a folder."""
    with Shelf(home).writing():
        pass
    begun = f"hub-{_revision(home)}-*"
    with subprocess.Popen(_command(home, "refresh"), start_new_session=True) as child:
        while not any((home / chroma.FOLDER).glob(begun)):
            if child.poll() is not None:
                raise SystemExit(f"the refresh ended by itself with status {child.returncode}")
            sleep(0.005)
        yield child


def _revision(home: Path) -> object:
    with Shelf(home).reading() as connection:
        return shelf.meta(connection, "revision")


def _reopened(home: Path) -> Reopened:
    done = subprocess.run(_command(home, "reopen"), stdout=subprocess.PIPE, check=False)
    if done.returncode:
        return Reopened()
    found: dict[str, Any] = json.loads(done.stdout)
    return Reopened(**found)


def _reopen(home: Path) -> None:
    """Answer without a refresh, then refresh and answer again; print what came of it."""
    embedder = MiniLM()
    question = questions("answerable")[0]
    embedder.embed(question)
    began = perf_counter()
    vectors = ChromaVectors(home)
    library = HubLibrary(Shelf(home), embedder, vectors)
    exact = library.search(question, PASSAGES)
    answer_ms = (perf_counter() - began) * 1000
    repaired = vectors.refresh() and vectors.serving
    again = library.search(question, PASSAGES)
    seen = {
        "answered": len(exact.hits) == PASSAGES,
        "answer_ms": answer_ms,
        "repaired": repaired and vectors.serving,
        "agrees": exact.hits[0].passage == again.hits[0].passage,
    }
    print(json.dumps(seen))


def _refresh(home: Path) -> None:
    if not ChromaVectors(home).refresh():
        raise SystemExit(1)


if __name__ == "__main__":
    {"refresh": _refresh, "reopen": _reopen}[sys.argv[2]](Path(sys.argv[1]))
