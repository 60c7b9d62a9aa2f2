"""Does the hub know? Near is not enough: what the question is about must stand in the words."""

from __future__ import annotations

import re

from bot.answering.cities import cities_in
from bot.answering.particulars import (
    COMMON,
    binds_everybody,
    places_in,
    professions_in,
    roles_in,
    trained_abroad,
)
from bot.answering.quoting import Quote
from bot.answering.shorthand import SHORT
from knowledge.passages import Findings, Hit, Term

NEAR_ENOUGH = 0.25
"""Cosine of the best passage below which a question is off the hub's topics."""

FAMILIAR_ENOUGH = 0.90
"""Share of the question's meaning that must be left without words the hub does not hold, chosen
on the development half of benchmarks/questions.jsonl."""

_NUMBERS = (
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|half|none|unlimited|"
    r"no (?:set|fixed|limit)|(?:requires?|needs?|asks? for|sets?|have|has) no|fifteen|twenty|"
    r"thirty|forty|fifty|one (?:\w+ )?(?:hour|credit|point|day|week|month|year|time|course)s?)\b"
)
_FIGURES = (
    rf"{_NUMBERS}|\b(?:once|twice|every|yearly|annual\w*|monthly|weekly|daily|months?|weeks?|"
    r"days?|years?)\b"
)
_ASKS_AND_NEEDS = tuple(
    (re.compile(asks), re.compile(needs))
    for asks, needs in (
        (
            r"\b(?:salar(?:y|ies)|wages?|how much (?:do|does|would|will|can) (?:\S+ ){1,5}"
            r"(?:pay|make|earn))\b",
            r"(?=.*\d)(?=.*(?:\$|\b(?:salar\w+|wages?|pay|pays|paid|earned)\b))",
        ),
        (
            r"\b(?:costs?|prices?|pricing|fees?|charges?|how much (?:is|are))\b",
            r"\$|\b(?:costs?|prices?|fees?|free|charges?|low-cost|cheap\w*)\b",
        ),
        (
            r"\bwhat (?:does|do|did) \S+(?: \S+){0,4} (?:cost|charge)\b(?! nurse)|"
            r"\bwhat (?:is|are) the \S*(?: \S+){0,3} ?(?:cost|fees?|price)\b(?! mean)|"
            r"^(?!.*\b(?:cover|pay|claim|reimburs))[^?]*\b(?:fees?|price)\s*(?:\?|$|for\b|now\b)",
            r"\$|£|€|\bfree (?:of|for|to)\b|\bno (?:charge|cost|fee)\b",
        ),
        (r"\b(?:earn|paid|make|pays) more\b(?! of)", r"\b(?:earn\w*|paid|pays?|salar\w+|wages?)\b"),
        (r"\bhow many\b|\bpercent(?:age)?\b", _NUMBERS),
        (r"\bhow (?:often|soon|late)\b", _FIGURES),
        (r"\bhow long\b", r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|yearly|annual\w*)\b"),
        (
            r"\b(?:pass|acceptance|success|failure) rates?\b|\bpercent pass\b",
            r"(?=.*\d)(?=.*\b(?:rates?|percent|share)\b|.*%)",
        ),
    )
)
"""What a question asks for, and what must stand in words that answer it."""


def knows(findings: Findings) -> bool:
    """Whether the question is about things that the hub holds at all."""
    best = max((hit.cosine for hit in findings.hits), default=0.0)
    return (
        best >= NEAR_ENOUGH
        and findings.familiar >= FAMILIAR_ENOUGH
        and not any(_strange_name(term.word, findings) for term in findings.terms if not term.known)
    )


_MOVE = re.compile(r"\b(?:mov\w+|relocat\w+|transfer\w*|leaving)\b.*?\b(?:to|for)\b(.*)", re.I)
"""Somebody goes from one state to another; what counts is where to."""

_RULE = re.compile(
    r"\b(?:hours?|credits?|licen\w+|renew\w*|boards?|topics?|mandat\w+|requir\w+|rules?|laws?|"
    r"states?|compacts?|ceus?|points?|certif\w+|audit\w*|exam\w*|cycle)\b"
)
"""Words of a question about a rule, which differs from place to place."""

_PRESCRIBING = COMMON | {"advanced practice nurse", "osteopathic physician"}
"""Professions that are meant where a text speaks of practitioners without naming one."""


