"""What the installation knows of itself: its secret, the rules of time that it works by, and when
it last swept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Connection, select, text

from adapters.store.editions import EDITION, zones_edition
from adapters.store.reminder_tables import FACT
from bot.nudges.delivery import Due

SECRET = "secret"
LAST_SWEEP = "last sweep"
GAP = "gap"

NOTED_EVERY = timedelta(minutes=1)
AWAY = timedelta(minutes=5)
"""Whoever begins with a last sweep longer ago may have been given the database of a backup."""
PUT_BACK = timedelta(minutes=5)
"""A last sweep so far ahead was noted before the clock was put back."""

# As text, because SQLAlchemy spells this one dialect at a time; both databases read it the same.
KEEP = text(
    "INSERT INTO fact (name, value) VALUES (:name, :value)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
KEEP_FIRST = text("INSERT INTO fact (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING")


def last_sweep(connection: Connection) -> datetime | None:
    """When deliveries were last opened, to the minute; None for never."""
    words = _fact(connection, LAST_SWEEP)
    return datetime.fromisoformat(words) if words else None


def outdated(connection: Connection, now: datetime) -> bool:
    """Whether the times of all nudges are to be worked out anew: the rules of time zones have
    changed, or the clock was put back and what was planned for what is to come counts no more."""
    last = last_sweep(connection)
    if last is None:
        return False
    return last > now + PUT_BACK or _fact(connection, EDITION) != zones_edition()


def note_sweep(connection: Connection, now: datetime, *, first: bool) -> None:
    """Keep that somebody swept; the `first` of a process notes how long nobody had."""
    # Made before anything is sent: a copy must not know a sweep and lack the secret.
    connection.execute(KEEP_FIRST, {"name": SECRET, "value": str(uuid4())})
    last = last_sweep(connection)
    if first and last is not None and now - last > AWAY:
        _keep(connection, GAP, f"{last.isoformat()} {now.isoformat()}")
    _keep(connection, LAST_SWEEP, now.isoformat())
    _keep(connection, EDITION, zones_edition())


def gap(connection: Connection, now: datetime) -> tuple[datetime, datetime] | None:
    """From when to when nobody swept last, if for long; what a process said meanwhile that wrote
    to another copy of this database is not known here."""
    words = _fact(connection, GAP).split()
    if not words:
        return None
    begin, end = map(datetime.fromisoformat, words)
    return None if end > now + PUT_BACK else (begin, end)


def mark_of(connection: Connection, tenant: str, member: str, dues: Iterable[Due]) -> str:
    """By what a message is known on its platform: the same for the same stages of the same member,
    also after a database is restored, and telling nothing to whoever lacks the secret."""
    said = sorted((due.deadline.id, due.stage.key) for due in dues)
    return str(uuid5(UUID(_fact(connection, SECRET)), json.dumps([tenant, member, said])))


def _fact(connection: Connection, name: str) -> str:
    return connection.execute(select(FACT.c.value).where(FACT.c.name == name)).scalar() or ""


def _keep(connection: Connection, name: str, value: str) -> None:
    connection.execute(KEEP, {"name": name, "value": value})
