"""Words that undo what was just done to a deadline: pressing "Undo" is saying them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.deadlines.commands import TIMELESS
from bot.deadlines.deadline import Deadline, Kind, Source, Watched
from bot.deadlines.ladders import ladder_of
from bot.deadlines.notes import ANOTHER
from bot.deadlines.requests import read_request
from bot.deadlines.sentences import said_of
from bot.deadlines.telling import repeats_words
from bot.deadlines.wanted import Move, Told
from bot.messages import Choice, Note
from bot.when.reading import Unclear, When

_ERRAND = (0,)
"""The ladder of an errand, which is told in words of its own."""

_STATED = ("my {title} is on {day}", "my {title} expires on {day}", "{title} is on {day}")
_ERRANDS = (
    "remind me to {title} on {day}",
    "remind me to {title} by {day}",
    "remind me of {title} on {day}",
    "I have to {title} by {day}",
)


def with_undo(note: Note, words: str) -> Note:
    """The note with a button that undoes what it tells; as it is where no words can do that."""
    return replace(note, choices=(*note.choices, Choice("Undo", words))) if words else note


def move_words(id: str, told: Told | Move) -> str:
    """Words that move one deadline to the day that is told, and repeat and nudge it as told."""
    if told.when is None:
        return f"change [{id}]"
    return f"move [{id}] to {said_of(told.when)}{_beside_day(told)}"


def ladder_words(told: Told, id: str, *, only: bool = True) -> str:
    """Words that have one deadline nudged so many days before."""
    return f"remind me {'only ' if only else ''}{_days(told.ladder)} [{id}]"


def undo_done(before: Watched) -> str:
    """What opens a deadline again that stood like this before it was done."""
    done = before.watch.done_through
    return f"undo done [{before.deadline.id}]{f' back to {done.isoformat()}' if done else ''}"


def undo_declined(deadline: Deadline) -> str:
    """What makes a deadline the member's again."""
    return f"undo not for me [{deadline.id}]"


def undo_moved(before: Deadline, after: Deadline, now: datetime) -> str:
    """What moves a deadline back; "" where words cannot say it, as of a day that has passed."""
    if (before.repeats, before.ladder) != (after.repeats, after.ladder) or _is_apart(before, now):
        return ""
    day = said_of(When(before.day, before.at, "", 0, 0))
    timeless = TIMELESS if after.at and not before.at else ""
    words = f"move [{before.id}] to {day}{timeless}"
    read = read_request(words, now)
    return words if isinstance(read, Move) and isinstance(read.when, When) else ""


def undo_deleted(deadline: Deadline, day: date, now: datetime) -> str:
    """What notes a deadline again from its next occurrence on, exactly as it was; "" where no
    words do."""
    own = deadline.source is Source.TOLD and not (deadline.program or deadline.do)
    if not own or _is_apart(deadline, now):
        return ""
    when = When(day, deadline.at, "", 0, 0)
    beside = _beside_its_kind(deadline)
    ladder = deadline.ladder if beside is None else beside
    told = Told(deadline.kind, deadline.title, when, deadline.repeats, ladder, only=beside is None)
    words = retold(told, now)
    return f"{words}, {ANOTHER}" if words else ""


def _is_apart(deadline: Deadline, now: datetime) -> bool:
    """Whether it has a time in another zone than now: told again, it would be in that of now."""
    return deadline.at is not None and deadline.zone not in {"", str(now.tzinfo)}


def retold(told: Told, now: datetime) -> str:
    """A sentence that is read as exactly this deadline, which has a clear day; "" for none. `now`
    is aware and in the member's zone."""
    return next((words for words in _sentences(told) if is_read_as(words, told, now)), "")


def is_read_as(words: str, told: Told, now: datetime) -> bool:
    """Whether words tell this deadline and no other, whatever they call its day."""
    read = read_request(words, now)
    if not isinstance(read, Told) or not isinstance(read.when, When):
        return False
    if isinstance(told.when, Unclear) or told.when is None:
        return _thing(read) == _thing(told)
    return (_thing(read), read.when.day, read.when.at) == (
        _thing(told), told.when.day, told.when.at,
    )  # fmt: skip


def _thing(told: Told) -> tuple[object, ...]:
    return told.kind, told.title, told.repeats, told.ladder, told.only


def _sentences(told: Told) -> Iterator[str]:
    if not isinstance(told.when, When):
        return
    forms = (*_ERRANDS, *_STATED) if told.kind is Kind.CUSTOM else (*_STATED, *_ERRANDS)
    for form in forms:
        yield f"{form.format(title=told.title, day=said_of(told.when))}{_beside_day(told)}"


def _beside_day(told: Told | Move) -> str:
    """How often and with which nudges; an errand has its own moment without being told."""
    often = f" {repeats_words(told.repeats)}" if told.repeats else ""
    named = () if told.only and told.ladder == _ERRAND else told.ladder
    ladder = f", remind me {'only ' if told.only else ''}{_days(named)}" if named else ""
    return f"{often}{ladder}"


def _days(ladder: tuple[int, ...]) -> str:
    before = " and ".join(str(days) for days in ladder if days > 0)
    parts = (f"{before} days before" if before else "", "on the day" if 0 in ladder else "")
    return " and ".join(filter(None, parts))


def _beside_its_kind(deadline: Deadline) -> tuple[int, ...] | None:
    """The nudges that come beside those of the kind; None when those are not all there."""
    if not deadline.ladder:
        return ()
    if deadline.ladder == _ERRAND:
        return None
    usual = set(ladder_of(replace(deadline, ladder=())))
    held = set(deadline.ladder)
    return tuple(sorted(held - usual, reverse=True)) if usual <= held else None
