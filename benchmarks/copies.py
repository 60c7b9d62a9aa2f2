"""A hub many times the size: every document again under other ids, reworded, its vectors moved.

Embedding sixteen copies would take hours and measure the embedder only. So each copy's vectors
are the original's with a little noise, and a third of its longer words end differently, at the
same length, so that offsets still hold and the vocabulary grows as a larger hub's would.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np

from knowledge.index import shelf
from knowledge.index.embeddings import Embedded, Vector, unit
from knowledge.index.shelf import FILE, Entry, Record, Shelf
from knowledge.passages import Passage

NOISE = 0.3
"""Length of the noise added to a unit vector: the cosine to the original is about 0.96."""

_LONG = re.compile(r"\b[a-z]{6,}\b")


@dataclass(frozen=True, slots=True)
class Original:
    """A document of the hub with all that is kept of it."""

    record: Record
    entries: tuple[Entry, ...]


def multiply(home: Path, to: Path, times: int) -> None:
    """A shelf in `to` that holds `times` the documents of the one in `home`."""
    to.mkdir(parents=True)
    with Shelf(home).reading() as connection:
        originals = _originals(connection)
    _checkpoint(home)
    shutil.copyfile(home / FILE, to / FILE)
    grown = Shelf(to)
    for copy in range(1, times):
        noise = np.random.default_rng(copy)
        with grown.writing() as connection:
            for original in originals:
                shelf.put(connection, *_copied(original, copy, noise))
    grown.close()
    _checkpoint(to)


def _checkpoint(home: Path) -> None:
    """Bring what stands in SQLite's log into the file itself, so that the file is the whole."""
    with shelf.closing_connection(home / FILE) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def reworded(text: str, copy: int) -> str:
    """The text with some of its longer words ending differently; no character more or less."""

    def other(found: re.Match[str]) -> str:
        word = found.group()
        if crc32(f"{copy} {word}".encode()) % 3:
            return word
        return word[:-2] + chr(ord("a") + copy % 26) + "x"

    return _LONG.sub(other, text)


def _originals(connection: sqlite3.Connection) -> list[Original]:
    rows = connection.execute("SELECT id, file, stamp, text FROM document ORDER BY id").fetchall()
    return [_original(connection, *row) for row in rows]


def _original(
    connection: sqlite3.Connection, id_: str, file: str, stamp: str, text: str
) -> Original:
    rows = connection.execute(
        "SELECT p.number, p.digest, t.title, length(p.vector) / 4 FROM passage p"
        " JOIN passage_text t ON t.rowid = p.number WHERE p.document = ? ORDER BY p.number",
        (id_,),
    ).fetchall()
    stored = shelf.fetch(connection, [row[0] for row in rows])
    entries = []
    for number, digest, title, dimensions in rows:
        embedded = shelf.embedded_before(connection, digest, dimensions)
        assert embedded is not None, "the digest was read a moment ago"
        entries.append(Entry(stored[number].passage, title, digest, embedded))
    first = stored[rows[0][0]]
    return Original(
        Record(first.source, text, first.links, first.origins, file, stamp), tuple(entries)
    )


def _copied(
    original: Original, copy: int, noise: np.random.Generator
) -> tuple[Record, list[Entry]]:
    source = original.record.source
    id_ = f"{source.id}~{copy}"
    text = reworded(original.record.text, copy)
    record = replace(
        original.record,
        source=replace(source, id=id_),
        text=text,
        file=f"{original.record.file}~{copy}",
    )
    entries = [
        Entry(
            _placed(entry.passage, id_, text),
            reworded(entry.title, copy),
            f"{entry.digest}~{copy}",
            Embedded(_moved(entry.embedded.whole, noise), _moved(entry.embedded.spans, noise)),
        )
        for entry in original.entries
    ]
    return record, entries


def _placed(passage: Passage, document: str, text: str) -> Passage:
    return replace(passage, document=document, text=text[passage.start : passage.end])


def _moved(vectors: Vector, noise: np.random.Generator) -> Vector:
    drawn = unit(noise.standard_normal(vectors.shape))
    return unit(vectors + np.float32(NOISE) * drawn)
