"""The pages and papers behind an article: its front matter's `sources`, and marks in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.articles import Link, Origin
from knowledge.readers.lines import web_address
from knowledge.readers.reading import stated_date

_DATED = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?")
_NUMBER = re.compile("[1-9][0-9]{0,3}")
_UNSTATED = frozenset({"", "~", "null", "not stated"})


def origins_of(value: object) -> tuple[Origin, ...]:
    """The origins that a front matter's `sources` lists, each with the number its marks have.

    A list of something else is another hub's own key: it has no origins, and is not refused.
    """
    entries = value if isinstance(value, list) else []
    found = (_origin(entry) for entry in entries if isinstance(entry, dict))
    return tuple({origin.number: origin for origin in found if origin}.values())


def referred(links: Iterable[Link], origins: Sequence[Origin]) -> tuple[Link, ...]:
    """The links, each mark with its origin's address; a mark of no origin that is listed falls
    away."""
    by_number = {origin.number: origin for origin in origins}
    return tuple(
        replace(link, url=by_number[link.number].url) if link.number else link
        for link in links
        if not link.number or link.number in by_number
    )


def listed(origins: Iterable[Origin]) -> str:
    """The origins as they stand below an article's text; "" when there are none."""
    lines = [f"{origin.number}. {_described(origin)}" for origin in origins]
    return "\n".join(("\n\nSources\n", *lines)) if lines else ""


def _origin(entry: dict[str, object]) -> Origin | None:
    stated = {key: text for key, text in entry.items() if isinstance(text, str)}
    kept = {key: "" if text.lower() in _UNSTATED else text for key, text in stated.items()}
    number, title = kept.get("number", ""), kept.get("title", "")
    if not title or not _NUMBER.fullmatch(number):
        return None
    dated = kept.get("date", "")
    return Origin(
        number=int(number),
        title=title,
        publisher=kept.get("publisher", ""),
        url=web_address(kept.get("url", "")),
        dated=dated if _DATED.fullmatch(dated) else "",
        read=stated_date(kept.get("read", "")),
        stored=kept.get("copy", "") == "stored",
    )


def _described(origin: Origin) -> str:
    read = f"{'stored copy ' if origin.stored else ''}read {origin.read}" if origin.read else ""
    dated = origin.dated or "date not stated"
    return "; ".join(
        part for part in (origin.title, origin.publisher, dated, read, origin.url) if part
    )
