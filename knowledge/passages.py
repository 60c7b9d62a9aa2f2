"""Passages: the pieces of a document that are indexed, found and cited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from knowledge.articles import Article, BlockKind, Origin, PlacedBlock
from knowledge.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a document's plain text.

    `row` marks a table row, whose words stand like this in no other copy of the document.
    """

    start: int
    end: int
    row: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """About 120 words of one section of one document, with its sentences' places."""

    document: str
    position: int
    headings: tuple[str, ...]
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What a citation names of a document. `kind` is `article` or `program`; `general` marks what
    is written for every hospital (the starter hub), beside a hospital's own documents."""

    id: str
    kind: str
    title: str
    url: str
    updated: date | None
    general: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage that was found.

    `cosine` is its nearness to the query, -1 to 1; `stems` are its words as the lexical index
    counts them, to be held against `Term.stem`; `link` is the web address that the sentence
    itself gives as its source, when it gives one, and `link_at` where that stands (else -1, and
    for an address that only its `origins` have).
    """

    start: int
    end: int
    text: str
    cosine: float
    stems: frozenset[str]
    link: str = ""
    link_at: int = -1
    origins: tuple[Origin, ...] = ()
    row: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `score` is the fused one, 0 to 1; cosines are -1 to 1, and
    -1 for a passage that only its words brought up."""

    passage: Passage
    source: Source
    score: float
    cosine: float
    heading_cosine: float
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the query: its stem, and how rare it is in the hub.

    `weight` is the inverse document frequency (natural logarithm, above 0), highest for a
    word the hub does not hold; then `known` is false. `common` marks an everyday word.
    """

    word: str
    stem: str
    weight: float
    known: bool
    common: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search brought, best first.

    `familiar` is how much of the query's meaning is left without the words that the hub does
    not hold: the cosine of both, 1 when it holds them all.
    """

    query: str
    hits: tuple[Hit, ...]
    terms: tuple[Term, ...]
    familiar: float = 1.0


BODY_TOKENS = 160
"""A passage closes when its body would grow past this: about 120 words of English."""

PREFIX_TOKENS = 40
"""At most this much of title and headings goes before the body (model limit 256, ours 200)."""


def split(article: Article, measure: Callable[[str], int]) -> tuple[Passage, ...]:
    """The passages of an article, in order; `measure` counts a text's tokens.

    Passages never cross a heading. The next passage of a section begins with the last
    sentence of the one before, unless that sentence is a table row or long itself.
    """
    passages: list[Passage] = []
    for blocks in _sections(article):
        for run in _runs(article.text, blocks, measure):
            start, end = run[0].start, run[-1].end
            passages.append(
                Passage(
                    document=article.id,
                    position=len(passages),
                    headings=blocks[0].headings,
                    start=start,
                    end=end,
                    text=article.text[start:end],
                    sentences=tuple(Span(piece.start, piece.end, piece.row) for piece in run),
                )
            )
    return tuple(passages)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence or table row with its size in tokens."""

    start: int
    end: int
    tokens: int
    row: bool


def _sections(article: Article) -> Iterator[list[PlacedBlock]]:
    """The blocks between one heading and the next."""
    for is_heading, blocks in groupby(article.blocks, lambda b: b.kind is BlockKind.HEADING):
        if not is_heading:
            yield list(blocks)


def _runs(
    text: str, blocks: list[PlacedBlock], measure: Callable[[str], int]
) -> Iterator[list[_Piece]]:
    run: list[_Piece] = []
    for unit in _units(text, blocks, measure):
        room = BODY_TOKENS - _tokens(unit)
        if run and _tokens(run) > room:
            yield run
            last = run[-1]
            repeats = not last.row and last.tokens <= min(room, BODY_TOKENS // 4) and len(run) > 1
            run = [last] if repeats else []
        run.extend(unit)
    if run:
        yield run


def _units(
    text: str, blocks: list[PlacedBlock], measure: Callable[[str], int]
) -> Iterator[list[_Piece]]:
    """What stays together in one passage: a sentence, or a whole table row where it fits."""
    for block in blocks:
        row = block.kind is BlockKind.ROW
        pieces = [
            _Piece(*piece, row)
            for start, end in split_sentences(text[block.start : block.end])
            for piece in _within_limit(text, block.start + start, block.start + end, measure)
        ]
        if row and _tokens(pieces) <= BODY_TOKENS:
            yield pieces
        else:
            yield from ([piece] for piece in pieces)


def _tokens(pieces: list[_Piece]) -> int:
    return sum(piece.tokens for piece in pieces)


def _within_limit(
    text: str, start: int, end: int, measure: Callable[[str], int]
) -> Iterator[tuple[int, int, int]]:
    """The span with its tokens; or its halves, cut at white space, until each fits a passage."""
    tokens = measure(text[start:end])
    if tokens <= BODY_TOKENS or end - start == 1:
        yield start, end, tokens
        return
    middle = _cut(text, start, end)
    yield from _within_limit(text, start, start + len(text[start:middle].rstrip()), measure)
    yield from _within_limit(text, end - len(text[middle:end].lstrip()), end, measure)


def _cut(text: str, start: int, end: int) -> int:
    """A white space near the middle of the span; any place near it when there is none."""
    middle = (start + end) // 2
    for mark in ("; ", ", ", " "):
        at = text.find(mark, middle, middle + (end - start) // 4)
        if at > 0:
            return at + len(mark.rstrip())
    return middle
