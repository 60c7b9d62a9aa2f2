"""The deadlines.yaml of a hub folder: entries with their lines, before anything is made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.catalog.problems import shown
from knowledge.catalog.rows import BadRow, UnreadableCatalog
from knowledge.catalog.yamlfile import read_lists

FILE = "deadlines.yaml"
DEADLINES, ALLOWANCES = "deadlines", "allowances"

LARGEST = 1_000_000
"""Bytes of a file."""

MOST_DEADLINES, MOST_ALLOWANCES = 500, 100
"""Entries of one file."""

_MOST = {DEADLINES: MOST_DEADLINES, ALLOWANCES: MOST_ALLOWANCES}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the file has it, every value a text, a list or a mapping. `kind` is the name
    of its list, `line` is where it begins, from 1."""

    kind: str
    file: str
    line: int
    fields: Mapping[str, object]


def has_deadlines(folder: Path) -> bool:
    """Whether a hub folder has a file of deadlines."""
    return (folder / FILE).exists()


def file_of(folder: Path) -> str:
    """How the file of a hub folder is named to whoever wrote it."""
    return shown(f"{folder.absolute().name}/{FILE}")


def read_entries(folder: Path) -> Iterator[Entry | BadRow]:
    """The entries of a hub folder's file; one that is none, or is too many, as a BadRow. Raises
    UnreadableCatalog when the file cannot be read to its end."""
    counts = dict.fromkeys(_MOST, 0)
    file = file_of(folder)
    for kind, line, value in read_lists(_readable(folder / FILE), _MOST.keys()):
        counts[kind] += 1
        if counts[kind] == _MOST[kind] + 1:
            yield BadRow(file, line, kind, "", f"at most {_MOST[kind]} entries in a file")
        elif counts[kind] <= _MOST[kind] and isinstance(value, dict):
            yield Entry(kind, file, line, value)
        elif counts[kind] <= _MOST[kind]:
            right = "an entry made of lines `field: value`"
            yield BadRow(file, line, kind, shown(value), right)


def _readable(path: Path) -> Path:
    try:
        size = path.stat().st_size
        path.open("rb").close()
    except OSError as error:
        raise UnreadableCatalog(f"it cannot be read: {error.strerror}") from error
    if size > LARGEST:
        raise UnreadableCatalog(f"it has {size:,} bytes, and at most {LARGEST:,} are read")
    return path
