"""Who watches what the hub sets: every member the organization's deadlines and their team's."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, TextClause, bindparam, delete, select, text, update

from adapters.store.reminder_tables import DEADLINE, MEMBER, WATCH
from adapters.store.tables import Words
from adapters.store.whose import STALE, theirs
from bot.deadlines.deadline import HUB, Scope

# Any number will do that no other program locks in the same PostgreSQL database.
ADVISORY_LOCK = 7_263_003

MAKE = f"""
    INSERT INTO watch (tenant, member, deadline, done_through, snoozed, snoozed_zone, again_key,
                       declined, round, stale, version)
    SELECT member.tenant, member.member, deadline.deadline, '', '', '', '', false, 0, true, 0
    FROM deadline JOIN member ON deadline.scope = '{Scope.ORGANIZATION}'
        OR (deadline.scope = '{Scope.TEAM}' AND deadline.owner = member.team AND member.team <> '')
    WHERE deadline.tenant = '{HUB}' AND %s
    ON CONFLICT DO NOTHING
"""


def _making(condition: str, *names: str) -> TextClause:
    return text(MAKE % condition).bindparams(*(bindparam(name, type_=Words()) for name in names))


# As text, because SQLAlchemy spells this one dialect at a time; both databases read it the same.
FOR_MEMBER = _making("member.tenant = :tenant AND member.member = :member", "tenant", "member")
FOR_DEADLINE = _making("deadline.deadline = :deadline", "deadline")


def in_turn(connection: Connection, *, alone: bool = False) -> None:
    """Let no member come or go while somebody, alone, changes what the hub sets.

    Else the one would not see the deadline, nor the other the member, and nobody would make the
    watch. On SQLite any writer is alone.
    """
    if connection.dialect.name == "postgresql":
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        connection.execute(text(f"SELECT {lock}(:key)"), {"key": ADVISORY_LOCK})


def enrol(connection: Connection, tenant: str, member: str) -> None:
    """Have a member watch what is theirs of the hub's, and nothing of a team they left.

    What was nudged of a team's deadline stays known, in case they return.
    """
    team = select(MEMBER.c.team).where(theirs(MEMBER, tenant, member))
    others = select(DEADLINE.c.deadline).where(
        DEADLINE.c.tenant == HUB,
        DEADLINE.c.scope == Scope.TEAM.value,
        DEADLINE.c.owner != team.scalar_subquery(),
    )
    left = theirs(WATCH, tenant, member) & WATCH.c.deadline.in_(others)
    connection.execute(delete(WATCH).where(left))
    connection.execute(FOR_MEMBER, {"tenant": tenant, "member": member})


def enrol_all(connection: Connection, deadlines: Iterable[str]) -> None:
    """Have every member of every tenant watch those of the hub's deadlines that are theirs, and
    nobody one that has become another team's; what changed is worked out anew."""
    entitled = select(MEMBER.c.id).where(
        MEMBER.c.tenant == WATCH.c.tenant,
        MEMBER.c.member == WATCH.c.member,
        (DEADLINE.c.scope == Scope.ORGANIZATION.value) | (DEADLINE.c.owner == MEMBER.c.team),
        DEADLINE.c.tenant == HUB,
        DEADLINE.c.deadline == WATCH.c.deadline,
    )
    watches = WATCH.c.deadline == bindparam("of", type_=Words())
    for id in deadlines:
        connection.execute(delete(WATCH).where(watches, ~entitled.exists()), {"of": id})
        connection.execute(update(WATCH).where(watches).values(STALE), {"of": id})
        connection.execute(FOR_DEADLINE, {"deadline": id})
