"""Every message as plain text: for notifications, screen readers, and refused blocks. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from adapters.slack.blocks import clean, shortened
from adapters.slack.words import escaped
from bot import wording
from bot.messages import (
    Abstention,
    Answer,
    Apology,
    Citation,
    Done,
    Help,
    Message,
    Refusal,
    Statement,
)

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
            return _answer(message)
        case Abstention():
            return _abstention(message)
        case Refusal():
            return [wording.REFUSALS[message.reason]]
        case Help():
            notice = [message.notice] if message.notice else []
            return [*notice, wording.HELP, *wording.EXAMPLES, HOW, wording.PRIVACY]
        case Done():
            return [message.text]
        case Apology():
            return [message.text, wording.reference(message.reference)]
    assert_never(message)


def _answer(answer: Answer) -> list[str]:
    return [
        *_understood(answer.understood),
        *(_numbered(statement) for statement in answer.statements),
        wording.SOURCES,
        *_sources(answer.citations),
        wording.checked_line(answer),
    ]


def _abstention(message: Abstention) -> list[str]:
    near = [wording.NEAREST, *_sources(message.nearest)] if message.nearest else []
    return [
        *_understood(message.understood),
        wording.ABSTENTION,
        *(near or [wording.NOTHING_NEAR]),
        wording.ASK_ELSEWHERE,
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
