"""The pages and papers behind an article: its front matter's `sources`, and marks in its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from knowledge.articles import Link, Origin, is_day
from knowledge.readers.lines import NUMBER, web_address
from knowledge.readers.reading import UNSTATED, stated_date

_KEYS = ("number", "title", "publisher", "url", "date", "read", "copy")
_LONGEST_DATE, _LONGEST_NAME = 40, 300


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


def remarks_on(value: object, links: Iterable[Link]) -> Iterator[str]:
    """What somebody who wrote `sources` and marks will want to mend; nothing of it is refused."""
    entries = [e for e in value if isinstance(e, dict)] if isinstance(value, list) else []
    if not entries:
        return
    numbers = [origin.number for origin in map(_origin, entries) if origin]
    for place, entry in enumerate(entries, 1):
        yield from (f"source {place} in the list: {fault}" for fault in _faults(entry))
    for number in sorted({n for n in numbers if numbers.count(n) > 1}):
        yield f"several sources have the number {number}; the last one counts"
    used = {link.number for link in links if link.number}
    for number in sorted(used - set(numbers)):
        yield f"[^{number}] stands in the text, but no source has that number"
    for number in sorted(set(numbers) - used):
        yield f"no [^{number}] stands in the text, so source {number} is never shown"


def _faults(entry: dict[str, object]) -> Iterator[str]:
    stated = _stated(entry)
    if not _origin(entry):
        yield "it needs a number from 1 to 9999 and a title; it is left out"
    if stated.get("url") and not web_address(stated["url"]):
        yield "its url is no web address; it must start with https://"
    if stated.get("date") and not is_day(stated["date"]):
        yield "its date must be 2026, 2026-05 or 2026-05-29"
    if stated.get("read") and not stated_date(stated["read"]):
        yield "the day it was read must be written as 2026-05-29"
    if stated.get("copy", "stored").lower() not in {"stored", ""}:
        yield "copy can only be stored; leave it out for a page that was read live"
    if unknown := sorted(entry.keys() - _KEYS):
        yield f"unknown: {', '.join(unknown[:3])}; a source has {', '.join(_KEYS)}"


def listed(origins: Iterable[Origin]) -> str:
    """The origins as they stand below an article's text; "" when there are none."""
    lines = [f"{origin.number}. {_described(origin)}" for origin in origins]
    return "\n".join(("\n\nSources\n", *lines)) if lines else ""


def _origin(entry: dict[str, object]) -> Origin | None:
    kept = _stated(entry)
    number, title = kept.get("number", ""), kept.get("title", "")
    if not title or not NUMBER.fullmatch(number):
        return None
    dated = kept.get("date", "")
    return Origin(
        number=int(number),
        title=title[:_LONGEST_NAME],
        publisher=kept.get("publisher", "")[:_LONGEST_NAME],
        url=web_address(kept.get("url", "")),
        dated=dated[:_LONGEST_DATE],
        read=stated_date(kept.get("read", "")),
        stored=kept.get("copy", "").lower() == "stored",
    )


def _stated(entry: dict[str, object]) -> dict[str, str]:
    texts = {key: text for key, text in entry.items() if isinstance(text, str)}
    return {key: "" if text in UNSTATED else text for key, text in texts.items()}


def _described(origin: Origin) -> str:
    read = f"{'stored copy ' if origin.stored else ''}read {origin.read}" if origin.read else ""
    dated = origin.dated or "date not stated"
    return "; ".join(
        part for part in (origin.title, origin.publisher, dated, read, origin.url) if part
    )
