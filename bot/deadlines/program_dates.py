"""The dates of a program as deadlines of a member."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot import wording
from bot.deadlines import telling
from bot.deadlines.deadline import Deadline, Kind, Scope, Source, Watch, Watched
from bot.deadlines.titles import clean_title
from bot.deadlines.wanted import Dates
from bot.members.profile import Member, Said
from bot.messages import Message
from bot.ports import Catalog, Deadlines, Shortlist
from bot.programs.shortlist import latest_first
from bot.when.wall import is_zone
from knowledge.programs import Program

_NEAR = (14, 1)
"""Days before its first day on which an activity is remembered."""

_WORD = re.compile(r"\w+")
_SMALL = frozenset("a an and at course for from in my of on program the this to".split())


class ProgramDates:
    """Notes the dates of programs for members. Every method raises StoreUnavailable, TooMuch and
    HubError."""

    def __init__(
        self,
        deadlines: Deadlines,
        catalog: Catalog,
        shortlist: Shortlist,
        new_id: Callable[[], str],
    ) -> None:
        self._deadlines = deadlines
        self._catalog = catalog
        self._shortlist = shortlist
        self._new_id = new_id

    def named(self, wanted: Dates, said: Said) -> Message:
        """Note the dates of a program by its number on the member's list, its id or its name."""
        program = self._saved(int(wanted.name), said) if wanted.saved else self._of(wanted.name)
        if program is None:
            lacking = wording.NOT_ON_LIST if wanted.saved else wording.no_such_program(wanted.name)
            return telling.unchanged(lacking)
        return self._keep(program, said)

    def _saved(self, number: int, said: Said) -> Program | None:
        held = latest_first(self._shortlist.of_member(said.member.tenant, said.member.id))
        if not 1 <= number <= len(held):
            return None
        saved = held[number - 1]
        return self._catalog.program(saved.program) or saved.restored()

    def _of(self, name: str) -> Program | None:
        """The program of this id, or the one whose title best holds every word of the name."""
        words = _words(name)
        fitting = (
            program
            for program in self._catalog.named(name, 1)
            if words and words <= _words(f"{program.title} {program.provider} {program.id}")
        )
        return self._catalog.program(name) or next(fitting, None)

    def _keep(self, program: Program, said: Said) -> Message:
        member = said.member
        known = {
            (each.deadline.program, each.deadline.title, each.deadline.day)
            for each in self._deadlines.of_member(member.tenant, member.id)
        }
        found = dates_of(program, member, said.now.date(), self._new_id)
        new = [each for each in found if (each.program, each.title, each.day) not in known]
        for deadline in new:
            self._deadlines.keep(deadline, Watch(said.now))
        kept = [Watched(deadline, Watch(said.now)) for deadline in new]
        return telling.program_dates(program.title, kept, len(found) - len(new), said)


def dates_of(
    program: Program, member: Member, today: date, new_id: Callable[[], str]
) -> tuple[Deadline, ...]:
    """What its record states that is still to come, the earliest first; () when it states none.
    Days are the program's own, in its zone where that is stated."""
    stated: tuple[tuple[str, date | None, Kind, tuple[int, ...]], ...] = (
        ("Registration closes", program.registration_deadline, Kind.REGISTRATION, ()),
        ("Application closes", program.application_deadline, Kind.REGISTRATION, ()),
        ("Starts", program.start, Kind.CUSTOM, _NEAR),
        ("Last day to take it", program.expires_on, Kind.CREDIT, ()),
        ("Claim credit by", program.credit_claim_by, Kind.CREDIT, ()),
    )
    found = (
        Deadline(
            tenant=member.tenant,
            id=new_id(),
            scope=Scope.MEMBER,
            owner=member.id,
            kind=kind,
            title=clean_title(f"{what}: {program.title}"),
            day=day,
            zone=program.tz if is_zone(program.tz) else "",
            ladder=ladder,
            source=Source.PROGRAM,
            program=program.id,
        )
        for what, day, kind, ladder in stated
        if day is not None and day >= today
    )
    return tuple(sorted(found, key=lambda each: each.day))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _SMALL
