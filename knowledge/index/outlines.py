"""Outlines of programs: what is held in memory of each, to tell at once which of them certainly
miss, or certainly meet, the hard constraints of a request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from knowledge.counting import (
    counted,
    days_filled,
    either_way,
    hours_needed,
    measured,
    required,
    unspecific,
)
from knowledge.programs import DROP_IN, Delivery, Program
from knowledge.signs import worth
from knowledge.topics import taught

Figures = NDArray[np.float64]

FIGURES = (
    "closes_on",
    "last_day",
    "begins",
    "start",
    "ends",
    "days",
    "hours",
    "credits",
    "counted",
    "span",
    "fee",
    "team_based",
    "practice_project",
    "leadership_content",
    "measured",
    "unsupported",
    "worth",
)
WIDTH = len(FIGURES)


@dataclass(frozen=True, slots=True)
class Outline:
    """A program's numbers, in the order of `FIGURES`, not a number where nothing is stated that
    could decide; and its marks: "kind:value", and "kind:" for none stated."""

    figures: Figures
    marks: tuple[str, ...]


def outline(program: Program) -> Outline:
    """The outline of a program."""
    support = program.commercial_support
    figures: tuple[date | Decimal | float | None, ...] = (
        program.closes_on,
        program.last_day,
        None if program.format in DROP_IN else program.start,
        program.start,
        None if program.self_paced else program.end,
        days_filled(program),
        hours_needed(program),
        _credits(program),
        max(_amounts(program), default=None),
        _span(program),
        program.fee.price.amount if program.fee else None,
        program.team_based,
        program.practice_project,
        program.leadership_content,
        measured(program),
        None if support is None else not support.received,
        worth(program),
    )
    return Outline(np.array([number(f) for f in figures]), tuple(dict.fromkeys(_marks(program))))


def number(figure: date | Decimal | float | None) -> float:
    """A figure as it is held: days by their ordinal, not a number for what is not stated."""
    if isinstance(figure, date):
        return float(figure.toordinal())
    return float("nan") if figure is None else float(figure)


def _credits(program: Program) -> Decimal | None:
    """The most credits of any type; None when one of them is not stated, is of any type, or is not
    counted like hours."""
    if any(unspecific(credit.type) for credit in program.credits):
        return None
    amounts = _amounts(program)
    return max(amounts, default=None) if len(amounts) == len(program.credits) else None


def _amounts(program: Program) -> list[Decimal]:
    """The stated amounts of credit that are counted like hours."""
    return [credit.most for credit in counted(program, ()) if credit.most is not None]


def _span(program: Program) -> int | None:
    """Days from the first to the last, both counted; 0 where the learner chooses them."""
    if program.self_paced and program.delivery is not Delivery.IN_PERSON:
        return 0
    if not (program.start and program.end):
        return None
    return (program.end - program.start).days + 1


def _marks(program: Program) -> Iterator[str]:
    place = program.region or program.country
    for kind, values in (
        ("profession", program.professions),
        ("specialty", program.specialties),
        ("credit", ["" if unspecific(c.type) else c.type for c in program.credits]),
        ("board", [moc.board for moc in program.moc]),
        ("format", [program.format.value] if program.format else []),
        ("delivery", [program.delivery.value] if program.delivery else []),
        ("place", [] if program.delivery in _ONLINE else [place]),
        ("currency", [program.fee.price.currency] if program.fee else []),
    ):
        yield from (mark_of(kind, value) for value in values or [""])
    for credit in program.credits:
        yield mark_of("type", credit.type)
        if credit.most is not None:
            yield mark_of("amount", f"{credit.type}\t{credit.most}")
    if place and program.delivery is not Delivery.ONLINE:
        yield mark_of("at", place)
    if program.delivery is Delivery.BOTH and either_way(program):
        yield EITHER_WAY
    yield from (mark_of("topic", topic) for topic in sorted(taught(program)))
    if not (program.topics or program.competencies):
        yield mark_of("topic", "")
    for mapped in program.mandatory_topics:
        yield from (
            mark_of("required", f"{mapped.jurisdiction}\t{t}")
            for t in ("", *required(mapped.topic))
        )


_ONLINE = {Delivery.ONLINE, Delivery.BOTH}

EITHER_WAY = "delivery:either way"
"""The mark of what is held in person and online, and can be taken in one of these ways alone."""


def mark_of(kind: str, value: str) -> str:
    """The mark of a value; two that differ in case alone are the same."""
    return f"{kind}:{value.casefold()}".replace("\n", " ")
