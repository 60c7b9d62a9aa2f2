"""Searching a hub: what is found and why, whatever is asked, and while it changes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from math import log
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.articles import Origin
from knowledge.index.embeddings import MiniLM
from knowledge.index.library import HubLibrary
from knowledge.passages import Findings, Source
from tests.hubs import found, hub, ingest, library, markdown

FILES = {
    "fees.md": "---\ntitle: Course fees\nurl: https://example.org/fees\nupdated: 2026-05-29\n---\n"
    "## Reimbursement\n\nThe hospital pays. Claims [close in December](https://example.org/c).\n\n"
    "| Kind | Limit |\n|---|---|\n| Travel | $300 |\n| Books | $50 |\n",
    "leave.md": markdown("Study leave", "Ask the chief early.", "## Nurses", "They ask the board."),
    "boards.md": markdown("Licensing boards", "Boards audit claims.", "Boards renew licences."),
    "short.txt": "Claims",
}
HELD = 10


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a small hub, of which the library never changes anything."""
    root = tmp_path_factory.mktemp("library")
    ingest(root / "home", hub(root / "hub", FILES))
    return root / "home"


@pytest.fixture(scope="module")
def searched(home: Path) -> HubLibrary:
    """The library of that hub."""
    return library(home)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> HubLibrary:
    """The same hub as the real model reads it."""
    root = tmp_path_factory.mktemp("read")
    ingest(root / "home", hub(root / "hub", FILES), embedder=MiniLM())
    return library(root / "home", MiniLM())


def test_a_hit_names_its_source_and_its_place(searched: HubLibrary) -> None:
    hit = searched.search("reimbursement", 1).hits[0]

    assert hit.source == Source(
        "fees.md", "article", "Course fees", "https://example.org/fees", date(2026, 5, 29)
    )
    assert hit.passage.headings == ("Reimbursement",)
    text = str(searched.text("fees.md"))
    assert text[hit.passage.start : hit.passage.end] == hit.passage.text
    assert [text[s.start : s.end] for s in hit.sentences] == [s.text for s in hit.sentences]
    assert [(s.text, s.link, s.row) for s in hit.sentences] == [
        ("The hospital pays.", "", False),
        ("Claims close in December.", "https://example.org/c", False),
        ("Kind: Travel; Limit: $300", "", True),
        ("Kind: Books; Limit: $50", "", True),
    ]
    assert hit.sentences[1].stems == {"claim", "close", "in", "decemb"}


def test_a_sentence_gives_a_web_address_as_its_source_and_no_mail_address(tmp_path: Path) -> None:
    said = "Claims [close](HTTPS://example.org/c) soon; [write to us](mailto:cme@example.org)."
    ingest(tmp_path, hub(tmp_path / "hub", {"a.md": markdown("Claims", said)}))

    [sentence] = library(tmp_path).search("claims", 1).hits[0].sentences
    assert (sentence.link, sentence.link_at) == ("HTTPS://example.org/c", 7)


def test_a_sentence_names_the_origins_that_are_marked_in_it(tmp_path: Path) -> None:
    front = (
        "---\ntitle: Claims\nsources:\n"
        "  - {number: 1, title: Rules, publisher: Board, url: 'https://board.example/r',"
        " date: 2025-10, read: 2026-11-22, copy: stored}\n"
        "  - {number: 2, title: Paper}\n---\n"
    )
    text = "Claims close.[^1] Ask early. Claims were late.[^2][^1]"
    ingest(tmp_path, hub(tmp_path / "hub", {"a.md": front + text}))

    first, second, third = library(tmp_path).search("claims", 1).hits[0].sentences

    day = date(2026, 11, 22)
    rules = Origin(1, "Rules", "Board", "https://board.example/r", "2025-10", day, stored=True)
    assert (first.origins, first.link, first.link_at) == ((rules,), rules.url, -1)
    assert (second.origins, second.link) == ((), "")
    assert (third.origins, third.link) == ((Origin(2, "Paper"), rules), rules.url)


