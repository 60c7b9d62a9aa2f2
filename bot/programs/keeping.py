"""A member's own list of programs: what is put on it, shown of it and taken off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from bot import wording
from bot.messages import Done, Message
from bot.ports import Shortlist
from bot.programs.advising import Advisor
from bot.programs.shortlist import SavedProgram, latest_first, saved_program

_NUMBER = re.compile(r"(?:the )?(?:number |no\.? ?|nr\.? ?|program |course |item |#)?#?(\d{1,6})")
_WORD = re.compile(r"\w+")
_EMPTY = frozenset({"the", "a", "an", "one", "program", "programme", "course"})


class MemberLists:
    """The lists of all members. Every method raises HubError or StoreUnavailable."""

    def __init__(self, advisor: Advisor, shortlist: Shortlist) -> None:
        self._advisor = advisor
        self._shortlist = shortlist

    def save(self, tenant: str, member: str, program: str, at: datetime) -> Message:
        """Put a program on a list, as its record is now."""
        record = self._advisor.program(program)
        if record is None:
            return Done(wording.PROGRAM_GONE)
        saved = self._shortlist.save(saved_program(tenant, member, record, at))
        return Done(wording.saved(record.title) if saved else wording.saved_before(record.title))

    def show(self, tenant: str, member: str, today: date) -> Message:
        """Everything on a list."""
        saved = self._shortlist.of_member(tenant, member)
        return self._advisor.saved(saved, today) or Done(wording.EMPTY_LIST)

    def remove(self, tenant: str, member: str, program: str) -> Message:
        """Take a program off a list, by its id."""
        held = self._shortlist.of_member(tenant, member)
        title = next((each.title for each in held if each.program == program), "")
        if not self._shortlist.remove(tenant, member, program):
            return Done(wording.NOT_ON_LIST)
        return Done(wording.removed(title or program))

    def remove_named(self, tenant: str, member: str, name: str) -> Message:
        """Take off a list what has this title or, as the list is shown, this number."""
        held = latest_first(self._shortlist.of_member(tenant, member))
        if not held:
            return Done(wording.EMPTY_LIST)
        named = _named(held, name)
        if len(named) != 1:
            titles = [(place, each.title) for place, each in enumerate(held, 1) if each in named]
            return Done(wording.not_one_saved(name, titles))
        return self.remove(tenant, member, named[0].program)


def _named(held: Sequence[SavedProgram], name: str) -> list[SavedProgram]:
    """Those that the name means: by id or whole title, else by number, else by its words."""
    plain = name.casefold()
    if exact := [
        each for each in held if plain in {each.program.casefold(), each.title.casefold()}
    ]:
        return exact
    if number := _NUMBER.fullmatch(plain):
        place = int(number[1])
        return list(held[place - 1 : place]) if place else []
    words = set(_WORD.findall(plain)) - _EMPTY
    return [each for each in held if words and words <= set(_WORD.findall(_called(each)))]


def _called(saved: SavedProgram) -> str:
    return f"{saved.title} {saved.restored().provider} {saved.program}".casefold()
