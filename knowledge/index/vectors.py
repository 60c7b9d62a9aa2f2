"""Dense search over the stored vectors, exactly: nothing to build, nothing to break."""

from __future__ import annotations

import sqlite3
import threading
from typing import Protocol

import numpy as np

from knowledge.index import shelf
from knowledge.index.embeddings import Vector

ONE_SHELF = 1_000_000
"""A revision that is less than this above another is of the same shelf: a shelf made anew begins
at one of 2**48, by chance."""


class Vectors(Protocol):
    """Finds the passages whose vectors are nearest."""

    def nearest(
        self, connection: sqlite3.Connection, vector: Vector, limit: int
    ) -> dict[int, float]:
        """Passage numbers with their cosine, at most `limit`. `connection` is the view of the
        shelf that the answer is to hold for."""
        ...


class ExactVectors:
    """Compares with every vector, held in memory; when the shelf changes, only what is new is
    read, because an ingest changes it with every document."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._revision = 0
        self._numbers: list[int] = []
        self._matrix: Vector = np.zeros((0, 0), dtype=np.float32)

    def nearest(
        self, connection: sqlite3.Connection, vector: Vector, limit: int
    ) -> dict[int, float]:
        """Passage numbers with their cosine, nearest first, ties by number."""
        numbers, matrix = self._held(connection)
        if not numbers:
            return {}
        cosines = matrix @ vector
        best = np.argsort(-cosines, kind="stable")[:limit]
        return {numbers[row]: float(cosines[row]) for row in best}

    def _held(self, connection: sqlite3.Connection) -> tuple[list[int], Vector]:
        revision = int(str(shelf.meta(connection, "revision")))
        with self._lock:
            if 0 < revision - self._revision < ONE_SHELF and self._numbers:
                self._catch_up(connection)
            elif revision != self._revision:
                self._numbers, self._matrix = shelf.vectors(connection)
            self._revision = revision
            return self._numbers, self._matrix

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        """Drop the vectors of passages that are gone, and add those of passages that came."""
        stays = np.isin(self._numbers, shelf.numbers(connection))
        numbers, matrix = shelf.vectors(connection, above=self._numbers[-1])
        kept = self._matrix[stays]
        self._numbers = [n for n, stay in zip(self._numbers, stays, strict=True) if stay] + numbers
        self._matrix = np.concatenate([kept, matrix]) if numbers else kept
