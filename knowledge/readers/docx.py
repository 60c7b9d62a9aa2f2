"""Word documents: headings by style, lists, tables and links, and no text marked as hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from knowledge.articles import Block, UnreadableArticle
from knowledge.readers.lines import fold
from knowledge.readers.package import check_package
from knowledge.readers.reading import Reading, first_heading, first_line, within_limit
from knowledge.readers.wordtable import is_layout, table_of
from knowledge.readers.wordtext import WordText

# Text that was deleted or moved away, and the second copy of what older programs show.
_UNSEEN = (
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)


def read_docx(content: bytes) -> Reading:
    """A reading of a Word document. Raises UnreadableArticle."""
    check_package(content)
    try:
        return _read(docx.Document(BytesIO(content)))
    except UnreadableArticle:
        raise
    except Exception as error:
        # Damaged parts are met with nearly any exception.
        raise UnreadableArticle("the Word document is damaged and cannot be read") from error


def _read(document: Document) -> Reading:
    body = document.element.body
    etree.strip_elements(body, *_UNSEEN, with_tail=False)
    words = WordText(document)
    blocks = within_limit(_blocks(body, words))
    stated, updated = _properties(document)
    title = stated or words.title(body) or first_heading(blocks) or first_line(blocks)
    return Reading(title, blocks, updated=updated)


def _blocks(body: etree.ElementBase, words: WordText) -> Iterator[Block]:
    """The blocks in their order, those of text boxes after the paragraph they hang on."""
    walker = etree.iterwalk(body, events=("start",), tag=(qn("w:p"), qn("w:tbl")))
    for _, element in walker:
        if element.tag == qn("w:p"):
            yield from words.block_of(element)
        elif not is_layout(element, words):
            yield from table_of(element, words)
            walker.skip_subtree()


def _properties(document: Document) -> tuple[str, date | None]:
    """The title and the day of the last change that the document states."""
    try:
        document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    except KeyError:
        # python-docx would make some up, dated now.
        return "", None
    stated = document.core_properties
    changed = stated.modified
    return fold(stated.title), changed.date() if changed else None
