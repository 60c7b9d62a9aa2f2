"""What a board asks at renewal, whom to ask, and programs that are said to meet its topics."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from bot.messages import Briefing, Match, Section, Statement
from bot.ports import Catalog
from bot.programs.cards import Cards
from bot.programs.citing import Citer
from bot.programs.matching import likely, rank
from bot.programs.scoring import Ranked
from bot.programs.wanted import Wanted
from knowledge.facets import Facets
from knowledge.programs import STALE_AFTER
from knowledge.requirements import Requirement, sentences
from knowledge.topics import topics_in

FEDERAL = "US"
PER_RULE = 3
"""Programs named for one rule."""

_CODES = {
    "physician": {"MD", "DO"},
    "osteopathic physician": {"DO"},
    "nurse": {"RN", "nurse"},
    "practical nurse": {"LPN"},
    "advanced practice nurse": {"NP", "APRN"},
    "nurse anesthetist": {"APRN"},
    "physician assistant": {"PA"},
    "pharmacist": {"pharmacist"},
}


def rules_for(
    requirements: tuple[Requirement, ...], profession: str, jurisdiction: str
) -> tuple[Requirement, ...]:
    """The rules of a place for a profession; where a US state has one, then the federal ones."""
    codes = _CODES.get(profession, {profession})
    own = [
        r
        for r in requirements
        if r.jurisdiction == jurisdiction and not codes.isdisjoint(r.professions)
    ]
    federal = [
        r for r in requirements if r.jurisdiction == FEDERAL and not codes.isdisjoint(r.professions)
    ]
    wider = federal if own and jurisdiction.startswith(f"{FEDERAL}-") else []
    return (*own, *wider)


def renewal(
    question: str,
    rules: tuple[Requirement, ...],
    professions: tuple[str, ...],
    catalog: Catalog,
    today: date,
    *,
    stale_after: timedelta = STALE_AFTER,
) -> Briefing:
    """The rules, at least one, in cited sentences, each with programs whose record maps to a topic
    that it requires. Raises HubError."""
    return _Renewals(catalog, today, stale_after).tell(question, rules, professions)


class _Renewals:
    """Tells the rules of one answer, cited by one citer."""

    def __init__(self, catalog: Catalog, today: date, stale_after: timedelta) -> None:
        self._catalog = catalog
        self._today = today
        self._stale_after = stale_after
        self._citer = Citer()

    def tell(
        self, question: str, rules: tuple[Requirement, ...], professions: tuple[str, ...]
    ) -> Briefing:
        said = [
            self._said(rule) for rule in rules
        ]  # before the cards, so that no number is left out
        sections = tuple(
            Section(rule.people, words, tuple(self._programs(rule, professions)))
            for rule, words in zip(rules, said, strict=True)
        )
        return Briefing(
            question=question,
            title=f"Renewal: {rules[0].people}",
            sections=sections,
            citations=self._citer.citations,
            notes=tuple(_notes(rules)),
        )

    def _said(self, rule: Requirement) -> tuple[Statement, ...]:
        return tuple(self._citer.rule(words, rule) for words in sentences(rule))

    def _programs(self, rule: Requirement, professions: tuple[str, ...]) -> Iterator[Match]:
        """One card for each program, for the first of the rule's topics that it is mapped to."""
        found: dict[str, tuple[Wanted, Ranked]] = {}
        for name in dict.fromkeys(n for topic in rule.topics for n in _names(topic.name)):
            wanted = Wanted(Facets(professions=professions, mandatory=(rule.jurisdiction, name)))
            for each in likely(rank(wanted, self._catalog, self._today, self._stale_after)):
                found.setdefault(each.program.id, (wanted, each))
        for wanted, each in islice(found.values(), PER_RULE):
            yield Cards(wanted, self._citer, self._today, self._stale_after).fitting(each)


def _names(topic: str) -> tuple[str, ...]:
    return (topic, *topics_in(topic))


def _notes(rules: tuple[Requirement, ...]) -> Iterator[str]:
    first = rules[0]
    cited = f", under {first.rule}" if first.rule else ""
    yield (
        f"Ask the licensing board of {first.place} before you rely on this: rules change, and the "
        f"board decides{cited}."
    )
    if any(rule.topics for rule in rules):
        yield (
            "A program counts for a required topic only where its record says so; for a topic that "
            "no card names, the catalog holds none."
        )
