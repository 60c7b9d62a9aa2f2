"""Chroma's folder may break in any way: answers stay the same, and it is made anew."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import HubMissing
from knowledge.index import chroma, shelf
from knowledge.index.chroma import ChromaVectors
from knowledge.index.embeddings import Embedded, unit
from knowledge.index.library import HubLibrary
from knowledge.index.shelf import Entry, Record, Shelf
from knowledge.index.vectors import ExactVectors
from knowledge.passages import Findings, Passage, Source
from tests.hubs import HASH, hub, ingest, library, markdown

QUERY = "who pays tuition and travel for a surgeon on leave"
ANSWERS = {
    "a.md": markdown("Tuition", "The hospital pays tuition and travel for a surgeon."),
    "b.md": markdown("Leave", "A surgeon on leave pays tuition. The chief pays for travel."),
}
SECTIONS = 1_100
"""Chroma keeps fewer than a thousand vectors in its database alone, without a file for them."""


def other_passages() -> str:
    """An article of many passages, each of words of its own."""
    chance = random.Random(5)
    said = [" ".join(f"w{chance.randrange(900)}" for _ in range(9)) for _ in range(SECTIONS)]
    return markdown("Other", *[f"## Part {n}\n\n{words}." for n, words in enumerate(said)])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub folder, and a home with its index and a generation of Chroma."""
    root = tmp_path_factory.mktemp("prepared")
    ingest(root / "home", hub(root / "hub", {**ANSWERS, "other.md": other_passages()}))
    chroma.build(root / "home")
    return root


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    """A hub of two articles that answer, and of a long one that does not."""
    return shutil.copytree(prepared / "hub", tmp_path / "hub")


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    """A home where that hub was ingested, with a generation of Chroma."""
    return shutil.copytree(prepared / "home", tmp_path / "home")


def through(vectors: ChromaVectors, home: Path) -> Findings:
    """What a search with these vectors finds."""
    return HubLibrary(Shelf(home), HASH, vectors).search(QUERY, 2)


def assert_same(found: Findings, expected: Findings) -> None:
    """The same passages in the same order, as near to the query but for rounding."""
    assert [hit.passage for hit in found.hits] == [hit.passage for hit in expected.hits]
    cosines = [hit.cosine for hit in expected.hits]
    assert [hit.cosine for hit in found.hits] == pytest.approx(cosines, abs=1e-5)


def generation(home: Path) -> Path:
    """The folder of the generation in use."""
    used = chroma.current(home)
    assert used is not None
    return home / "chroma" / used.folder


def empty_every_file(home: Path) -> None:
    """Leave nothing in any file of the generation."""
    for path in generation(home).rglob("*"):
        if path.is_file():
            path.write_bytes(b"")


def no_segments(home: Path) -> None:
    """Remove the folders of vectors."""
    for path in generation(home).iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def empty_database(home: Path) -> None:
    """Leave nothing in the database; Chroma opens it as a new one."""
    (generation(home) / "chroma.sqlite3").write_bytes(b"")


def broken_database(home: Path) -> None:
    """Leave half of the database."""
    database = generation(home) / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])


def no_generation(home: Path) -> None:
    """Remove the folder that the pointer names."""
    shutil.rmtree(generation(home))


def broken_pointer(home: Path) -> None:
    """Leave something else than a name in the pointer."""
    (home / "chroma" / "current.json").write_bytes(b"\xff{")


DAMAGES = (empty_every_file, no_segments, empty_database, broken_database, broken_pointer)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_folder_is_made_anew_and_costs_no_answer(
    home: Path, damage: Callable[[Path], None], capfd: pytest.CaptureFixture[str]
) -> None:
    expected = library(home).search(QUERY, 2)
    damage(home)
    vectors = ChromaVectors(home)
    assert not vectors.serving
    assert_same(through(vectors, home), expected)

    assert vectors.refresh()
    assert vectors.serving
    assert_same(through(vectors, home), expected)
    assert "Traceback" not in capfd.readouterr().err


def test_a_folder_that_breaks_while_it_serves_costs_no_answer(home: Path) -> None:
    expected = library(home).search(QUERY, 2)
    vectors = ChromaVectors(home)
    assert vectors.refresh()
    no_generation(home)

    assert_same(through(vectors, home), expected)


