"""Deadlines that are known, moved, finished, put off, declined and deleted as members ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.deadlines import asking, put_off, telling
from bot.deadlines.commands import ALL
from bot.deadlines.deadline import Deadline, Scope, Watch, Watched
from bot.deadlines.ladders import ladder_told
from bot.deadlines.naming import Coming, is_it, lately_nudged, means_one, meant, only_in_kind
from bot.deadlines.occurrences import last_until, occurrence
from bot.deadlines.sentences import said_of
from bot.deadlines.shifting import shift_words, shifted
from bot.deadlines.titles import clean_words
from bot.deadlines.undoing import (
    move_words,
    undo_declined,
    undo_deleted,
    undo_done,
    undo_moved,
    with_undo,
)
from bot.deadlines.wanted import Decline, Delete, Finish, Move, Reopen, Repeat, Snooze
from bot.deadlines.zones import told_in
from bot.members.profile import Said
from bot.messages import Note
from bot.nudges.hours import hour_of
from bot.nudges.planning import stages
from bot.ports import Deadlines
from bot.when.reading import Reason, Unclear, When, long_date, read_snooze

_MOST_YEARS = 30
"""How far off a day may be, as in words for days."""

_SAYS = {Finish: "done", Decline: "not for me", Delete: "delete"}

Change = Move | Repeat | Finish | Snooze | Decline | Delete


class Changes:
    """Changes one deadline of a member. Every method raises StoreUnavailable."""

    def __init__(self, deadlines: Deadlines) -> None:
        self._deadlines = deadlines

    def change(self, wanted: Change, shown: Sequence[Coming], said: Said) -> Note | None:
        """What comes of a change to the deadline that a name means, or which one is asked back;
        None when the name means no deadline and need not do so."""
        if wanted.name == ALL:
            return telling.one_by_one()
        found = meant(wanted.name, shown)
        nudged = lately_nudged(found, said.member, said.now) if is_it(wanted.name) else ()
        if not found:
            return telling.none_called(wanted.name) if means_one(wanted.name) else None
        found = nudged or found
        # "Done" may have been said of anything when no nudge came before it.
        loose = (is_it(wanted.name) and not nudged) or only_in_kind(wanted.name, found[0])
        if len(found) > 1 or (loose and not isinstance(wanted, Snooze)):
            says = [_words(wanted, each.deadline.id) for each in found]
            return asking.which(found, says, said.text)
        return self._changed(wanted, found[0], said)

    def of_away(self, wanted: Change, away: Watched, said: Said) -> Note:
        """What comes of a change to a deadline that is done or declined: it can be deleted."""
        deadline = away.deadline
        if isinstance(wanted, Delete) and deadline.scope is Scope.MEMBER:
            return self._dropped(deadline, said)
        return with_undo(telling.away_already(deadline), undo_done(away))

    def reopen(self, wanted: Reopen, held: Sequence[Watched], said: Said) -> Note | None:
        """What comes of taking back that a deadline is done or not for the member. Words without
        a name are asked about always: what was done last may have been something else."""
        away = [
            Coming(each, each.watch.done_through or each.deadline.day)
            for each in held
            if each.watch.declined or each.watch.done_through
        ]
        found = meant(wanted.name, away)
        if not found:
            named = means_one(wanted.name) or meant(wanted.name, [_as_told(each) for each in held])
            return telling.nothing_to_undo() if named else None
        if len(found) > 1 or is_it(wanted.name):
            latest = sorted(found, key=_marked_at, reverse=True)
            return asking.which(latest, [f"undo done [{e.deadline.id}]" for e in latest], said.text)
        return self._reopened(wanted, found[0], said)

    def _reopened(self, wanted: Reopen, found: Coming, said: Said) -> Note:
        watch, deadline = found.watched.watch, found.deadline
        done = watch.done_through
        if not watch.declined and done is not None:
            done = wanted.back or last_until(deadline, done - timedelta(days=1))
        again = replace(watch, declined=False, done_through=done)
        self._mark(found, again, said)
        day = occurrence(deadline, said.now.date(), done) or deadline.day
        return telling.noted(replace(found.watched, watch=again), day, said, "Back on your list")

    def keep(self, deadline: Deadline, watch: Watch, said: Said, title: str = "Noted") -> Note:
        """Keep a member's own deadline as it is now, nudged from now on; raises TooMuch."""
        watched = Watched(deadline, replace(watch, since=said.now, snoozed=None))
        self._deadlines.keep(deadline, watched.watch)
        day = occurrence(deadline, said.now.date(), watch.done_through) or deadline.day
        return telling.noted(watched, day, said, title)

    def _changed(self, wanted: Change, found: Coming, said: Said) -> Note:
        match wanted:
            case Finish():
                return self._finished(wanted, found, said)
            case Decline():
                self._mark(found, replace(found.watched.watch, declined=True, snoozed=None), said)
                return with_undo(telling.declined(found.deadline), undo_declined(found.deadline))
            case Snooze():
                return self._snoozed(wanted, found, said)
            case _ if found.deadline.scope is not Scope.MEMBER:
                return telling.not_yours(found.deadline)
            case _:
                return self._changed_own(wanted, found, said)

    def _changed_own(self, wanted: Delete | Repeat | Move, found: Coming, said: Said) -> Note:
        match wanted:
            case Delete():
                again = undo_deleted(found.deadline, found.day, said.now)
                return with_undo(self._dropped(found.deadline, said), again)
            case Repeat():
                repeated = replace(found.deadline, repeats=wanted.repeats)
                return self.keep(repeated, found.watched.watch, said, "Changed")
            case Move():
                return self._moved(wanted, found, said)

    def _dropped(self, deadline: Deadline, said: Said) -> Note:
        self._deadlines.drop(said.member.tenant, said.member.id, deadline.id)
        return telling.deleted(deadline)

    def _finished(self, wanted: Finish, found: Coming, said: Said) -> Note:
        day = found.day if wanted.early else _finished_day(found, said)
        if day is None:
            return telling.done_before(found, said)
        # What of the next occurrence was reached before is known to who finishes this one.
        before = found.watched
        watch = replace(before.watch, done_through=day, since=said.now, snoozed=None)
        self._mark(found, watch, said)
        following = occurrence(found.deadline, said.now.date(), day)
        note = telling.done(replace(before, watch=watch), following, said)
        return with_undo(note, undo_done(before))

    def _snoozed(self, wanted: Snooze, found: Coming, said: Said) -> Note:
        until = read_snooze(wanted.until, said.now, hour_of(said.member.profile))
        if until is None or isinstance(until, Unclear):
            return asking.asked_until(found.deadline, said.text)
        watch = found.watched.watch
        self._mark(found, replace(watch, snoozed=until, round=watch.round + 1), said)
        return put_off.snoozed(found, until, said)

    def _moved(self, wanted: Move, found: Coming, said: Said) -> Note:
        match _day_of(wanted, found, said):
            case None:
                return asking.asked_day(found.deadline.title, said.text)
            case Unclear(reason=Reason.NO_DAY, options=(When(at=time() as at), *_)):
                return self._kept_on(wanted, found, found.deadline.day, at, said)
            case Unclear(options=options) as open_day:
                id = found.deadline.id
                says = [move_words(id, replace(wanted, when=each)) for each in options]
                return asking.unclear(open_day, says, said.text)
            case When(day, at):
                return self._kept_on(wanted, found, day, at, said)

    def _kept_on(self, wanted: Move, found: Coming, day: date, at: time | None, said: Said) -> Note:
        """Words with an id in them are a button's, and no reason to give back later. A time told
        anew is one in the zone of now."""
        held = found.deadline
        at_last = None if wanted.timeless else at or held.at
        said_anew = f"{held.title} is on {said_of(When(day, at_last, '', 0, 0))}"
        told = clean_words(said_anew if "[" in said.text else said.text)
        moved = replace(
            held,
            day=day,
            at=at_last,
            zone="" if at_last is None else told_in(at, said) or held.zone,
            repeats=wanted.repeats or held.repeats,
            ladder=ladder_told(held, wanted),
            told=told,
        )
        note = self.keep(moved, Watch(since=said.now), said, "Moved")
        return with_undo(note, undo_moved(replace(held, day=found.day), moved, said.now))

    def _mark(self, found: Coming, watch: Watch, said: Said) -> None:
        self._deadlines.mark(said.member.tenant, said.member.id, found.deadline.id, watch)