class Particulars:
    """What a question names (places, professions, names) and the kind of figure it asks for."""

    def __init__(self, findings: Findings) -> None:
        question = findings.query
        asked = question.lower()
        places = places_in(question)
        goal = _MOVE.search(question)
        moves_to = places_in(goal[1].partition(" from ")[0]) if goal else frozenset()
        self._anywhere = bool(moves_to) or not _RULE.search(asked)
        self._places = moves_to or places - trained_abroad(question)
        self._needs = tuple(needs for asks, needs in _ASKS_AND_NEEDS if asks.search(asked))
        self._asked_for = professions_in(question)
        one = self._asked_for if len(self._asked_for) == 1 else frozenset()
        self._professions = self._asked_for if self._places else one - COMMON
        self._roles = roles_in(question)
        self._asks_which_states = bool(re.search(r"\bwhich (?:\w+ )?states\b", asked))
        placed = " ".join((*places, *(c.group() for c, _ in cities_in(question))))
        general = _GENERAL | frozenset(placed.lower().split())
        names = [
            term
            for term in findings.terms
            if term.word not in general and not professions_in(term.word)
        ]
        self._named = {t.word for t in names if _asked_as_a_name(t.word, findings)}
        self._names = {t.word for t in names if _always_a_name(t, findings.hits)}

    def stand_in(self, quote: Quote) -> bool:
        """Whether it stands in the quote or the headings above it. Of several places, professions
        or abbreviations one is enough, because hardly any sentence speaks of two."""
        words = " ".join((quote.said, *quote.hit.passage.headings, quote.hit.source.title))
        held = frozenset(re.findall(r"\w+", words.lower()))
        return (
            self._fits_the_place(quote)
            and self._speaks_of_asked(quote, words)
            and (not self._roles or not self._roles.isdisjoint(roles_in(words)))
            and not self._speaks_of_others(quote)
            and (not self._asks_which_states or bool(places_in(quote.said)))
            and self._named <= held
            and (not self._names or not self._names.isdisjoint(held))
            and all(needs.search(quote.said.lower()) for needs in self._needs)
        )

    def _fits_the_place(self, quote: Quote) -> bool:
        """Whether the words are about a place asked about. For somebody who moves, or who names
        a place without asking for a rule, they may also hold for any place."""
        if not self._places:
            return True
        named = _places_of(quote)
        return not self._places.isdisjoint(named) or (self._anywhere and not named)

    def _speaks_of_asked(self, quote: Quote, words: str) -> bool:
        """Whether the words are about a profession that was asked for, or about practitioners in
        general where that means these."""
        if not self._professions or not self._professions.isdisjoint(professions_in(words)):
            return True
        return self._professions <= _PRESCRIBING and binds_everybody(quote.said)

    def _speaks_of_others(self, quote: Quote) -> bool:
        """Whether the question is about one profession and the quote only about others."""
        named = professions_in(quote.said) if len(self._asked_for) == 1 else frozenset()
        return bool(named) and named.isdisjoint(self._asked_for)


def _places_of(quote: Quote) -> frozenset[str]:
    """The places that the words and the headings above them name; where they name none, those of
    the title, which may speak of more than the section does."""
    near = places_in(" ".join((quote.said, *quote.hit.passage.headings)))
    return near or places_in(quote.hit.source.title)


def _asked_as_a_name(word: str, findings: Findings) -> bool:
    """Whether the question writes the word large within a sentence, and no passage writes it
    small."""
    written = re.compile(rf"\b{re.escape(word)}\b")
    return _within(word, findings.query) and not any(
        written.search(hit.passage.text) for hit in findings.hits
    )


def _within(word: str, question: str) -> bool:
    large = re.search(rf"(?<=[a-z,;] ){word.capitalize()}\b", question)
    return len(word) > 1 and word[0].isalpha() and large is not None


def _always_a_name(term: Term, hits: tuple[Hit, ...]) -> bool:
    """Whether the hub writes the word in capitals throughout, or, when it is no common word,
    large throughout."""
    written = re.compile(rf"\b{re.escape(term.word)}\b", re.IGNORECASE)
    found = [match for hit in hits for match in written.findall(hit.passage.text)]
    if len(term.word) == 1 or not found:
        return False
    return all(map(str.isupper, found)) or (
        not term.common and all(match[0].isupper() for match in found)
    )


def _strange_name(word: str, findings: Findings) -> bool:
    """Whether the hub does not hold a word that the question writes as a name: with a capital
    inside a sentence, or letters with digits."""
    if word in SHORT or not (word.isascii() and word[0].isalpha()):
        return False
    if any(word in city.group().lower().split() for city, _ in cities_in(findings.query)):
        return False
    if re.fullmatch(r"[a-z]+\d\w*", word):
        return True
    return _within(word, findings.query)


_GENERAL = SHORT | frozenset(
    "cme ce cpd us usa hr pra icu ob er pgy category english american federal internet january "
    "february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)
