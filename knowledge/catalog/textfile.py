"""Text files of any length, line by line, whatever wrote them."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from knowledge.catalog.rows import UnreadableCatalog
from knowledge.readers.decoding import NOT_TEXT

LONGEST_LINE = 20_000_000

CP1252 = "cp1252"
OLD_ENCODING = 'the file is not UTF-8 and was read as Windows text (cp1252); save it as "CSV UTF-8"'

_CHUNK = 1_000_000


def encoding_of(path: Path) -> str:
    """The encoding that the whole file can be read in: UTF-8, UTF-16 where it begins with its
    mark, else cp1252. Raises UnreadableCatalog for what is no text."""
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise UnreadableCatalog("it is empty")
    wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", CP1252):
        if _readable(path, encoding):
            return encoding
    raise UnreadableCatalog(NOT_TEXT)


def _readable(path: Path, encoding: str) -> bool:
    """Whether every byte is text. Raises UnreadableCatalog for NUL, which no text holds."""
    line = 1
    try:
        with path.open(encoding=encoding, newline="") as file:
            while chunk := file.read(_CHUNK):
                if "\0" in chunk:
                    at = line + chunk[: chunk.index("\0")].count("\n")
                    raise UnreadableCatalog(f"{NOT_TEXT}: it holds NUL bytes", at)
                line += chunk.count("\n")
    except UnicodeError:
        return False
    return True


def lines_of(path: Path, encoding: str) -> Iterator[str]:
    """The lines with their ends. Raises UnreadableCatalog for one beyond all bounds."""
    with path.open(encoding=encoding, newline="") as file:
        number = 0
        while line := file.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE:
                reason = f"a line of {LONGEST_LINE:,} characters or more"
                raise UnreadableCatalog(reason, number)
            yield line
