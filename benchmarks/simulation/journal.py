"""What happened in a simulated year, written to a file so that it takes no memory meanwhile."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.deadlines.deadline import Deadline, Watch
from bot.members.profile import Profile


@dataclass(frozen=True, slots=True)
class Told:
    """What holds for a member from a moment on; `zone` is the one they are in."""

    member: int
    at: datetime
    profile: Profile
    zone: str


@dataclass(frozen=True, slots=True)
class Stands:
    """A deadline, and how a member stands to it, from a moment on."""

    member: int
    at: datetime
    deadline: Deadline
    watch: Watch


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline in a note. `days` are those before the occurrence, `put_off` says that the
    member chose the moment, `again` that it is labelled as a second note."""

    deadline: str
    occurrence: date
    days: int
    put_off: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """One try to send a note: whether the member saw it, and whether the coach was told so."""

    member: int
    at: datetime
    delivery: str
    posted: bool
    in_doubt: bool
    lines: tuple[Line, ...]
    on_teams: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """The coach did nothing between two moments, or its clock showed them twice."""

    since: datetime
    until: datetime


Record = Told | Stands | Tried | Away


class Journal:
    """Records in the order in which things happened."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._out = file.open("wb")

    def note(self, record: Record) -> None:
        """Add a record."""
        pickle.dump(record, self._out, pickle.HIGHEST_PROTOCOL)

    def read(self) -> Iterator[Record]:
        """Every record from the first."""
        self._out.flush()
        with self._file.open("rb") as written:
            while True:
                try:
                    yield pickle.load(written)
                except EOFError:
                    return

    def close(self) -> None:
        """Let go of the file."""
        self._out.close()
