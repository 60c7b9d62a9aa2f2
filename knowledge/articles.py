"""An article as the hub knows it: plain text, where its headings, blocks and links stand, and the
origins of what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


def is_day(text: str) -> bool:
    """Whether a text is a year, a month or a day that there is, in ISO 8601."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return len(text) in {4, 7, 10}


@dataclass(frozen=True, slots=True)
class Origin:
    """A page or paper that an article takes facts from, as its front matter lists it.

    `dated` is when that was published or revised, as precisely as it says so itself ("2024",
    "2024-06" or "2024-06-01"; whatever else an author wrote is kept), and "" when it does not.
    `read` is the day on which the article's author read it; `stored` says that a stored copy, of
    an age unknown, was what was read.
    """

    number: int
    title: str
    publisher: str = ""
    url: str = ""
    dated: str = ""
    read: date | None = None
    stored: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text: it covers the characters from `start` to `end`.

    One that covers none is the mark of an origin: `number` is the origin's, and what stands
    before it was taken from there. `number` is 0 for a link that a reader sees.
    """

    start: int
    end: int
    url: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row, as a reader hands it over.

    `text` is one line (white space folded to single spaces). Links count within `text`.
    A row names its columns ("Credit: 12; Fee: $300"), so that it can be read alone.
    `level` is 1 to 6 for a heading, the nesting depth from 0 for a list item, else 0.
    """

    kind: BlockKind
    text: str
    level: int = 0
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block by its place in the article's text, under its path of headings."""

    kind: BlockKind
    start: int
    end: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A document of the hub. `text` is what citations count in and `coach source` prints;
    `remarks` are what its author will want to mend."""

    id: str
    title: str
    text: str
    blocks: tuple[PlacedBlock, ...]
    links: tuple[Link, ...] = ()
    origins: tuple[Origin, ...] = ()
    url: str = ""
    published: date | None = None
    updated: date | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


class UnreadableArticle(Exception):
    """A file cannot become an article. `line` counts from 1; 0 when no line is to blame."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def place(blocks: Iterable[Block]) -> tuple[str, tuple[PlacedBlock, ...], tuple[Link, ...]]:
    """Lay blocks out as one plain text; return it with where each block and link stands.

    Blocks stand on lines of their own, headings and paragraphs with an empty line around them.
    A heading's path is its ancestors' and its own text. Empty blocks are left out.
    """
    parts: list[str] = []
    placed: list[PlacedBlock] = []
    links: list[Link] = []
    path: list[tuple[int, str]] = []
    at = 0
    previous: BlockKind | None = None
    for block in blocks:
        if not block.text:
            continue
        if previous is not None:
            close = block.kind == previous and block.kind in {BlockKind.ITEM, BlockKind.ROW}
            gap = "\n" if close else "\n\n"
            parts.append(gap)
            at += len(gap)
        if block.kind is BlockKind.HEADING:
            path = [(level, text) for level, text in path if level < block.level]
            path.append((block.level, block.text))
        end = at + len(block.text)
        headings = tuple(text for _, text in path)
        placed.append(PlacedBlock(block.kind, at, end, headings))
        links.extend(
            replace(link, start=at + link.start, end=at + link.end) for link in block.links
        )
        parts.append(block.text)
        at, previous = end, block.kind
    return "".join(parts), tuple(placed), tuple(links)
