"""What the readers of a profile share: the piece of a message that one of them understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.messages import Choice
from bot.programs.asked import GAP


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message and what it changes: fields of Profile with their new values.

    `ask` is what the coach has to ask back about it, with `choices` whose words are unambiguous
    and `lead` as in `Unclear`.
    `doubt` is a sentence on what was left out.
    """

    start: int
    end: int
    changes: Mapping[str, Any] = field(default_factory=dict)
    ask: str = ""
    choices: tuple[Choice, ...] = ()
    lead: str = ""
    doubt: str = ""


def without(text: str, pieces: list[Piece]) -> str:
    """The text with a gap for each character of the pieces."""
    for piece in pieces:
        text = f"{text[: piece.start]}{GAP * (piece.end - piece.start)}{text[piece.end :]}"
    return text
