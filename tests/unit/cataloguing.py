"""Puts a file into a folder of programs and reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import strategies as st

from knowledge.catalog.problems import BadRecord
from knowledge.catalog.reading import (
    BadRow,
    Reading,
    ReadProgram,
    UnreadableCatalog,
    read_programs,
)
from knowledge.catalog.record import build
from knowledge.programs import Program


def read(folder: Path, name: str, content: str | bytes) -> list[Reading]:
    """What a new file of the folder holds."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_programs(path, folder))


def programs(readings: list[Reading]) -> list[Program]:
    """The programs among the readings."""
    return [reading.program for reading in readings if isinstance(reading, ReadProgram)]


def bad(readings: list[Reading]) -> list[BadRow]:
    """The bad fields among the readings."""
    return [reading for reading in readings if isinstance(reading, BadRow)]


def only(readings: list[Reading]) -> Program:
    """The only program, with nothing bad beside it."""
    (reading,) = readings
    assert isinstance(reading, ReadProgram)
    return reading.program


def remarks(readings: list[Reading]) -> list[str]:
    """Everything that was remarked, in order."""
    return [r for reading in readings if isinstance(reading, ReadProgram) for r in reading.remarks]


def refusal(folder: Path, name: str, content: str | bytes) -> UnreadableCatalog:
    """Why a new file of the folder cannot be read."""
    with pytest.raises(UnreadableCatalog) as refused:
        read(folder, name, content)
    return refused.value


def problems(**fields: object) -> dict[str, str]:
    """What would be right for each bad field of a record that has a title and a provider."""
    with pytest.raises(BadRecord) as refused:
        build({"title": "Ethics", "provider": "Emory", **fields})
    return {problem.field: problem.right for problem in refused.value.problems}


_texts = st.text(max_size=40) | st.sampled_from(
    ["=1+1", "'=x", "@cmd", "-5", "a; b", "AMA PRA Category 1 Credit(s)™", "RN", "not stated"]
)
_days = st.dates().map(str) | st.none()
_amounts = st.decimals(0, 10**6, places=2).map(str) | st.none()
_flags = st.sampled_from(["yes", "no", True, False, None, ""])
_rungs = st.sampled_from(["knowledge", "performance; patient outcomes", "none", "", None])
_credits = st.fixed_dictionaries(
    {"type": _texts}, optional={"unit": _texts, "amount": _amounts, "uan": _texts}
)
_mapped = st.fixed_dictionaries(
    {"jurisdiction": st.sampled_from(["US", "us-fl", "Texas"]), "topic": _texts},
    optional={"verified_on": _days, "verified_by": _texts},
)
raw_records = st.fixed_dictionaries(
    {"title": _texts, "provider": _texts},
    optional={
        "description": st.text(max_size=300),
        "format": st.sampled_from(["enduring material", "webinar", "n/a"]),
        "region": st.sampled_from(["Georgia", "US-NY", ""]),
        "start": _days,
        "expires_on": _days,
        "credits": st.lists(_credits, max_size=3),
        "moc": st.lists(st.fixed_dictionaries({"board": _texts, "points": _amounts}), max_size=2),
        "professions": st.lists(_texts, max_size=4),
        "topics": st.lists(_texts, max_size=4) | _texts,
        "mandatory_topics": st.lists(_mapped, max_size=2),
        "fee": st.fixed_dictionaries(
            {"amount": _amounts, "currency": st.sampled_from(["USD", "eur"])},
            optional={"includes": _texts, "cancel_by": _days},
        ),
        "hours_to_complete": _amounts,
        "commercial_support": st.fixed_dictionaries({"received": _flags}),
        "designed_to_change": _rungs | st.just([]),
        "changes_measured": _rungs,
        "team_based": _flags,
    },
)
"""Records as an office might write them: most of them programs, some of them not."""


def outcome(folder: Path, name: str, content: bytes) -> str:
    """Why a new file of the folder cannot be read; "" when it can."""
    try:
        read(folder, name, content)
    except UnreadableCatalog as refused:
        return refused.reason or "no reason"
    return ""


def built(raw: dict[str, object]) -> Program | None:
    """The program, or None for a record that is none."""
    try:
        return build(raw)
    except BadRecord:
        return None
