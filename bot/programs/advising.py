"""Everything that is asked of the catalog: lists, comparisons, why-not, role maps, rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

from bot import wording
from bot.members.profile import Profile
from bot.messages import Abstention, Answer, Briefing, Match, Message, Programs, Section
from bot.ports import Catalog, Handbook, Library
from bot.programs import personal, words
from bot.programs.citing import Citer
from bot.programs.comparing import FEWEST, MOST, compare
from bot.programs.facts import facts
from bot.programs.matching import find, matches
from bot.programs.reading import is_refinement, read_wanted
from bot.programs.renewal import renewal, rules_for
from bot.programs.requests import Compare, Find, Renewal, Request, WhyNot, read_request
from bot.programs.rolemap import RoleMap
from bot.programs.shortlist import SavedProgram, latest_first
from bot.programs.wanted import Understood, Wanted, merged
from bot.programs.whynot import why_not
from knowledge.errors import HubError
from knowledge.programs import STALE_AFTER, Program
from knowledge.roles import role_named
from knowledge.saying import people

IN_CHAT = 3
"""Programs shown in a conversation; the terminal's own command shows more."""

_TELLING = re.compile(r"[^\W\d_]{2}")
_ALIKE = 3
"""Programs named when none has the name that was asked for."""


class Advisor:
    """Answers what is asked of the catalog. Every method raises HubError, unless the articles can
    answer without the catalog."""

    def __init__(
        self,
        library: Library,
        catalog: Catalog,
        handbook: Handbook,
        stale_after: timedelta = STALE_AFTER,
    ) -> None:
        self._library = library
        self._catalog = catalog
        self._handbook = handbook
        self._stale_after = stale_after

    def advise(
        self, text: str, earlier: Sequence[str], today: date, profile: Profile | None = None
    ) -> Message | None:
        """The answer to a message that asks something of the catalog; None for any other.

        `earlier` are the thread's recent questions, oldest first: a correction ("no, in person")
        changes the request before it. `profile` says what the request does not; None for nobody
        in particular, who is not asked back either.
        """
        request = read_request(text)
        if profile and request is None and (renewed := personal.own_renewal(text)):
            request = personal.whose_renewal(renewed, profile)
            if not (request.professions and request.place):
                return personal.renewal_lacks(request, text)
        if request is not None:
            return self._fulfil(text, request, today, profile)
        if earlier and is_refinement(text, today):
            chain = _requests_before(earlier, today)
            if chain:
                return self._refined(text, (*chain, text), today, profile)
        try:
            return facts(text, self._catalog)
        except HubError:  # the articles can answer without the catalog
            return None

    def again(self, earlier: Sequence[str], today: date, profile: Profile) -> Programs | None:
        """The last list of `earlier` questions anew, for a profile that has changed since; None
        when the last of them asked for no list. Nobody asked in words, so it has no question."""
        chain = _requests_before(earlier, today)
        return self._refined("", chain, today, profile) if chain else None

    def program(self, id: str) -> Program | None:
        """A program by its id; None when the catalog does not hold it."""
        return self._catalog.program(id)

    def with_programs(
        self, answer: Answer, question: str, today: date, profile: Profile | None = None
    ) -> Answer:
        """An answer of the hub with the programs that fit its question, cited after it."""
        citer = Citer(len(answer.citations) + 1)
        wanted = self._read(question, today, profile)
        personal = answer.personal or wanted != self._read(question, today)
        try:
            found = matches(
                wanted, self._catalog, today, citer, IN_CHAT, stale_after=self._stale_after
            )
        except HubError:  # the answer holds without the catalog
            return answer
        return replace(answer, programs=found, records=citer.citations, personal=personal)

    def instead(
        self, question: str, whole: str, today: date, profile: Profile | None = None
    ) -> Programs | None:
        """Programs that fit a question, read as the whole one, which the articles do not answer;
        None when none does."""
        found = self.find(question, self._read(whole, today, profile), today, IN_CHAT)
        return found if found.matches else None

    def find(self, question: str, wanted: Wanted, today: date, limit: int) -> Programs:
        """The programs that fit a request, with the reasons."""
        return find(question, wanted, self._catalog, today, limit, stale_after=self._stale_after)

    def compare(self, question: str, names: Sequence[str]) -> Message:
        """Two to four programs side by side, each named by its id or by words of its title."""
        named = [(name, self._named(name)) for name in names]
        lost = next((name for name, program in named if program is None), None)
        if lost is not None:
            return self._unknown(question, lost)
        programs = tuple(dict.fromkeys(program for _, program in named if program))
        if not FEWEST <= len(programs) <= MOST:
            titles = [program.title for program in programs]
            return Abstention(question, (), said=wording.not_to_compare(titles))
        return compare(question, programs)

    def compare_exactly(self, ids: Sequence[str]) -> Message | None:
        """Programs side by side, by their very ids; None when the catalog lacks one, or when there
        are fewer than two."""
        held = [self._catalog.program(id) for id in dict.fromkeys(ids[:MOST])]
        programs = tuple(program for program in held if program)
        if len(programs) < max(FEWEST, len(held)):
            return None
        return compare(" ".join(ids), programs)

    def saved(self, saved: Sequence[SavedProgram], today: date) -> Message | None:
        """A member's list, the latest first; None when nothing is on it. A program that has left
        the catalog is shown as it was when it was saved."""
        cards = []
        for each in latest_first(saved):
            held = self._catalog.program(each.program)
            program = held or each.restored()
            told = tuple(words.cautions(program, today, self._stale_after))
            gone = () if held else (wording.LEFT_CATALOG,)
            cards.append(Match(program, (), cautions=(*gone, *told)))
        if not cards:
            return None
        section = Section(f"{len(cards)} on your list", programs=tuple(cards), saved=True)
        return Briefing("", wording.SAVED_PROGRAMS, (section,), notes=(wording.HOW_TO_REMOVE,))

    def why_not(self, question: str, name: str, wanted: Wanted, today: date) -> Message:
        """Why a program is not offered for a request, or not first."""
        program = self._named(name)
        if program is None:
            return self._unknown(question, name)
        return why_not(
            question, program, wanted, self._catalog, today, stale_after=self._stale_after
        )

    def role_map(
        self, question: str, role: str, professions: tuple[str, ...], today: date
    ) -> Message | None:
        """The way to a role; None when no role of that name is known."""
        known = role_named(role, self._handbook.roles())
        if known is None:
            return None
        way = RoleMap(self._library, self._catalog, today, self._stale_after)
        return way.draw(question, known, professions)

    def known_roles(self) -> tuple[str, ...]:
        """The names of the roles whose way is known."""
        return tuple(role.name for role in self._handbook.roles())

    def renewal(
        self, question: str, professions: tuple[str, ...], place: str, today: date
    ) -> Message | None:
        """What the boards of a place ask of a profession; None when no such rule is known."""
        jurisdiction = read_wanted(f"in {place}", today).facets.region
        rules = tuple(
            rule
            for profession in professions[:1]
            for rule in rules_for(self._handbook.requirements(), profession, jurisdiction)
        )
        if not rules:
            return None
        return renewal(
            question, rules, professions, self._catalog, today, stale_after=self._stale_after
        )

    def _fulfil(
        self, text: str, request: Request, today: date, profile: Profile | None
    ) -> Message | None:
        match request:
            case Find():
                wanted = self._read(text, today, profile)
                if profile and personal.lacks_profession(wanted, text):
                    wanted = replace(wanted, doubts=(*wanted.doubts, personal.TELL_PROFESSION))
                return self.find(text, wanted, today, IN_CHAT)
            case Compare(names):
                return self.compare(text, names)
            case WhyNot(name):
                return self.why_not(text, name, read_wanted(text, today), today)
            case Renewal(professions, place):
                return self.renewal(text, professions, place, today)
            case _:
                return self.role_map(text, request.role, request.professions, today)

    def _refined(
        self, question: str, chain: Sequence[str], today: date, profile: Profile | None
    ) -> Programs:
        """What fits a request and the corrections of it that followed."""
        who = profile or personal.NOBODY
        steps = [read_wanted(personal.placed(each, who), today) for each in chain]
        whole = personal.added(reduce(merged, steps), " ".join(chain), who)
        return self.find(question, whole, today, IN_CHAT)

    def _read(self, text: str, today: date, profile: Profile | None = None) -> Wanted:
        """The request in words; a role that is named as its goal says for whom, where nothing
        else does: who wants to be a CNO is a nurse."""
        wanted = read_wanted(personal.placed(text, profile or personal.NOBODY), today)
        wanted = personal.added(wanted, text, profile or personal.NOBODY)
        if not wanted.destination or wanted.facets.professions:
            return wanted
        role = role_named(text, self._handbook.roles())
        if role is None or not role.professions:
            return wanted
        who = Understood("professions", f"for {people(role.professions)}", role.name)
        return replace(
            wanted,
            facets=replace(wanted.facets, professions=role.professions),
            understood=(*wanted.understood, who),
        )

    def _named(self, name: str) -> Program | None:
        held = self._catalog.program(name)
        return held or next(iter(self._alike(name, 1)), None)

    def _alike(self, name: str, limit: int) -> tuple[Program, ...]:
        """Programs of a name like this; none for a number or a letter, which is no name."""
        return self._catalog.named(name, limit) if _TELLING.search(name) else ()

    def _unknown(self, question: str, name: str) -> Abstention:
        """That no program has this name, with those whose names are like it."""
        citer = Citer()
        for program in self._alike(name, _ALIKE):
            citer.state("", program)
        return Abstention(question, citer.citations, said=wording.no_such_program(name))


def _requests_before(earlier: Sequence[str], today: date) -> list[str]:
    """The last request for programs, and the corrections of it that followed without a break."""
    chain: list[str] = []
    for text in reversed(earlier):
        chain.insert(0, text)
        if isinstance(read_request(text), Find):
            return chain
        if not is_refinement(text, today):
            return []
    return []
