"""Notes and nudges for the terminal, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from adapters.console.citing import citation_json
from adapters.console.lines import item, wrapped
from adapters.console.programs import match_json, short_card
from adapters.reminders import MOST_PROGRAMS, choice_lines, note_lines, nudge_lines, quoted
from bot import wording
from bot.messages import Choice, Note, Nudge, Reminder
from bot.nudges.wording import AGAIN, headline, titled

_WIDEST_LABEL = 20


def note_text(note: Note, width: int) -> Iterator[str]:
    """A title, rows in two columns, remarks, and what can be said next."""
    yield from wrapped(note.title, width)
    yield from _rows(note.rows, width)
    for remark in note.remarks:
        yield from ("", *wrapped(remark, width))
    yield from _choices(note.choices, width, apart=note.asks)


def nudge_text(nudge: Nudge, width: int) -> Iterator[str]:
    """Reminder after reminder; the sources are for the caller to add."""
    digest = len(nudge.reminders) > 1
    yield from wrapped(headline(nudge), width)
    yield from wrapped(AGAIN, width) if nudge.again else ()
    for reminder in nudge.reminders:
        yield from ("", *wrapped(titled(reminder), width)) if digest else ()
        yield from _reminder(reminder, width, on_cards=not digest)
    yield from ("",) if quoted(nudge) else ()


def _reminder(reminder: Reminder, width: int, *, on_cards: bool) -> Iterator[str]:
    for line in (reminder.when, reminder.because, reminder.do):
        yield from wrapped(line, width)
    yield from _rows(reminder.rows, width)
    for number, match in enumerate(reminder.programs[:MOST_PROGRAMS], 1):
        if on_cards:
            yield from short_card(match, f"{number}. ", width)
        else:
            yield from item(f"{match.program.title}, {match.program.provider}", "→ ", width)
    for statement in reminder.statements:
        yield from item(f"{statement.text} {wording.marks(statement.citations)}", "• ", width)
    yield from _choices(reminder.choices, width)


def _rows(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Labels beside what they say; a long label stands on a line of its own."""
    column = min(_WIDEST_LABEL, max((len(label) for label, _ in rows), default=0))
    for label, text in rows:
        if len(label) > column:
            yield from item(label, "  ", width, indent=4)
            yield from item(text, "    ", width)
        else:
            yield from item(text, f"  {label:{column}}  ", width, indent=column + 4)


def _choices(choices: Sequence[Choice], width: int, *, apart: bool = False) -> Iterator[str]:
    for line in choice_lines(choices, apart=apart):
        yield from item(line, "  > ", width)


def told_json(message: Note | Nudge) -> dict[str, Any]:
    """A note or a nudge for a program; `text` is all of it in lines."""
    return _note_json(message) if isinstance(message, Note) else _nudge_json(message)


def _note_json(note: Note) -> dict[str, Any]:
    return {
        "text": "\n".join(note_lines(note)),
        "title": note.title,
        "rows": _rows_json(note.rows),
        "remarks": list(note.remarks),
        "choices": _choices_json(note.choices),
        "asks": note.asks,
    }


def _nudge_json(nudge: Nudge) -> dict[str, Any]:
    return {
        "text": "\n".join(nudge_lines(nudge)),
        "reminders": [_reminder_json(reminder) for reminder in nudge.reminders],
        "again": nudge.again,
        "citations": [citation_json(citation) for citation in nudge.citations],
    }


def _reminder_json(reminder: Reminder) -> dict[str, Any]:
    return {
        "title": reminder.title,
        "when": reminder.when,
        "because": reminder.because,
        "do": reminder.do,
        "urgent": reminder.urgent,
        "rows": _rows_json(reminder.rows),
        "statements": [
            {"text": statement.text, "citations": list(statement.citations)}
            for statement in reminder.statements
        ],
        "programs": [match_json(match) for match in reminder.programs],
        "choices": _choices_json(reminder.choices),
    }


def _rows_json(rows: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "text": text} for label, text in rows]


def _choices_json(choices: Iterable[Choice]) -> list[dict[str, str]]:
    return [{"label": choice.label, "says": choice.says} for choice in choices]
