"""The stores that a contract is tried on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.store import Store, open_store
from bot.ports import Book, Calendars, Deadlines, Members, Notebook, Receipts, Shortlist
from tests.fakes import MemoryShortlist, MemoryStore
from tests.reminder_fakes import MemoryBook, MemoryMembers

# The PostgreSQL that the tests bring along is installed on Linux only.
DATABASES = ("sqlite", "postgresql") if sys.platform == "linux" else ("sqlite",)
collect_ignore = [] if "postgresql" in DATABASES else ["test_store_postgresql.py"]


def _address(database: str, request: pytest.FixtureRequest, folder: Path) -> str:
    if database == "sqlite":
        return str(folder / "home" / "coach.sqlite")
    address: str = request.getfixturevalue("postgresql")
    return address


@pytest.fixture(params=DATABASES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store can be opened, for each database in turn."""
    return _address(request.param, request, tmp_path)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """A new store, on each database in turn."""
    opened = open_store(address)
    yield opened
    opened.close()


@pytest.fixture(params=("memory", *DATABASES))
def ports(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Receipts, Notebook]]:
    """Both ports on one new store, of each kind in turn."""
    if request.param == "memory":
        memory = MemoryStore()
        yield memory, memory
        return
    opened = open_store(_address(request.param, request, tmp_path))
    yield opened.receipts, opened.notebook
    opened.close()


@pytest.fixture
def receipts(ports: tuple[Receipts, Notebook]) -> Receipts:
    """Empty receipts."""
    return ports[0]


@pytest.fixture
def notebook(ports: tuple[Receipts, Notebook]) -> Notebook:
    """An empty notebook."""
    return ports[1]


@pytest.fixture(params=("memory", *DATABASES))
def shortlist(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shortlist]:
    """An empty shortlist of each kind in turn."""
    if request.param == "memory":
        yield MemoryShortlist()
        return
    opened = open_store(_address(request.param, request, tmp_path))
    yield opened.shortlist
    opened.close()


@dataclass(frozen=True, slots=True)
class Kept:
    """The ports on what members scheduled, all on one new store."""

    members: Members
    calendars: Calendars
    deadlines: Deadlines
    book: Book


@pytest.fixture(params=("memory", *DATABASES))
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    """Nothing scheduled, on a store of each kind in turn."""
    if request.param == "memory":
        memory = MemoryMembers()
        yield Kept(memory, memory, memory.deadlines, MemoryBook())
        return
    opened = open_store(_address(request.param, request, tmp_path))
    yield Kept(opened.members, opened.members, opened.deadlines, opened.book)
    opened.close()


@pytest.fixture
def members(kept: Kept) -> Members:
    """No member."""
    return kept.members


@pytest.fixture
def calendars(kept: Kept) -> Calendars:
    """The calendars of the same store."""
    return kept.calendars


@pytest.fixture
def deadlines(kept: Kept) -> Deadlines:
    """No deadline, in the same store."""
    return kept.deadlines


@pytest.fixture
def book(kept: Kept) -> Book:
    """An empty book."""
    return kept.book
