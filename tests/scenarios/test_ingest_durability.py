"""A hub under kill -9, on a full disk and with a broken file: what was acknowledged stays."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from multiprocessing import Pipe, get_context
from pathlib import Path

import pytest

from knowledge.errors import HubDamaged, HubFull, HubMissing
from knowledge.index.shelf import Shelf
from tests.hubs import found, hub, ingest, library, markdown, pictured
from tests.scenarios.hub_children import ingest_until_killed, ingest_within

SPAWN = get_context("spawn")
ARTICLES = 30
HIGHEST = 2**63 - 1
"""The last number SQLite gives to a row; after it the table is full."""


def an_article(number: int, version: str) -> str:
    """An article of four passages with words of its own."""
    sections = [f"## Part {part}\n\nTopic{number} has {version} fees." for part in range(4)]
    return markdown(f"Article {number}", *sections)


def full_hub(folder: Path, version: str = "first") -> Path:
    """A hub of thirty articles."""
    return hub(folder, {f"a{n:02}.md": an_article(n, version) for n in range(ARTICLES)})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home where nothing was ever ingested."""
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hub of two articles."""
    files = {"fees.md": markdown("Fees", "Fees are paid."), "leave.md": markdown("Leave", "Ask.")}
    return hub(tmp_path / "hub", files)


def killed(home: Path, folder: Path, enough: int) -> list[str]:
    """The documents that an ingest acknowledged before it was killed, after `enough` of them."""
    answers, report = Pipe(duplex=False)
    child = SPAWN.Process(target=ingest_until_killed, args=(home, folder, report))
    child.start()
    report.close()
    acknowledged = [answers.recv() for _ in range(enough + 1)]
    child.kill()
    try:
        while True:
            acknowledged.append(answers.recv())
    except EOFError:
        child.join()
    return acknowledged[1:]


def assert_sound(home: Path) -> None:
    """The file, its full-text index and its tables agree."""
    with closing(sqlite3.connect(home / "hub.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO passage_text (passage_text) VALUES ('integrity-check')")
        orphans = (
            "SELECT rowid FROM passage_text EXCEPT SELECT number FROM passage"
            " UNION ALL SELECT number FROM passage EXCEPT SELECT rowid FROM passage_text"
        )
        assert connection.execute(orphans).fetchall() == []


def test_no_document_that_was_acknowledged_is_lost_to_kill_9(tmp_path: Path, home: Path) -> None:
    chance = random.Random(19)
    folder = full_hub(tmp_path / "hub")
    whole = {}
    for version in ("first", "second"):
        full_hub(folder, version)
        ingest(tmp_path / version, folder)
        whole[version] = pictured(tmp_path / version)
    for version in ("first", "second"):
        full_hub(folder, version)
        for enough in (0, chance.randrange(1, 6), chance.randrange(4, 10)):
            acknowledged = killed(home, folder, enough)

            picture = pictured(home) if (home / "hub.sqlite").exists() else {}
            assert len(acknowledged) >= enough
            assert all(picture[id_] == whole[version][id_] for id_ in acknowledged)
            assert all(
                held in (whole["first"][i], whole["second"][i]) for i, held in picture.items()
            )
            for id_ in acknowledged:
                assert found(home, f"topic{int(id_[1:3])}")[0] == id_
        assert_sound(home)
        ingest(home, folder)
        assert pictured(home) == whole[version]
    assert_sound(home)


def test_a_full_disk_is_said_and_costs_nothing_that_was_ingested(home: Path, folder: Path) -> None:
    ingest(home, folder)
    fill_up_to(home, HIGHEST - 2)
    hub(folder, {f"new{n}.md": markdown(f"New {n}", f"Tuition{n} is paid.") for n in range(4)})
    with pytest.raises(HubFull, match="the disk is full: free some room"):
        ingest(home, folder)

    assert pictured(home).keys() == {"fees.md", "leave.md", "new0.md", "new1.md"}
    assert found(home, "tuition1")[0] == "new1.md"
    assert_sound(home)

    fill_up_to(home, 100)
    for name in ("new0.md", "new1.md"):
        (folder / "articles" / name).unlink()
    assert ingest(home, folder).added == ["new2.md", "new3.md"]


def fill_up_to(home: Path, number: int) -> None:
    """Let SQLite take so many rows of passages for used: past the last it says, as on a full
    disk, SQLITE_FULL."""
    with Shelf(home).writing() as connection:
        connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'passage'", (number,))


def test_a_disk_that_takes_no_more_costs_nothing_that_was_ingested(
    home: Path, folder: Path
) -> None:
    ingest(home, folder)
    before = pictured(home)
    hub(folder, {"big.md": markdown("Big", "Tuition is paid. " * 20_000)})
    answers, report = Pipe(duplex=False)
    child = SPAWN.Process(target=ingest_within, args=(home, folder, 200_000, report))
    child.start()
    report.close()

    assert answers.recv() == "HubUnavailable"
    child.join()
    assert pictured(home) == before
    assert_sound(home)
    assert ingest(home, folder).added == ["big.md"]


def no_bytes(file: Path) -> None:
    """Leave the file empty."""
    file.write_bytes(b"")


def other_bytes(file: Path) -> None:
    """Leave something else than a database."""
    file.write_bytes(b"tuition" * 10_000)


def half_the_bytes(file: Path) -> None:
    """Cut the file in two."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def a_broken_page(file: Path) -> None:
    """Break a page of vectors, which no look at the documents meets."""
    with closing(sqlite3.connect(file)) as connection:
        [page] = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'passage_digest'"
        ).fetchone()
        [size] = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size)
        opened.write(b"\xff" * size)


def another_format(file: Path) -> None:
    """Let a later version of the coach have written it."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE meta SET value = 99 WHERE key = 'format'")


DAMAGES = (no_bytes, other_bytes, half_the_bytes, a_broken_page, another_format)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_set_aside_and_made_anew(
    home: Path, folder: Path, damage: Callable[[Path], None]
) -> None:
    full_hub(folder)
    ingest(home, folder)
    whole = pictured(home)
    damage(home / "hub.sqlite")
    damaged = (home / "hub.sqlite").read_bytes()
    summary = ingest(home, folder)

    assert len(summary.added) == ARTICLES + 2
    assert "it is set aside and made anew" in summary.notes[0]
    assert (home / "damaged-hub.sqlite").read_bytes() == damaged
    assert pictured(home) == whole
    assert_sound(home)
    assert ingest(home, folder).notes == []


@pytest.mark.parametrize("damage", [no_bytes, other_bytes, another_format])
def test_who_searches_a_damaged_index_is_told_what_to_do(
    home: Path, folder: Path, damage: Callable[[Path], None]
) -> None:
    with pytest.raises(HubMissing, match="run `coach ingest`"):
        library(home).search("fees", 5)

    ingest(home, folder)
    damage(home / "hub.sqlite")
    with pytest.raises(HubDamaged, match="run `coach ingest` with your hub's folders"):
        library(home).search("fees", 5)


def test_a_process_that_searches_goes_over_to_an_index_made_anew(home: Path, folder: Path) -> None:
    full_hub(folder)
    ingest(home, folder)
    running = library(home)
    assert running.search("topic7 fees", 1).hits[0].source.id == "a07.md"
    half_the_bytes(home / "hub.sqlite")
    full_hub(folder, "second")
    (folder / "articles" / "leave.md").rename(folder / "articles" / "a.md")
    ingest(home, folder)

    for query in ("topic7 fees", "second", "ask"):
        assert running.search(query, 50) == library(home).search(query, 50)
