"""Plain text: paragraphs by empty lines, the first line for a title."""

from __future__ import annotations

import re

from knowledge.articles import Block, BlockKind, UnreadableArticle
from knowledge.readers.decoding import decode
from knowledge.readers.lines import fold
from knowledge.readers.reading import (
    LONGEST_TEXT,
    LONGEST_TITLE_LINE,
    TOO_LONG,
    Reading,
    within_limit,
)


def read_text(content: bytes) -> Reading:
    """A reading of a text file. Raises UnreadableArticle."""
    text, encoding = decode(content)
    if len(text) > LONGEST_TEXT:
        raise UnreadableArticle(TOO_LONG)
    paragraphs = [part for part in re.split(r"\n[^\S\n]*\n", text) if fold(part)]
    blocks = [Block(BlockKind.PARAGRAPH, fold(part)) for part in paragraphs]
    title = next((fold(part) for part in text.split("\n") if fold(part)), "")
    return Reading(
        title if len(title) <= LONGEST_TITLE_LINE else "",
        within_limit(blocks),
        details={} if encoding == "utf-8" else {"encoding": encoding},
    )
