"""Which sentences can be said alone: whole, and leaning on nothing that is not said with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.passages import Hit, Sentence

_LONGEST = 480
_SHORTEST_WORDS = 5
_BLANK = re.compile(r"\[[^\]]*\]")
_MOST_BLANK = 0.25
"""Share of a sentence in square brackets from which it is a form to fill in."""

_LEANING = re.compile(
    r"(?:(?:This|That|These|Those|It|Its|They|Their|He|She|Such|Both|Here|There|However|"
    r"Therefore|Thus|Also|Moreover|In addition|Additionally|Furthermore|Instead|Then|But|And|So|"
    r"Or|Other|Another|For (?:example|instance)|The (?:former|latter|same))\b)"
)
# What points at a list or table that is not said with it, or is half of a made-up case.
_POINTED_AT = r"(?:list|option|note|line|month|length|table|step|question|example|point|rule)s?"
_POINTING = re.compile(
    rf"\b{_POINTED_AT}\b[^.]{{0,30}}\b(?:below|above)\b|\bthe following {_POINTED_AT}\b"
    r"|\b(?:as follows|see (?:below|above))\b|^(?:Suppose|Example:|Imagine)",
    re.IGNORECASE,
)
_SOURCES = frozenset({"sources", "references", "further reading", "bibliography", "contact"})
_PART = re.compile(r"[:?;,]$|(?:\band|\bor)$|^(?:Whether|That|Who|Which)\b")


def lists_sources(hit: Hit) -> bool:
    """Whether a passage is an article's list of sources, which says nothing itself."""
    return bool(hit.passage.headings) and hit.passage.headings[-1].lower() in _SOURCES


def sayable(sentence: Sentence) -> bool:
    """Whether a sentence is a statement, whole, of a fit length, with no blanks to fill and every
    bracket and quotation closed, that points at nothing around it."""
    text = sentence.text
    words = len(text.split())
    whole = not text[0].islower() and not _PART.search(text) and not _POINTING.search(text)
    blank = sum(map(len, _BLANK.findall(text))) > _MOST_BLANK * len(text)
    blanks = blank or text.count("[") > 1 or text.count("(") > text.count(")")
    cut = text.count('"') % 2 == 1 or text.count("“") != text.count("”")
    return words >= _SHORTEST_WORDS and len(text) <= _LONGEST and whole and not (blanks or cut)


def standing_alone(hit: Hit, place: int) -> Sequence[Sentence] | None:
    """The sentence, with the one before it when it leans on that; None when that is missing."""
    sentence = hit.sentences[place]
    if not _LEANING.match(sentence.text):
        return [sentence]
    before = hit.sentences[place - 1] if place else None
    if before is None or not _follows(hit, before, sentence) or _LEANING.match(before.text):
        return None
    return [before, sentence] if len(before.text) + len(sentence.text) < _LONGEST else None


def _follows(hit: Hit, before: Sentence, sentence: Sentence) -> bool:
    """Whether both stand in one paragraph, with nothing but a space between them."""
    passage = hit.passage
    return passage.text[before.end - passage.start : sentence.start - passage.start] == " "
