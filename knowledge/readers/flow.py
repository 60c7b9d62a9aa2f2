"""The line being read while walking a page: its text, and which list and heading it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from lxml import etree, html

from knowledge.articles import Block, BlockKind
from knowledge.readers.lines import NUMBER, ORIGIN, Piece, block, fold, link_target

HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Every element that stands on lines of its own.
# fmt: off
LINE_TAGS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
        "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    }
) | frozenset(HEADINGS)
# fmt: on
_BREAK = "\v"

ORIGIN_MARK = "data-origin"
"""Attribute of an element `sup` that marks what stands before it as taken from an origin."""


def cell_pieces(cell: html.HtmlElement) -> list[Piece]:
    """All that stands in a table's cell, on one line."""
    flow = Flow()
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if element.tag in LINE_TAGS:
            flow.pieces.append((" ", ""))
        if event == "start":
            flow.enter(element)
        else:
            flow.leave(element, tail=element is not cell)
    return flow.pieces


class Flow:
    """The line being read, and which list, link and heading it stands in."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._urls = [""]
        self._heading = 0
        # One entry for each open list item: whether its first line is still to come.
        self._items: list[bool] = []

    def is_new_line(self, element: html.HtmlElement) -> bool:
        """Whether the element starts a line; a description continues the line of its term."""
        if element.tag == "br":
            return self._after_break()
        if element.tag == "dd":
            before = element.getprevious()
            return before is None or before.tag != "dt"
        if element.tag == "p" and element.getprevious() is None:
            return bool(element.getparent().tag != "dd")
        return element.tag in LINE_TAGS

    def _after_break(self) -> bool:
        blank = takewhile(lambda piece: not piece[0].strip(), reversed(self.pieces))
        return any(text == _BREAK for text, _ in blank)

    def enter(self, element: html.HtmlElement) -> None:
        """Take in what stands before the element's first child."""
        tag = element.tag
        if tag == "a":
            self._urls.append(link_target(element.get("href", "")))
        elif tag == "li":
            self._items.append(True)
        elif tag in HEADINGS:
            self._heading = HEADINGS[tag]
        elif tag == "br":
            self.pieces.append((_BREAK, ""))
        elif tag == "img":
            self._say(element.get("alt"))
        elif tag == "dd":
            self._after_term()
        elif tag == "sup" and NUMBER.fullmatch(number := element.get(ORIGIN_MARK, "")):
            self.pieces.append(("", f"{ORIGIN}{number}"))
        self._say(element.text)

    def leave(self, element: html.HtmlElement, *, tail: bool) -> None:
        """Leave the element, and take in what stands after it."""
        if element.tag == "a":
            self._urls.pop()
        elif element.tag == "li":
            self._items.pop()
        elif element.tag in HEADINGS:
            self._heading = 0
        if tail:
            self._say(element.tail)

    def close(self) -> Iterator[Block]:
        """End the line: it becomes a block if it says anything."""
        pieces, self.pieces = self.pieces, []
        if not fold("".join(text for text, _ in pieces)):
            return
        if self._heading:
            yield block(BlockKind.HEADING, pieces, self._heading)
        elif self._items and self._items[-1]:
            self._items[-1] = False
            yield block(BlockKind.ITEM, pieces, len(self._items) - 1)
        else:
            yield block(BlockKind.PARAGRAPH, pieces)

    def _say(self, text: str | None) -> None:
        if text:
            self.pieces.append((text, self._urls[-1]))

    def _after_term(self) -> None:
        while self.pieces and not self.pieces[-1][0].strip():
            self.pieces.pop()
        if self.pieces:
            self.pieces.append((" " if self.pieces[-1][0].rstrip().endswith(":") else ": ", ""))
