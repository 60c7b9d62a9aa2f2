"""What is said to members who want to hear less, or nothing for some days."""

from __future__ import annotations

from bot.members.profile import Said
from bot.messages import Choice, Note

FORGET = "forget me"
"""Words that ask for everything to be removed."""


def hearing_less(said: Said) -> Note:
    """How to hear less; nothing is stopped by one word, because a license may hang on it."""
    del said
    return Note(
        "What shall I stop?",
        remarks=(
            "I write only about your deadlines. Open the list, and say “not for me” or “delete” "
            "to any of them.",
            "“Forget me” removes everything, and I will not write again.",
        ),
        choices=(
            Choice("My deadlines", "what's coming up"),
            Choice("When you write to me", "when do my reminders come"),
            Choice("Forget me", FORGET),
        ),
    )


def away(said: Said) -> Note:
    """That days on which somebody is away cannot be kept, and what to say instead."""
    del said
    return Note(
        "I have not noted that you are away",
        remarks=(
            "I cannot hold my messages back for a stretch of days yet. You can snooze what is "
            "coming up, for example “snooze 1 until January 4”. Nothing you told me is lost.",
        ),
        choices=(Choice("My deadlines", "what's coming up"),),
    )
