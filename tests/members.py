"""Members for tests that care about one or two of their fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.conversation import Address
from bot.members.profile import Member, Profile

ANA = Member(
    tenant="mercy",
    id="ana",
    profile=Profile(),
    zone="America/New_York",
    home=Address("slack", "mercy", '{"user": "ana"}'),
    met_at=datetime(2010, 1, 1, tzinfo=UTC),
)


def living_in(zone: str) -> Member:
    """Ana, in another zone."""
    return replace(ANA, zone=zone)
