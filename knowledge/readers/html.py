"""Web pages: the main content without the site around it, and what the page says of itself."""

from __future__ import annotations

import re
from datetime import date

from lxml import html

from knowledge.readers.decoding import decode
from knowledge.readers.lines import fold, web_address
from knowledge.readers.markup import blocks_of, parse_markup, remove_unseen, take_out
from knowledge.readers.reading import Reading, stated_date, within_limit

# As far as the HTML standard looks for a page's encoding.
_HEAD = 1024
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_MAIN = ".//article | .//main | .//*[@role='main']"
_NAVIGATION = ".//nav | .//*[@role='navigation']"
_SITE = f"{_NAVIGATION} | .//header | .//footer | .//aside"
_PUBLISHED = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
    "//time[contains(@class, 'published')]/@datetime",
)
_UPDATED = (
    "//meta[@property='article:modified_time' or @itemprop='dateModified']/@content",
    "//time[@itemprop='dateModified']/@datetime",
    "//time[contains(@class, 'updated') or contains(@class, 'modified')]/@datetime",
)


def read_html(content: bytes) -> Reading:
    """A reading of a web page. Raises UnreadableArticle."""
    declared = _CHARSET.search(content[:_HEAD])
    text, encoding = decode(content, declared.group(1).decode() if declared else "")
    root = parse_markup(text)
    stated, published, updated = _stated_title(root), _date(root, _PUBLISHED), _date(root, _UPDATED)
    remove_unseen(root)
    _remove_forms(root)
    page_heading = _heading(root)
    main = _main(root)
    return Reading(
        _heading(main) or stated or page_heading,
        within_limit(blocks_of(main)),
        url=web_address(_first(root, "//link[@rel='canonical']/@href")),
        published=published,
        updated=updated,
        details={} if encoding == "utf-8" else {"encoding": encoding},
    )


def _remove_forms(root: html.HtmlElement) -> None:
    """Take out forms, but not one that is wrapped around the whole page, as some servers do."""
    most = _length(root) / 2
    take_out(root, (form for form in root.iter("form") if _length(form) < most))


def _main(root: html.HtmlElement) -> html.HtmlElement:
    """The page's own content: what is marked as such, unless that is only a small part of it."""
    marked = max(root.xpath(_MAIN), key=_length, default=None)
    if marked is not None:
        take_out(marked, marked.xpath(_NAVIGATION))
        if 3 * _length(marked) > _length(root):
            return marked
    take_out(root, root.xpath(_SITE))
    return root


def _length(element: html.HtmlElement) -> int:
    return int(element.xpath("string-length(normalize-space())"))


def _heading(element: html.HtmlElement) -> str:
    return next((text for h1 in element.iter("h1") if (text := fold(h1.text_content()))), "")


def _stated_title(root: html.HtmlElement) -> str:
    shared = fold(_first(root, "//meta[@property='og:title']/@content"))
    return shared or fold(_first(root, "/html/head/title/text()"))


def _date(root: html.HtmlElement, paths: tuple[str, ...]) -> date | None:
    """The first date stated; one in an unknown form counts as not stated."""
    return next((day for path in paths if (day := stated_date(_first(root, path)))), None)


def _first(root: html.HtmlElement, path: str) -> str:
    return str(next(iter(root.xpath(path)), ""))
