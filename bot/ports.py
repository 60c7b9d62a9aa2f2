"""What the coach needs from outside; every port's fake passes the real one's contract tests."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.conversation import Turn
from knowledge.passages import Findings


class Library(Protocol):
    """Finds passages of the hub."""

    def search(self, query: str, limit: int) -> Findings:
        """The passages that fit the query best, at most `limit`. Raises HubError."""
        ...


class Receipts(Protocol):
    """Remembers which questions have been taken up, across restarts and processes."""

    def claim(self, key: str, at: datetime) -> bool:
        """True for the first caller to claim the key, False ever after. Raises StoreUnavailable."""
        ...


class Notebook(Protocol):
    """Keeps the turns of each thread. Every method raises StoreUnavailable."""

    def turns(self, tenant: str, thread: str, limit: int) -> tuple[Turn, ...]:
        """The last `limit` turns of a thread, oldest first."""
        ...

    def keep(self, turn: Turn) -> None:
        """Add a turn to its thread."""
        ...

    def of_member(self, tenant: str, member: str) -> tuple[Turn, ...]:
        """Every turn of one member, oldest first."""
        ...

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants in which a member of this id has turns, in alphabetical order."""
        ...

    def forget(self, tenant: str, member: str) -> int:
        """Remove every turn of one member; return how many there were."""
        ...
