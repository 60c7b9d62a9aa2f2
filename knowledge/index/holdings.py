"""What is held in memory of the catalog at one revision, and the ranking that it makes quick."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.index import lexical, records, shelf
from knowledge.index.embeddings import Vector
from knowledge.index.fusion import fuse
from knowledge.index.sifting import Mask, Outlines

BUDGET = 2_500
"""Programs whose words are weighed for one search: a word that brings more is looked for in names
only, and then not at all, because it tells little and would cost the time of all others."""

NAMES = "{id title provider} : "
"""Before a word that is to stand in what a program is called by."""

_FEW = 0.25
"""Share of the vectors up to which comparing those alone is quicker than comparing all."""

Rows = NDArray[np.int64]
Split = tuple[Mask, Mask]
"""The programs that are known to meet every constraint, and those that may meet them."""


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """The programs of one revision by their row, in the order of their numbers.

    `by_worth` are the rows as they are found without a text: those with the most worth of signs
    first, then a hospital's own, then by id; `place` is where each row stands in it. `owners` are
    the rows of the vectors in `matrix`, in rising order.
    """

    revision: int
    numbers: Rows
    by_worth: Rows
    place: Rows
    outlines: Outlines
    owners: Rows
    matrix: Vector
    holding: dict[str, int] = field(default_factory=dict)

    def ranked(
        self, connection: sqlite3.Connection, text: str, vector: Vector, split: Split, depth: int
    ) -> list[tuple[int, float]]:
        """Rows of both parts with their relevance, best first: words and meaning fused. Each side
        brings at most `depth` of each part."""
        fused = fuse(
            self._by_words(connection, text, split, depth), self._by_meaning(vector, split, depth)
        )
        return sorted(fused.items(), key=lambda item: (-item[1], self.place[item[0]]))

    def _by_words(
        self, connection: sqlite3.Connection, text: str, split: Split, depth: int
    ) -> dict[int, float]:
        quoted = [f'"{word}"' for word in lexical.words(text)]
        chosen = self._telling(connection, quoted) or self._telling(
            connection, [f"{NAMES}{word}" for word in quoted]
        )
        if not chosen:
            return {}
        found = connection.execute(
            "SELECT rowid, -bm25(program_text, 0, ?, 1, 1) FROM program_text"
            " WHERE program_text MATCH ?",
            (lexical.TITLE_WEIGHT, " OR ".join(chosen)),
        ).fetchall()
        if not found:
            return {}
        pairs = np.array(found)
        rows, scores = np.searchsorted(self.numbers, pairs[:, 0]), pairs[:, 1]
        return _best_of_each(split, rows, scores, depth)

    def _telling(self, connection: sqlite3.Connection, asked: Sequence[str]) -> list[str]:
        """The rarest of what is asked, as many as the budget allows."""
        for each in asked:
            if each not in self.holding:
                self.holding[each] = counted(connection, each)
        counts = {each: self.holding[each] for each in asked}
        chosen, left = [], BUDGET
        for each in sorted((each for each in asked if counts[each]), key=counts.__getitem__):
            left -= counts[each]
            if left < 0:
                break
            chosen.append(each)
        return chosen

    def _by_meaning(self, vector: Vector, split: Split, depth: int) -> dict[int, float]:
        """Each program's nearest passage."""
        wanted = np.flatnonzero((split[0] | split[1])[self.owners])
        if not len(wanted):
            return {}
        if len(wanted) < _FEW * len(self.owners):
            cosines = self.matrix[wanted] @ vector
        else:
            cosines = (self.matrix @ vector)[wanted]
        owners = self.owners[wanted]
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        nearest = np.maximum.reduceat(cosines, firsts)
        return _best_of_each(split, owners[firsts], nearest, depth)


def _best_of_each(
    split: Split, rows: Rows, scores: NDArray[np.floating], depth: int
) -> dict[int, float]:
    """The best rows of each part: those of one never crowd out those of the other."""
    parts = (_best(rows[mask[rows]], scores[mask[rows]], depth) for mask in split)
    return {row: score for part in parts for row, score in part.items()}


def _best(rows: Rows, scores: NDArray[np.floating], depth: int) -> dict[int, float]:
    """The rows with the highest scores, those of lower rows where scores are equal."""
    if len(rows) > depth:
        least = np.partition(scores, -depth)[-depth]
        best = np.concatenate([np.flatnonzero(scores > least), np.flatnonzero(scores == least)])[
            :depth
        ]
        rows, scores = rows[best], scores[best]
    return dict(zip(rows.tolist(), scores.tolist(), strict=True))


def counted(connection: sqlite3.Connection, asked: str) -> int:
    """How many programs hold what is asked, as the full-text index has it; no more than one above
    the budget are counted."""
    rows = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM program_text WHERE program_text MATCH ? LIMIT ?)",
        (asked, BUDGET + 1),
    )
    count: int = rows.fetchone()[0]
    return count


def load(connection: sqlite3.Connection) -> Holdings:
    """What is to be held of the catalog as it is now."""
    rows = connection.execute(
        "SELECT p.number, p.subject, d.general, d.id FROM program p"
        " JOIN document d ON d.id = p.id ORDER BY p.number"
    ).fetchall()
    outlines = records.outlines(connection)
    worth = outlines.figures["worth"].tolist()
    by_worth = sorted(range(len(rows)), key=lambda row: (-worth[row], *rows[row][2:]))
    place = np.empty(len(rows), np.int64)
    place[by_worth] = np.arange(len(rows))
    owners = np.repeat(np.arange(len(rows)), np.array([row[1] for row in rows], np.int64))
    return Holdings(
        int(str(shelf.meta(connection, "revision"))),
        np.array([row[0] for row in rows], np.int64),
        np.array(by_worth, np.int64),
        place,
        outlines,
        owners,
        records.subject_vectors(connection, len(owners)),
    )
