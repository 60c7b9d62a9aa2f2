"""What the entries of a hub's deadlines.yaml have in common: values, and whom they are for."""

from __future__ import annotations

from collections.abc import Iterator, Set

from bot.deadlines.deadline import Scope
from knowledge.catalog.problems import BadValue, FieldProblem, did_you_mean, shown
from knowledge.catalog.rows import BadRow
from knowledge.catalog.values import Parser, text, words
from knowledge.deadlines import Entry

LONGEST_TEAM, LONGEST_SENTENCE = 80, 400
"""Characters."""

ORGANIZATION = Scope.ORGANIZATION.value
FOR = f"`{ORGANIZATION}`, or the name of a team as its members tell it"

_BRITISH = "organisation"

sentence = text(LONGEST_SENTENCE)
_team = text(LONGEST_TEAM)


def whose(value: object) -> str:
    """The name of a team; "" for the organization. Raises BadValue."""
    said = _team(value)
    return "" if said.casefold() in {ORGANIZATION, _BRITISH} else said


def whole(lowest: int, highest: int) -> Parser[int]:
    """Parses a whole number within bounds."""
    right = f"a whole number from {lowest:,} to {highest:,}"
    longest = len(str(highest))

    def parse(value: object) -> int:
        said = words(value, right)
        digits = said.isascii() and said.isdigit() and len(said) <= longest
        if not digits or not lowest <= int(said) <= highest:
            raise BadValue(right)
        return int(said)

    return parse


def bad_rows(entry: Entry, problems: list[FieldProblem], id: str) -> tuple[BadRow, ...]:
    """The bad fields of an entry, with the place where they stand."""
    return tuple(
        BadRow(entry.file, entry.line, problem.field, problem.value, problem.right, id)
        for problem in problems
    )


def strangers(entry: Entry, known: Set[str]) -> Iterator[str]:
    """A note on each field that no such entry has."""
    for name in entry.fields.keys() - known:
        yield placed(entry, f'unknown field "{shown(name)}" is ignored{did_you_mean(name, known)}')


def placed(entry: Entry, remark: str) -> str:
    """A remark with the place that it is about."""
    return f"{entry.file}, line {entry.line}: {remark}"