def test_a_generation_of_before_answers_no_more(home: Path, folder: Path) -> None:
    vectors = ChromaVectors(home)
    assert vectors.refresh()
    (folder / "articles" / "b.md").unlink()
    hub(folder, {"c.md": markdown("Travel", "Tuition and travel for a surgeon on leave.")})
    ingest(home, folder)

    found = through(vectors, home)
    assert {hit.source.id for hit in found.hits} == {"a.md", "c.md"}
    assert_same(found, library(home).search(QUERY, 2))
    assert not chroma.check(home)


def test_a_generation_of_a_shelf_before_it_was_made_anew_answers_no_more(
    home: Path, folder: Path
) -> None:
    vectors = ChromaVectors(home)
    assert vectors.refresh()
    hub(folder, {"a.md": ANSWERS["b.md"], "b.md": ANSWERS["a.md"]})
    (home / "hub.sqlite").write_bytes(b"broken")
    ingest(home, folder)

    assert not chroma.check(home)
    assert_same(through(vectors, home), library(home).search(QUERY, 2))


def test_a_generation_in_step_is_used_as_it_is(home: Path) -> None:
    used = generation(home)
    vectors = ChromaVectors(home)
    assert vectors.refresh()
    assert vectors.refresh()

    assert generation(home) == used


def test_an_ingest_that_goes_on_is_waited_for(home: Path, folder: Path) -> None:
    vectors = ChromaVectors(home)
    assert vectors.refresh()
    used = generation(home)
    for number in range(3):
        ingest(home, hub(folder, {f"{number}.md": markdown(f"N{number}", "Fees are paid.")}))
        assert vectors.refresh()
        assert generation(home) == used

    assert vectors.refresh()
    assert generation(home) != used
    assert chroma.check(home)
    assert_same(through(vectors, home), library(home).search(QUERY, 2))


def test_generations_that_were_left_hold_no_file_open(
    home: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    vectors = ChromaVectors(home)
    assert vectors.refresh()
    ingest(home, hub(folder, {"b.md": markdown("Leave", "A surgeon on leave pays travel.")}))
    assert vectors.refresh()
    assert vectors.refresh()

    assert_same(through(vectors, home), library(home).search(QUERY, 2))
    opened = [path for path in open_files() if str(home / "chroma") in path]
    assert opened
    assert all(str(generation(home)) in path for path in opened)
    assert "Chroma failed" not in caplog.text


def open_files() -> list[str]:
    """What this process has open, as Linux tells it."""
    return [str(link.resolve()) for link in Path("/proc/self/fd").iterdir()]


def test_a_generation_finds_nearly_all_that_exact_search_finds(tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    scattered = unit(chance.normal(size=(3_000, 384)))
    hub_shelf = Shelf(tmp_path)
    hub_shelf.create("scattered")
    source = Source("a", "article", "A", "", None)
    entries = [
        Entry(Passage("a", n, (), 0, 0, "", ()), "A", str(n), Embedded(vector, vector[None]))
        for n, vector in enumerate(scattered)
    ]
    with hub_shelf.writing() as connection:
        shelf.put(connection, Record(source, "", (), (), "a", ""), entries)
    vectors = ChromaVectors(tmp_path)
    assert vectors.refresh()

    with hub_shelf.reading() as connection:
        for asked in unit(chance.normal(size=(10, 384))):
            nearest = ExactVectors().nearest(connection, asked, 100).keys()
            assert len(nearest & vectors.nearest(connection, asked, 100).keys()) > 90


def test_only_the_generation_in_use_and_the_one_before_are_kept(home: Path) -> None:
    kept = []
    for _ in range(4):
        chroma.build(home)
        kept.append(generation(home))
        (home / "chroma" / "stray").mkdir(exist_ok=True)
    chroma.build(home)
    kept.append(generation(home))

    assert {path for path in (home / "chroma").iterdir() if path.is_dir()} == set(kept[-2:])
    before = json.loads((home / "chroma" / "current.json").read_text())["before"]
    assert before == kept[-2].name


def test_processes_that_build_together_leave_a_generation_to_use(home: Path) -> None:
    before = generation(home)
    command = [sys.executable, "-m", "knowledge.index.chroma", "build", str(home), ""]
    children = [subprocess.Popen(command) for _ in range(2)]

    assert [child.wait() for child in children] == [0, 0]
    assert generation(home) != before
    assert chroma.check(home)


def test_without_a_hub_there_is_nothing_to_refresh(tmp_path: Path) -> None:
    with pytest.raises(HubMissing):
        ChromaVectors(tmp_path).refresh()
    assert not chroma.checked_by_child(tmp_path)
