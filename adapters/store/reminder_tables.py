"""The tables of members, deadlines, nudges and deliveries; see `adapters.store.tables`.

`deadline.record`, `member.profile` and `entry.fields` are JSON. Of a hub's deadline, whose tenant
is `bot.deadlines.deadline.HUB`, the id begins with "hub:", so that a watch need not name it.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text, text

from adapters.store.tables import METADATA, Moment, Words
from bot.nudges.delivery import OPEN


def _number() -> Column[int]:
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


def _words(*names: str) -> list[Column[str]]:
    return [Column(name, Words, nullable=False) for name in names]


MEMBER = Table(
    "member",
    METADATA,
    _number(),
    *_words("tenant", "member", "profile", "team", "zone", "surface", "locator"),
    *_words("unreachable", "calendar"),
    Column("met_at", Moment, nullable=False),
    Index("member_of_tenant", "tenant", "member", unique=True),
    Index("member_of_team", "team"),
    Index("member_calendar", "calendar"),
)

DEADLINE = Table(
    "deadline",
    METADATA,
    _number(),
    *_words("tenant", "deadline", "scope", "owner", "record"),
    Index("deadline_of_tenant", "tenant", "deadline", unique=True),
    Index("deadline_of_owner", "tenant", "scope", "owner"),
)

WATCH = Table(
    "watch",
    METADATA,
    _number(),
    # `done_through` is an ISO day, `snoozed` a time on the wall as 2027-03-03T09:00; "" is none.
    *_words("tenant", "member", "deadline", "done_through", "snoozed", "snoozed_zone"),
    *_words("again_key"),
    Column("since", Moment),
    Column("declined", Boolean, nullable=False),
    Column("round", Integer, nullable=False),
    Column("again_at", Moment),
    # What is stale has a `next_at` that no longer holds, and is worked out anew by the sweep. Who
    # makes it stale counts the version up, so that a sweep sees what changed while it worked.
    Column("stale", Boolean, nullable=False),
    Column("version", Integer, nullable=False, default=0),
    Column("next_at", Moment),
    Index("watch_of_member", "tenant", "member", "deadline", unique=True),
    Index("watch_of_deadline", "deadline"),
    Index("watch_stale", "id", sqlite_where=text("stale"), postgresql_where=text("stale")),
    Index(
        "watch_next",
        "next_at",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
)

NUDGE = Table(
    "nudge",
    METADATA,
    _number(),
    *_words("tenant", "member", "deadline", "key", "delivery"),
    Index("nudge_once", "tenant", "member", "deadline", "key", unique=True),
    Index("nudge_of_delivery", "delivery"),
    Index("nudge_key", "key"),
)

_OPEN = text(f"state IN ({', '.join(repr(state.value) for state in OPEN)})")
DELIVERY = Table(
    "delivery",
    METADATA,
    Column("id", Text, primary_key=True),
    # `locator` is where it was sent, `mark` by what it is known there.
    *_words("tenant", "member", "surface", "locator", "mark", "state", "token", "ref", "error"),
    *(Column(name, Integer, nullable=False) for name in ("dispatch", "attempt", "looks")),
    *(Column(name, Moment, nullable=False) for name in ("made_at", "not_before")),
    *(
        Column(name, Moment)
        for name in ("dispatched_at", "slot", "lease_until", "sending_at", "sent_at")
    ),
    # When it was last looked for and not found, when to look next, and since when nobody could.
    *(Column(name, Moment) for name in ("looked_at", "look_at", "blind_since")),
    Index(
        "delivery_open",
        "tenant",
        "member",
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
    Index("delivery_of_member", "tenant", "member"),
    Index("delivery_state", "state", "not_before"),
    Index("delivery_made", "made_at"),
)

SEND_GATE = Table(
    "send_gate",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("surface", Text, primary_key=True),
    Column("not_before", Moment),
    Column("next_slot", Moment),
)

ENTRY = Table(
    "entry",
    METADATA,
    _number(),
    *_words("tenant", "member", "entry", "kind", "fields"),
    Column("at", Moment, nullable=False),
    Index("entry_of_member", "tenant", "member", "entry", unique=True),
)

FACT = Table("fact", METADATA, Column("name", Text, primary_key=True), *_words("value"))
"""What the installation knows of itself, such as the edition of the time zones in use."""
