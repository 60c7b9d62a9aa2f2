"""Programs on their shelf: what stands there of each beside its document and passages."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge.errors import HubDamaged
from knowledge.index import shelf
from knowledge.index.embeddings import Vector
from knowledge.index.outlines import WIDTH, outline
from knowledge.index.shelf import Entry, Layout, Record
from knowledge.index.sifting import Outlines
from knowledge.passages import Source
from knowledge.programs import Program
from knowledge.restoring import restored
from knowledge.sheet import ABOUT, sheet

CATALOG = Layout(
    "catalog.sqlite",
    2,
    """
CREATE TABLE program (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE REFERENCES document (id) ON DELETE CASCADE,
  fields TEXT NOT NULL, figures BLOB NOT NULL, marks TEXT NOT NULL, subject INTEGER NOT NULL,
  twin TEXT NOT NULL, reading TEXT NOT NULL, folder TEXT NOT NULL, line INTEGER NOT NULL
);
CREATE INDEX program_reading ON program (reading, id, line, twin);
CREATE VIRTUAL TABLE program_text USING fts5 (
  id, title, provider, body, tokenize = 'porter unicode61'
);
CREATE TABLE reading (stamp TEXT PRIMARY KEY) WITHOUT ROWID;
""",
)
"""`subject` counts a program's first passages, which say what it is about; `twin` is the same for
programs that are told apart by their ids alone; `reading` names a file's bytes and the rules that
it was read by, and the table of that name holds those that left nothing to say. The format grows
with the tables and with the figures of an outline."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A program that is to be kept, as a line of a temporary file: JSON without line breaks.

    `stamp` names all that is kept and searched of it. Of a program that has only moved within the
    folders, `fields` is empty.
    """

    id: str
    fields: dict[str, object]
    folder: str
    file: str
    line: int
    reading: str
    general: bool
    stamp: str
    twin: str

    def program(self) -> Program:
        """The program itself."""
        return restored(self.fields)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program on the shelf was read, and what of it."""

    stamp: str
    folder: str
    file: str
    line: int
    reading: str


def put(connection: sqlite3.Connection, kept: Kept, entries: Sequence[Entry]) -> None:
    """Place a program with its passages, instead of the one with the same id."""
    drop(connection, kept.id)
    program = kept.program()
    article, held = sheet(program).article, outline(program)
    source = Source(kept.id, "program", program.title, program.url, article.updated, kept.general)
    shelf.put(connection, Record(source, article.text, (), (), kept.file, kept.stamp), entries)
    number = connection.execute(
        "INSERT INTO program (id, fields, figures, marks, subject, twin, reading, folder, line)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            kept.id,
            json.dumps(kept.fields),
            held.figures.tobytes(),
            "\n".join(held.marks),
            sum(entry.passage.headings[-1] == ABOUT for entry in entries),
            kept.twin,
            kept.reading,
            kept.folder,
            kept.line,
        ),
    ).lastrowid
    connection.execute(
        "INSERT INTO program_text (rowid, id, title, provider, body) VALUES (?, ?, ?, ?, ?)",
        (number, kept.id, program.title, program.provider, article.text),
    )


def move(connection: sqlite3.Connection, kept: Kept) -> None:
    """Note where a program that has not changed stands now."""
    connection.execute(
        "UPDATE program SET reading = ?, folder = ?, line = ? WHERE id = ?",
        (kept.reading, kept.folder, kept.line, kept.id),
    )
    connection.execute("UPDATE document SET file = ? WHERE id = ?", (kept.file, kept.id))


def drop(connection: sqlite3.Connection, id: str) -> None:
    """Take a program off the shelf."""
    connection.execute(
        "DELETE FROM program_text WHERE rowid = (SELECT number FROM program WHERE id = ?)", (id,)
    )
    shelf.drop(connection, id)


def place(connection: sqlite3.Connection, id: str) -> Place | None:
    """Where a program was read; None when it is not on the shelf."""
    row = connection.execute(
        "SELECT d.stamp, p.folder, d.file, p.line, p.reading FROM document d"
        " JOIN program p ON p.id = d.id WHERE d.id = ?",
        (id,),
    ).fetchone()
    return Place(*row) if row else None


