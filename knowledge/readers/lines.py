"""Clean one-line text with its links: what a block says, free of anything a reader cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from knowledge.articles import Block, BlockKind, Link

# A run of text, and the address it links to or "". An origin's mark is a run of no text.
Piece = tuple[str, str]

NUMBER = re.compile("[1-9][0-9]{0,3}")
"""The number of an origin."""

ORIGIN = "origin:"
"""How the address of an origin's mark begins; its number follows."""

LONGEST_ADDRESS = 2_000

# Controls, soft hyphens, zero-width and bidi marks, fillers, variation selectors, surrogates,
# private use and tags: none is seen by whoever approved the article, and each can carry
# text past that person.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffc\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U0010ffff]+"
)


def fold(text: str) -> str:
    """The text on one line: white space folded, invisible characters removed."""
    return " ".join(INVISIBLE.sub("", text).split())


def line(pieces: Iterable[Piece]) -> tuple[str, tuple[Link, ...]]:
    """Fold the pieces into one line; return it with where its links stand."""
    parts: list[str] = []
    links: list[Link] = []
    at, gap = 0, False
    for raw, url in pieces:
        seen = INVISIBLE.sub("", raw)
        said = " ".join(seen.split())
        if url.startswith(ORIGIN):
            links.append(Link(at, at, "", int(url.removeprefix(ORIGIN))))
            continue
        if not said:
            gap = gap or bool(seen)
            continue
        if at and (gap or seen[0].isspace()):
            parts.append(" ")
            at += 1
        if url:
            links.append(Link(at, at + len(said), url))
        parts.append(said)
        at, gap = at + len(said), seen[-1].isspace()
    return "".join(parts), tuple(_joined(links))


def _joined(links: Iterable[Link]) -> list[Link]:
    """Links with the parts of one (plain, then bold) made one again."""
    whole: list[Link] = []
    for link in links:
        before = whole[-1] if whole else link
        if whole and before.url == link.url != "" and link.start - before.end <= 1:
            whole[-1] = replace(before, end=link.end)
        else:
            whole.append(link)
    return whole


def block(kind: BlockKind, pieces: Iterable[Piece], level: int = 0) -> Block:
    """A block that says the pieces."""
    text, links = line(pieces)
    return Block(kind, text, level, links)


def web_address(address: str) -> str:
    """The address if it is an absolute http or https one, else ""."""
    url = address.strip().replace(" ", "%20")
    if len(url) > LONGEST_ADDRESS or INVISIBLE.search(url):
        return ""
    if not re.fullmatch(r'https?://[^\s<>"\\]+', url, re.IGNORECASE):
        return ""
    try:
        parts = urlsplit(url)
        whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return url if whole else ""


def link_target(address: str) -> str:
    """The address if a member may be sent there (web or mail), else ""."""
    mail = address.strip()
    if len(mail) <= LONGEST_ADDRESS and re.fullmatch(r"mailto:[!-~]+@[!-~]+", mail, re.IGNORECASE):
        return "" if re.search(r'[<>"\\]', mail) else mail
    return web_address(address)
