"""The tables as the queries see them; the migrations are what made them so."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TextClause,
    TypeDecorator,
    bindparam,
    text,
)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC: SQLite has no zones, PostgreSQL answers in its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """The moment in UTC; a naive one is refused, for nobody knows when it was."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without its time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """The moment in UTC, whatever the database made of its zone."""
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value and value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text that every database takes: what UTF-8 or PostgreSQL cannot hold becomes U+FFFD.

    Members do send such text: a client that cuts an emoji in two leaves half a surrogate pair.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """The words without lone surrogates and NUL characters."""
        return value if value is None else holdable(value)


def holdable(words: str) -> str:
    """The words without lone surrogates and NUL characters, U+FFFD in their place."""
    return (
        words.encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
        .replace("\0", "\N{REPLACEMENT CHARACTER}")
    )


def adding(table: Table) -> TextClause:
    """An INSERT of one row, without the number in `id`, that yields to a row in its way."""
    columns = [column for column in table.c if column.name != "id"]
    names = [column.name for column in columns]
    # As text: SQLAlchemy spells this one dialect at a time, and both databases read it the same.
    insert = text(
        f"INSERT INTO {table.name} ({', '.join(names)})"
        f" VALUES ({', '.join(f':{name}' for name in names)}) ON CONFLICT DO NOTHING"
    )
    return insert.bindparams(*(bindparam(column.name, type_=column.type) for column in columns))


METADATA = MetaData()

RECEIPT = Table(
    "receipt",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("claimed_at", Moment, nullable=False),
    Index("receipt_claimed_at", "claimed_at"),
)

TURN = Table(
    "turn",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("tenant", Words, nullable=False),
    Column("thread", Words, nullable=False),
    Column("member", Words, nullable=False),
    Column("asked", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Index("turn_of_thread", "tenant", "thread", "id"),
    Index("turn_of_member", "tenant", "member", "id"),
    Index("turn_at", "at"),
)

SAVED_PROGRAM = Table(
    "saved_program",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("tenant", Words, nullable=False),
    Column("member", Words, nullable=False),
    Column("program", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("record", Words, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Index("saved_program_of_member", "tenant", "member", "program", unique=True),
)
