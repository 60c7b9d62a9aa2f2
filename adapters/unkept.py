"""Stores that keep nothing: for whoever asks in passing, and for what is overheard in a channel."""

from __future__ import annotations

from datetime import datetime

from bot.conversation import Address, Turn
from bot.deadlines.deadline import Deadline, Watch, Watched
from bot.members.profile import Member, Profile
from bot.portfolio.entry import Entry
from bot.programs.shortlist import SavedProgram


class Unkept:
    """Receipts and notebook of a conversation that leaves nothing behind: one question, asked
    by nobody in particular."""

    def claim(self, key: str, at: datetime) -> bool:
        """True: it is asked once only."""
        return bool(key and at)

    def turns(self, tenant: str, thread: str, limit: int) -> tuple[Turn, ...]:
        """None were kept."""
        del tenant, thread, limit
        return ()

    def keep(self, turn: Turn) -> None:
        """Keep nothing."""

    def of_member(self, tenant: str, member: str) -> tuple[Turn, ...]:
        """None were kept."""
        del tenant, member
        return ()

    def tenants(self, member: str) -> tuple[str, ...]:
        """In none."""
        del member
        return ()

    def forget(self, tenant: str, member: str) -> int:
        """There is nothing to forget."""
        del tenant, member
        return 0


class UnkeptList:
    """A list of saved programs that keeps none: whoever saves here is nobody in particular."""

    def save(self, saved: SavedProgram) -> bool:
        """Keep nothing."""
        del saved
        return False

    def of_member(self, tenant: str, member: str) -> tuple[SavedProgram, ...]:
        """None were kept."""
        del tenant, member
        return ()

    def remove(self, tenant: str, member: str, program: str) -> bool:
        """There is nothing to remove."""
        del tenant, member, program
        return False

    def tenants(self, member: str) -> tuple[str, ...]:
        """In none."""
        del member
        return ()

    def forget(self, tenant: str, member: str) -> int:
        """There is nothing to forget."""
        del tenant, member
        return 0


class UnkeptMembers:
    """Meets everybody for the first time, always."""

    def met(
        self, tenant: str, member: str, home: Address | None, zone: str, at: datetime
    ) -> tuple[Member, bool]:
        """Somebody new, who has told nothing."""
        return Member(tenant, member, Profile(), zone, home, at), True

    def member(self, tenant: str, member: str) -> Member | None:
        """Nobody is known."""
        del tenant, member
        return None

    def describe(self, tenant: str, member: str, profile: Profile) -> None:
        """Keep nothing."""

    def unreachable(self) -> tuple[Member, ...]:
        """Nobody is known."""
        return ()

    def with_calendar(self, secret: str) -> Member | None:
        """Nobody has one."""
        del secret
        return None

    def set_calendar(self, tenant: str, member: str, secret: str) -> None:
        """Keep nothing."""

    def tenants(self, member: str) -> tuple[str, ...]:
        """In none."""
        del member
        return ()

    def forget(self, tenant: str, member: str) -> int:
        """There is nothing to forget."""
        del tenant, member
        return 0


class UnkeptDeadlines:
    """Deadlines that nobody has."""

    def of_member(self, tenant: str, member: str) -> tuple[Watched, ...]:
        """None were kept."""
        del tenant, member
        return ()

    def keep(self, deadline: Deadline, watch: Watch) -> None:
        """Keep nothing."""

    def mark(self, tenant: str, member: str, deadline: str, watch: Watch) -> bool:
        """There is none."""
        del tenant, member, deadline, watch
        return False

    def drop(self, tenant: str, member: str, deadline: str) -> bool:
        """There is none."""
        del tenant, member, deadline
        return False

    def publish(self, deadlines: tuple[Deadline, ...]) -> tuple[int, int, int]:
        """Keep nothing."""
        del deadlines
        return 0, 0, 0


class UnkeptBook:
    """A book in which nothing is written."""

    def entries(self, tenant: str, member: str) -> tuple[Entry, ...]:
        """None were kept."""
        del tenant, member
        return ()

    def write(self, entry: Entry) -> None:
        """Keep nothing."""

    def strike(self, tenant: str, member: str, id: str) -> bool:
        """There is none."""
        del tenant, member, id
        return False

    def forget(self, tenant: str, member: str) -> int:
        """There is nothing to forget."""
        del tenant, member
        return 0


class UnkeptStore:
    """A store of these, with the rooms of the one that keeps."""

    def __init__(self) -> None:
        self.notebook = Unkept()
        self.shortlist = UnkeptList()
        self.members = UnkeptMembers()
        self.deadlines = UnkeptDeadlines()
        self.book = UnkeptBook()
