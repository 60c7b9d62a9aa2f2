"""Whether a message asks to take a program off the member's list, and which."""

from __future__ import annotations

from bot.programs.patterns import lazy

_VERB = r"(?:remove|delete|drop|take|strike|scratch|unsave)"
_LIST = (
    r"(?:list|shortlist|saved list|(?:saved )?(?:programs|courses)|"
    r"list of (?:saved )?(?:programs|courses))"
)
_REMOVE = lazy(
    rf"^(?:(?:hi|hello|hey|coach|thanks|thank you|please|pls|and|now|ok|okay|"
    rf"(?:can|could|would) you)[\s,!.]+)*{_VERB}\s+(?:the )?(?P<name>.+?)\s+"
    rf"(?:off|from|off of)\s+(?:my|the)\s+{_LIST}"
    rf"(?:[\s,]+(?:please|thanks|thank you))*\s*[.!?]*$"
)
_MARKS = " “”\"'‘’«».,"


def to_remove(text: str) -> str:
    """What is to be taken off the list, as it is named in the words; "" where nothing is."""
    found = _REMOVE.search(" ".join(text.split()))
    return found["name"].strip(_MARKS) if found else ""
