"""What a short reply means after the coach asked back about a profile."""

from __future__ import annotations

import re

from bot.messages import Choice

_YES = re.compile(
    r"(?:yes|yep|yeah|sure|please do|do it|ok(?:ay)?)\b(?:[ ,]*please)?[\s.!]*$", re.IGNORECASE
)
_NO = re.compile(r"(?:no|nope|neither|cancel|never ?mind|leave it)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:the )?(?:(?P<number>[1-9])|(?P<word>first|second|third))(?: one)?[\s.!]*$", re.IGNORECASE
)
_PLACES = {"first": 0, "second": 1, "third": 2}


def agrees(reply: str) -> bool:
    """Whether a reply is a yes and nothing else."""
    return _YES.match(reply) is not None


def declines(reply: str) -> bool:
    """Whether a reply takes back what was asked for."""
    return _NO.match(reply) is not None


def chosen(reply: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice that a reply means: by its place, by yes, or by words of its label."""
    if place := _PLACE.match(reply):
        number = int(place["number"]) - 1 if place["number"] else _PLACES[place["word"].casefold()]
        if number < len(choices):
            return choices[number]
    if agrees(reply):
        return choices[0] if choices else None
    plain = reply.casefold().strip(" .!")
    meant = [choice for choice in choices if plain and plain in choice.label.casefold()]
    return meant[0] if len(meant) == 1 else None
