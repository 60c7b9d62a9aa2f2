"""Growth: the same answers from 1, 4 and 16 times the passages; time, memory and disk.

usage: python -m benchmarks.growth HUB [--home FOLDER]

The larger hubs are made of reworded copies with moved vectors (see benchmarks/copies.py).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.copies import multiply
from benchmarks.measuring import (
    Cost,
    coach_command,
    ensure_index,
    machine,
    questions,
    run,
    size,
)
from knowledge.index import chroma, shelf
from knowledge.index.shelf import FILE, Shelf

SIZES = (1, 4, 16)
COLD = 3


@dataclass(frozen=True, slots=True)
class Warm:
    """What a fresh process measured of itself: see `benchmarks.growth_warm`."""

    load_s: float
    p50_ms: float
    p95_ms: float
    ratio_p50: float
    ratio_p95: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Size:
    """A hub of one size, measured."""

    times: int
    passages: int
    shelf_mb: float
    chroma_mb: float
    build_s: float
    warm: dict[str, Warm]
    cold: Cost


def main() -> int:
    """Grow the hub, measure each size, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hub", type=Path, help="a hub folder, with `articles` in it")
    parser.add_argument("--home", type=Path, help="use the index here, or keep the one made")
    arguments = parser.parse_args()
    print(machine())
    with TemporaryDirectory() as scratch:
        home = arguments.home or Path(scratch) / "home"
        ensure_index(home, arguments.hub)
        sizes = [_measured(home, Path(scratch) / f"x{times}", times) for times in SIZES]
    _show(sizes)
    print(machine())
    return 0


def _measured(home: Path, grown: Path, times: int) -> Size:
    print(f"{times}x …", flush=True)
    multiply(home, grown, times)
    with Shelf(grown).reading() as connection:
        _, passages = shelf.counts(connection)
    began = perf_counter()
    chroma.build(grown)
    build_s = perf_counter() - began
    asked = questions("answerable")[:COLD]
    cold = [run(coach_command("ask", text), {"COACH_HOME": str(grown)}) for text in asked]
    return Size(
        times,
        passages,
        size(grown / FILE),
        size(grown / chroma.FOLDER),
        build_s,
        {kind: _warm(grown, kind) for kind in ("exact", "chroma")},
        Cost.middle(cold),
    )


def _warm(home: Path, kind: str) -> Warm:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth_warm", str(home), kind],
        stdout=subprocess.PIPE,
        check=True,
    )
    return Warm(**json.loads(done.stdout))


def _show(sizes: list[Size]) -> None:
    rows: list[tuple[str, list[float], str]] = [
        ("passages", [one.passages for one in sizes], ",.0f"),
        ("hub.sqlite, MB", [one.shelf_mb for one in sizes], ".0f"),
        ("Chroma's folder, MB", [one.chroma_mb for one in sizes], ".0f"),
        ("Chroma built in, s", [one.build_s for one in sizes], ".1f"),
        ("coach ask, cold: CPU, s", [one.cold.cpu for one in sizes], ".2f"),
        ("coach ask, cold: peak MB", [one.cold.peak for one in sizes], ".0f"),
    ]
    for kind in ("exact", "chroma"):
        warm = [one.warm[kind] for one in sizes]
        rows += [
            (f"{kind}: start to first answer, s", [one.load_s for one in warm], ".2f"),
            (f"{kind}: answer p50, ms", [one.p50_ms for one in warm], ".1f"),
            (f"{kind}: answer p95, ms", [one.p95_ms for one in warm], ".1f"),
            (f"{kind}: in embeddings, p50", [one.ratio_p50 for one in warm], ".2f"),
            (f"{kind}: in embeddings, p95", [one.ratio_p95 for one in warm], ".2f"),
            (f"{kind}: peak memory, MB", [one.peak_mb for one in warm], ".0f"),
        ]
    print("\nCopies are reworded, with moved vectors; see benchmarks/copies.py.")
    print(f"{'':33}" + "".join(f"{f'{one.times}x':>10}" for one in sizes) + f"{'last/first':>12}")
    for name, values, form in rows:
        cells = "".join(f"{format(value, form):>10}" for value in values)
        print(f"{name:33}{cells}{values[-1] / values[0]:>11.1f}x")


if __name__ == "__main__":
    sys.exit(main())
