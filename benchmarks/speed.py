"""Speed: warm answers against one query embedding, ingest against bare embedding, a cold
`coach ask` against the tutorial stack.

usage: python -m benchmarks.speed HUB [--home FOLDER] [--parts answer ingest cold]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measuring import Target, ensure_index, machine, verdict
from benchmarks.speed_answers import measure_answers
from benchmarks.speed_cold import measure_cold
from benchmarks.speed_ingest import measure_ingest
from knowledge.index.shelf import Shelf

PARTS = ("ingest", "answer", "cold")


def main() -> int:
    """Measure the parts asked for, print them, and hold them against their targets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hub", type=Path, help="a hub folder, with `articles` in it")
    parser.add_argument("--home", type=Path, help="use the index here, or keep the one made")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    arguments = parser.parse_args()
    print(machine())
    with TemporaryDirectory() as scratch:
        home = arguments.home or Path(scratch) / "home"
        targets = _measure(arguments.hub, home, Path(scratch), arguments.parts)
    print(f"\n{machine()}")
    return verdict(targets)


def _measure(hub: Path, home: Path, scratch: Path, parts: tuple[str, ...]) -> list[Target]:
    targets: list[Target] = []
    if "ingest" in parts:
        fresh = scratch / "fresh" if Shelf(home).exists else home
        targets += measure_ingest(hub, fresh, scratch)
    ensure_index(home, hub)
    if "answer" in parts:
        targets += measure_answers(home)
    if "cold" in parts:
        targets += measure_cold(home, scratch)
    return targets


if __name__ == "__main__":
    sys.exit(main())
