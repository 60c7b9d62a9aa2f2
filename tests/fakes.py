"""Small working stand-ins for what the coach needs from outside, held to the same contracts."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from bot.conversation import Turn


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

    def forget(self, tenant: str, member: str) -> int:
        """Remove every turn of one member; return how many there were."""
        with self._lock:
            theirs = self.of_member(tenant, member)
            self._turns = [turn for turn in self._turns if turn not in theirs]
        return len(theirs)
