"""Phrases with what they mean, labelled by the grammar's own writer ("seen") or without sight of
it ("held"): how many are read exactly, asked back, and read wrong."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.when.reading import (
    Unclear,
    When,
    read_ladder,
    read_repeats,
    read_snooze,
    read_time,
    read_when,
)
from bot.when.wall import Wall

ROWS = [
    json.loads(line)
    for line in Path("tests/golden/when.jsonl").read_text(encoding="utf-8").splitlines()
]
DATES = [row for row in ROWS if row["read"] == "when"]
FLOORS = {"seen": 0.99, "held": 0.93}
"""A little under what is reached."""

WRONG_AT_MOST = 0.01


def read(row: dict[str, Any]) -> dict[str, Any] | None:
    """What was read, in the words of the labels."""
    now = datetime.fromisoformat(row["now"]).astimezone(ZoneInfo(row["zone"]))
    match row["read"]:
        case "time":
            at = read_time(row["text"])
            return {"at": f"{at:%H:%M}"} if at else None
        case "ladder":
            ladder = read_ladder(row["text"])
            return ladder and {"days": list(ladder[0])}
        case "repeats":
            found = read_repeats(row["text"])
            return found and {"every": found[0].every, "unit": found[0].unit.value}
        case "snooze":
            return as_labelled(read_snooze(row["text"], now, time(9)))
    return as_labelled(read_when(row["text"], now))


def as_labelled(found: When | Wall | Unclear | None) -> dict[str, Any] | None:
    """A day, or why it is asked back with the days that are offered."""
    if found is None:
        return None
    if isinstance(found, Unclear):
        days = sorted(option.day.isoformat() for option in found.options)
        return {"unclear": found.reason.value, "options": days}
    return {"day": found.day.isoformat(), "at": found.at and f"{found.at:%H:%M}"}


def verdict(row: dict[str, Any]) -> str:
    """Whether a row is read "exact", is "asked" back (or left alone) or is "wrong"."""
    got, want = read(row), row["want"]
    if want and "options" in want:
        want = {**want, "options": sorted(want["options"])}
    if got == want:
        return "exact"
    return "asked" if got is None or "unclear" in got else "wrong"


def test_there_are_enough_phrases_to_say_anything() -> None:
    assert len(ROWS) >= 200
    assert len(DATES) >= 150
    assert {row["set"] for row in ROWS} == {"seen", "held"}


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_most_phrases_are_read_exactly(kind: str) -> None:
    rows = [row for row in ROWS if row["set"] == kind]
    verdicts = Counter(map(verdict, rows))
    shares = {name: f"{count / len(rows):.1%}" for name, count in verdicts.items()}
    sys.stdout.write(f"{kind}: {len(rows)} phrases, {shares}\n")
    assert verdicts["exact"] >= FLOORS[kind] * len(rows)


def test_hardly_any_phrase_is_read_wrong() -> None:
    wrong = [row["text"] for row in ROWS if verdict(row) == "wrong"]
    sys.stdout.write(f"wrong: {len(wrong)} of {len(ROWS)}: {wrong}\n")
    assert len(wrong) <= WRONG_AT_MOST * len(ROWS)
