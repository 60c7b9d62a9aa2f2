"""Durability: 20 times kill -9 during an ingest, and 20 times while Chroma's folder is built.

usage: python -m benchmarks.durability HUB [--documents 60] [--kills 20] [--seed 1]

A child process works, is killed at a random moment, and another one reopens what it left.
"""

from __future__ import annotations

import argparse
import random
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
    parser.add_argument("--documents", type=int, default=60, help="take the smallest of the hub")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1, help="of the moments and the documents")
    arguments = parser.parse_args()
    print(f"{machine()}; seed {arguments.seed}")
    chance = random.Random(arguments.seed)  # noqa: S311 - a repeatable choice, not a secret
    with TemporaryDirectory() as scratch:
        home, hub = Path(scratch) / "home", Path(scratch) / "hub"
        _sample(arguments.hub, hub, arguments.documents, chance)
        targets: list[Target] = []
        targets += kill_ingests(home, hub, arguments.kills, chance)
        targets += kill_builds(home, arguments.kills, chance)
    return verdict(targets)
