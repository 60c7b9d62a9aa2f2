"""An ingest as a person sees it: a progress bar while it runs, a summary at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from adapters.console.render import legible
from adapters.settings import Settings
from knowledge.index.embeddings import MiniLM
from knowledge.index.ingest import Ingest, Progress, Refused, Summary

SHOWN = 20
"""Names listed of each kind; the rest is counted."""


def run_ingest(settings: Settings, folders: Sequence[Path], *, dry_run: bool = False) -> Summary:
    """Bring the index in step with the folders, with a bar on stderr when that is a terminal."""
    with bar("Indexing") as progress:
        return Ingest(settings.home, MiniLM()).run(folders, dry_run=dry_run, progress=progress)


@contextmanager
def bar(label: str) -> Iterator[Progress | None]:
    """A progress bar on stderr; nothing when stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - costs time at start
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(label, total=None)
        yield lambda done, todo: shown.update(task, completed=done, total=todo)


def as_lines(summary: Summary, *, dry_run: bool) -> Iterator[str]:
    """What the ingest did, most important last: what was refused and why."""
    for note in summary.notes:
        yield f"Note: {note}."
    head = "Would change the index: " if dry_run else "Index: "
    counts = [
        f"{len(ids)} {name}"
        for name, ids in (
            ("added", summary.added),
            ("changed", summary.changed),
            ("removed", summary.removed),
            ("unchanged", summary.unchanged),
            ("refused", summary.refused),
        )
    ]
    yield head + ", ".join(counts) + "."
    if summary.passages:
        yield f"{summary.passages} passages written, {summary.embedded} of them embedded."
    for name, ids in (
        ("Added", summary.added),
        ("Changed", summary.changed),
        ("Removed", summary.removed),
    ):
        if ids:
            yield f"{name}: {_listed(ids)}"
    for refused in summary.refused:
        yield click.style(legible(_refusal(refused)), fg="red")


def _refusal(refused: Refused) -> str:
    place = f"{refused.file}, line {refused.line}" if refused.line else refused.file
    kept = " The version indexed before is kept." if refused.kept else ""
    return f"Refused {place}: {refused.reason.rstrip('.')}.{kept}"


def _listed(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return legible(", ".join(ids[:SHOWN])) + more
