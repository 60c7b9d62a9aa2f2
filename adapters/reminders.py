"""What notes and nudges have in common on every surface: how much they show, what a press says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot import wording
from bot.messages import Choice, Citation, Note, Nudge, Reminder
from bot.nudges.wording import AGAIN, headline, titled
from bot.programs.words import facts_line

MOST_PROGRAMS = 3
MOST_CHOICES = 12
TITLE_LIMIT = 150
LABEL_LIMIT = 75
LINE_LIMIT = 600
"""Characters of a row, and of each line of a reminder."""

REMARK_LIMIT = 1_200
SAYS_LIMIT = 2_000
"""Characters that a button says (Slack's limit of a button's value)."""

_FEWER_ROWS = (40, 20, 10, 5, 0)
_FEW_REMARKS = 2


def smaller_notes(note: Note) -> Iterator[tuple[Note, int]]:
    """The note, then with ever less of it, and how many of its rows are left out."""
    yield note, 0
    for most in _FEWER_ROWS:
        if most < len(note.rows):
            yield replace(note, rows=note.rows[:most]), len(note.rows) - most
    bare = replace(note, rows=(), choices=())
    yield bare, len(note.rows)
    yield replace(bare, remarks=note.remarks[:_FEW_REMARKS]), len(note.rows)


def smaller_nudges(nudge: Nudge) -> Iterator[tuple[Nudge, int]]:
    """The nudge, then with ever less of it, and how many of its reminders are left out. Programs
    leave it first, then reminders, at last what the one that remains quotes, holds and offers."""
    for most in (MOST_PROGRAMS, 1, 0):
        less = tuple(replace(r, programs=r.programs[:most]) for r in nudge.reminders)
        yield replace(nudge, reminders=less), 0
    for kept in range(len(less) - 1, 0, -1):
        yield replace(nudge, reminders=less[:kept]), len(less) - kept
    bare = replace(less[0], statements=(), rows=())
    for last in (bare, replace(bare, choices=())):
        yield replace(nudge, reminders=(last,)), len(less) - 1


def cited(reminder: Reminder, citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The citations of its statements; a program's own stand behind the card's source."""
    numbers = {number for statement in reminder.statements for number in statement.citations}
    return tuple(citation for citation in citations if citation.number in numbers)


def quoted(nudge: Nudge) -> tuple[Citation, ...]:
    """The citations of every statement in it."""
    return tuple(
        place for reminder in nudge.reminders for place in cited(reminder, nudge.citations)
    )


def pressable(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices that can be buttons; whatever else can be said can be written."""
    told = (choice for choice in choices if is_visible(choice.label) and says_in(choice.says))
    return tuple(told)[:MOST_CHOICES]


def is_visible(text: str) -> bool:
    """Whether there is anything to see; a platform refuses a message with an empty part."""
    return any(character.isprintable() and not character.isspace() for character in text)


def says_in(told: object) -> str:
    """The words that a press says; empty where no button of ours says such a thing."""
    if not isinstance(told, str) or len(told) > SAYS_LIMIT:
        return ""
    try:
        told.encode()
    except UnicodeEncodeError:
        return ""
    return told.strip()


def press_of(says: str, at: datetime) -> str:
    """What tells a button's presses by one member apart, for a key.

    Words on one thing, which they name in brackets, count once: two presses of "Done" would
    finish two rounds of what repeats. Any others count once a minute.
    """
    once = says.endswith("]") or "] " in says
    told = says if once else f"{says} {at:%Y-%m-%dT%H:%M}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def note_lines(note: Note) -> Iterator[str]:
    """A note in lines of plain words, the first of which stands for it in a notification."""
    yield note.title
    yield from (f"{label}: {text}" for label, text in note.rows)
    yield from note.remarks
    yield from choice_lines(note.choices, apart=note.asks)


def nudge_lines(nudge: Nudge) -> Iterator[str]:
    """A nudge in lines of plain words, the first of which stands for it in a notification."""
    if len(nudge.reminders) > 1:
        yield headline(nudge)
    for reminder in nudge.reminders:
        yield from _reminder_lines(reminder)
    if nudge.again:
        yield AGAIN
    places = wording.places(quoted(nudge))
    if places:
        yield wording.SOURCES
    for numbers, place in places:
        yield f"{wording.marks(numbers)} {wording.source_line(place)} {place.url}".rstrip()


def _reminder_lines(reminder: Reminder) -> Iterator[str]:
    yield f"{titled(reminder)}: {reminder.when}"
    yield from filter(is_visible, (reminder.because, reminder.do))
    yield from (f"{label}: {text}" for label, text in reminder.rows)
    for match in reminder.programs[:MOST_PROGRAMS]:
        program = match.program
        named = f"{program.title}, {program.provider}: {facts_line(program)}"
        yield f"→ {named} {program.url}".rstrip()
    for statement in reminder.statements:
        yield f"{statement.text} {wording.marks(statement.citations)}"
    yield from choice_lines(reminder.choices)


def choice_lines(choices: Sequence[Choice], *, apart: bool = False) -> Iterator[str]:
    """What can be said, in one line, or where they are `apart` each behind its button's label."""
    if apart:
        yield from (f"{choice.label}: say “{choice.says}”" for choice in choices)
    elif choices:
        yield f"Say {' · '.join(f'“{choice.says}”' for choice in choices)}"
