"""HTML tables: which rows are headers, and what spans several rows or columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import html

from knowledge.articles import Block, BlockKind
from knowledge.readers.flow import cell_pieces
from knowledge.readers.lines import line
from knowledge.readers.tables import Cell, table_blocks

# No table for people is wider; a hostile one costs no more than this.
WIDEST = 100


def table_of(table: html.HtmlElement) -> Iterator[Block]:
    """The blocks of a table that holds no other table: its caption, then its rows."""
    for caption in table.iterchildren("caption"):
        yield Block(BlockKind.PARAGRAPH, line(cell_pieces(caption))[0])
    rows = [row for row in table.iter("tr") if len(row)]
    heads = _header_rows(rows)
    grid = _grid(rows, heads)
    header = list(islice(grid, heads))
    while len(header) > 1 and len({line(cell)[0] for cell in header[0]}) == 1:
        yield Block(BlockKind.PARAGRAPH, line(header.pop(0)[0])[0])
    if not header and rows and all(_is_pair(row) for row in rows):
        header = [[(), ()]]
    yield from table_blocks(_columns(header), grid)


def _header_rows(rows: Sequence[html.HtmlElement]) -> int:
    """How many of the first rows name columns; none when that would leave nothing to name."""
    for count, row in enumerate(rows):
        if row.getparent().tag != "thead" and any(cell.tag != "th" for cell in row):
            return count
    return 0


def _is_pair(row: html.HtmlElement) -> bool:
    return [cell.tag for cell in row] == ["th", "td"]


def _columns(header: Sequence[Sequence[Cell]]) -> list[Cell]:
    """One header from several rows of it: each column's names, from the top down."""
    width = max((len(row) for row in header), default=0)
    columns: list[Cell] = []
    for number in range(width):
        names = [line(row[number])[0] for row in header if number < len(row)]
        columns.append([(" ".join(dict.fromkeys(names)), "")])
    return columns


def _grid(rows: Sequence[html.HtmlElement], heads: int) -> Iterator[list[Cell]]:
    """Each row's cells by column. What spans rows is said in each of them; what spans columns
    is said in each only where it names them."""
    carried: dict[int, tuple[int, Cell]] = {}
    for number, row in enumerate(rows):
        line_of_cells: list[Cell] = []
        for cell in row.iterchildren("td", "th"):
            _carry(carried, line_of_cells)
            if len(line_of_cells) >= WIDEST:
                break
            pieces, width = cell_pieces(cell), _span(cell, "colspan")
            below = _span(cell, "rowspan") - 1
            if below:
                carried[len(line_of_cells)] = (below, pieces)
            line_of_cells.append(pieces)
            line_of_cells.extend([pieces if number < heads else ()] * (width - 1))
        _carry(carried, line_of_cells)
        yield line_of_cells


def _carry(carried: dict[int, tuple[int, Cell]], cells: list[Cell]) -> None:
    """Put what reaches down from the rows above where this row has come to."""
    while (place := len(cells)) in carried:
        left, pieces = carried.pop(place)
        cells.append(pieces)
        if left > 1:
            carried[place] = (left - 1, pieces)


def _span(cell: html.HtmlElement, direction: str) -> int:
    stated = cell.get(direction, "").strip()
    return max(1, min(int(stated), WIDEST)) if re.fullmatch(r"[0-9]{1,4}", stated) else 1
