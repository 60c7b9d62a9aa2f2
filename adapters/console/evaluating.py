"""`coach eval`: a judged set indexed once, searched at every run."""

from __future__ import annotations

import hashlib
from pathlib import Path
from time import perf_counter
from typing import Any

from adapters.console.ingesting import bar
from adapters.settings import Settings
from knowledge.index import shelf
from knowledge.index.embeddings import MiniLM
from knowledge.index.ingest import Ingest
from knowledge.index.judged import JudgedSet, measure
from knowledge.index.library import HubLibrary
from knowledge.index.shelf import Shelf

RATE = "docs_per_s"


def evaluate_folder(settings: Settings, folder: Path) -> dict[str, Any]:
    """The figures of contracts.md, by their names there. Raises HubError."""
    judged = JudgedSet.read(folder)
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    home = settings.home / "eval" / name
    embedder = MiniLM()
    began = perf_counter()
    with bar("Indexing") as progress:
        summary = Ingest(home, embedder).fill(judged.articles(), progress)
    took = perf_counter() - began
    hub = Shelf(home)
    if summary.added:
        with hub.writing() as connection:
            shelf.note(connection, RATE, round(len(summary.added) / took, 1))
    with hub.reading() as connection:
        rate = shelf.meta(connection, RATE)
    figures = measure(HubLibrary(hub, embedder), judged)
    return {
        "ndcg@10": round(figures.ndcg_10, 4),
        "recall@10": round(figures.recall_10, 4),
        "recall@100": round(figures.recall_100, 4),
        "mrr@10": round(figures.mrr_10, 4),
        "queries": figures.queries,
        "p50_ms": round(figures.p50_ms, 1),
        "p95_ms": round(figures.p95_ms, 1),
        RATE: rate,
    }
