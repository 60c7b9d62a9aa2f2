"""What is read about a member from their words, and what is left a question."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from bot.members.profile import Profile, Quiet, Shift
from bot.members.reading import read_wish
from bot.members.wishes import EVERYTHING, Asks, Dropped, Told, Unclear
from bot.members.zones import zones_named
from bot.when.wall import is_zone

GOLDEN = Path(__file__).parents[1] / "golden" / "members.jsonl"
CASES = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_what_members_say_is_read_as_it_is_meant(case: dict[str, Any]) -> None:
    expected = {name: value for name, value in case.items() if name != "text"}

    assert read(case["text"]) == expected


def test_the_set_is_large_enough_to_tell() -> None:
    ordinary = [case for case in CASES if case.get("told", True) is None]

    assert len(CASES) >= 100
    assert len(ordinary) >= 40


def read(text: str) -> dict[str, Any]:
    """What the golden file says of a message."""
    match read_wish(text, Profile()):
        case Told(changes):
            return {"told": {name: plain(value) for name, value in shown(changes)}}
        case Dropped(gone):
            whole = gone is EVERYTHING
            return {"dropped": ["*"] if whole else [name for name, _ in shown(gone)]}
        case Unclear():
            return {"asked": "back"}
        case Asks(what):
            return {"asked": what}
    return {"told": None}


def shown(changes: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in changes.items() if name != "zone_told")


def plain(value: object) -> object:
    match value:
        case Quiet(start, end):
            return [f"{start:%H:%M}", f"{end:%H:%M}"]
        case time():
            return f"{value:%H:%M}"
        case tuple():
            return list(value)
        case Shift():
            return value.value
    return value


@pytest.mark.parametrize(
    ("name", "zones"),
    [
        ("Eastern", ("America/New_York",)),
        ("US Central time", ("America/Chicago",)),
        ("america/new_york", ("America/New_York",)),
        ("Phoenix", ("America/Phoenix",)),
        ("El Paso", ("America/Denver",)),
        ("Memphis", ("America/Chicago",)),
        ("Tennessee", ("America/New_York", "America/Chicago")),
        ("TX", ("America/Chicago", "America/Denver")),
        ("Port of Spain", ("America/Port_of_Spain",)),
        ("Sao Paulo", ("America/Sao_Paulo",)),
        ("UTC", ("UTC",)),
        ("Atlantis", ()),
        ("", ()),
        ("../../etc/passwd", ()),
        ("x" * 5000, ()),
    ],
)
def test_zones_are_known_by_the_names_people_use(name: str, zones: tuple[str, ...]) -> None:
    assert zones_named(name) == zones
    assert all(map(is_zone, zones))


def test_what_is_known_so_far_counts() -> None:
    known = Profile(states=("TX",), credentials=("RN",), quiet=Quiet(time(21), time(6)))

    also = read_wish("I'm also licensed in Ohio", known)
    letters = read_wish("I have my CCRN", known)
    late = read_wish("don't message me before 10am", known)

    assert also == Told({"states": ("TX", "OH")})
    assert letters == Told({"credentials": ("RN", "CCRN")})
    assert late == Told({"quiet": Quiet(time(21), time(10))})


def test_a_long_or_hostile_message_is_left_alone_quickly() -> None:
    for text in ("I am " * 2000, "a " * 60 + "I'm a nurse", "my time zone is " + "x/" * 900):
        assert read_wish(text, Profile()) is None
