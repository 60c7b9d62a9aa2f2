"""Durability: 20 times kill -9 during an ingest, and 20 times while Chroma's folder is built.

usage: python -m benchmarks.durability HUB [--documents 60] [--kills 20] [--seed 1]

A child process works and is killed at a random moment; then what it left is opened and checked.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.durability_chroma import kill_builds
from benchmarks.durability_ingest import kill_ingests
from benchmarks.measuring import Target, machine, verdict


def main() -> int:
    """Kill, reopen and check as often as asked; print a line for each kill, then a verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hub", type=Path, help="a hub folder, with `articles` in it")
    parser.add_argument("--documents", type=int, default=60, help="how many of the hub's to take")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1, help="of the moments and the documents")
    arguments = parser.parse_args()
    print(f"{machine()}; seed {arguments.seed}")
    chance = random.Random(arguments.seed)
    with TemporaryDirectory() as name:
        scratch = Path(name)
        _sample(arguments.hub, scratch / "hub", arguments.documents, chance)
        targets: list[Target] = []
        targets += kill_ingests(scratch, arguments.kills, chance)
        targets += kill_builds(scratch, arguments.kills, chance)
    return verdict(targets)


def _sample(hub: Path, to: Path, count: int, chance: random.Random) -> None:
    root = hub / "articles"
    files = sorted(path for path in root.rglob("*.md"))
    for path in chance.sample(files, min(count, len(files))):
        copy = to / "articles" / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


if __name__ == "__main__":
    sys.exit(main())
