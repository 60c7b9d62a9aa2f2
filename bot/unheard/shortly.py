"""Words too few to be understood alone, with what they may mean: "list", "whats left"."""

from __future__ import annotations

from bot.messages import Choice
from bot.programs.patterns import lazy

_COMING = Choice("Your deadlines", "what's coming up")
_MONEY = Choice("Your CME money", "how much CME money do I have left?")
_SAVED = Choice("Your saved programs", "my list")
_END = r"(?: (?:pls|please|now|do i have|i have|i got|i have left))*[\s?.!]*"
_MEANT = (
    (lazy(rf"\s*(?:the )?list{_END}"), (_COMING, _SAVED)),
    (
        lazy(rf"\s*(?:so )?(?:what'?s|what is|how much(?: is)?|how many(?: is)?) left{_END}"),
        (_MONEY, _COMING),
    ),
)


def meanings(text: str) -> tuple[Choice, ...]:
    """What so short a message may mean; () for any other."""
    said = text.replace("’", "'")
    return next((choices for short, choices in _MEANT if short.fullmatch(said)), ())
