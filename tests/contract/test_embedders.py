"""What every embedder promises."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from knowledge.index.embeddings import Embedder, MiniLM
from tests.fakes import HashEmbedder

TEXTS = ("Ask early.", "", "Ask early. Keep receipts.", "字 😀 é", "fee " * 300, "Ask early.")


@pytest.fixture(scope="module", params=[MiniLM, HashEmbedder])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """Each embedder in turn."""
    made: Embedder = request.param()
    return made


def test_it_has_a_name_and_a_size(embedder: Embedder) -> None:
    assert embedder.name
    assert embedder.embed("Ask early.").whole.shape == (embedder.dimensions,)


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_has_a_vector_of_length_one(embedder: Embedder, text: str) -> None:
    vector = embedder.embed(text).whole

    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_a_text_has_the_same_vector_alone_and_beside_others(embedder: Embedder) -> None:
    alone = [embedder.embed(text).whole for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        beside = list(pool.map(lambda text: embedder.embed(text).whole, TEXTS * 3))

    assert all((vector == alone[n % len(TEXTS)]).all() for n, vector in enumerate(beside))


def test_spans_have_vectors_of_their_own(embedder: Embedder) -> None:
    text = "Ask early. Keep receipts."
    embedded = embedder.embed(text, [(0, 10), (11, 25), (0, 25)])

    assert embedded.spans.shape == (3, embedder.dimensions)
    assert np.linalg.norm(embedded.spans, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert (embedded.whole == embedder.embed(text).whole).all()
    near = embedded.spans @ embedder.embed("Keep receipts.").whole
    assert near[1] > near[0]
    assert embedder.embed(text).spans.shape == (0, embedder.dimensions)


def test_an_empty_span_has_a_vector_too(embedder: Embedder) -> None:
    assert np.linalg.norm(embedder.embed("", [(0, 0)]).spans) == pytest.approx(1, abs=1e-5)


def test_tokens_of_sentences_add_up(embedder: Embedder) -> None:
    assert embedder.tokens("") == 0
    assert embedder.tokens("Ask early. Keep it.") == (
        embedder.tokens("Ask early.") + embedder.tokens("Keep it.")
    )


def test_everyday_words_are_told_from_rare_ones(embedder: Embedder) -> None:
    assert embedder.is_common("ask")
    assert not embedder.is_common("accreditation")
