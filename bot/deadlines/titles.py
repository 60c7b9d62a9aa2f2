"""Titles of deadlines, as they may be kept and shown."""

from __future__ import annotations

import unicodedata

LONGEST_TITLE = 120
"""Characters."""

LONGEST_TOLD = 300
"""Characters of the words that are given back as the reason of a nudge."""

_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Categories of characters that are not seen."""


def clean_title(text: str) -> str:
    """A title without control characters, on one line, cut where it is too long."""
    return _cut(_clean(text), LONGEST_TITLE)


def clean_words(text: str) -> str:
    """A member's words without control characters, on one line, cut where they are too long."""
    return _cut(_clean(text), LONGEST_TOLD)


def _clean(text: str) -> str:
    """Marks that turn the direction of writing are taken out too: they change what follows."""
    shown = (" " if unicodedata.category(char) in _HIDDEN else char for char in text)
    return " ".join("".join(shown).split())


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
