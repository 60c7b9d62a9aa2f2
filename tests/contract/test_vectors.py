"""What every search over the stored vectors promises."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.index import chroma, shelf
from knowledge.index.chroma import ChromaVectors
from knowledge.index.shelf import Shelf
from knowledge.index.vectors import ExactVectors, Vectors
from tests.hubs import HASH, hub, ingest, markdown

FILES = {
    f"{name}.md": markdown(name, f"Ask about {name} early.")
    for name in ("fees", "leave", "travel", "tuition", "boards")
}
QUERY = HASH.embed("leave for travel").whole


def exact(home: Path) -> Vectors:
    """The search that compares with every vector."""
    del home
    return ExactVectors()


def through_chroma(home: Path) -> Vectors:
    """A checked generation of Chroma that answers."""
    chroma.build(home)
    vectors = ChromaVectors(home)
    assert vectors.refresh()
    assert vectors.serving
    return vectors


def without_generation(home: Path) -> Vectors:
    """Chroma before there is a generation for the shelf."""
    return ChromaVectors(home)


KINDS = (exact, through_chroma, without_generation)


@pytest.fixture(scope="module", params=KINDS)
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Shelf, Vectors]:
    """A full shelf and a search over it, of each kind in turn."""
    home = tmp_path_factory.mktemp("home")
    ingest(home, hub(home / "hub", FILES))
    search: Callable[[Path], Vectors] = request.param
    return Shelf(home), search(home)


def test_the_nearest_come_first_with_their_cosines(opened: tuple[Shelf, Vectors]) -> None:
    hub_shelf, vectors = opened
    with hub_shelf.reading() as connection:
        nearest = vectors.nearest(connection, QUERY, 9)
        numbers, matrix = shelf.vectors(connection)
    cosines = dict(zip(numbers, (matrix @ QUERY).tolist(), strict=True))

    assert nearest == pytest.approx(cosines, abs=1e-5)
    assert list(nearest.values()) == sorted(nearest.values(), reverse=True)


def test_no_more_come_than_are_wanted(opened: tuple[Shelf, Vectors]) -> None:
    hub_shelf, vectors = opened
    with hub_shelf.reading() as connection:
        every = vectors.nearest(connection, QUERY, 9)
        two = vectors.nearest(connection, QUERY, 2)

    assert list(two) == list(every)[:2]


@pytest.mark.parametrize("search", KINDS)
def test_an_empty_shelf_has_nothing_near(tmp_path: Path, search: Callable[[Path], Vectors]) -> None:
    ingest(tmp_path, tmp_path)
    vectors = search(tmp_path)

    with Shelf(tmp_path).reading() as connection:
        assert vectors.nearest(connection, QUERY, 9) == {}


@pytest.mark.parametrize("search", KINDS)
def test_what_is_near_is_what_the_shelf_holds_now(
    tmp_path: Path, search: Callable[[Path], Vectors]
) -> None:
    folder = hub(tmp_path / "hub", FILES)
    ingest(tmp_path, folder)
    hub_shelf, vectors = Shelf(tmp_path), search(tmp_path)
    with hub_shelf.reading() as connection:
        assert len(vectors.nearest(connection, QUERY, 9)) == 5

    (folder / "articles" / "travel.md").unlink()
    hub(folder, {"fees.md": FILES["leave.md"], "new.md": markdown("new", "Ask for travel.")})
    ingest(tmp_path, folder)
    with hub_shelf.reading() as connection:
        nearest = vectors.nearest(connection, QUERY, 9)
        numbers, matrix = shelf.vectors(connection)
        assert nearest == pytest.approx(dict(zip(numbers, matrix @ QUERY, strict=True)), abs=1e-5)


def test_vectors_that_are_held_are_not_read_again(tmp_path: Path) -> None:
    folder = hub(tmp_path / "hub", FILES)
    ingest(tmp_path, folder)
    hub_shelf, vectors = Shelf(tmp_path), ExactVectors()
    with hub_shelf.reading() as connection:
        before = vectors.nearest(connection, QUERY, 9)
    with hub_shelf.writing() as connection:
        connection.execute("UPDATE passage SET vector = 'not to be read'")
    ingest(tmp_path, hub(folder, {"new.md": markdown("new", "Ask for travel.")}))

    with hub_shelf.reading() as connection:
        after = vectors.nearest(connection, QUERY, 9)
    assert len(after) == len(before) + 1
    assert after.items() >= before.items()
