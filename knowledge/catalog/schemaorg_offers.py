"""What schema.org says of prices and credits, as fields of our record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from knowledge.catalog.foreign import Fields, put
from knowledge.catalog.graph import Node
from knowledge.catalog.problems import BadValue, shown
from knowledge.catalog.said import Said, clean, parts
from knowledge.catalog.values import money, price, stated, yes_no
from knowledge.credits import credit_types_in
from knowledge.readers.lines import fold

_LONGEST = 500
# The figure in the name of a type is no amount.
_OF_TYPE = re.compile(r"\bcat(?:egory|\.)?\s*[12I]+(?:-?[AB])?\b|\b[12]-?[AB]\b", re.IGNORECASE)
_AMOUNT = re.compile(r"(?<![\w.,-])\d{1,4}(?:\.\d{1,4})?(?![\w,-])", re.ASCII)
_UP_TO = re.compile(r"\b(?:up to|max(?:imum)?)\b", re.IGNORECASE)


def fee_of(said: Said) -> tuple[object, tuple[str, ...]]:
    """The price that everybody pays at most, and the others in words; None when none is stated."""
    priced = [found for offer in said.nodes("offers") if (found := _priced(said, offer))]
    free = _free(said)
    if not priced:
        return ({"amount": 0} if free else None), ()
    highest = max(priced, key=lambda one: _amount(one["amount"]))
    remarks = ("it says that it is free, and has a price: the price counts",)
    others = [_in_words(one) for one in priced if one is not highest]
    fee: Fields = {name: highest[name] for name in ("amount", "currency") if name in highest}
    put(fee, "includes", "; ".join(dict.fromkeys(others))[:_LONGEST])
    return fee, remarks if free and _amount(highest["amount"]) else ()


def _free(said: Said) -> bool:
    categories = [
        category
        for offer in said.nodes("offers")
        for category in said.graph.of(offer, "category")
        if isinstance(category, str)
    ]
    return _yes(said.of("isAccessibleForFree")) or any(
        category.rpartition("/")[2].casefold() == "free" for category in categories
    )


def _yes(values: tuple[object, ...]) -> bool:
    try:
        return any(yes_no(value) for value in values)
    except BadValue:
        return False


def _priced(said: Said, offer: Node) -> Fields | None:
    """The amount, currency and name of an offer; None when it states no amount."""
    specified = said.graph.nodes(offer, "priceSpecification")
    found: Fields = {}
    for node in (offer, *specified):
        for name in ("highPrice", "price", "maxPrice"):
            for value in said.graph.of(node, name)[:1]:
                found.setdefault("amount", value)
        for value in said.graph.of(node, "priceCurrency")[:1]:
            found.setdefault("currency", value)
    if not stated(found.get("amount")):
        return None
    _take_apart(found)
    put(found, "name", clean(said.name_of(offer)))
    return found


def _take_apart(found: Fields) -> None:
    """Write "$495" as an amount and its currency."""
    try:
        whole = money(found["amount"])
    except BadValue:
        return
    found["amount"] = whole.amount
    if whole.amount:
        found.setdefault("currency", whole.currency)


def _amount(value: object) -> Decimal:
    """For comparing; what is no amount comes first, so that it is named and not passed over."""
    try:
        return price(value)
    except BadValue:
        return Decimal("Infinity")


def _in_words(one: Mapping[str, object]) -> str:
    paid = " ".join(shown(one[name]) for name in ("currency", "amount") if name in one)
    return f"{shown(one['name'])}: {paid}" if "name" in one else f"also {paid}"


def credits_of(said: Said) -> tuple[list[Fields], tuple[str, ...]]:
    """The credits that properties, credentials or the number of credits state."""
    found = [*_from_properties(said), *_from_credentials(said)]
    number = next(_numbers(said), None)
    if number is None:
        return found, ()
    bare = [one for one in found if not one.keys() & {"amount", "max"}]
    if len(bare) == 1:
        bare[0]["amount"] = number
        return found, ()
    if found:
        return found, ()
    return [], (f"numberOfCredits {shown(number)} names no type of credit and is left out",)


def _from_properties(said: Said) -> Iterator[Fields]:
    """Credits from pairs such as "AMA PRA Category 1 Credits": 12."""
    for pair in said.nodes("additionalProperty"):
        name = said.graph.of(pair, "name") or said.graph.of(pair, "propertyID")
        kinds = credit_types_in(_text(*name, *said.graph.of(pair, "unitText")))
        for value in said.graph.of(pair, "value") or ("",):
            if not kinds:
                yield from _in_text(value) if _is_credit(name) else ()
            elif len(kinds) == 1:
                credit: Fields = {"type": kinds[0]}
                put(credit, *_how_much(value))
                for most in said.graph.of(pair, "maxValue")[:1]:
                    put(credit, "max", most)
                yield credit


def _is_credit(name: tuple[object, ...]) -> bool:
    return any(word in _text(*name).casefold() for word in ("credit", "accreditation", "cme"))


def _from_credentials(said: Said) -> Iterator[Fields]:
    for credential in said.of("educationalCredentialAwarded"):
        node = credential if isinstance(credential, Mapping) else {}
        category = said.graph.of(node, "credentialCategory")
        by = [said.name_of(body) for body in said.graph.nodes(node, "recognizedBy")]
        for text in [said.name_of(node), *category] if node else [credential]:
            for credit in _in_text(text):
                put(credit, "accreditor", next(iter(by), ""))
                yield credit


def _in_text(value: object) -> Iterator[Fields]:
    """The credits that a text names: "12 AMA PRA Category 1 Credits and 12 contact hours"."""
    for part in parts(_text(value)):
        for kind in credit_types_in(str(part)):
            credit: Fields = {"type": kind}
            put(credit, *_how_much(part))
            yield credit


def _how_much(value: object) -> tuple[str, object]:
    """The field that an amount belongs to, and the amount; None for none that is named."""
    if not isinstance(value, str):
        return "amount", value
    text = _text(value)
    found = _AMOUNT.search(_OF_TYPE.sub("", text))
    number = found[0] if found else None
    if number is None and text.strip().startswith("-"):
        number = text  # to be named as no amount, rather than passed over
    return ("max" if _UP_TO.search(text) else "amount"), number


def _numbers(said: Said) -> Iterator[object]:
    """What numberOfCredits states; the amount of a structured value."""
    for value in said.of("numberOfCredits"):
        inner = said.graph.of(value, "value") if isinstance(value, Mapping) else (value,)
        yield from (number for number in inner if stated(number))


def _text(*values: object) -> str:
    return " ".join(fold(str(clean(value))[:_LONGEST]) for value in values)
