"""Deadlines that can be looked at and not changed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.deadlines.deadline import Watched
from bot.ports import Deadlines


@dataclass(frozen=True, slots=True)
class Untouched:
    """The deadlines of members over which a request is read anew without being carried out: what
    it would keep, mark or drop stays as it is."""

    deadlines: Deadlines

    def of_member(self, tenant: str, member: str) -> tuple[Watched, ...]:
        """Every deadline that a member has. Raises StoreUnavailable."""
        return self.deadlines.of_member(tenant, member)

    def keep(self, *_: object, **__: object) -> None:
        """Nothing is kept."""

    def mark(self, *_: object, **__: object) -> bool:
        """Nothing is marked."""
        return True

    def drop(self, *_: object, **__: object) -> bool:
        """Nothing is dropped."""
        return True

    def publish(self, *_: object, **__: object) -> tuple[int, int, int]:
        """Nothing is published."""
        return 0, 0, 0
