"""Dense search over the stored vectors, exactly: nothing to build, nothing to break."""

from __future__ import annotations

import sqlite3
import threading
from typing import Protocol

import numpy as np

from knowledge.index import shelf
from knowledge.index.embeddings import Vector


class Vectors(Protocol):
    """Finds the passages whose vectors are nearest."""

    def nearest(
        self, connection: sqlite3.Connection, vector: Vector, limit: int
    ) -> dict[int, float]:
        """Passage numbers with their cosine, at most `limit`. `connection` is the view of the
        shelf that the answer is to hold for."""
        ...


class ExactVectors:
    """Compares with every vector, held in memory until the shelf changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._revision: object = None
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
        revision = shelf.meta(connection, "revision")
        with self._lock:
            if revision != self._revision:
                self._numbers, self._matrix = shelf.vectors(connection)
                self._revision = revision
            return self._numbers, self._matrix
