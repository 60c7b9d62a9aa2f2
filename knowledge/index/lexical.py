"""Lexical search: SQLite's full-text index, its stems, and how rare each word is."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Callable, Sequence

from knowledge.passages import Term

_STOP = """
a about all am an and any are as at be been before being but by can could did do does doing
for from had has have having he her hers him his how i if in into is it its just me might more
most must my no nor not of on once only or other our ours out over own shall she should so some
such than that the their theirs them then there these they this those through to too under
until up us very was we were what when where which while who whom why will with would you your
yours"""
STOP_WORDS = frozenset(_STOP.split())
"""Words that carry no topic; left out of a query unless nothing else is in it."""

TITLE_WEIGHT = 5.0
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words of a text in lower case, each once, in order; stop words only if all are."""
    found = list(dict.fromkeys(_WORD.findall(text.lower())))
    return [word for word in found if word not in STOP_WORDS] or found


def match(connection: sqlite3.Connection, query: str, limit: int) -> dict[int, float]:
    """Passages that hold a word of the query, by number: BM25, title and headings 5, body 1.

    The score is SQLite's turned round, so that higher is better.
    """
    quoted = " OR ".join(f'"{word}"' for word in words(query))
    if not quoted:
        return {}
    rows = connection.execute(
        "SELECT rowid, -bm25(passage_text, ?, 1.0) FROM passage_text"
        " WHERE passage_text MATCH ? ORDER BY bm25(passage_text, ?, 1.0), rowid LIMIT ?",
        (TITLE_WEIGHT, quoted, TITLE_WEIGHT, limit),
    )
    return dict(rows)


def terms(
    connection: sqlite3.Connection, query: str, stemmer: Stemmer, common: Callable[[str], bool]
) -> tuple[Term, ...]:
    """The query's words with their weight: ln(1 + (N - n + 0.5) / (n + 0.5)), as BM25 has it."""
    wanted = words(query)
    stems = [
        min(found, default=word) for word, found in zip(wanted, stemmer.stems(wanted), strict=True)
    ]
    # FTS5's own table of sizes has a small row for each passage, so that counting it stays quick.
    total = connection.execute("SELECT count(*) FROM passage_text_docsize").fetchone()[0]
    marks = ", ".join("?" * len(stems))
    holding: dict[str, int] = dict(
        connection.execute(f"SELECT term, doc FROM passage_word WHERE term IN ({marks})", stems)
    )
    return tuple(
        Term(word, stem, _rarity(total, holding.get(stem, 0)), stem in holding, common(word))
        for word, stem in zip(wanted, stems, strict=True)
    )


def _rarity(total: int, holding: int) -> float:
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


class Stemmer:
    """Stems words just as the index does, by letting an index of its own do it."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._connection.executescript(
            "CREATE VIRTUAL TABLE line USING fts5 (text, tokenize = 'porter unicode61');"
            "CREATE VIRTUAL TABLE stem USING fts5vocab (line, instance);"
        )

    def stems(self, texts: Sequence[str]) -> list[frozenset[str]]:
        """The stems of each text."""
        self._connection.execute("BEGIN")
        try:
            self._connection.executemany(
                "INSERT INTO line (rowid, text) VALUES (?, ?)", enumerate(texts, 1)
            )
            found: list[set[str]] = [set() for _ in texts]
            for stem, line in self._connection.execute("SELECT DISTINCT term, doc FROM stem"):
                found[line - 1].add(stem)
        finally:
            self._connection.execute("ROLLBACK")
        return [frozenset(stems) for stems in found]
