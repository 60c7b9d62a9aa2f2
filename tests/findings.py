"""Findings made by hand, for what is decided after the search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge.passages import Findings, Hit, Passage, Sentence, Source, Span, Term
from knowledge.sentences import split_sentences


def stems_of(text: str) -> frozenset[str]:
    """Words in small letters without a plural s: near enough to stems."""
    return frozenset(word.rstrip("s") for word in re.findall(r"\w+", text.lower()))


def a_hit(
    text: str,
    *,
    title: str = "Paying for CME",
    heading: str = "After a no",
    document: str = "paying.md",
    url: str = "",
    link: str = "",
    cosine: float = 0.6,
    score: float = 0.9,
    start: int = 0,
    row: bool = False,
    updated: date | None = date(2026, 5, 29),
) -> Hit:
    """A passage that was found, each of its sentences as near as the passage itself."""
    spans = tuple(Span(start + a, start + b, row) for a, b in split_sentences(text))
    sentences = tuple(
        Sentence(
            span.start,
            span.end,
            text[span.start - start : span.end - start],
            cosine,
            stems_of(text[span.start - start : span.end - start]),
            link,
            span.end - 3 if link else -1,
            row=row,
        )
        for span in spans
    )
    passage = Passage(document, 0, (heading,), start, start + len(text), text, spans)
    source = Source(document, "article", title, url, updated)
    return Hit(passage, source, score, cosine, cosine, sentences)


def some_findings(
    query: str, hits: Sequence[Hit], *, unknown: Sequence[str] = (), familiar: float = 1.0
) -> Findings:
    """What a search brought; every word weighs the same."""
    terms = tuple(
        Term(word, word.rstrip("s"), 1.0, word not in unknown, common=False)
        for word in dict.fromkeys(re.findall(r"\w+", query.lower()))
    )
    return Findings(query, tuple(hits), terms, familiar)
