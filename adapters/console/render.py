"""Messages for the terminal: as text for a person, as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, assert_never

from adapters.cards import cited
from adapters.console.citing import citation_json
from adapters.console.lines import item, legible, wrapped
from adapters.console.programs import (
    briefing_json,
    briefing_text,
    comparison_json,
    comparison_text,
    match_json,
    programs_json,
    programs_text,
    short_card,
)
from adapters.console.reminders import note_text, nudge_text, told_json
from adapters.reminders import quoted
from bot import wording
from bot.messages import (
    KINDS,
    Abstention,
    Answer,
    Apology,
    Briefing,
    Citation,
    Comparison,
    Done,
    Help,
    Message,
    Note,
    Nudge,
    Programs,
    Reason,
    Refusal,
    kind_of,
)


def to_text(message: Message, width: int = 80) -> str:
    """The message in lines of at most `width` characters; addresses are not broken."""
    match message:
        case Answer():
            lines = list(_answer(message, width))
        case Programs():
            lines = list(programs_text(message, width))
        case Comparison():
            lines = list(comparison_text(message, width))
        case Briefing():
            lines = [*briefing_text(message, width), *_sources(cited(message), width)]
        case Note():
            lines = list(note_text(message, width))
        case Nudge():
            lines = [*nudge_text(message, width), *_sources(quoted(message), width)]
        case Abstention():
            lines = list(_abstention(message, width))
        case Refusal():
            lines = wrapped(wording.REFUSALS[message.reason], width)
        case Help():
            lines = list(_help(message, width))
        case Done():
            lines = wrapped(message.text, width)
        case Apology():
            lines = [*wrapped(message.text, width), wording.reference(message.reference)]
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
            said["citations"] = [citation_json(citation) for citation in message.citations]
            said["programs"] = [match_json(match) for match in message.programs]
            said["records"] = [citation_json(citation) for citation in message.records]
            said["understood"] = message.understood or None
            said["missing"] = list(message.missing)
            said["checked"] = {
                "supported": message.checked.supported,
                "statements": message.checked.statements,
            }
        case Programs():
            said |= programs_json(message)
            said |= _abstained(message, wording.none_fits(message))
            said["citations"] = [citation_json(citation) for citation in message.citations]
        case Comparison():
            said |= comparison_json(message)
            said["citations"] = [citation_json(citation) for citation in message.citations]
        case Briefing():
            said |= briefing_json(message)
            said |= _abstained(message, "\n".join((message.title, *message.notes)))
            told = cited(message)
            said["citations"] = [citation_json(citation) for citation in told]
            rest = (citation for citation in message.citations if citation not in told)
            said["records"] = [citation_json(citation) for citation in rest]
        case Note() | Nudge():
            said |= told_json(message)
        case Abstention():
            said["text"] = wording.abstention(message)
            said["nearest"] = [citation_json(citation) for citation in message.nearest]
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


def _abstained(message: Programs | Briefing, text: str) -> dict[str, Any]:
    """What every abstention says, where the message is one: all that it cites came nearest."""
    if kind_of(message) != KINDS[Abstention]:
        return {}
    return {"text": text, "nearest": [citation_json(citation) for citation in message.citations]}


def as_json(document: object, indent: int | None = None) -> str:
    """A JSON document in which whatever could move a terminal's cursor is escaped."""
    written = json.dumps(document, ensure_ascii=False, indent=indent)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in written)


def _answer(message: Answer, width: int) -> Iterator[str]:
    if message.understood:
        yield from wrapped(wording.understood(message.understood), width)
        yield ""
    for statement in message.statements:
        yield from item(f"{statement.text} {wording.marks(statement.citations)}", "• ", width)
    yield ""
    yield from _sources(message.citations, width)
    yield ""
    yield from wrapped(wording.checked_line(message), width)
    if message.programs:
        yield from ("", wording.PROGRAMS_THAT_FIT)
        for number, match in enumerate(message.programs, 1):
            yield from short_card(match, f"{number}. ", width)


def _sources(citations: Iterable[Citation], width: int) -> Iterator[str]:
    """Each place that is cited; nothing where none is."""
    places = wording.places(citations)
    if places:
        yield wording.SOURCES
    for numbers, citation in places:
        yield from _source(numbers, citation, width)


def _abstention(message: Abstention, width: int) -> Iterator[str]:
    if message.understood:
        yield from wrapped(wording.understood(message.understood), width)
        yield ""
    yield from wrapped(wording.abstention(message), width)
    yield ""
    if message.nearest:
        yield from wrapped(wording.NEAREST, width)
        for citation in message.nearest:
            yield from _source((citation.number,), citation, width)
            yield from item(f"“{citation.quote}”", "    ", width)
        yield ""
    for advice in wording.advice(message):
        yield from wrapped(advice, width)


def _help(message: Help, width: int) -> Iterator[str]:
    if message.notice:
        yield from wrapped(message.notice, width)
        yield ""
    yield from wrapped(wording.HELP, width)
    yield ""
    for example in wording.EXAMPLES:
        yield from item(example, "• ", width)
    yield ""
    yield from wrapped(wording.PRIVACY, width)


def _source(numbers: Iterable[int], citation: Citation, width: int) -> Iterator[str]:
    """What is cited, and where to read it: its address, or the command that prints it."""
    place = f"{wording.marks(numbers)} {wording.source_line(citation)}"
    yield from item(place, "", width, indent=4)
    if behind := wording.origins_line(citation):
        yield from item(behind, "    ", width)
    yield f"    {legible(citation.url or f'coach source {citation.id}')}"
