"""How long before a deadline nudges come, and what each kind is called to members."""

from __future__ import annotations

from bot.deadlines.deadline import Deadline, Kind
from bot.deadlines.wanted import Move, Told
from bot.errors import Unkept
from bot.when.ahead import MOST_STAGES

_MONEY = (90, 60, 30, 14, 3, 1)
_PLACE = (30, 14, 3, 1)

_LADDERS = {
    # The day after a review the coach asks how it went.
    Kind.REVIEW: (60, 30, 14, 3, -1),
    Kind.ALLOWANCE: _MONEY,
    Kind.CLAIM: _MONEY,
    Kind.LICENCE: _MONEY,
    Kind.BOARD: _MONEY,
    Kind.REGISTRATION: _PLACE,
    Kind.CREDIT: _PLACE,
    Kind.CUSTOM: (60, 30, 14, 3, 1),
}

_WORDS = {
    Kind.REVIEW: "performance review",
    Kind.ALLOWANCE: "CME allowance",
    Kind.CLAIM: "reimbursement claim",
    Kind.LICENCE: "license renewal",
    Kind.BOARD: "board certification",
    Kind.REGISTRATION: "registration",
    Kind.CREDIT: "claiming credit",
    Kind.CUSTOM: "reminder",
}


def ladder_of(deadline: Deadline) -> tuple[int, ...]:
    """Days before the deadline on which nudges come, the longest first; negative ones are after
    it. A custom one with a time of day is an appointment with oneself: at that moment only."""
    if deadline.ladder:
        return deadline.ladder
    if deadline.kind is Kind.CUSTOM and deadline.at is not None:
        return (0,)
    return _LADDERS[deadline.kind]


def ladder_told(deadline: Deadline, told: Told | Move) -> tuple[int, ...]:
    """The ladder of a deadline with the days that are told beside its own, or alone where they are
    said to be all. Raises Unkept for more stages than one deadline may have."""
    if told.only or not told.ladder:
        return told.ladder or deadline.ladder
    both = tuple(sorted({*ladder_of(deadline), *told.ladder}, reverse=True))
    if len(both) > MOST_STAGES:
        raise Unkept(
            f"One deadline can have at most {MOST_STAGES} reminders; with those it has these are "
            "more. To have these alone, say “only”, for example “remind me only 7 days before”."
        )
    return both


def kind_words(kind: Kind) -> str:
    """What members call it."""
    return _WORDS[kind]
