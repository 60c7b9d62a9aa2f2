"""Excel workbooks: the rows of the first sheet that has a header somebody knows."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from knowledge.catalog.rows import Table, UnreadableCatalog
from knowledge.readers.lines import fold
from knowledge.readers.package import LARGE_ENTRY, LARGEST_UNPACKED, TIGHTEST

HEADER_WITHIN = 10
"""Rows, from the first, among which a header is looked for."""

MOST_COLUMNS = 300
# Excel's own limit; a file may claim more.
MOST_ROWS = 1_048_576
# Sheets are streamed and texts are kept once; every other part is built up whole.
_LARGEST_PART, _LARGEST_TEXTS = 20_000_000, 100_000_000
_OLE = b"\xd0\xcf\x11\xe0"
_CHUNK = 1_000_000
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_FAR_MORE = "it unpacks to far more than a workbook of programs holds"

Labels = tuple[str, ...]
Cells = tuple[object, ...]


def read_workbook(path: Path, is_header: Callable[[Labels], bool]) -> Table:
    """The table of the first sheet with a header among its first rows.

    Cells are text, numbers, yes-or-no or days; a formula is its own text and is never run. Raises
    UnreadableCatalog, at once or from the rows.
    """
    _check(path)
    rows = _search(path, is_header)
    line, header = next(rows)
    return Table(tuple(map(_label, header)), line, rows)


def _search(path: Path, is_header: Callable[[Labels], bool]) -> Iterator[tuple[int, Cells]]:
    """The header and then the rows below it."""
    empty = True
    with closing(_opened(path)) as workbook:
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
            for line, cells in islice(_rows(sheet, MOST_COLUMNS), HEADER_WITHIN):
                empty = False
                labels = _trimmed(cells)
                if is_header(tuple(map(_label, labels))):
                    yield line, labels
                    yield from _below(line, _rows(sheet, len(labels)))
                    return
    if empty:
        raise UnreadableCatalog("every sheet of the workbook is empty")
    reason = f"none of the first {HEADER_WITHIN} rows of a sheet names columns that are known"
    raise UnreadableCatalog(reason)


def _below(line: int, rows: Iterator[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    empty = True
    for at, cells in rows:
        if at > line:
            empty = False
            yield at, cells
    if empty:
        raise UnreadableCatalog("there is no row below the header", line)


def _opened(path: Path) -> Any:  # noqa: ANN401 - openpyxl is not typed
    try:
        with warnings.catch_warnings(action="ignore"):
            return load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Exception as error:
        # openpyxl has no exceptions of its own.
        raise UnreadableCatalog("this is not a workbook that can be read") from error


def _rows(sheet: Any, width: int) -> Iterator[tuple[int, Cells]]:  # noqa: ANN401
    """The rows that say something, with their lines."""
    found = sheet.iter_rows(max_row=MOST_ROWS, max_col=width, values_only=True)
    line = 0
    while True:
        line += 1
        try:
            # What openpyxl warns of is what it leaves out, and none of that is a cell's text.
            with warnings.catch_warnings(action="ignore"):
                cells = next(found, None)
        except Exception as error:
            raise UnreadableCatalog("the sheet is damaged from here on", line) from error
        if cells is None or line > MOST_ROWS:
            return
        if any(cell is not None for cell in cells):
            yield line, tuple(map(_cell, cells))


def _cell(value: object) -> object:
    """A cell's value as text, a number, yes-or-no or a day."""
    match value:
        case datetime():
            return value.date() if value.time() == time.min else value
        case float() if value.is_integer():
            return int(value)
        case ArrayFormula() | DataTableFormula():
            return str(getattr(value, "text", None) or "=")
        case time() | timedelta():
            return str(value)
    return value if isinstance(value, str | int | float | date) else None


def _trimmed(cells: Sequence[object]) -> tuple[object, ...]:
    """The cells without the empty ones at the end."""
    last = max((at for at, cell in enumerate(cells) if cell not in (None, "")), default=-1)
    return tuple(cells[: last + 1])


def _label(cell: object) -> str:
    return "" if cell is None else fold(str(cell)[:1_000])


def _check(path: Path) -> None:
    """Raises UnreadableCatalog for what is no workbook, and for bombs of zip or XML."""
    with path.open("rb") as file:
        old = file.read(len(_OLE)) == _OLE and file.read()
    if old:
        raise UnreadableCatalog(_old_or_locked(old))
    try:
        with zipfile.ZipFile(path) as package:
            _check_entries(package)
    except UnreadableCatalog:
        raise
    except Exception as error:
        # zipfile and its decompressors have no common exception.
        raise UnreadableCatalog("this is not an Excel workbook (.xlsx)") from error


def _old_or_locked(content: bytes) -> str:
    """Why a file in Excel's old container is refused: an .xls names its workbook's stream, a
    locked .xlsx the encrypted one."""
    named = "Workbook".encode("utf-16-le") in content
    if named and "EncryptedPackage".encode("utf-16-le") not in content:
        return "it is an old Excel file (.xls): save it as .xlsx"
    return "it is protected by a password: save it without one"


def _check_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UnreadableCatalog("this is a zip, but not an Excel workbook (.xlsx)")
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise UnreadableCatalog(_FAR_MORE)
    for entry in entries:
        if entry.file_size > max(LARGE_ENTRY, TIGHTEST * entry.compress_size):
            raise UnreadableCatalog(_FAR_MORE)
        if entry.filename.endswith((".xml", ".rels")) and entry.file_size > _largest(entry):
            raise UnreadableCatalog(_FAR_MORE)
        _check_declarations(package, entry)


def _largest(entry: zipfile.ZipInfo) -> int:
    if "/worksheets/" in entry.filename:
        return LARGEST_UNPACKED
    return _LARGEST_TEXTS if entry.filename.endswith("/sharedStrings.xml") else _LARGEST_PART


def _check_declarations(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Any part may be read as XML, whatever its name is; none may define entities."""
    kept = b""
    with package.open(entry) as part:
        while chunk := part.read(_CHUNK):
            seen = kept + chunk.replace(b"\0", b"")  # so that UTF-16 hides nothing
            if any(mark in seen for mark in _DECLARATIONS):
                raise UnreadableCatalog("it defines XML entities, which no workbook needs")
            kept = seen[-len(_DECLARATIONS[0]) :]
