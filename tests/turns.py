"""Turns for tests that care about one or two of their fields."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.conversation import Turn

MARCH = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


def a_turn(
    asked: str = "which CME for a chief medical officer?",
    *,
    tenant: str = "mercy",
    thread: str = "T1",
    member: str = "ana",
    at: datetime = MARCH,
) -> Turn:
    """A turn that was answered."""
    return Turn(tenant, thread, member, asked, "answer", at)
