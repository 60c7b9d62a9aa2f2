"""Which version of the tables a database has, and which one this program needs."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from adapters.store.database import Database
from bot.errors import StoreUnavailable

HEAD = "0003"
VERSION_TABLE = "coach_version"


def upgrade(database: Database) -> None:
    """Run the migrations that are missing; nothing but a glance when none is."""
    with database.reading() as connection:
        if version(connection, database.place) == HEAD:
            return
    # Imported here because Alembic costs as much time as answering a question does.
    from adapters.store.migrating import migrate  # noqa: PLC0415

    migrate(database)


def version(connection: Connection, place: str) -> str:
    """The version of the tables, empty when there are none yet.

    Raises StoreUnavailable for the file of another program, or of a newer version of this one.
    """
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE not in tables:
        # A PostgreSQL database may be shared with other programs; this file is ours alone.
        if tables and connection.dialect.name == "sqlite":
            raise StoreUnavailable(
                f"{place}: it belongs to another program; it was left as it is: move it away"
            )
        return ""
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one()
    if found > HEAD:
        raise StoreUnavailable(
            f"{place}: a newer version of this program made it (tables {found}, known here "
            f"{HEAD}); run that version, or move it away"
        )
    return str(found)
