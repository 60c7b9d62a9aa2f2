"""Readers: from a file below `articles/` to an article, or to the reason why it is none."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from knowledge.articles import Article, Block, BlockKind, UnreadableArticle, place
from knowledge.readers.lines import INVISIBLE, fold
from knowledge.readers.origins import listed, referred, remarks_on
from knowledge.readers.reading import Reading

SUFFIXES = (".md", ".html", ".htm", ".pdf", ".docx", ".txt")

LARGEST_FILE = 50_000_000
LONGEST_TITLE = 300
LONGEST_ID = 500

_LINE_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")


def read_article(path: Path, articles_root: Path) -> Article:
    """The article in a file below `articles_root`. Raises UnreadableArticle.

    An article that states no id of its own has its path below `articles_root`, suffix and all.
    """
    read = _reader(path.suffix.lower())
    below = checked_path(path, articles_root)
    reading = read(_content(path))
    title = (reading.title or fold(path.stem) or fold(path.name))[:LONGEST_TITLE].rstrip()
    text, blocks, links = place(_without_title(reading.blocks, title))
    if not text:
        raise UnreadableArticle("no text in it")
    return Article(
        id=_checked_id(reading.id or below),
        title=title,
        text=text + listed(reading.origins),
        blocks=blocks,
        links=referred(links, reading.origins),
        origins=reading.origins,
        url=reading.url,
        published=reading.published,
        updated=reading.updated,
        details=reading.details,
        remarks=tuple(remarks_on(reading.details.get("sources"), links)),
    )


def _reader(suffix: str) -> Callable[[bytes], Reading]:
    # Imported when such a file is read: the parsers take longer to load than a question
    # takes to answer, and most commands read no files.
    match suffix:
        case ".md":
            from knowledge.readers.markdown import read_markdown as read  # noqa: PLC0415
        case ".html" | ".htm":
            from knowledge.readers.html import read_html as read  # noqa: PLC0415
        case ".pdf":
            from knowledge.readers.pdf import read_pdf as read  # noqa: PLC0415
        case ".docx":
            from knowledge.readers.docx import read_docx as read  # noqa: PLC0415
        case ".txt":
            from knowledge.readers.text import read_text as read  # noqa: PLC0415
        case _:
            reason = f'"{suffix}" files are not read; the hub reads {", ".join(SUFFIXES)}'
            raise UnreadableArticle(reason)
    return read


def checked_path(path: Path, root: Path) -> str:
    """The path below the root, in POSIX form, of a file that truly lies there and is not too
    big to be read. Raises UnreadableArticle; does not open the file."""
    try:
        real = path.resolve(strict=True).is_relative_to(root.resolve(strict=True))
        below = Path(os.path.abspath(path)).relative_to(os.path.abspath(root))
        status = path.stat()
    except OSError as error:
        raise _closed(error) from error
    except (ValueError, RuntimeError):
        real = False
    if not real:
        raise UnreadableArticle("it leads out of the articles folder")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableArticle("this is not a file")
    if status.st_size > LARGEST_FILE:
        raise UnreadableArticle(_too_big(status.st_size))
    return below.as_posix()


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE)
    except OSError as error:
        raise _closed(error) from error


def _closed(error: OSError) -> UnreadableArticle:
    return UnreadableArticle(f"it cannot be opened: {error.strerror}")


def _too_big(size: int) -> str:
    return f"{size / 1e6:.1f} MB; the limit is {LARGEST_FILE // 1_000_000} MB"


def _without_title(blocks: Sequence[Block], title: str) -> Sequence[Block]:
    """The blocks without a first line or first heading that only says the title again."""
    headings = (number for number, block in enumerate(blocks) if block.kind is BlockKind.HEADING)
    # A first line that is a sentence, or all there is, has to stay where it can be cited.
    only_names = len(blocks) > 1 and not blocks[0].text.endswith((".", "!", "?", ":", ";"))
    for number in (*([0] if only_names else []), *islice(headings, 1)):
        if blocks[number].text.casefold() == title.casefold():
            return (*blocks[:number], *blocks[number + 1 :])
    return blocks


def _checked_id(identity: str) -> str:
    """The id if it can be printed, kept and typed. Raises UnreadableArticle."""
    if len(identity) > LONGEST_ID:
        raise UnreadableArticle(f"its id is longer than {LONGEST_ID} characters")
    if INVISIBLE.search(identity) or _LINE_BREAKS.search(identity):
        raise UnreadableArticle("its id has control or invisible characters in it")
    return identity
