"""The store: what must survive a restart, in SQLite or PostgreSQL."""

from adapters.store.store import Store, open_store

__all__ = ["Store", "open_store"]
