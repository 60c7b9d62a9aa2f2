"""The shelf: documents, passages and their vectors in one SQLite file, the source of truth.

The full-text table stands in the same file and changes in the same transaction. Everything
else (Chroma's folder) is made from what is here and may be thrown away.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

import numpy as np

from knowledge.articles import Link, Origin
from knowledge.errors import HubDamaged, HubError, HubFull, HubMissing, HubUnavailable
from knowledge.index.embeddings import Embedded, Vector
from knowledge.passages import Passage, Source, Span


@dataclass(frozen=True, slots=True)
class Layout:
    """What tells one kind of shelf from another: the name of its file, the number of its format,
    and the tables that it has beside those of every shelf."""

    file: str
    format: int
    tables: str = ""


HUB = Layout("hub.sqlite", 3)
FILE = HUB.file

_REMAKE = "run `coach ingest` with your hub's folders to make it anew"

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE document (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
  general INTEGER NOT NULL,
  updated TEXT, links TEXT NOT NULL, origins TEXT NOT NULL, text TEXT NOT NULL,
  file TEXT NOT NULL, stamp TEXT NOT NULL
);
CREATE TABLE passage (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, headings TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  digest TEXT NOT NULL, vector BLOB NOT NULL, spans BLOB NOT NULL, span_vectors BLOB NOT NULL,
  asked BLOB,
  UNIQUE (document, position)
);
CREATE INDEX passage_digest ON passage (digest);
CREATE VIRTUAL TABLE passage_text USING fts5 (title, body, tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE passage_word USING fts5vocab (passage_text, row);
"""


@dataclass(frozen=True, slots=True)
class Record:
    """A document as it stands on the shelf. `stamp` names the bytes and rules it was made from."""

    source: Source
    text: str
    links: tuple[Link, ...]
    origins: tuple[Origin, ...]
    file: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage with what is indexed of it. `digest` names the words and spans that were
    embedded."""

    passage: Passage
    title: str
    digest: str
    embedded: Embedded


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as it was found again, with its document and the vectors of its heading and of
    each of its sentences."""

    number: int
    passage: Passage
    source: Source
    links: tuple[Link, ...]
    origins: tuple[Origin, ...]
    heading_vector: Vector
    sentence_vectors: Vector


class Shelf:
    """One file of documents. Each thread has a connection of its own; readers never wait for a
    writer."""

    def __init__(self, home: Path, layout: Layout = HUB) -> None:
        self.path = home / layout.file
        self._layout = layout
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    @property
    def exists(self) -> bool:
        """Whether a hub has been ingested here."""
        return self.path.exists()

    def folders(self) -> tuple[str, ...]:
        """The hub folders of the last ingest; empty when the shelf cannot be read."""
        try:
            with self.reading() as connection:
                return tuple(json.loads(str(meta(connection, "folders") or "[]")))
        except HubError:
            return ()

    def create(self, embedder: str) -> None:
        """Make an empty shelf for the vectors of one embedder, whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        # By chance, so that whoever holds vectors of a shelf before does not take this one for it.
        revision = secrets.randbits(48)
        with self._translated(), closing_connection(fresh) as connection:
            connection.executescript(_SCHEMA + self._layout.tables)
            connection.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                [("format", self._layout.format), ("revision", revision), ("embedder", embedder)],
            )
            connection.execute("PRAGMA journal_mode = WAL")
        fresh.replace(self.path)

    def set_aside(self) -> None:
        """Rename a damaged file, so that a new shelf can take its place and nothing is lost."""
        self.close()
        for suffix in ("", "-wal", "-shm"):
            part = self.path.with_name(self.path.name + suffix)
            if part.exists():
                part.replace(part.with_name(f"damaged-{part.name}"))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One unchanging view of the shelf. Raises HubError."""
        with self._translated():
            connection = self._connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One change of the shelf, all or nothing; its revision grows by one."""
        with self._translated():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        file = _identity(self.path)
        existing: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if existing is not None:
            if self._local.file == file:
                return existing
            self._connections.remove(existing)
            existing.close()
            del self._local.connection
        if file is None:
            raise HubMissing("no hub has been ingested yet: run `coach ingest`")
        connection = _open(self.path)
        try:
            self._check_format(connection)
        except BaseException:
            connection.close()
            raise
        self._local.connection, self._local.file = connection, file
        self._connections.append(connection)
        return connection

    def _check_format(self, connection: sqlite3.Connection) -> None:
        found, read = meta(connection, "format"), self._layout.format
        if found != read:
            raise HubDamaged(
                f"{self.path.name} has format {found}, this version reads {read}: {_REMAKE}"
            )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise _hub_error(error, self.path.name) from error


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands there now: a shelf made anew takes the place of one that is open."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def blank(layout: Layout) -> sqlite3.Connection:
    """An empty shelf in memory: for a look at what an ingest would do."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(_SCHEMA + layout.tables)
    return connection


