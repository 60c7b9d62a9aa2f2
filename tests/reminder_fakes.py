"""Members, deadlines and books in memory, held to the contracts of the stored ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from threading import RLock

from adapters.store.book import MOST as MOST_ENTRIES
from adapters.store.deadlines import MOST as MOST_DEADLINES
from adapters.store.reading import folded, zone_for
from bot.conversation import Address
from bot.deadlines.deadline import HUB, Deadline, Scope, Watch, Watched
from bot.errors import StoreUnavailable, TooMuch
from bot.members.profile import Member, Profile
from bot.portfolio.entry import Entry

UNSEEN = Watch(since=None)
"""How everybody stands at first to what the hub sets."""

Key = tuple[str, str]
"""A tenant, and the id of something in it."""


@dataclass
class _Known:
    member: Member
    platform: str


class MemoryMembers:
    """Members for as long as the process lives; `deadlines` are what hangs on them."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.known: dict[Key, _Known] = {}
        self.deadlines = MemoryDeadlines(self)

    def met(
        self, tenant: str, member: str, home: Address | None, zone: str, at: datetime
    ) -> tuple[Member, bool]:
        """The member, and whether this is the first time."""
        with self.lock:
            key, first = (tenant, member), (tenant, member) not in self.known
            if first:
                new = Member(tenant, member, Profile(), "", None, at)
                self.known[key] = _Known(new, "")
                self.deadlines.enrol(tenant, member)
            known = self.known[key]
            known.platform = zone or known.platform
            known.member = replace(
                known.member,
                zone=zone_for(known.member.profile, known.platform),
                home=home or known.member.home,
                unreachable="",
            )
            return known.member, first

    def member(self, tenant: str, member: str) -> Member | None:
        """The member; None when the coach has not met them."""
        known = self.known.get((tenant, member))
        return known.member if known else None

    def describe(self, tenant: str, member: str, profile: Profile) -> None:
        """Put a profile in the place of the one known."""
        with self.lock:
            if known := self.known.get((tenant, member)):
                zone = zone_for(profile, known.platform)
                known.member = replace(known.member, profile=profile, zone=zone)
                self.deadlines.enrol(tenant, member)

    def refuse(self, tenant: str, member: str, why: str) -> None:
        """Mark a member unreachable, as an outbox does."""
        known = self.known[tenant, member]
        known.member = replace(known.member, unreachable=why)

    def unreachable(self) -> tuple[Member, ...]:
        """Those to whom the platform refuses to deliver, in the order in which they were met."""
        return tuple(each.member for each in self.known.values() if each.member.unreachable)

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants that know a member of this id, in alphabetical order."""
        return tuple(sorted(tenant for tenant, id in self.known if id == member))

    def forget(self, tenant: str, member: str) -> int:
        """Remove the member with their deadlines and nudges; return how many there were."""
        with self.lock:
            count = self.known.pop((tenant, member), None) is not None
            return count + self.deadlines.forget(tenant, member)

    def with_calendar(self, secret: str) -> Member | None:
        """The member whose calendar's address has this secret part; None when nobody's has."""
        members = (known.member for known in self.known.values())
        return next((each for each in members if secret and each.calendar == secret), None)

    def set_calendar(self, tenant: str, member: str, secret: str) -> None:
        """Give a member's calendar an address with this secret part; with "" it has none."""
        if known := self.known.get((tenant, member)):
            known.member = replace(known.member, calendar=secret)


