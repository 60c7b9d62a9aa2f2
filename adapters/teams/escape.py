"""Words of others in Teams' Markdown: they show as they were written and never act."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_MARKS = re.compile(r"([\\`*_\[\]~|])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_NUMBERED = re.compile(r"\[(?=\d+\])")
_LINE_START = re.compile(r"^(\d*)([-+#=.)])")
_AT = re.compile(r"<(?=/?at\b)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# Everything a URL may hold except what would end or disturb a Markdown link.
_URL_SAFE = "%/:?#@!$&+,;=~-._"


def plain(text: str) -> str:
    """The text where Teams knows no Markdown: one line that no client takes for a mention.

    Control characters and marks that turn text round are left out.
    """
    return _AT.sub("<\N{WORD JOINER}", " ".join(_CONTROL.sub("", text).split()))


def markdown(text: str) -> str:
    """One line of message text that shows these words and nothing else.

    A bracketed number is kept apart from its bracket by an invisible word joiner, because
    Teams would take it for one of the answer's own citations.
    """
    text = _NUMBERED.sub("[\N{WORD JOINER}", plain(text))
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKS.sub(r"\\\1", text)
    return _LINE_START.sub(r"\1\\\2", text)


def web_address(url: str) -> str:
    """The address as it can stand in a Markdown link; empty when it is not a web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return ""
    return quote(url, safe=_URL_SAFE)


def shortened(text: str, limit: int) -> str:
    """The text in at most `limit` characters, ended between two words when it is longer."""
    text = plain(text)
    if len(text) <= limit:
        return text
    kept = text[:limit].rsplit(" ", 1)[0][: limit - 1]
    return f"{kept.rstrip(' ,;:.')}…"