@contextmanager
def closing_connection(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of its own, closed at the end."""
    connection = _open(path)
    try:
        yield connection
    finally:
        connection.close()


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=10, isolation_level=None, check_same_thread=False, cached_statements=64
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _hub_error(error: sqlite3.DatabaseError, file: str) -> HubError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return HubFull("the disk is full: free some room, then run `coach ingest` again")
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or "no such table" in str(error):
        return HubDamaged(f"{file} is damaged: {_REMAKE}")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return HubUnavailable(
            f"{file} or its folder cannot be written, which SQLite needs to read it too; nothing "
            "in it is lost: let this user write there, or set COACH_HOME to a folder that it may "
            "write to"
        )
    return HubUnavailable(f"{file} cannot be used now ({error})")


def _file(connection: sqlite3.Connection) -> str:
    """The name of the file that a connection is to."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2]).name


def check(connection: sqlite3.Connection) -> None:
    """Raises HubDamaged when any page of the file is broken, though no search may have met it."""
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise HubDamaged(f"{_file(connection)} is damaged: {_REMAKE}")


def meta(connection: sqlite3.Connection, key: str) -> object:
    """A fact about the whole shelf; None when it was never noted."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def expect_embedder(connection: sqlite3.Connection, name: str) -> None:
    """Raises HubDamaged when the vectors are another embedder's, which cannot be compared."""
    found = meta(connection, "embedder")
    if found != name:
        raise HubDamaged(
            f"{_file(connection)} was made with the embedding model {found}: {_REMAKE}"
        )


def note(connection: sqlite3.Connection, key: str, value: object) -> None:
    """Note a fact about the whole shelf."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def counts(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many documents and how many passages there are."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM passage)"
    ).fetchone()
    return int(row[0]), int(row[1])


def stamps(connection: sqlite3.Connection) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The stamp of every document by its id, and the ids by their file's name: hub folders may
    share names."""
    files: dict[str, list[str]] = {}
    rows = connection.execute("SELECT id, stamp, file FROM document").fetchall()
    for id_, _, file in rows:
        files.setdefault(file, []).append(id_)
    return {row[0]: row[1] for row in rows}, files


def put(connection: sqlite3.Connection, record: Record, entries: Iterable[Entry]) -> None:
    """Place a document with its passages, instead of the one with the same id."""
    drop(connection, record.source.id)
    source = record.source
    connection.execute(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            source.id,
            source.kind,
            source.title,
            source.url,
            source.general,
            source.updated.isoformat() if source.updated else None,
            json.dumps([astuple(link) for link in record.links]),
            json.dumps([astuple(origin) for origin in record.origins], default=date.isoformat),
            record.text,
            record.file,
            record.stamp,
        ),
    )
    for entry in entries:
        _put_passage(connection, entry)


def drop(connection: sqlite3.Connection, document: str) -> None:
    """Take a document and its passages off the shelf."""
    connection.execute(
        "DELETE FROM passage_text WHERE rowid IN (SELECT number FROM passage WHERE document = ?)",
        (document,),
    )
    connection.execute("DELETE FROM document WHERE id = ?", (document,))


def _put_passage(connection: sqlite3.Connection, entry: Entry) -> None:
    passage = entry.passage
    asks = [passage.text[s.end - passage.start - 1] == "?" for s in passage.sentences]
    asked = entry.embedded.spans[1:][asks]
    spans = np.array([(s.start, s.end, s.row) for s in passage.sentences], dtype=np.int32)
    number = connection.execute(
        "INSERT INTO passage"
        ' (document, position, headings, start, "end", digest, vector, spans, span_vectors, asked)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            passage.document,
            passage.position,
            json.dumps(passage.headings),
            passage.start,
            passage.end,
            entry.digest,
            entry.embedded.whole.astype(np.float32).tobytes(),
            spans.tobytes(),
            pack(entry.embedded.spans),
            pack(asked) if len(asked) else None,
        ),
    ).lastrowid
    connection.execute(
        "INSERT INTO passage_text (rowid, title, body) VALUES (?, ?, ?)",
        (number, entry.title, passage.text),
    )


def embedded_before(
    connection: sqlite3.Connection, digest: str, dimensions: int
) -> Embedded | None:
    """The vectors of a passage with the same words, so that they need not be made again."""
    row = connection.execute(
        "SELECT vector, span_vectors FROM passage WHERE digest = ? LIMIT 1", (digest,)
    ).fetchone()
    if row is None:
        return None
    return Embedded(np.frombuffer(row[0], dtype=np.float32), unpack(row[1], dimensions))


def numbers(connection: sqlite3.Connection) -> list[int]:
    """The number of every passage, in no order. A shelf gives no number twice."""
    # In order it would be read from the table, through all the vectors, and not from an index.
    return [row[0] for row in connection.execute("SELECT number FROM passage")]


def passages_of(connection: sqlite3.Connection, document: str) -> list[int]:
    """The numbers of a document's passages, in their order; none when it is not on the shelf."""
    rows = connection.execute(
        "SELECT number FROM passage WHERE document = ? ORDER BY position", (document,)
    )
    return [row[0] for row in rows]


