"""`coach ask` from a cold process against the tutorial stack's first retrieved passages."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

from benchmarks.measuring import Cost, Target, coach_command, questions, run
from benchmarks.tutorial_stack import prepare

PAIRS = 10
CPU = 0.4


def measure_cold(home: Path, scratch: Path) -> list[Target]:
    """Whole processes, in turn, each pair with a question of its own."""
    store = scratch / "tutorial"
    passages = prepare(store, home)
    every = questions("answerable")
    asked = every[:: max(1, len(every) // (PAIRS + 1))][: PAIRS + 1]
    pairs = [_pair(home, store, question) for question in asked][1:]
    ratio = median(ours.cpu / theirs.cpu for ours, theirs in pairs)
    print(f"\nCold process: {len(pairs)} questions, {passages} passages")
    for name, costs in zip(("coach ask", "tutorial stack"), zip(*pairs, strict=True), strict=True):
        print(f"  {name:15} {Cost.middle(costs)}")
    print(f"  ratio of CPU: median {ratio:.2f}")
    return [Target("`coach ask`, share of the tutorial stack's CPU", ratio, CPU)]


def _pair(home: Path, store: Path, question: str) -> tuple[Cost, Cost]:
    ours = run(coach_command("ask", question), {"COACH_HOME": str(home)})
    stack = [sys.executable, "-m", "benchmarks.tutorial_stack", str(store), question]
    return ours, run(stack)
