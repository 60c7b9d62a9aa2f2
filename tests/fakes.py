"""Small working stand-ins for what the coach needs from outside, held to the same contracts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from threading import Lock
from zlib import crc32

import numpy as np

from bot.conversation import Turn
from knowledge.index.embeddings import Embedded, Vector, unit

_TOKEN = re.compile(r"\w+|[^\w\s]")


class MemoryStore:
    """Receipts and turns for as long as the process lives: both ports in one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._claimed: set[str] = set()
        self._turns: list[Turn] = []

    def claim(self, key: str, at: datetime) -> bool:
        """True for the first caller to claim the key, False ever after."""
        with self._lock:
            first = key not in self._claimed
            self._claimed.add(key)
        return first

    def turns(self, tenant: str, thread: str, limit: int) -> tuple[Turn, ...]:
        """The last `limit` turns of a thread, oldest first."""
        said = [turn for turn in self._turns if (turn.tenant, turn.thread) == (tenant, thread)]
        return tuple(said[max(0, len(said) - limit) :])

    def keep(self, turn: Turn) -> None:
        """Add a turn to its thread."""
        self._turns.append(turn)

    def of_member(self, tenant: str, member: str) -> tuple[Turn, ...]:
        """Every turn of one member, oldest first."""
        return tuple(turn for turn in self._turns if (turn.tenant, turn.member) == (tenant, member))

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants in which a member of this id has turns, in alphabetical order."""
        return tuple(sorted({turn.tenant for turn in self._turns if turn.member == member}))

    def forget(self, tenant: str, member: str) -> int:
        """Remove every turn of one member; return how many there were."""
        with self._lock:
            theirs = self.of_member(tenant, member)
            self._turns = [turn for turn in self._turns if turn not in theirs]
        return len(theirs)


class HashEmbedder:
    """Counts the words of a text in 64 boxes, so that texts that share words are near."""

    name = "hash/64"
    dimensions = 64

    def tokens(self, text: str) -> int:
        """How many words and marks the text has."""
        return len(_TOKEN.findall(text))

    def is_common(self, word: str) -> bool:
        """Whether a word is short."""
        return len(word) <= 5

    def embed(self, text: str, spans: Sequence[tuple[int, int]] = ()) -> Embedded:
        """One count for every token that begins in the text, or in a span of it."""
        tokens = [(match.start(), _box(match.group())) for match in _TOKEN.finditer(text)]
        whole = self._counted(box for _, box in tokens)
        rows = [self._counted(box for at, box in tokens if a <= at < b) for a, b in spans]
        return Embedded(whole, np.array(rows, dtype=np.float32).reshape(-1, self.dimensions))

    def _counted(self, boxes: Iterable[int]) -> Vector:
        counts = np.zeros(self.dimensions)
        counts[0] = 1  # as the markers of a real model: no text is without a vector
        for box in boxes:
            counts[box] += 1
        return unit(counts)


def _box(token: str) -> int:
    return crc32(token.lower().encode("utf-8", "replace")) % HashEmbedder.dimensions
