"""Bringing the index in step: what changed is done again, what did not costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from knowledge.errors import HubBusy
from knowledge.index import shelf
from knowledge.index.ingest import Ingest
from knowledge.index.shelf import Shelf
from tests.fakes import HashEmbedder
from tests.hubs import HASH, found, hub, ingest, library, markdown, pictured

FEES = markdown("Fees", "An employer may pay the fee.", "## Limits", "Limits start in January.")
LEAVE = markdown("Leave", "Ask the chief for days of leave.")
TRAVEL = markdown("Travel", "Keep the receipts of the journey.")
BROKEN = "---\ntitle: [\n---\nText.\n"


class OtherEmbedder(HashEmbedder):
    """An embedder of another name."""

    name = "hash/other"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home where nothing was ever ingested, in a folder that is not there yet."""
    return tmp_path / "state" / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hub of two articles, three passages in all."""
    return hub(tmp_path / "hub", {"fees.md": FEES, "money/leave.md": LEAVE})


def revision(home: Path) -> object:
    """The revision of the shelf."""
    with Shelf(home).reading() as connection:
        return shelf.meta(connection, "revision")


def contents(home: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_a_new_hub_is_added_whole(home: Path, folder: Path) -> None:
    done: list[tuple[int, int]] = []
    summary = Ingest(home, HASH).run([folder], progress=lambda *step: done.append(step))

    assert summary.added == ["fees.md", "money/leave.md"]
    assert (summary.passages, summary.embedded) == (3, 3)
    assert done == [(1, 2), (2, 2)]
    assert found(home, "days of leave")[0] == "money/leave.md"
    with Shelf(home).reading() as connection:
        assert shelf.counts(connection) == (2, 3)


def test_an_unchanged_hub_costs_nothing(home: Path, folder: Path) -> None:
    ingest(home, folder)
    before = revision(home)
    summary = ingest(home, folder)

    assert summary.unchanged == ["fees.md", "money/leave.md"]
    assert (summary.added, summary.changed, summary.removed) == ([], [], [])
    assert (summary.passages, summary.embedded) == (0, 0)
    assert revision(home) == before


def test_a_changed_document_costs_only_its_changed_passages(home: Path, folder: Path) -> None:
    ingest(home, folder)
    hub(folder, {"fees.md": FEES.replace("January", "July")})
    summary = ingest(home, folder)

    assert (summary.changed, summary.unchanged) == (["fees.md"], ["money/leave.md"])
    assert (summary.passages, summary.embedded) == (2, 1)
    assert found(home, "July")[0] == "fees.md"
    assert "July" in str(library(home).text("fees.md"))


def test_the_same_words_in_other_sentences_are_told_apart(home: Path, folder: Path) -> None:
    hub(folder, {"list.md": markdown("List", "- Ask early\n- Keep receipts")})
    ingest(home, folder)
    hub(folder, {"list.md": markdown("List", "Ask early Keep receipts")})
    ingest(home, folder)

    [hit] = library(home).search("keep receipts", 1).hits
    assert [sentence.text for sentence in hit.sentences] == ["Ask early Keep receipts"]


def test_a_removed_document_is_found_no_more(home: Path, folder: Path) -> None:
    ingest(home, folder)
    hub_library = library(home)
    assert hub_library.search("days of leave", 1).hits[0].source.id == "money/leave.md"
    (folder / "articles" / "money" / "leave.md").unlink()
    summary = ingest(home, folder)

    assert summary.removed == ["money/leave.md"]
    found_now = hub_library.search("days of leave", 9)
    assert {hit.source.id for hit in found_now.hits} == {"fees.md"}
    assert not any(term.known for term in found_now.terms)
    assert hub_library.text("money/leave.md") is None


def test_other_folders_take_the_place_of_those_before(home: Path, folder: Path) -> None:
    ingest(home, folder)
    other = hub(folder.with_name("other"), {"travel.md": TRAVEL})
    both = ingest(home, folder, other)
    assert (both.added, both.removed) == (["travel.md"], [])
    assert Shelf(home).folders() == (str(folder), str(other))

    assert ingest(home, other).removed == ["fees.md", "money/leave.md"]
    assert Shelf(home).folders() == (str(other),)


def test_hidden_and_private_folders_and_hidden_files_are_skipped(home: Path, folder: Path) -> None:
    names = [".git/a.md", "_drafts/a.md", "money/.trash/a.md", ".a.md", "~$a.docx", "a.pptx", "a"]
    hub(folder, dict.fromkeys(names, TRAVEL))

    assert ingest(home, folder).added == ["fees.md", "money/leave.md"]


def test_a_file_may_begin_with_an_underscore(home: Path, folder: Path) -> None:
    assert "_travel.md" in ingest(home, hub(folder, {"_travel.md": TRAVEL})).added


def test_only_articles_stand_in_the_articles_folder(home: Path, folder: Path) -> None:
    (folder / "README.md").write_text(TRAVEL)

    assert ingest(home, folder).added == ["fees.md", "money/leave.md"]


def test_a_dry_run_says_what_would_change_and_writes_nothing(home: Path, folder: Path) -> None:
    assert ingest(home, folder, dry_run=True).added == ["fees.md", "money/leave.md"]
    assert not home.parent.exists()

    ingest(home, folder)
    before = contents(home)
    (folder / "articles" / "fees.md").unlink()
    hub(folder, {"travel.md": TRAVEL, "money/leave.md": LEAVE + "More.", "bad.md": BROKEN})
    summary = ingest(home, folder, dry_run=True)
    assert (summary.added, summary.changed) == (["travel.md"], ["money/leave.md"])
    assert (summary.removed, len(summary.refused)) == (["fees.md"], 1)
    assert contents(home) == before


def test_a_dry_run_leaves_a_damaged_index_as_it_is(home: Path, folder: Path) -> None:
    ingest(home, folder)
    Shelf(home).path.write_bytes(b"tuition" * 1_000)
    before = contents(home)
    summary = ingest(home, folder, dry_run=True)

    assert summary.added == ["fees.md", "money/leave.md"]
    assert contents(home) == before


def test_a_second_ingest_is_turned_away_and_a_search_is_not(home: Path, folder: Path) -> None:
    ingest(home, folder)
    before = contents(home)
    hub(folder, {"travel.md": TRAVEL})
    with FileLock(home / "ingest.lock"):
        with pytest.raises(HubBusy, match="another `coach ingest` is running"):
            ingest(home, folder)
        assert contents(home) == before
        assert found(home, "days of leave")[0] == "money/leave.md"

    assert ingest(home, folder).added == ["travel.md"]


@pytest.mark.parametrize("name", ["hub", "nowhere"])
def test_an_empty_hub_is_said_and_searched_without_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "hub" / "articles").mkdir(parents=True)
    summary = ingest(tmp_path / "home", tmp_path / name)

    assert summary.notes[0].startswith("no article found: an article is a .md")
    findings = library(tmp_path / "home").search("days of leave", 5)
    assert findings.hits == ()
    assert not any(term.known for term in findings.terms)
    assert found(tmp_path / "home", "days of leave") == []


def test_an_empty_hub_in_place_of_a_full_one_removes_nothing(home: Path, folder: Path) -> None:
    ingest(home, folder)
    before = revision(home)
    summary = ingest(home, folder.with_name("mistyped"))

    assert (summary.removed, len(summary.notes)) == ([], 1)
    assert found(home, "days of leave")[0] == "money/leave.md"
    assert revision(home) == before
    assert Shelf(home).folders() == (str(folder),)


def test_a_hub_of_programs_alone_takes_the_place_of_one_with_articles(
    home: Path, folder: Path, tmp_path: Path
) -> None:
    ingest(home, folder)
    (tmp_path / "own" / "programs").mkdir(parents=True)
    assert not ingest(home, tmp_path / "own").removed
    (tmp_path / "own" / "programs" / "a.csv").write_text("title,provider\nA,B\n")
    (tmp_path / "own" / "articles").mkdir()
    assert not ingest(home, tmp_path / "own").removed

    (tmp_path / "own" / "articles").rmdir()
    summary = ingest(home, tmp_path / "own")
    assert "money/leave.md" in summary.removed
    assert not summary.refused
    assert found(home, "days of leave") == []
    assert Shelf(home).folders() == (str(tmp_path / "own"),)


def test_an_id_in_two_folders_is_refused_and_the_other_folder_is_named(
    home: Path, folder: Path, tmp_path: Path
) -> None:
    other = hub(tmp_path / "other", {"fees.md": TRAVEL})
    [refused] = ingest(home, folder, other).refused

    assert refused.reason.startswith(f"its id 'fees.md' is taken by fees.md in {folder}: ")


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_folder_that_is_not_mounted_is_refused_and_costs_nothing(
    home: Path, folder: Path, *, dry_run: bool
) -> None:
    other = hub(folder.with_name("other\x1b"), {"travel.md": TRAVEL})
    ingest(home, folder, other)
    (other / "articles").rename(other / "elsewhere")
    (folder / "articles" / "fees.md").unlink()
    hub(folder, {"new.md": TRAVEL})
    summary = ingest(home, folder, other, dry_run=dry_run)

    assert [(r.file, r.kept) for r in summary.refused] == [(f"{folder.parent}/other\\x1b", False)]
    assert "no article is found in it" in summary.refused[0].reason
    assert (summary.removed, summary.added) == ([], ["new.md"])
    assert "no article was removed" in summary.notes[0]
    assert {"fees.md", "travel.md"} <= set(found(home, "fees receipts"))

    (other / "elsewhere").rename(other / "articles")
    assert ingest(home, folder, other, dry_run=dry_run).removed == ["fees.md"]


def test_a_hub_that_can_no_longer_be_read_removes_nothing(home: Path, folder: Path) -> None:
    ingest(home, folder)
    other = folder.with_name("other")
    (other / "articles").mkdir(parents=True)
    (other / "articles" / "new.md").write_text("no front matter")
    summary = ingest(home, other)

    assert (summary.removed, len(summary.refused)) == ([], 1)
    assert found(home, "days of leave")[0] == "money/leave.md"


def test_another_embedder_makes_every_vector_anew(home: Path, folder: Path) -> None:
    ingest(home, folder)
    summary = ingest(home, folder, embedder=OtherEmbedder())

    assert (len(summary.added), summary.embedded) == (2, 3)
    assert "was made with the embedding model" in summary.notes[0]
    assert ingest(home, folder, embedder=OtherEmbedder()).embedded == 0


def test_ingests_in_steps_and_at_once_come_to_the_same(home: Path, folder: Path) -> None:
    ingest(home, folder)
    hub(folder, {"travel.md": TRAVEL, "fees.md": FEES.replace("January", "July")})
    (folder / "articles" / "money" / "leave.md").unlink()
    ingest(home, folder)
    fresh = home.with_name("fresh")
    ingest(fresh, folder)

    assert pictured(home) == pictured(fresh)
    assert pictured(home).keys() == {"fees.md", "travel.md"}


def test_what_an_author_will_want_to_mend_is_noted_once_and_refuses_nothing(
    tmp_path: Path,
) -> None:
    text = "---\ntitle: Claims\nsources: [{number: 2, title: Rules}]\n---\nClaims close.[^1]\n"
    folder = hub(tmp_path / "hub", {"a.md": text})

    first, again = ingest(tmp_path / "home", folder), ingest(tmp_path / "home", folder)

    assert first.refused == []
    assert first.notes == [
        "a.md: [^1] stands in the text, but no source has that number; "
        "no [^2] stands in the text, so source 2 is never shown"
    ]
    assert again.notes == []
