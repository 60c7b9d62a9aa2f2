"""What a member asks, where, and what was said before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Visibility(StrEnum):
    """Who sees the answer. Decided once, when the question is read; no adapter widens it."""

    MEMBER = "member"
    THREAD = "thread"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an answer goes: the surface knows how to read its own locator (JSON)."""

    surface: str
    tenant: str
    locator: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing one member asked.

    `key` is the same for every delivery of the same words (Slack team:channel:ts, Teams
    activity id). `member` and `thread` are unique within the tenant of `address`.
    `asked_at` is an aware datetime. `home` is where this member is reached later without having
    asked, None when the message does not tell. `zone` is the member's IANA time zone as far as
    the platform tells it, else "".
    """

    key: str
    text: str
    member: str
    thread: str
    address: Address
    visibility: Visibility
    asked_at: datetime
    home: Address | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a thread: what a follow-up builds on.

    `asked` is what this member wrote and nothing of the turns before it, so that it can be shown
    and erased without touching another's words; `kind` is the kind of message that came back.
    `at` is an aware datetime.
    """

    tenant: str
    thread: str
    member: str
    asked: str
    kind: str
    at: datetime
