"""A deadline, and how one member stands to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.when.wall import Wall

HUB = "hub"
"""The tenant of what the hub's deadlines.yaml sets: it is for the members of every tenant."""


class Kind(StrEnum):
    """What runs out. The values are those of `kind` in deadlines.yaml."""

    REVIEW = "review"
    ALLOWANCE = "allowance"
    CLAIM = "claim-by"
    LICENCE = "licence"
    BOARD = "board"
    REGISTRATION = "registration"
    CREDIT = "credit"
    CUSTOM = "custom"


class Scope(StrEnum):
    """Whose deadline it is. The first value of `for` in deadlines.yaml is `organization`."""

    MEMBER = "member"
    TEAM = "team"
    ORGANIZATION = "organization"


class Source(StrEnum):
    """Where a deadline comes from, which a nudge gives as its reason."""

    TOLD = "told"
    HUB = "hub"
    CALENDAR = "calendar"
    PROGRAM = "program"


class Unit(StrEnum):
    """What a repetition counts in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Repeats:
    """Every so many days, weeks, months or years; `every` is 1 or more."""

    every: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that runs out on a day, for a member, a team or everybody.

    `owner` is the member's id or the team's name, "" for the organization. `day` is the first
    occurrence; with `at` the moment on that day, else its end. `zone` is an IANA name, "" for the
    zone of whoever is nudged. `ladder` are days before on which nudges come, () for those of the
    kind. `told` are the member's words it was made from. `program` is the id of the program that
    it belongs to. `do`, `article` (a document's id) and `policy` come from deadlines.yaml.
    """

    tenant: str
    id: str
    scope: Scope
    owner: str
    kind: Kind
    title: str
    day: date
    at: time | None = None
    zone: str = ""
    repeats: Repeats | None = None
    ladder: tuple[int, ...] = ()
    source: Source = Source.TOLD
    told: str = ""
    program: str = ""
    do: str = ""
    article: str = ""
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """How one member stands to one deadline.

    Stages that were due at `since` (aware) or before are not made up for: the member knew then.
    Occurrences up to `done_through` are done. `declined` is "not for me". `snoozed` is when the
    next nudge comes instead of its own time, `round` how often that was asked.
    """

    since: datetime | None
    done_through: date | None = None
    declined: bool = False
    snoozed: Wall | None = None
    round: int = 0


@dataclass(frozen=True, slots=True)
class Watched:
    """A deadline as one member sees it. `said` are the keys of the stages that were nudged."""

    deadline: Deadline
    watch: Watch
    said: frozenset[str] = frozenset()
