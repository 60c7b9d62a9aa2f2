"""What stands in a portfolio: credits earned, and what a member states of their practice."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from bot.portfolio.entry import Entry


class Statement(StrEnum):
    """What a member states in their own words, for the review packet. The values are the kinds
    of their entries."""

    GAP = "gap"
    CHANGE = "change"
    RESULT = "result"
    GOAL = "goal"
    DEED = "deed"


CREDIT = "credit"
"""The kind of an entry that holds earned credit."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement of the member's own. The latest of its kind counts; of deeds, all do."""

    id: str
    what: Statement
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Earned:
    """Credit that a member earned: `amount` of `unit` ("contact hours", "AMA PRA Category 1
    credits"), for an activity named in their words; `program` is its id when the catalog holds
    it, else ""."""

    id: str
    amount: Decimal
    unit: str
    activity: str
    program: str
    day: date


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What of a member's book the review packet is made of, oldest first."""

    earned: tuple[Earned, ...] = ()
    stated: tuple[Stated, ...] = ()

    def latest(self, what: Statement) -> Stated | None:
        """The last thing stated of a kind."""
        return next((each for each in reversed(self.stated) if each.what is what), None)


def stated_entry(tenant: str, member: str, stated: Stated) -> Entry:
    """A statement as the book keeps it."""
    fields = json.dumps({"text": stated.text}, ensure_ascii=False)
    return Entry(tenant, member, stated.id, stated.what.value, fields, stated.at)


def earned_entry(tenant: str, member: str, earned: Earned, at: datetime) -> Entry:
    """Earned credit as the book keeps it."""
    fields = {
        "amount": str(earned.amount),
        "unit": earned.unit,
        "activity": earned.activity,
        "program": earned.program,
        "day": earned.day.isoformat(),
    }
    return Entry(tenant, member, earned.id, CREDIT, json.dumps(fields, ensure_ascii=False), at)


def portfolio_of(entries: Iterable[Entry]) -> Portfolio:
    """The portfolio in a book; what this version cannot read is passed over, and stays."""
    earned, stated = list[Earned](), list[Stated]()
    kinds = {what.value for what in Statement}
    for entry in entries:
        try:
            fields = json.loads(entry.fields)
            if entry.kind == CREDIT:
                earned.append(_earned(entry, fields))
            elif entry.kind in kinds:
                stated.append(Stated(entry.id, Statement(entry.kind), fields["text"], entry.at))
        except (KeyError, TypeError, ValueError, InvalidOperation):
            continue
    return Portfolio(tuple(earned), tuple(stated))


def _earned(entry: Entry, fields: dict[str, str]) -> Earned:
    return Earned(
        id=entry.id,
        amount=Decimal(fields["amount"]),
        unit=fields["unit"],
        activity=fields["activity"],
        program=fields["program"],
        day=date.fromisoformat(fields["day"]),
    )
