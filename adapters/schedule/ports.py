"""What an engine is to those who use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bot.nudges.delivery import Job


class Engine(Protocol):
    """Runs deliveries, several at once. All it knows are hints: whatever it loses or runs twice,
    the outbox decides what is sent."""

    def start(self, *, patient: bool = False) -> None:
        """Begin to run what is enqueued. Raises StoreUnavailable, unless it is `patient` and tries
        again later."""
        ...

    def stop(self) -> None:
        """Finish what is being sent, in some seconds at the most, and begin nothing more."""
        ...

    def enqueue(self, job: Job) -> None:
        """Have a delivery run soon, here or in another process; a job that is known already is
        not run again. Raises StoreUnavailable."""
        ...

    def every(self, seconds: float, chore: Callable[[], object]) -> None:
        """Do a chore now, and again so many seconds after each time it ended, until `stop`; one
        that fails is logged and tried again, after longer and longer pauses."""
        ...

    def waiting(self) -> int:
        """How many jobs wait for a worker, counted up to some thousands. Raises
        StoreUnavailable."""
        ...

    def health(self) -> str:
        """What is wrong, in plain words for whoever runs the coach; "" while all is well."""
        ...
