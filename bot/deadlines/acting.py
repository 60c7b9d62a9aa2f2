"""What is done with a member's deadlines, one request at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.deadlines import telling
from bot.deadlines.changing import Change, Changes
from bot.deadlines.clauses import Clause
from bot.deadlines.deadline import Watched
from bot.deadlines.naming import Coming, by_id, coming, is_reference, meant
from bot.deadlines.noting import Noting
from bot.deadlines.program_dates import ProgramDates
from bot.deadlines.requests import read_request
from bot.deadlines.wanted import Dates, Reopen, Show, Told
from bot.members.profile import Said
from bot.messages import Message
from bot.ports import Catalog, Deadlines, Shortlist


class Acts:
    """Carries requests out. Every method raises StoreUnavailable, TooMuch and Unkept, and HubError
    where the dates of a program are asked for."""

    def __init__(
        self,
        deadlines: Deadlines,
        catalog: Catalog,
        shortlist: Shortlist,
        new_id: Callable[[], str],
    ) -> None:
        self._deadlines = deadlines
        self._changes = Changes(deadlines)
        self._noting = Noting(self._changes, new_id)
        self._programs = ProgramDates(deadlines, catalog, shortlist, new_id)

    def pinned(self, clauses: Sequence[Clause], said: Said) -> tuple[Clause, ...]:
        """The clauses with ids in the place of numbers: those count in the list as it is now, and
        not as it is after the first of them, or when a reply comes."""
        shown = coming(self._deadlines.of_member(said.member.tenant, said.member.id), _today(said))
        return tuple(_pinned(each, shown, said) for each in clauses)

    def do(self, clause: Clause, whole: Said) -> Message | None:
        """What comes of one request; None when it turns out to be none."""
        said, request = replace(whole, text=clause.text), clause.request
        held = self._deadlines.of_member(said.member.tenant, said.member.id)
        shown = coming(held, _today(said))
        match request:
            case Show():
                return _shown(request, held, shown, said)
            case Told():
                return self._noting.note(request, shown, said)
            case Dates():
                return self._programs.named(request, said)
            case Reopen():
                return self._changes.reopen(request, held, said)
            case _:
                return self._changed(request, held, shown, said)

    def _changed(
        self, request: Change, held: Sequence[Watched], shown: Sequence[Coming], said: Said
    ) -> Message | None:
        if away := by_id(request.name, [each for each in held if not _is_in(each, shown)]):
            return self._changes.of_away(request, away, said)
        return self._changes.change(request, shown, said)


def _shown(
    wanted: Show, held: Sequence[Watched], shown: Sequence[Coming], said: Said
) -> Message | None:
    """The list, or those of it that a name means; None when it means none."""
    if not wanted.name:
        return telling.listed(shown, len(held) - len(shown), said)
    found = meant(wanted.name, shown)
    return telling.one(shown, found, said) if found else None


def _pinned(clause: Clause, shown: Sequence[Coming], said: Said) -> Clause:
    name = getattr(clause.request, "name", "")
    if isinstance(clause.request, Show | Dates) or not is_reference(name):
        return clause
    found = meant(name, shown)
    if len(found) != 1:
        return clause
    text = clause.text.replace(name, f"[{found[0].deadline.id}]", 1)
    request = read_request(text, said.now)
    return Clause(text, request) if type(request) is type(clause.request) else clause


def _today(said: Said) -> date:
    return said.now.date()


def _is_in(watched: Watched, shown: Sequence[Coming]) -> bool:
    return any(each.watched is watched for each in shown)
