"""The net behind all parts and the hub: what looks like a day, a sum or hours told, of which nobody
made anything, is said not to be noted."""

from __future__ import annotations

from bot.asking import is_question
from bot.messages import Note
from bot.programs.patterns import words

NOT_NOTED = "I have not noted anything of this yet."
IN_YOUR_WORDS = (
    "Say it in one of these ways: “my license expires on 31 March 2027”, “I spent $300 on a "
    "course”, “I get $2,000 a year”, “I earned 3 credits for a course”."
)
LOST = Note(NOT_NOTED, remarks=("The hub has no answer to it either.", IN_YOUR_WORDS), asks=True)
"""It keeps none of the words, for nobody knows what they are about."""

_FIGURE = words(
    r"\$? ?\d[\d,./]*(?:k|st|nd|rd|th|am|pm)?|yesterday|today|tomorrow|tonight|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july|august|"
    r"september|october|november|december|(?:last|next) (?:week|month|year)"
)


def seems_told(text: str) -> bool:
    """Whether a message that the hub does not answer may have told something to keep: it asks
    nothing, and names a day, a sum or hours."""
    return not is_question(text) and _FIGURE.search(text) is not None
