"""The files of a hub folder, and the lock of whoever brings an index in step with them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge.errors import HubBusy, HubUnavailable


def files_below(root: Path) -> Iterator[Path]:
    """Every file below a folder but the hidden ones, in the order of their names.

    What begins with "~$" is the mark that Word leaves beside a document that is open.
    """
    for folder, folders, names in os.walk(root, onerror=_fail):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(folder) / name


def _fail(error: OSError) -> None:
    """Raises what keeps a folder from being listed: its files are not to be taken for gone."""
    if not isinstance(error, FileNotFoundError):
        raise error


def printable(name: str) -> str:
    """The name with what a terminal would obey, or no text can hold, written as its code."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes; "unreadable" when they cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "unreadable"


def named(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def alone(home: Path, *, writes: bool = True) -> Iterator[None]:
    """Keeps every other ingest of this home out; who holds it already enters it again.

    Without `writes` nothing is kept out. Raises HubBusy when another process or thread is inside,
    and HubUnavailable for what the file system refuses.
    """
    try:
        if writes:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(home / "ingest.lock", timeout=0, is_singleton=True)
        with lock if writes else nullcontext():
            yield
    except Timeout as error:
        raise HubBusy(
            "another `coach ingest` is running on this index; nothing was changed here: "
            "wait until it has finished, then run this one again"
        ) from error
    except OSError as error:
        raise HubUnavailable(f"{error.filename or home}: {error.strerror}") from error
