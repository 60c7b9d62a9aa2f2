"""From what is due to what is said: reminders with programs that fit and one cited passage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice

from bot.answering.composing import compose
from bot.deadlines.deadline import Kind
from bot.members.profile import Member
from bot.messages import Answer, Choice, Match, Nudge, Reminder, Statement
from bot.nudges.delivery import Due, Parcel
from bot.nudges.rungs import end_of, is_urgent
from bot.nudges.steps import EARLY, MIDDLE, because, next_year, step, when
from bot.portfolio.notes import Statement as Own
from bot.portfolio.notes import portfolio_of
from bot.portfolio.packet import Rows, packet, records, row
from bot.ports import Book, Catalog, Library
from bot.programs.citing import Citer
from bot.programs.matching import matches
from bot.programs.reading import read_wanted
from bot.programs.wanted import Wanted
from bot.when.wall import zone_named
from knowledge.errors import HubError
from knowledge.facets import Facets
from knowledge.programs import STALE_AFTER, Money

PASSAGES = 8
MOST_PROGRAMS = 3

MoneyLeft = Callable[[Member, date], Money | None]
"""What a member has left of their allowance on a day; None where that is not known."""

FinishBy = Callable[[Member, date], date | None]
"""The last day to finish a course that is paid out of the allowance year that ends on a day; None
where nothing is known of the allowance."""

_LEARNING = frozenset({Kind.REVIEW, Kind.ALLOWANCE, Kind.LICENCE, Kind.BOARD})
"""Kinds before which a program can still be chosen and finished."""
_TOO_SHORT = 7
"""Days before a deadline in which no program is offered any more."""


class Composer:
    """Says what is due for one member; of several deadlines the most pressing first."""

    def __init__(
        self,
        library: Library,
        catalog: Catalog,
        book: Book,
        money_left: MoneyLeft,
        finish_by: FinishBy,
        *,
        stale_after: timedelta = STALE_AFTER,
    ) -> None:
        self._library = library
        self._catalog = catalog
        self._book = book
        self._money_left = money_left
        self._finish_by = finish_by
        self._stale_after = stale_after

    def compose(self, parcel: Parcel) -> Nudge:
        """The message of a parcel. A hub or a catalog that cannot be read leaves out what they
        would have added, and nothing else. Raises StoreUnavailable."""
        now = parcel.now.astimezone(zone_named(parcel.member.zone))
        dues = sorted(parcel.dues, key=lambda due: _pressing(due, parcel.member, now))
        citer = Citer()
        # Programs come last, since on a short card their own citations are not shown: what is
        # shown is numbered without gaps.
        reminders = [self._reminder(due, parcel.member, now, citer) for due in dues]
        self._offer(reminders, dues, parcel.member, now, citer)
        again = any(due.stage.again for due in dues)
        return Nudge(tuple(reminders), citer.citations, again)

    def _offer(
        self,
        reminders: list[Reminder],
        dues: Sequence[Due],
        member: Member,
        now: datetime,
        citer: Citer,
    ) -> None:
        """Put programs into the first reminder that leaves time for one."""
        for place, due in enumerate(dues):
            until = self._last_day(due, member)
            if _can_learn(due, until, now):
                found = self._programs(due, until, member, now, citer)
                reminders[place] = replace(reminders[place], programs=found)
                return

    def _last_day(self, due: Due, member: Member) -> date:
        """The last day on which a program may end and still serve what is due."""
        day = due.stage.occurrence
        if due.deadline.kind is not Kind.ALLOWANCE:
            return day
        return self._finish_by(member, day) or day

    def _reminder(self, due: Due, member: Member, now: datetime, citer: Citer) -> Reminder:
        next_step = step(due, member, now)
        explained = self._explained(next_step.ask, due.deadline.article, citer)
        rows, cited = self._plan(due, member, citer)
        return Reminder(
            title=due.deadline.title,
            when=when(due, member, now),
            because=because(due.deadline),
            do=next_step.do,
            urgent=is_urgent(due.deadline, _end(due, member), now),
            rows=rows,
            statements=(*explained, *cited),
            choices=_choices(due),
        )

    def _explained(self, ask: str, article: str, citer: Citer) -> tuple[Statement, ...]:
        """One sentence of the hub on what to do, out of the article named where that has one."""
        if not ask:
            return ()
        try:
            findings = self._library.search(ask, PASSAGES)
        except HubError:
            return ()
        own = tuple(hit for hit in findings.hits if hit.source.id == article)
        hits = own or findings.hits
        answer = compose(ask, ask, replace(findings, hits=hits))
        if not isinstance(answer, Answer):
            return ()
        words = answer.citations[0].quote
        held = (hit for hit in hits if words in hit.passage.text)
        return tuple(citer.quote(words, hit) for hit in islice(held, 1))

    def _plan(self, due: Due, member: Member, citer: Citer) -> tuple[Rows, tuple[Statement, ...]]:
        """Before a review the lines of the plan for this stage, in the end the packet."""
        if due.deadline.kind is not Kind.REVIEW or due.stage.days < 0:
            return (), ()
        portfolio = portfolio_of(self._book.entries(member.tenant, member.id))
        if due.stage.days > EARLY:
            return (row(portfolio, Own.GAP),), ()
        if due.stage.days > MIDDLE:
            return tuple(row(portfolio, own) for own in (Own.GAP, Own.CHANGE)), ()
        try:
            return packet(portfolio), records(portfolio, self._catalog, citer)
        except HubError:
            return packet(portfolio), ()

    def _programs(
        self, due: Due, until: date, member: Member, now: datetime, citer: Citer
    ) -> tuple[Match, ...]:
        """Up to three programs that are known to be for this member, to be finished by a day and
        to cost no more than the money left. Before a review those on the practice gap come first
        where there are any; else those that serve the member's goal; else all."""
        today = now.date()
        facets = Facets(
            professions=(member.profile.profession,) if member.profile.profession else (),
            specialties=(member.profile.specialty,) if member.profile.specialty else (),
            ends_before=until,
            fee_most=self._money_left(member, today),
        )
        goal = member.profile.destination
        destination = read_wanted(f"to become a {goal}", today).destination if goal else ""
        aims = ((self._gap(due, member), ""), ("", destination), ("", ""))
        try:
            for text, toward in dict.fromkeys(aims):
                wanted = Wanted(facets=facets, destination=toward, text=text)
                if found := self._matches(wanted, today, citer):
                    return found
        except HubError:
            pass
        return ()

    def _gap(self, due: Due, member: Member) -> str:
        """The practice gap that a member wrote down for a review; "" where there is none."""
        if due.deadline.kind is not Kind.REVIEW:
            return ""
        portfolio = portfolio_of(self._book.entries(member.tenant, member.id))
        gap = portfolio.latest(Own.GAP)
        return gap.text if gap else ""

    def _matches(self, wanted: Wanted, today: date, citer: Citer) -> tuple[Match, ...]:
        return matches(
            wanted, self._catalog, today, citer, MOST_PROGRAMS, stale_after=self._stale_after
        )


def _end(due: Due, member: Member) -> datetime:
    return end_of(due.deadline, due.stage.occurrence, member)


def _pressing(due: Due, member: Member, now: datetime) -> tuple[bool, datetime, str]:
    """What is urgent first, then what runs out first; equal ones by name."""
    end = _end(due, member)
    return not is_urgent(due.deadline, end, now), end, due.deadline.title


def _can_learn(due: Due, until: date, now: datetime) -> bool:
    """Whether a program can still be chosen, and finished by a day."""
    today = now.date()
    left = (due.stage.occurrence - today).days
    return due.deadline.kind in _LEARNING and left > _TOO_SHORT and until > today


def _choices(due: Due) -> tuple[Choice, ...]:
    named = f"[{due.deadline.id}]"
    after = next_year(due)
    return (
        *([Choice("Same day next year", after)] if after and due.stage.days < 0 else []),
        Choice("Done", f"done {named}"),
        Choice("Tomorrow", f"snooze {named} until tomorrow"),
        Choice("In a week", f"snooze {named} for a week"),
        Choice("Not for me", f"not for me {named}"),
    )
