"""The starter hub's articles, as every reader of them may rely on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from adapters.wiring import starter
from knowledge.articles import Article, BlockKind, PlacedBlock
from knowledge.readers import read_article
from knowledge.sentences import split_sentences

ROOT = starter() / "articles"
ARTICLES = [read_article(path, ROOT) for path in sorted(ROOT.rglob("*.*"))]
NAMES = re.compile(r"Category \d(?:-[AB](?:, \d-[AB])*)?")
"""Names of credits that hold a number."""

pytestmark = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)


def body(article: Article) -> Iterator[PlacedBlock]:
    """The blocks before the list of sources, headings left out."""
    for block in article.blocks:
        if block.kind is not BlockKind.HEADING and block.headings[-1] != "Sources":
            yield block


def said(article: Article, block: PlacedBlock) -> str:
    return article.text[block.start : block.end]


def test_it_says_who_may_use_it_and_how_old_it_is(article: Article) -> None:
    assert article.updated
    assert date(2026, 1, 1) <= article.updated
    assert article.details["licence"] == "CC-BY-4.0"
    assert len(article.title) > 10


def test_it_is_read_in_five_minutes(article: Article) -> None:
    words = sum(len(said(article, block).split()) for block in body(article))

    assert 500 <= words <= 1200


def test_it_ends_with_its_sources(article: Article) -> None:
    headings = [said(article, b) for b in article.blocks if b.kind is BlockKind.HEADING]
    sources = [b for b in article.blocks if b.headings[-1] == "Sources"][1:]

    assert headings[-1] == "Sources"
    assert sources
    assert all(re.search(r"read \d{4}-\d{2}-\d{2}", said(article, b)) for b in sources)


def test_no_sentence_is_long(article: Article) -> None:
    for block in body(article):
        text = said(article, block)
        for start, end in split_sentences(text):
            assert len(text[start:end].split()) <= 60


def test_every_figure_stands_beside_its_source(article: Article) -> None:
    for block in body(article):
        text = NAMES.sub("", said(article, block))
        linked = any(block.start <= link.start and link.end <= block.end for link in article.links)
        if re.search(r"\d", text):
            assert linked or re.search(r"\(.*\b\d{4}\b.*\)", text), text
