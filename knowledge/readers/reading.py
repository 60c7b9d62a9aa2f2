"""What every reader hands over, and the bounds that hold for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from knowledge.articles import Block, BlockKind, Origin, UnreadableArticle
from knowledge.readers.lines import fold

LONGEST_TEXT = 5_000_000
UNSTATED = frozenset({"", "~", "null", "not stated"})
"""What an author writes for what is not known."""

LONGEST_TITLE_LINE = 150
TOO_LONG = f"more than {LONGEST_TEXT:,} characters of text; split it into several articles"


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's words before they have an id and their places.

    `id` and `title` are empty when the file does not state them.
    """

    title: str
    blocks: tuple[Block, ...]
    origins: tuple[Origin, ...] = ()
    id: str = ""
    url: str = ""
    published: date | None = None
    updated: date | None = None
    details: Mapping[str, object] = field(default_factory=dict)


def within_limit(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that say something. Raises UnreadableArticle as soon as they say too much."""
    kept: list[Block] = []
    length = 0
    for block in blocks:
        length += len(block.text)
        if length > LONGEST_TEXT:
            raise UnreadableArticle(TOO_LONG)
        if block.text:
            kept.append(block)
    return tuple(kept)


def first_heading(blocks: Iterable[Block]) -> str:
    """The text of the first heading, or ""."""
    return next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")


def first_line(blocks: Sequence[Block]) -> str:
    """The text of the first block if it is a paragraph short enough for a title, else ""."""
    if not blocks or blocks[0].kind is not BlockKind.PARAGRAPH:
        return ""
    return blocks[0].text if len(blocks[0].text) <= LONGEST_TITLE_LINE else ""


def stated_date(text: str) -> date | None:
    """The day an ISO 8601 date or moment names, as written; None when it names none."""
    stated = fold(text)
    try:
        return date.fromisoformat(stated)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(stated).date()
    except ValueError:
        return None
