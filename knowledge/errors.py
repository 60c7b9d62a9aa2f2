"""What can go wrong with a hub, one class for each way to react.

HubError
├── HubMissing      nothing was ever ingested here: ingest first
├── HubDamaged      the index file is broken or of another version: ingest makes it anew
├── HubBusy         another ingest is running: wait for it
├── HubFull         the disk has no room: what was ingested before stays
├── ModelDamaged    the embedding model's files are not this version's (knowledge.index.embeddings)
└── HubUnavailable  anything else the file system or SQLite refuses: try again
"""

from __future__ import annotations


class HubError(Exception):
    """Root of every error of the hub. Its text says what to do, and never quotes a question."""


class HubMissing(HubError):
    """Nothing was ever ingested here."""


class HubDamaged(HubError):
    """The index cannot be read as one of this version."""


class HubBusy(HubError):
    """Another ingest holds the lock."""


class HubFull(HubError):
    """The disk has no room for what was to be written."""


class HubUnavailable(HubError):
    """The file system or SQLite refused."""
