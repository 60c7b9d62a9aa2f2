"""Slack's markup for text, turned back into the words a member typed."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"<([^<>]*)>")
_TO_SOMEBODY_ELSE = re.compile(r"\s*<[@!]")


def mentions(text: str, user: str) -> bool:
    """Whether the text names this user."""
    return f"<@{user}>" in text or f"<@{user}|" in text


def addresses_others(text: str) -> bool:
    """Whether the text begins by calling somebody, as in a talk between colleagues."""
    return _TO_SOMEBODY_ELSE.match(text) is not None


def in_words(text: str, bot: str) -> str:
    """The text without the bot's mention, links as their labels, people without their names."""
    spoken = re.sub(rf"\s*<@{re.escape(bot)}(?:\|[^<>]*)?>[\s,:]*", " ", text)
    spoken = _ENTITY.sub(lambda match: _entity(match[1]), spoken)
    return unescaped(spoken).strip()


def unescaped(text: str) -> str:
    """The three characters Slack escapes; the ampersand last, or "&amp;lt;" would become "<"."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escaped(text: str) -> str:
    """The text with nothing in it that Slack reads as a mention, a link or a broadcast."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _entity(inner: str) -> str:
    head, _, label = inner.partition("|")
    if head.startswith("@"):
        return "a colleague"
    if head.startswith("#"):
        return f"#{label}" if label else "a channel"
    if head.startswith("!subteam"):
        return "a group"
    if head.startswith("!"):
        return label if head.startswith("!date") else ""
    return label or head.removeprefix("mailto:").removeprefix("tel:")