@pytest.mark.parametrize(
    ("query", "name"),
    [("reimbursement", "fees.md"), ("nurses", "leave.md"), ("licensing", "boards.md")],
)
def test_a_passage_is_found_by_words_of_its_title_and_headings_alone(
    searched: HubLibrary, read: HubLibrary, query: str, name: str
) -> None:
    for each in (searched, read):
        best = each.search(query, 1).hits[0]
        assert best.source.id == name
        assert query not in best.passage.text.lower()
        assert best.heading_cosine > 0


def test_what_title_and_heading_mean_counts_too(read: HubLibrary) -> None:
    meant = read.search("getting the employer to refund a tuition bill", 4)

    assert not any(term.known for term in meant.terms)
    assert meant.hits[0].passage.headings == ("Reimbursement",)


def test_scores_fall_and_hold_both_sides(searched: HubLibrary) -> None:
    hits = searched.search("boards audit claims", HELD).hits
    scores = [hit.score for hit in hits]

    assert hits[0].source.id == "boards.md"
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == pytest.approx(1)
    assert all(-1 <= hit.cosine <= 1 + 1e-6 for hit in hits)
    assert len(searched.search("boards audit claims", 2).hits) == 2


def test_a_sentence_has_the_cosine_that_it_has_in_its_passage(read: HubLibrary) -> None:
    model = MiniLM()
    query = "when do claims close"
    hit = read.search(query, 1).hits[0]
    prefix = "Course fees. Reimbursement. "
    shift = len(prefix) - hit.passage.start
    spans = [(13, len(prefix) - 1), *((s.start + shift, s.end + shift) for s in hit.sentences)]
    embedded = model.embed(prefix + hit.passage.text.replace("\n", " "), spans)
    asked = model.embed(query).whole

    assert hit.cosine == pytest.approx(float(embedded.whole @ asked), abs=1e-5)
    cosines = [hit.heading_cosine, *(s.cosine for s in hit.sentences)]
    assert cosines == pytest.approx((embedded.spans @ asked).tolist(), abs=0.01)
    assert int(np.argmax(cosines[1:])) == 1


def test_terms_are_stemmed_and_weighed_by_how_rare_they_are(searched: HubLibrary) -> None:
    terms = {t.word: t for t in searched.search("Is the BOARDS claim a zebra?", 1).terms}
    passages = 5

    assert list(terms) == ["boards", "claim", "zebra"]
    assert [(t.stem, t.known, t.common) for t in terms.values()] == [
        ("board", True, False),
        ("claim", True, True),
        ("zebra", False, True),
    ]
    for word, holding in {"boards": 2, "claim": 3, "zebra": 0}.items():
        weight = log(1 + (passages - holding + 0.5) / (holding + 0.5))
        assert terms[word].weight == pytest.approx(weight)


def test_words_without_a_topic_count_only_when_there_are_no_others(searched: HubLibrary) -> None:
    assert [t.word for t in searched.search("what is the fee", 1).terms] == ["fee"]
    assert [t.word for t in searched.search("who is it", 1).terms] == ["who", "is", "it"]


def test_what_the_hub_does_not_know_makes_a_question_less_familiar(read: HubLibrary) -> None:
    known = read.search("do boards audit claims", 1).familiar
    mostly = read.search("do boards audit claims for zebras", 1).familiar
    hardly = read.search("does a zebra audit giraffes", 1).familiar

    assert known == 1 == read.search("do boards audit claims in Ohio", 1).familiar
    assert known > mostly > hardly
    assert read.search("zebras graze", 1).familiar < 0.5


QUERIES = [
    "",
    " ",
    '"AND NOT (',
    "*",
    "NEAR(",
    "NEAR(a b, 2)",
    "title:fees",
    "fees* AND -claims",
    "^fees",
    "{title body} : fees",
    "fees' OR 1=1 --",
    '""',
    "_",
    "a_b",
    "😀",
    "👩🏽‍⚕️ ½ ²",
    "\0fees\0",
    "half an emoji \ud83d",
    "e\u0301",
    "字" * 300,
    "the " * 2_500,
    "x" * 10_000,
    " ".join(f"w{n}" for n in range(2_000)),
    " ".join(chr(0x4E00 + n) for n in range(20_000)),
    "%s ? :x @x $x",
    "and or not near",
]


