"""Bringing the catalog in step: what changed is done again, and nothing good is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from multiprocessing import Pipe, get_context
from pathlib import Path

import pytest
from filelock import FileLock

from knowledge import STARTER
from knowledge.errors import HubBusy
from knowledge.facets import Facets
from knowledge.index import shelf
from knowledge.index.catalog_ingest import BATCH, IngestCatalog
from knowledge.index.hubfiles import alone
from knowledge.index.ingest import Refused
from knowledge.index.records import CATALOG
from knowledge.index.shelf import Shelf
from knowledge.signs import worth
from tests.catalogs import (
    TODAY,
    catalog,
    ingest_programs,
    lines,
    offered,
    pictured_programs,
    programs_hub,
    record,
)
from tests.hubs import HASH, hub, ingest, markdown
from tests.scenarios.hub_children import ingest_catalog_until_killed

SPAWN = get_context("spawn")
ETHICS = record("ethics", title="Ethics at the Bedside", description="Consent and its limits.")
BUDGETS = record("budgets", title="Budgets", fee={"amount": 250, "currency": "USD"})
NURSES = record("nurses", title="Leading Nurses", professions=["nurse"])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home where nothing was ever ingested, in a folder that is not there yet."""
    return tmp_path / "state" / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hub of three programs in two files."""
    files = {"a.jsonl": lines(ETHICS, BUDGETS), "more/b.jsonl": lines(NURSES)}
    return programs_hub(tmp_path / "hub", files)


def revision(home: Path) -> object:
    """The revision of the catalog."""
    with Shelf(home, CATALOG).reading() as connection:
        return shelf.meta(connection, "revision")


def test_a_new_catalog_is_added_whole(home: Path, folder: Path) -> None:
    done: list[tuple[int, int]] = []
    summary = IngestCatalog(home, HASH).run([folder], progress=lambda *step: done.append(step))

    assert summary.added == ["ethics", "budgets", "nurses"]
    assert (summary.passages, summary.embedded, summary.notes) == (4, 4, [])
    assert done == [(3, 3)]
    assert offered(home) == ["budgets", "ethics", "nurses"]
    assert "Budgets costs $250." in str(catalog(home).text("budgets"))


def test_an_unchanged_catalog_costs_nothing(home: Path, folder: Path) -> None:
    ingest_programs(home, folder)
    before = revision(home)
    summary = ingest_programs(home, folder)

    assert (summary.added, summary.changed, summary.removed) == ([], [], [])
    assert (summary.unchanged, summary.passages, summary.embedded) == (3, 0, 0)
    assert revision(home) == before


def test_a_changed_record_costs_only_its_changed_passages(home: Path, folder: Path) -> None:
    ingest_programs(home, folder)
    dearer = BUDGETS | {"fee": {"amount": 300, "currency": "USD"}}
    programs_hub(folder, {"a.jsonl": lines(ETHICS, dearer)})
    summary = ingest_programs(home, folder)

    assert (summary.changed, summary.unchanged) == (["budgets"], 2)
    assert (summary.passages, summary.embedded) == (2, 1)
    assert "Budgets costs $300." in str(catalog(home).text("budgets"))


def test_records_that_move_are_neither_embedded_nor_changed(home: Path, folder: Path) -> None:
    ingest_programs(home, folder)
    (folder / "programs" / "more" / "b.jsonl").unlink()
    programs_hub(folder, {"c.jsonl": lines(NURSES, ETHICS), "a.jsonl": lines(BUDGETS)})
    summary = ingest_programs(home, folder)

    assert (summary.added, summary.changed, summary.removed) == ([], [], [])
    assert (summary.unchanged, summary.passages) == (3, 0)
    ingest_programs(home.with_name("other"), folder)
    assert pictured_programs(home) == pictured_programs(home.with_name("other"))
    before = revision(home)
    assert ingest_programs(home, folder).unchanged == 3
    assert revision(home) == before


def test_a_record_that_is_in_no_file_leaves_the_catalog(home: Path, folder: Path) -> None:
    ingest_programs(home, folder)
    open_before = catalog(home)
    assert open_before.program("ethics")
    programs_hub(folder, {"a.jsonl": lines(BUDGETS)})

    assert ingest_programs(home, folder).removed == ["ethics"]
    assert open_before.program("ethics") is None
    assert offered(home) == ["budgets", "nurses"]


def test_the_second_record_with_an_id_is_refused_and_both_places_are_named(
    home: Path, folder: Path
) -> None:
    programs_hub(folder, {"c.jsonl": lines(BUDGETS | {"title": "Other Budgets"})})
    for _ in range(2):
        summary = ingest_programs(home, folder)
        [bad] = summary.bad_rows
        assert (bad.file, bad.line, bad.field, bad.value) == ("c.jsonl", 1, "id", "budgets")
        assert "a.jsonl, line 2" in bad.right
        assert summary.bad == 1
        program = catalog(home).program("budgets")
        assert program
        assert program.title == "Budgets"

    programs_hub(folder, {"a.jsonl": lines(ETHICS)})
    assert ingest_programs(home, folder).changed == ["budgets"]


def test_an_earlier_file_may_take_an_id_over(home: Path, folder: Path) -> None:
    ingest_programs(home, folder)
    programs_hub(folder, {"0.jsonl": lines(BUDGETS)})
    for _ in range(2):
        [bad] = ingest_programs(home, folder).bad_rows
        assert (bad.file, bad.line) == ("a.jsonl", 2)
        assert "0.jsonl, line 1" in bad.right
    assert offered(home) == ["budgets", "ethics", "nurses"]


def test_programs_alike_in_all_but_their_id_are_kept_and_named(home: Path, folder: Path) -> None:
    programs_hub(
        folder, {"c.jsonl": lines(ETHICS | {"id": "e2", "title": "ETHICS  at the bedside"})}
    )
    for _ in range(2):
        [note] = ingest_programs(home, folder).notes
        assert note.startswith(
            "'ethics' (a.jsonl, line 1) and 'e2' (c.jsonl, line 1) have the same"
        )
    assert offered(home) == ["budgets", "e2", "ethics", "nurses"]


def test_many_pairs_of_programs_are_counted(home: Path, folder: Path) -> None:
    alike = [ETHICS | {"id": f"e{number}"} for number in range(15)]
    programs_hub(folder, {"c.jsonl": lines(*alike)})

    assert ingest_programs(home, folder).notes[-1] == "5 more pairs of programs like these"


def test_a_bad_row_keeps_the_earlier_version_and_costs_no_other(home: Path, folder: Path) -> None:
    ingest_programs(home, folder)
    broken = BUDGETS | {"fee": {"amount": -1, "currency": "USD"}}
    programs_hub(folder, {"a.jsonl": lines(broken, ETHICS | {"title": "Ethics Anew"})})
    for changed in (["ethics"], []):
        summary = ingest_programs(home, folder)
        [bad] = summary.bad_rows
        assert (bad.file, bad.line, bad.field, bad.id) == ("a.jsonl", 1, "fee.amount", "budgets")
        assert (summary.changed, summary.removed) == (changed, [])
        assert "Budgets costs $250." in str(catalog(home).text("budgets"))

    programs_hub(folder, {"a.jsonl": lines(BUDGETS)})
    assert ingest_programs(home, folder).removed == ["ethics"]


def test_a_bad_row_without_an_id_costs_nothing_that_its_file_held(home: Path, folder: Path) -> None:
    ingest_programs(home, folder)
    programs_hub(folder, {"a.jsonl": lines({"title": "Budgets", "provider": "", "start": "soon"})})
    summary = ingest_programs(home, folder)

    assert {bad.id for bad in summary.bad_rows} == {""}
    assert summary.removed == []
    assert offered(home) == ["budgets", "ethics", "nurses"]


def test_only_the_first_bad_rows_are_held(home: Path, folder: Path) -> None:
    bad = [record(f"b{number}", start="1.1.1") for number in range(500)]
    programs_hub(folder, {"c.jsonl": lines(*bad, record("good"))})
    summary = ingest_programs(home, folder)

    assert (summary.bad, len(summary.bad_rows)) == (500, 200)
    assert "good" in summary.added


def test_a_file_that_cannot_be_read_keeps_what_it_held(home: Path, folder: Path) -> None:
    programs_hub(folder, {"d.yaml": f"programs: [{lines(record('yoga')).strip()}]"})
    ingest_programs(home, folder)
    programs_hub(folder, {"d.yaml": "programs: ["})
    summary = ingest_programs(home, folder)

    [refused] = summary.refused
    assert (refused.file, refused.kept) == ("d.yaml", True)
    assert isinstance(refused, Refused)
    assert summary.removed == []
    assert catalog(home).program("yoga")


def test_a_hub_without_programs_makes_no_catalog(home: Path, tmp_path: Path) -> None:
    articles = hub(tmp_path / "hub", {"fees.md": markdown("Fees", "Fees are paid.")})
    summary = ingest_programs(home, articles)

    assert (summary.added, summary.notes) == ([], [])
    assert not (home / "catalog.sqlite").exists()


def test_nothing_is_removed_when_a_folder_may_not_be_mounted(home: Path, folder: Path) -> None:
    ingest_programs(home, folder)
    aside = folder / "programs"
    aside.rename(folder / "aside")
    for _ in range(2):
        summary = ingest_programs(home, folder)
        assert summary.removed == []
        assert "3 programs that are in no folder now were not removed" in summary.notes[0]
        aside.mkdir(exist_ok=True)

    aside.rmdir()
    hub(folder, {"fees.md": markdown("Fees", "Fees are paid.")})
    assert ingest_programs(home, folder).removed == ["budgets", "ethics", "nurses"]


def test_hidden_folders_are_skipped_and_other_kinds_are_named(home: Path, folder: Path) -> None:
    hidden = {"_drafts/x.jsonl": lines(record("x")), ".old/y.jsonl": lines(record("y"))}
    programs_hub(folder, hidden | {"~$b.xlsx": "", "notes.pages": "", "mapping.yaml": "{}"})
    summary = ingest_programs(home, folder)

    assert summary.added == ["ethics", "budgets", "nurses"]
    assert summary.notes == ["left out, because their kind is not read: notes.pages"]


def test_a_new_mapping_reads_the_files_below_it_again(home: Path, folder: Path) -> None:
    programs_hub(folder, {"own/t.csv": "Name,provider\nWound Care,Lakeside University\n"})
    assert [each.file for each in ingest_programs(home, folder).refused] == ["own/t.csv"]
    programs_hub(folder, {"own/mapping.yaml": "columns: {title: Name}"})
    assert len(ingest_programs(home, folder).added) == 1

    programs_hub(folder, {"own/mapping.yaml": "columns: {title: Name}\ndefaults: {city: Bonn}"})
    summary = ingest_programs(home, folder)
    assert (len(summary.changed), summary.unchanged) == (1, 3)


def test_a_dry_run_tells_everything_and_writes_nothing(home: Path, folder: Path) -> None:
    assert ingest_programs(home, folder, dry_run=True).added == ["ethics", "budgets", "nurses"]
    assert not home.exists()

    ingest_programs(home, folder)
    before = {path: path.read_bytes() for path in home.iterdir()}
    programs_hub(folder, {"a.jsonl": lines(BUDGETS | {"title": "Money"})})
    summary = ingest_programs(home, folder, dry_run=True)
    assert (summary.changed, summary.removed) == (["budgets"], ["ethics"])
    assert {path: path.read_bytes() for path in home.iterdir()} == before


def test_what_is_kept_of_a_file_that_is_read_in_part_is_told_and_other_folders_lose_nothing(
    home: Path, folder: Path, tmp_path: Path
) -> None:
    other = programs_hub(tmp_path / "other", {"a.jsonl": lines(record("left"), record("stays"))})
    ingest_programs(home, folder, other)
    nameless = {"title": "Budgets"}
    programs_hub(folder, {"a.jsonl": lines(ETHICS, nameless)})
    programs_hub(other, {"a.jsonl": lines(record("stays"))})
    summary = ingest_programs(home, folder, other)

    assert (summary.bad, summary.removed) == (1, ["left"])
    [note] = summary.notes
    assert note == (
        f"a.jsonl in {folder} could not be read in full, so what came from it before and is "
        "missing now is kept: budgets"
    )
    assert "budgets" in offered(home)


def test_a_folder_that_has_moved_costs_nothing(home: Path, folder: Path) -> None:
    ingest_programs(home, folder)
    folder.rename(folder.with_name("elsewhere"))
    summary = ingest_programs(home, folder.with_name("elsewhere"))

    assert (summary.unchanged, summary.removed, summary.passages) == (3, [], 0)
    programs_hub(folder.with_name("elsewhere"), {"a.jsonl": "{"})
    assert ingest_programs(home, folder.with_name("elsewhere")).removed == []


def test_an_id_in_two_folders_is_refused_and_the_other_folder_is_named(
    home: Path, folder: Path, tmp_path: Path
) -> None:
    other = programs_hub(tmp_path / "other", {"a.jsonl": lines(BUDGETS | {"title": "Mine"})})
    [bad] = ingest_programs(home, folder, other).bad_rows

    assert bad.right == f"an id of its own: a.jsonl, line 2 in {folder} has it"


def test_a_hospitals_own_record_stands_in_place_of_the_starter_hubs(
    home: Path, folder: Path
) -> None:
    own = record("aacn-csi-academy", title="Our own academy")
    programs_hub(folder, {"a.jsonl": lines(own)})
    for order in ([folder, STARTER], [STARTER, folder]):
        summary = ingest_programs(home, *order)
        assert summary.bad == 0
        assert "'aacn-csi-academy' is your hub's own program, in place of the starter hub's" in (
            summary.notes
        )
        program = catalog(home).program("aacn-csi-academy")
        assert program
        assert program.title == "Our own academy"

    bad = own | {"ipce": "perhaps"}
    programs_hub(folder, {"a.jsonl": lines(bad)})
    assert ingest_programs(home, folder, STARTER).bad == 1
    program = catalog(home).program("aacn-csi-academy")
    assert program
    assert program.title == "Our own academy"

    programs_hub(folder, {"a.jsonl": lines(ETHICS)})
    assert ingest_programs(home, folder, STARTER).changed == ["aacn-csi-academy"]


def test_an_article_and_a_program_never_share_an_id(home: Path, folder: Path) -> None:
    hub(folder, {"fees.md": markdown("Fees", "Fees are paid.")})
    programs_hub(folder, {"c.jsonl": lines(record("fees.md"))})
    ingest(home, folder)
    [bad] = ingest_programs(home, folder).bad_rows
    assert (bad.value, bad.right) == ("fees.md", "an id of its own: an article of the hub has it")
    assert catalog(home).program("fees.md") is None

    hub(folder, {"e.md": "---\nid: ethics\ntitle: Ethics\n---\n\nConsent is asked for.\n"})
    [refused] = ingest(home, folder).refused
    assert refused.reason.startswith("its id 'ethics' is that of a program")


def test_articles_and_programs_may_be_ingested_under_one_lock(home: Path, folder: Path) -> None:
    hub(folder, {"fees.md": markdown("Fees", "Fees are paid.")})
    with alone(home):
        assert ingest(home, folder).added == ["fees.md"]
        assert len(ingest_programs(home, folder).added) == 3

    with FileLock(home / "ingest.lock"), pytest.raises(HubBusy, match="another `coach ingest`"):
        ingest_programs(home, folder)


def test_of_programs_with_equal_signs_a_hospitals_own_stand_before_the_starter_hubs(
    home: Path, folder: Path
) -> None:
    programs_hub(folder, {"z.jsonl": lines(record("zzz"))})
    assert not ingest_programs(home, STARTER, folder).bad_rows

    found = [each.program for each in catalog(home).find("", Facets(), TODAY, 1000)]
    signs = [worth(program) for program in found]
    assert signs == sorted(signs, reverse=True)
    bare = [program.id for program in found if not worth(program)]
    assert bare[:4] == ["budgets", "ethics", "nurses", "zzz"]
    assert len(bare) > 4


def test_a_damaged_catalog_is_set_aside_and_made_anew(home: Path, folder: Path) -> None:
    ingest_programs(home, folder)
    whole = pictured_programs(home)
    (home / "catalog.sqlite").write_bytes(b"tuition" * 10_000)
    summary = ingest_programs(home, folder)

    assert len(summary.added) == 3
    assert "catalog.sqlite is damaged" in summary.notes[0]
    assert pictured_programs(home) == whole


def assert_sound(home: Path) -> None:
    """The file, its full-text indexes and its tables agree."""
    with closing(sqlite3.connect(home / "catalog.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for words, table, number in (
            ("passage_text", "passage", "number"),
            ("program_text", "program", "number"),
        ):
            connection.execute(f"INSERT INTO {words} ({words}) VALUES ('integrity-check')")
            orphans = (
                f"SELECT rowid FROM {words} EXCEPT SELECT {number} FROM {table}"
                f" UNION ALL SELECT {number} FROM {table} EXCEPT SELECT rowid FROM {words}"
            )
            assert connection.execute(orphans).fetchall() == []


def test_no_record_that_was_acknowledged_is_lost_to_kill_9(home: Path, tmp_path: Path) -> None:
    count = 4 * BATCH
    whole = {}
    folder = tmp_path / "hub"
    for version in ("first", "second"):
        made = [record(f"p{n:04}", description=f"Topic{n}, {version}.") for n in range(count)]
        programs_hub(folder, {"all.jsonl": lines(*made)})
        ingest_programs(tmp_path / version, folder)
        whole[version] = pictured_programs(tmp_path / version)
        for enough in (BATCH, 2 * BATCH):
            done = killed(home, folder, enough)

            picture = pictured_programs(home)
            assert done >= enough
            new = [id_ for id_, held in whole[version].items() if picture.get(id_) == held]
            assert len(new) >= done
            assert all(
                held in [each.get(id_) for each in whole.values()] for id_, held in picture.items()
            )
            assert_sound(home)
        ingest_programs(home, folder)
        assert pictured_programs(home) == whole[version]
    assert_sound(home)


def killed(home: Path, folder: Path, enough: int) -> int:
    """How many records an ingest acknowledged before it was killed, after `enough` of them."""
    answers, report = Pipe(duplex=False)
    child = SPAWN.Process(target=ingest_catalog_until_killed, args=(home, folder, report))
    child.start()
    report.close()
    done = 0
    while done < enough:
        done = answers.recv()
    child.kill()
    try:
        while True:
            done = answers.recv()
    except EOFError:
        child.join()
    return done
