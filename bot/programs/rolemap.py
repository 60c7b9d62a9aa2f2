"""The way to a role: what it asks for, which programs teach that, and the next twelve months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.messages import Briefing, Match, Section, Statement
from bot.ports import Catalog, Library
from bot.programs.cards import Cards
from bot.programs.citing import Citer
from bot.programs.destinations import DESTINATIONS
from bot.programs.matching import likely, rank
from bot.programs.wanted import Wanted
from knowledge.facets import Facets
from knowledge.programs import STALE_AFTER
from knowledge.roles import Role, Skill
from knowledge.saying import people

PER_SKILL = 2
"""Programs named for one skill."""

NOTHING_TEACHES = "nothing in the catalog teaches this"
NO_PROGRAM_CAN = "no continuing education teaches this"
NO_ARTICLE = (
    "The article that describes this way is not in the hub, so skills are named without what says "
    "so, and steps are left out; `coach ingest FOLDER --with-starter` brings it in."
)
NEXT_STEP = "Your step for the next 12 months"


class RoleMap:
    """Draws the way to one role."""

    def __init__(
        self,
        library: Library,
        catalog: Catalog,
        today: date,
        stale_after: timedelta = STALE_AFTER,
    ) -> None:
        self._library = library
        self._catalog = catalog
        self._today = today
        self._stale_after = stale_after
        self._citer = Citer()

    def draw(self, question: str, role: Role, professions: tuple[str, ...] = ()) -> Briefing:
        """Skills, each with what says so and with programs; then the step to take first. Programs
        are for `professions`, or else for those the way starts from. Raises HubError."""
        who = professions or role.professions
        said = [self._quoted(role, (skill.says,)) for skill in role.skills]
        steps = self._quoted(role, role.steps)  # before the cards, so that no number is left out
        skills = [
            self._skill(skill, words, role, who)
            for skill, words in zip(role.skills, said, strict=True)
        ]
        offered = next((section.programs for section in skills if section.programs), ())
        return Briefing(
            question=question,
            title=f"The way to {role.name}",
            sections=(*skills, Section(NEXT_STEP, steps, _first(offered))),
            citations=self._citer.citations,
            understood=(f"goal: {role.name}", *((f"for {people(who)}",) if who else ())),
            notes=() if steps else (NO_ARTICLE,),
        )

    def _skill(
        self, skill: Skill, said: tuple[Statement, ...], role: Role, professions: tuple[str, ...]
    ) -> Section:
        if not skill.topics:
            return Section(f"{skill.name}: {NO_PROGRAM_CAN}", said)
        programs = self._programs(skill, role.destination, professions)
        whom = f" to {people(professions)}" if professions else ""
        heading = skill.name if programs else f"{skill.name}: {NOTHING_TEACHES}{whom}"
        return Section(heading, said, programs)

    def _programs(
        self, skill: Skill, destination: str, professions: tuple[str, ...]
    ) -> tuple[Match, ...]:
        """Those that teach any of the skill's topics; they need not serve the goal in all else,
        which only orders them where the skill is one of the goal's own."""
        own = not set(DESTINATIONS[destination].topics).isdisjoint(skill.topics)
        facets = Facets(professions=professions, topics=skill.topics)
        wanted = Wanted(facets, destination if own else "", " ".join(skill.topics))
        found = likely(rank(wanted, self._catalog, self._today, self._stale_after))
        cards = Cards(wanted, self._citer, self._today, self._stale_after)
        return tuple(map(cards.fitting, found[:PER_SKILL]))

    def _quoted(self, role: Role, sentences: tuple[str, ...]) -> tuple[Statement, ...]:
        """Those sentences that stand in the role's article, cited there."""
        hits = ((words, self._library.passage(role.article, words)) for words in sentences)
        return tuple(self._citer.quote(words, hit) for words, hit in hits if hit)


def _first(offered: Sequence[Match]) -> tuple[Match, ...]:
    """The program to begin with: one with a project in one's own practice, else one whose effect
    is measured, else the first."""
    best = max(
        offered,
        key=lambda m: (bool(m.program.practice_project), bool(m.program.changes_measured)),
        default=None,
    )
    return (best,) if best else ()
