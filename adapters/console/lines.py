"""Lines of text that a terminal can show: wrapped, and without what could move its cursor."""

from __future__ import annotations

import textwrap


def legible(text: str) -> str:
    """The text on one line, without what could move a terminal's cursor."""
    kept = (" " if char.isspace() else char for char in text)
    return "".join(char for char in kept if char.isprintable())


def item(text: str, mark: str, width: int, indent: int = 0) -> list[str]:
    """The text behind a mark, its further lines under its first word."""
    return textwrap.wrap(
        legible(text),
        width,
        initial_indent=mark,
        subsequent_indent=" " * (indent or len(mark)),
        break_long_words=False,
        break_on_hyphens=False,
    )


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` characters; long words are not broken."""
    return item(text, "", width)
