"""The catalog: what a program must be and what it should be about in, programs out."""

from __future__ import annotations

import math
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from knowledge.errors import HubMissing
from knowledge.facets import Facets, verdicts
from knowledge.index import lexical, records, shelf
from knowledge.index.embeddings import Embedder
from knowledge.index.holdings import NAMES, Holdings, Split, counted, load
from knowledge.index.meeting import meeting
from knowledge.index.shelf import Shelf
from knowledge.index.sifting import Mask
from knowledge.programs import Found, Program

DEPTH = 600
"""Candidates from each side, among the programs that may fit."""

NAMED = 50
"""Programs that are looked at more closely when one is named."""

SHARE = 0.3
"""The least part of a name that a program must carry, by the rarity of its words."""

_AT_ONCE = 32
"""Records made into programs together."""


class ProgramCatalog:
    """Searches the catalog of one home; one that was never ingested holds nothing.

    Outlines of all programs and the vectors of what they are about are held in memory, and read
    anew when the catalog has changed. Safe to use from several threads.
    """

    def __init__(self, shelf: Shelf, embedder: Embedder) -> None:
        self._shelf = shelf
        self._embedder = embedder
        self._lock = threading.Lock()
        self._held: Holdings | None = None

    def find(self, text: str, facets: Facets, today: date, limit: int) -> tuple[Found, ...]:
        """At most `limit` programs that are offered today and contradict no facet: those known to
        meet every facet first, of the others no more than half where there is a text. Each part
        is in the order of its words; without a text those with the most worth of signs come
        first, then a hospital's own, then by id. Raises HubError.
        """
        vector = self._embedder.embed(text).whole if text.strip() else None
        try:
            with self._shelf.reading() as connection:
                held = self._now(connection)
                split = _split(held, facets, today)
                if vector is None:
                    parts = [_by_worth(held, mask) for mask in split]
                else:
                    shelf.expect_embedder(connection, self._embedder.name)
                    depth = max(DEPTH, 2 * limit)
                    ranked = held.ranked(connection, text, vector, split, depth)
                    parts = [[each for each in ranked if mask[each[0]]] for mask in split]
                sure, others = (_confirmed(connection, held, p, facets, today) for p in parts)
                return _cut(sure, others, limit, kept=0 if vector is None else limit // 2)
        except HubMissing:
            return ()

    def count(self, facets: Facets, today: date) -> int:
        """How many programs are offered today and known to meet every facet. Raises HubError."""
        try:
            with self._shelf.reading() as connection:
                return int(meeting(self._now(connection).outlines, facets, today).sum())
        except HubMissing:
            return 0

    def program(self, id: str) -> Program | None:
        """The program with this id, offered or not; None when there is none. Raises HubError."""
        try:
            with self._shelf.reading() as connection:
                return records.program(connection, id)
        except HubMissing:
            return None

    def named(self, name: str, limit: int) -> tuple[Program, ...]:
        """Programs whose title, provider and id hold most of a name, by the rarity of its words,
        best first, offered or not. Raises HubError."""
        asked = {word: f'{NAMES}"{word}"' for word in lexical.words(name)}
        if not asked:
            return ()
        try:
            with self._shelf.reading() as connection:
                rarity = _rarity(connection, asked)
                candidates = _called(connection, " OR ".join(asked.values()))
        except HubMissing:
            return ()
        ordered = sorted(_fitting(name, rarity, candidates), key=lambda pair: pair[0])
        return tuple(program for _, program in ordered[:limit])

    def text(self, id: str) -> str | None:
        """The record in sentences, as citations count in it; None when there is none.

        Raises HubError.
        """
        try:
            with self._shelf.reading() as connection:
                return shelf.text(connection, id)
        except HubMissing:
            return None

    def _now(self, connection: sqlite3.Connection) -> Holdings:
        revision = int(str(shelf.meta(connection, "revision")))
        with self._lock:
            if self._held is None or self._held.revision != revision:
                self._held = load(connection)
            return self._held


def _split(held: Holdings, facets: Facets, today: date) -> Split:
    sure = meeting(held.outlines, facets, today)
    return sure, held.outlines.possible(facets, today) & ~sure


def _by_worth(held: Holdings, mask: Mask) -> list[tuple[int, float]]:
    return [(row, 1.0) for row in held.by_worth[mask[held.by_worth]].tolist()]


def _cut(
    sure: Iterator[Found], others: Iterator[Found], limit: int, *, kept: int
) -> tuple[Found, ...]:
    """So many of both at most, the sure ones first; the others have `kept` places for themselves,
    because one that states less may be the only one to speak of what is asked."""
    first = tuple(islice(sure, limit - kept))
    last = tuple(islice(others, limit - len(first)))
    return (*first, *islice(sure, limit - len(first) - len(last)), *last)


def _confirmed(
    connection: sqlite3.Connection,
    held: Holdings,
    ranked: Sequence[tuple[int, float]],
    facets: Facets,
    today: date,
) -> Iterator[Found]:
    """Those that are offered and contradict nothing, by the record itself."""
    for at in range(0, len(ranked), _AT_ONCE):
        part = ranked[at : at + _AT_ONCE]
        numbers = held.numbers[[row for row, _ in part]].tolist()
        made = records.programs(connection, numbers)
        for (_, relevance), program in zip(part, made, strict=True):
            if program.offered(today) and False not in verdicts(program, facets).values():
                yield Found(program, relevance)


def _rarity(connection: sqlite3.Connection, asked: Mapping[str, str]) -> dict[str, float]:
    """How much each word tells, as BM25 has it; asked of the shelf alone, because what a search
    holds in memory takes longer to load than a name takes to look up."""
    total: int = connection.execute("SELECT count(*) FROM program").fetchone()[0]
    counts = {word: min(counted(connection, each), total) for word, each in asked.items()}
    return {word: math.log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in counts.items()}


def _called(connection: sqlite3.Connection, asked: str) -> list[tuple[Program, bool]]:
    """The programs whose names hold any of what is asked, the likeliest alone, and whether each is
    written for every hospital."""
    rows = connection.execute(
        "SELECT t.rowid FROM program_text t WHERE program_text MATCH ?"
        " ORDER BY bm25(program_text, 1, 5, 3, 0), t.rowid LIMIT ?",
        (asked, NAMED),
    )
    programs = records.programs(connection, [row[0] for row in rows])
    return [(each, records.general(connection, each.id)) for each in programs]


def _fitting(
    name: str, rarity: Mapping[str, float], candidates: Iterable[tuple[Program, bool]]
) -> Iterator[tuple[tuple[float, float, bool, str], Program]]:
    """The programs that carry enough of the name, each with its place in the order."""
    found = list(candidates)
    stemmer = lexical.Stemmer()
    wanted = {
        min(stems, default=word): rarity[word]
        for word, stems in zip(rarity, stemmer.stems(list(rarity)), strict=True)
    }
    called = stemmer.stems([f"{p.title} {p.provider} {p.id}" for p, _ in found])
    titles = stemmer.stems([program.title for program, _ in found])
    for (program, general), stems, title in zip(found, called, titles, strict=True):
        share = sum(wanted[stem] for stem in wanted.keys() & stems) / sum(wanted.values())
        if name.strip().casefold() in {program.id.casefold(), program.title.casefold()}:
            share = 2.0
        if share >= SHARE:
            covered = len(title & wanted.keys()) / max(len(title), 1)
            yield (-share, -covered, general, program.id), program
