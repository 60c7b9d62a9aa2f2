"""Notes and nudges as Slack shows them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from adapters import reminders
from adapters.slack.blocks import (
    MOST_FIELDS,
    Block,
    Span,
    fields,
    fits,
    header,
    is_plain,
    line,
    note,
    one_line,
    paragraph,
    words,
)
from adapters.slack.citing import sources, stated
from adapters.slack.programs import button, in_lines, section_cards
from bot import wording
from bot.messages import Choice, Citation, Note, Nudge, Reminder, Section
from bot.nudges.wording import AGAIN, headline, more_coming_up, titled

SAY = "say"
"""The action of a choice's button; ":" and its number in the message follow."""

_FIELD_LIMIT = 45
_DIVIDER: Block = {"type": "divider"}


def noted(message: Note) -> list[Block]:
    """A note; where it is too long, with ever less of it."""
    return _first_that_fits(_note(*less) for less in reminders.smaller_notes(message))


def nudged(message: Nudge) -> list[Block]:
    """A nudge; where it is too long, with ever less of it."""
    return _first_that_fits(_nudge(*less) for less in reminders.smaller_nudges(message))


def _first_that_fits(candidates: Iterable[list[Block]]) -> list[Block]:
    blocks: list[Block] = []
    for blocks in candidates:
        if fits(blocks):
            break
    return blocks


def _note(message: Note, hidden: int) -> list[Block]:
    told = filter(reminders.is_visible, message.remarks)
    remarks = [line(one_line(remark, reminders.REMARK_LIMIT)) for remark in told]
    return [
        header(one_line(message.title, reminders.TITLE_LIMIT)),
        *_rows(message.rows),
        *([note(wording.not_shown(hidden))] if hidden else []),
        *([paragraph(remarks)] if remarks else []),
        *_buttons(message.choices, count(1)),
    ]


def _nudge(message: Nudge, hidden: int) -> list[Block]:
    digest = len(message.reminders) + hidden > 1
    presses, cards = count(1), count(1)
    blocks = [header(one_line(headline(message, hidden), reminders.TITLE_LIMIT))]
    blocks += [note(AGAIN)] if message.again else []
    for reminder in message.reminders:
        blocks += [_DIVIDER] if digest else []
        blocks += _opening(reminder, named=digest)
        blocks += _rows(reminder.rows)
        blocks += _programs(reminder, cards, on_cards=not digest)
        blocks += _said(reminder, reminders.cited(reminder, message.citations))
        blocks += _buttons(reminder.choices, presses, reminder.title)
    return [*blocks, *([note(more_coming_up(hidden))] if hidden else [])]


def _opening(reminder: Reminder, *, named: bool) -> Iterator[Block]:
    """What and when, why, and what to do; a single reminder has its title above."""
    bold = [titled(reminder)] if named else []
    yield paragraph(line(Span(_short(told), bold=True)) for told in (*bold, reminder.when))
    if reminders.is_visible(reminder.because):
        yield note(_short(reminder.because))
    if reminders.is_visible(reminder.do):
        yield words(_short(reminder.do))


def _rows(rows: Sequence[tuple[str, str]]) -> list[Block]:
    """Beside each other where they are few, short and plain, else each in a line."""
    told = [(one_line(name, reminders.TITLE_LIMIT), _short(text)) for name, text in rows]
    if not told:
        return []
    if len(told) <= MOST_FIELDS and all(_is_short(*row) for row in told):
        return [fields(told)]
    return [paragraph(line(Span(f"{name}: ", bold=True), text) for name, text in told)]


def _is_short(name: str, text: str) -> bool:
    return max(len(name), len(text)) <= _FIELD_LIMIT and is_plain(name) and is_plain(text)


def _programs(reminder: Reminder, numbers: Iterator[int], *, on_cards: bool) -> Iterator[Block]:
    """On cards, or in lines where other reminders follow."""
    programs = reminder.programs[: reminders.MOST_PROGRAMS]
    section = Section(wording.PROGRAMS_THAT_FIT, programs=programs)
    if programs and on_cards:
        yield from section_cards(section, {}, numbers, linked=True)
    elif programs:
        yield paragraph(in_lines(section, 0, None, linked=True, facts=False))


def _said(reminder: Reminder, citations: Sequence[Citation]) -> Iterator[Block]:
    """The cited statements, and where they stand."""
    urls = {citation.number: citation.url for citation in citations}
    if reminder.statements:
        yield paragraph(stated(statement, urls) for statement in reminder.statements)
    if citations:
        yield sources(wording.SOURCES, citations, {})


def _buttons(choices: Iterable[Choice], numbers: Iterator[int], about: str = "") -> list[Block]:
    """A button for each choice; a screen reader is told what it is about."""
    elements = [
        {
            **button(
                f"{SAY}:{next(numbers)}", one_line(choice.label, reminders.LABEL_LIMIT), about
            ),
            "value": reminders.says_in(choice.says),
        }
        for choice in reminders.pressable(choices)
    ]
    return [{"type": "actions", "elements": elements}] if elements else []


def _short(text: str) -> str:
    return one_line(text, reminders.LINE_LIMIT)
