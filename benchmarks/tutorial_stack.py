"""The stack that tutorials teach, as the alternative to measure against: a persisted
langchain-chroma store, a BM25Retriever made from its texts at start, and an EnsembleRetriever.

It uses the same weights through the same embedder, which favours it: Chroma's own embedder pads
every text to 256 tokens.

usage: python -m benchmarks.tutorial_stack STORE QUESTION
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document

from knowledge.index.embeddings import MiniLM

PASSAGES = 5
"""Passages asked of each retriever."""


class MiniLMEmbeddings:
    """langchain's Embeddings over the coach's embedder."""

    def __init__(self) -> None:
        self._embedder = MiniLM()

    def embed_query(self, text: str) -> list[float]:
        """One text's vector."""
        vector: list[float] = self._embedder.embed(text).whole.tolist()
        return vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Many texts' vectors, on all cores."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(self.embed_query, texts))


def prepare(store: Path, home: Path) -> int:
    """Fill the store with the passages of an index and their vectors; return how many."""
    import chromadb  # noqa: PLC0415 - an answer opens the store through langchain only

    from knowledge.index import shelf  # noqa: PLC0415

    with shelf.Shelf(home).reading() as connection:
        numbers, matrix = shelf.vectors(connection)
        rows = connection.execute("SELECT title, body FROM passage_text ORDER BY rowid").fetchall()
    texts = [f"{title} {body}" for title, body in rows]
    client = chromadb.PersistentClient(str(store))
    collection = client.create_collection("langchain", embedding_function=None)
    for at in range(0, len(numbers), step := client.get_max_batch_size()):
        part = slice(at, at + step)
        collection.add(
            ids=[str(number) for number in numbers[part]],
            embeddings=matrix[part],
            documents=texts[part],
        )
    return len(numbers)


def first_passages(store: Path, question: str) -> list[Any]:
    """What the stack retrieves for a question, from a standing start."""
    vectors = Chroma(embedding_function=MiniLMEmbeddings(), persist_directory=str(store))
    texts = vectors.get(include=["documents"])["documents"]
    words = BM25Retriever.from_documents([Document(page_content=text) for text in texts])
    words.k = PASSAGES
    near = vectors.as_retriever(search_kwargs={"k": PASSAGES})
    found = EnsembleRetriever(retrievers=[words, near], weights=[0.5, 0.5]).invoke(question)
    return list(found)


def main(store: str, question: str) -> None:
    """Print the first passages."""
    for document in first_passages(Path(store), question)[:PASSAGES]:
        print(document.page_content)


if __name__ == "__main__":
    main(*sys.argv[1:3])
