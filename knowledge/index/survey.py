"""A look through hub folders for programs: what is new, what changed, what cannot be taken."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from knowledge import STARTER
from knowledge.catalog.mapping import MAPPING
from knowledge.catalog.reading import read_programs
from knowledge.catalog.record import to_fields
from knowledge.catalog.rows import BadRow, ReadProgram, UnreadableCatalog
from knowledge.index import records
from knowledge.index.hubfiles import digest, named, printable
from knowledge.index.ingest import RULES, Refused
from knowledge.index.programfiles import is_starter
from knowledge.index.records import Kept, Place
from knowledge.index.stamps import stamp_of, twin_of

_NAMED = 10
"""Files, remarks or pairs of programs named in notes; the rest is counted."""

_LISTED = 200
"""Bad rows that a summary holds; the rest is counted."""


@dataclass(slots=True)
class CatalogSummary:
    """What an ingest of programs did, by id. `bad` counts every bad field of a row, `bad_rows` are
    the first of them; `passages` and `embedded` count what was written."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    bad_rows: list[BadRow] = field(default_factory=list)
    bad: int = 0
    notes: list[str] = field(default_factory=list)
    passages: int = 0
    embedded: int = 0


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a program stands: the hub folder, the file below its `programs`, and the line."""

    folder: str
    file: str
    line: int

    def said(self, folder: str) -> str:
        """The place as it is said to somebody who looks at that hub folder."""
        where = "" if folder == self.folder else f" in {self.folder}"
        return f"{self.file}, line {self.line}{where}"


class Survey:
    """One look through hub folders, the starter hub's last, beside what is on the shelf; `keep` is
    given each program that must be written or has moved.

    `articles` are ids that no program may have, because `coach source` prints the article.
    `seen` are the ids that were met, `spared` those whose earlier version must stay, `clean` the
    readings of files that left nothing to say, `moved` counts what only stands elsewhere now.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        embedder: str,
        summary: CatalogSummary,
        keep: Callable[[Kept], None],
        articles: frozenset[str] = frozenset(),
    ) -> None:
        self.seen: dict[str, Stand] = {}
        self.spared: set[str] = set()
        self.clean: set[str] = set()
        self.moved = 0
        self._connection = connection
        self._summary = summary
        self._keep = keep
        self._articles = articles
        self._rules = f"{RULES}/{embedder}"
        self._code = _code()
        self._twins: dict[str, str] = {}
        self._pairs = 0
        self._spared_files: dict[tuple[str, str], list[str]] = {}
        self._replaced = 0

    def file(self, root: Path, path: Path) -> None:
        """Read one file below a `programs` folder, unless it was read before just as it is."""
        name = printable(path.relative_to(root).as_posix())
        folder = printable(str(root.parent.resolve()))
        general = is_starter(root)
        reading = self._reading(root, path, (folder, name), general=general)
        before = records.read_before(self._connection, reading)
        if before and self.seen.keys().isdisjoint(id_ for id_, _, _ in before):
            for id_, line, twin in before:
                self._meet(id_, Stand(folder, name, line), twin)
            self._summary.unchanged += len(before)
        elif not self._read(root, path, (folder, name), reading, general=general):
            return
        self.clean.add(reading)

    def _read(
        self, root: Path, path: Path, place: tuple[str, str], reading: str, *, general: bool
    ) -> bool:
        """Whether the file can be read, and each of its rows is good and the only one of its id."""
        (folder, name), before = place, (self._summary.bad, self._replaced)
        remarks: dict[str, int] = {}
        try:
            for read in read_programs(path, root):
                if isinstance(read, BadRow):
                    self._refuse(read, place)
                    continue
                self._take(read, Stand(folder, name, read.line), reading, general=general)
                for remark in read.remarks:
                    remarks.setdefault(remark, read.line)
        except UnreadableCatalog as error:
            kept = bool(self._spare(place))
            self._summary.refused.append(Refused(name, error.reason, error.line, kept))
            return False
        finally:
            self._remark(name, remarks)
        return (self._summary.bad, self._replaced) == before

    def close(self) -> None:
        """Note how many pairs of programs were not named, and what is kept of files that could be
        read only in part."""
        if self._replaced > _NAMED:
            self._summary.notes.append(f"{self._replaced - _NAMED} more programs like these")
        for (folder, name), earlier in self._spared_files.items():
            kept = [id_ for id_ in earlier if id_ not in self.seen]
            if kept:
                more = f" and {len(kept) - _NAMED} more" if len(kept) > _NAMED else ""
                self._summary.notes.append(
                    f"{name} in {folder} could not be read in full, so what came from it before "
                    f"and is missing now is kept: {', '.join(kept[:_NAMED])}{more}"
                )
        if self._pairs > _NAMED:
            self._summary.notes.append(f"{self._pairs - _NAMED} more pairs of programs like these")

    def _take(self, read: ReadProgram, stand: Stand, reading: str, *, general: bool) -> None:
        program, id_ = read.program, read.program.id
        if general and self._is_own(id_):
            self._replaced += 1
            if self._replaced <= _NAMED:
                self._summary.notes.append(
                    f"{id_!r} is your hub's own program, in place of the starter hub's"
                )
            return
        if taken := self._taken(id_, stand):
            right = f"an id of its own: {taken} has it"
            self._bad(BadRow(stand.file, stand.line, "id", id_, right, id_))
            return
        stamp, twin = stamp_of(program, general, self._rules), twin_of(program)
        self._meet(id_, stand, twin)
        held = records.place(self._connection, id_)
        if held == Place(stamp, stand.folder, stand.file, stand.line, reading):
            self._summary.unchanged += 1
            return
        if held and held.stamp == stamp:
            self._summary.unchanged += 1
            self.moved += 1
            fields = {}
        else:
            (self._summary.changed if held else self._summary.added).append(id_)
            fields = to_fields(program)
        self._keep(
            Kept(id_, fields, stand.folder, stand.file, stand.line, reading, general, stamp, twin)
        )

    def _is_own(self, id_: str) -> bool:
        """Whether the hospital's own folders have a program of this id, or had one that stays
        because its new row is bad."""
        if id_ in self.seen:
            return self.seen[id_].folder != printable(str(STARTER))
        held = records.place(self._connection, id_) if id_ in self.spared else None
        return held is not None and not records.general(self._connection, id_)

    def _taken(self, id_: str, stand: Stand) -> str:
        """What has the id already; "" when nothing has."""
        if id_ in self.seen:
            return self.seen[id_].said(stand.folder)
        return "an article of the hub" if id_ in self._articles else ""

    def _meet(self, id_: str, stand: Stand, twin: str) -> None:
        self.seen[id_] = stand
        other = self._twins.setdefault(twin, id_)
        if other == id_:
            return
        self._pairs += 1
        if self._pairs <= _NAMED:
            first = self.seen[other].said(stand.folder)
            self._summary.notes.append(
                f"{other!r} ({first}) and {id_!r} ({stand.said(stand.folder)}) have the "
                "same provider, title and start; if they are one program, keep one of them"
            )

    def _refuse(self, bad: BadRow, place: tuple[str, str]) -> None:
        """Of a row that has no id it cannot be known which program it was before."""
        if bad.id:
            self.spared.add(bad.id)
        elif place not in self._spared_files:
            self._spare(place)
        self._bad(bad)

    def _bad(self, bad: BadRow) -> None:
        self._summary.bad += 1
        if len(self._summary.bad_rows) < _LISTED:
            self._summary.bad_rows.append(bad)

    def _spare(self, place: tuple[str, str]) -> list[str]:
        """Keep what this file held before, and say what that was."""
        earlier = records.ids_of_file(self._connection, *place)
        self._spared_files[place] = earlier
        self.spared.update(earlier)
        return earlier

    def _remark(self, name: str, remarks: dict[str, int]) -> None:
        if remarks:
            said = [f"{text} (line {line})" for text, line in list(remarks.items())[:_NAMED]]
            more = f"; and {len(remarks) - _NAMED} more" if len(remarks) > _NAMED else ""
            self._summary.notes.append(f"{name}: {'; '.join(said)}{more}")

    def _reading(self, root: Path, path: Path, place: tuple[str, str], *, general: bool) -> str:
        """What a reading of the file follows from: its bytes, its place, the mappings above it,
        the embedder and the code."""
        mappings = [folder / MAPPING for folder in path.parents if folder.is_relative_to(root)]
        digests = [digest(each) for each in (path, *mappings) if each.is_file()]
        return named("\n".join((*place, *digests, str(general), self._rules, self._code)))


def _code() -> str:
    """A digest of the package itself, so that a file is read again by whatever reads otherwise."""
    return named("\n".join(digest(path) for path in sorted(STARTER.parent.rglob("*.py"))))
