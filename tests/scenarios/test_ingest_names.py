"""Names and ids: which file stands for which document when files move, clash or break."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.index.ingest import Refused
from tests.hubs import found, hub, ingest, library, markdown

FEES = markdown("Fees", "An employer may pay the fee.")
LEAVE = markdown("Leave", "Ask the chief for days of leave.")
BROKEN = "---\ntitle: [\n---\nText.\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home where nothing was ever ingested."""
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hub of two articles."""
    return hub(tmp_path / "hub", {"fees.md": FEES, "money/leave.md": LEAVE})


def test_a_renamed_file_is_a_document_of_its_new_name(home: Path, folder: Path) -> None:
    ingest(home, folder)
    (folder / "articles" / "fees.md").rename(folder / "articles" / "costs.md")
    summary = ingest(home, folder)

    assert (summary.added, summary.removed) == (["costs.md"], ["fees.md"])
    assert found(home, "employer fee")[0] == "costs.md"


def test_a_renamed_file_with_an_id_of_its_own_stays_the_same_document(
    home: Path, folder: Path
) -> None:
    hub(folder, {"a.md": markdown("Travel", "Keep the receipts.", id="travel")})
    ingest(home, folder)
    (folder / "articles" / "a.md").rename(folder / "articles" / "b.md")
    summary = ingest(home, folder)
    assert (summary.added, summary.changed, summary.removed) == ([], ["travel"], [])
    assert summary.embedded == 0

    hub(folder, {"b.md": BROKEN})
    summary = ingest(home, folder)
    assert [(r.file, r.kept) for r in summary.refused] == [("b.md", True)]
    assert summary.removed == []
    assert found(home, "receipts")[0] == "travel"


def test_files_that_swap_their_names_swap_nothing_else(home: Path, folder: Path) -> None:
    one, other = (markdown(name, f"About {name}.", id=name) for name in ("one", "other"))
    ingest(home, hub(folder, {"1.md": one, "2.md": other}))
    summary = ingest(home, hub(folder, {"1.md": other, "2.md": one}))

    assert (sorted(summary.changed), summary.removed) == (["one", "other"], [])
    assert summary.embedded == 0
    assert "one" in str(library(home).text("one"))


def test_the_second_file_with_an_id_is_refused(home: Path, folder: Path) -> None:
    hub(
        folder,
        {
            "a.md": markdown("First", "The first one.", id="same"),
            "b.md": markdown("Second", "The second one.", id="same"),
        },
    )
    for run in range(2):
        summary = ingest(home, folder)
        assert ("same" in summary.added) == (run == 0)
        assert summary.refused == [
            Refused("b.md", "its id 'same' is taken by a.md: give one of them another id")
        ]
        assert "first" in str(library(home).text("same"))


@pytest.mark.parametrize("name", ["fees.md", "new.md"])
def test_a_refused_file_keeps_the_version_indexed_before(
    home: Path, folder: Path, name: str
) -> None:
    ingest(home, folder)
    hub(folder, {name: BROKEN})
    for _ in range(2):
        summary = ingest(home, folder)
        assert [(r.file, r.kept) for r in summary.refused] == [(name, name == "fees.md")]
        assert (summary.removed, summary.embedded) == ([], 0)
        assert found(home, "employer fee")[0] == "fees.md"

    (folder / "articles" / name).unlink()
    assert ingest(home, folder).removed == (["fees.md"] if name == "fees.md" else [])


def test_a_refused_file_does_not_cost_the_document_of_a_file_of_its_name(
    home: Path, folder: Path
) -> None:
    other = hub(folder.with_name("other"), {"a.md": markdown("Other", "Other.", id="other")})
    hub(folder, {"a.md": markdown("One", "One.", id="one")})
    ingest(home, folder, other)
    hub(folder, {"a.md": BROKEN})
    summary = ingest(home, folder, other)

    assert [(r.file, r.kept) for r in summary.refused] == [("a.md", True)]
    assert summary.removed == []
    assert {"one", "other"} <= set(found(home, "one other"))
