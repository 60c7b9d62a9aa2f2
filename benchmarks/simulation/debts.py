"""What the coach owes each member: which note, from when, and by when it must have been seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from benchmarks.simulation.history import Held, History, Said
from benchmarks.simulation.journal import Away
from benchmarks.simulation.rules import (
    DAY,
    LATE,
    end_of,
    is_urgent,
    ladder,
    occurrences,
    on_wall,
    planned,
)

GRACE = timedelta(hours=1)
"""Pace, gates, kills and doubts may take so long."""


@dataclass(frozen=True, slots=True)
class Debt:
    """A note on one occurrence of one deadline with at most so many days left, or, without any,
    one that the member put off. It may come from `first` on and must be seen before `until`."""

    deadline: str
    occurrence: date | None
    days: int | None
    first: datetime
    until: datetime

    def pays(self, said: Said) -> bool:
        """Whether this is the note, or one that makes it needless."""
        line = said.line
        if self.days is None:
            return line.put_off and said.at >= self.first
        return line.occurrence == self.occurrence and line.days <= self.days and not line.put_off


def debts(history: History, aways: Sequence[Away]) -> Iterator[Debt]:
    """Everything owed that could be paid while nothing changed."""
    for held in history.held:
        if held.watch.declined:
            continue
        yield from _put_off(held, aways)
        until = held.until.date() + 100 * DAY
        before = None
        for day in occurrences(held.deadline, until):
            if day >= held.since.date() - 10 * DAY:
                yield from _of_ladder(held, day, before, aways)
            before = day


def _of_ladder(held: Held, day: date, before: date | None, aways: Sequence[Away]) -> Iterator[Debt]:
    if held.watch.done_through is not None and day <= held.watch.done_through:
        return
    end = end_of(held.deadline, day, held.habits)
    days_before = ladder(held.deadline)
    stages = [(days, planned(held.deadline, day, days, held.habits)) for days in days_before]
    for (days, at), following in zip(stages, [*stages[1:], None], strict=True):
        if not _counts(held, at, before):
            continue
        first = _first(held, at, end, aways)
        # What cannot come before the end comes up to a week earlier, and may be known by then.
        moved_back = days >= 0 and _free(held, at, end, (), days_off=True) >= end
        if moved_back and not _is_news(held, at - LATE):
            continue
        closings = [min(close, held.until) for close in _closings(days, end, following)]
        until = next((close for close in closings if first + GRACE <= close), None)
        if until is not None:
            yield Debt(held.deadline.id, day, days, first, until)


def _closings(days: int, end: datetime, following: tuple[int, datetime] | None) -> list[datetime]:
    """When it is too late for a stage: once a tighter one has come, or at the end; where that
    cannot be kept, a week after it."""
    if days < 0:
        return [end + LATE]
    if following is not None and following[0] >= 0:
        return [following[1]]
    return [end] if following is not None else [end, end + LATE - DAY]


def _counts(held: Held, at: datetime, before: date | None) -> bool:
    """Whether a stage is still news to the member, and the occurrence before is over."""
    if not _is_news(held, at):
        return False
    zone = held.deadline.zone or held.habits.zone
    return before is None or at >= on_wall(before + DAY, time(), zone)


def _is_news(held: Held, at: datetime) -> bool:
    """Whether the member said nothing of the deadline at a moment or after it."""
    told = (held.watch.since, held.put_off_to)
    return all(each is None or at > each for each in told)


def _put_off(held: Held, aways: Sequence[Away]) -> Iterator[Debt]:
    """What was put off is spoken of unless the occurrence is long over."""
    at = held.put_off_to
    if at is None or at < held.since:
        return
    today = held.since.date() - DAY
    days = [day for day in occurrences(held.deadline, today + 100 * DAY) if day >= today]
    open_ones = [day for day in days if day > (held.watch.done_through or date.min)]
    if not open_ones:
        return
    end = end_of(held.deadline, open_ones[0], held.habits)
    first = _free(held, at, end, aways, days_off=False)
    until = first + GRACE
    if until <= min(held.until, end + LATE - DAY):
        yield Debt(held.deadline.id, None, None, first, until)


def _first(held: Held, at: datetime, end: datetime, aways: Sequence[Away]) -> datetime:
    """The moment at which what is planned for one may come, as things stood since `held` began."""
    days_off = not is_urgent(held.deadline, end, at)
    planned_for = _free(held, at, end, (), days_off=days_off)
    return _free(held, max(planned_for, held.since), end, aways, days_off=days_off)


def _free(
    held: Held, at: datetime, end: datetime, aways: Sequence[Away], *, days_off: bool
) -> datetime:
    """The first moment from one on that is allowed and at which the coach was there."""
    if not (held.habits.profile.urgent_anytime and is_urgent(held.deadline, end, at)):
        at = held.habits.first_allowed(at, days_off=days_off)
    for away in aways:
        if away.since <= at < away.until:
            return _free(held, away.until, end, aways, days_off=days_off)
    return at
