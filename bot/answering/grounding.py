"""Grounding: a statement is kept only if the words it cites carry it."""

from __future__ import annotations

from bot.answering.quoting import Quote


def grounded(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """The quotes whose shown words stand, character for character, in the passages they cite."""
    return tuple(quote for quote in quotes if _carried(quote))


def cited_words(quote: Quote) -> str:
    """What stands in the source between the quote's two places; empty when it is elsewhere."""
    passage = quote.hit.passage
    if not passage.start <= quote.start < quote.end <= passage.end:
        return ""
    return passage.text[quote.start - passage.start : quote.end - passage.start]


def _carried(quote: Quote) -> bool:
    return bool(quote.said) and quote.said in cited_words(quote)
