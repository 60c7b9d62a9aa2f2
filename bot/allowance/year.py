"""The end of an allowance year as a deadline of the member's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.allowance.policy import Policy
from bot.allowance.reckoning import cycle
from bot.deadlines.deadline import Deadline, Kind, Repeats, Scope, Source, Unit, Watch, Watched
from bot.deadlines.titles import clean_words
from bot.members.profile import Member, Said
from bot.ports import Deadlines
from bot.when.saying import long_date

YEAR_ENDS = "CME allowance of this year runs out"
"""The title of the deadline, by which it is known again."""

_YEARLY = Repeats(1, Unit.YEARS)


class AllowanceYear:
    """Keeps one deadline for the end of a member's allowance year. Raises StoreUnavailable."""

    def __init__(self, deadlines: Deadlines, new_id: Callable[[], str]) -> None:
        self._deadlines = deadlines
        self._new_id = new_id

    def watch(self, said: Said, policy: Policy) -> str:
        """Make the year's end a deadline, in the place of the one that there is; say so. Raises
        TooMuch."""
        _, last = cycle(policy, said.now.date())
        made, known = self._made(said.member), self._of_day(said.member, last)
        known = known or made
        deadline = (
            replace(known.deadline, day=last, repeats=_YEARLY)
            if known
            else Deadline(
                tenant=said.member.tenant,
                id=self._new_id(),
                scope=Scope.MEMBER,
                owner=said.member.id,
                kind=Kind.ALLOWANCE,
                title=YEAR_ENDS,
                day=last,
                repeats=_YEARLY,
            )
        )
        deadline = replace(deadline, told=clean_words(said.text))
        same = known is not None and known.deadline.day == last and not known.watch.declined
        watch = known.watch if known and same else Watch(said.now)
        self._deadlines.keep(deadline, watch)
        if made and made.deadline.id != deadline.id:
            self._deadlines.drop(said.member.tenant, said.member.id, made.deadline.id)
        return f"I will remind you before the year ends on {long_date(last)}, every year."

    def drop(self, member: Member) -> bool:
        """Remove the deadline that telling the year made; False when there is none."""
        made = self._made(member)
        return bool(made and self._deadlines.drop(member.tenant, member.id, made.deadline.id))

    def ends(self, member: Member, last: date) -> Deadline | None:
        """The deadline of the year's end, which is on this day or was made for it."""
        held = self._of_day(member, last) or self._made(member)
        return held.deadline if held else None

    def _made(self, member: Member) -> Watched | None:
        """The deadline that was made here, whatever its day."""
        own = self._own(member)
        return next((each for each in own if each.deadline.title == YEAR_ENDS), None)

    def _of_day(self, member: Member, last: date) -> Watched | None:
        """The deadline that the member told of the same day, or that was made for it."""
        return next((each for each in self._own(member) if each.deadline.day == last), None)

    def _own(self, member: Member) -> list[Watched]:
        return [
            each
            for each in self._deadlines.of_member(member.tenant, member.id)
            if (each.deadline.kind, each.deadline.scope, each.deadline.source)
            == (Kind.ALLOWANCE, Scope.MEMBER, Source.TOLD)
        ]