def ids(connection: sqlite3.Connection) -> Iterator[str]:
    """Every id, in alphabetical order."""
    return (row[0] for row in connection.execute("SELECT id FROM document ORDER BY id"))


def ids_of_file(connection: sqlite3.Connection, folder: str, file: str) -> list[str]:
    """The programs that were read from a file of this name in this folder."""
    rows = connection.execute(
        "SELECT d.id FROM document d JOIN program p ON p.id = d.id"
        " WHERE d.file = ? AND p.folder = ?",
        (file, folder),
    )
    return [row[0] for row in rows]


def read_before(connection: sqlite3.Connection, reading: str) -> list[tuple[str, int, str]]:
    """The id, the line and the twin of every program of a reading that left nothing to say; none
    when there was no such reading."""
    rows = connection.execute(
        "SELECT id, line, twin FROM program WHERE reading = ?"
        " AND EXISTS (SELECT 1 FROM reading WHERE stamp = ?) ORDER BY line, id",
        (reading, reading),
    )
    return rows.fetchall()


def readings(connection: sqlite3.Connection) -> set[str]:
    """The readings that left nothing to say."""
    return {row[0] for row in connection.execute("SELECT stamp FROM reading")}


def note_readings(connection: sqlite3.Connection, stamps: Iterable[str]) -> None:
    """Note the readings that left nothing to say, instead of those before."""
    connection.execute("DELETE FROM reading")
    connection.executemany("INSERT INTO reading VALUES (?)", [(stamp,) for stamp in stamps])


def program(connection: sqlite3.Connection, id: str) -> Program | None:
    """The program with this id. Raises HubDamaged."""
    row = connection.execute("SELECT fields FROM program WHERE id = ?", (id,)).fetchone()
    return _built(row[0]) if row else None


def general(connection: sqlite3.Connection, id: str) -> bool:
    """Whether a program on the shelf is one of the starter hub's."""
    row = connection.execute("SELECT general FROM document WHERE id = ?", (id,)).fetchone()
    return bool(row and row[0])


def programs(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Program]:
    """The programs with these numbers, in their order. Raises HubDamaged."""
    marks = ", ".join("?" * len(numbers))
    found: dict[int, str] = dict(
        connection.execute(f"SELECT number, fields FROM program WHERE number IN ({marks})", numbers)
    )
    return [_built(found[number]) for number in numbers]


@lru_cache(maxsize=1024)  # one answer meets the same records several times
def _built(fields: str) -> Program:
    try:
        return restored(json.loads(fields))
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise HubDamaged(
            "a record in catalog.sqlite is not one of this version: run `coach ingest` with your "
            "hub's folders"
        ) from error


def outlines(connection: sqlite3.Connection) -> Outlines:
    """The outline of every program, in the order of their numbers."""
    rows = connection.execute("SELECT figures FROM program ORDER BY number")
    figures = np.frombuffer(b"".join(row[0] for row in rows), np.float64).reshape(-1, WIDTH)
    marks = connection.execute("SELECT marks FROM program ORDER BY number")
    return Outlines(figures, (row[0].split("\n") for row in marks))


def subject_vectors(connection: sqlite3.Connection, count: int) -> Vector:
    """The vectors of the passages that say what programs are about, `count` in all, in the order
    of the programs' numbers."""
    rows = connection.execute(
        "SELECT p.vector FROM program g JOIN passage p"
        " ON p.document = g.id AND p.position < g.subject ORDER BY g.number, p.position"
    )
    matrix: Vector = np.zeros((0, 0), np.float32)
    for at, (packed,) in enumerate(rows):
        vector = np.frombuffer(packed, np.float32)
        if at == 0:  # made once at its full size: joining the rows would take twice the memory
            matrix = np.empty((count, len(vector)), np.float32)
        matrix[at] = vector
    return matrix
