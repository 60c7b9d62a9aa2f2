"""What the coach needs from outside; every port's fake passes the real one's contract tests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from bot.conversation import Address, Turn
from bot.deadlines.deadline import Deadline, Watch, Watched
from bot.members.profile import Member, Profile
from bot.portfolio.entry import Entry
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


class Members(Protocol):
    """Keeps what members told about themselves. Every method raises StoreUnavailable."""

    def met(
        self, tenant: str, member: str, home: Address | None, zone: str, at: datetime
    ) -> tuple[Member, bool]:
        """The member, and whether this is the first time. A home or a zone ("" is none) that
        differs from the one known takes its place, unless the member told the zone; a member who
        was unreachable is reachable again when they say something."""
        ...

    def member(self, tenant: str, member: str) -> Member | None:
        """The member; None when the coach has not met them."""
        ...

    def describe(self, tenant: str, member: str, profile: Profile) -> None:
        """Put a profile in the place of the one known; nudges are worked out anew."""
        ...

    def unreachable(self) -> tuple[Member, ...]:
        """Those to whom the platform refuses to deliver, for whoever runs the coach."""
        ...

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants that know a member of this id, in alphabetical order."""
        ...

    def forget(self, tenant: str, member: str) -> int:
        """Remove the member with their deadlines, nudges and deliveries, also those on their way;
        return how many things there were."""
        ...


class Calendars(Protocol):
    """Knows whose calendar an address is. Every method raises StoreUnavailable."""

    def with_calendar(self, secret: str) -> Member | None:
        """The member whose calendar's address has this secret part; None when nobody's has."""
        ...

    def set_calendar(self, tenant: str, member: str, secret: str) -> None:
        """Give a member's calendar an address with this secret part; with "" it has none."""
        ...


class Deadlines(Protocol):
    """Keeps deadlines, and how each member stands to them. Every method raises
    StoreUnavailable."""

    def of_member(self, tenant: str, member: str) -> tuple[Watched, ...]:
        """Every deadline that a member has: own ones, their team's and the organization's, also
        done and declined ones; the earliest first."""
        ...

    def keep(self, deadline: Deadline, watch: Watch) -> None:
        """Add a member's own deadline, or put it in the place of the one with its id; what was
        nudged of it stays known. Raises TooMuch when they have as many as are kept."""
        ...

    def mark(self, tenant: str, member: str, deadline: str, watch: Watch) -> bool:
        """Change how a member stands to a deadline; False when they have none of this id."""
        ...

    def drop(self, tenant: str, member: str, deadline: str) -> bool:
        """Remove a member's own deadline; False when there is none of this id."""
        ...

    def publish(self, deadlines: tuple[Deadline, ...]) -> tuple[int, int, int]:
        """Put these in the place of all that the hub set: how many are new, changed, gone."""
        ...


class Book(Protocol):
    """Keeps entries. Every method raises StoreUnavailable."""

    def entries(self, tenant: str, member: str) -> tuple[Entry, ...]:
        """Everything in a member's book, oldest first, and of one moment in the order written."""
        ...

    def write(self, entry: Entry) -> None:
        """Add an entry, or put it in the place of the one with its id. Raises TooMuch when the
        member has as many as are kept."""
        ...

    def strike(self, tenant: str, member: str, id: str) -> bool:
        """Remove an entry; False when there is none of this id."""
        ...

    def forget(self, tenant: str, member: str) -> int:
        """Remove a member's whole book; return how many entries there were."""
        ...