def _as_told(watched: Watched) -> Coming:
    return Coming(watched, watched.deadline.day)


def _marked_at(coming: Coming) -> datetime:
    """When the member last said something of it that counts from then on."""
    return coming.watched.watch.since or datetime.min.replace(tzinfo=UTC)


def _day_of(wanted: Move, found: Coming, said: Said) -> When | Unclear | None:
    """The day that is named, or so far from the one that is known; one past is asked back."""
    if wanted.later is None:
        return wanted.when
    day = shifted(found.day, wanted.later)
    if day is None or day.year > said.now.year + _MOST_YEARS:
        return Unclear(said.text, 0, 0, Reason.TOO_FAR)
    if day < said.now.date():
        return Unclear(long_date(day), 0, 0, Reason.PAST)
    return When(day, None, "", 0, 0)


def _finished_day(found: Coming, said: Said) -> date | None:
    """The occurrence that is done. Before its first nudge the one before it is meant, by a button
    of an older message; None when that is done already."""
    done = found.watched.watch.done_through
    if any(stage.at <= said.now for stage in stages(found.watched, said.member, said.now)):
        return found.day
    before = last_until(found.deadline, found.day - timedelta(days=1))
    if before is not None and (done is None or done < before):
        return before
    return found.day if done is None else None


def _words(wanted: Change, id: str) -> str:
    """The same change in words that fit one deadline only."""
    named = f"[{id}]"
    match wanted:
        case Finish() | Decline() | Delete():
            return f"{_SAYS[type(wanted)]} {named}"
        case Snooze():
            return f"snooze {named} {wanted.until}".strip()
        case Repeat():
            return f"make {named} repeat {telling.repeats_words(wanted.repeats)}"
        case Move(later=later):
            return f"postpone {named} {shift_words(later)}" if later else move_words(id, wanted)
