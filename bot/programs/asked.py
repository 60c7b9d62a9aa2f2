"""What the readers of a request share: the part that one of them understood, and what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.facets import Facets

NOTHING = Facets()
"""No constraint at all."""

GAP = "\0"
"""Stands for each character that another reader has already understood."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a stretch of a request asks for: the facets it alone sets, or a destination.

    `contrary` is what it asks for when it is denied ("not online"), with how that is said; without
    one a denial can only be told as a doubt. `kept` is where its words stand that are searched for
    as well. `doubt` is a sentence on how it was read; a part with only a doubt constrains nothing.
    """

    start: int
    end: int
    facets: Facets = NOTHING
    said: str = ""
    destination: str = ""
    doubt: str = ""
    contrary: tuple[Facets, str] | None = None
    kept: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request while it is read. `rest` is as long as `plain`: gaps stand for what is read."""

    plain: str
    rest: str
    today: date
    parts: tuple[Part, ...] = ()

    @property
    def professions(self) -> frozenset[str]:
        """The professions read so far."""
        return frozenset(name for part in self.parts for name in part.facets.professions)


Reader = Callable[[Asked], Iterable[Part]]
"""Finds parts in the rest of a request."""


def plain(text: str) -> str:
    """The text with the plain forms of quotes, dashes and spaces, each character in its place."""
    return text.translate(_PLAIN)


def blanked(text: str, parts: Iterable[Part]) -> str:
    """The text with a gap for each character of the parts."""
    for part in parts:
        text = f"{text[: part.start]}{GAP * (part.end - part.start)}{text[part.end :]}"
    return text


_PLAIN = str.maketrans(
    {**dict.fromkeys("’‘ʼ`´", "'"), **dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("“”„", '"')}
    | dict.fromkeys("\0\u00a0\u202f\u2009\t\n\r", " ")
)
