"""What members say about deadlines, written down before the patterns that read it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.deadlines.clauses import read_all
from bot.deadlines.wanted import (
    Dates,
    Decline,
    Delete,
    Finish,
    Move,
    Reopen,
    Repeat,
    Request,
    Show,
    Snooze,
    Told,
)
from bot.when.reading import Unclear, When

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
ROWS = [
    json.loads(line)
    for line in Path("tests/golden/agenda.jsonl").read_text(encoding="utf-8").splitlines()
]
NAMES = {
    Show: "list",
    Told: "note",
    Move: "move",
    Repeat: "repeat",
    Finish: "done",
    Snooze: "snooze",
    Decline: "decline",
    Reopen: "reopen",
    Delete: "delete",
    Dates: "program",
}


def told(request: Request | None) -> dict[str, object] | None:
    """What was read, in the words of the golden file."""
    if request is None:
        return None
    read: dict[str, object] = {"ask": NAMES[type(request)]}
    match request:
        case Show(""):
            return read
        case Told():
            read |= {"kind": request.kind.value, "title": request.title}
            read |= {"ladder": list(request.ladder)} if request.ladder else {}
            read |= {"repeats": words(request)} if request.repeats else {}
        case Snooze(name, until):
            return {**read, "name": name, "until": until}
        case Repeat(name):
            return {**read, "name": name, "repeats": words(request)}
        case Move(later=(count, unit)):
            read |= {"name": request.name, "later": f"{count} {unit.value}"}
        case _:
            read["name"] = request.name
    match request:
        case Told(when=Unclear() as when):
            read["unclear"] = when.reason.value
        case Told(when=When() as when) | Move(when=When() as when):
            read["day"] = when.day.isoformat()
            read |= {"at": f"{when.at:%H:%M}"} if when.at else {}
    return read


def words(request: Told | Repeat) -> str:
    """A repetition as the golden file writes it: "2 years"."""
    assert request.repeats is not None
    return f"{request.repeats.every} {request.repeats.unit.value}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_message_asks_what_it_says(row: dict[str, dict[str, object] | None]) -> None:
    heard = read_all(str(row["text"]), NOW).clauses
    wanted = row["want"]
    if isinstance(wanted, list):
        assert [told(each.request) for each in heard] == wanted
        return
    assert len(heard) <= 1
    read = told(heard[0].request) if heard else None
    if read and wanted and "ladder" not in wanted and read.get("ladder") == [0]:
        del read["ladder"]
    if read and wanted and "at" not in wanted:
        read.pop("at", None)

    assert read == wanted


def test_the_set_is_as_large_as_it_was_asked_to_be() -> None:
    texts = {row["text"] for row in ROWS}
    assert len(texts) >= 120
    assert sum(row["want"] is None for row in ROWS) >= 40
