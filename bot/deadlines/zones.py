"""In which zone a member's deadlines stand: a time of day keeps the one in which it was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time

from bot.deadlines.deadline import Scope
from bot.deadlines.naming import Coming
from bot.members.profile import Said
from bot.nudges.rungs import zone_of


def told_in(at: time | None, said: Said) -> str:
    """The zone of a deadline that is told now: the member's for a time of day; "" for a mere day,
    and while the zone is the installation's, so that it follows the one that is told later."""
    return said.member.zone if at is not None and said.member.profile.zone else ""


def elsewhere(shown: Sequence[Coming], said: Said) -> Iterator[str]:
    """Which of the member's own deadlines stand in another zone than theirs, by their numbers."""
    numbers: dict[str, list[int]] = {}
    for number, each in enumerate(shown, 1):
        zone = zone_of(each.deadline, said.member)
        own = each.deadline.scope is Scope.MEMBER and each.deadline.at is not None
        if own and zone != said.member.zone:
            numbers.setdefault(zone, []).append(number)
    for zone, places in numbers.items():
        at = shown[places[0] - 1].deadline.at or time()
        yield (
            f"In {zone} time, not {said.member.zone}: {', '.join(map(str, places))}. To have it in "
            f"yours, say the time again, for example “move {places[0]} to {at:%H:%M}”."
        )
