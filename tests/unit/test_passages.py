"""Passages: whole sections of whole sentences, small enough to be embedded, in their places."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.articles import Article, Block, BlockKind, place
from knowledge.index.embeddings import LONGEST, MiniLM
from knowledge.passages import BODY_TOKENS, PREFIX_TOKENS, Passage, split
from tests.hubs import HASH

HEADING, PARAGRAPH, ITEM, ROW = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.ROW,
)
MINILM = MiniLM()


def article(*blocks: Block) -> Article:
    """An article made of these blocks."""
    return Article("a.md", "Allowances", *place(blocks))


def heading(text: str, level: int = 2) -> Block:
    """A heading block."""
    return Block(HEADING, text, level)


def words(count: int, mark: str = ".") -> str:
    """A sentence of so many tokens, its mark included."""
    return "Word " + "word " * (count - 3) + "end" + mark


def paragraph(*sentences: str) -> Block:
    """A paragraph of these sentences."""
    return Block(PARAGRAPH, " ".join(sentences))


def said(article: Article, passage: Passage) -> list[str]:
    """What each sentence of a passage says."""
    return [article.text[span.start : span.end] for span in passage.sentences]


def test_a_passage_never_crosses_a_heading() -> None:
    written = article(
        paragraph("Before."),
        heading("Costs"),
        paragraph("Ask early."),
        heading("Travel", 3),
        paragraph("Keep receipts."),
        heading("Leave"),
        paragraph("Ask the chief."),
    )

    assert [(p.headings, p.text) for p in split(written, HASH.tokens)] == [
        ((), "Before."),
        (("Costs",), "Ask early."),
        (("Costs", "Travel"), "Keep receipts."),
        (("Leave",), "Ask the chief."),
    ]


def test_two_sections_of_one_name_stay_two() -> None:
    written = article(
        heading("Questions"), paragraph("Is it free?"), heading("Questions"), paragraph("Who pays?")
    )

    assert [p.text for p in split(written, HASH.tokens)] == ["Is it free?", "Who pays?"]


def test_a_passage_closes_before_it_grows_too_large() -> None:
    written = article(paragraph(*[words(50)] * 7))
    passages = split(written, HASH.tokens)

    assert [len(p.sentences) for p in passages] == [3, 3, 1]
    assert [p.position for p in passages] == [0, 1, 2]


def test_the_next_passage_repeats_one_short_sentence_of_its_section() -> None:
    written = article(
        paragraph(words(130), "Ask early."),
        paragraph(words(130), "Then wait."),
        heading("Leave"),
        paragraph(words(130)),
    )
    first, second, third = split(written, HASH.tokens)

    assert said(written, first)[-1] == said(written, second)[0] == "Ask early."
    assert said(written, second)[-1] == "Then wait."
    assert len(third.sentences) == 1


@pytest.mark.parametrize("last", [words(41), words(40)])
def test_nothing_is_repeated_that_is_long_or_leaves_no_room(last: str) -> None:
    written = article(paragraph("Ask early.", words(100), last, words(130)))
    first, second = split(written, HASH.tokens)

    assert said(written, first)[-1] == last
    assert len(second.sentences) == 1


def test_a_table_row_is_never_repeated() -> None:
    written = article(*[Block(ROW, f"Fee: ${n}; Credit: {words(100, '')}") for n in range(3)])

    assert [len(p.sentences) for p in split(written, HASH.tokens)] == [1, 1, 1]


def test_a_table_row_stands_in_one_passage() -> None:
    row = f"Course: {words(60)} Fee: {words(60)} Note: ask first"
    written = article(paragraph(words(60)), Block(ROW, row), Block(ROW, row))
    passages = split(written, HASH.tokens)

    assert [p.text for p in passages[1:]] == [row, row]
    assert all(span.row for p in passages[1:] for span in p.sentences)
    assert not passages[0].sentences[0].row


@pytest.mark.parametrize("measure", [HASH.tokens, MINILM.tokens])
@pytest.mark.parametrize(
    "text",
    [
        words(1_000),
        "Fee: $3; " * 300,
        "字" * 10_000,
        "字" * 319,
        "1;" * 150,
        "한국어" * 200,
        "e\u0301" * 500,
        "😀 " * 400,
    ],
)
def test_what_has_no_end_is_cut_to_size_and_none_of_it_lost(text: str, measure: object) -> None:
    assert callable(measure)
    for kind in (PARAGRAPH, ROW):
        written = article(Block(kind, text.strip()))
        passages = split(written, measure)

        assert all(measure(p.text) <= BODY_TOKENS for p in passages)
        kept = "".join(part for p in passages for part in said(written, p))
        assert "".join(kept.split()) == "".join(text.split())


def test_a_word_without_end_is_one_passage_that_the_model_can_read() -> None:
    [passage] = split(article(paragraph("x" * 10_000)), MINILM.tokens)

    assert len(passage.text) == 10_000


def test_title_headings_and_body_fit_the_model() -> None:
    markers = 2

    assert PREFIX_TOKENS + BODY_TOKENS + markers <= LONGEST


def test_an_article_of_headings_has_no_passages() -> None:
    assert split(article(heading("Costs"), heading("Leave")), HASH.tokens) == ()
    assert split(article(), HASH.tokens) == ()


SENTENCES = st.one_of(
    st.sampled_from(
        [words(n) for n in (5, 30, 45, 90, 200)] + ["Ask early.", "字。" * 90, "😀", "Dr. Smith; "]
    ),
    st.text(max_size=30),
)
BLOCKS = st.builds(
    lambda kind, level, said: Block(kind, " ".join(" ".join(said).split()), level),
    st.sampled_from(list(BlockKind)),
    st.integers(1, 3),
    st.lists(SENTENCES, max_size=6),
)


@settings(deadline=None)
@given(st.lists(BLOCKS, max_size=8))
def test_passages_of_any_article_hold_its_body_in_order(blocks: list[Block]) -> None:
    written = article(*blocks)
    passages = split(written, HASH.tokens)
    bodies = [b for b in written.blocks if b.kind is not HEADING]
    headings = [b for b in written.blocks if b.kind is HEADING]

    for position, passage in enumerate(passages):
        spans = passage.sentences
        assert passage.document == "a.md"
        assert passage.position == position
        assert passage.text == written.text[passage.start : passage.end]
        assert (passage.start, passage.end) == (spans[0].start, spans[-1].end)
        assert all(span.start < span.end for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert not any(passage.start <= h.start < passage.end for h in headings)
        assert any(b.start <= passage.start and b.headings == passage.headings for b in bodies)
        assert HASH.tokens(passage.text) <= BODY_TOKENS
    assert all(one.start < other.start <= one.end + 2 for one, other in _neighbours(passages))
    covered = {at for p in passages for span in p.sentences for at in range(span.start, span.end)}
    body = {at for b in bodies for at in range(b.start, b.end)}
    assert covered <= body
    assert all(written.text[at].isspace() for at in body - covered)


def _neighbours(passages: tuple[Passage, ...]) -> list[tuple[Passage, Passage]]:
    """Passages that follow each other within a section."""
    return [
        (one, other)
        for one, other in pairwise(passages)
        if one.headings == other.headings and other.start <= one.end + 2
    ]
