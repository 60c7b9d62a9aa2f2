"""Finding programs with the embedder that members get: by constraints, by words, by name."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.catalog.record import to_fields
from knowledge.errors import HubDamaged
from knowledge.facets import Facets, verdicts
from knowledge.index.catalog import ProgramCatalog
from knowledge.index.embeddings import MiniLM
from knowledge.index.library import HubLibrary
from knowledge.index.records import CATALOG
from knowledge.index.shelf import Shelf
from knowledge.programs import Delivery, Money, Program
from tests.catalogs import (
    TODAY,
    catalog,
    ingest_programs,
    lines,
    offered,
    programs,
    programs_hub,
    record,
    wishes,
)
from tests.hubs import HASH

MINILM = MiniLM()
FREE = {"amount": 0, "currency": "USD"}
RECORDS = (
    record(
        "emory-cmo",
        title="Chief Medical Officer Program",
        provider="Emory Executive Education",
        description="Physicians learn to run a hospital: strategy, finance and people.",
        professions=["physician"],
        topics=["leadership", "finance"],
        credits=[{"type": "AMA PRA Category 1", "max": 185}],
        delivery="online",
    ),
    record(
        "bedside-ethics",
        title="Ethics at the Bedside",
        provider="Lakeside University",
        description="Nurses discuss consent, refusal of treatment and moral distress.",
        professions=["nurse"],
        topics=["ethics"],
        credits=[{"type": "ANCC contact hours", "amount": 2}],
        fee=FREE,
        delivery="online",
    ),
    record(
        "opioids",
        title="Safer Opioid Prescribing",
        provider="Prairie Medical Society",
        description="Prescribing for pain, tapering, and treatment of opioid use disorder.",
        professions=["any"],
        topics=["opioid prescribing"],
        fee={"amount": 120, "currency": "USD"},
        delivery="in person",
        region="US-GA",
        start="2027-02-11",
        end="2027-02-12",
    ),
    record(
        "past",
        title="Ethics Last Year",
        provider="Lakeside University",
        topics=["ethics"],
        start="2025-02-11",
        end="2025-02-12",
    ),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with four programs, one of them over."""
    folder = programs_hub(tmp_path_factory.mktemp("hub"), {"all.jsonl": lines(*RECORDS)})
    home = tmp_path_factory.mktemp("state") / "home"
    assert not ingest_programs(home, folder, embedder=MINILM).bad
    return home


def ids(home: Path, text: str = "", facets: Facets | None = None) -> list[str]:
    """What a request brings, best first."""
    found = catalog(home, MINILM).find(text, facets or Facets(), TODAY, 10)
    return [each.program.id for each in found]


def test_a_catalog_that_was_never_ingested_is_empty(tmp_path: Path) -> None:
    empty = catalog(tmp_path / "home", MINILM)

    assert empty.find("ethics", Facets(), TODAY, 10) == ()
    assert empty.find("", Facets(), TODAY, 10) == ()
    assert empty.program("ethics") is None
    assert empty.named("ethics", 3) == ()
    assert empty.text("ethics") is None
    assert not (tmp_path / "home").exists()


def test_a_catalog_without_programs_is_empty(tmp_path: Path) -> None:
    folder = programs_hub(tmp_path / "hub", {"all.jsonl": lines(record("x"))})
    ingest_programs(tmp_path / "home", folder)
    programs_hub(folder, {"all.jsonl": ""})
    (folder / "programs" / "all.jsonl").write_text("[]\n")
    with Shelf(tmp_path / "home", CATALOG).writing() as connection:
        connection.execute("DELETE FROM program_text")
        connection.execute("DELETE FROM document")

    assert catalog(tmp_path / "home").find("ethics", Facets(), TODAY, 10) == ()
    assert catalog(tmp_path / "home").named("ethics", 10) == ()


