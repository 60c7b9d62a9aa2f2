"""Which programs fit a request, in which order, and why: nothing but the record decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.messages import Match, Programs
from bot.ports import Catalog
from bot.programs.cards import Cards
from bot.programs.citing import Citer
from bot.programs.destinations import DESTINATIONS
from bot.programs.scoring import Ranked, ranked, subject
from bot.programs.wanted import Wanted
from knowledge.facets import Facets
from knowledge.programs import STALE_AFTER

POOL = 200
"""Programs of a search that are ranked."""

MOST_NEAREST = 3
"""Programs named when none fits."""


CONTRARY = (
    "You asked for a first day that is later than the last one, so nothing can fit: tell me one of "
    "the two days anew."
)


def contrary(facets: Facets) -> bool:
    """Whether a program would have to be finished before it may begin."""
    after, before = facets.starts_after, facets.ends_before
    return after is not None and before is not None and after > before


def find(
    question: str,
    wanted: Wanted,
    catalog: Catalog,
    today: date,
    limit: int,
    *,
    stale_after: timedelta = STALE_AFTER,
) -> Programs:
    """The programs that meet the request, at most `limit`; then those that do not state whether
    they do; and when there is neither, those that come nearest. Raises HubError."""
    found = rank(wanted, catalog, today, stale_after)
    fitting, unsure = _parted(found)
    citer = Citer()
    cards = Cards(wanted, citer, today, stale_after)
    shown = tuple(map(cards.fitting, fitting[:limit]))
    perhaps = tuple(map(cards.fitting, unsure[: limit - len(shown)]))
    near = () if shown or perhaps else _nearest(wanted, catalog, today, stale_after)
    said = Programs(
        question=question,
        understood=said_back(wanted),
        matches=shown,
        perhaps=perhaps,
        nearest=tuple(map(cards.missing, near)),
        more=how_many(found, wanted, catalog, today) - len(shown),
        doubts=(*wanted.doubts, *([CONTRARY] if contrary(wanted.facets) else [])),
    )
    return replace(said, citations=citer.citations)


def matches(
    wanted: Wanted,
    catalog: Catalog,
    today: date,
    citer: Citer,
    limit: int,
    *,
    stale_after: timedelta = STALE_AFTER,
) -> tuple[Match, ...]:
    """Only programs that are known to meet the request, cited with others by one citer. Raises
    HubError."""
    fitting, _ = _parted(rank(wanted, catalog, today, stale_after))
    cards = Cards(wanted, citer, today, stale_after)
    return tuple(map(cards.fitting, fitting[:limit]))


def rank(
    wanted: Wanted,
    catalog: Catalog,
    today: date,
    stale_after: timedelta = STALE_AFTER,
    among: Facets | None = None,
) -> list[Ranked]:
    """What the catalog finds, best first; equal ones by id. With `among`, programs are sought that
    need meet no more than that, and are still judged by the request. Raises HubError."""
    facets = wanted.facets if among is None else among
    found = catalog.find(sought(wanted), facets, today, POOL)
    judged = (ranked(each, wanted, today, stale_after) for each in found)
    return sorted(judged, key=lambda r: (-r.score.total, r.program.id))


def how_many(found: Sequence[Ranked], wanted: Wanted, catalog: Catalog, today: date) -> int:
    """How many programs of the whole catalog fit; where a goal or words decide as well, how many
    of those that were ranked. Raises HubError."""
    fitting = sum(r.fits for r in found)
    if len(found) < POOL or wanted.destination or subject(wanted):
        return fitting
    return max(fitting, catalog.count(wanted.facets, today))


def likely(found: Sequence[Ranked]) -> list[Ranked]:
    """Those that meet every constraint, then those that only do not say whom they are for."""
    apt = (r for r in found if not r.missed and {"professions"}.issuperset(r.open))
    return sorted(apt, key=lambda r: len(r.open))


def sought(wanted: Wanted) -> str:
    """The words to search for; those of the goal where the request has none of its own."""
    destination = DESTINATIONS.get(wanted.destination)
    return wanted.text or (" ".join(destination.core) if destination else "")


def said_back(wanted: Wanted) -> tuple[str, ...]:
    """Each thing that was understood, once."""
    return tuple(dict.fromkeys(each.said for each in wanted.understood))


def _parted(found: Sequence[Ranked]) -> tuple[list[Ranked], list[Ranked]]:
    """Those that fit; and those that may, first the ones that leave least open."""
    unsure = [r for r in found if r.may_fit and not r.fits]
    return [r for r in found if r.fits], sorted(unsure, key=lambda r: len(r.open) + r.silent)


def _nearest(wanted: Wanted, catalog: Catalog, today: date, stale_after: timedelta) -> list[Ranked]:
    """The programs that miss least, of those about the same things for the same people; of all
    for the same people where there is none; else of all."""
    own = Facets(professions=wanted.facets.professions, topics=wanted.facets.topics)
    for facets in (own, replace(own, topics=()), Facets()):
        found = rank(wanted, catalog, today, stale_after, facets)
        missing = [r for r in found if r.missed and r.serves]
        if missing:
            return sorted(missing, key=lambda r: len(r.missed) + len(r.open) / 2)[:MOST_NEAREST]
    return []
