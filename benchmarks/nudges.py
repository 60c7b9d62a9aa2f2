"""Nudges: a year of members with deadlines, a fake clock and every fault, judged by an oracle.

usage: python -m benchmarks.nudges [--members 1000 5000 20000] [--database postgresql] …

What is counted and what is not: benchmarks/README.md. Each size is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measuring import Spread, Target, machine, verdict
from benchmarks.simulation.oracle import WRONGS
from benchmarks.simulation.platform import Broken
from benchmarks.simulation.servers import DATABASES

MEMBERS = (1_000, 5_000, 20_000)
MANY = 50
"""A sweep tells its time for 1,000 that are due only where it found as many."""

Found = dict[str, Any]


def main() -> int:
    """Live through a year with each number of members; the exit status is 1 when anything was
    lost, seen twice or out of its time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, nargs="+", default=MEMBERS, help="of each year")
    parser.add_argument("--database", choices=sorted(DATABASES), default="sqlite")
    parser.add_argument("--days", type=int, default=365, help="of the year, from its first")
    parser.add_argument("--seed", type=int, default=1, help="of members, deeds and faults")
    parser.add_argument("--minutes", type=int, default=600, help="judge what is done by then")
    parser.add_argument("--broken", choices=[each.value for each in Broken])
    arguments = parser.parse_args()
    print(f"{machine()}; {arguments.database}, seed {arguments.seed}")
    targets: list[Target] = []
    for members in arguments.members:
        found = _lived(arguments, members)
        _show(found)
        wrong = sum(found["found"]["counts"].get(each, 0) for each in WRONGS)
        targets.append(Target(f"{members:,} members, nudges that went wrong", wrong, 0))
    print(f"\n{machine()}")
    return verdict(targets)


def _lived(arguments: argparse.Namespace, members: int) -> Found:
    """What a fresh process measured of itself: see `benchmarks.nudges_run`."""
    print(f"\n{members:,} members …", flush=True)
    with TemporaryDirectory(prefix="coach-") as scratch:
        folder = Path(scratch)
        with DATABASES[arguments.database](folder) as address:
            told = (members, arguments.days, arguments.seed, arguments.minutes)
            broken = [arguments.broken] if arguments.broken else []
            command = [address, str(folder / "journal"), *map(str, told), *broken]
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.nudges_run", *command],
                stdout=subprocess.PIPE,
                check=True,
            )
    found: Found = json.loads(done.stdout)
    return found


def _show(measured: Found) -> None:
    took, found = measured["took"], measured["found"]
    print(
        f"  {took['reached']:.0f} days in {took['wall']:.0f} s, set up in "
        f"{took['setting_up']:.0f} s, judged in {measured['judging']:.0f} s; "
        f"peak {took['peak_mb']:.0f} MB, database {took['database_mb']:.0f} MB"
    )
    print(f"  sweeps: {len(took['sweeps']):,}, {_sweeps(took['sweeps'])}")
    rate = took["claims"] / took["claiming"]
    print(f"  deliveries: {took['claims']:,} claimed, sent and settled, {rate:.0f} a second")
    faults = ", ".join(f"{name.lower()} {count}" for name, count in took["faults"].items())
    print(f"  {took['deeds']:,} changes by members; {took['restarts'] - 1} restarts; {faults}")
    print(f"  oracle: {found['owed']:,} notes owed, {found['seen']:,} stages seen")
    print("  " + ", ".join(f"{wrong} {found['counts'].get(wrong, 0)}" for wrong in WRONGS))
    doubts = (f"{what} {count}" for what, count in found["counts"].items() if what not in WRONGS)
    print("  where nobody can look: " + (", ".join(sorted(doubts)) or "no doubt"))
    late = sorted(found["late"])
    if len(late) > 1:
        hour = sum(each > 3600 for each in late)
        print(
            f"  late, s: p50 {Spread.of(late).p50:.0f}, p95 {Spread.of(late).p95:.0f}, "
            f"most {late[-1]:.0f}; over an hour {hour}"
        )
    for wrong, places in found["examples"].items():
        print("\n  ".join([f"  {wrong}, for example:", *places]))


def _sweeps(sweeps: list[tuple[int, float]]) -> str:
    """Milliseconds of those that found nothing, and for 1,000 due of those that found many."""
    idle = [seconds * 1000 for due, seconds in sweeps if not due]
    busy = [seconds * 1e6 / due for due, seconds in sweeps if due >= MANY]
    told = [
        f"{name} {Spread.of(times).p50:.1f} / {Spread.of(times).p95:.1f} ms ({len(times):,})"
        for name, times in (("with nothing due", idle), ("for 1,000 due", busy))
        if len(times) > 1
    ]
    return "median / p95 " + ", ".join(told)


if __name__ == "__main__":
    sys.exit(main())
