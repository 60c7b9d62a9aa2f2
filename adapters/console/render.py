"""Messages for the terminal: as text for a person, as JSON for a program."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any, assert_never

from bot import wording
from bot.messages import (
    Abstention,
    Answer,
    Apology,
    Citation,
    Done,
    Help,
    Message,
    Reason,
    Refusal,
    kind_of,
)
from knowledge.articles import Origin


def to_text(message: Message, width: int = 80) -> str:
    """The message in lines of at most `width` characters; addresses are not broken."""
    match message:
        case Answer():
            lines = list(_answer(message, width))
        case Abstention():
            lines = list(_abstention(message, width))
        case Refusal():
            lines = _wrapped(wording.REFUSALS[message.reason], width)
        case Help():
            lines = list(_help(message, width))
        case Done():
            lines = _wrapped(message.text, width)
        case Apology():
            lines = [*_wrapped(message.text, width), wording.reference(message.reference)]
        case _:
            assert_never(message)
    return "\n".join(lines)


def to_json(message: Message, question: str, elapsed_ms: int) -> dict[str, Any]:
    """The message as `coach ask --json` prints it; what is not stated is null."""
    said: dict[str, Any] = {"question": question, "kind": kind_of(message)}
    match message:
        case Answer():
            said["statements"] = [
                {"text": s.text, "citations": list(s.citations)} for s in message.statements
            ]
            said["citations"] = [_citation(citation) for citation in message.citations]
            said["programs"] = []
            said["understood"] = message.understood or None
            said["missing"] = list(message.missing)
            said["checked"] = {
                "supported": message.checked.supported,
                "statements": message.checked.statements,
            }
        case Abstention():
            said["text"] = wording.ABSTENTION
            said["nearest"] = [_citation(citation) for citation in message.nearest]
            said["understood"] = message.understood or None
        case Refusal():
            if message.reason is not Reason.CLINICAL:
                said["question"] = None
            said |= {"reason": message.reason.value, "text": wording.REFUSALS[message.reason]}
        case Help():
            said["text"] = " ".join(part for part in (message.notice, wording.HELP) if part)
        case Done():
            said["text"] = message.text
        case Apology():
            said |= {"reference": message.reference, "text": message.text}
        case _:
            assert_never(message)
    said["elapsed_ms"] = elapsed_ms
    return said


def as_json(document: object, indent: int | None = None) -> str:
    """A JSON document in which whatever could move a terminal's cursor is escaped."""
    written = json.dumps(document, ensure_ascii=False, indent=indent)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in written)


def legible(text: str) -> str:
    """The text on one line, without what could move a terminal's cursor."""
    kept = (" " if char.isspace() else char for char in text)
    return "".join(char for char in kept if char.isprintable())


def _answer(message: Answer, width: int) -> Iterator[str]:
    if message.understood:
        yield from _wrapped(wording.understood(message.understood), width)
        yield ""
    for statement in message.statements:
        yield from _item(f"{statement.text} {wording.marks(statement.citations)}", "• ", width)
    yield ""
    yield wording.SOURCES
    for numbers, citation in wording.places(message.citations):
        yield from _source(numbers, citation, width)
    yield ""
    yield from _wrapped(wording.checked_line(message), width)


def _abstention(message: Abstention, width: int) -> Iterator[str]:
    if message.understood:
        yield from _wrapped(wording.understood(message.understood), width)
        yield ""
    yield from _wrapped(wording.ABSTENTION, width)
    yield ""
    if message.nearest:
        yield from _wrapped(wording.NEAREST, width)
        for citation in message.nearest:
            yield from _source((citation.number,), citation, width)
            yield from _item(f"“{citation.quote}”", "    ", width)
        yield ""
    else:
        yield from _wrapped(wording.NOTHING_NEAR, width)
    yield from _wrapped(wording.ASK_ELSEWHERE, width)


def _help(message: Help, width: int) -> Iterator[str]:
    if message.notice:
        yield from _wrapped(message.notice, width)
        yield ""
    yield from _wrapped(wording.HELP, width)
    yield ""
    for example in wording.EXAMPLES:
        yield from _item(example, "• ", width)
    yield ""
    yield from _wrapped(wording.PRIVACY, width)


def _source(numbers: Iterable[int], citation: Citation, width: int) -> Iterator[str]:
    """What is cited, and where to read it: its address, or the command that prints it."""
    place = f"{wording.marks(numbers)} {wording.source_line(citation)}"
    yield from _item(place, "", width, indent=4)
    if behind := wording.origins_line(citation):
        yield from _item(behind, "    ", width)
    yield f"    {legible(citation.url or f'coach source {citation.id}')}"


def _item(text: str, mark: str, width: int, indent: int = 0) -> list[str]:
    return textwrap.wrap(
        legible(text),
        width,
        initial_indent=mark,
        subsequent_indent=" " * (indent or len(mark)),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _wrapped(text: str, width: int) -> list[str]:
    return _item(text, "", width)


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "kind": citation.kind,
        "id": citation.id,
        "title": citation.title,
        "heading": citation.heading,
        "url": citation.url or None,
        "updated": citation.updated.isoformat() if citation.updated else None,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "sources": [_origin(origin) for origin in citation.origins],
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "title": origin.title,
        "publisher": origin.publisher or None,
        "url": origin.url or None,
        "date": origin.dated or None,
        "read": origin.read.isoformat() if origin.read else None,
        "copy": "stored" if origin.stored else None,
    }
