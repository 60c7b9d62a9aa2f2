"""Which time zone a member says they are in, and what a move changes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.vocabulary import STATES
from bot.members import work
from bot.members.pieces import Piece
from bot.members.profile import Profile
from bot.members.wishes import Unclear
from bot.members.zones import zones_named, zones_of_state
from bot.messages import Choice
from bot.programs.patterns import lazy

_LEAD = "my time zone is"
_ZONE = lazy(
    r"(?:(?:(?:set|change|switch|update|put|make) )?(?:my |the )(?:new )?(?:time ?zone|tz)(?: is| "
    r"to| should be|:)+|^time ?zone:?) (?P<name>[\w/'.+ -]{2,40}?)(?=\s*[,;!\0]|\.?\s*$|\s+and )"
)
_ON_TIME = lazy(
    r"\b(?:in|on|use) (?:the )?(?P<name>[a-z_/]{2,30})(?: standard| daylight)? time(?: ?zone)?\b"
)
_MOVED = lazy(
    r"^(?:i|we)(?:'ve| have)? (?:just |recently )?(?:moved|relocated) (?:house )?(?:from [\w .]+? "
    r")?to (?P<name>[\w .'-]{2,40}?)(?:,? (?:last|this) \w+)?$"
)


def zone(text: str) -> Iterator[Piece]:
    """The time zone that is named; one that is not known, or could be two, is asked back."""
    for match in _ZONE.finditer(text):
        yield _piece(match.span(), match["name"], zones_named(match["name"]))
    for match in _ON_TIME.finditer(text):
        if zones := zones_named(match["name"]):
            yield _piece(match.span(), match["name"], zones)


def _piece(span: tuple[int, int], name: str, zones: tuple[str, ...]) -> Piece:
    if len(zones) == 1:
        return Piece(*span, {"zone": zones[0], "zone_told": True})
    choices = tuple(Choice(zone, f"{_LEAD} {zone}") for zone in zones)
    called = name.strip()
    ask = (
        f"{called} has more than one time zone. Which is yours?"
        if zones
        else f"I do not know “{called}” as a time zone. Name it like “Eastern”, a large city like "
        "“Chicago”, or in full like “America/Denver”."
    )
    return Piece(*span, ask=ask, choices=choices, lead=_LEAD)


def moved(said: str) -> Unclear | None:
    """A move changes the time zone, and perhaps the state: which, is asked."""
    match = _MOVED.match(said)
    if not match:
        return None
    name = match["name"].strip()
    state = next((p.changes["states"][0] for p in work.states(f"in {name}", Profile())), "")
    zones = zones_named(name) or zones_of_state(state)
    if not zones:
        return None
    place = f" and I work in {STATES[state]}" if state else ""
    both = tuple(
        Choice(f"{zone}{', and my state' if place else ''}", f"{_LEAD} {zone}{place}")
        for zone in zones
    )
    only = tuple(Choice(f"Only {zone}", f"{_LEAD} {zone}") for zone in zones if place)
    return Unclear(f"Shall I change your time zone now that you are in {name}?", (*both, *only))
