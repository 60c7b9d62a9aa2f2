"""Does the hub know? Near is not enough: what the question is about must stand in the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answering.particulars import COMMON, places_in, professions_in, roles_in
from bot.answering.quoting import Quote
from bot.answering.shorthand import SHORT
from knowledge.passages import Findings, Hit

NEAR_ENOUGH = 0.25
"""Cosine of the best passage below which a question is off the hub's topics."""

FAMILIAR_ENOUGH = 0.90
"""Share of the question's meaning that must be left without words the hub does not hold, chosen
on the development half of benchmarks/questions.jsonl."""

_FIGURES = (
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|once|twice|half|every|no|"
    r"none|unlimited|yearly|annual\w*|monthly|weekly|daily|months?|weeks?|days?|years?)\b"
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
        (r"\bhow (?:many|often|soon|late)\b|\bpercent(?:age)?\b", _FIGURES),
        (r"\bhow long\b", r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|yearly|annual\w*)\b"),
        (
            r"\b(?:pass|acceptance|success|failure) rates?\b|\bpercent pass\b",
            r"\b(?:pass|accept|succe|fail)\w*\b.*\d|\d.*\b(?:pass|accept|succe|fail)",
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


class Particulars:
    """What a question names (places, professions, names) and the kind of figure it asks for."""

    def __init__(self, findings: Findings) -> None:
        question = findings.query
        asked = question.lower()
        self._places = places_in(question)
        self._needs = tuple(needs for asks, needs in _ASKS_AND_NEEDS if asks.search(asked))
        self._asked_for = professions_in(question)
        one = self._asked_for if len(self._asked_for) == 1 else frozenset()
        self._professions = self._asked_for if self._places else one - COMMON
        self._roles = roles_in(question)
        self._names = frozenset(_names(findings))

    def stand_in(self, quote: Quote) -> bool:
        """Whether all of it stands in the quote or the headings above it."""
        words = " ".join((quote.said, *quote.hit.passage.headings, quote.hit.source.title))
        return (
            (not self._places or self._places <= places_in(words))
            and (not self._professions or self._professions <= professions_in(words))
            and (not self._roles or not self._roles.isdisjoint(roles_in(words)))
            and not self._speaks_of_others(quote)
            and self._names <= frozenset(re.findall(r"\w+", words.lower()))
            and all(needs.search(quote.said.lower()) for needs in self._needs)
        )

    def _speaks_of_others(self, quote: Quote) -> bool:
        """Whether the question is about one profession and the quote only about others."""
        named = professions_in(quote.said) if len(self._asked_for) == 1 else frozenset()
        return bool(named) and named.isdisjoint(self._asked_for)


def _names(findings: Findings) -> Iterator[str]:
    """The question's words that the hub writes in capitals throughout: AAPL, ABIM, NEA-BC."""
    for term in findings.terms:
        general = term.word in _GENERAL or places_in(term.word.upper())
        if not general and _always_capitals(term.word, findings.hits):
            yield term.word


def _always_capitals(word: str, hits: tuple[Hit, ...]) -> bool:
    pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    written = [found for hit in hits for found in pattern.findall(hit.passage.text)]
    return len(word) > 1 and bool(written) and all(found.isupper() for found in written)


def _strange_name(word: str, findings: Findings) -> bool:
    """Whether the hub does not hold a word that the question writes as a name: with a capital
    inside a sentence, or letters with digits."""
    if word in SHORT or not (word.isascii() and word[0].isalpha()):
        return False
    if re.fullmatch(r"[a-z]+\d\w*", word):
        return True
    return bool(re.search(rf"(?<=[a-z,;] ){word.capitalize()}\b", findings.query))


_GENERAL = frozenset({"cme", "ce", "cpd", "us", "usa", "hr", "pra"}) | SHORT
