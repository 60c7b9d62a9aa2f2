"""Members, their deadlines and books, and the nudges that go out."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

OPEN = sa.text("state IN ('queued', 'sending', 'unknown')")


def upgrade() -> None:
    """Make the tables; a unique index lets one delivery be open for each member, and another
    lets each stage of a deadline be nudged once."""
    op.create_table(
        "member",
        _number(),
        *_texts("tenant", "member", "profile", "team", "zone", "surface", "locator"),
        *_texts("unreachable", "calendar"),
        _moment("met_at", nullable=False),
    )
    op.create_index("member_of_tenant", "member", ["tenant", "member"], unique=True)
    op.create_index("member_of_team", "member", ["team"])
    op.create_index("member_calendar", "member", ["calendar"])
    op.create_table(
        "deadline", _number(), *_texts("tenant", "deadline", "scope", "owner", "record")
    )
    op.create_index("deadline_of_tenant", "deadline", ["tenant", "deadline"], unique=True)
    op.create_index("deadline_of_owner", "deadline", ["tenant", "scope", "owner"])
    op.create_table(
        "watch",
        _number(),
        *_texts("tenant", "member", "deadline", "done_through", "snoozed", "snoozed_zone"),
        *_texts("again_key"),
        _moment("since"),
        sa.Column("declined", sa.Boolean, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        _moment("again_at"),
        sa.Column("stale", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        _moment("next_at"),
    )
    op.create_index("watch_of_member", "watch", ["tenant", "member", "deadline"], unique=True)
    op.create_index("watch_of_deadline", "watch", ["deadline"])
    op.create_index("watch_stale", "watch", ["id"], **_where("stale"))
    op.create_index("watch_next", "watch", ["next_at"], **_where("next_at IS NOT NULL"))
    op.create_table("nudge", _number(), *_texts("tenant", "member", "deadline", "key", "delivery"))
    op.create_index("nudge_once", "nudge", ["tenant", "member", "deadline", "key"], unique=True)
    op.create_index("nudge_of_delivery", "nudge", ["delivery"])
    op.create_index("nudge_key", "nudge", ["key"])
    op.create_table(
        "delivery",
        sa.Column("id", sa.Text, primary_key=True),
        *_texts("tenant", "member", "surface", "locator", "mark", "state", "token", "ref", "error"),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("dispatch", "attempt", "looks")),
        _moment("made_at", nullable=False),
        _moment("not_before", nullable=False),
        *map(_moment, ("dispatched_at", "slot", "lease_until", "sending_at", "sent_at")),
        *map(_moment, ("looked_at", "look_at", "blind_since")),
    )
    op.create_index("delivery_open", "delivery", ["tenant", "member"], unique=True, **_where(OPEN))
    op.create_index("delivery_of_member", "delivery", ["tenant", "member"])
    op.create_index("delivery_state", "delivery", ["state", "not_before"])
    op.create_index("delivery_made", "delivery", ["made_at"])
    op.create_table(
        "send_gate",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("tenant", "surface")),
        _moment("not_before"),
        _moment("next_slot"),
    )
    op.create_table(
        "entry",
        _number(),
        *_texts("tenant", "member", "entry", "kind", "fields"),
        _moment("at", nullable=False),
    )
    op.create_index("entry_of_member", "entry", ["tenant", "member", "entry"], unique=True)
    op.create_table("fact", sa.Column("name", sa.Text, primary_key=True), *_texts("value"))


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _moment(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _where(condition: object) -> dict[str, Any]:
    where = sa.text(condition) if isinstance(condition, str) else condition
    return {"sqlite_where": where, "postgresql_where": where}
