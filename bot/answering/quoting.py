"""The quoting writer: picks the sentences of the hub that answer, and says them as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.particulars import places_in
from bot.answering.standing import lists_sources, sayable, standing_alone
from knowledge.articles import Origin
from knowledge.passages import Findings, Hit, Sentence, Term

MOST = 5
"""Statements of an answer at the most: what is read in 40 seconds."""

MOST_ROWS = 2
"""Rows of tables among them: a row reads like a form, and several of one table say little more."""

_NEAR, _WORDS, _PLACE, _HEADING = 0.25, 0.35, 0.20, 0.20
"""Shares of nearness of meaning, of words in common, of the passage's rank, and of how near
the section's topic is. Chosen on the development half of benchmarks/questions.jsonl, where all
values near these do as well."""

_SURE_ENOUGH = 0.33
"""Score below which a sentence is not said, chosen on the same questions."""

_CLOSE_TO_BEST = 0.72
_SAME = 0.6

_ANY_QUESTION = frozenset(
    "become best find get give go going good got help helps know like look make need needs say "
    "take tell use want way work works".split()
)
_QUANTITY = re.compile(r"\bhow (?:many|much|long|often|big)\b|\b(?:cost|price|fee|when|date)\b")
_CASE = re.compile(r"(?:If|Unless|When|Once)\b")
_IN_A_CASE = re.compile(r"\b(?:if|unless|when|once|no|not|after)\b")
_UNSURE = re.compile(r"^Confirm\b|\b(?:could not|not stated|no published|found no|know of no)\b")
_NUDGE = 0.05
_GENERAL = 0.1
"""How much nearer what is written for every hospital must be than the hospital's own words."""

_DAY_READ = re.compile(r"\bread (?:19|20)\d\d-\d\d-\d\d\b")
_GIVEN_SOURCE = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)(?=\.?$)")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one passage, as they stand there, that are to carry a statement.

    `said` is the part of them that is shown: the source a sentence gives in brackets at its
    end is left out, because the citation names it.
    """

    hit: Hit
    start: int
    end: int
    said: str
    link: str
    origins: tuple[Origin, ...]
    row: bool
    score: float
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Asks:
    """What the question calls for: its telling words, a figure, what to do in one case, how near
    each section's topic is to it, and whether the hospital's own documents may hold it."""

    terms: tuple[Term, ...]
    for_figure: bool
    about_case: bool
    topical: Mapping[tuple[str, ...], float]
    beside_own: bool

    @classmethod
    def of(cls, findings: Findings) -> _Asks:
        question = findings.query.lower()
        return cls(
            _telling(findings),
            bool(_QUANTITY.search(question)),
            bool(_IN_A_CASE.search(question)),
            _topical(findings),
            any(not hit.source.general for hit in findings.hits),
        )


def quote(findings: Findings, fits: Callable[[Quote], bool]) -> tuple[Quote, ...]:
    """The sentences that answer best, of those that fit the question's particulars: none saying
    what another has said, the section with the most direct one first, and those of one section
    as they follow there, so that steps keep their order."""
    ranked = sorted(
        _candidates(findings), key=lambda q: (-q.score, q.hit.passage.document, q.start)
    )
    chosen: list[Quote] = []
    for candidate in filter(fits, ranked):
        best = chosen[0].score if chosen else candidate.score
        if len(chosen) == MOST or candidate.score < max(_SURE_ENOUGH, _CLOSE_TO_BEST * best):
            break
        if candidate.row and sum(other.row for other in chosen) == MOST_ROWS:
            continue
        if not any(_alike(candidate, other) for other in chosen):
            chosen.append(candidate)
    sections = [_section(one.hit) for one in chosen]
    return tuple(sorted(chosen, key=lambda q: (sections.index(_section(q.hit)), q.start)))


def _candidates(findings: Findings) -> Iterator[Quote]:
    asks = _Asks.of(findings)
    seen: set[tuple[str, int]] = set()
    for hit in findings.hits:
        if lists_sources(hit):
            continue
        for place, sentence in enumerate(hit.sentences):
            if (hit.passage.document, sentence.start) in seen or not sayable(sentence):
                continue
            seen.add((hit.passage.document, sentence.start))
            spoken = standing_alone(hit, place)
            if spoken is not None:
                yield _weighed(hit, spoken, sentence, asks)


def _telling(findings: Findings) -> tuple[Term, ...]:
    """The query's words that tell what it is about: not the verbs of every question, and not
    the places it names, which must be there anyhow and would else win for the sentence that
    says nothing but where."""
    places = " ".join(places_in(findings.query)).lower().split()
    return tuple(t for t in findings.terms if t.word not in places and t.word not in _ANY_QUESTION)


def _section(hit: Hit) -> tuple[str, ...]:
    return (hit.passage.document, *hit.passage.headings)


def _topical(findings: Findings) -> Mapping[tuple[str, ...], float]:
    """How near each section's topic is: its heading, or a question that stands in it and says
    what it answers."""
    near: dict[tuple[str, ...], float] = {}
    for hit in findings.hits:
        asked = (sentence.cosine for sentence in hit.sentences if sentence.text.endswith("?"))
        nearest = max((hit.heading_cosine, *asked))
        near[_section(hit)] = max(nearest, near.get(_section(hit), nearest))
    return near


def _weighed(hit: Hit, spoken: Sequence[Sentence], core: Sentence, asks: _Asks) -> Quote:
    text = " ".join(sentence.text for sentence in spoken)
    stems = frozenset().union(*(sentence.stems for sentence in spoken))
    score = _NEAR * core.cosine + _WORDS * overlap(asks.terms, stems)
    score += _PLACE * hit.score + _HEADING * asks.topical[_section(hit)]
    if asks.for_figure and re.search(r"\d", _GIVEN_SOURCE.sub("", core.text)):
        score += _NUDGE
    if not asks.about_case and _CASE.match(core.text):
        score -= _NUDGE
    if core.row or _UNSURE.search(core.text):
        score -= _NUDGE
    if asks.beside_own and hit.source.general:
        score -= _GENERAL
    return Quote(
        hit=hit,
        start=spoken[0].start,
        end=core.end,
        said=_shown(text, core),
        link=core.link,
        origins=tuple(dict.fromkeys(o for sentence in spoken for o in sentence.origins)),
        row=core.row,
        score=score,
        stems=stems,
    )


def _shown(text: str, core: Sentence) -> str:
    """The text without the bracket at its end, when that gives the source: a link or a day read.
    What else stands in brackets is part of the statement."""
    bracket = _GIVEN_SOURCE.search(text)
    if bracket is None:
        return text
    length = len(text) - bracket.start()
    gives_source = core.end - length <= core.link_at or _DAY_READ.search(bracket.group())
    return text[: bracket.start()] if gives_source else text


def overlap(terms: tuple[Term, ...], stems: frozenset[str]) -> float:
    """The share of the query's weight that these stems hold, 0 to 1."""
    whole = sum(term.weight for term in terms)
    return sum(term.weight for term in terms if term.stem in stems) / whole if whole else 0.0


def _alike(one: Quote, other: Quote) -> bool:
    """Whether two quotes overlap in place or mostly in words; not when each has a figure that
    the other has not."""
    if one.hit.passage.document == other.hit.passage.document and (
        one.start < other.end and other.start < one.end
    ):
        return True
    figures, others = (set(re.findall(r"\d+", quote.said)) for quote in (one, other))
    if figures - others and others - figures:
        return False
    return len(one.stems & other.stems) >= _SAME * min(len(one.stems), len(other.stems))
