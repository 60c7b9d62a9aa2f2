"""What is wrong with a record: the field, its value as it can be shown, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

_SHOWN = 80


class BadValue(Exception):
    """One value is not what its field holds. `right` says what would be."""

    def __init__(self, right: str) -> None:
        super().__init__(right)
        self.right = right


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One bad field: its path ("fee.amount", "credits[2].type"), its value made safe to show,
    and what would be right."""

    field: str
    value: str
    right: str


class BadRecord(Exception):
    """A record is no program: every bad field at once. `id` is the record's, as far as known."""

    def __init__(self, problems: tuple[FieldProblem, ...], id: str = "") -> None:
        super().__init__("; ".join(f"{p.field}: {p.right}" for p in problems))
        self.problems = problems
        self.id = id


def shown(value: object) -> str:
    """A value in at most 80 characters that can all be printed; a longer one ends in "…"."""
    if isinstance(value, dict | list | tuple | set | frozenset):
        return f"a {'mapping' if isinstance(value, dict) else 'list'} of {len(value)}"
    # Cut first: turning ten megabytes into escapes would take seconds.
    start = value if isinstance(value, str) else _written(value)
    start = start[: _SHOWN + 1]
    text = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in start)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _written(value: object) -> str:
    try:
        return str(value)
    except ValueError:  # an int of more digits than Python turns into text
        return "a number of thousands of digits"


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """A hint at the known name that an unknown one is most like, or ""."""
    near = get_close_matches(shown(name).casefold(), known, 1)
    return f'; did you mean "{near[0]}"?' if near else ""
