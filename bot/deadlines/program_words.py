"""Words that ask for the dates of a program."""

from __future__ import annotations

from bot.deadlines.wanted import Dates
from bot.programs.patterns import lazy

_SAVED = r"(?:number |no\.? |#)?(?P<saved>\d{1,3}) (?:on|from|of|in) (?:my|the) (?:list|shortlist)"
_DATES = (
    lazy(
        r"^(?:remind me (?:of|about)|add|note|track|save|keep) (?:all )?(?:the )?(?:dates|"
        rf"deadlines|due dates) (?:of|for|from) (?:{_SAVED}|(?:the )?(?P<name>.{{2,200}}?))"
        r"(?: (?:to|in|on) my (?:deadlines|agenda|reminders))?$"
    ),
    lazy(rf"^remind me (?:of|about) {_SAVED}$"),
)


def read_dates(text: str) -> Dates | None:
    """The program whose dates a tidied message asks for; None for any other message."""
    for pattern in _DATES:
        if found := pattern.match(text):
            if saved := found["saved"]:
                return Dates(saved, saved=True)
            return Dates(found["name"])
    return None
