"""A Word document's paragraphs: what they say, and what their styles make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.styles.style import BaseStyle
from lxml import etree

from knowledge.articles import Block, BlockKind
from knowledge.readers.lines import Piece, block, fold, link_target

_SAID = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
_HEADING = re.compile(r"heading ([1-9])")
_LIST = re.compile(r"list (?:bullet|number)(?: ([2-9]))?")
_NUMBERING = f"{qn('w:pPr')}/{qn('w:numPr')}"
_DEEPEST_HEADING = 6
# Word itself follows no more; a document could make the chain a circle.
_LONGEST_CHAIN = 10
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style makes of its text."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    is_title: bool = False
    # A table of contents says again what the headings say.
    is_contents: bool = False


class WordText:
    """Reads paragraphs with the styles and links of their document."""

    def __init__(self, document: Document) -> None:
        self._links = document.part.rels
        self._default = _Style()
        styles = {style.style_id: style for style in document.styles}
        self._styles = {
            id_: _read_style(style, styles)
            for id_, style in styles.items()
            if style.type == WD_STYLE_TYPE.PARAGRAPH
        }

    def title(self, body: etree.ElementBase) -> str:
        """What the first paragraph with the style of a title says, or ""."""
        titles = (p for p in body.iter(qn("w:p")) if self._style(p).is_title)
        return next((text for p in titles if (text := self.text_of(p))), "")

    def is_heading(self, paragraph: etree.ElementBase) -> bool:
        """Whether its style makes it a heading."""
        return self._style(paragraph).kind is BlockKind.HEADING

    def text_of(self, element: etree.ElementBase) -> str:
        """All that the element says, on one line."""
        return fold("".join(text for text, _ in self.pieces_of(element)))

    def block_of(self, paragraph: etree.ElementBase) -> Iterator[Block]:
        """The block a paragraph is; none for a line of the table of contents."""
        style = self._style(paragraph)
        kind, level = style.kind, style.level
        outline = _value(paragraph, "w:pPr/w:outlineLvl")
        listed = paragraph.find(_NUMBERING)
        if kind is BlockKind.PARAGRAPH and outline in set("012345"):
            kind, level = BlockKind.HEADING, int(outline) + 1
        elif kind is not BlockKind.HEADING and listed is not None:
            depth = _value(listed, "w:ilvl")
            kind, level = BlockKind.ITEM, int(depth) if depth in set("12345678") else level
        if not style.is_contents:
            yield block(kind, self._own_pieces(paragraph), level)

    def pieces_of(self, element: etree.ElementBase) -> list[Piece]:
        """All that the element's paragraphs say, with a space between them."""
        pieces: list[Piece] = []
        for paragraph in element.iter(qn("w:p")):
            pieces.extend(self._own_pieces(paragraph))
            pieces.append((" ", ""))
        return pieces

    def _own_pieces(self, paragraph: etree.ElementBase) -> Iterator[Piece]:
        """What the paragraph says, without the text boxes that hang on it."""
        for node in paragraph.iter(qn("w:t"), *_SAID):
            run = node.getparent()
            if run.tag != qn("w:r") or _is_on(run, "w:vanish"):
                continue
            if next(run.iterancestors(qn("w:p"))) is paragraph:
                yield (_SAID.get(node.tag) or node.text or "", self._link(run))

    def _link(self, run: etree.ElementBase) -> str:
        link = next(run.iterancestors(qn("w:hyperlink")), None)
        relation = self._links.get(link.get(qn("r:id"))) if link is not None else None
        return link_target(relation.target_ref) if relation and relation.is_external else ""

    def _style(self, paragraph: etree.ElementBase) -> _Style:
        return self._styles.get(_value(paragraph, "w:pPr/w:pStyle"), self._default)


def _read_style(style: BaseStyle, styles: Mapping[str, BaseStyle]) -> _Style:
    """What a style is by its name, or by that of a style it builds on."""
    chain = list(_chain(style, styles))
    for name in ((one.name or "").lower() for one in chain):
        if heading := _HEADING.fullmatch(name):
            return _Style(BlockKind.HEADING, min(int(heading.group(1)), _DEEPEST_HEADING))
        if name == "title":
            return _Style(BlockKind.HEADING, 1, is_title=True)
        if listed := _LIST.fullmatch(name):
            return _Style(BlockKind.ITEM, int(listed.group(1) or 1) - 1)
        if name.startswith("toc "):
            return _Style(is_contents=True)
    numbered = any(one.element.find(_NUMBERING) is not None for one in chain)
    return _Style(BlockKind.ITEM if numbered else BlockKind.PARAGRAPH)


def _chain(style: BaseStyle | None, styles: Mapping[str, BaseStyle]) -> Iterator[BaseStyle]:
    for _ in range(_LONGEST_CHAIN):
        if style is None:
            return
        yield style
        # Not its `base_style`, which looks through all styles of the document for every one.
        style = styles.get(style.element.basedOn_val)


def _value(element: etree.ElementBase, path: str) -> str:
    """The `w:val` of what stands at the path below the element, or ""."""
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return "" if found is None else found.get(qn("w:val"), "")


def _is_on(run: etree.ElementBase, name: str) -> bool:
    """Whether a run has the property; one that is named without a value is on."""
    found = run.find(f"{qn('w:rPr')}/{qn(name)}")
    return found is not None and found.get(qn("w:val"), "1") not in _OFF


def is_bold(element: etree.ElementBase) -> bool:
    """Whether every run of the element that says something is bold."""
    runs = [run for run in element.iter(qn("w:r")) if fold("".join(run.itertext(qn("w:t"))))]
    return bool(runs) and all(_is_on(run, "w:b") for run in runs)
