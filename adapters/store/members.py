"""Members in a table, and everything that hangs on them, behind the ports the coach knows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    delete,
    select,
    update,
)

from adapters.store.database import Database
from adapters.store.enrolment import enrol, in_turn
from adapters.store.reading import folded, member_of, profile_words
from adapters.store.reminder_tables import DEADLINE, DELIVERY, MEMBER, NUDGE, WATCH
from adapters.store.tables import adding
from adapters.store.whose import STALE, own_deadlines, theirs
from bot.conversation import Address
from bot.members.profile import Member, Profile

FIELDS = tuple(column for column in MEMBER.c if column is not MEMBER.c.id)
BLANK = dict.fromkeys((column.name for column in FIELDS), "") | {"profile": "{}"}

MEET = adding(MEMBER)


class StoredMembers:
    """Members as rows; a unique index lets each in once, whoever meets them first.

    Every change marks the member's watches stale, for it may move their nudges.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def met(
        self, tenant: str, member: str, home: Address | None, zone: str, at: datetime
    ) -> tuple[Member, bool]:
        """The member, and whether this is the first time; writes only what is new."""
        with self._database.reading() as connection:
            known = connection.execute(_one(tenant, member)).one_or_none()
        if known is not None and not _news(known, home, zone):
            return member_of(known), False
        with self._database.writing() as connection:
            in_turn(connection)
            new = {"tenant": tenant, "member": member, "met_at": at}
            first = connection.execute(MEET, BLANK | new).rowcount == 1
            if first:
                enrol(connection, tenant, member)
            known = connection.execute(_one(tenant, member)).one()
            if news := _news(known, home, zone):
                _change(connection, tenant, member, news)
            return member_of(connection.execute(_one(tenant, member)).one()), first

    def member(self, tenant: str, member: str) -> Member | None:
        """The member; None when the coach has not met them."""
        with self._database.reading() as connection:
            row = connection.execute(_one(tenant, member)).one_or_none()
        return None if row is None else member_of(row)

    def describe(self, tenant: str, member: str, profile: Profile) -> None:
        """Put a profile in the place of the one known; with the team, what they watch changes."""
        values = {"profile": profile_words(profile), "team": folded(profile.team)}
        with self._database.writing() as connection:
            in_turn(connection)
            _change(connection, tenant, member, values)
            enrol(connection, tenant, member)

    def unreachable(self) -> tuple[Member, ...]:
        """Those to whom the platform refuses to deliver, in the order in which they were met."""
        lost = select(MEMBER).where(MEMBER.c.unreachable != "").order_by(MEMBER.c.id)
        with self._database.reading() as connection:
            return tuple(member_of(row) for row in connection.execute(lost))

    def tenants(self, member: str) -> tuple[str, ...]:
        """The tenants that know a member of this id, in alphabetical order."""
        known = select(MEMBER.c.tenant).where(MEMBER.c.member == member)
        with self._database.reading() as connection:
            return tuple(sorted(connection.scalars(known)))

    def forget(self, tenant: str, member: str) -> int:
        """Remove the member with their deadlines, nudges and deliveries, down to the bytes; return
        how many of these there were.

        When it raises, asking again finishes what was begun.
        """
        with self._database.writing() as connection:
            in_turn(connection, alone=True)
            count = _erase(connection, tenant, member)
        self._database.scrub()
        return count

    def with_calendar(self, secret: str) -> Member | None:
        """The member whose calendar's address has this secret part; None when nobody's has."""
        whose = select(MEMBER).where(MEMBER.c.calendar == secret, MEMBER.c.calendar != "")
        with self._database.reading() as connection:
            row = connection.execute(whose).first()
        return None if row is None else member_of(row)

    def set_calendar(self, tenant: str, member: str, secret: str) -> None:
        """Give a member's calendar an address with this secret part; with "" it has none."""
        with self._database.writing() as connection:
            connection.execute(
                update(MEMBER).where(theirs(MEMBER, tenant, member)).values(calendar=secret)
            )


def _news(known: Row[Any], home: Address | None, zone: str) -> dict[str, str]:
    """The columns in which a member differs from what is known."""
    values = {"unreachable": ""}
    if home is not None:
        values |= {"surface": home.surface, "locator": home.locator}
    if zone:
        values["zone"] = zone
    return {name: value for name, value in values.items() if getattr(known, name) != value}


def _erase(connection: Connection, tenant: str, member: str) -> int:
    count = connection.execute(delete(DEADLINE).where(own_deadlines(tenant, member))).rowcount
    # A sweep under way holds the watches, and may open a delivery until it lets go of them.
    for table in (DELIVERY, WATCH, DELIVERY, NUDGE, MEMBER):
        removed = connection.execute(delete(table).where(theirs(table, tenant, member))).rowcount
        count += 0 if table is WATCH else removed
    return count


def _change(connection: Connection, tenant: str, member: str, values: dict[str, str]) -> None:
    connection.execute(update(MEMBER).where(theirs(MEMBER, tenant, member)).values(values))
    connection.execute(update(WATCH).where(theirs(WATCH, tenant, member)).values(STALE))


def _one(tenant: str, member: str) -> Select[Any]:
    return select(MEMBER).where(theirs(MEMBER, tenant, member))
