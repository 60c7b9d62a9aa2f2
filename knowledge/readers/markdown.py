"""Markdown with front matter: rendered, then read as the page its readers see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from knowledge.articles import UnreadableArticle
from knowledge.readers.decoding import decode
from knowledge.readers.flow import ORIGIN_MARK
from knowledge.readers.frontmatter import split_front_matter
from knowledge.readers.lines import NUMBER
from knowledge.readers.markup import TOO_DEEP, blocks_of, parse_markup, remove_unseen
from knowledge.readers.origins import origins_of
from knowledge.readers.reading import LONGEST_TEXT, TOO_LONG, Reading, within_limit

LONGEST_PARAGRAPH = 20_000

# A footnote's number would read as part of the word or figure before it.
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,40}\]:?|^\^\d+$")
_MARK = re.compile(rf"\[\^({NUMBER.pattern})\](?!:)")


def read_markdown(content: bytes) -> Reading:
    """A reading of a Markdown article. Raises UnreadableArticle."""
    text, encoding = decode(content)
    if len(text) > LONGEST_TEXT:
        raise UnreadableArticle(TOO_LONG)
    front, body = split_front_matter(text)
    title = front.title()
    details = front.details()
    origins = origins_of(front.values.get("sources", ""))
    page = parse_markup(_render(body))
    remove_unseen(page)
    return Reading(
        title,
        within_limit(blocks_of(page)),
        origins=origins,
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
    """Read "Term", then ":   definition" on the next line, as "Term: definition"; keep numbered
    footnote marks as marks of origins and drop all others. The standard knows none of them."""
    for token in state.tokens:
        children = token.children or []
        for before, after in pairwise(children):
            if before.type == "softbreak" and after.type == "text" and after.content[:2] == ": ":
                before.type, before.content = "text", ""
        if children:
            token.children = [part for child in children for part in _marked(child)]


def _marked(token: Token) -> Iterator[Token]:
    """A text, and between its parts the marks of origins as elements that say nothing."""
    if token.type != "text":
        yield token
        return
    for place, part in enumerate(_MARK.split(token.content)):
        if place % 2:
            yield Token("html_inline", "", 0, content=f'<sup {ORIGIN_MARK}="{part}"></sup>')
        elif said := _FOOTNOTE.sub("", part):
            yield Token("text", "", 0, content=said)
