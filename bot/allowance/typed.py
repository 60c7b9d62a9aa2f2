"""Money as it is typed on a phone: "hosp gives us 1200 a yr for cme", "acls 180 and pals 95"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.programs.patterns import lazy

LEARNING = r"(?:cme|ce|ceus?|cpe|cne|education\w*|conferences?|courses?|continuing ed\w*)"
_N = r"[$€£]?\d[\d,.]*k?"
_YEARLY = r"(?:an?|per|each|every|/)\s?(?:year|yr)\b"
_MUST = r"(?:must|has to|have to|needs? to|gotta|got to|should)"
GRANTS = lazy(
    rf"\b(?:gets?|got|gives?|pays?|allows?|offers?|have|has|is|receives?)\b[^.;?]{{0,30}}?"
    rf"(?<!\w){_N}\s*{_YEARLY}[^.;?]*\b(?:for|towards?|on|in)\s+(?:my |our )?{LEARNING}\b|"
    rf"^\s*(?:my |our )?{LEARNING}(?: money)?\s+is\s+{_N}\s*{_YEARLY}|"
    rf"\b(?:have|got|get)\s+{_N}\s+(?:a year\s+)?for\s+(?:my )?{LEARNING}\b[^.;?]*\b{_MUST}\s+"
    rf"(?:be )?(?:spen[dt]|used?)\b"
)
"""A grant that does not name the allowance, and need not have a currency."""

_NUMBER = lazy(
    r"(?<![\w.,/$€£:-])(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{2,6}(?:\.\d\d)?|\d{1,3}(?:\.\d)?k)"
    r"(?![\w%/:-]|[.,]\d|\s?%|\s+(?:day|week|month|year|yr|hour|hr|min|credit|point|unit|ceu|cat|"
    r"contact|usd|dollar|buck|euro|eur|pound|people|nurse|grad|fte|percent|[ap]m\b|(?:ce|cme)\b"
    r"(?! (?:money|dollars))|(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))"
)
_DATED = lazy(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:the )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?$|\b(?:in|by|until|since|section|room|unit)\s+$"
)
_CALENDAR = lazy(r"20[1-3]\d")
_EACH = lazy(rf"\s*{_YEARLY}")
_SHORT = (
    (lazy(r"\b(?:a )?yr\b"), lambda found: found.group().replace("yr", "year")),
    (lazy(r"\bhosp\b"), lambda _: "hospital"),
    (lazy(r"\bgotta\b"), lambda _: "must"),
)


def plainly(text: str) -> str:
    """A text that tells of an allowance, with the short words of a phone written out, and a
    dollar sign before the numbers of a grant that can be nothing else."""
    for short, written in _SHORT:
        text = short.sub(written, text)
    return priced(text) if GRANTS.search(text) else text


def priced(text: str) -> str:
    """The text with a dollar sign before each number that has no currency, no other unit, and is
    no part of a day."""
    parts, end = list[str](), 0
    for found in bare(text):
        parts += [text[end : found.start()], "$", found.group()]
        end = found.end()
    return "".join((*parts, text[end:]))


def bare(text: str) -> Iterator[re.Match[str]]:
    """The numbers from 10 on that have no currency and stand for nothing else: no days, hours or
    credits, no day of a month and no year of the calendar."""
    for found in _NUMBER.finditer(text):
        year = _CALENDAR.fullmatch(found["n"]) and not _EACH.match(text[found.end() :])
        if not year and not _DATED.search(text[: found.start()]):
            yield found
