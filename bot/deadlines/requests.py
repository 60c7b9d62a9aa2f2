"""What a message wants of the agenda: a deadline noted, or one of those known changed or shown."""

from __future__ import annotations

from datetime import datetime

from bot.asking import is_question
from bot.deadlines.commands import read_command
from bot.deadlines.notes import read_note
from bot.deadlines.sentences import LONGEST, tidied
from bot.deadlines.showing import read_show
from bot.deadlines.wanted import Request
from bot.programs.patterns import lazy
from bot.programs.removing import to_remove

_FOR_THE_BOOK = lazy(r"^(?:log|result)\b")


def asks(said: str) -> bool:
    """Whether a tidied message asks something, whatever else it tells, or is for the book."""
    return is_question(said) or _FOR_THE_BOOK.match(said) is not None


def read_request(text: str, now: datetime) -> Request | None:
    """The one thing that a message wants of the agenda; None for any other, above all for every
    question that is not about the member's own deadlines. `now` is aware and in the member's
    zone. Raises Unkept."""
    said = tidied(text)
    if len(text) > LONGEST or not said:
        return None
    if shown := read_show(said):
        return shown
    if asks(said) or to_remove(text):
        return None
    return read_command(said, now) or read_note(said, now)