class MemoryDeadlines:
    """Deadlines for as long as the process lives, of members who may have been met elsewhere."""

    def __init__(self, members: MemoryMembers | None = None) -> None:
        self._members = members
        if members:
            members.deadlines = self
        self._lock = members.lock if members else RLock()
        self._deadlines: dict[Key, Deadline] = {}
        self._watches: dict[Key, dict[str, Watch]] = defaultdict(dict)
        self._said: dict[tuple[str, str, str], set[str]] = defaultdict(set)

    def of_member(self, tenant: str, member: str) -> tuple[Watched, ...]:
        """Every deadline that a member has, in the order of the days they were made for."""
        with self._lock:
            watched = [
                Watched(
                    self._deadlines.get((tenant, id)) or self._deadlines[HUB, id],
                    watch,
                    frozenset(self._said[tenant, member, id]),
                )
                for id, watch in self._watches[tenant, member].items()
            ]
        return tuple(sorted(watched, key=_order))

    def keep(self, deadline: Deadline, watch: Watch) -> None:
        """Add a member's own deadline, or put it in the place of the one with its id."""
        tenant, member, id = deadline.tenant, deadline.owner, deadline.id
        with self._lock:
            there = self._deadlines.get((tenant, id))
            if there is None and len(list(self._own(tenant, member))) >= MOST_DEADLINES:
                raise TooMuch("deadlines", MOST_DEADLINES)
            if there is not None and there.owner != member:
                raise StoreUnavailable("the id of a new deadline is another's")
            self._deadlines[tenant, id] = deadline
            self._watches[tenant, member][id] = watch

    def mark(self, tenant: str, member: str, deadline: str, watch: Watch) -> bool:
        """Change how a member stands to a deadline; False when they have none of this id."""
        with self._lock:
            watches = self._watches[tenant, member]
            if deadline in watches:
                watches[deadline] = watch
            return deadline in watches

    def drop(self, tenant: str, member: str, deadline: str) -> bool:
        """Remove a member's own deadline; False when there is none of this id."""
        with self._lock:
            if deadline not in self._own(tenant, member):
                return False
            del self._deadlines[tenant, deadline]
            del self._watches[tenant, member][deadline]
            self._said.pop((tenant, member, deadline), None)
        return True

    def publish(self, deadlines: tuple[Deadline, ...]) -> tuple[int, int, int]:
        """Put these in the place of all that the hub set: how many are new, changed, gone."""
        wanted = {each.id: each for each in deadlines}
        with self._lock:
            known = {id: self._deadlines.pop((HUB, id)) for _, id in self._hub()}
            self._deadlines |= {(HUB, id): each for id, each in wanted.items()}
            gone = known.keys() - wanted.keys()
            for key in [key for key in self._said if key[2] in gone]:
                del self._said[key]
            for tenant, member in self._members.known if self._members else ():
                self.enrol(tenant, member)
        both = known.keys() & wanted.keys()
        changed = sum(known[id] != wanted[id] for id in both)
        return len(wanted.keys() - known.keys()), changed, len(gone)

    def say(self, tenant: str, member: str, deadline: str, key: str) -> None:
        """Note that a stage was nudged, as an outbox does."""
        self._said[tenant, member, deadline].add(key)

    def enrol(self, tenant: str, member: str) -> None:
        """Have a member watch what is theirs of the hub's, and nothing else of it."""
        known = self._members and self._members.member(tenant, member)
        team = folded(known.profile.team) if known else ""
        before = self._watches[tenant, member]
        own = {id: watch for id, watch in before.items() if (tenant, id) in self._deadlines}
        hub = [self._deadlines[key] for key in self._hub()]
        theirs = {each.id: before.get(each.id, UNSEEN) for each in hub if _for(each, team)}
        self._watches[tenant, member] = own | theirs

    def forget(self, tenant: str, member: str) -> int:
        """Remove what a member made, and every nudge of theirs; return how many there were."""
        own = list(self._own(tenant, member))
        for id in own:
            del self._deadlines[tenant, id]
        self._watches.pop((tenant, member), None)
        nudged = [key for key in self._said if key[:2] == (tenant, member)]
        return len(own) + sum(len(self._said.pop(key)) for key in nudged)

    def _own(self, tenant: str, member: str) -> Iterator[str]:
        for (where, id), each in self._deadlines.items():
            if (where, each.scope, each.owner) == (tenant, Scope.MEMBER, member):
                yield id

    def _hub(self) -> list[Key]:
        return [key for key in self._deadlines if key[0] == HUB]


class MemoryBook:
    """Entries for as long as the process lives."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._entries: dict[tuple[str, str, str], Entry] = {}

    def entries(self, tenant: str, member: str) -> tuple[Entry, ...]:
        """Everything in a member's book, oldest first, and of one moment in the order written."""
        with self._lock:
            book = [e for e in self._entries.values() if (e.tenant, e.member) == (tenant, member)]
        return tuple(sorted(book, key=lambda entry: entry.at))

    def write(self, entry: Entry) -> None:
        """Add an entry, or put it in the place of the one with its id."""
        key = (entry.tenant, entry.member, entry.id)
        with self._lock:
            new = key not in self._entries
            if new and len(self.entries(entry.tenant, entry.member)) >= MOST_ENTRIES:
                raise TooMuch("entries", MOST_ENTRIES)
            self._entries[key] = entry

    def strike(self, tenant: str, member: str, id: str) -> bool:
        """Remove an entry; False when there is none of this id."""
        with self._lock:
            return self._entries.pop((tenant, member, id), None) is not None

    def forget(self, tenant: str, member: str) -> int:
        """Remove a member's whole book; return how many entries there were."""
        theirs = self.entries(tenant, member)
        return [self.strike(tenant, member, entry.id) for entry in theirs].count(True)


def _for(deadline: Deadline, team: str) -> bool:
    if deadline.scope is Scope.ORGANIZATION:
        return True
    return deadline.scope is Scope.TEAM and team != "" and folded(deadline.owner) == team


def _order(watched: Watched) -> tuple[object, ...]:
    deadline = watched.deadline
    return deadline.day, deadline.at or time.max, deadline.id
