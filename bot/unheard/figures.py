"""Sums of money and amounts of credit as people type them: "$1,250", "300", "2k", "12.5 cat 1"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.programs.patterns import lazy
from bot.when.reading import read_when

MOST = 1_000_000
"""More than this is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount and its place in the text; `unit` is "$", "CEU" or "credits" and the like."""

    amount: Decimal
    unit: str
    start: int
    end: int


_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,7}"
_SUM = lazy(
    rf"(?<![\w/.:,-])(?P<sign>us\$|\$)? ?(?P<n>(?:{_NUMBER})(?:\.\d\d)?)(?P<k> ?k\b)?"
    r"(?P<after> ?(?:usd|dollars?|bucks)\b)?(?![\w:%]|[/.,-]\d)"
)
_SMALLEST = 10
"""A bare number below this counts something else."""

_COUNTED = lazy(
    r" ?(?:cat\w*|ama|credits?|"
    r"(?:ce|cme|cne)\b(?! (?:money|funds?|allowance|stipend|budget|dollars))|ceus?|"
    r"hours?|hrs?|h\b|days?|weeks?|wks?|months?|mos?\b|"
    r"years?(?! for)|yrs?\b|points?|pts?\b|percent|contact|moc|new|students?|residents?|nurses?|"
    r"patients?|people|beds?|minutes?|mins?|am\b|pm\b|times|x\b|of (?:us|them))"
)
_DAYS = lazy(
    r"(?:(?<=took )|(?<=used )|(?<=using ))(?P<n>\d{1,2}(?:\.5)?) "
    r"(?:cme |ce |conference )?days?(?: off)?\b"
)
_CREDIT = lazy(
    r"(?<![\w/:$-])(?P<n>\d{0,4}\.\d{1,2}|\d{1,3}) ?(?P<unit>(?:(?:of|ama|pra|aapa|aafp|ancc|"
    r"acpe|cat(?:egory)?\.? ?[12]|moc|cme|ce|cne|cpe|contact|live|trauma|ethics|pharm\w*|law)"
    r" ?){0,4}(?:credits?|(?:contact )?(?:hours?|hrs?)|points?|pts|ceus?)\b|"
    r"(?:ama |pra )*cat(?:egory)?\.? ?[12]\b|(?:cme|ce|cne|cpe)\b)"
)


def sums_in(text: str, now: datetime) -> tuple[Figure, ...]:
    """Every sum of money, in order; a bare number is one where it is no day and counts nothing.
    `now` is aware and in the member's zone."""
    when = read_when(text, now)
    found = []
    for match in _SUM.finditer(text):
        signed = bool(match["sign"] or match["after"])
        amount = Decimal(match["n"].replace(",", "")) * (1000 if match["k"] else 1)
        if when and when.start < match.end() and match.start("n") < when.end and not signed:
            continue
        if not signed and (amount < _SMALLEST or _COUNTED.match(text[match.end() :])):
            continue
        if 0 < amount <= MOST:
            found.append(Figure(amount, "$", match.start(), match.end()))
    return tuple(found)


def days_in(text: str) -> Figure | None:
    """The first number of days that were taken; None where there is none."""
    found = _DAYS.search(text)
    return Figure(Decimal(found["n"]), "days", *found.span()) if found else None


def credits_in(text: str) -> Figure | None:
    """The first amount of credit; None where there is none."""
    found = _CREDIT.search(text)
    if not found:
        return None
    said = " ".join(found["unit"].lower().split())
    return Figure(Decimal(found["n"]), _unit(said), *found.span())


def _unit(said: str) -> str:
    """The unit in words that are understood everywhere."""
    if "ceu" in said:
        return "CEUs"
    if "moc" in said or "point" in said or "pts" in said:
        return "MOC points"
    if "cat" in said:
        return f"category {'2' if said.endswith('2') or '2 ' in said else '1'} credits"
    if "contact" in said:
        return "contact hours"
    if "hour" in said or "hr" in said:
        return "hours"
    return "credits"
