"""Block Kit, as far as the coach speaks it.

A paragraph is a section of mrkdwn as long as nothing in its words is mrkdwn's, and rich text,
which has no markup at all, where something is: mrkdwn knows no way to write a plain asterisk.
So what a hub, a member or a model wrote is shown to the letter, and every client and tool shows
the common case.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from adapters.slack.words import escaped

Block = dict[str, Any]

BUDGET = 10_000
"""Characters of a message's blocks. Slack takes about 13,200 in all (undocumented); the rest is
for who shared it or the button to share it."""

MOST_BLOCKS = 50
MOST_FIELDS = 10
HEADER_LIMIT = 150

_SECTION_LIMIT = 3_000
_NOTE_LIMIT = 2_000
_MARKUP = re.compile(r"[*_~`|]|:\S+:|^\s*>", re.MULTILINE)
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNPRINTABLE = frozenset({"Cc", "Cs"})


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a line; with a `url` they open it, with a `member` they are that one's name."""

    words: str
    url: str = ""
    bold: bool = False
    member: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph; a quoted one is set off."""

    spans: tuple[Span, ...]
    quoted: bool = False


def line(*spans: Span | str, quoted: bool = False) -> Line:
    """A line of spans and plain words, without what could break or reverse it."""
    whole = (Span(span) if isinstance(span, str) else span for span in spans)
    kept = (Span(clean(s.words), openable(s.url), s.bold, s.member) for s in whole)
    return Line(tuple(kept), quoted)


def paragraph(lines: Iterable[Line]) -> Block:
    """The lines as one block."""
    lines = tuple(lines)
    written = "\n".join(_mrkdwn(each) for each in lines)
    marked = not all(is_plain(span.words) for each in lines for span in each.spans)
    if marked or len(written) > _SECTION_LIMIT:
        return {"type": "rich_text", "elements": _rich(lines)}
    return {"type": "section", "text": {"type": "mrkdwn", "text": written, "verbatim": True}}


def words(text: str) -> Block:
    """A block of plain words."""
    return paragraph([line(text)])


def title(text: str) -> Block:
    """A line of bold words above what follows."""
    return paragraph([line(Span(text, bold=True))])


def note(text: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [label(shortened(clean(text), _NOTE_LIMIT))]}


def header(text: str) -> Block:
    """The title of a whole message."""
    return {"type": "header", "text": label(shortened(clean(text), HEADER_LIMIT))}


def fields(rows: Iterable[tuple[str, str]]) -> Block:
    """Names and what they say, two beside each other: plain words (`is_plain`), MOST_FIELDS at
    most, of 2,000 characters each."""
    told = (_mrkdwn(line(Span(name, bold=True), f"\n{text}")) for name, text in rows)
    shown = [{"type": "mrkdwn", "text": text, "verbatim": True} for text in told]
    return {"type": "section", "fields": shown}


def is_plain(text: str) -> bool:
    """Whether mrkdwn shows these words, once escaped, as they are."""
    return not _MARKUP.search(text)


def label(text: str) -> Block:
    """Text of which nothing is read as markup."""
    return {"type": "plain_text", "text": text, "emoji": False}


def size(blocks: Sequence[Block]) -> int:
    """Characters of the blocks as sent, which is more than Slack can count."""
    return len(json.dumps(blocks, ensure_ascii=False))


def fits(blocks: Sequence[Block]) -> bool:
    """Whether one message holds the blocks."""
    return len(blocks) <= MOST_BLOCKS and size(blocks) <= BUDGET


def one_line(text: str, limit: int) -> str:
    """The text on one line, cut where it is too long."""
    return shortened(" ".join(text.split()), limit)


def shortened(text: str, limit: int) -> str:
    """The text, cut between two words where it is more than `limit` characters."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0] + "…"


def clean(text: str) -> str:
    """The text without control characters, which could break or reverse a line."""
    return "".join(
        character
        for character in text
        if character in "\n\t"
        or (unicodedata.category(character) not in _UNPRINTABLE and character not in _DIRECTION)
    )


def openable(url: str) -> str:
    """The address if Slack can open it; it refuses a whole message for one it cannot read."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    legible = not any(character.isspace() or character in '<>"|' for character in url)
    return url if parts.scheme in {"http", "https"} and parts.hostname and legible else ""


def _mrkdwn(each: Line) -> str:
    written = "".join(_mrkdwn_span(span) for span in each.spans)
    return "\n".join(f"> {part}" for part in written.splitlines()) if each.quoted else written


def _mrkdwn_span(span: Span) -> str:
    if span.member:
        return f"<@{span.member}>"
    written = escaped(span.words)
    if span.url:
        written = f"<{escaped(span.url)}|{written}>"
    return f"*{written}*" if span.bold else written


def _rich(lines: Sequence[Line]) -> list[Block]:
    """Lines that are not quoted share an element: clients differ in whether elements of one
    block stand apart."""
    elements: list[Block] = []
    for each in lines:
        spans = [_rich_span(span) for span in each.spans if span.words or span.member]
        if each.quoted:
            elements.append({"type": "rich_text_quote", "elements": spans})
        elif elements and elements[-1]["type"] == "rich_text_section":
            elements[-1]["elements"] += [{"type": "text", "text": "\n"}, *spans]
        else:
            elements.append({"type": "rich_text_section", "elements": spans})
    return elements


def _rich_span(span: Span) -> Block:
    if span.member:
        return {"type": "user", "user_id": span.member}
    if span.url:
        element: Block = {"type": "link", "url": span.url, "text": span.words}
    else:
        element = {"type": "text", "text": span.words}
    return {**element, "style": {"bold": True}} if span.bold else element
