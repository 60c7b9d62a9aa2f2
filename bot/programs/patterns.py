"""Regular expressions that are compiled when they are first needed: most messages need few."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class Pattern:
    """Stands for a compiled regular expression, with the methods that readers use."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def match(self, text: str) -> re.Match[str] | None:
        """Its match at the very beginning."""
        return self._compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Its match from the beginning to the end."""
        return self._compiled.fullmatch(text)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Its first match between two places of a text."""
        return self._compiled.search(text, start, len(text) if end is None else end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Its matches, none over another."""
        return self._compiled.finditer(text)

    def split(self, text: str) -> list[str]:
        """The pieces between its matches."""
        return [piece or "" for piece in self._compiled.split(text)]

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with something else for each of its matches."""
        return self._compiled.sub(by, text)


def lazy(source: str, flags: int = re.IGNORECASE) -> Pattern:
    """A pattern in letters of any size, unless the flags say otherwise."""
    return Pattern(source, flags)


def words(source: str) -> Pattern:
    """A pattern of whole words, in letters of any size."""
    return lazy(rf"(?<!\w)(?:{source})(?!\w)")
