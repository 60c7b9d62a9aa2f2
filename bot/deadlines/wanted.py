"""The requests that the agenda understands; a name is the member's own word for a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.deadlines.deadline import Kind, Repeats, Unit
from bot.when.reading import Unclear, When


@dataclass(frozen=True, slots=True)
class Told:
    """Something that runs out. `when` is None where no day was named. `ladder` are days before
    that come beside those of the kind; with `only` they are all, as (0,) is for an errand, which
    is remembered at its own moment. `another` when it is said to be one more of its kind."""

    kind: Kind
    title: str
    when: When | Unclear | None
    repeats: Repeats | None = None
    ladder: tuple[int, ...] = ()
    another: bool = False
    only: bool = False


@dataclass(frozen=True, slots=True)
class Show:
    """What is coming up; `name` when only one deadline is asked about."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """Another day for a deadline; None where none was named. `later` is by how much it moves from
    its day, a negative number for earlier. `timeless` takes its time of day away."""

    name: str
    when: When | Unclear | None
    repeats: Repeats | None = None
    ladder: tuple[int, ...] = ()
    only: bool = False
    later: tuple[int, Unit] | None = None
    timeless: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often a deadline comes again."""

    name: str
    repeats: Repeats


@dataclass(frozen=True, slots=True)
class Finish:
    """A deadline is done with; `early` when it is said of one of which no nudge came yet."""

    name: str
    early: bool = False


@dataclass(frozen=True, slots=True)
class Snooze:
    """The next nudge at another time, as the words of `until` say; "" where none were said."""

    name: str
    until: str


@dataclass(frozen=True, slots=True)
class Decline:
    """No nudges about a deadline."""

    name: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """A deadline is not done, or for the member after all. `back` is the last occurrence that
    stays done, None where the one before it, if there is one, does."""

    name: str
    back: date | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """A deadline is not to be kept."""

    name: str


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a program, by its name, id or number; `saved` when the number is that of the
    member's list."""

    name: str
    saved: bool = False


Request = Told | Show | Move | Repeat | Finish | Snooze | Decline | Reopen | Delete | Dates
