"""Keeping the deadlines of a calendar file for a member, and telling what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from adapters.calendar.reading import Left, read_calendar
from bot.deadlines.deadline import Watch
from bot.errors import TooMuch
from bot.members.profile import Member
from bot.ports import Deadlines

SHOWN = 20
"""Events listed of each sort; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: the titles of what is new, changed, as before and removed, what was
    left out with why, and what was taken otherwise than it stands there."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    left: tuple[Left, ...]
    notes: tuple[str, ...]


def import_calendar(
    content: bytes, member: Member, deadlines: Deadlines, now: datetime
) -> Imported:
    """Keep the deadlines of a file; what was brought before is changed, and not doubled. `now` is
    aware. Raises UnreadableCalendar, before anything is kept, and StoreUnavailable."""
    read = read_calendar(content, member, now)
    held = {each.deadline.id: each for each in deadlines.of_member(member.tenant, member.id)}
    sorts: dict[str, list[str]] = {name: [] for name in ("added", "changed", "unchanged")}
    left = list(read.left)
    for id, deadline in read.deadlines.items():
        there = held.get(id)
        if there and there.deadline == deadline:
            sorts["unchanged"].append(deadline.title)
            continue
        try:
            deadlines.keep(deadline, there.watch if there else Watch(now))
        except TooMuch as full:
            left.append(Left(deadline.title, f"you have {full.most} deadlines, and I keep no more"))
            continue
        sorts["changed" if there else "added"].append(deadline.title)
    removed = [
        held[id].deadline.title
        for id in sorted(read.cancelled & held.keys())
        if deadlines.drop(member.tenant, member.id, id)
    ]
    return Imported(
        added=tuple(sorts["added"]),
        changed=tuple(sorts["changed"]),
        unchanged=tuple(sorts["unchanged"]),
        removed=tuple(removed),
        left=tuple(left),
        notes=tuple(read.notes),
    )


def as_lines(done: Imported) -> Iterator[str]:
    """What became of the file, for a person."""
    counts = (
        ("added", done.added),
        ("changed", done.changed),
        ("unchanged", done.unchanged),
        ("removed", done.removed),
        ("left out", done.left),
    )
    yield f"Calendar: {', '.join(f'{len(names)} {name}' for name, names in counts)}."
    yield from _listed("Added", done.added)
    yield from _listed("Changed", done.changed)
    yield from _listed("Removed", done.removed)
    yield from _listed("Note", done.notes)
    for why, count in Counter(each.why for each in done.left).most_common():
        titles = [each.title for each in done.left if each.why == why]
        shown = ", ".join(titles[:SHOWN])
        more = f" and {count - SHOWN} more" if count > SHOWN else ""
        yield f"Left out, because {why}: {shown}{more}."


def _listed(name: str, items: tuple[str, ...]) -> Iterator[str]:
    for item in items[:SHOWN]:
        yield f"{name}: {item}."
    if len(items) > SHOWN:
        yield f"{name}: {len(items) - SHOWN} more."
