"""The library: a question in, the passages that fit it best out."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.articles import Link, Origin
from knowledge.index import lexical, shelf
from knowledge.index.embeddings import Embedder, Vector
from knowledge.index.fusion import LEXICAL_WEIGHT, fuse
from knowledge.index.shelf import Shelf, Stored
from knowledge.index.vectors import ExactVectors, Vectors
from knowledge.passages import Findings, Hit, Sentence, Span, Term

DEPTH = 600
"""Candidates from each side. With 100 the right article of the starter hub is among the first three
a little less often (94.6 % against 95.8 %), and a search takes 4 ms less of 22."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passage numbers with their fused scores, best first, and the cosines behind them."""

    scores: Mapping[int, float]
    cosines: Mapping[int, float]


class HubLibrary:
    """Searches one hub with both indexes and fuses what they find."""

    def __init__(
        self,
        shelf: Shelf,
        embedder: Embedder,
        vectors: Vectors | None = None,
        weight: float = LEXICAL_WEIGHT,
    ) -> None:
        self._shelf = shelf
        self._embedder = embedder
        self._vectors = vectors or ExactVectors()
        self._weight = weight
        self._local = threading.local()

    def search(self, query: str, limit: int) -> Findings:
        """The passages that fit the query best, at most `limit`, with their sentences weighed.

        Raises HubError.
        """
        vector = self._embedder.embed(query).whole
        with self._shelf.reading() as connection:
            ranking = self._rank(connection, query, vector)
            stored = shelf.fetch(connection, list(ranking.scores)[:limit])
            terms = lexical.terms(connection, query, self._stemmer, self._embedder.is_common)
        found = [stored[number] for number in ranking.scores if number in stored]
        return self._findings(query, vector, found, ranking, terms)

    def passage(self, document: str, words: str) -> Hit | None:
        """The passage of a document in which these very words stand; None when the hub does not
        hold them. It is compared with nothing, so its cosines say nothing. Raises HubError."""
        with self._shelf.reading() as connection:
            stored = shelf.fetch(connection, shelf.passages_of(connection, document))
        found = [each for each in stored.values() if words in each.passage.text]
        if not found:
            return None
        vector = np.zeros_like(found[0].heading_vector)
        ranking = Ranking({each.number: 0.0 for each in found}, {})
        return self._findings("", vector, found[:1], ranking, ()).hits[0]

    def text(self, document: str) -> str | None:
        """The plain text of a document; None when the hub does not hold it. Raises HubError."""
        with self._shelf.reading() as connection:
            return shelf.text(connection, document)

    def rank_documents(self, query: str, limit: int) -> dict[str, float]:
        """Document ids, best first, each with the score of its best passage."""
        vector = self._embedder.embed(query).whole
        with self._shelf.reading() as connection:
            ranking = self._rank(connection, query, vector)
            homes = shelf.documents_of(connection, list(ranking.scores))
        best: dict[str, float] = {}
        for number, score in ranking.scores.items():
            best.setdefault(homes[number], score)
        return dict(list(best.items())[:limit])

    def _rank(self, connection: sqlite3.Connection, query: str, vector: Vector) -> Ranking:
        shelf.expect_embedder(connection, self._embedder.name)
        by_words = lexical.match(connection, query, DEPTH)
        cosines = self._vectors.nearest(connection, vector, DEPTH)
        asked = shelf.asked(connection, cosines, self._embedder.dimensions)
        near = {
            number: _nearness(cosine, asked.get(number), vector)
            for number, cosine in cosines.items()
        }
        fused = fuse(by_words, near, self._weight)
        ordered = sorted(fused.items(), key=lambda item: (-item[1], item[0]))
        return Ranking(dict(ordered), cosines)

    def _findings(
        self,
        query: str,
        vector: Vector,
        found: list[Stored],
        ranking: Ranking,
        terms: tuple[Term, ...],
    ) -> Findings:
        texts = [_text(item, span) for item in found for span in item.passage.sentences]
        stems = iter(self._stemmer.stems(texts))
        hits = tuple(
            Hit(
                passage=item.passage,
                source=item.source,
                score=ranking.scores[item.number],
                cosine=ranking.cosines.get(item.number, -1.0),
                heading_cosine=float(item.heading_vector @ vector),
                sentences=tuple(
                    Sentence(
                        span.start,
                        span.end,
                        _text(item, span),
                        float(cosine),
                        next(stems),
                        *_link(item.links, span),
                        _origins(item, span),
                        row=span.row,
                    )
                    for span, cosine in zip(
                        item.passage.sentences, item.sentence_vectors @ vector, strict=True
                    )
                ),
            )
            for item in found
        )
        return Findings(query, hits, terms, self._familiar(query, vector, terms))

    def _familiar(self, query: str, vector: Vector, terms: tuple[Term, ...]) -> float:
        strange = {term.word for term in terms if not term.known and not term.common}
        if not strange:
            return 1.0
        kept = [word for word in query.split() if strange.isdisjoint(lexical.words(word))]
        return float(vector @ self._embedder.embed(" ".join(kept)).whole)

    @property
    def _stemmer(self) -> lexical.Stemmer:
        existing: lexical.Stemmer | None = getattr(self._local, "stemmer", None)
        if existing is None:
            existing = self._local.stemmer = lexical.Stemmer()
        return existing


def _nearness(cosine: float, asked: Vector | None, vector: Vector) -> float:
    """The passage's cosine, half way up to that of a question in it that is nearer."""
    nearest = cosine if asked is None else max(cosine, float((asked @ vector).max()))
    return (cosine + nearest) / 2


def _text(stored: Stored, span: Span) -> str:
    start = stored.passage.start
    return stored.passage.text[span.start - start : span.end - start]


def _link(links: tuple[Link, ...], span: Span) -> tuple[str, int]:
    """The web address that a sentence gives as its source (the last that stands in it), and
    where; an empty one at -1 when there is none."""
    inside = [link for link in links if span.start < link.end <= span.end]
    seen = [(link.url, link.start) for link in inside if link.number == 0]
    web = [(url, at) for url, at in seen if not url.lower().startswith("mailto:")]
    if web:
        return web[-1]
    return next((link.url for link in inside if link.number and link.url), ""), -1


def _origins(stored: Stored, span: Span) -> tuple[Origin, ...]:
    """The origins whose marks stand in a sentence or at its end."""
    marks = [link.number for link in stored.links if span.start < link.start <= span.end]
    by_number = {origin.number: origin for origin in stored.origins} if marks else {}
    return tuple(by_number[number] for number in dict.fromkeys(marks) if number)
