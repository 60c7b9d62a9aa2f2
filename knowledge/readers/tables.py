"""Tables as lines that can be read alone: every row names its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge.articles import Block, BlockKind
from knowledge.readers.lines import Piece, block, fold, line

Cell = Sequence[Piece]
Row = Sequence[Cell]

# What is left of a second header when a table was converted to Markdown.
_RULE = re.compile(r":?-{2,}:?")
# The second of two columns, and how many a table of names and values has.
_PAIR = 2


def table_blocks(header: Row, body: Iterable[Row]) -> Iterator[Block]:
    """One block for each row of the body; a header that names no columns is said first.

    Without a header (an empty one) the cells are only joined.
    """
    names = [_name(cell) for cell in header]
    caption = _caption(names)
    if caption is not None:
        yield Block(BlockKind.PARAGRAPH, caption)
    paired = caption is not None and len(names) == _PAIR
    for row in body:
        cells = _said(row)
        if not all(_RULE.fullmatch(line(cell)[0]) for _, cell in cells):
            named = [] if caption is not None else names
            yield block(BlockKind.ROW, _pair(cells) if paired else _named(named, cells))


def _said(row: Row) -> list[tuple[int, Cell]]:
    """The cells that say something, by column; the marks of those that only hold marks stand at
    the end of the last."""
    cells = [(number, _trimmed(cell)) for number, cell in enumerate(row) if line(cell)[0]]
    marks = [piece for cell in row if not line(cell)[0] for piece in cell if not piece[0]]
    if cells and marks:
        number, cell = cells[-1]
        cells[-1] = (number, (*cell, *marks))
    return cells


def _trimmed(cell: Cell) -> Cell:
    """The cell without white space at its end, so that a colon can follow."""
    last = max(number for number, (text, _) in enumerate(cell) if fold(text))
    text, url = cell[last]
    marks = (piece for piece in cell[last + 1 :] if not piece[0])
    return (*cell[:last], (text.rstrip(), url), *marks)


def _name(cell: Cell) -> str:
    return line(cell)[0].rstrip(": ")


def _caption(names: Sequence[str]) -> str | None:
    """What stands over the whole table, "" when nothing does; None when columns are named."""
    if len(names) < _PAIR:
        return None
    if len(set(names)) == 1 or (len(names) == _PAIR and not names[1]):
        return names[0]
    return None


def _pair(cells: Sequence[tuple[int, Cell]]) -> Iterator[Piece]:
    """A name and its value; a row with more or fewer cells is only joined."""
    if [number for number, _ in cells] != [0, 1]:
        yield from _named((), cells)
        return
    (_, name), (_, value) = cells
    yield from name
    yield (" ", "") if line(name)[0].endswith(":") else (": ", "")
    yield from value


def _named(names: Sequence[str], cells: Sequence[tuple[int, Cell]]) -> Iterator[Piece]:
    # A row with its first cell alone is a note or a heading within the table.
    alone = len(names) > 1 and [number for number, _ in cells] == [0]
    for position, (number, cell) in enumerate(cells):
        if position:
            yield ("; ", "")
        name = names[number] if number < len(names) and not alone else ""
        if name:
            yield (f"{name}: ", "")
        yield from cell
