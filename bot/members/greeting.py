"""What a member sees who says hello for the first time: three things to try, no questionnaire."""

from __future__ import annotations

from bot import wording
from bot.messages import Note

TO_TRY = (
    ("Ask", "How do I get a course paid for?"),
    ("Plan", "my review is on 3 March"),
    ("Find", "find programs on leadership, online"),
)
"""Three things to say, each with what it is: they suit every profession."""


def welcome() -> Note:
    """The first hello. It asks what to begin with, and keeps none of the words it answers."""
    return Note(
        title=f"Hello, I am your {wording.NAME}.",
        rows=TO_TRY,
        remarks=(
            "Say any of these in your own words. I answer from the knowledge hub, with sources, "
            "and I tell you in time what runs out.",
            wording.PRIVACY,
        ),
        asks=True,
    )
