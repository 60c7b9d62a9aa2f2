"""A record while it is read: its fields one by one, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from knowledge.catalog.problems import BadValue, FieldProblem, shown
from knowledge.catalog.values import Parser, T, day, entries, stated

MOST_GROUPS = 40
"""Credits, boards or required topics of one program."""


class Form:
    """The fields of a record or of one group in it; groups share the list of problems."""

    def __init__(
        self,
        fields: Mapping[str, object],
        dates: Sequence[str] = (),
        path: str = "",
        problems: list[FieldProblem] | None = None,
    ) -> None:
        self.fields = fields
        self.problems: list[FieldProblem] = [] if problems is None else problems
        self.day: Parser[date] = partial(day, formats=dates)
        self._dates = dates
        self._path = path

    def take(self, name: str, parse: Parser[T]) -> T | None:
        """The parsed value of a field; None when it is not stated, or bad and noted as such."""
        value = self.fields.get(name)
        if not stated(value):
            return None
        try:
            return parse(value)
        except BadValue as bad:
            self.wrong(name, bad.right)
            return None

    def values(self, parsers: Mapping[str, Parser[Any]]) -> dict[str, Any]:
        """Those of the fields that are stated and good, by name."""
        taken = {name: self.take(name, parse) for name, parse in parsers.items()}
        return {name: value for name, value in taken.items() if value is not None}

    def days(self, names: Sequence[str]) -> dict[str, Any]:
        """Those of the fields that state a day, by name."""
        return self.values(dict.fromkeys(names, self.day))

    def require(self, name: str, right: str) -> None:
        """Note that a field must be stated, if it is not."""
        if not stated(self.fields.get(name)):
            self.wrong(name, right)

    def wrong(self, name: str, right: str) -> None:
        """Note that a field is bad."""
        value = self.fields.get(name)
        said = shown(value) if value is not None else ""
        self.problems.append(FieldProblem(f"{self._path}{name}", said, right))

    def group(self, name: str) -> Form | None:
        """The fields of that group; None when no mapping stands there."""
        value = self.fields.get(name)
        if not isinstance(value, Mapping):
            return None
        return Form(value, self._dates, f"{self._path}{name}.", self.problems)

    def groups(self, name: str, alone: str) -> Iterator[Form]:
        """Each of a list of groups; one that is only a text states the field `alone`, and a text
        with semicolons is several."""
        value = self.fields.get(name)
        listed = entries(value)
        if len(listed) > MOST_GROUPS:
            self.wrong(name, f"at most {MOST_GROUPS} entries, not {len(listed):,}")
            return
        for number, item in enumerate(listed, 1):
            group = {alone: item} if isinstance(item, str) else item
            if isinstance(group, Mapping):
                path = f"{self._path}{name}[{number}]."
                yield Form(group, self._dates, path, self.problems)
            else:
                self.wrong(name, "a list of groups of fields")
