"""Everything held about a member, as the JSON that `coach export` prints."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from bot.deadlines.deadline import Watched
from bot.members.belongings import Held
from bot.members.profile import Member
from bot.portfolio.entry import Entry
from bot.programs.shortlist import SavedProgram


def held_json(member: str, tenant: str, held: Held) -> dict[str, Any]:
    """The document: nothing is left out, and what is not told is null or empty."""
    return {
        "member": member,
        "tenant": tenant,
        "profile": _member(held.member) if held.member else None,
        "deadlines": [_watched(watched) for watched in held.deadlines],
        "nudges": held.nudges,
        "entries": [_entry(entry) for entry in held.entries],
        "turns": [_plain(asdict(turn)) for turn in held.turns],
        "saved_programs": [_saved(saved) for saved in held.programs],
    }


def _member(member: Member) -> dict[str, Any]:
    """The profile, with what the platform told; the secret of a calendar is not shown."""
    return _dict(
        {
            **asdict(member.profile),
            "zone": member.zone,
            "home": asdict(member.home) if member.home else None,
            "met_at": member.met_at,
            "unreachable": member.unreachable,
            "calendar": bool(member.calendar),
        }
    )


def _watched(watched: Watched) -> dict[str, Any]:
    """A deadline, how the member stands to it, and what was nudged of it."""
    return _dict(
        {
            **asdict(watched.deadline),
            "watch": asdict(watched.watch),
            "nudged": sorted(watched.said),
        }
    )


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        "fields": json.loads(entry.fields),
    }


def _saved(saved: SavedProgram) -> dict[str, Any]:
    return {
        "id": saved.program,
        "title": saved.title,
        "url": saved.url or None,
        "saved_at": saved.saved_at.isoformat(),
        "record": json.loads(saved.record),
    }


def _dict(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    """A value as JSON has it: days, times and moments as ISO 8601."""
    match value:
        case dict():
            return _dict(value)
        case list() | tuple():
            return [_plain(each) for each in value]
        case datetime() | date() | time():
            return value.isoformat()
    return value
