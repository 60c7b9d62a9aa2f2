"""What the store says of a database that it cannot use, and that it leaves it as it was."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from adapters.store import open_store
from bot.errors import StoreUnavailable
from tests.turns import MARCH, a_turn


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "coach.sqlite"
    file.write_bytes(b"these are my holiday notes\n" * 200)
    before = file.read_bytes()

    with pytest.raises(StoreUnavailable, match=r"coach\.sqlite: it is not a database"):
        open_store(file)
    assert file.read_bytes() == before


def test_the_database_of_another_program_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "coach.sqlite"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    before = file.read_bytes()

    with pytest.raises(StoreUnavailable, match="another program"):
        open_store(file)
    assert file.read_bytes() == before


def test_a_damaged_database_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "coach.sqlite"
    open_store(file).close()
    sound = file.read_bytes()
    damaged = sound[:4096] + b"\xa5" * (len(sound) - 4096)
    file.write_bytes(damaged)

    with pytest.raises(StoreUnavailable, match="it is damaged"):
        open_store(file)
    assert file.read_bytes() == damaged


def test_an_emptied_file_is_a_new_store(tmp_path: Path) -> None:
    file = tmp_path / "coach.sqlite"
    file.touch()
    store = open_store(file)
    assert store.receipts.claim("k", MARCH)
    store.close()


def test_a_folder_in_the_file_s_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        open_store(tmp_path)


def test_a_file_in_the_folder_s_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(StoreUnavailable, match="home"):
        open_store(tmp_path / "home" / "coach.sqlite")


def test_only_its_owner_can_read_a_new_store(tmp_path: Path) -> None:
    file = tmp_path / "new home" / "50% #1?.sqlite"
    store = open_store(str(file))
    store.notebook.keep(a_turn())

    modes = {path.name: path.stat().st_mode & 0o077 for path in file.parent.glob("*.sqlite*")}
    store.close()
    assert modes.keys() >= {file.name, f"{file.name}-wal"}
    assert {modes[name] for name in modes if not name.endswith(".lock")} == {0}


def test_sqlite_can_be_given_as_a_url(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/coach.sqlite").close()
    assert (tmp_path / "coach.sqlite").is_file()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("mysql://me:hush@host/coach", "only SQLite files and PostgreSQL"),
        ("sqlite://", "only SQLite files and PostgreSQL"),
        ("postgresql://me:hush@host:port/coach", "cannot be read"),
        ("://hush", "cannot be read"),
        ("postgresql://me:hush@/coach?host=/nowhere", "cannot be reached"),
        ("postgres://me@/coach?host=/nowhere&password=hush", "cannot be reached"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_its_password(
    address: str, says: str
) -> None:
    with pytest.raises(StoreUnavailable, match=says) as raised:
        open_store(address)
    assert "hush" not in str(raised.value)


def test_the_missing_driver_of_postgresql_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreUnavailable, match=r"pip install 'cme-career-coach\[postgresql\]'"):
        open_store("postgresql://me@host/coach")
