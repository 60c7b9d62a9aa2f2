"""Tables in text: comma, semicolon or tab between the cells, quotation marks around them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from knowledge.catalog.columns import column_name
from knowledge.catalog.export import unguarded
from knowledge.catalog.rows import Table, UnreadableCatalog
from knowledge.catalog.textfile import CP1252, LONGEST_LINE, OLD_ENCODING, encoding_of, lines_of
from knowledge.readers.lines import fold

_DELIMITERS = ",;\t"
LONGEST_HEADER = 100_000


def read_csv(path: Path) -> Table:
    """The file's header and rows. Raises UnreadableCatalog, at once or from the rows."""
    encoding = encoding_of(path)
    first = next((line for line in lines_of(path, encoding) if line.strip()), "")
    if len(first) > LONGEST_HEADER:
        raise UnreadableCatalog(f"its header has more than {LONGEST_HEADER:,} characters", 1)
    rows = _rows(path, encoding, _delimiter(first))
    header = next(rows, None)
    if header is None:
        raise UnreadableCatalog("it is empty")
    remarks = (OLD_ENCODING,) if encoding == CP1252 else ()
    return Table(tuple(map(fold, header[1])), header[0], rows, remarks)


def _delimiter(first: str) -> str:
    """The one that cuts the header into the most columns of ours, else the most columns."""

    def fit(delimiter: str) -> tuple[int, int]:
        labels = next(csv.reader([first], delimiter=delimiter))
        return sum(bool(column_name(label)) for label in labels), len(labels)

    return max(_DELIMITERS, key=fit)


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that are not blank, each with the line on which it begins."""
    # The limit is the process's own; a cell beyond it would stop the whole file.
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(lines_of(path, encoding), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadableCatalog(_wrong_quotes(line, reader.line_num), line) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, tuple(map(unguarded, cells))


def _wrong_quotes(first: int, last: int) -> str:
    if last > first:
        return "a quotation mark that opens in this row is not closed in it"
    return "the quotation marks of this row are wrong: one inside a quoted cell is written twice"
