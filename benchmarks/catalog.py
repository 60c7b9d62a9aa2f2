"""The catalog at 500 and at 50,000 programs: import, memory, and the time of a search.

usage: python -m benchmarks.catalog [--sizes 500 50000] [--home FOLDER]

Beside each search the same request is put to the same records by a plain scan in SQL (`LIKE` for
every word): what a catalog without an index does, and like ours exact, in one file, with no service
to run. A store of vectors with filters cannot be the alternative: with unknown values kept, as they
must be, its filters cannot say what a request asks for.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.catalog_records import requests, write_records
from benchmarks.measuring import Spread, Target, machine, size, verdict

SIZES = (500, 50_000)
GROWTH = 3.0


def main() -> int:
    """Import and search a catalog of each size; the exit status is 1 when the target was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs=2, default=SIZES, help="programs in each")
    parser.add_argument("--home", type=Path, help="use the catalogs here, or keep those made")
    arguments = parser.parse_args()
    print(machine())
    with TemporaryDirectory() as scratch:
        root = arguments.home or Path(scratch)
        homes = [_imported(root / str(count), count) for count in arguments.sizes]
        found = json.loads(_run("search", *map(str, homes)))
        for home, count, took in zip(homes, arguments.sizes, found, strict=True):
            _show(home, count, took)
    print(machine())
    small, large = (Spread.of(took["ours"]["times"]).p95 for took in found)
    return verdict([Target("p95 of a search, large against small", large / small, GROWTH)])


def _imported(folder: Path, count: int) -> Path:
    """The home of a catalog of that size."""
    home, hub = folder / "home", folder / "hub"
    if home.exists():
        return home
    print(f"\n{count:,} programs are imported …", flush=True)
    (hub / "programs").mkdir(parents=True, exist_ok=True)
    write_records(hub / "programs" / "made-up.jsonl", count)
    took = json.loads(_run("import", str(home), str(hub)))
    print(
        f"  in {took['seconds']:.1f} s: {took['rate']:.1f} records a second, "
        f"{took['growth_mb']:.0f} MB more memory at most; again, unchanged: {took['again_s']:.2f} s"
    )
    return home


def _show(home: Path, count: int, took: dict[str, Any]) -> None:
    print(
        f"\n{count:,} programs: catalog.sqlite {size(home / 'catalog.sqlite'):.0f} MB, "
        f"read for the first search in {took['first_ms']:.0f} ms"
    )
    asked = len(requests())
    for name in ("ours", "plain"):
        spread, found = Spread.of(took[name]["times"]), took[name]["found"]
        print(
            f"  {name:5} p50 {spread.p50:6.1f} ms  p95 {spread.p95:6.1f} ms; "
            f"something for {found} of {asked} requests"
        )


def _run(*arguments: str) -> bytes:
    """What a fresh process measured of itself: see `benchmarks.catalog_run`."""
    command = [sys.executable, "-m", "benchmarks.catalog_run", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
