"""What Alembic runs to migrate: on the connection, and in the transaction, it is handed."""

from alembic import context

from adapters.store.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
