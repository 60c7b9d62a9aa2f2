"""From a message to an activity: the words with their [n], and a card with the sources.

The statements stand in the activity's text, because only there Teams turns [n] into a citation;
the card says what the text does not: where each number comes from and what was checked. Words
of the hub never stand in a card's Markdown, whose escapes differ between Teams' clients, but in
RichTextBlock, which has none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, assert_never
from xml.sax.saxutils import escape as spoken

from adapters.teams.escape import markdown, plain, shortened, web_address
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

Payload = dict[str, Any]

# Teams counts UTF-16. Its documents name 28 KB at the least; 4 are left to the addresses.
BUDGET = 24 * 1024
# The limits of a citation entity, from Microsoft's page on AI-generated bot messages.
MOST_CITATIONS = 20
NAME_LIMIT = 80
ABSTRACT_LIMIT = 160


def render(message: Message) -> Payload:
    """The message as an activity's JSON, without the addresses that delivery adds."""
    match message:
        case Answer():
            return _first_that_fits(_answers(message))
        case Abstention():
            return _first_that_fits(_abstentions(message))
        case Refusal():
            return _activity(wording.REFUSALS[message.reason])
        case Help():
            return _help(message)
        case Done():
            return _activity(message.text)
        case Apology():
            return _activity(message.text, wording.reference(message.reference))
    assert_never(message)


def weight(payload: Payload) -> int:
    """The bytes of the payload as Teams counts them."""
    return 2 * len(json.dumps(payload, ensure_ascii=False))


def _first_that_fits(candidates: Iterable[Payload]) -> Payload:
    """The first payload within the budget; the last, smallest one when none is."""
    payload: Payload = {}
    for payload in candidates:
        if weight(payload) <= BUDGET:
            break
    return payload


def _answers(answer: Answer) -> Iterator[Payload]:
    """The answer, then with ever less of it: sources leave the card first, then statements."""
    yield _answer(answer, len(answer.citations))
    answer = replace(answer, understood="")
    for rows in range(len(answer.citations), -1, -1):
        yield _answer(answer, rows)
    for kept in range(len(answer.statements) - 1, 0, -1):
        statements = answer.statements[:kept]
        cited = {number for statement in statements for number in statement.citations}
        citations = tuple(citation for citation in answer.citations if citation.number in cited)
        yield _answer(replace(answer, statements=statements, citations=citations), 0)


def _answer(answer: Answer, rows: int) -> Payload:
    lead = (wording.understood(answer.understood),) if answer.understood else ()
    payload = _activity(*lead)
    # In paragraphs, because inside a list Teams' Playground leaves [n] as it is.
    payload["text"] = _joined(payload["text"], *(_statement(s) for s in answer.statements))
    payload["speak"] = spoken(_joined(*lead, *(plain(s.text) for s in answer.statements)))
    payload["entities"] = _entities(answer)
    payload["attachments"] = [_sources(answer, rows)]
    return payload


def _statement(statement: Statement) -> str:
    return f"{markdown(statement.text)} {wording.marks(statement.citations)}".rstrip()


def _entities(answer: Answer) -> list[Payload]:
    """The root message entity: the citations, and the AI label when a model wrote the words."""
    entity: Payload = {
        "type": "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "@id": "",
    }
    if answer.by_model:
        entity["additionalType"] = ["AIGeneratedContent"]
    once = {citation.number: citation for citation in answer.citations}
    if once:
        entity["citation"] = [_claim(once[number]) for number in sorted(once)[:MOST_CITATIONS]]
    return [entity] if len(entity) > 4 else []  # noqa: PLR2004


def _claim(citation: Citation) -> Payload:
    place = ", ".join(part for part in (citation.title, citation.heading) if part)
    name = shortened(place, NAME_LIMIT) or citation.id
    document = {
        "@type": "DigitalDocument",
        "name": name,
        "abstract": shortened(citation.quote, ABSTRACT_LIMIT) or name,
    }
    if url := web_address(citation.url):
        document["url"] = url
    return {"@type": "Claim", "position": citation.number, "appearance": document}


