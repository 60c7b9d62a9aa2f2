"""Why a program was not offered, or not offered first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.messages import Briefing, Section, Statement
from bot.ports import Catalog
from bot.programs import words
from bot.programs.cards import misses
from bot.programs.citing import Citer, carriers
from bot.programs.destinations import DESTINATIONS
from bot.programs.matching import how_many, rank, said_back, sought
from bot.programs.reasons import TELLINGS
from bot.programs.scoring import Ranked, ranked
from bot.programs.wanted import Wanted
from knowledge.programs import STALE_AFTER, Found, Program
from knowledge.saying import listed
from knowledge.signs import speaking_for, unstated

AGAINST, AHEAD, FOR = "What speaks against it", "What stands before it", "What speaks for it"
ELSEWHERE = "It contradicts nothing that you asked for, but the words of other programs fit better."
BEYOND = (
    "It fits, and so do {} others: those with more signs of a good program come first, equal ones "
    "in the order of their ids."
)
OTHER_WORDS = "Its words fit your request less well than those of the first."
NO_CONSTRAINT = "You named no constraint, so the signs of a good program alone decide."

_MOST_TOLD = 3


def why_not(
    question: str,
    program: Program,
    wanted: Wanted,
    catalog: Catalog,
    today: date,
    *,
    stale_after: timedelta = STALE_AFTER,
) -> Briefing:
    """What speaks against the program for this request; where nothing does, what stands before
    it and why. Raises HubError."""
    found = rank(wanted, catalog, today, stale_after)
    fitting = [r for r in found if r.fits]
    own = next((r for r in found if r.program.id == program.id), None)
    own = own or ranked(Found(program, 0.0), wanted, today, stale_after)
    citer = Citer()
    sections = tuple(_sections(own, fitting, wanted, today, citer))
    return Briefing(
        question=question,
        title=f"Why not {program.title}?",
        sections=sections,
        citations=citer.citations,
        understood=said_back(wanted),
        notes=(
            *_standing(own, fitting, wanted, today, how_many(found, wanted, catalog, today)),
            *_left_open(own, today),
            *words.cautions(program, today, stale_after),
            *_unstated(own),
            *(() if wanted.understood or wanted.text else (NO_CONSTRAINT,)),
        ),
    )


def _sections(
    own: Ranked, fitting: Sequence[Ranked], wanted: Wanted, today: date, citer: Citer
) -> Iterator[Section]:
    against = (*_closed(own.program, today, citer), *misses(own, wanted.facets, citer))
    if against:
        yield Section(AGAINST, against)
    elif _place(own, fitting) > 1:
        ahead = tuple(_ahead(fitting[0], own, wanted, citer))
        if ahead:
            yield Section(AHEAD, ahead)
    good = [citer.state(s.said, own.program, s.field) for s in speaking_for(own.program)]
    if good:
        yield Section(FOR, tuple(good))


def _closed(program: Program, today: date, citer: Citer) -> Iterator[Statement]:
    if not program.offered(today):
        field, day = words.closing(program)
        said = f"It is closed ({day})"
        yield citer.state(said, program, "start" if field == "end" else field)


def _place(own: Ranked, fitting: Sequence[Ranked]) -> int:
    """Its place among those that fit, from 1; 0 when it is not one of them."""
    ids = [r.program.id for r in fitting]
    return ids.index(own.program.id) + 1 if own.program.id in ids else 0


def _ahead(first: Ranked, own: Ranked, wanted: Wanted, citer: Citer) -> Iterator[Statement]:
    """What the first has that this one has not."""
    title = first.program.title
    destination = DESTINATIONS.get(wanted.destination)
    if destination and first.score.goal > own.score.goal:
        known = destination.taught(own.program)
        more = [t for t in destination.taught(first.program) if t not in known][:_MOST_TOLD]
        if more:
            said = f"{title} also teaches {listed(more)}, which serves your goal"
            yield citer.state(said, first.program, *carriers(first.program, more))
    mine = {sign.said for sign in speaking_for(own.program)}
    better = [sign for sign in speaking_for(first.program) if sign.said not in mine]
    for sign in better[:_MOST_TOLD]:
        yield citer.state(f"{title}: {sign.said}", first.program, sign.field)


def _standing(
    own: Ranked, fitting: Sequence[Ranked], wanted: Wanted, today: date, total: int
) -> Iterator[str]:
    """Where it stands among all that fit, as far as its own record does not say it."""
    place = _place(own, fitting)
    if not own.program.offered(today):
        return
    if not own.serves:
        goal = (
            f"serves your goal ({wanted.destination})" if wanted.destination else "you asked about"
        )
        yield f"Its record names too little that {goal}."
    elif place:
        yield f"It fits, at place {place} of {total}."
        if own.score.words < fitting[0].score.words:
            yield OTHER_WORDS
    elif own.silent and not own.missed:
        yield f"Its record does not speak of “{wanted.text}”."
    elif own.fits:
        yield ELSEWHERE if sought(wanted) else BEYOND.format(total - 1)


def _left_open(own: Ranked, today: date) -> Iterator[str]:
    """What was asked for and its record does not state, wherever it stands."""
    if not own.open:
        return
    asked = listed(TELLINGS[name].unstated(own.program) for name in own.open)
    unsure = own.may_fit and not own.fits and not own.silent
    if unsure and own.program.offered(today):
        yield f"It may fit: its record does not state {asked}, so it stands below those that do."
    else:
        yield f"Of what you asked for its record does not state {asked}."


def _unstated(own: Ranked) -> Iterator[str]:
    lacking = unstated(own.program)
    if lacking:
        yield f"Of the signs of a good program its record does not state {listed(lacking)}."
