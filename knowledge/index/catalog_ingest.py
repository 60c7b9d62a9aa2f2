"""Bringing the catalog in step with the programs of hub folders, record by record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from typing import TextIO

from knowledge.index import records, shelf
from knowledge.index.embeddings import Embedder
from knowledge.index.hubfiles import alone
from knowledge.index.ingest import Progress
from knowledge.index.programfiles import doubtful, left_out, listed
from knowledge.index.records import CATALOG, Kept
from knowledge.index.shelf import Shelf
from knowledge.index.survey import CatalogSummary, Survey
from knowledge.index.workshop import Work, Workshop, ids_on, ready
from knowledge.sheet import sheet

BATCH = 200
"""Records written in one transaction: an interrupted ingest loses no more of its work."""


class IngestCatalog:
    """One run over hub folders. A program is on the shelf whole or not at all, at any moment, and
    an interrupted run leaves those before where they were."""

    def __init__(self, home: Path, embedder: Embedder) -> None:
        self._home = home
        self._shelf = Shelf(home, CATALOG)
        self._embedder = embedder
        self._workshop = Workshop(self._shelf, embedder)

    def run(
        self,
        folders: Sequence[Path],
        *,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> CatalogSummary:
        """Add, change and remove until the catalog holds just what the folders' `programs` hold.

        What is to be written waits in a temporary file, so that memory does not grow with the
        records, only with their ids. Nothing is removed when a folder looks as if it were not
        mounted, or no program can be read. With `dry_run` nothing is written. `progress` counts
        the programs to write, after each batch. May run inside `hubfiles.alone` of the same home.
        Raises HubBusy when another ingest is running, HubFull when the disk is full (what was done
        until then stays), HubUnavailable otherwise.
        """
        with alone(self._home, writes=not dry_run), closing(self._shelf):
            summary = CatalogSummary()
            files = listed(folders)
            if not files and not self._shelf.exists:
                return summary
            held = ready(self._shelf, self._embedder, summary.notes, writes=not dry_run)
            with self._spool(dry_run=dry_run) as spool:
                with self._view(held=held) as connection:
                    survey = Survey(
                        connection,
                        self._embedder.name,
                        summary,
                        _spooling(spool),
                        ids_on(Shelf(self._home)),
                    )
                    for root, path in files:
                        survey.file(root, path)
                    survey.close()
                    gone = self._gone(connection, survey, folders, summary)
                    readings_before = records.readings(connection)
                if dry_run:
                    return summary
                self._write(spool, summary, progress)
                if gone or survey.moved or survey.clean != readings_before:
                    self._finish(spool, gone, survey.clean)
            return summary

    def _spool(self, *, dry_run: bool) -> TextIO:
        return TemporaryFile("w+", encoding="ascii", dir=None if dry_run else self._home)

    @contextmanager
    def _view(self, *, held: bool) -> Iterator[sqlite3.Connection]:
        """The shelf as it is, or an empty one."""
        if held:
            with self._shelf.reading() as connection:
                yield connection
        else:
            with closing(shelf.blank(CATALOG)) as connection:
                yield connection

    def _gone(
        self,
        connection: sqlite3.Connection,
        survey: Survey,
        folders: Sequence[Path],
        summary: CatalogSummary,
    ) -> list[str]:
        """The programs that are to be removed, unless what is missing is taken for a mistake."""
        if note := left_out(folders):
            summary.notes.append(note)
        held = survey.seen.keys() | survey.spared
        gone = [id_ for id_ in records.ids(connection) if id_ not in held]
        if gone and (doubtful(folders) or (summary.refused and not survey.seen)):
            summary.notes.append(
                f"{len(gone)} programs that are in no folder now were not removed: a folder looks "
                "as if it were not mounted, or nothing in it could be read"
            )
            return []
        summary.removed = gone
        return gone

    def _write(self, spool: TextIO, summary: CatalogSummary, progress: Progress | None) -> None:
        todo = len(summary.added) + len(summary.changed)
        batch: list[tuple[Kept, list[Work]]] = []
        fresh = (kept for kept in _spooled(spool) if kept.fields)
        made = self._workshop.made(fresh, lambda kept: sheet(kept.program()).article)
        for done, (kept, work) in enumerate(made, 1):
            batch.append((kept, work))
            if len(batch) == BATCH or done == todo:
                self._put(batch, summary)
                batch.clear()
                if progress:
                    progress(done, todo)

    def _put(self, batch: Sequence[tuple[Kept, list[Work]]], summary: CatalogSummary) -> None:
        entries = [(kept, [each.entry() for each in work]) for kept, work in batch]
        with self._shelf.writing() as connection:
            for kept, made in entries:
                records.put(connection, kept, made)
        for _, work in batch:
            summary.passages += len(work)
            summary.embedded += sum(each.future is not None for each in work)

    def _finish(self, spool: TextIO, gone: Sequence[str], clean: set[str]) -> None:
        with self._shelf.writing() as connection:
            for kept in _spooled(spool):
                if not kept.fields:
                    records.move(connection, kept)
            for id_ in gone:
                records.drop(connection, id_)
            records.note_readings(connection, clean)


def _spooling(spool: TextIO) -> Callable[[Kept], None]:
    def keep(kept: Kept) -> None:
        spool.write(json.dumps(asdict(kept)) + "\n")

    return keep


def _spooled(spool: TextIO) -> Iterator[Kept]:
    spool.seek(0)
    return (Kept(**json.loads(line)) for line in spool)
