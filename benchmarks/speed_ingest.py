"""Ingest against the bare embedding of the same passages, and an ingest with nothing to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np

from benchmarks.measuring import Target, coach_command, run
from knowledge.index.embeddings import Embedded, MiniLM
from knowledge.index.ingest import Ingest

SLICES = 24
"""Parts of the hub; in each, ingest and bare embedding run one after the other."""

AGAIN = 5
SHARE, RATE = 0.02, 0.85


class Listening(MiniLM):
    """Notes what an ingest would embed, and makes nothing of it."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, text: str, spans: Sequence[tuple[int, int]] = ()) -> Embedded:
        """Zeros."""
        self.texts.append(text)
        whole = np.zeros(self.dimensions, dtype=np.float32)
        return Embedded(whole, np.zeros((len(spans), self.dimensions), dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Slice:
    """Seconds on the clock and of CPU that a part of the hub took: ingested, and embedded bare."""

    passages: int
    ingest: tuple[float, float]
    bare: tuple[float, float]


def measure_ingest(hub: Path, home: Path, scratch: Path) -> list[Target]:
    """Ingest the hub part by part into an empty home, then again unchanged."""
    folders = _cut(hub, scratch / "slices")
    embedder = MiniLM()
    embedder.embed("The weights are loaded before the clock runs.")
    slices = [
        _measured(folders[: place + 1], home, scratch / f"heard-{place}", embedder, place)
        for place in range(len(folders))
    ]
    first = sum(one.ingest[0] for one in slices)
    rate = _show(slices)
    again, commanded = _again(hub, home)
    print(
        f"  again, unchanged: {again:.3f} s, {again / first:.2%} of the first time; "
        f"as a command of its own {commanded:.2f} s, {commanded / first:.2%}"
    )
    return [
        Target("ingest, share of the bare embedding rate", rate, RATE, at_least=True),
        Target("ingest of the unchanged hub, share of the first", again / first, SHARE),
        Target("the same as a whole `coach ingest`", commanded / first, SHARE),
    ]


def _cut(hub: Path, to: Path) -> list[Path]:
    """Hub folders with a part each, files spread evenly; the paths below `articles` stay."""
    root = hub / "articles"
    files = sorted(path for path in root.rglob("*") if path.is_file())
    for place, path in enumerate(files):
        copy = to / f"{place % SLICES:02}" / "articles" / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return sorted(to.iterdir())


def _measured(
    folders: Sequence[Path], home: Path, heard: Path, embedder: MiniLM, place: int
) -> Slice:
    """The last of the folders, ingested beside those before; every other time embedded first."""
    listening = Listening()
    Ingest(heard, listening).run(folders[-1:])

    def ingest() -> object:
        return Ingest(home, embedder).run(folders)

    def bare() -> object:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(embedder.embed, listening.texts))

    order = (ingest, bare) if place % 2 == 0 else (bare, ingest)
    costs = []
    for work in order:
        wall, cpu = perf_counter(), process_time()
        work()
        costs.append((perf_counter() - wall, process_time() - cpu))
    return Slice(len(listening.texts), *(costs if place % 2 == 0 else reversed(costs)))


def _show(slices: Sequence[Slice]) -> float:
    """Print both rates; return ingest's share of the bare one over the whole hub."""
    passages = sum(one.passages for one in slices)
    ingest, bare = sum(one.ingest[0] for one in slices), sum(one.bare[0] for one in slices)
    cpu = sum(one.bare[1] for one in slices) / sum(one.ingest[1] for one in slices)
    parts = [one.bare[0] / one.ingest[0] for one in slices]
    print(f"\nIngest: {passages} passages in {len(slices)} parts, {os.cpu_count()} threads")
    print(f"  ingest         {ingest:6.1f} s, {passages / ingest:5.1f} passages a second")
    print(f"  bare embedding {bare:6.1f} s, {passages / bare:5.1f} passages a second")
    print(
        f"  share of the bare rate: {bare / ingest:.1%} in all, {median(parts):.1%} in the "
        f"median part ({min(parts):.1%} to {max(parts):.1%}); by CPU {cpu:.1%}"
    )
    return bare / ingest


def _again(hub: Path, home: Path) -> tuple[float, float]:
    """Seconds for a hub that is on the shelf already: in this process, and as a command."""
    embedder = MiniLM()
    Ingest(home, embedder).run([hub])
    inside = []
    for _ in range(AGAIN):
        began = perf_counter()
        summary = Ingest(home, embedder).run([hub])
        inside.append(perf_counter() - began)
        assert not summary.passages, "the hub was unchanged"
    command = coach_command("ingest", str(hub))
    outside = [run(command, {"COACH_HOME": str(home)}).wall for _ in range(AGAIN)]
    return median(inside), median(outside)
