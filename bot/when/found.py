"""What was read from the words for a day or a time of day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Reason(StrEnum):
    """Why the coach asks back instead of taking a day."""

    AMBIGUOUS = "ambiguous"
    PAST = "past"
    NO_SUCH_DAY = "no_such_day"
    TOO_FAR = "too_far"
    NO_DAY = "no_day"


@dataclass(frozen=True, slots=True)
class When:
    """A day, today or later and at most 30 years off, in the member's zone; `at` None is no time
    told. `phrase` are the words it was read from, `start` and `end` their place in the text."""

    day: date
    at: time | None
    phrase: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words for a day that leave open which. `options` are the days to offer, best first, none
    in the past; () when there is nothing to offer."""

    phrase: str
    start: int
    end: int
    reason: Reason
    options: tuple[When, ...] = ()
