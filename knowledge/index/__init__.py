"""The index: SQLite holds the truth, FTS5 and Chroma make it quick to search."""
