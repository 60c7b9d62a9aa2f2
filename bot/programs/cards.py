"""What is shown of a program: reasons tied to its record, what is not stated, what to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from bot.messages import Match, Statement
from bot.programs import words
from bot.programs.citing import Citer, carriers
from bot.programs.destinations import DESTINATIONS
from bot.programs.reasons import TELLINGS
from bot.programs.scoring import Ranked, spoken
from bot.programs.wanted import Wanted
from knowledge.facets import Facets
from knowledge.programs import Program
from knowledge.saying import listed
from knowledge.signs import signs, speaking_for, unstated
from knowledge.topics import teaches

MOST_REASONS = 5
"""Reasons on a card; what was asked for is told even when it is more."""

MOST_TOPICS = 3
"""Topics of a goal that are named."""

_LEADERSHIP = "leadership"


class Cards:
    """Makes the cards of one message, cited by one citer."""

    def __init__(self, wanted: Wanted, citer: Citer, today: date, stale_after: timedelta) -> None:
        self._wanted = wanted
        self._citer = citer
        self._today = today
        self._stale_after = stale_after

    def fitting(self, found: Ranked) -> Match:
        """A card with what speaks for the program: what was asked for, then its best signs."""
        program = found.program
        but = ("topics",) if self._within_goal(program) else ()
        told = [*self._goal(program), *self._spoken(program), *self._met(found, but)]
        told += islice(self._signs(program, told), max(1, MOST_REASONS - len(told)))
        return self._card(found, told, unstated(program))

    def missing(self, found: Ranked) -> Match:
        """A card with what speaks against the program."""
        return self._card(found, misses(found, self._wanted.facets, self._citer))

    def _card(self, found: Ranked, why: Iterable[Statement], more: Iterable[str] = ()) -> Match:
        program = found.program
        told = tuple(why)
        asked = [TELLINGS[name].unstated(program) for name in found.open]
        if found.silent:
            asked.insert(0, f"“{self._wanted.text}”")
        noted = [sign.said for sign in signs(program) if not sign.worth]
        known = {statement.text for statement in told}
        return Match(
            program=program,
            why=told,
            unstated=tuple(dict.fromkeys((*asked, *more))),
            cautions=(
                *(said for said in noted if said not in known),
                *words.cautions(program, self._today, self._stale_after),
            ),
        )

    def _goal(self, program: Program) -> Iterator[Statement]:
        taught = self._goal_topics(program)
        if taught:
            said = f"Serves your goal ({self._wanted.destination}): {listed(taught)}"
            yield self._citer.state(said, program, *carriers(program, taught))

    def _goal_topics(self, program: Program) -> tuple[str, ...]:
        destination = DESTINATIONS.get(self._wanted.destination)
        return destination.taught(program)[:MOST_TOPICS] if destination else ()

    def _spoken(self, program: Program) -> Iterator[Statement]:
        """Which of the words that say what the request is about stand in the record."""
        found = spoken(program, self._wanted)
        if found:
            said = f"Its record speaks of {listed(f'“{word}”' for word in found)}"
            yield self._citer.state(said, program, *found.values())

    def _within_goal(self, program: Program) -> bool:
        """Whether the goal's sentence has named the topics that were asked for."""
        asked = [topic for topic in self._wanted.facets.topics if teaches(program, topic)]
        return bool(asked) and set(asked).issubset(self._goal_topics(program))

    def _met(self, found: Ranked, but: Iterable[str]) -> Iterator[Statement]:
        """Each constraint that is met; two that are met by the same words are told once."""
        program, facets, told = found.program, self._wanted.facets, set[str]()
        for name in [name for name in TELLINGS if name not in but]:
            telling = TELLINGS[name]
            said = telling.meets(program, facets) if found.verdicts.get(name) else ""
            if said and said not in told:
                told.add(said)
                yield self._citer.state(said, program, *telling.fields(program, facets))

    def _signs(self, program: Program, told: Iterable[Statement]) -> Iterator[Statement]:
        """What speaks for it, but for what has been told."""
        known = {statement.citations for statement in told}
        led = any(_LEADERSHIP in statement.text for statement in told)
        for sign in speaking_for(program):
            if led and sign.field == "leadership_content":
                continue
            statement = self._citer.state(sign.said, program, sign.field)
            if statement.citations not in known:
                yield statement


def misses(found: Ranked, facets: Facets, citer: Citer) -> tuple[Statement, ...]:
    """Why a program was not offered, constraint by constraint."""
    program = found.program
    tellings = [telling for name, telling in TELLINGS.items() if name in found.missed]
    return tuple(
        citer.state(telling.misses(program, facets), program, *telling.fields(program, facets))
        for telling in tellings
    )
