"""The coach's own words around nudges and the buttons under them, the same on every surface."""

from __future__ import annotations

from bot.messages import Nudge, Reminder

AGAIN = (
    "You may have had this before: I could not tell whether it reached you, so I say it once more."
)
UNREADABLE_CHOICE = (
    "I cannot read what this button says, so nothing was changed. Write it to me instead, for "
    "example “what's coming up”."
)
PRESSED_BEFORE = (
    "You pressed this before, and it counts once. Say “what's coming up” to see how things stand; "
    "to say it again, write it."
)
CHOICE_IN_PRIVATE = (
    "This is for your eyes only, so nothing was changed here. Write it to me in our own chat."
)
ANSWERED_BELOW = "My answer comes below."


def headline(nudge: Nudge, more: int = 0) -> str:
    """What stands above everything: the one deadline, or how many things are near; `more` are
    counted and not shown."""
    if len(nudge.reminders) + more == 1:
        return titled(nudge.reminders[0])
    return f"{len(nudge.reminders) + more} things are coming up"


def titled(reminder: Reminder) -> str:
    """The title of a reminder, which says first when it is urgent."""
    return f"Urgent: {reminder.title}" if reminder.urgent else reminder.title


def more_coming_up(count: int) -> str:
    """How many reminders of a digest are left out for want of room, and how to see them."""
    return f"And {count} more: say “what's coming up”."
