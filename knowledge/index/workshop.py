"""From documents to what is indexed of them: passages with their vectors, made on all cores."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TypeVar

from knowledge.articles import Article
from knowledge.errors import HubDamaged, HubMissing
from knowledge.index import shelf
from knowledge.index.embeddings import Embedded, Embedder
from knowledge.index.hubfiles import named
from knowledge.index.shelf import Entry, Shelf
from knowledge.passages import PREFIX_TOKENS, Passage, split

T = TypeVar("T")

IN_FLIGHT = 64
"""Passages handed to the embedder ahead of the document that is written next."""


@dataclass(frozen=True, slots=True)
class Work:
    """A passage on its way: its vectors are known from before or being made."""

    passage: Passage
    title: str
    digest: str
    before: Embedded | None
    future: Future[Embedded] | None

    def entry(self) -> Entry:
        """What goes on the shelf; waits for the vectors."""
        embedded = self.before if self.future is None else self.future.result()
        assert embedded is not None
        return Entry(self.passage, self.title, self.digest, embedded)


def ready(shelf_: Shelf, embedder: Embedder, notes: list[str], *, writes: bool) -> bool:
    """Whether the shelf holds something to go on from; with `writes` there is one afterwards.

    A missing one is made, a damaged one is set aside first, which is noted.
    """
    try:
        with shelf_.reading() as connection:
            shelf.check(connection)
            shelf.expect_embedder(connection, embedder.name)
            return True
    except HubMissing:
        pass
    except HubDamaged as error:
        notes.append(f"{error}; it is set aside and made anew")
        if writes:
            shelf_.set_aside()
    if writes:
        shelf_.create(embedder.name)
    return False


def ids_on(shelf_: Shelf) -> frozenset[str]:
    """The ids of all documents on a shelf beside one's own; none when it cannot be read."""
    try:
        with closing(shelf_), shelf_.reading() as connection:
            return frozenset(row[0] for row in connection.execute("SELECT id FROM document"))
    except (HubMissing, HubDamaged):
        return frozenset()


class Workshop:
    """Splits and embeds documents; what the shelf has vectors of is not embedded again."""

    def __init__(self, shelf: Shelf, embedder: Embedder) -> None:
        self._shelf = shelf
        self._embedder = embedder

    def made(
        self, items: Iterable[T], article: Callable[[T], Article]
    ) -> Iterator[tuple[T, list[Work]]]:
        """Each item in turn, while the embedder is already at work on some that follow."""
        waiting: deque[tuple[T, list[Work]]] = deque()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            try:
                for item in items:
                    waiting.append((item, self._start(article(item), pool)))
                    while sum(len(work) for _, work in waiting) > IN_FLIGHT:
                        yield waiting.popleft()
                yield from waiting
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def _start(self, article: Article, pool: ThreadPoolExecutor) -> list[Work]:
        passages = split(article, self._embedder.tokens)
        work = []
        with self._shelf.reading() as connection:
            for passage in passages:
                title, text, spans = _indexed(article.title, passage, self._embedder.tokens)
                digest = named(f"{self._embedder.name}\n{spans}\n{text}")
                before = shelf.embedded_before(connection, digest, self._embedder.dimensions)
                future = None if before else pool.submit(self._embedder.embed, text, spans)
                work.append(Work(passage, title, digest, before, future))
        return work


def _indexed(
    title: str, passage: Passage, measure: Callable[[str], int]
) -> tuple[str, str, list[tuple[int, int]]]:
    """Title with headings, the text that is embedded, and where its heading and its sentences
    stand in it.

    Title and heading path go before the body in both indexes: the largest single gain measured.
    """
    headings = [heading for heading in passage.headings if heading != title]
    while headings and measure(_joined(title, headings)) > PREFIX_TOKENS:
        headings.pop(0)
    prefix = _joined(title, headings)
    heading = (len(_joined(title, headings[:-1])) + 1 if headings else 0, len(prefix))
    shift = len(prefix) + 1 - passage.start
    body = passage.text.replace("\n", " ")
    spans = [(span.start + shift, span.end + shift) for span in passage.sentences]
    return prefix, f"{prefix} {body}", [heading, *spans]


def _joined(title: str, headings: Sequence[str]) -> str:
    return " ".join(part if part[-1] in ".?!:" else f"{part}." for part in (title, *headings))
