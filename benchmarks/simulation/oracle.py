"""What members should have seen in a simulated year and what they did see; worked out from the
journal and from rules of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from benchmarks.simulation.debts import Debt, debts
from benchmarks.simulation.history import History, Reader, Said
from benchmarks.simulation.journal import Away, Journal
from benchmarks.simulation.lives import LONGEST_SNOOZE
from benchmarks.simulation.rules import (
    DAY,
    LATE,
    end_of,
    is_urgent,
    ladder,
    occurrences,
    planned,
)

PUNCTUAL = timedelta(hours=1)
FOLLOW_UP = timedelta(hours=24)
HOUR = timedelta(hours=1)
MOST_SHOWN = 3
WRONGS = (
    "lost",
    "visible twice",
    "after a tighter one",
    "in quiet hours",
    "on a day off",
    "after completion",
    "of a round long over",
    "early",
)
"""What must not be; whatever else is counted is the documented window of doubt."""


@dataclass(slots=True)
class Verdict:
    """What the oracle counted; `examples` has a few of each wrong."""

    owed: int = 0
    seen: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    late: list[float] = field(default_factory=list)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def count(self, what: str) -> None:
        """Count something that happened."""
        self.counts[what] = self.counts.get(what, 0) + 1

    def wrong(self, what: str, where: str) -> None:
        """Count what must not be."""
        self.count(what)
        shown = self.examples.setdefault(what, [])
        if len(shown) < MOST_SHOWN:
            shown.append(where)


def judge(journal: Journal, end: datetime) -> Verdict:
    """Judge a journal up to a moment."""
    reader, verdict = Reader(journal, end), Verdict()
    for history in reader.histories():
        _judge_seen(history, verdict)
        _judge_twice(history, verdict)
        for debt in debts(history, reader.aways):
            _judge_debt(debt, history, verdict, reader.aways)
    return verdict


def _judge_seen(history: History, verdict: Verdict) -> None:
    for said in history.said:
        if not said.tried.posted:
            continue
        verdict.seen += 1
        where = _where(said, history)
        if _is_over(said):
            verdict.wrong("after completion", where)
            continue
        if _is_stale(said):
            verdict.wrong("of a round long over", where)
        if _is_early(said, history):
            verdict.wrong("early", where)
        if said.held.habits.is_quiet(said.at) and not _may_be_quiet(said):
            verdict.wrong("in quiet hours", where)
        if said.held.habits.is_off(said.at) and not _may_be_off(said):
            verdict.wrong("on a day off", where)


def _is_over(said: Said) -> bool:
    """Done, declined, moved to another day, or no stage of the ladder any more."""
    deadline, watch, line = said.held.deadline, said.held.watch, said.line
    if watch.declined or (watch.done_through and line.occurrence <= watch.done_through):
        return True
    if line.occurrence not in occurrences(deadline, line.occurrence):
        return True
    return not (line.put_off or line.again) and line.days not in ladder(deadline)


def _is_stale(said: Said) -> bool:
    """Whether an occurrence is spoken of that was long over when the member put it off."""
    held = said.held
    asked = held.put_off_to - LONGEST_SNOOZE if said.line.put_off and held.put_off_to else said.at
    end = end_of(held.deadline, said.line.occurrence, held.habits)
    # A stage after the end, such as the day after a review, has its week from then.
    after = 0 if said.line.put_off else max(0, -said.line.days)
    return asked > end + after * DAY + LATE


def _is_early(said: Said, history: History) -> bool:
    line, held = said.line, said.held
    if line.again:
        before = [each.at for each in history.said if each.tried.in_doubt and each.at < said.at]
        return not before or said.at < min(before) + FOLLOW_UP
    if held.put_off_to is not None and (line.put_off or said.at < held.put_off_to):
        return said.at < held.put_off_to
    at = planned(held.deadline, line.occurrence, line.days, held.habits)
    if said.at >= at:
        return False
    end = end_of(held.deadline, line.occurrence, held.habits)
    first = held.habits.first_allowed(at, days_off=True)
    # What cannot come before the end at its own time comes before, on the last day that is free.
    return line.days < 0 or first < end or said.at < at - LATE


def _may_be_quiet(said: Said) -> bool:
    deadline, line, habits = said.held.deadline, said.line, said.held.habits
    end = end_of(deadline, line.occurrence, habits)
    if is_urgent(deadline, end, said.at):
        return habits.profile.urgent_anytime
    return _is_named(said) and said.at - end <= PUNCTUAL


def _is_named(said: Said) -> bool:
    """Whether the member named this very moment."""
    line = said.line
    own_time = line.put_off or line.again
    return line.days == 0 and said.held.deadline.at is not None and not own_time


def _may_be_off(said: Said) -> bool:
    deadline, line, habits = said.held.deadline, said.line, said.held.habits
    if line.put_off or line.again or _is_named(said):
        return True
    end = end_of(deadline, line.occurrence, habits)
    at = planned(deadline, line.occurrence, line.days, habits)
    if is_urgent(deadline, end, said.at) or is_urgent(deadline, end, at):
        return True
    return said.at < end <= habits.first_allowed(said.at, days_off=True)


def _judge_twice(history: History, verdict: Verdict) -> None:
    """Every stage is seen once, and none after a tighter one; a second note where nobody can look
    is labelled, and counted apart."""
    seen: set[object] = set()
    tightest: dict[date, int] = {}
    for said in history.said:
        line, watch = said.line, said.held.watch
        if not said.tried.posted:
            continue
        if line.again and said.tried.on_teams:
            verdict.count(_second(said, history))
            continue
        stage = (watch.snoozed, watch.round) if line.put_off else (line.occurrence, line.days)
        if stage in seen:
            verdict.wrong("visible twice", _where(said, history))
        seen.add(stage)
        if line.put_off:
            continue
        least = tightest.setdefault(line.occurrence, line.days)
        if line.days > least:
            verdict.wrong("after a tighter one", _where(said, history))
        tightest[line.occurrence] = min(line.days, least)


def _second(said: Said, history: History) -> str:
    """What a labelled second note was to the member."""
    doubtful = (each for each in history.said if each.tried.in_doubt and each.at < said.at)
    twice = any(each.tried.posted for each in doubtful)
    return "second notes, seen twice" if twice else "second notes, first seen"


def _where(said: Said, history: History) -> str:
    return f"member {history.member} {said.line} at {said.at:%m-%d %H:%M}"


def _judge_debt(debt: Debt, history: History, verdict: Verdict, aways: Sequence[Away]) -> None:
    verdict.owed += 1
    paid = [said for said in history.said if debt.pays(said)]
    seen = [said for said in paid if said.tried.posted and said.at < debt.until]
    if seen:
        first = seen[0]
        is_it = debt.days in {None, first.line.days} and not first.line.again
        if is_it and first.at >= debt.first and not _hit(debt, first.at, aways):
            verdict.late.append((first.at - debt.first).total_seconds())
        return
    if any(said.tried.in_doubt for said in paid) and history.said[0].tried.on_teams:
        verdict.count("unseen, in doubt for good")
    else:
        verdict.wrong("lost", f"member {history.member} {debt}")


def _hit(debt: Debt, until: datetime, aways: Sequence[Away]) -> bool:
    """Whether the coach was away, or had just come back, before a debt was paid."""
    return any(away.since < until + HOUR and debt.first < away.until for away in aways)
