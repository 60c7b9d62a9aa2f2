"""One simulated year in a process of its own, which prints what it measured as JSON.

usage: python -m benchmarks.nudges_run ADDRESS JOURNAL MEMBERS DAYS SEED MINUTES [BROKEN]
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from time import monotonic, perf_counter

from benchmarks.simulation.cast import BEGIN
from benchmarks.simulation.journal import Journal
from benchmarks.simulation.oracle import judge
from benchmarks.simulation.platform import Broken, Weather
from benchmarks.simulation.year import DAY, Year


def main(arguments: list[str]) -> int:
    """Live through it, judge it, and print both."""
    address, file, *numbers = arguments[:6]
    members, days, seed, minutes = map(int, numbers)
    journal = Journal(Path(file))
    year = Year(
        address,
        journal,
        members=members,
        days=days,
        seed=seed,
        weather=Weather.usual(members, seed),
        broken=Broken(arguments[6]) if arguments[6:] else None,
    )
    figures = year.run(_Stopwatch(minutes))
    year.close()
    began = perf_counter()
    verdict = judge(journal, BEGIN + figures.reached * DAY)
    judging = perf_counter() - began
    print(json.dumps({"took": asdict(figures), "found": asdict(verdict), "judging": judging}))
    journal.close()
    return 0


class _Stopwatch:
    """Tells on stderr how far a year has come, and ends it after so many minutes."""

    def __init__(self, minutes: int) -> None:
        self._ends = monotonic() + minutes * 60
        self._month = 0

    def __call__(self, moment: datetime) -> bool:
        if moment.month != self._month:
            self._month = moment.month
            print(f"  {moment:%B %Y}", file=sys.stderr, flush=True)
        return monotonic() < self._ends


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
