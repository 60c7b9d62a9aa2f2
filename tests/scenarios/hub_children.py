"""What child processes do to a hub; light to import, for each child starts anew."""

from __future__ import annotations

import resource
from multiprocessing.connection import Connection
from pathlib import Path

from knowledge.errors import HubError
from knowledge.index.catalog_ingest import IngestCatalog
from knowledge.index.ingest import Ingest
from tests.fakes import HashEmbedder


def ingest_until_killed(home: Path, folder: Path, report: Connection) -> None:
    """Bring the index in step and report each document that was acknowledged, by its id."""
    ingest = Ingest(home, HashEmbedder())
    planned = ingest.run([folder], dry_run=True)
    ids = sorted(planned.added + planned.changed)
    report.send("")
    ingest.run([folder], progress=lambda done, _: report.send(ids[done - 1]))


def ingest_within(home: Path, folder: Path, largest: int, report: Connection) -> None:
    """Bring the index in step where no file may grow past so many bytes; report how it failed."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
    try:
        Ingest(home, HashEmbedder()).run([folder])
    except HubError as error:
        report.send(type(error).__name__)


def ingest_catalog_until_killed(home: Path, folder: Path, report: Connection) -> None:
    """Bring the catalog in step and report how many records were acknowledged, each time; those of
    runs before count too."""
    ingest = IngestCatalog(home, HashEmbedder())
    before = ingest.run([folder], dry_run=True).unchanged
    ingest.run([folder], progress=lambda done, _: report.send(before + done))
