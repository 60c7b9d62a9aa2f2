"""What a program is worth for a request, part by part, so that its place can be explained."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.programs.destinations import DESTINATIONS, SERVES
from bot.programs.wanted import Wanted
from knowledge.counting import audiences
from knowledge.facets import OPTIONAL, Verdicts, verdicts
from knowledge.programs import STALE_AFTER, Found, Program
from knowledge.sheet import sheet
from knowledge.signs import worth

GOAL, WORDS, NAMED, STALE = 6.0, 4.0, 0.3, -0.5
"""Weights beside those of the signs (knowledge/signs.py): how far the program serves the goal,
how well its words fit, whether it names the profession or the specialty, and that its record is
stale."""

NEAR = 0.5
"""Relevance from which a program is named that holds none of the words asked for."""

_ENOUGH = 6


@dataclass(frozen=True, slots=True)
class Score:
    """The parts of a program's worth; a higher sum stands further up."""

    goal: float
    words: float
    named: float
    signs: float
    stale: float

    @property
    def total(self) -> float:
        """The sum, so rounded that the order of adding does not show."""
        return round(self.goal + self.words + self.named + self.signs + self.stale, 6)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A program that was found, with its verdicts and its score for this request.

    `serves` is false when it does not serve the goal, or is about something else; `silent` is true
    when its record holds too few of the words that alone say what the request is about.
    """

    program: Program
    verdicts: Verdicts
    score: Score
    serves: bool = True
    silent: bool = False

    @property
    def missed(self) -> tuple[str, ...]:
        """The facets that it contradicts."""
        return tuple(name for name, met in self.verdicts.items() if met is False)

    @property
    def open(self) -> tuple[str, ...]:
        """The facets that it does not state."""
        return tuple(name for name, met in self.verdicts.items() if met is None)

    @property
    def fits(self) -> bool:
        """Whether it is known to meet all that it has to state."""
        return self.may_fit and not self.silent and OPTIONAL.issuperset(self.open)

    @property
    def may_fit(self) -> bool:
        """Whether nothing that it states speaks against it."""
        return self.serves and not self.missed


def ranked(
    found: Found, wanted: Wanted, today: date, stale_after: timedelta = STALE_AFTER
) -> Ranked:
    """A found program, judged and weighed."""
    program = found.program
    destination = DESTINATIONS.get(wanted.destination)
    fit = destination.fit(program) if destination else 0.0
    judged = verdicts(program, wanted.facets)
    named = not set(audiences(wanted.facets.professions)).isdisjoint(program.professions)
    score = Score(
        goal=GOAL * fit,
        words=WORDS * found.relevance if wanted.text else 0.0,
        named=NAMED * (named + bool(judged.get("specialties"))),
        signs=worth(program),
        stale=STALE * program.stale(today, stale_after),
    )
    silent = 2 * len(spoken(program, wanted)) < len(subject(wanted))
    serves = destination is None or fit >= SERVES
    return Ranked(
        program, judged, score, serves and not (silent and found.relevance < NEAR), silent
    )


def subject(wanted: Wanted) -> tuple[str, ...]:
    """The words that alone say what a request is about; none when a facet or the goal does."""
    facets = wanted.facets
    if wanted.destination or facets.topics or facets.mandatory or facets.moc_boards:
        return ()
    return tuple(dict.fromkeys(re.findall(r"[^\W_]+", wanted.text)))


def spoken(program: Program, wanted: Wanted) -> dict[str, str]:
    """Those of the subject's words that the record holds, or their kin, each with the field."""
    words = subject(wanted)
    if not words:
        return {}
    record = sheet(program)
    held = {field: _beginnings(record.quote(field)) for field in record.places}
    found = {
        word: next((field for field in held if word.casefold()[:_ENOUGH] in held[field]), "")
        for word in words
    }
    return {word: field for word, field in found.items() if field}


def _beginnings(text: str) -> set[str]:
    """What the words of a text begin with: near enough to tell their kin."""
    return {word[:_ENOUGH] for word in re.findall(r"[^\W_]+", text.casefold())}
