"""The groups of fields in a record: credits, boards, required topics, the fee and the support."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from knowledge.catalog.codes import jurisdiction
from knowledge.catalog.form import Form
from knowledge.catalog.problems import BadValue
from knowledge.catalog.values import (
    NO_CURRENCY,
    Parser,
    currency,
    decimal,
    money,
    paid,
    stated,
    text,
    words,
    yes_no,
)
from knowledge.credits import canonical
from knowledge.programs import CommercialSupport, Credit, Fee, MandatoryTopic, Moc, Money

G = TypeVar("G")

LONGEST = 1_000
"""Characters of a text that is neither the title nor the description."""

_line = text(LONGEST)
_AMOUNT = re.compile(r"(?:up to|max(?:imum)?\.?)?\s*\d", re.IGNORECASE)


def coded(code: Callable[[str], str]) -> Parser[str]:
    """Parses a text into a code."""
    return lambda value: code(words(value))


def _credit_type(value: object) -> str:
    said = _line(value)
    if _AMOUNT.match(said):
        raise BadValue("the type alone, such as AMA PRA Category 1; its number is the amount")
    return canonical(said)


_CREDIT: dict[str, Parser[Any]] = {
    "type": _credit_type,
    "unit": _line,
    "amount": decimal,
    "max": decimal,
    "accreditor": _line,
    "uan": _line,
}
_MOC: dict[str, Parser[Any]] = {
    "board": _line,
    "credit_type": _line,
    "points": decimal,
    "practice_area": _line,
}
_MAPPED: dict[str, Parser[Any]] = {
    "jurisdiction": coded(jurisdiction),
    "topic": _line,
    "verified_by": _line,
    "source": _line,
}
_SUPPORT: dict[str, Parser[Any]] = {"received": yes_no, "source": _line, "kind": _line}

GROUPS = {
    "credits": tuple(_CREDIT),
    "moc": tuple(_MOC),
    "mandatory_topics": ("jurisdiction", "topic", "verified_on", "verified_by", "source"),
    "fee": ("amount", "currency", "includes", "cancel_by"),
    "commercial_support": tuple(_SUPPORT),
}
"""The fields of each group, in the order in which they are written."""


def credits_of(form: Form) -> tuple[Credit, ...]:
    """The credits that can be earned."""
    return _all(form, "credits", "type", _credit)


def moc_of(form: Form) -> tuple[Moc, ...]:
    """The boards whose certification it counts for."""
    return _all(form, "moc", "board", _moc)


def mandatory_of(form: Form) -> tuple[MandatoryTopic, ...]:
    """The required topics that it meets."""
    return _all(form, "mandatory_topics", "topic", _mapped)


def fee_of(form: Form) -> Fee | None:
    """The fee; None when no price is stated. One in a single piece ("free") is only a price."""
    group = form.group("fee")
    if group is None:
        whole = form.take("fee", money)
        return Fee(whole) if whole else None
    price = _price(group)
    rest = group.values({"includes": _line, "cancel_by": group.day})
    if price is None and any(stated(group.fields.get(name)) for name in ("includes", "cancel_by")):
        group.require("amount", "the price, where more is said about the fee")
    return None if price is None else Fee(price, **rest)


def _price(group: Form) -> Money | None:
    """The amount in its currency, which may stand beside it or with it in one piece."""
    price, code = group.take("amount", paid), group.take("currency", currency)
    if price is None:
        return None
    stands_with = price.currency if price.currency != NO_CURRENCY else None
    if stands_with and code not in {None, stands_with}:
        group.wrong("currency", f"{stands_with}, as the amount is written")
    code = stands_with or code
    if price.amount and code in {None, NO_CURRENCY}:
        if code or not stated(group.fields.get("currency")):
            group.wrong("currency", "the currency of the amount, such as USD")
        return None
    return Money(price.amount, code or NO_CURRENCY)


def support_of(form: Form) -> CommercialSupport | None:
    """The commercial support. A bare yes or no says only whether there was any."""
    group = form.group("commercial_support")
    if group is None:
        received = form.take("commercial_support", yes_no)
        return None if received is None else CommercialSupport(received)
    values = group.values(_SUPPORT)
    if values.keys() & {"source", "kind"}:
        group.require("received", "yes or no, where a source or kind of support is stated")
    return CommercialSupport(**values) if "received" in values else None


def _all(form: Form, name: str, alone: str, read: Callable[[Form], G | None]) -> tuple[G, ...]:
    return tuple(one for one in map(read, form.groups(name, alone)) if one is not None)


def _credit(form: Form) -> Credit | None:
    form.require("type", "the type of the credit, such as AMA PRA Category 1")
    values = form.values(_CREDIT)
    if "amount" in values and "max" in values and values["max"] < values["amount"]:
        form.wrong("max", f"no less than the amount, {values['amount']}")
    return Credit(**values) if "type" in values else None


def _moc(form: Form) -> Moc | None:
    form.require("board", "the certifying board, such as ABIM")
    values = form.values(_MOC)
    return Moc(**values) if "board" in values else None


def _mapped(form: Form) -> MandatoryTopic | None:
    form.require("jurisdiction", "an ISO 3166 code such as US-FL")
    form.require("topic", "the topic that is required")
    values = form.values(_MAPPED) | form.days(("verified_on",))
    if values.keys() >= {"jurisdiction", "topic"}:
        return MandatoryTopic(**values)
    return None
