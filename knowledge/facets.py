"""What a program must be: the hard constraints of a request, and whether a program meets each.

Every check has three outcomes: True, False, and None where the record does not state what would
decide it. Nothing unknown counts as "no".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.counting import (
    audiences,
    counted,
    credit_types,
    days_filled,
    either_way,
    hours_needed,
    mapped,
    measured,
    unspecific,
)
from knowledge.programs import ANY, DROP_IN, Delivery, Format, Money, Program
from knowledge.specialties import akin
from knowledge.topics import taught, teaches, topics_in


@dataclass(frozen=True, slots=True)
class Facets:
    """Hard constraints. Each is off when empty or None; within one, any value is enough.

    `hours` bound the learner's time, `credits_least` the units of one credit. `region` is an ISO
    3166 code ("US-GA", "US") that an in-person program must lie in. `starts_after` and
    `ends_before` are both inclusive days; a self-paced program can be begun and finished on any
    day until it expires. `mandatory` is a jurisdiction, and a topic or "".
    """

    professions: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    credit_types: tuple[str, ...] = ()
    credits_least: Decimal | None = None
    hours_most: Decimal | None = None
    days_most: int | None = None
    moc_boards: tuple[str, ...] = ()
    formats: tuple[Format, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    region: str = ""
    starts_after: date | None = None
    ends_before: date | None = None
    fee_most: Money | None = None
    team_based: bool | None = None
    practice_project: bool | None = None
    leadership_content: bool | None = None
    measured: bool | None = None
    unsupported: bool | None = None
    mandatory: tuple[str, str] | None = None


Verdicts = Mapping[str, bool | None]
"""A verdict for each facet that is on, by the facet's name."""

OPTIONAL = frozenset({"specialties"})
"""Facets that a program need not state to fit: what names no specialty is meant for all."""


def verdicts(program: Program, facets: Facets) -> Verdicts:
    """Whether the program meets each facet that is on."""
    return {
        name: check(program, facets)
        for name, check in _CHECKS.items()
        if getattr(facets, name) not in ((), "", None)
    }


def meets(program: Program, facets: Facets) -> bool:
    """Whether the program is known to meet every facet that it has to state."""
    judged = verdicts(program, facets).items()
    return all(met or (met is None and name in OPTIONAL) for name, met in judged)


def _professions(program: Program, facets: Facets) -> bool | None:
    if not program.professions:
        return None
    return ANY in program.professions or _share(program.professions, audiences(facets.professions))


def _specialties(program: Program, facets: Facets) -> bool | None:
    """Kin will do: what is aimed at internal medicine suits a hospitalist."""
    if not program.specialties:
        return None
    return any(akin(own, asked) for own in program.specialties for asked in facets.specialties)


def _topics(program: Program, facets: Facets) -> bool | None:
    """None where the record has nothing but a title to tell its topics by."""
    if any(teaches(program, topic) for topic in facets.topics):
        return True
    return False if program.topics or program.competencies else None


def _credit_types(program: Program, facets: Facets) -> bool | None:
    types = tuple(credit.type for credit in program.credits)
    if _share(types, credit_types(facets.credit_types)):
        return True
    return None if not types or any(map(unspecific, types)) else False


def _credits_least(program: Program, facets: Facets) -> bool | None:
    """By the credits of the types asked for, else by any that are counted like hours."""
    least = facets.credits_least
    assert least is not None
    most = [credit.most for credit in counted(program, facets.credit_types)]
    if any(amount is not None and amount >= least for amount in most):
        return True
    return None if not most or None in most else False


def _hours_most(program: Program, facets: Facets) -> bool | None:
    hours = hours_needed(program)
    assert facets.hours_most is not None
    return None if hours is None else hours <= facets.hours_most


def _days_most(program: Program, facets: Facets) -> bool | None:
    """What runs over few days takes no more of them; what runs over many may take fewer."""
    assert facets.days_most is not None
    if program.self_paced and program.delivery is not Delivery.IN_PERSON:
        return True
    if not (program.start and program.end):
        return None
    if (program.end - program.start).days < facets.days_most:
        return True
    return None if days_filled(program) is None else False


