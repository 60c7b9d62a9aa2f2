"""Notes and nudges as Teams shows them: the first line in the text, all else on the card.

Rows are columns of RichTextBlock, because a FactSet reads Markdown in words of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from adapters import cards, reminders
from adapters.teams.citing import source
from adapters.teams.elements import (
    Payload,
    activity,
    card,
    column,
    essentials,
    joined,
    rich,
    run,
    small,
    spoken,
)
from adapters.teams.escape import markdown, plain, shortened
from adapters.teams.programs import section_items
from bot import wording
from bot.messages import Choice, Citation, Note, Nudge, Reminder, Section, Statement
from bot.nudges.wording import AGAIN, headline, more_coming_up, titled

SAY = "say"
"""The verb of a choice's button."""

_WORDS_LIMIT = 2_500
"""Characters of the words in place of a card."""

_LABELS = "90px"
_SHORT_LABEL = 12
_ACTIONS_IN_A_ROW = 6
"""Buttons that Teams shows of one ActionSet."""


def notes(message: Note) -> Iterator[Payload]:
    """A note, then with ever less of it."""
    for less, hidden in reminders.smaller_notes(message):
        yield _note(less, hidden)


def nudges(message: Nudge) -> Iterator[Payload]:
    """A nudge, then with ever less of it."""
    for less, hidden in reminders.smaller_nudges(message):
        yield _nudge(less, hidden)


def _note(message: Note, hidden: int) -> Payload:
    body = _rows(message.rows)
    body += [small(wording.not_shown(hidden))] if hidden else []
    body += [
        rich(run(shortened(remark, reminders.REMARK_LIMIT)), spacing="Small")
        for remark in filter(reminders.is_visible, message.remarks)
    ]
    body += _buttons(message.choices)
    return _message([message.title], body, reminders.note_lines(message))


def _nudge(message: Nudge, hidden: int) -> Payload:
    digest = len(message.reminders) + hidden > 1
    lead = [headline(message, hidden)]
    lead += [] if digest else [message.reminders[0].when]
    body = [small(AGAIN)] if message.again else []
    for reminder in message.reminders:
        items = [
            *_opening(reminder, named=digest),
            *_rows(reminder.rows),
            *_programs(reminder, on_cards=not digest),
            *_said(reminder, reminders.cited(reminder, message.citations)),
            *_buttons(reminder.choices),
        ]
        body.append({"type": "Container", "separator": digest, "spacing": "Medium", "items": items})
    body += [small(more_coming_up(hidden))] if hidden else []
    return _message(lead, body, reminders.nudge_lines(message))


def _message(lead: Sequence[str], body: list[Payload], lines: Iterable[str]) -> Payload:
    """The lead in bold above a card, and the lines but the first, which says the same as the
    lead, in place of a card that cannot be shown."""
    words = [_short(part) for part in lead]
    payload = activity()
    payload["text"] = joined(*(f"**{markdown(part)}**" for part in words if part))
    payload["speak"] = spoken(essentials(*words))
    if body:
        shown = card(body, essentials(*words))
        shown["content"]["fallbackText"] = joined(*_in_words(islice(lines, 1, None)))
        payload["attachments"] = [shown]
    return payload


def _in_words(lines: Iterable[str]) -> Iterator[str]:
    """The lines, escaped; those that no longer fit are left out whole."""
    room = _WORDS_LIMIT
    for line in lines:
        written = markdown(shortened(line, reminders.LINE_LIMIT))
        if len(written) < room:
            room -= len(written)
            yield written


def _opening(reminder: Reminder, *, named: bool) -> Iterator[Payload]:
    """Why and what to do; where others follow, first what and when."""
    if named:
        yield rich(run(_short(titled(reminder)), weight="Bolder"))
        yield rich(run(_short(reminder.when), weight="Bolder"), spacing="None")
    if reminders.is_visible(reminder.because):
        yield rich(run(_short(reminder.because), size="Small", isSubtle=True), spacing="Small")
    if reminders.is_visible(reminder.do):
        yield rich(run(_short(reminder.do)), spacing="Small")


def _rows(rows: Sequence[tuple[str, str]]) -> list[Payload]:
    """Labels in a column of their own where they are short, else before what they say."""
    told = [(shortened(name, reminders.TITLE_LIMIT), _short(text)) for name, text in rows]
    if any(len(name) > _SHORT_LABEL for name, _ in told):
        return [
            rich(run(f"{name}: ", weight="Bolder"), run(text), spacing="Small")
            for name, text in told
        ]
    return [_columns(rich(run(name, weight="Bolder")), rich(run(text))) for name, text in told]


def _columns(name: Payload, text: Payload) -> Payload:
    columns = [column(_LABELS, name), column("stretch", text)]
    return {"type": "ColumnSet", "spacing": "Small", "columns": columns}


def _programs(reminder: Reminder, *, on_cards: bool) -> Iterator[Payload]:
    """On cards, or in lines where other reminders follow."""
    programs = reminder.programs[: reminders.MOST_PROGRAMS]
    section = Section(wording.PROGRAMS_THAT_FIT, programs=programs)
    return section_items(section, cards.MOST_CARDS if on_cards else 0, None, linked=True)


def _said(reminder: Reminder, citations: Sequence[Citation]) -> Iterator[Payload]:
    """The cited statements, and where they stand."""
    yield from map(_stated, reminder.statements)
    for numbers, place in wording.places(citations):
        yield source(place, numbers)


def _stated(statement: Statement) -> Payload:
    numbers = run(f" {wording.marks(statement.citations)}", isSubtle=True)
    return rich(run(plain(statement.text)), numbers)


def _buttons(choices: Iterable[Choice]) -> list[Payload]:
    """The choices, as many beside each other as Teams shows."""
    actions = [_action(choice) for choice in reminders.pressable(choices)]
    return [
        {"type": "ActionSet", "actions": actions[first : first + _ACTIONS_IN_A_ROW]}
        for first in range(0, len(actions), _ACTIONS_IN_A_ROW)
    ]


def _action(choice: Choice) -> Payload:
    """A button that says its words to the coach; older clients send its fallback."""
    title = shortened(choice.label, reminders.LABEL_LIMIT)
    data = {"says": plain(choice.says)}
    fallback = {"type": "Action.Submit", "title": title, "data": {"verb": SAY, **data}}
    execute = {"type": "Action.Execute", "title": title, "verb": SAY, "data": data}
    return {**execute, "fallback": fallback}


def _short(text: str) -> str:
    return shortened(text, reminders.LINE_LIMIT)
