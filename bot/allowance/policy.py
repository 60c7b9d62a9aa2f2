"""What an employer grants for continuing education, as far as it is known.

The fields are those that public policies of hospitals use (MultiCare, Steward, Genesis, WRHA,
YKHC): an allowance can be lost by any one of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

POLICY = "policy"
"""The kind of an entry that holds a policy."""


class Basis(StrEnum):
    """What has to happen within the allowance year for money to count for it."""

    INCURRED = "incurred"
    SUBMITTED = "submitted"
    ATTENDED = "attended"


@dataclass(frozen=True, slots=True)
class Policy:
    """An allowance policy; None, "" or () is not known, and nothing unknown counts as "no".

    `amount` is of `currency` (ISO 4217) a year, `days` are paid days a year. `cycle_start` is the
    month and day on which the year begins. `claim_window_days` count from the expense, or from
    the activity's end where `basis` is attended. `approval_days` and `leave_days` are how long
    before registering, and before the activity, approval and leave must be asked for. `fte` is
    the member's own share of full time, above 0 up to 1, by which `prorated` money and days are
    cut. Until `waiting_months` after `hired` nothing may be used. `confirmed_by` is who confirmed
    the policy in writing, on `confirmed_on`.
    """

    amount: Decimal | None = None
    currency: str = ""
    days: Decimal | None = None
    cycle_start: tuple[int, int] | None = None
    basis: Basis | None = None
    claim_window_days: int | None = None
    preapproval: bool | None = None
    approval_days: int | None = None
    leave_days: int | None = None
    prorated: bool | None = None
    fte: Decimal | None = None
    hired: date | None = None
    waiting_months: int | None = None
    carries_over: bool | None = None
    eligible: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    approver: str = ""
    source: str = ""
    confirmed_by: str = ""
    confirmed_on: date | None = None

    @property
    def confirmed(self) -> bool:
        """Whether somebody confirmed it in writing."""
        return self.confirmed_on is not None

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return self != Policy()


_READ: Mapping[str, Callable[[Any], Any]] = {
    "amount": Decimal,
    "days": Decimal,
    "fte": Decimal,
    "hired": date.fromisoformat,
    "confirmed_on": date.fromisoformat,
    "basis": Basis,
    "cycle_start": lambda pair: (int(pair[0]), int(pair[1])),
    "eligible": tuple,
    "proof": tuple,
}
NAMES = tuple(field.name for field in fields(Policy))
_UNKNOWN = Policy()


def known(policy: Policy) -> dict[str, Any]:
    """What a policy states, by field."""
    return {
        name: value for name in NAMES if (value := getattr(policy, name)) != getattr(_UNKNOWN, name)
    }


def to_json(policy: Policy) -> str:
    """A policy as an entry's fields."""
    return json.dumps(known(policy), ensure_ascii=False, default=str)


def from_json(text: str) -> Policy:
    """The policy in an entry's fields; what this version does not know is passed over. Raises
    ValueError for what is no policy."""
    stated = json.loads(text)
    try:
        return Policy(
            **{name: _READ.get(name, _as_is)(stated[name]) for name in NAMES if name in stated}
        )
    except (TypeError, ArithmeticError, LookupError) as error:
        raise ValueError("a policy with a field of the wrong kind") from error


def together(policies: Iterable[Policy]) -> Policy:
    """What all of them say; where two speak of one field, the later one is right. What is changed
    after a confirmation is no longer confirmed by it."""
    whole = Policy()
    for policy in policies:
        said = known(policy)
        changed = {name for name in said if name not in {"confirmed_by", "confirmed_on"}}
        if changed and whole.confirmed and "confirmed_on" not in said:
            whole = replace(whole, confirmed_by="", confirmed_on=None)
        whole = replace(whole, **said)
    return whole


def _as_is(value: Any) -> Any:  # noqa: ANN401 - whatever the field holds
    return value
