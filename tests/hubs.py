"""Hub folders for tests, brought in step and searched with an embedder that costs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from knowledge.index.embeddings import Embedder
from knowledge.index.ingest import Ingest, Summary
from knowledge.index.library import HubLibrary
from knowledge.index.shelf import Shelf
from tests.fakes import HashEmbedder

HASH = HashEmbedder()


def markdown(title: str, *paragraphs: str, id: str = "") -> str:
    """A Markdown article; a paragraph may be a heading or a table as well."""
    stated = f"id: {id}\n" if id else ""
    return f"---\ntitle: {title}\n{stated}---\n" + "\n\n".join(paragraphs) + "\n"


def hub(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The hub folder, with these files below `articles/` added or overwritten."""
    for name, content in files.items():
        path = folder / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def ingest(home: Path, *folders: Path, embedder: Embedder = HASH, dry_run: bool = False) -> Summary:
    """Bring the index of a home in step with hub folders."""
    return Ingest(home, embedder).run(folders, dry_run=dry_run)


def library(home: Path, embedder: Embedder = HASH) -> HubLibrary:
    """The hub of a home, opened as a process of its own would open it."""
    return HubLibrary(Shelf(home), embedder)


def found(home: Path, query: str, limit: int = 100) -> list[str]:
    """The documents that a query brings, best first."""
    return list(library(home).rank_documents(query, limit))


def pictured(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the index holds of each document, without the numbers that depend on its past."""
    with Shelf(home).reading() as connection:
        rows = connection.execute(
            "SELECT d.id, d.title, d.text, d.file, d.stamp, p.position, p.headings, p.start,"
            ' p."end", p.digest, p.vector, p.spans, p.span_vectors, t.title, t.body'
            " FROM document d JOIN passage p ON p.document = d.id"
            " JOIN passage_text t ON t.rowid = p.number ORDER BY d.id, p.position"
        ).fetchall()
    picture: dict[str, list[tuple[object, ...]]] = {}
    for row in rows:
        picture.setdefault(str(row[0]), []).append(tuple(row[1:]))
    return picture
