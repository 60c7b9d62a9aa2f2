"""What a member spent of their allowance."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from bot.portfolio.entry import Entry

SPENDING = "spending"
"""The kind of an entry that holds spending."""


@dataclass(frozen=True, slots=True)
class Spending:
    """Money, days or both, spent on a day; 0 for what was not. `what` may be ""."""

    id: str
    amount: Decimal
    days: Decimal
    what: str
    day: date


def spending_entry(tenant: str, member: str, spending: Spending, at: datetime) -> Entry:
    """Spending as the book keeps it."""
    fields = {
        "amount": str(spending.amount),
        "days": str(spending.days),
        "what": spending.what,
        "day": spending.day.isoformat(),
    }
    return Entry(tenant, member, spending.id, SPENDING, json.dumps(fields, ensure_ascii=False), at)


def spendings_of(entries: Iterable[Entry]) -> tuple[Spending, ...]:
    """The spending in a book; what this version cannot read is passed over, and stays."""
    found = []
    for entry in entries:
        if entry.kind != SPENDING:
            continue
        try:
            said = json.loads(entry.fields)
            amount, days = Decimal(said["amount"]), Decimal(said["days"])
            day = date.fromisoformat(said["day"])
            found.append(Spending(entry.id, amount, days, said["what"], day))
        except (KeyError, TypeError, ValueError, InvalidOperation):
            continue
    return tuple(found)