def _sources(answer: Answer, rows: int) -> Payload:
    places = wording.places(answer.citations)
    shown = [citation for _, citation in places[:rows]]
    body = [
        _heading(wording.SOURCES),
        *(_source(place, numbers) for numbers, place in places[:rows]),
    ]
    if hidden := max(0, len(places) - rows):
        body.append(_small(f"{hidden} more behind the numbers in the text"))
    body.append(_small(wording.checked_line(answer), separator=True))
    return _card(body, wording.SOURCES, shown)


def _abstentions(abstention: Abstention) -> Iterator[Payload]:
    """The abstention, then with ever fewer of the passages that came nearest."""
    yield _abstention(abstention)
    abstention = replace(abstention, understood="")
    for kept in range(len(abstention.nearest), -1, -1):
        yield _abstention(replace(abstention, nearest=abstention.nearest[:kept]))


def _abstention(abstention: Abstention) -> Payload:
    lead = (wording.understood(abstention.understood),) if abstention.understood else ()
    near = () if abstention.nearest else (wording.NOTHING_NEAR,)
    payload = _activity(*lead, wording.ABSTENTION, *near, wording.ASK_ELSEWHERE)
    if abstention.nearest:
        body = [_heading(wording.NEAREST), *(_nearest(place) for place in abstention.nearest)]
        payload["attachments"] = [_card(body, wording.NEAREST, abstention.nearest)]
    return payload


def _nearest(citation: Citation) -> Payload:
    row = _source(citation)
    row["columns"][0]["items"].append(
        _rich(_run(plain(citation.quote), isSubtle=True), spacing="None")
    )
    return row


def _help(message: Help) -> Payload:
    payload = _activity(*((message.notice,) if message.notice else ()), wording.HELP)
    examples = "\n".join(f"- {markdown(example)}" for example in wording.EXAMPLES)
    payload["text"] = _joined(payload["text"], examples, markdown(wording.PRIVACY))
    return payload


def _activity(*paragraphs: str) -> Payload:
    """A message of plain words."""
    return {
        "type": "message",
        "textFormat": "markdown",
        "text": _joined(*(markdown(paragraph) for paragraph in paragraphs)),
    }


def _joined(*paragraphs: str) -> str:
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _card(body: list[Payload], heading: str, places: Iterable[Citation]) -> Payload:
    lines = "; ".join(wording.source_line(place) for place in places)
    words = f"{heading.rstrip(':')}: {lines}"
    return {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "content": {
            "type": "AdaptiveCard",
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "version": "1.5",
            "fallbackText": markdown(words),
            "speak": spoken(plain(words)),
            "body": body,
        },
    }


def _source(citation: Citation, numbers: Iterable[int] = ()) -> Payload:
    """A row of the card: the numbers as in the text, the place, and the way there."""
    title = plain(citation.title)
    rest = plain(wording.source_line(citation)).removeprefix(title)
    columns = [_column("stretch", _rich(_run(title, weight="Bolder"), _run(rest)))]
    if behind := wording.origins_line(citation):
        small = _rich(_run(plain(behind), size="Small", isSubtle=True), spacing="None")
        columns[0]["items"].append(small)
    if marks := wording.marks(numbers):
        columns.insert(0, _column("auto", _rich(_run(marks, isSubtle=True))))
    if url := web_address(citation.url):
        columns.append(_column("auto", {"type": "TextBlock", "text": f"[Open]({url})"}))
    return {"type": "ColumnSet", "spacing": "Small", "columns": columns}


def _column(width: str, item: Payload) -> Payload:
    return {"type": "Column", "width": width, "items": [item]}


def _heading(text: str) -> Payload:
    return {"type": "TextBlock", "text": text, "weight": "Bolder", "wrap": True}


def _small(text: str, *, separator: bool = False) -> Payload:
    block = {"type": "TextBlock", "text": text, "size": "Small", "isSubtle": True, "wrap": True}
    return block | {"separator": True, "spacing": "Medium"} if separator else block


def _rich(*runs: Payload, **style: str) -> Payload:
    return {"type": "RichTextBlock", "inlines": list(runs), **style}


def _run(text: str, **style: str | bool) -> Payload:
    return {"type": "TextRun", "text": text, **style}
