"""How the values of a program's record are said: amounts, days, places, people, credit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from knowledge.catalog.codes import part_name
from knowledge.programs import (
    ANY,
    Credit,
    Delivery,
    Format,
    MandatoryTopic,
    Moc,
    Money,
    Program,
    Rung,
)

_COUNTED = re.compile(r"\b(?P<one>hour|credit|unit|point|CEU|CPEU)(?P<more>s?)$", re.IGNORECASE)
"""Ends the name of a credit that needs no unit behind it."""


_WITH_ARTICLE = frozenset(
    {
        "District of Columbia",
        "Northern Mariana Islands",
        "Northwest Territories",
        "U.S. Virgin Islands",
    }
)


def credit_words(credit: Credit) -> str:
    """A credit as it is said: "up to 185 AMA PRA Category 1 credits", "5, up to 185 of them"."""
    name = credit.type
    if not _COUNTED.search(name):
        name = f"{name} {credit.unit or 'credit'}"
    plural = "" if credit.most == 1 else "s"
    name = _COUNTED.sub(rf"\g<one>{plural}", name)
    if credit.most is None:
        return name
    return f"{_most_words(credit)}{amount_words(credit.most)} {name}"


def _most_words(credit: Credit) -> str:
    """What stands before the most that can be earned: what everybody earns, where that is less."""
    if credit.max is None or credit.amount == credit.max:
        return ""
    return "up to " if credit.amount is None else f"{amount_words(credit.amount)}, up to "


def moc_words(moc: Moc) -> str:
    """What one board gives: "ABIM, 1.5 MOC points (medical knowledge)"."""
    kind = moc.credit_type or "MOC points"
    if moc.points is not None:
        points = f"{amount_words(moc.points)} point{'' if moc.points == 1 else 's'}"
        kind = f"{amount_words(moc.points)} {kind}" if "point" in kind else f"{points} ({kind})"
    area = f" ({moc.practice_area})" if moc.practice_area else ""
    return f"{moc.board}, {kind}{area}"


def money_words(money: Money) -> str:
    """An amount as it is said: "$1,250", "€300.50", "CHF 90"."""
    amount = f"{money.amount:,.2f}".removesuffix(".00")
    sign = {"USD": "$", "EUR": "€", "GBP": "£"}.get(money.currency)
    return f"{sign}{amount}" if sign else f"{money.currency} {amount}"


def mapping_words(topic: MandatoryTopic) -> str:
    """A required topic, and who vouches for it."""
    by = topic.verified_by or "record"
    whom = by if by.startswith("the ") else f"the {by}"
    when = f", verified {topic.verified_on.isoformat()}" if topic.verified_on else ""
    return f"{rules_of(topic.jurisdiction)} on {topic.topic} (according to {whom}{when})"


def rules_of(jurisdiction: str) -> str:
    """Whose rules: "US federal rules", "Florida's rules"; by its code where the place has no name
    here."""
    if jurisdiction == "US":
        return "US federal rules"
    name = part_name(jurisdiction)
    if not name:
        return f"{code_words(jurisdiction)} rules"
    whose = f"the {name}" if name in _WITH_ARTICLE else name
    return f"{whose}{_possessive(name)} rules"


def _possessive(name: str) -> str:
    return "'" if name.endswith("s") else "'s"


def code_words(code: str) -> str:
    """A state by its postal code, any other place by its ISO 3166 code."""
    return code.removeprefix("US-")


def place_words(program: Program) -> str:
    """The city with its state or country; "" when neither a city nor a region is stated."""
    if not (program.city or program.region):
        return ""
    around = code_words(program.region or program.country)
    return ", ".join(part for part in (program.city, around) if part)


def form_words(form: Format | None) -> str:
    """What a program is: "a live course", "an enduring material activity", "a program"."""
    if form is None:
        return "a program"
    if form is Format.OTHER:
        return "a blended or other program"
    article = "an" if form.value[0] in "aeiou" else "a"
    known = form in {Format.COURSE, Format.SERIES}
    return f"{article} {form.value}{'' if known else ' activity'}"


def held_words(program: Program) -> str:
    """How it is held, and where people go to; "" when how is not stated."""
    if program.delivery is None:
        return ""
    where = f" in {place_words(program)}" if place_words(program) else ""
    if program.delivery is Delivery.ONLINE:
        return program.delivery.value
    return f"in person{where}{' and online' if program.delivery is Delivery.BOTH else ''}"


def delivery_words(delivery: Delivery) -> str:
    """How something is held."""
    return "in person and online" if delivery is Delivery.BOTH else delivery.value


def rung_words(rung: Rung) -> str:
    """A level of the ladder of outcomes, in words that need no ladder."""
    said = {Rung.PERFORMANCE: "performance in practice", Rung.PATIENT_OUTCOME: "patient outcomes"}
    return said.get(rung, rung.value)


def days_words(start: date | None, end: date | None) -> str:
    """When something runs: "from 2027-02-11 to 2027-11-30"."""
    if start and end and start != end:
        return f"from {start.isoformat()} to {end.isoformat()}"
    if start:
        return f"on {start.isoformat()}" if end else f"from {start.isoformat()}"
    return f"until {end.isoformat()}" if end else "on days not stated"


def hours_words(hours: Decimal) -> str:
    """A length of time as it is said."""
    return f"{amount_words(hours)} hour{'' if hours == 1 else 's'}"


def amount_words(amount: Decimal) -> str:
    """A number without needless zeros."""
    return f"{amount.normalize():,f}"


def people(professions: Iterable[str]) -> str:
    """Professions as people: "nurses and pharmacists"."""
    named = tuple(professions)
    return "all health professions" if ANY in named else listed(map(_plural, named))


def _plural(profession: str) -> str:
    if profession.endswith("s"):
        return profession
    return f"{profession[:-1]}ies" if profession.endswith("y") else f"{profession}s"


def listed(parts: Iterable[str]) -> str:
    """Several things as they are said: "a, b and c"."""
    said = list(parts)
    return ", ".join(said[:-1]) + f" and {said[-1]}" if len(said) > 1 else "".join(said)