def test_words_and_meaning_decide_what_comes_first(home: Path) -> None:
    assert ids(home, "become a CMO and run a hospital")[0] == "emory-cmo"
    assert ids(home, "moral questions at the end of life")[0] == "bedside-ethics"
    assert ids(home, "addiction and narcotics")[0] == "opioids"


def test_relevance_falls_from_the_best(home: Path) -> None:
    found = catalog(home, MINILM).find("ethics for nurses", Facets(), TODAY, 10)
    relevances = [each.relevance for each in found]

    assert relevances == sorted(relevances, reverse=True)
    assert relevances[0] == 1
    assert all(0 <= relevance <= 1 for relevance in relevances)


def test_without_words_all_are_alike_and_in_the_order_of_their_ids(home: Path) -> None:
    found = catalog(home, MINILM).find(" ", Facets(), TODAY, 10)

    assert [(each.program.id, each.relevance) for each in found] == [
        ("bedside-ethics", 1),
        ("emory-cmo", 1),
        ("opioids", 1),
    ]


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        (Facets(professions=("nurse",)), ["bedside-ethics", "opioids"]),
        (Facets(fee_most=Money(Decimal(0), "USD")), ["bedside-ethics", "emory-cmo"]),
        (Facets(deliveries=(Delivery.IN_PERSON,), region="US-GA"), ["opioids"]),
        (Facets(region="US-FL"), ["bedside-ethics", "emory-cmo"]),
        (Facets(ends_before=date(2027, 1, 31)), ["bedside-ethics", "emory-cmo"]),
        (Facets(credits_least=Decimal(10)), ["emory-cmo", "opioids"]),
        (Facets(topics=("ethics",)), ["bedside-ethics"]),
        (Facets(topics=("ethics",), professions=("physician",)), []),
    ],
)
def test_constraints_hold_and_what_is_not_stated_contradicts_nothing(
    home: Path, facets: Facets, expected: list[str]
) -> None:
    assert ids(home, "", facets) == expected
    assert sorted(ids(home, "a course about ethics", facets)) == expected


def test_a_narrow_constraint_loses_nothing_to_better_words(tmp_path: Path) -> None:
    many = [
        record(
            f"n{number}", title="Ethics of Consent", professions=["physician"], topics=["ethics"]
        )
        for number in range(700)
    ]
    one = record("one", title="Gardening", description="Soil.", professions=["nurse"])
    folder = programs_hub(tmp_path / "hub", {"all.jsonl": lines(*many, one)})
    ingest_programs(tmp_path / "home", folder)

    assert offered(tmp_path / "home", "ethics of consent", Facets(professions=("nurse",))) == [
        "one"
    ]
    assert len(offered(tmp_path / "home", "ethics of consent")) == 701


def test_the_limit_is_kept_and_equal_programs_come_in_the_order_of_their_ids(
    tmp_path: Path,
) -> None:
    alike = [record(f"n{number}", title="Ethics") for number in (3, 1, 2)]
    folder = programs_hub(tmp_path / "hub", {"all.jsonl": lines(*alike)})
    ingest_programs(tmp_path / "home", folder)
    found = catalog(tmp_path / "home").find("ethics", Facets(), TODAY, 2)

    assert [each.program.id for each in found] == ["n1", "n2"]
    assert catalog(tmp_path / "home").find("ethics", Facets(), TODAY, 0) == ()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(programs(), min_size=1, max_size=5), wishes(), st.sampled_from(["", "ethics"]))
def test_just_what_contradicts_nothing_is_found(
    tmp_path_factory: pytest.TempPathFactory, made: list[Program], facets: Facets, text: str
) -> None:
    good = [p for p in made if p.start is None or p.end is None or p.start <= p.end]
    home = tmp_path_factory.mktemp("state")
    folder = programs_hub(home / "hub", {"all.jsonl": lines(*map(to_fields, good), record("x"))})
    ingest_programs(home, folder)
    found = [each.program for each in catalog(home).find(text, facets, TODAY, 100)]

    held = [catalog(home).program(id_) for id_ in ("x", *(p.id for p in good))]
    fit = [p for p in held if p and p.offered(TODAY) and False not in verdicts(p, facets).values()]
    assert sorted(p.id for p in found) == sorted(p.id for p in fit)


