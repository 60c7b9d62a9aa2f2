"""What is said when the file system refuses a shelf."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import HubUnavailable
from knowledge.index.shelf import HUB, Shelf


def test_a_file_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.create("some embedder")

    with pytest.raises(HubUnavailable) as refused:
        _empty(shelf)
    shelf.close()

    assert str(refused.value).startswith(f"{HUB.file} or its folder cannot be written")
    assert "nothing in it is lost" in str(refused.value)
    assert "COACH_HOME" in str(refused.value)


def test_a_file_that_cannot_be_opened_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / HUB.file).mkdir()

    with pytest.raises(HubUnavailable, match="COACH_HOME"), Shelf(tmp_path).reading():
        pass


def _empty(shelf: Shelf) -> None:
    """Write to a shelf that may only be read."""
    with shelf.writing() as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("DELETE FROM meta")
