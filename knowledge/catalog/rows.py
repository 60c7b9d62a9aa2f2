"""Between a file and its programs: rows under our field names, and what becomes of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from knowledge.catalog.problems import BadRecord, shown
from knowledge.catalog.record import build, remarks_on
from knowledge.programs import ANY, PROFESSIONS, Program

_KNOWN = frozenset({*PROFESSIONS, ANY})
_MOST_REMARKS = 10


class UnreadableCatalog(Exception):
    """A whole file cannot be read as programs. The reason is for the person who wrote it."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True)
class Row:
    """One record as a file has it, under our field names (see `record.build`); `line` is where it
    begins, from 1.

    `dates` are the `strptime` formats that days may be written in beside ISO 8601. `labels` give
    the file's own name of a field, by the field's path ("credits[1].amount"). `remarks` are about
    this record, `of_file` about the file and passed on with the first record that is good.
    """

    fields: Mapping[str, object]
    line: int
    remarks: tuple[str, ...] = ()
    of_file: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A header, the line it stands on, and the rows below it that say something, each with its
    line. `remarks` are about the file."""

    header: tuple[str, ...]
    line: int
    rows: Iterator[tuple[int, tuple[object, ...]]]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadProgram:
    """A program, the line of the file on which it begins, and what was odd but did no harm."""

    program: Program
    line: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BadRow:
    """A field that kept a row from becoming a program; a row has one for each bad field.

    `file` is the path below the programs folder, `field` "" when the row as a whole is bad, and
    `id` that of the record where it is known, so that its earlier version can stay.
    """

    file: str
    line: int
    field: str
    value: str
    right: str
    id: str = ""


Reading = ReadProgram | BadRow


def finished(row: Row, file: str) -> Iterator[Reading]:
    """The program that a row holds, or each of its bad fields."""
    try:
        program = build(row.fields, row.dates)
    except BadRecord as bad:
        for problem in bad.problems:
            label = row.labels.get(problem.field, problem.field)
            yield BadRow(file, row.line, label, problem.value, problem.right, bad.id)
        return
    remarks = (*row.remarks, *remarks_on(row.fields), *_strangers(program))
    yield ReadProgram(program, row.line, remarks)


def _strangers(program: Program) -> Iterator[str]:
    """A remark on each of the first professions that no member asks for."""
    for name in islice((n for n in program.professions if n not in _KNOWN), _MOST_REMARKS):
        yield (
            f'professions: "{shown(name)}" is kept, but is none that is asked for; several stand '
            "with semicolons between them"
        )
