"""A member and what they have told: everything optional, nothing asked for in advance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from bot.conversation import Address


class Shift(StrEnum):
    """When somebody works, which says when they sleep."""

    DAYS = "days"
    EVENINGS = "evenings"
    NIGHTS = "nights"
    ROTATING = "rotating"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which no nudge comes, on the member's wall: from `start` up to, not including,
    `end`; over midnight when `end` is not later. Equal ends mean none."""

    start: time
    end: time

    def covers(self, at: time) -> bool:
        """Whether a time of day lies within."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True)
class Profile:
    """What a member has told about themselves; "" or () or None is not told.

    `profession` is one of knowledge.programs.PROFESSIONS, `states` are two-letter codes of US
    states, `destination` is a role or direction in the member's words, `review_month` counts from
    1, `days_off` are weekdays counted from Monday = 0. `zone` is an IANA name; `zone_told` says
    that the member named it, so that the platform's does not take its place; else it is that of
    their state. `hour` is the time at which nudges come, None for the shift's own.
    `urgent_anytime` allows what would lose money or a licence within 72 hours to come in quiet
    hours.
    """

    profession: str = ""
    specialty: str = ""
    credentials: tuple[str, ...] = ()
    destination: str = ""
    states: tuple[str, ...] = ()
    site: str = ""
    team: str = ""
    review_month: int | None = None
    shift: Shift | None = None
    zone: str = ""
    zone_told: bool = False
    hour: time | None = None
    quiet: Quiet | None = None
    days_off: tuple[int, ...] = ()
    urgent_anytime: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody the coach has met.

    `zone` is the one that holds for them: told, or the platform's, or the installation's.
    `home` is where they are reached without having asked just now; None when that is not known.
    `unreachable` is why the platform last refused to deliver for good, else "". `calendar` is the
    secret part of the address of their calendar, "" when they have none. `met_at` is aware.
    """

    tenant: str
    id: str
    profile: Profile
    zone: str
    home: Address | None
    met_at: datetime
    unreachable: str = ""
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A member's message as the desk reads it: `now` is the moment in the member's own zone,
    `before` the member's previous words when the coach asked back to them, else "". `placed` says
    that they or their platform told the zone, so that it is not merely the installation's."""

    text: str
    member: Member
    now: datetime
    before: str = ""
    placed: bool = True
