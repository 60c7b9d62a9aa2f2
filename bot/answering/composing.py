"""From what a search brought to what is said: an answer with its citations, or an abstention."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from bot.answering.grounding import cited_words, grounded
from bot.answering.knowing import Particulars, knows
from bot.answering.quoting import Quote, overlap, quote
from bot.answering.shorthand import SHORT
from bot.answering.standing import lists_sources
from bot.messages import Abstention, Answer, Checked, Citation, Statement
from knowledge.passages import Findings, Hit

NEAREST = 3
"""Passages shown when the hub does not know."""

NEAR_AT_ALL = 0.2
"""Cosine below which a passage has nothing to do with the question."""

MISSING = 3
"""Words named at the most that the hub does not hold."""

_MOST_WORDS = 0.5
_SHORT_WORD = 2
_EDGE_WORDS = 5


def compose(asked: str, whole: str, findings: Findings) -> Answer | Abstention:
    """What the hub says to the question, or that it does not say.

    `asked` is what the member wrote, `whole` the same made whole with the thread.
    """
    understood = "" if whole == asked else whole
    drafted = quote(findings, Particulars(findings).stand_in) if knows(findings) else ()
    kept = grounded(drafted)
    if not kept:
        return Abstention(asked, _nearest(findings), understood)
    numbers = range(1, len(kept) + 1)
    return Answer(
        question=asked,
        statements=tuple(Statement(q.said, (n,)) for n, q in zip(numbers, kept, strict=True)),
        citations=tuple(cite(n, q) for n, q in zip(numbers, kept, strict=True)),
        checked=Checked(len(kept), len(drafted)),
        understood=understood,
        missing=tuple(_missing(findings))[:MISSING],
    )


def _missing(findings: Findings) -> Iterator[str]:
    """The telling words of the question that the hub does not hold."""
    for term in findings.terms:
        telling = term.word.isalpha() and len(term.word) > _SHORT_WORD and term.word not in SHORT
        if telling and not (term.known or term.common):
            yield term.word


def cite(number: int, quote: Quote) -> Citation:
    """The citation of a quote under its number."""
    words = cited_words(quote)
    source = quote.hit.source
    return Citation(
        number=number,
        kind=source.kind,
        id=source.id,
        title=source.title,
        heading=_heading(quote.hit),
        url=at_passage(source.url, "" if quote.row else words) if source.url else quote.link,
        updated=source.updated,
        quote=words,
        start=quote.start,
        end=quote.end,
        origins=quote.origins,
    )


def _heading(hit: Hit) -> str:
    headings = [heading for heading in hit.passage.headings if heading != hit.source.title]
    return headings[-1] if headings else ""


def _nearest(findings: Findings) -> tuple[Citation, ...]:
    """The best sentence of each of the first documents that are near at all."""
    near = [hit for hit in findings.hits if _is_near(findings, hit) and not lists_sources(hit)]
    best = {hit.source.id: hit for hit in reversed(near)}
    hits = sorted(best.values(), key=lambda hit: (-hit.score, hit.source.id))[:NEAREST]
    return tuple(_nearest_citation(n, hit) for n, hit in enumerate(hits, 1))


def _is_near(findings: Findings, hit: Hit) -> bool:
    shared = max((overlap(findings.terms, s.stems) for s in hit.sentences), default=0.0)
    return hit.cosine >= NEAR_AT_ALL or shared >= _MOST_WORDS


def _nearest_citation(number: int, hit: Hit) -> Citation:
    sentence = max(hit.sentences, key=lambda s: (not s.text.endswith("?"), s.cosine))
    return cite(
        number,
        Quote(
            hit,
            sentence.start,
            sentence.end,
            sentence.text,
            sentence.link,
            sentence.origins,
            sentence.row,
            hit.score,
            sentence.stems,
        ),
    )


def at_passage(url: str, words: str) -> str:
    """The address with a text fragment, so that a browser opens the page at these words.

    WICG's text fragment syntax: `#:~:text=start,end`, where dashes, commas and ampersands of
    the words themselves are percent-encoded. A PDF has no fragments, so its address stays.
    """
    spoken = words.split()
    if not spoken or urlsplit(url).path.lower().endswith(".pdf"):
        return url
    if len(spoken) <= 2 * _EDGE_WORDS:
        text = _encoded(spoken)
    else:
        text = f"{_encoded(spoken[:_EDGE_WORDS])},{_encoded(spoken[-_EDGE_WORDS:])}"
    return f"{url}{':~:' if '#' in url else '#:~:'}text={text}"


def _encoded(words: list[str]) -> str:
    return percent(" ".join(words), safe="").replace("-", "%2D")
