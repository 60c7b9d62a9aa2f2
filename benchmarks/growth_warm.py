"""One fresh process of the growth benchmark: starts, answers, and prints what it took as JSON.

usage: python -m benchmarks.growth_warm HOME exact|chroma
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

from adapters import wiring
from adapters.settings import Settings
from benchmarks.measuring import Spread, questions
from benchmarks.speed_answers import ask, ask_all
from knowledge.index.chroma import ChromaVectors
from knowledge.index.vectors import ExactVectors, Vectors


def main(home: Path, kind: str) -> None:
    """Start, answer once, then measure every question."""
    began = perf_counter()
    vectors = _vectors(home, kind)
    settings = Settings.from_env({"COACH_HOME": str(home)})
    ask(wiring.passing_coach(settings, vectors), questions("answerable")[0])
    load = perf_counter() - began
    asked = ask_all(home, vectors)
    milliseconds = Spread.of([1000 * one.seconds()[0] for one in asked])
    ratios = Spread.of([one.ratio() for one in asked])
    figures = {
        "load_s": load,
        "p50_ms": milliseconds.p50,
        "p95_ms": milliseconds.p95,
        "ratio_p50": ratios.p50,
        "ratio_p95": ratios.p95,
        "peak_mb": _peak(),
    }
    print(json.dumps(figures))


def _peak() -> float:
    """The most memory held at once, in MB. The usage that the system reports for a process would
    count its parent's memory as well."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _vectors(home: Path, kind: str) -> Vectors:
    if kind == "exact":
        return ExactVectors()
    chroma = ChromaVectors(home)
    if not chroma.refresh():
        raise SystemExit("Chroma could not be brought in step with the index")
    return chroma


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
