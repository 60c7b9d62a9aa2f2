"""What activities and cards are made of. Words of others stand in a RichTextBlock, which has no
Markdown, or in `activity`, which escapes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from adapters.teams.escape import markdown, plain, shortened

Payload = dict[str, Any]

# Teams counts UTF-16. Its documents name 28 KB at the least; 4 are left to the addresses.
BUDGET = 24 * 1024
_SPOKEN_LIMIT = 1_500


def weight(payload: Payload) -> int:
    """The bytes of the payload as Teams counts them."""
    return 2 * len(json.dumps(payload, ensure_ascii=False))


def first_that_fits(candidates: Iterable[Payload]) -> Payload:
    """The first payload within the budget; the last, smallest one when none is."""
    payload: Payload = {}
    for payload in candidates:
        if weight(payload) <= BUDGET:
            break
    return payload


def activity(*paragraphs: str) -> Payload:
    """A message of plain words."""
    return {
        "type": "message",
        "textFormat": "markdown",
        "text": joined(*(markdown(paragraph) for paragraph in paragraphs)),
    }


def joined(*paragraphs: str) -> str:
    """Paragraphs as Teams tells them apart."""
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def spoken(words: str) -> str:
    """Words for a screen reader, which takes them for markup."""
    return escape(words)


def card(body: list[Payload], words: str, actions: Sequence[Payload] = ()) -> Payload:
    """The attachment of a card; the words stand for it where it cannot be shown."""
    content: Payload = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "fallbackText": markdown(words),
        "speak": spoken(plain(words)),
        "body": body,
    }
    if actions:
        content["actions"] = list(actions)
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}


def essentials(*words: str) -> str:
    """The words of a card of programs, which says more than anybody wants read out."""
    return shortened("; ".join(words), _SPOKEN_LIMIT)


def column(width: str, *items: Payload) -> Payload:
    """A column of elements."""
    return {"type": "Column", "width": width, "items": list(items)}


def heading(text: str) -> Payload:
    """The coach's own words above a part of a card."""
    return {"type": "TextBlock", "text": text, "weight": "Bolder", "wrap": True}


def small(text: str, *, separator: bool = False) -> Payload:
    """The coach's own words in small print."""
    block = {"type": "TextBlock", "text": text, "size": "Small", "isSubtle": True, "wrap": True}
    return block | {"separator": True, "spacing": "Medium"} if separator else block


def rich(*runs: Payload, **style: str) -> Payload:
    """A line of runs."""
    return {"type": "RichTextBlock", "inlines": list(runs), **style}


def run(text: str, **style: str | bool | Payload) -> Payload:
    """Words that show as they are."""
    return {"type": "TextRun", "text": text, **style}
