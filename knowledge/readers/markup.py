"""From HTML elements to blocks: what somebody looking at the page would read, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree, html

from knowledge.articles import Block, BlockKind, UnreadableArticle
from knowledge.readers.flow import HEADINGS, LINE_TAGS, Flow
from knowledge.readers.grid import table_of
from knowledge.readers.lines import fold

# The parser drops what stands behind these; people's pages do go on.
_CLOSING = re.compile(r"</(body|html)\s*>", re.IGNORECASE)

# A footnote's number and a heading's anchor would read as part of the word before them.
_MARKS = ".//sup[a[starts-with(@href, '#')]] | .//a[starts-with(@href, '#')][. = '¶' or . = '§']"

TOO_DEEP = "it is nested too deeply to be read to the end"

# fmt: off
_UNSEEN_TAGS = (
    "script", "style", "noscript", "template", "button", "svg", "select", "textarea",
    "datalist", "iframe", "object", "canvas", "audio", "video", "title",
)
# fmt: on
_UNSEEN_STYLE = re.compile(
    r"display:none|visibility:(hidden|collapse)|(opacity|font-size):0(\.0+)?(px|em|rem|pt|%)?(!|;|$)"
)


def parse_markup(markup: str) -> html.HtmlElement:
    """The root of a page. Nothing is fetched, and no entity can be defined.

    Raises UnreadableArticle.
    """
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(_CLOSING.sub("", markup).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableArticle("no text in it") from error
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise UnreadableArticle(TOO_DEEP)
    return root


def remove_unseen(root: html.HtmlElement) -> None:
    """Take out scripts, controls and whatever is hidden: text that nobody approved by reading."""
    # Not the body: some pages hide it until a script has run.
    marked = root.xpath(".//*[not(self::body)][@hidden or @aria-hidden or @style]")
    take_out(root, (element for element in marked if _is_hidden(element)))
    take_out(root, root.xpath(_MARKS))
    etree.strip_elements(root, *_UNSEEN_TAGS, with_tail=False)


def take_out(root: html.HtmlElement, elements: Iterable[html.HtmlElement]) -> None:
    """Remove elements below the root, however many, in one pass; what follows them stays."""
    for element in list(elements):
        element.tag = "template"
    etree.strip_elements(root, "template", with_tail=False)


def _is_hidden(element: html.HtmlElement) -> bool:
    style = re.sub(r"/\*.*?\*/|\s", "", element.get("style", ""), flags=re.DOTALL).lower()
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden", "").strip().lower() == "true"
        or _UNSEEN_STYLE.search(style) is not None
    )


def blocks_of(root: html.HtmlElement) -> Iterator[Block]:
    """The blocks of an element, in its order. Walks without recursion, however deep it is."""
    flow = Flow()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            if element.tag in LINE_TAGS and element.tag != "dt":
                yield from flow.close()
            flow.leave(element, tail=element is not root)
        elif element.tag == "pre" or (element.tag == "table" and not _is_layout(element)):
            yield from flow.close()
            yield from _code(element) if element.tag == "pre" else table_of(element)
            walker.skip_subtree()
        else:
            if flow.is_new_line(element):
                yield from flow.close()
            flow.enter(element)


def _code(element: html.HtmlElement) -> Iterator[Block]:
    for row in "".join(element.itertext()).split("\n"):
        yield Block(BlockKind.PARAGRAPH, fold(row))


def _is_layout(table: html.HtmlElement) -> bool:
    """Whether a table only arranges the page: it holds sections, or a single column."""
    if next(table.iterdescendants("table", *HEADINGS), None) is not None:
        return True
    return not any(len(row) > 1 for row in table.iter("tr"))
