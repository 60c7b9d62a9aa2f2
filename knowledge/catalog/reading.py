"""From a file below `programs/` to its programs, and to the reason for each row that is none."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from knowledge.catalog.mapping import MAPPING, Naming, naming_for
from knowledge.catalog.rows import (
    BadRow,
    Reading,
    ReadProgram,
    Row,
    UnreadableCatalog,
    finished,
)

__all__ = ["SUFFIXES", "BadRow", "ReadProgram", "Reading", "UnreadableCatalog", "read_programs"]

# Tables and JSON lines are read bit by bit; what is read as a whole must be smaller.
LARGEST, LARGEST_WHOLE = 200_000_000, 50_000_000
_STREAMED = (".csv", ".tsv", ".txt", ".jsonl")
SUFFIXES = (*_STREAMED, ".yaml", ".yml", ".xlsx", ".json", ".html", ".htm", ".xml")


def read_programs(path: Path, root: Path) -> Iterator[Reading]:
    """Each program of a file below `root`, and each bad field of each row that is none.

    Rows are read as they are asked for. Raises UnreadableCatalog when the file cannot be read at
    all, or not from some line on. A `mapping.yaml` holds no programs.
    """
    if path.name == MAPPING:
        return
    suffix = path.suffix.lower()
    file = _checked(path, root, suffix)
    try:
        naming = naming_for(path, root)
        held: tuple[str, ...] = ()
        for row in _rows(path, suffix, file, naming):
            if isinstance(row, BadRow):
                yield row
                continue
            held += row.of_file
            for reading in finished(row, file):
                yield _with(reading, held)
                held = () if isinstance(reading, ReadProgram) else held
    except OSError as error:
        raise UnreadableCatalog(f"it cannot be opened: {error.strerror}") from error


def _with(reading: Reading, remarks: tuple[str, ...]) -> Reading:
    if isinstance(reading, BadRow):
        return reading
    return ReadProgram(reading.program, reading.line, (*remarks, *reading.remarks))


def _checked(path: Path, root: Path, suffix: str) -> str:
    """The path below the root, in POSIX form, of a file that truly lies there and may be read."""
    if suffix not in SUFFIXES:
        reason = f'"{suffix}" files are not read; programs come as {", ".join(SUFFIXES)}'
        raise UnreadableCatalog(reason)
    try:
        inside = path.resolve(strict=True).is_relative_to(root.resolve(strict=True))
        below = Path(os.path.abspath(path)).relative_to(os.path.abspath(root))
        status = path.stat()
    except OSError as error:
        raise UnreadableCatalog(f"it cannot be opened: {error.strerror}") from error
    except (ValueError, RuntimeError):
        inside = False
    if not inside:
        raise UnreadableCatalog("it leads out of the programs folder")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableCatalog("this is not a file")
    largest = LARGEST if suffix in _STREAMED else LARGEST_WHOLE
    if status.st_size > largest:
        size = f"{status.st_size / 1e6:.1f} MB; the limit for {suffix} is {largest // 1_000_000} MB"
        raise UnreadableCatalog(size)
    return below.as_posix()


def _rows(path: Path, suffix: str, file: str, naming: Naming) -> Iterator[Row | BadRow]:
    # Imported when such a file is read: the parsers take longer to load than most files.
    match suffix:
        case ".yaml" | ".yml":
            from knowledge.catalog.yamlfile import read_yaml  # noqa: PLC0415

            yield from read_yaml(path, file)
        case ".json":
            from knowledge.catalog.jsonfile import read_json  # noqa: PLC0415

            yield from read_json(path, naming, file)
        case ".jsonl":
            from knowledge.catalog.jsonfile import read_jsonl  # noqa: PLC0415

            yield from read_jsonl(path, naming, file)
        case ".html" | ".htm":
            from knowledge.catalog.jsonld import read_page  # noqa: PLC0415

            yield from read_page(path.read_bytes(), naming.fields)
        case ".xml":
            from knowledge.catalog.mems import read_xml  # noqa: PLC0415

            yield from read_xml(path.read_bytes(), naming.fields)
        case _:
            yield from _table_rows(path, suffix, file, naming)


def _table_rows(path: Path, suffix: str, file: str, naming: Naming) -> Iterator[Row | BadRow]:
    """The records of a table: activities of PARS, or rows in columns of ours."""
    from knowledge.catalog.pars import rows  # noqa: PLC0415
    from knowledge.catalog.pars_template import is_header as is_template  # noqa: PLC0415
    from knowledge.catalog.table import is_header, table_rows  # noqa: PLC0415

    if suffix == ".xlsx":
        from knowledge.catalog.workbook import read_workbook  # noqa: PLC0415

        table = read_workbook(path, lambda labels: is_template(labels) or is_header(labels, naming))
    else:
        from knowledge.catalog.csvfile import read_csv  # noqa: PLC0415

        table = read_csv(path)
    if is_template(table.header):
        yield from rows(table.header, table.rows, naming.fields)
    else:
        yield from table_rows(table, naming, file)
