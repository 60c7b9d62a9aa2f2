"""Catalogs of made-up programs, imported or searched in a process of its own; prints JSON.

usage: python -m benchmarks.catalog_run import HOME HUB
       python -m benchmarks.catalog_run search HOME …
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice, product
from pathlib import Path
from time import perf_counter

from benchmarks.catalog_records import TODAY, requests
from knowledge.facets import Facets, verdicts
from knowledge.index import lexical
from knowledge.index.catalog import ProgramCatalog
from knowledge.index.catalog_ingest import IngestCatalog
from knowledge.index.embeddings import MiniLM
from knowledge.index.records import CATALOG
from knowledge.index.shelf import Shelf
from knowledge.programs import Program
from knowledge.restoring import restored

LIMIT = 200
"""As many as the coach asks for, to rank them by its own signs."""

ROUNDS = 3
FIRST = [("", Facets())]


def main(task: str, *folders: str) -> None:
    """Do the task and print what it took."""
    paths = [Path(folder) for folder in folders]
    print(json.dumps(_import(*paths) if task == "import" else _search(paths)))


def _import(home: Path, hub: Path) -> dict[str, float]:
    embedder = MiniLM()
    embedder.embed("The weights are loaded before memory is looked at.")
    _forget_peak()
    before, began = _peak(), perf_counter()
    summary = IngestCatalog(home, embedder).run([hub])
    took, growth = perf_counter() - began, _peak() - before
    began = perf_counter()
    again = IngestCatalog(home, embedder).run([hub])
    assert again.unchanged == len(summary.added) + summary.unchanged, "nothing had changed"
    return {
        "seconds": took,
        "rate": len(summary.added) / took,
        "growth_mb": growth,
        "again_s": perf_counter() - began,
    }


def _search(homes: Sequence[Path]) -> list[dict[str, object]]:
    """Every request is put to all catalogs in turn, so that a busy moment hits them alike; then
    to the scan in the same way."""
    embedder = MiniLM()
    embedder.embed("The weights are loaded before the clock runs.")
    shelves = [Shelf(home, CATALOG) for home in homes]
    catalogs = [ProgramCatalog(shelf, embedder) for shelf in shelves]
    first = [_asked([partial(each.find, today=TODAY, limit=LIMIT)], FIRST) for each in catalogs]
    ours = _asked([partial(each.find, today=TODAY, limit=LIMIT) for each in catalogs], requests())
    plain = _asked([partial(_scanned, shelf) for shelf in shelves], requests())
    return [
        {"first_ms": one[0].times[0], "ours": asdict(mine), "plain": asdict(scan)}
        for one, mine, scan in zip(first, ours, plain, strict=True)
    ]


@dataclass(slots=True)
class Asked:
    """Milliseconds of each request put to one catalog, and how many brought anything."""

    times: list[float] = field(default_factory=list)
    found: int = 0


def _asked(
    finders: Sequence[Callable[[str, Facets], Sequence[object]]],
    asked: Sequence[tuple[str, Facets]],
) -> list[Asked]:
    """Each request put to every finder, in several rounds."""
    results = [Asked() for _ in finders]
    for round_ in range(ROUNDS):
        for (text, wanted), place in product(asked, range(len(finders))):
            began = perf_counter()
            found = finders[place](text, wanted)
            results[place].times.append((perf_counter() - began) * 1000)
            results[place].found += bool(found) and not round_
    return results


def _scanned(shelf: Shelf, text: str, wanted: Facets) -> list[Program]:
    """The same request by a scan of the records for every one of its words, and no index."""
    words = [f"%{word}%" for word in lexical.words(text)]
    condition = " AND ".join(["fields LIKE ?"] * len(words)) or "1"
    statement = f"SELECT fields FROM program WHERE {condition}"
    with shelf.reading() as connection:
        rows = connection.execute(statement, words)
        programs = (restored(json.loads(fields)) for (fields,) in rows)
        return list(islice((p for p in programs if _fits(p, wanted)), LIMIT))


def _fits(program: Program, wanted: Facets) -> bool:
    return program.offered(TODAY) and False not in verdicts(program, wanted).values()


def _forget_peak() -> None:
    """Let the kernel count anew: loading the weights takes more for a moment than they keep."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> float:
    """The most memory this process held at once since then, in MB. Linux only."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
