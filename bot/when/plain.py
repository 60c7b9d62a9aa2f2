"""A text as it is read: single spaces, straight quotes, and the way back to what was written."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import category

from bot.programs.patterns import lazy

MOST = 4000
"""Characters that are read; what stands after them is not looked at."""

_ISO_TIME = lazy(r"(?<=\d)T(?=\d\d:)")
_STRAIGHT = {"’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "−": "-", "‑": "-"}


@dataclass(frozen=True, slots=True)
class Plain:
    """`places` are where each character stands in the text as written."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text as written, of one or more characters."""
        return self.places[start], self.places[end - 1] + 1


def plain(text: str) -> Plain:
    """The text without what cannot be seen."""
    kept: list[str] = []
    places: list[int] = []
    for place, written in enumerate(text[:MOST]):
        kind = category(written)
        if kind == "Cf":
            continue
        letter = " " if written.isspace() or kind == "Cc" else _STRAIGHT.get(written, written)
        if letter == " " and (not kept or kept[-1] == " "):
            continue
        kept.append(letter)
        places.append(place)
    return Plain(_ISO_TIME.sub(" ", "".join(kept)), tuple(places))
