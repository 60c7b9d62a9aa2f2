"""What the coach needs from outside; every port's fake passes the real one's contract tests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from bot.conversation import Turn
from bot.programs.shortlist import SavedProgram
from knowledge.facets import Facets
from knowledge.passages import Findings, Hit
from knowledge.programs import Found, Program
from knowledge.requirements import Requirement
from knowledge.roles import Role


class Library(Protocol):
    """Finds passages of the hub."""

    def search(self, query: str, limit: int) -> Findings:
        """The passages that fit the query best, at most `limit`. Raises HubError."""
        ...

    def passage(self, document: str, words: str) -> Hit | None:
        """The passage of a document in which these very words stand; None when the hub does not
        hold them. Raises HubError."""
        ...


class Handbook(Protocol):
    """What is known of roles and of renewal rules, as data."""

    def roles(self) -> tuple[Role, ...]:
        """Every role that a career can lead to."""
        ...

    def requirements(self) -> tuple[Requirement, ...]:
        """Every renewal rule."""
        ...


class Catalog(Protocol):
    """Finds programs. Every method raises HubError."""

    def find(self, text: str, facets: Facets, today: date, limit: int) -> tuple[Found, ...]:
        """At most `limit` programs that are offered today and contradict no facet. What a record
        does not state contradicts nothing, but those known to meet every facet come first. Of
        them, and of the others, those come first whose words fit the text best; without a text
        those with the most worth of signs (knowledge/signs.py). Where there is a text, the others
        have half of the places, as far as they need them."""
        ...

    def count(self, facets: Facets, today: date) -> int:
        """How many programs are offered today and known to meet every facet that they have to
        state (`knowledge.facets.meets`)."""
        ...

    def program(self, id: str) -> Program | None:
        """The program with this id, offered or not; None when the catalog does not hold it."""
        ...

    def named(self, name: str, limit: int) -> tuple[Program, ...]:
        """Programs whose title, provider and id fit a name best, offered or not."""
        ...


class Receipts(Protocol):
    """Remembers which questions have been taken up, across restarts and processes."""

    def claim(self, key: str, at: datetime) -> bool:
        """True for the first caller to claim the key, False ever after. Raises StoreUnavailable."""
        ...


class Notebook(Protocol):
    """Keeps the turns of each thread. Every method raises StoreUnavailable."""

    def turns(self, tenant: str, thread: str, limit: int) -> tuple[Turn, ...]:
        """The last `limit` turns of a thread, oldest first."""
        ...

    def keep(self, turn: Turn) -> None:
        """Add a turn to its thread."""
        ...

    def of_member(self, tenant: str, member: str) -> tuple[Turn, ...]:
        """Every turn of one member, oldest first."""
        ...

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants in which a member of this id has turns, in alphabetical order."""
        ...

    def forget(self, tenant: str, member: str) -> int:
        """Remove every turn of one member; return how many there were."""
        ...


class Shortlist(Protocol):
    """Keeps the programs that members save. Every method raises StoreUnavailable."""

    def save(self, saved: SavedProgram) -> bool:
        """Keep a program; True when the member had not saved it before, else nothing changes."""
        ...

    def of_member(self, tenant: str, member: str) -> tuple[SavedProgram, ...]:
        """Everything that a member saved, oldest first."""
        ...

    def remove(self, tenant: str, member: str, program: str) -> bool:
        """Take a program off the list; True when it was on it."""
        ...

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants in which a member of this id saved programs, in alphabetical order."""
        ...

    def forget(self, tenant: str, member: str) -> int:
        """Remove everything that a member saved; return how many there were."""
        ...
