"""What a message may want of a member's profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.members.profile import Profile
from bot.messages import Choice


@dataclass(frozen=True, slots=True)
class Told:
    """Facts that the member states: fields of Profile with their new values. `doubts` are
    sentences on what was left out; `left` are words that were not understood."""

    changes: Mapping[str, Any]
    doubts: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """What no longer holds: fields of Profile, with the values that go, or None for all."""

    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unclear:
    """What has to be asked back, with an unambiguous sentence for each choice. `lead` are the
    words that make a sentence of a bare answer, such as "my time zone is"."""

    ask: str
    choices: tuple[Choice, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Asks:
    """A request about the profile: "show", "known", "forget", "surely", "keep", "stop",
    "away" or "hours"."""

    what: str


Wish = Told | Dropped | Unclear | Asks

EVERYTHING: Mapping[str, Any] = {f.name: None for f in fields(Profile)}
"""All fields, as what is dropped of a profile."""
