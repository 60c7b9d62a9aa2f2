"""PDF: paragraphs put together again from the lines of pages, without what every page repeats."""

from __future__ import annotations

import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

import pypdf

from knowledge.articles import Block, BlockKind, UnreadableArticle
from knowledge.readers.lines import fold
from knowledge.readers.reading import (
    LONGEST_TEXT,
    LONGEST_TITLE_LINE,
    TOO_LONG,
    Reading,
    within_limit,
)

MOST_PAGES = 2_000
PATIENCE = 60.0
"""Seconds that a file may take; looked at between pages, of which pypdf bounds each."""

# pypdf's log repeats parts of the document; what matters arrives as an exception.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

# Lines at the top and at the bottom of a page that may be a running head or foot.
_EDGE = 2
# Too few pages to tell a line that comes back with another number from two of a kind.
_FEW = 2
_PAGE_NUMBER = re.compile(r"(page )?[-–]? ?(\d{1,3}|[ivxl]+) ?[-–]?( ?(of|/) ?\d{1,3})?", re.I)
_BULLET = re.compile(r"\s*[•▪●○◦‣⁃∙·*–—\-\uf0b7\uf0a7]\s+")
_NUMBERED = re.compile(r"\s*\(?\d{1,2}(\.\d{1,2})*[.)]\s")
# A table of contents: dots that lead to a page number.
_LEADER = re.compile(r"(\. ?){5}\s*(\d+|[ivxl]+)\s*$", re.I)
_HYPHEN = re.compile(r"(\w+)[-\xad]$")
_TOOL_TITLE = re.compile(
    r"microsoft \w+ - .*|untitled.*|.*\.(docx?|pdf|indd|xlsx?|pptx?|qxd)", re.I
)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


def read_pdf(content: bytes, clock: Callable[[], float] = time.monotonic) -> Reading:
    """A reading of a PDF. Raises UnreadableArticle, also when it takes too long by the clock."""
    try:
        stated, pages = _open(content, clock)
    except UnreadableArticle:
        raise
    except Exception as error:
        # pypdf meets damaged files with nearly any exception.
        raise UnreadableArticle("the PDF is damaged and cannot be read") from error
    if not any(pages):
        raise UnreadableArticle("no text in it (a scan?): run OCR first")
    lines = [line for page in _without_running_lines(pages) for line in page]
    blocks = within_limit(_paragraphs(lines))
    first = fold(lines[0]) if lines else ""
    title = stated or (first if len(first) <= LONGEST_TITLE_LINE else "")
    return Reading(title, blocks)


def _open(content: bytes, clock: Callable[[], float]) -> tuple[str, list[list[str]]]:
    """The title the document states (or "") and the lines of each page."""
    last = clock() + PATIENCE
    reader = pypdf.PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableArticle("it is protected by a password")
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise UnreadableArticle(f"{count:,} pages; the limit is {MOST_PAGES:,}")
    pages: list[list[str]] = []
    length = 0
    for page in reader.pages:
        if clock() > last:
            raise UnreadableArticle(f"its pages take longer than {PATIENCE:.0f} seconds to read")
        text = page.extract_text().translate(_LIGATURES)
        length += len(text)
        if length > LONGEST_TEXT:
            raise UnreadableArticle(TOO_LONG)
        pages.append([line for line in text.split("\n") if fold(line) and not _LEADER.search(line)])
    return _stated_title(reader), pages


def _stated_title(reader: pypdf.PdfReader) -> str:
    """The title in the document's properties, unless the program that made it put it there."""
    title = fold(str(reader.metadata.get("/Title", ""))) if reader.metadata else ""
    return "" if _TOOL_TITLE.fullmatch(title) else title


def _without_running_lines(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The pages' lines without page numbers and without heads and feet that come back."""
    exact = len(pages) <= _FEW
    seen = Counter(key for page in pages for key in {_key(line, exact) for line in _edges(page)})
    often = _FEW if exact else max(_FEW + 1, len(pages) // 3)
    for page in pages:
        last = len(page) - _EDGE
        yield [
            line
            for number, line in enumerate(page)
            if _EDGE <= number < last
            or not (_PAGE_NUMBER.fullmatch(fold(line)) or seen[_key(line, exact)] >= often)
        ]


def _edges(page: Sequence[str]) -> list[str]:
    return [*page[:_EDGE], *page[-_EDGE:]]


def _key(line: str, exact: bool) -> str:
    """What a running line has in common on every page: all but the page's number."""
    return fold(line) if exact else re.sub(r"\d+", "#", fold(line).casefold())


def _paragraphs(lines: Sequence[str]) -> Iterator[Block]:
    """Join lines until one is clearly the last of its paragraph."""
    width = sorted(len(line) for line in lines)[9 * len(lines) // 10] if lines else 0
    compounds = set(re.findall(r"\w+-\w+", " ".join(lines).casefold()))
    kind, parts, last = BlockKind.PARAGRAPH, list[str](), ""
    for line in lines:
        bullet = _BULLET.match(line)
        starts_item = bullet or _NUMBERED.match(line)
        if starts_item or _ends(last, line, width):
            yield Block(kind, fold("".join(parts)))
            kind = BlockKind.ITEM if starts_item else BlockKind.PARAGRAPH
            parts = []
        last = (line[bullet.end() :] if bullet else line).strip()
        _add(parts, last, compounds)
    yield Block(kind, fold("".join(parts)))


def _ends(last: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with the line `last`, by how short it is and how it stops."""
    starts_anew = not following.lstrip()[:1].islower()
    if last.endswith((".", "!", "?", ":", "”", '"')):
        return starts_anew and len(last) < 0.9 * width
    return starts_anew and len(last) < 0.6 * width


def _add(parts: list[str], line: str, compounds: set[str]) -> None:
    """Add a line to a paragraph; a word split over two lines is made whole."""
    split = _HYPHEN.search(parts[-1]) if parts and line[:1].islower() else None
    if split is None:
        parts.append(f" {line}")
        return
    rest = re.match(r"\w+", line)
    if f"{split.group(1)}-{rest.group() if rest else ''}".casefold() not in compounds:
        parts[-1] = parts[-1][:-1]
    parts.append(line)
