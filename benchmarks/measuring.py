"""What the benchmarks share: child processes with their cost, spreads, targets and the machine."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time

from knowledge.index.embeddings import MiniLM
from knowledge.index.ingest import Ingest
from knowledge.index.shelf import Shelf

QUESTIONS = Path(__file__).parent / "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds of CPU (user and system), seconds on the clock, and the
    most memory it held at once, in MB."""

    cpu: float
    wall: float
    peak: float

    @classmethod
    def middle(cls, costs: Sequence[Cost]) -> Cost:
        """The median of each."""
        return cls(
            median(cost.cpu for cost in costs),
            median(cost.wall for cost in costs),
            median(cost.peak for cost in costs),
        )

    def __str__(self) -> str:
        return f"CPU {self.cpu:5.2f} s  clock {self.wall:5.2f} s  peak {self.peak:4.0f} MB"


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the slow end of many measurements."""

    p50: float
    p95: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Median and 95th percentile of two values or more."""
        return cls(median(values), quantiles(values, n=20, method="inclusive")[18])


@dataclass(frozen=True, slots=True)
class Target:
    """A figure with the bound that it must keep."""

    name: str
    value: float
    bound: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the figure keeps its bound."""
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        mark = "met   " if self.met else "MISSED"
        return f"{mark}  {self.name}: {self.value:.4g} (target {sign} {self.bound:g})"


def verdict(targets: Sequence[Target]) -> int:
    """Print each target with its figure; the exit status is 1 when one was missed."""
    print("\nTargets")
    for target in targets:
        print(f"  {target}")
    return 0 if all(target.met for target in targets) else 1


def machine() -> str:
    """The kind of machine and how busy it is: times on a busy one are longer, ratios hold."""
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, load {load:.1f}"
    )


def run(command: Sequence[str], environ: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end, unseen. Raises CalledProcessError when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.launch", *command],
        env={**os.environ, **(environ or {})},
        stdout=subprocess.PIPE,
        check=True,
    )
    return Cost(**json.loads(done.stdout))


def coach_command(*arguments: str) -> list[str]:
    """The installed `coach` command with arguments."""
    return [str(Path(sys.executable).with_name("coach")), *arguments]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and seconds of CPU of this thread."""
    wall, cpu = perf_counter(), thread_time()
    work()
    return perf_counter() - wall, thread_time() - cpu


def questions(kind: str = "") -> list[str]:
    """The texts of the judged questions, of one kind or of all."""
    records = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines())
    return [record["text"] for record in records if kind in {"", record["kind"]}]


def ensure_index(home: Path, hub: Path) -> None:
    """Ingest the hub into this home unless an index is there."""
    if Shelf(home).exists:
        return
    print(f"Indexing {hub.name} (once; keep it with --home) …", flush=True)
    Ingest(home, MiniLM()).run([hub])


def size(path: Path) -> float:
    """MB on disk of a file or of all files below a folder; 0 when there is none."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file()) / 2**20
