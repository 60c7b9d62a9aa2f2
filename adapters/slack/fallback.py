"""Every message as plain text: for notifications, screen readers, and refused blocks. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from adapters.cards import (
    FEW_REASONS,
    SHORT_CARDS,
    caution,
    cited,
    lettered,
    letters,
    mark,
    reasons,
    small_print,
    smaller,
)
from adapters.reminders import note_lines, nudge_lines
from adapters.slack.blocks import clean, shortened
from adapters.slack.words import escaped
from bot import wording
from bot.messages import (
    Abstention,
    Answer,
    Apology,
    Briefing,
    Citation,
    Comparison,
    Done,
    Help,
    Match,
    Message,
    Note,
    Nudge,
    Programs,
    Refusal,
    Section,
    Statement,
)
from bot.programs.words import facts_line

TEXT_LIMIT = 3_900
"""Characters of the text (Slack advises 4,000)."""
HOW = (
    "Send me a direct message, mention me in a channel, or type /coach and your question for an "
    "answer only you see."
)

_LINE_LIMIT = 1_200


def in_plain_text(message: Message) -> str:
    """The message, escaped; lines that no longer fit are left out whole."""
    kept: list[str] = []
    room = TEXT_LIMIT
    for line in _lines(message):
        written = escaped(clean(shortened(line, _LINE_LIMIT)))
        if len(written) < room:
            kept.append(written)
            room -= len(written) + 1
    return "\n".join(kept)


def _lines(message: Message) -> Iterable[str]:
    match message:
        case Answer():
            lines: Iterable[str] = _answer(message)
        case Programs():
            lines = _programs(message)
        case Comparison():
            lines = _comparison(message)
        case Briefing():
            lines = _briefing(message)
        case Note():
            lines = note_lines(message)
        case Nudge():
            lines = nudge_lines(message)
        case Abstention():
            lines = _abstention(message)
        case Refusal():
            lines = [wording.REFUSALS[message.reason]]
        case Help():
            notice = [message.notice] if message.notice else []
            lines = [*notice, wording.HELP, *wording.EXAMPLES, HOW, wording.PRIVACY]
        case Done():
            lines = [message.text]
        case Apology():
            lines = [message.text, wording.reference(message.reference)]
        case _:
            assert_never(message)
    return lines


def _answer(answer: Answer) -> list[str]:
    return [
        *_understood(answer.understood),
        *(_numbered(statement) for statement in answer.statements),
        wording.SOURCES,
        *_sources(answer.citations),
        wording.checked_line(answer),
        *([wording.PROGRAMS_THAT_FIT] if answer.programs else []),
        *(line for match in answer.programs[:SHORT_CARDS] for line in _card(match)),
    ]


def _programs(message: Programs) -> Iterator[str]:
    shown, most = next(smaller(message))
    yield from _understood(" · ".join(shown.understood))
    yield from shown.doubts
    if not shown.matches:
        yield wording.none_fits(shown)
    for heading, group in (
        ("", shown.matches),
        (wording.PERHAPS, shown.perhaps),
        (wording.NEAREST_PROGRAMS, shown.nearest),
    ):
        if heading and group:
            yield heading
        for match in group:
            yield from _card(match, most)
    if shown.more:
        yield wording.more_programs(shown.more)


def _card(match: Match, most: int = FEW_REASONS) -> Iterator[str]:
    """What a card says, its name first, in lines that can each be left out."""
    program = match.program
    named = f"{program.title}, {program.provider}: {facts_line(program)}"
    yield f"{named} {program.url}".strip()
    told = [*reasons(match, most), *map(caution, match.cautions)]
    if told:
        yield f"{'; '.join(told)}."
    yield small_print(match)


def _comparison(message: Comparison) -> Iterator[str]:
    for letter, program in zip(letters(len(message.programs)), message.programs, strict=True):
        yield f"{letter}: {program.title}, {program.provider} {program.url}".strip()
    for name, cells in message.rows:
        yield f"{name}: {'; '.join(f'{who}: {said}' for who, said in lettered(cells))}"


def _briefing(message: Briefing) -> Iterator[str]:
    yield message.title
    yield from _understood(" · ".join(message.understood))
    for section in message.sections:
        yield section.heading
        yield from (_numbered(statement) for statement in section.statements)
        yield from _listed(section)
    citations = cited(message)
    yield from (wording.SOURCES, *_sources(citations)) if citations else ()
    yield from message.notes


def _listed(section: Section) -> Iterator[str]:
    for number, match in enumerate(section.programs, 1):
        opening = mark(section, number) if section.saved else ""
        yield f"{opening}{match.program.title}, {match.program.provider}"


def _abstention(message: Abstention) -> list[str]:
    near = [wording.NEAREST, *_sources(message.nearest)] if message.nearest else []
    return [
        *_understood(message.understood),
        wording.abstention(message),
        *near,
        *wording.advice(message),
    ]


def _understood(whole: str) -> list[str]:
    return [wording.understood(whole)] if whole else []


def _numbered(statement: Statement) -> str:
    return f"{statement.text} {wording.marks(statement.citations)}"


def _sources(citations: Iterable[Citation]) -> list[str]:
    return [
        " ".join(part for part in (wording.marks(numbers), *_place(citation)) if part)
        for numbers, citation in wording.places(citations)
    ]


def _place(citation: Citation) -> tuple[str, str, str]:
    return wording.source_line(citation), wording.origins_line(citation), citation.url
