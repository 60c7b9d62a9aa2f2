"""The review packet's first form: credits, practice change, result, next goal, line by line."""

from __future__ import annotations

from bot.messages import Statement as Cited
from bot.portfolio.notes import Earned, Portfolio, Statement
from bot.ports import Catalog
from bot.programs.citing import Citer

OWN = "own statement"
Rows = tuple[tuple[str, str], ...]

_LABELS = {
    Statement.GAP: "Practice gap",
    Statement.CHANGE: "What changed in your practice",
    Statement.RESULT: "Result",
    Statement.GOAL: "Next goal",
    Statement.DEED: "What you did",
}
_SAY = {
    Statement.GAP: "my practice gap: …",
    Statement.CHANGE: "my practice change: …",
    Statement.RESULT: "my result: …",
    Statement.GOAL: "my next goal: …",
    Statement.DEED: "add to my review: …",
}
_MOST_EARNED = 8
_MOST_DEEDS = 8
NO_CREDITS = "none logged yet; say “I earned 6 contact hours for …”"


def label(what: Statement) -> str:
    """How a kind of statement is called where members read it."""
    return _LABELS[what]


def row(portfolio: Portfolio, what: Statement) -> tuple[str, str]:
    """A line of the packet in the member's own words, or how to write it."""
    stated = portfolio.latest(what)
    if stated is None:
        return _LABELS[what], f"not written yet; say “{_SAY[what]}”"
    return _LABELS[what], f"{stated.text} ({OWN}, {stated.at.date().isoformat()})"


def packet(portfolio: Portfolio) -> Rows:
    """Every line of the packet. What a member wrote is marked as their own statement; what a
    program's record says of its credit is cited apart (`records`)."""
    order = (Statement.GAP, Statement.CHANGE, Statement.RESULT, Statement.GOAL)
    rows = (row(portfolio, what) for what in order)
    return (*_credits(portfolio), *_deeds(portfolio), *rows)


def records(portfolio: Portfolio, catalog: Catalog, citer: Citer) -> tuple[Cited, ...]:
    """What the records of the programs say that credit was earned for, cited. Raises HubError."""
    ids = dict.fromkeys(earned.program for earned in portfolio.earned if earned.program)
    held = [catalog.program(id) for id in ids]
    return tuple(citer.recite(program, ("title", "credits")) for program in held if program)


def _credits(portfolio: Portfolio) -> Rows:
    if not portfolio.earned:
        return (("Credits", NO_CREDITS),)
    lines = [_line(earned) for earned in portfolio.earned[-_MOST_EARNED:]]
    more = len(portfolio.earned) - len(lines)
    first = [f"{more} earlier"] if more > 0 else []
    return (("Credits", _summed(portfolio, (*first, *lines))),)


def _deeds(portfolio: Portfolio) -> Rows:
    """What the member did, each with the day on which they told it; no line where nothing is."""
    told = [each for each in portfolio.stated if each.what is Statement.DEED]
    if not told:
        return ()
    more = len(told) - _MOST_DEEDS
    first = [f"{more} earlier"] if more > 0 else []
    lines = [f"{each.text} ({OWN}, {each.at.date().isoformat()})" for each in told[-_MOST_DEEDS:]]
    return ((_LABELS[Statement.DEED], "; ".join((*first, *lines))),)


def _summed(portfolio: Portfolio, lines: tuple[str, ...]) -> str:
    """The sum before the lines; a single line needs none."""
    return lines[0] if len(lines) == 1 else f"{_total(portfolio)}: {'; '.join(lines)}"


def _total(portfolio: Portfolio) -> str:
    """The sum of each unit; units are not added to one another."""
    units = dict.fromkeys(earned.unit for earned in portfolio.earned)
    sums = (
        (sum(each.amount for each in portfolio.earned if each.unit == unit), unit) for unit in units
    )
    return ", ".join(f"{amount:f} {unit}" for amount, unit in sums)


def _line(earned: Earned) -> str:
    mark = "cited below" if earned.program else OWN
    amount = f"{earned.amount:f} {earned.unit}"
    activity = earned.activity or "activity not named"
    return f"{amount}, {activity}, {earned.day.isoformat()} ({mark})"
