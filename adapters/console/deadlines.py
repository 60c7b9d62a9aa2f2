"""What is coming up for a member, and when each nudge will be sent, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.console.lines import item, wrapped
from bot.deadlines.naming import Coming, coming
from bot.deadlines.telling import repeats_words
from bot.members.profile import Member
from bot.nudges.delivery import Stage
from bot.nudges.planning import next_stage, stages
from bot.nudges.rungs import zone_of
from bot.nudges.steps import because
from bot.ports import Deadlines
from bot.when.saying import long_date
from bot.when.wall import zone_named

NONE = (
    "Nothing is coming up. Tell the coach what is, as in `coach chat`: “my review is on 3 March”."
)


@dataclass(frozen=True, slots=True)
class Announced:
    """A deadline, its nudges in the order of their moments, and the keys of those sent."""

    coming: Coming
    zone: str
    nudges: tuple[Stage, ...]
    said: frozenset[str]


def announced(deadlines: Deadlines, member: Member, now: datetime) -> tuple[Announced, ...]:
    """What is coming up for a member at an aware moment, the soonest first."""
    held = deadlines.of_member(member.tenant, member.id)
    today = now.astimezone(zone_named(member.zone)).date()
    return tuple(_announced(each, member, now) for each in coming(held, today))


def _announced(found: Coming, member: Member, now: datetime) -> Announced:
    watched = found.watched
    every = stages(watched, member, now)
    upcoming = next_stage(watched, member, now)
    nudges = {stage.key: stage for stage in every if stage.key in watched.said}
    if upcoming:
        later = (stage for stage in every if stage.at > max(now, upcoming.at))
        nudges |= {stage.key: stage for stage in (upcoming, *later)}
    ordered = tuple(sorted(nudges.values(), key=lambda stage: stage.at))
    return Announced(found, zone_of(found.deadline, member), ordered, watched.said)


def as_document(member: Member, found: tuple[Announced, ...]) -> dict[str, Any]:
    """The document of `coach deadlines --json`; moments are in the member's zone."""
    return {
        "member": member.id,
        "zone": member.zone,
        "deadlines": [_as_record(each, member.zone) for each in found],
    }


def _as_record(each: Announced, zone: str) -> dict[str, Any]:
    deadline = each.coming.deadline
    return {
        "id": deadline.id,
        "kind": deadline.kind.value,
        "title": deadline.title,
        "day": each.coming.day.isoformat(),
        "at": f"{deadline.at:%H:%M}" if deadline.at else None,
        "zone": each.zone,
        "repeats": repeats_words(deadline.repeats) if deadline.repeats else None,
        "because": because(deadline),
        "nudges": [
            {
                "at": stage.at.astimezone(zone_named(zone)).isoformat(),
                "stage": stage.days,
                "sent": stage.key in each.said,
            }
            for stage in each.nudges
        ],
    }


def as_lines(member: Member, found: tuple[Announced, ...], width: int) -> Iterator[str]:
    """The same for a person."""
    if not found:
        yield from wrapped(NONE, width)
    for each in found:
        deadline = each.coming.deadline
        day = f"{long_date(each.coming.day)}{f', {deadline.at:%H:%M}' if deadline.at else ''}"
        repeats = f", {repeats_words(deadline.repeats)}" if deadline.repeats else ""
        yield from item(f"{deadline.title} [{deadline.id}]", "", width)
        yield from item(f"{day} ({each.zone}){repeats}", "  ", width)
        yield from item(because(deadline), "  ", width)
        for stage in each.nudges:
            local = stage.at.astimezone(zone_named(member.zone))
            was = "sent" if stage.key in each.said else "nudge"
            yield from item(f"{was} {long_date(local.date())}, {local:%H:%M}", "  - ", width)
        yield ""