def test_a_name_is_looked_up_without_what_a_search_holds_in_memory(tmp_path: Path) -> None:
    folder = programs_hub(tmp_path / "hub", {"all.jsonl": lines(*RECORDS)})
    ingest_programs(tmp_path / "home", folder)
    with Shelf(tmp_path / "home", CATALOG).writing() as connection:
        connection.execute("UPDATE program SET figures = x'00'")

    [named, *_] = catalog(tmp_path / "home").named("Ethics at the Bedside", 3)
    assert named.id == "bedside-ethics"


def test_a_program_is_given_whole_offered_or_not(home: Path) -> None:
    past = catalog(home, MINILM).program("past")

    assert past
    assert past.end == date(2025, 2, 12)
    assert catalog(home, MINILM).program("nothing") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Chief Medical Officer Program", "emory-cmo"),
        ("emory's chief medical officer", "emory-cmo"),
        ("the CMO program at EMORY", "emory-cmo"),
        ("emory-cmo", "emory-cmo"),
        ("ethics last year", "past"),
        ("ethics bedside", "bedside-ethics"),
        ("prairie medical society opioids", "opioids"),
    ],
)
def test_a_program_is_known_by_part_of_its_name(home: Path, name: str, expected: str) -> None:
    assert catalog(home, MINILM).named(name, 3)[0].id == expected


@pytest.mark.parametrize("name", ["", "?!", "Harvard Kennedy School negotiation"])
def test_a_name_that_no_program_has_finds_none(home: Path, name: str) -> None:
    assert catalog(home, MINILM).named(name, 3) == ()


def test_a_process_that_searches_goes_over_to_what_is_ingested_meanwhile(tmp_path: Path) -> None:
    running = catalog(tmp_path / "home")
    assert running.find("", Facets(), TODAY, 9) == ()
    for title in ("Yoga", "Chess"):
        folder = programs_hub(tmp_path / "hub", {"all.jsonl": lines(record("x", title=title))})
        ingest_programs(tmp_path / "home", folder)
        [found] = running.find("course", Facets(), TODAY, 9)
        assert found.program.title == title


def test_many_threads_find_the_same(home: Path) -> None:
    shared = catalog(home, MINILM)

    def search(_: int) -> list[str]:
        return [each.program.id for each in shared.find("ethics", Facets(), TODAY, 9)]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(search, range(32)))
    assert results == [ids(home, "ethics")] * 32


def test_another_embedders_vectors_are_not_compared(home: Path) -> None:
    with pytest.raises(HubDamaged, match=r"catalog\.sqlite was made with the embedding model"):
        catalog(home, HASH).find("ethics", Facets(), TODAY, 9)


def test_a_damaged_catalog_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"tuition" * 10_000)
    with pytest.raises(HubDamaged, match=r"catalog\.sqlite is damaged: run `coach ingest`"):
        ProgramCatalog(Shelf(tmp_path, CATALOG), HASH).find("", Facets(), TODAY, 9)


def test_a_programs_passages_are_found_and_quoted_like_an_articles(home: Path) -> None:
    library = HubLibrary(Shelf(home, CATALOG), MINILM)
    hit = library.search("how many credits does the chief medical officer program give", 1).hits[0]
    text = str(library.text("emory-cmo"))
    best = max(hit.sentences, key=lambda sentence: sentence.cosine)

    assert (hit.source.kind, hit.source.id) == ("program", "emory-cmo")
    assert text[best.start : best.end] == best.text
    assert text == catalog(home, MINILM).text("emory-cmo")
    assert any("up to 185 AMA PRA Category 1" in each.text for each in hit.sentences) or (
        "up to 185 AMA PRA Category 1" in text
    )