def _moc_boards(program: Program, facets: Facets) -> bool | None:
    return _share(tuple(m.board for m in program.moc), facets.moc_boards) if program.moc else None


def _formats(program: Program, facets: Facets) -> bool | None:
    return None if program.format is None else program.format in facets.formats


def _deliveries(program: Program, facets: Facets) -> bool | None:
    if program.delivery is Delivery.BOTH and Delivery.BOTH not in facets.deliveries:
        return either_way(program)
    return None if program.delivery is None else program.delivery in facets.deliveries


def _region(program: Program, facets: Facets) -> bool | None:
    """Online is everywhere, unless people are to meet; a place is inside its country."""
    if program.delivery is Delivery.ONLINE:
        return True
    place, wanted = program.region or program.country, facets.region
    if place and (place == wanted or place.startswith(f"{wanted}-")):
        return True
    if program.delivery is Delivery.BOTH and Delivery.IN_PERSON not in facets.deliveries:
        return either_way(program)
    return None if not place or wanted.startswith(f"{place}-") else False


def _starts_after(program: Program, facets: Facets) -> bool | None:
    assert facets.starts_after is not None
    if program.last_day and program.last_day < facets.starts_after:
        return False
    if program.self_paced:
        return True
    if program.start is None:
        return None
    return program.start >= facets.starts_after or program.format in DROP_IN


def _ends_before(program: Program, facets: Facets) -> bool | None:
    assert facets.ends_before is not None
    if program.start and program.start > facets.ends_before:
        return False
    if program.self_paced:
        return True
    return None if program.end is None else program.end <= facets.ends_before


def _fee_most(program: Program, facets: Facets) -> bool | None:
    """A price in another currency cannot be compared, unless one of them is nothing."""
    most = facets.fee_most
    assert most is not None
    if program.fee is None:
        return None
    price = program.fee.price
    if price.amount == 0 or most.amount == 0 or price.currency == most.currency:
        return price.amount <= most.amount
    return None


def _measured(program: Program, facets: Facets) -> bool | None:
    known = measured(program)
    return None if known is None else known == facets.measured


def _unsupported(program: Program, facets: Facets) -> bool | None:
    support = program.commercial_support
    return None if support is None else support.received != facets.unsupported


def _mandatory(program: Program, facets: Facets) -> bool | None:
    """Only a mapping that stands in the record counts; what is about the topic and has none may
    still meet the rule."""
    assert facets.mandatory is not None
    if mapped(program, *facets.mandatory):
        return True
    _, topic = facets.mandatory
    return None if not taught(program).isdisjoint(topics_in(topic)) else False


def _stated(name: str) -> Callable[[Program, Facets], bool | None]:
    """The check of a yes-or-no field of the record."""

    def check(program: Program, facets: Facets) -> bool | None:
        stated: bool | None = getattr(program, name)
        return None if stated is None else stated == getattr(facets, name)

    return check


def _share(stated: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return not {text.casefold() for text in stated}.isdisjoint(text.casefold() for text in wanted)


_CHECKS: Mapping[str, Callable[[Program, Facets], bool | None]] = {
    "professions": _professions,
    "specialties": _specialties,
    "topics": _topics,
    "credit_types": _credit_types,
    "credits_least": _credits_least,
    "hours_most": _hours_most,
    "days_most": _days_most,
    "moc_boards": _moc_boards,
    "formats": _formats,
    "deliveries": _deliveries,
    "region": _region,
    "starts_after": _starts_after,
    "ends_before": _ends_before,
    "fee_most": _fee_most,
    "team_based": _stated("team_based"),
    "practice_project": _stated("practice_project"),
    "leadership_content": _stated("leadership_content"),
    "measured": _measured,
    "unsupported": _unsupported,
    "mandatory": _mandatory,
}
