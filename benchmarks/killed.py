"""Reminders under kill -9: workers killed at random for a minute and more, on each database.

usage: python -m benchmarks.killed [--seconds 60] [--members 1500] [--workers 1 4] [--seed 1]

A fake platform accepts, dawdles, loses 5 % of its answers and refuses 5 % for a moment; time runs
30 times as fast for leases and look-ups. At the end the same is done by senders that never look
whether what they sent has arrived: that the platform shows doubles at all is part of the proof.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measuring import Target, machine, verdict
from tests.killing import Count, Trial, killed
from tests.postgresql import new_database, server

LONGEST = 600
"""Seconds that what is open at the last kill may take."""


def main() -> int:
    """Kill, count, and say what was lost and what came twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="of killing, for each trial")
    parser.add_argument("--members", type=int, default=1_500, help="each has one reminder to get")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--seed", type=int, default=1, help="of the moments and the answers")
    given = parser.parse_args()
    print(f"{machine()}; seed {given.seed}")
    targets: list[Target] = []
    with server() as address:
        for database in ("SQLite", "PostgreSQL"):
            for workers in given.workers:
                place = new_database(address) if database == "PostgreSQL" else ""
                name = f"{database}, {workers} workers"
                count = _tried(name, place, workers, given, blind=False)
                targets.append(Target(f"{name}: lost", count.lost, 0))
                targets.append(Target(f"{name}: twice", count.doubled, 0))
    blind = _tried("without looking, SQLite", "", given.workers[-1], given, blind=True)
    targets.append(Target("without looking: twice", blind.doubled, 1, at_least=True))
    return verdict(targets)


def _tried(name: str, place: str, workers: int, given: argparse.Namespace, *, blind: bool) -> Count:
    with TemporaryDirectory() as folder:
        address = place or str(Path(folder) / "coach.sqlite")
        trial = Trial(address, Path(folder), workers, given.members, given.seed, blind=blind)
        count = killed(trial, lambda _, seconds: seconds > given.seconds, LONGEST)
    print(
        f"{name:24} {count.kills:4} kills  {count.posts:5} messages  {count.lost} lost  "
        f"{count.doubled} twice  {count.seconds:.0f} s",
        flush=True,
    )
    return count


if __name__ == "__main__":
    sys.exit(main())
