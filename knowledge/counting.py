"""What counts as what: whom a program is open to, which credit stands in for which, and the hours
and days that it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from knowledge.programs import Credit, Delivery, Format, MandatoryTopic, Program
from knowledge.topics import topics_in

_LICENSED_AS = {
    "advanced practice nurse": ("nurse",),
    "nurse anesthetist": ("nurse", "advanced practice nurse"),
}
_COUNTS_AS = {"nursing contact hours": ("ANCC contact hours", "AANP contact hours")}
_UNSPECIFIC = re.compile(
    r"(?:c[mp]?e|ceus?|cpd|pharmacy|continuing (?:medical )?education|contact|credits?|hours?|"
    r"and|or|[\s/,()-])+",
    re.IGNORECASE,
)
_NOT_HOURLY = {"CEU", "academic credit"}
_FORTNIGHT = 14


def audiences(professions: Iterable[str]) -> tuple[str, ...]:
    """Whom a program may name to be open to people of these professions: those with an advanced
    license keep the one it was built on."""
    return _with(professions, _LICENSED_AS)


def credit_types(asked: Iterable[str]) -> tuple[str, ...]:
    """The types of credit that count as those asked for."""
    return _with(asked, _COUNTS_AS)


def _with(asked: Iterable[str], more: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for name in asked for each in (name, *more.get(name, ()))))


def unspecific(type: str) -> bool:
    """Whether a record names its credit so broadly that it may be of any type ("CME/CE")."""
    return _UNSPECIFIC.fullmatch(type) is not None


def counted(program: Program, asked: Iterable[str]) -> tuple[Credit, ...]:
    """The credits that an amount is held against: those of the types asked for; when none is, all,
    or none where one of them is not counted like hours."""
    types = {name.casefold() for name in credit_types(asked)}
    if types:
        return tuple(credit for credit in program.credits if credit.type.casefold() in types)
    return program.credits if all(map(_hourly, program.credits)) else ()


def hours_needed(program: Program) -> Decimal | None:
    """Hours of the learner's time: those stated, else the most of its credits, each of which
    stands for an hour of learning; None when neither is stated."""
    if program.hours_to_complete is not None:
        return program.hours_to_complete
    known = (credit.most for credit in program.credits if _hourly(credit))
    return max((amount for amount in known if amount is not None), default=None)


def _hourly(credit: Credit) -> bool:
    """Whether one of these stands for an hour: a CEU stands for ten, a point for none."""
    return credit.unit.casefold() not in {"ceu", "point"} and credit.type not in _NOT_HOURLY


def days_filled(program: Program) -> int | None:
    """From the first to the last day, both counted, where every day of them is taken up: a live
    course that people travel to. None for what meets now and then, or does not say."""
    there = program.format is Format.COURSE and program.delivery is Delivery.IN_PERSON
    if not (there and program.start and program.end):
        return None
    days = (program.end - program.start).days + 1
    return days if days <= _FORTNIGHT else None


def either_way(program: Program) -> bool | None:
    """Whether what is held in person and online can be taken in one of these ways alone: None
    where it is a blend, or where its record speaks of travel."""
    return None if program.format is Format.OTHER or program.travel else True


@lru_cache(maxsize=1024)
def required(topic: str) -> tuple[str, ...]:
    """The names that a required topic goes by: its own, and those of the vocabulary. Two that
    share one are the same topic: "human trafficking prevention" and "human trafficking"."""
    return (topic.casefold(), *topics_in(topic))


def measured(program: Program) -> bool | None:
    """Whether the program's results are measured: it measures a change, or reports a result."""
    if program.changes_measured or program.outcome_summary:
        return True
    return None if program.changes_measured is None else False


def mapped(program: Program, jurisdiction: str, topic: str = "") -> tuple[MandatoryTopic, ...]:
    """What the record says of a topic that a jurisdiction requires; of any when none is named."""
    return tuple(
        each
        for each in program.mandatory_topics
        if each.jurisdiction == jurisdiction
        and (not topic or not set(required(topic)).isdisjoint(required(each.topic)))
    )
