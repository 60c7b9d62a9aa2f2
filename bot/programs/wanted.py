"""A request for programs as the coach understood it, and how a correction changes it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from knowledge.facets import Facets

_NOTHING = Facets()

DESTINATION = "destination"
"""Name of what is understood of a career's direction; every other one names a facet."""


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing read from a request. `facet` is a field of Facets or "destination", `said` is how
    the coach says it back, `phrase` the member's own words."""

    facet: str
    said: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request in words, taken apart.

    `destination` names one of the catalog's career directions, or is "". `text` is what is left
    to search for in words. `doubts` are sentences about what was read with a guess or not at all.
    """

    facets: Facets = _NOTHING
    destination: str = ""
    text: str = ""
    understood: tuple[Understood, ...] = ()
    doubts: tuple[str, ...] = ()


NAMES = tuple(field.name for field in fields(Facets))


def is_on(facets: Facets, name: str) -> bool:
    """Whether a facet constrains anything."""
    return getattr(facets, name) not in ((), "", None)


def merged(before: Wanted, now: Wanted) -> Wanted:
    """The earlier request with a correction: what is said now takes the place of its like, and
    new words are searched for beside the earlier ones unless they name another topic."""
    on = {name: getattr(now.facets, name) for name in NAMES if is_on(now.facets, name)}
    changed = {each.facet for each in now.understood}
    kept = tuple(each for each in before.understood if each.facet not in changed)
    return Wanted(
        facets=replace(before.facets, **on),
        destination=now.destination or before.destination,
        text=_text(before, now),
        understood=(*kept, *now.understood),
        doubts=now.doubts,
    )


def _text(before: Wanted, now: Wanted) -> str:
    if is_on(now.facets, "topics"):
        return now.text
    said = before.text.casefold().split()
    new = [word for word in now.text.split() if word.casefold() not in said]
    return " ".join((before.text, *new)).strip()
