"""Whose a row is: the conditions that every query on a member's rows is bound by; and how what they
watch becomes stale."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, and_

from adapters.store.reminder_tables import DEADLINE, WATCH
from bot.deadlines.deadline import Scope

STALE = {"stale": True, "version": WATCH.c.version + 1}
"""Put into the rows of watches whose next nudge is to be worked out anew."""


def theirs(table: Table, tenant: str, member: str) -> ColumnElement[bool]:
    """The rows of one member of one tenant, in a table with both columns."""
    return and_(table.c.tenant == tenant, table.c.member == member)


def own_deadlines(tenant: str, member: str) -> ColumnElement[bool]:
    """The deadlines that a member made, without those of their team and organization."""
    return and_(
        DEADLINE.c.tenant == tenant,
        DEADLINE.c.scope == Scope.MEMBER.value,
        DEADLINE.c.owner == member,
    )