@pytest.mark.parametrize("query", QUERIES)
def test_any_question_is_searched(searched: HubLibrary, read: HubLibrary, query: str) -> None:
    for each in (searched, read):
        assert each.search(query, 3).query == query
        assert len(each.rank_documents(query, 3)) <= 3


@pytest.mark.parametrize("query", ["fees* AND -claims", '"fees', "title:fees NEAR(", "^fees OR *"])
def test_signs_of_a_query_language_are_no_more_than_signs(searched: HubLibrary, query: str) -> None:
    assert "fees.md" in {hit.source.id for hit in searched.search(query, 2).hits}


@settings(deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_any_text_is_searched(searched: HubLibrary, query: str) -> None:
    findings = searched.search(query, 3)

    assert all(0 <= hit.score <= 1 + 1e-9 for hit in findings.hits)
    assert all(term.weight > 0 for term in findings.terms)


def test_the_same_question_finds_the_same(home: Path, searched: HubLibrary) -> None:
    for query in ("boards claims", "study", "zebra"):
        assert searched.search(query, HELD) == library(home).search(query, HELD)


def test_documents_are_ranked_each_once(searched: HubLibrary) -> None:
    ranked = searched.rank_documents("boards audit claims", HELD)

    assert next(iter(ranked)) == "boards.md"
    assert sorted(ranked) == sorted(FILES)
    assert list(searched.rank_documents("boards audit claims", 2)) == list(ranked)[:2]


def test_who_searches_while_an_ingest_runs_sees_the_hub_before_or_after(tmp_path: Path) -> None:
    folder = hub(tmp_path / "hub", {f"a{n}.md": an_article(n, "old") for n in range(20)})
    ingest(tmp_path, folder)
    searched, over = library(tmp_path), Event()

    def search_on() -> Iterator[Findings]:
        while not over.is_set():
            yield searched.search("old new fees", HELD)

    with ThreadPoolExecutor(8) as pool:
        searches = [pool.submit(lambda: list(search_on())) for _ in range(8)]
        for n in range(20):
            if n % 2:
                (folder / "articles" / f"a{n}.md").unlink()
            else:
                hub(folder, {f"a{n}.md": an_article(n, "new")})
        ingest(tmp_path, folder)
        after = [pool.submit(searched.search, "old new fees", HELD)]
        over.set()
        seen = [findings for search in searches for findings in search.result()]
    for findings in seen:
        assert len(findings.hits) == HELD
        for hit in findings.hits:
            assert hit.passage.text in {f"{age} fees {hit.source.id}." for age in ("old", "new")}
    for findings in [*(search.result() for search in after), searched.search("old fees", 99)]:
        assert all(hit.passage.text.startswith("new") for hit in findings.hits)
    assert len(found(tmp_path, "fees")) == 10


def an_article(number: int, age: str) -> str:
    """An article that says how old it is."""
    return markdown(f"Article {number}", f"{age} fees a{number}.md.")


def test_headings_too_long_for_the_model_are_left_out_from_the_outermost(tmp_path: Path) -> None:
    outer, inner = ("very " * 40 + "outer", "inner words")
    text = markdown("Title", f"## {outer}", f"### {inner}", "Ask early.")
    ingest(tmp_path, hub(tmp_path / "hub", {"a.md": text}))
    findings = library(tmp_path).search("outer inner", 1)

    assert [term.known for term in findings.terms] == [False, True]
    assert findings.hits[0].passage.headings == (outer, inner)


def test_a_question_that_stands_in_a_passage_brings_it_up(tmp_path: Path) -> None:
    filler = "Receipts, forms and claims go to the office before the year ends and not later."
    files = {
        f"{name}.md": markdown("Claims", f"Will my boss pay me back{mark} {filler}")
        for name, mark in (("a-said", "."), ("b-asked", "?"))
    }
    ingest(tmp_path, hub(tmp_path / "hub", files), embedder=MiniLM())

    hits = library(tmp_path, MiniLM()).search("Will my boss pay me back?", 2).hits

    assert [hit.source.id for hit in hits] == ["b-asked.md", "a-said.md"]
    assert hits[0].cosine == pytest.approx(hits[1].cosine, abs=0.1)
