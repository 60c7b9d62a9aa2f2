"""Everything that is held about a member, wherever it is kept: shown whole, removed whole."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation import Turn
from bot.deadlines.deadline import Watched
from bot.members.profile import Member
from bot.messages import Done
from bot.portfolio.entry import Entry
from bot.ports import Book, Deadlines, Members, Notebook, Shortlist
from bot.programs.shortlist import SavedProgram

FORGOTTEN = Done(
    "Done. Everything I held about you is gone: what you asked, your profile, your deadlines and "
    "reminders, your saved programs and your entries. Nothing more will be sent to you. If you "
    "write to me again, we start anew."
)
"""What a member is told who is forgotten; not even that is kept."""


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is held about one member. `member` is None when the coach has not met
    them; `deadlines` are also those of their team and organization."""

    turns: tuple[Turn, ...]
    programs: tuple[SavedProgram, ...]
    member: Member | None = None
    deadlines: tuple[Watched, ...] = ()
    entries: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.turns or self.programs or self.member or self.deadlines or self.entries)

    @property
    def nudges(self) -> int:
        """How many stages of deadlines are noted as said to them."""
        return sum(len(watched.said) for watched in self.deadlines)


class Belongings:
    """The belongings of all members, over every place where something is kept. Every method raises
    StoreUnavailable."""

    def __init__(
        self,
        notebook: Notebook,
        shortlist: Shortlist,
        members: Members | None = None,
        deadlines: Deadlines | None = None,
        book: Book | None = None,
    ) -> None:
        self._notebook = notebook
        self._shortlist = shortlist
        self._members = members
        self._deadlines = deadlines
        self._book = book

    def deadlines(self, tenant: str, member: str) -> tuple[Watched, ...]:
        """A member's own deadlines, and those of their team and organization."""
        return self._deadlines.of_member(tenant, member) if self._deadlines else ()

    def of_member(self, tenant: str, member: str) -> Held:
        """Everything held about one member."""
        whose = (tenant, member)
        return Held(
            turns=self._notebook.of_member(*whose),
            programs=self._shortlist.of_member(*whose),
            member=self._members.member(*whose) if self._members else None,
            deadlines=self.deadlines(*whose),
            entries=self._book.entries(*whose) if self._book else (),
        )

    def tenants(self, member: str) -> tuple[str, ...]:
        """Where anything of this id is held: what tells a wrong tenant from a stranger."""
        known = {*self._notebook.tenants(member), *self._shortlist.tenants(member)}
        known |= set(self._members.tenants(member)) if self._members else set()
        return tuple(sorted(known))

    def forget(self, tenant: str, member: str) -> int:
        """Remove everything held about one member; return how many things there were. What could
        still be sent to them goes first."""
        places = (self._members, self._book, self._notebook, self._shortlist)
        return sum(place.forget(tenant, member) for place in places if place)
