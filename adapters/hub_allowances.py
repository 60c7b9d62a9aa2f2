"""Allowance policies from the entries of a hub's deadlines.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from adapters.hub_fields import FOR, bad_rows, sentence, strangers, whole, whose
from bot.allowance.policy import NAMES, Basis, Policy
from knowledge.catalog.form import Form
from knowledge.catalog.problems import BadValue
from knowledge.catalog.rows import BadRow
from knowledge.catalog.values import (
    Parser,
    choice,
    currency,
    decimal,
    price,
    several,
    words,
    yes_no,
)
from knowledge.deadlines import Entry

MOST_DAYS, MOST_MONTHS = 3_650, 120
CYCLE = "the month and day on which the year begins as 07-01"
FTE = "a share of full time above 0 and up to 1 as 0.8"

_CYCLE = re.compile(r"(\d{1,2})-(\d{1,2})", re.ASCII)
_COMMON_YEAR = 2027
_days = whole(0, MOST_DAYS)


@dataclass(frozen=True, slots=True)
class ReadPolicy:
    """What an entry holds: a policy, or its bad fields. `team` is "" for the organization, None
    where that cannot be read."""

    team: str | None
    policy: Policy | None
    problems: tuple[BadRow, ...] = ()
    notes: tuple[str, ...] = ()


def read_policy(entry: Entry) -> ReadPolicy:
    """The allowance policy of an entry."""
    form = Form(entry.fields)
    form.require("for", FOR)
    team = form.take("for", whose)
    values = form.values(PARSERS) | form.days(("hired", "confirmed_on"))
    if values.get("amount") and "currency" not in values:
        form.require("currency", "the currency of the amount, such as USD")
    policy = Policy(**values)
    if not policy and not form.problems:
        form.wrong("amount", "anything of the policy, such as its amount")
    if form.problems:
        return ReadPolicy(team, None, bad_rows(entry, form.problems, ""))
    return ReadPolicy(team, policy, notes=tuple(strangers(entry, FIELDS)))


def _cycle(value: object) -> tuple[int, int]:
    found = _CYCLE.fullmatch(words(value, CYCLE))
    try:
        if found:
            first = date(_COMMON_YEAR, int(found[1]), int(found[2]))
            return first.month, first.day
    except ValueError:
        pass
    raise BadValue(CYCLE)


def _fte(value: object) -> Decimal:
    share = decimal(value, 3)
    if not 0 < share <= 1:
        raise BadValue(FTE)
    return share


PARSERS: Mapping[str, Parser[Any]] = {
    "amount": price,
    "currency": currency,
    "days": price,
    "cycle_start": _cycle,
    "basis": choice(Basis, {}),
    "claim_window_days": _days,
    "preapproval": yes_no,
    "approval_days": _days,
    "leave_days": _days,
    "prorated": yes_no,
    "fte": _fte,
    "waiting_months": whole(0, MOST_MONTHS),
    "carries_over": yes_no,
    "eligible": several(sentence),
    "proof": several(sentence),
    "approver": sentence,
    "source": sentence,
    "confirmed_by": sentence,
}
FIELDS = frozenset({*NAMES, "for"})
"""The names of the fields of a policy."""
