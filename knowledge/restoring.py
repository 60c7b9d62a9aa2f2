"""A stored record made into a program again.

What is stored was checked by `knowledge.catalog.record.build` before: without checking it once
more a search is ready several times sooner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from knowledge.programs import (
    CommercialSupport,
    Credit,
    Delivery,
    Fee,
    Format,
    MandatoryTopic,
    Moc,
    Money,
    Program,
    Rung,
)

T = TypeVar("T")
Reviver = Callable[[Any], Any]
Fields = Mapping[str, Any]


def restored(fields: Fields) -> Program:
    """The program that `to_fields` gave these fields. Raises KeyError, TypeError or ValueError for
    fields of another version."""
    return Program(**_revived(fields, _PROGRAM))


def _revived(fields: Fields, revivers: Mapping[str, Reviver]) -> dict[str, Any]:
    return {
        name: revivers[name](value) if name in revivers else value for name, value in fields.items()
    }


def _each(revive: Callable[[Any], T]) -> Callable[[list[Any]], tuple[T, ...]]:
    return lambda values: tuple(map(revive, values))


def _fee(fields: Fields) -> Fee:
    price = Money(Decimal(fields["amount"]), fields["currency"])
    told = {name: value for name, value in fields.items() if name not in {"amount", "currency"}}
    return Fee(price, **_revived(told, {"cancel_by": date.fromisoformat}))


_AMOUNTS: Mapping[str, Reviver] = {"amount": Decimal, "max": Decimal, "points": Decimal}
_PROGRAM: Mapping[str, Reviver] = {
    **dict.fromkeys(
        (
            "start",
            "end",
            "registration_deadline",
            "application_deadline",
            "credit_claim_by",
            "expires_on",
            "retrieved_on",
            "verified_on",
        ),
        date.fromisoformat,
    ),
    **dict.fromkeys(("professions", "specialties", "topics", "competencies"), tuple),
    **dict.fromkeys(("designed_to_change", "changes_measured"), _each(Rung)),
    "format": Format,
    "delivery": Delivery,
    "credits": _each(lambda fields: Credit(**_revived(fields, _AMOUNTS))),
    "moc": _each(lambda fields: Moc(**_revived(fields, _AMOUNTS))),
    "mandatory_topics": _each(
        lambda fields: MandatoryTopic(**_revived(fields, {"verified_on": date.fromisoformat}))
    ),
    "fee": _fee,
    "hours_to_complete": Decimal,
    "commercial_support": lambda fields: CommercialSupport(**fields),
}