def vectors(connection: sqlite3.Connection, above: int = 0) -> tuple[list[int], Vector]:
    """The number and the vector of every passage numbered above `above`, in that order."""
    rows = connection.execute(
        "SELECT number, vector FROM passage WHERE number > ? ORDER BY number", (above,)
    ).fetchall()
    joined = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float32)
    return [row[0] for row in rows], joined.reshape(len(rows), -1) if rows else joined


def asked(
    connection: sqlite3.Connection, numbers: Iterable[int], dimensions: int
) -> dict[int, Vector]:
    """The vectors of the questions that stand in these passages, for those that hold any."""
    wanted = list(numbers)
    marks = ", ".join("?" * len(wanted))
    rows = connection.execute(
        f"SELECT number, asked FROM passage WHERE number IN ({marks}) AND asked IS NOT NULL", wanted
    )
    return {number: unpack(packed, dimensions) for number, packed in rows}


def fetch(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Stored]:
    """The passages with these numbers that are (still) on the shelf."""
    marks = ", ".join("?" * len(numbers))
    rows = connection.execute(
        'SELECT p.number, p.document, p.position, p.headings, p.start, p."end", p.spans,'
        ' p.span_vectors, substr(d.text, p.start + 1, p."end" - p.start), d.kind, d.title,'
        " d.url, d.general, d.updated, d.links, d.origins, length(p.vector) / 4"
        f" FROM passage p JOIN document d ON d.id = p.document WHERE p.number IN ({marks})",
        list(numbers),
    )
    parsed: dict[object, tuple[tuple[Link, ...], tuple[Origin, ...]]] = {}
    found = {}
    for row in rows:
        if row[1] not in parsed:
            parsed[row[1]] = _references(str(row[-3]), str(row[-2]))
        found[row[0]] = _stored(row, *parsed[row[1]])
    return found


def text(connection: sqlite3.Connection, document: str) -> str | None:
    """The plain text of a document; None when it is not on the shelf."""
    row = connection.execute("SELECT text FROM document WHERE id = ?", (document,)).fetchone()
    return str(row[0]) if row else None


def documents_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """The document of each of these passages."""
    marks = ", ".join("?" * len(numbers))
    return dict(
        connection.execute(
            f"SELECT number, document FROM passage WHERE number IN ({marks})", list(numbers)
        )
    )


def _references(links: str, origins: str) -> tuple[tuple[Link, ...], tuple[Origin, ...]]:
    return (
        tuple(Link(*link) for link in json.loads(links)),
        tuple(
            Origin(number, title, publisher, url, dated, read and date.fromisoformat(read), stored)
            for number, title, publisher, url, dated, read, stored in json.loads(origins)
        ),
    )


def _stored(
    row: tuple[object, ...], links: tuple[Link, ...], origins: tuple[Origin, ...]
) -> Stored:
    """A row of `fetch`; only what stands in its passage is kept of its document's links."""
    (number, document, position, headings, start, end, spans, span_vectors, text) = row[:9]
    (kind, title, url, general, updated, _, _, dimensions) = row[9:]
    places = np.frombuffer(spans, dtype=np.int32).reshape(-1, 3).tolist()  # type: ignore[call-overload]
    passage = Passage(
        document=str(document),
        position=int(position),  # type: ignore[call-overload]
        headings=tuple(json.loads(str(headings))),
        start=int(start),  # type: ignore[call-overload]
        end=int(end),  # type: ignore[call-overload]
        text=str(text),
        sentences=tuple(Span(start, end, bool(row)) for start, end, row in places),
    )
    day = date.fromisoformat(str(updated)) if updated else None
    heading_and_sentences = unpack(span_vectors, int(dimensions))  # type: ignore
    return Stored(
        number=int(number),  # type: ignore[call-overload]
        passage=passage,
        source=Source(str(document), str(kind), str(title), str(url), day, bool(general)),
        links=tuple(link for link in links if passage.start <= link.start <= passage.end),
        origins=origins,
        heading_vector=heading_and_sentences[0],
        sentence_vectors=heading_and_sentences[1:],
    )


def pack(rows: Vector) -> bytes:
    """Unit vectors as a scale and whole numbers from -127 to 127: a quarter of the size, with
    an error in the cosine of less than 0.01."""
    scales = np.abs(rows).max(axis=1, keepdims=True, initial=0) / 127
    scales[scales == 0] = 1
    whole = np.rint(rows / scales).astype(np.int8)
    return bytes(scales.astype(np.float32).tobytes() + whole.tobytes())


def unpack(packed: bytes, dimensions: int) -> Vector:
    """What `pack` was given, nearly."""
    count = len(packed) // (dimensions + 4)
    scales = np.frombuffer(packed, dtype=np.float32, count=count).reshape(count, 1)
    whole = np.frombuffer(packed, dtype=np.int8, offset=4 * count).reshape(count, dimensions)
    restored: Vector = whole.astype(np.float32) * scales
    return restored
