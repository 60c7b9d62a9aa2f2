"""What a rule of scope is made of; the rules stand in crisis.py, patient_data.py, clinical.py.

Patterns see lower-case text on one line. Every gap in them is bounded, and a rule runs only on a
stretch of text that has one of its hooks, so time grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Needs(StrEnum):
    """Which words of the bedside must stand in the same stretch before a match counts."""

    NOTHING = "nothing"
    WORD = "one"
    TWO_WORDS = "two"
    DRUG = "the name of a drug"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way a text gives itself away.

    `hooks` are pieces of text of which a match has at least one (none: always tried).
    `unless` is looked for in the match and the words beside it, and takes the match back.
    `reach` is how many characters on either side of the match may hold what it needs.
    """

    name: str
    hooks: tuple[str, ...]
    pattern: re.Pattern[str]
    needs: Needs = Needs.NOTHING
    unless: re.Pattern[str] | None = None
    reach: int = 100


def rule(
    name: str,
    hooks: str,
    *phrases: str,
    needs: Needs = Needs.NOTHING,
    unless: str | None = None,
    reach: int = 100,
) -> Rule:
    """A rule for any of the phrases, each a pattern that starts with a word.

    The hooks are separated by spaces, and `_` in a hook stands for a space.
    """
    return Rule(
        name,
        tuple(hook.replace("_", " ") for hook in hooks.split()),
        re.compile(rf"\b(?:{'|'.join(phrases)})"),
        needs,
        re.compile(unless) if unless else None,
        reach,
    )


def one_of(words: str) -> str:
    """A pattern for any of the words, separated by spaces; `_` in a word stands for a space."""
    return f"(?:{'|'.join(words.split())})".replace("_", " ")


def but_not(words: str) -> str:
    """What a phrase must not be followed by to mean what it seems to mean."""
    return rf"\b(?! {one_of(words)}\b)"
