"""Markdown with front matter: rendered, then read as the page its readers see."""

from __future__ import annotations

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from knowledge.articles import UnreadableArticle
from knowledge.readers.decoding import decode
from knowledge.readers.frontmatter import split_front_matter
from knowledge.readers.markup import TOO_DEEP, blocks_of, parse_markup, remove_unseen
from knowledge.readers.reading import LONGEST_TEXT, TOO_LONG, Reading, within_limit

LONGEST_PARAGRAPH = 20_000

# A footnote's number would read as part of the word or figure before it.
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,40}\]:?|^\^\d+$")


def read_markdown(content: bytes) -> Reading:
    """A reading of a Markdown article. Raises UnreadableArticle."""
    text, encoding = decode(content)
    if len(text) > LONGEST_TEXT:
        raise UnreadableArticle(TOO_LONG)
    front, body = split_front_matter(text)
    title = front.title()
    details = front.details()
    page = parse_markup(_render(body))
    remove_unseen(page)
    return Reading(
        title,
        within_limit(blocks_of(page)),
        id=front.text("id"),
        url=front.url(),
        published=front.day("published"),
        updated=front.day("updated"),
        details=details if encoding == "utf-8" else details | {"encoding": encoding},
    )


class _Renderer(MarkdownIt):
    """Takes every link for one; which of them may be followed is decided for all formats alike."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True


def _render(body: str) -> str:
    # Below its `maxNesting` the parser drops text without a word; this is far beyond what the
    # page can hold, so that what is nested too deeply is refused instead.
    options = {"html": True, "maxNesting": 1_000}
    renderer = _Renderer("commonmark", options).enable(["table", "strikethrough"])
    renderer.core.ruler.before("inline", "long", _leave_long)
    renderer.core.ruler.push("plain", _plain)
    try:
        return str(renderer.render(body))
    except RecursionError as error:
        raise UnreadableArticle(TOO_DEEP) from error


def _leave_long(state: StateCore) -> None:
    """Take very long paragraphs as they are written: the time to look for links in them grows
    with the square of their length."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > LONGEST_PARAGRAPH:
            token.type = "text"


def _plain(state: StateCore) -> None:
    """Read "Term", then ":   definition" on the next line, as "Term: definition"; drop footnote
    marks. Both are written in Markdown that the standard does not know."""
    for token in state.tokens:
        children = token.children or []
        for before, after in pairwise(children):
            if before.type == "softbreak" and after.type == "text" and after.content[:2] == ": ":
                before.type, before.content = "text", ""
        for child in children:
            if child.type == "text":
                child.content = _FOOTNOTE.sub("", child.content)
