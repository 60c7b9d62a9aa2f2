"""What the way of a nudge needs from outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from bot.conversation import Address
from bot.messages import Message
from bot.nudges.delivery import Doubt, Job, Outcome, Parcel


class Outbox(Protocol):
    """Deliveries and their states: the truth, whatever an engine believes. Every method raises
    StoreUnavailable. All its times are the database's own."""

    def now(self) -> datetime:
        """The database's moment, aware."""
        ...

    def open(self, limit: int, lost_after: timedelta = ...) -> tuple[Job, ...]:
        """Work out anew what changes made stale, open one delivery for each reachable member
        with anything due, and return what an engine is to run: those, and the queued ones that
        were put back or whose last job was handed over so long ago that it seems lost. At most
        `limit`; call again while it returns as many."""
        ...

    def claim(self, delivery: str) -> Parcel | None:
        """Take a queued delivery, with everything that is due for its member now; None when
        another has it, it must wait or be looked for first, or nothing is due any more."""
        ...

    def holds(self, parcel: Parcel) -> bool:
        """Whether a claim still stands, with time enough for a send: asked right before it."""
        ...

    def settle(self, parcel: Parcel, outcome: Outcome) -> bool:
        """Record what became of a claimed delivery; False when the claim was lost meanwhile."""
        ...

    def doubtful(self, limit: int) -> tuple[Doubt, ...]:
        """Deliveries to be looked for now: those in doubt, those whose sender is gone, and those
        that another copy of the database may have had sent."""
        ...

    def looked(self, doubt: Doubt, ref: str | None, *, can_look: bool) -> None:
        """Record what a look-up found: the platform's name for the message, or None. Absent twice
        it is queued again; where nothing can be looked up it is closed, and where a deadline
        hangs on it a labelled second note is planned. What may never have been sent from here
        is queued again at once, absent or not to be looked for."""
        ...

    def cannot_look(self, doubt: Doubt, after: timedelta | None) -> None:
        """Record that a look-up failed: it is tried again later; `after` so long at the earliest
        anything of its tenant on its surface."""
        ...


class Courier(Protocol):
    """Brings a message to a member's home on one platform."""

    @property
    def can_look(self) -> bool:
        """Whether `find` can tell that a message is not there."""
        ...

    def send(self, delivery: str, home: Address, message: Message) -> Outcome:
        """Send once, without trying again, and raise nothing. `delivery` is the parcel's mark,
        which goes with the message where nobody reads."""
        ...

    def find(self, delivery: str, home: Address, since: datetime) -> str | None:
        """The platform's name for the message with a delivery's mark; None when it is not there.
        Raises DeliveryFailed when it cannot be looked for now, `gone` when nobody is allowed to."""
        ...


Couriers = Mapping[str, Courier]
"""By the surface of an address."""
