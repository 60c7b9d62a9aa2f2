"""Puts a file into a folder of articles and reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.articles import Article, UnreadableArticle
from knowledge.readers import read_article


def read(folder: Path, name: str, content: str | bytes) -> Article:
    """The article in a new file of the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_article(path, folder)


def refusal(folder: Path, name: str, content: str | bytes) -> UnreadableArticle:
    """Why a new file of the folder is no article."""
    with pytest.raises(UnreadableArticle) as refused:
        read(folder, name, content)
    return refused.value


def said(article: Article) -> list[tuple[str, str]]:
    """The article's blocks: what each is, and what it says."""
    return [(str(block.kind), article.text[block.start : block.end]) for block in article.blocks]


def linked(article: Article) -> list[tuple[str, str]]:
    """The article's links: the words they cover, and where they lead."""
    return [(article.text[link.start : link.end], link.url) for link in article.links]
