"""Deadlines that members tell, kept once, or asked about where something is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.deadlines import asking, telling
from bot.deadlines.changing import Changes
from bot.deadlines.deadline import Deadline, Kind, Scope, Watch
from bot.deadlines.ladders import ladder_told
from bot.deadlines.naming import Coming, alike, is_it, is_reference, last_told, meant
from bot.deadlines.notes import ANOTHER
from bot.deadlines.sentences import said_of, tidied, with_day
from bot.deadlines.titles import clean_title, clean_words
from bot.deadlines.undoing import is_read_as, ladder_words, move_words, retold
from bot.deadlines.wanted import Told
from bot.deadlines.zones import told_in
from bot.members.profile import Said
from bot.messages import Choice, Note
from bot.when.reading import Unclear, When

_ONE_ONLY = frozenset({Kind.REVIEW, Kind.ALLOWANCE})
"""Kinds of which a member usually has one, whatever it is called."""


class Noting:
    """Keeps what members tell. Every method raises StoreUnavailable and TooMuch."""

    def __init__(self, changes: Changes, new_id: Callable[[], str]) -> None:
        self._changes = changes
        self._new_id = new_id

    def note(self, told: Told, shown: Sequence[Coming], said: Said) -> Note | None:
        """What comes of a deadline that a member tells."""
        match told.when:
            case None:
                return self._undated(told, shown, said)
            case Unclear():
                return _asked_back(told, told.when, said)
            case When():
                return self._dated(told, told.when, shown, said)

    def _undated(self, told: Told, shown: Sequence[Coming], said: Said) -> Note | None:
        """A ladder for a deadline that is known, or the deadline itself; one that is not known
        lacks its day."""
        asks_known = told.ladder or told.kind is not Kind.CUSTOM or is_reference(told.title)
        found = meant(told.title, shown) if asks_known else ()
        if is_it(told.title):
            found = last_told(found, said.now) or found
        if not found:
            if is_reference(told.title) or is_it(told.title):
                return telling.none_called("" if is_it(told.title) else told.title)
            return asking.asked_day(clean_title(told.title), said.text)
        if not told.ladder:
            return telling.one(shown, found, said)
        if len(found) > 1:
            says = [ladder_words(told, each.deadline.id, only=told.only) for each in found]
            return asking.which(found, says, said.text)
        deadline = found[0].deadline
        if deadline.scope is not Scope.MEMBER:
            return telling.not_yours(deadline)
        changed = replace(deadline, ladder=ladder_told(deadline, told))
        note = self._changes.keep(changed, found[0].watched.watch, said, "Changed")
        return _with_only(note, told, changed)

    def _dated(self, told: Told, when: When, shown: Sequence[Coming], said: Said) -> Note:
        known = [each for each in shown if _is_same(told, each, said)]
        there = next((each for each in known if _is_then(each, when)), None)
        if there is not None:
            return self._completed(told, when, there, said)
        if known and told.kind is not Kind.CUSTOM and not told.another:
            moves = move_words(known[0].deadline.id, told)
            adds = f"{tidied(said.text)}, {ANOTHER}"
            return asking.known_elsewhere(known[0], when, said.text, moves, adds)
        made = self._made(told, when, said)
        made = replace(made, ladder=ladder_told(made, told))
        return _with_only(self._changes.keep(made, Watch(said.now), said), told, made)

    def _completed(self, told: Told, when: When, there: Coming, said: Said) -> Note:
        """The deadline that is known, with what was not told before."""
        held = there.deadline
        fuller = replace(
            held,
            at=when.at or held.at,
            zone=told_in(when.at, said) or held.zone,
            repeats=told.repeats or held.repeats,
            ladder=ladder_told(held, told) if told.ladder else held.ladder,
        )
        if fuller == held:
            return telling.noted(there.watched, there.day, said, "Already noted")
        return self._changes.keep(fuller, there.watched.watch, said)

    def _made(self, told: Told, when: When, said: Said) -> Deadline:
        return Deadline(
            tenant=said.member.tenant,
            id=self._new_id(),
            scope=Scope.MEMBER,
            owner=said.member.id,
            kind=told.kind,
            title=clean_title(told.title),
            day=when.day,
            at=when.at,
            zone=told_in(when.at, said),
            repeats=told.repeats,
            told=clean_words(said.text.removesuffix(f", {ANOTHER}")),
        )


def _asked_back(told: Told, words: Unclear, said: Said) -> Note:
    """Which day is meant; each choice is the whole message with a day that is clear, or a sentence
    made anew where that would be read as something else."""
    text = tidied(said.text)
    offered = []
    for each in words.options:
        clear = replace(told, when=each, another=False)
        whole = with_day(text, said_of(each), said.now)
        if whole := whole if is_read_as(whole, clear, said.now) else retold(clear, said.now):
            offered.append((each, whole))
    options = tuple(when for when, _ in offered)
    return asking.unclear(
        replace(words, options=options), [whole for _, whole in offered], said.text
    )


def _with_only(note: Note, told: Told, kept: Deadline) -> Note:
    """With a button that makes the nudges that were told the only ones."""
    if told.only or not told.ladder or not note.choices:
        return note
    return replace(note, choices=(*note.choices, Choice("Only these", ladder_words(told, kept.id))))


def _is_same(told: Told, known: Coming, said: Said) -> bool:
    """Whether a deadline of the member's own that is still to come is the thing told."""
    deadline = known.deadline
    if deadline.scope is not Scope.MEMBER or deadline.kind is not told.kind:
        return False
    named = told.kind in _ONE_ONLY or alike(deadline.title, clean_title(told.title))
    return named and known.day >= said.now.date()


def _is_then(known: Coming, when: When) -> bool:
    """Whether a deadline is on a day; an errand at its time too, for one may have two a day."""
    errand = known.deadline.kind is Kind.CUSTOM
    return known.day == when.day and (not errand or known.deadline.at == when.at)
