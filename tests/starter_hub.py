"""The starter hub's articles, as they are written and as the hub reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from knowledge import STARTER
from knowledge.articles import Article, BlockKind
from knowledge.readers import read_article
from knowledge.sentences import split_sentences

ROOT = STARTER / "articles"

_SYLLABLE = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Written:
    """One article: its front matter and body as its author wrote them, and what was read."""

    front: dict[str, object]
    body: str
    article: Article

    @property
    def sources(self) -> list[dict[str, object]]:
        """The front matter's list of sources."""
        listed = self.front["sources"]
        assert isinstance(listed, list)
        return listed

    def sentences(self) -> Iterator[tuple[str, bool]]:
        """Each sentence and table row of the text, and whether an origin's mark stands in it."""
        marks = {link.start for link in self.article.links if link.number}
        for block in self.article.blocks:
            if block.kind is BlockKind.HEADING:
                continue
            text = self.article.text[block.start : block.end]
            whole = block.kind is BlockKind.ROW
            for start, end in [(0, len(text))] if whole else split_sentences(text):
                first, last = block.start + start, block.start + end
                yield text[start:end], any(first < mark <= last for mark in marks)

    def words(self) -> list[str]:
        """The words of the text, headings left out."""
        return [word for sentence, _ in self.sentences() for word in sentence.split()]

    def grade(self) -> float:
        """The Flesch-Kincaid grade of its sentences; names of laws and bodies raise it."""
        whole = [s.split() for s, _ in self.sentences() if s.endswith(".")]
        words = [word for words in whole for word in words]
        syllables = sum(max(1, len(_SYLLABLE.findall(w.lower().rstrip("e.,")))) for w in words)
        return 0.39 * len(words) / len(whole) + 11.8 * syllables / len(words) - 15.59


def _written() -> Iterator[Written]:
    for path in sorted(ROOT.rglob("*.*")):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        yield Written(yaml.safe_load(front), body, read_article(path, ROOT))


ARTICLES = tuple(_written())
