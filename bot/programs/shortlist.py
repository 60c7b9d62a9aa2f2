"""What a member keeps of a program, so that it outlasts the catalog."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from knowledge.catalog.record import to_fields
from knowledge.programs import Program
from knowledge.restoring import restored


@dataclass(frozen=True, slots=True)
class SavedProgram:
    """A program on a member's list.

    `program` is its id. `record` is the whole record, as it was when it was saved, in JSON: the
    list stays readable when the program has left the catalog. `saved_at` is an aware datetime.
    """

    tenant: str
    member: str
    program: str
    title: str
    url: str
    record: str
    saved_at: datetime

    def restored(self) -> Program:
        """The program as it was when it was saved; of a record that this version cannot read, no
        more than its name and address."""
        try:
            return restored(json.loads(self.record))
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
            return Program(self.program, self.title, "provider not stated", url=self.url)


def saved_program(tenant: str, member: str, program: Program, at: datetime) -> SavedProgram:
    """A program as a member saves it now."""
    record = json.dumps(to_fields(program), ensure_ascii=False)
    return SavedProgram(tenant, member, program.id, program.title, program.url, record, at)


def latest_first(saved: Iterable[SavedProgram]) -> list[SavedProgram]:
    """A list in the order in which it is shown and its numbers count."""
    return sorted(saved, key=lambda each: each.saved_at, reverse=True)
