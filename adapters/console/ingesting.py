"""An ingest as a person sees it: a progress bar while it runs, a summary at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.console.lines import legible
from adapters.settings import Settings
from knowledge.catalog.rows import BadRow
from knowledge.index.catalog_ingest import IngestCatalog
from knowledge.index.embeddings import MiniLM
from knowledge.index.hubfiles import alone
from knowledge.index.ingest import Ingest, Progress, Refused, Summary
from knowledge.index.survey import CatalogSummary

if TYPE_CHECKING:
    from adapters.hub_publishing import Changes, Published

SHOWN = 20
"""Names listed of each kind; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an ingest did with the articles and with the programs of the folders."""

    articles: Summary
    programs: CatalogSummary

    @property
    def whole(self) -> bool:
        """Whether something is held now and nothing was refused."""
        articles, programs = self.articles, self.programs
        held = any(
            (
                *(articles.added, articles.changed, articles.unchanged),
                *(programs.added, programs.changed, programs.unchanged),
            )
        )
        return held and not (articles.refused or programs.refused or programs.bad)


def run_ingest(settings: Settings, folders: Sequence[Path], *, dry_run: bool = False) -> Done:
    """Bring index and catalog in step with the folders, with bars on stderr when that is a
    terminal. Nobody else ingests in between."""
    embedder = MiniLM()
    with alone(settings.home, writes=not dry_run):
        with bar("Articles") as progress:
            articles = Ingest(settings.home, embedder).run(
                folders, dry_run=dry_run, progress=progress
            )
        with bar("Programs") as progress:
            programs = IngestCatalog(settings.home, embedder).run(
                folders, dry_run=dry_run, progress=progress
            )
    return Done(articles, programs)


def publish_deadlines(
    settings: Settings, folders: Sequence[Path], done: Done, *, dry_run: bool = False
) -> Published:
    """Publish the deadlines of the same folders, after their articles and programs."""
    from adapters.hub_publishing import publish  # noqa: PLC0415 - SQLAlchemy costs time at start

    articles = done.articles
    held = {*articles.added, *articles.changed, *articles.unchanged}
    with alone(settings.home, writes=not dry_run):
        return publish(settings, folders, held, datetime.now(UTC), dry_run=dry_run)


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


def as_lines(done: Done, *, dry_run: bool) -> Iterator[str]:
    """What the ingest did, most important last: what was refused and why."""
    yield from _article_lines(done.articles, dry_run=dry_run)
    if done.programs != CatalogSummary():
        yield from _program_lines(done.programs, dry_run=dry_run)


def deadline_lines(published: Published, *, dry_run: bool) -> Iterator[str]:
    """What became of the deadlines; nothing where there are none."""
    for note in published.notes:
        yield legible(f"Note: {note.rstrip('.')}.")
    for name, changes in (
        ("deadlines", published.deadlines),
        ("allowances", published.allowances),
    ):
        if changes:
            yield from _change_lines(name, changes, dry_run=dry_run)
    if published.kept:
        yield f"Kept as before, because their entry is not taken: {_listed(published.kept)}"
    for row in published.problems[:SHOWN]:
        yield click.style(legible(_bad(row)), fg="red")
    if len(published.problems) > SHOWN:
        yield f"{len(published.problems) - SHOWN} more; --json lists all."
    if published.failure:
        failed = f"No deadline was published: {published.failure.rstrip('.')}."
        yield click.style(legible(failed), fg="red")


def published_json(published: Published) -> dict[str, object]:
    """What became of the deadlines, for a program."""
    return {
        "deadlines": {
            **asdict(published.deadlines),
            "kept": list(published.kept),
            "problems": [asdict(row) for row in published.problems],
            "notes": list(published.notes),
            "failure": published.failure or None,
        },
        "allowances": asdict(published.allowances),
    }


def _change_lines(name: str, changes: Changes, *, dry_run: bool) -> Iterator[str]:
    head = f"Would change {name}" if dry_run else name.capitalize()
    yield (
        f"{head}: {len(changes.added)} added, {len(changes.changed)} changed, "
        f"{len(changes.removed)} removed."
    )
    if changes.removed:
        yield f"Removed: {_listed(changes.removed)}"


def _program_lines(summary: CatalogSummary, *, dry_run: bool) -> Iterator[str]:
    for note in summary.notes:
        yield legible(f"Note: {note.rstrip('.')}.")
    yield (
        f"{'Would change the catalog' if dry_run else 'Catalog'}: {len(summary.added)} added, "
        f"{len(summary.changed)} changed, {len(summary.removed)} removed, "
        f"{summary.unchanged} unchanged, {summary.bad} bad fields."
    )
    if summary.removed:
        yield f"Removed: {_listed(summary.removed)}"
    for refused in summary.refused:
        yield click.style(legible(_refusal(refused)), fg="red")
    for row in summary.bad_rows[:SHOWN]:
        yield click.style(legible(_bad(row)), fg="red")
    if summary.bad > SHOWN:
        yield f"{summary.bad - SHOWN} more; --json lists the first {len(summary.bad_rows)}."


def _bad(row: BadRow) -> str:
    field = f", {row.field}" if row.field else ""
    value = f" is {row.value!r}" if row.value else ""
    line = f", line {row.line}" if row.line else ""
    return f"Not taken: {row.file}{line}{field}{value}; right would be {row.right}."


def _article_lines(summary: Summary, *, dry_run: bool) -> Iterator[str]:
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
