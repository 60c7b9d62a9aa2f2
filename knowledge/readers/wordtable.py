"""Word tables, whose first row says nowhere for certain that it names the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml.ns import qn
from lxml import etree

from knowledge.articles import Block
from knowledge.readers.tables import Cell, table_blocks
from knowledge.readers.wordtext import WordText, is_bold

WIDEST = 100

_PAIR = 2


def is_layout(table: etree.ElementBase, words: WordText) -> bool:
    """Whether a table only arranges the page: it holds sections, or a single column."""
    if next(table.iterdescendants(qn("w:tbl")), None) is not None:
        return True
    if any(words.is_heading(paragraph) for paragraph in table.iter(qn("w:p"))):
        return True
    return not any(len(_cells(row)) > 1 for row in table.iter(qn("w:tr")))


def table_of(table: etree.ElementBase, words: WordText) -> Iterator[Block]:
    """The blocks of a table that holds no other table."""
    rows = list(table.iter(qn("w:tr")))
    headed = _has_header(rows, words)
    pairs = all(len(_cells(row)) == _PAIR for row in rows)
    grid = _grid(rows, words, headed=headed)
    header: Sequence[Cell] = next(grid) if headed else [(), ()] if pairs else ()
    yield from table_blocks(header, grid)


def _cells(row: etree.ElementBase) -> list[etree.ElementBase]:
    return list(row.iter(qn("w:tc")))


def _has_header(rows: Sequence[etree.ElementBase], words: WordText) -> bool:
    """Whether the first row names columns: it says so, or is bold where the next is not, or
    has words alone over three columns or more."""
    if len(rows) <= 1:
        return False
    if rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None or (
        is_bold(rows[0]) and not is_bold(rows[1])
    ):
        return True
    texts = [words.text_of(cell) for cell in _cells(rows[0])]
    return len(texts) > _PAIR and all(text[:1].isalpha() for text in texts)


def _grid(
    rows: Sequence[etree.ElementBase], words: WordText, *, headed: bool
) -> Iterator[list[Cell]]:
    """Each row's cells by column; a cell merged downwards is said in each of its rows."""
    above: list[Cell] = []
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        for cell in _cells(row)[:WIDEST]:
            column = len(cells)
            continues = _merge(cell) == "continue" and column < len(above)
            pieces = above[column] if continues else words.pieces_of(cell)
            cells.append(pieces)
            cells.extend([pieces if headed and not number else ()] * (_span(cell) - 1))
        above = cells
        yield cells


def _merge(cell: etree.ElementBase) -> str:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return "" if found is None else str(found.get(qn("w:val"), "continue"))


def _span(cell: etree.ElementBase) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    stated = "" if found is None else found.get(qn("w:val"), "")
    return max(1, min(int(stated), WIDEST)) if stated.isascii() and stated.isdigit() else 1
