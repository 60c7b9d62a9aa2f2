"""A delivery: one message to one member, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.conversation import Address
from bot.deadlines.deadline import Deadline, Watch
from bot.members.profile import Member

HTTP_TIMEOUT = timedelta(seconds=10)
SETTLE = timedelta(seconds=30)
SECOND_LOOK = timedelta(seconds=90)
LEASE = timedelta(seconds=60)
"""HTTP_TIMEOUT < SETTLE < LEASE: who holds a lease has given up before anybody looks, and a
platform's history has had time to show what it took."""
REDISPATCH = timedelta(minutes=2)
FOLLOW_UP = timedelta(hours=24)
"""After a send whose answer was lost where nothing can be looked up: a labelled second note."""


class State(StrEnum):
    """Where a delivery stands. CLOSED: in doubt for good; what hangs on it may be followed up."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    CLOSED = "closed"


OPEN = (State.QUEUED, State.SENDING, State.UNKNOWN)
FINISHED = (State.SENT, State.FAILED, State.CANCELLED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a ladder for one occurrence: `days` before it (negative: after it), `at` an
    aware moment. `key` is the same however often it is worked out, also after a zone move."""

    occurrence: date
    days: int
    at: datetime
    key: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A stage that is to be nudged now."""

    deadline: Deadline
    watch: Watch
    stage: Stage


@dataclass(frozen=True, slots=True)
class Job:
    """What the engine is handed: a delivery's id, and how often it was handed over."""

    delivery: str
    dispatch: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed delivery: everything that is due for one member. `token` proves the claim,
    `now` is the database's moment of it; by `mark` it is known on the platform."""

    delivery: str
    token: str
    member: Member
    home: Address
    dues: tuple[Due, ...]
    now: datetime
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A delivery of which nobody knows whether it arrived at `home`, and its mark there. `since` is
    when it was sent at the earliest, `attempt` numbers the send, `looks` counts look-ups that found
    nothing; `blind_since` is when the first of those failed that have failed since.

    `unsent`: sent only if the database is older than what was said with it.
    """

    delivery: str
    mark: str
    home: Address
    since: datetime
    attempt: int
    looks: int
    blind_since: datetime | None
    unsent: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took it; `ref` is its own name for the message."""

    ref: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Certainly not posted: to be tried again after so long; `gated` when the platform asked
    every sender of this tenant to wait."""

    reason: str
    after: timedelta
    gated: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Never to be posted like this. `unreachable` when the member cannot be reached at all, else
    the message itself was broken."""

    reason: str
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class InDoubt:
    """It may have been posted: a time-out, a reset connection, a server's error."""

    reason: str


Outcome = Sent | NotSent | Refused | InDoubt
