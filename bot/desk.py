"""The desk: what members say about themselves and their own, before anything is looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.conversation import Question, Visibility
from bot.deadlines.deadline import Scope
from bot.deadlines.several import together, told_of
from bot.errors import TooMuch
from bot.members.belongings import Belongings
from bot.members.profile import Member, Profile, Said
from bot.messages import Done, Message, Note
from bot.ports import Members
from bot.when.wall import is_zone, zone_named

IN_PRIVATE = Done(
    "This is between you and me, so I have done nothing here. Tell me in a direct message, and I "
    "will answer there."
)
"""What is said in a channel to words that are the desk's."""

_ROOM = {
    "deadlines": (
        "Say “what's coming up”, and delete what you no longer need, for example “delete 1”."
    ),
    "entries": "Say “my review packet” or “what did I spend”, and remove what you no longer need.",
}
"""How a member makes room, by what there is too much of."""


class Part(Protocol):
    """One part of what the desk does."""

    def take(self, said: Said) -> Message | None:
        """Do what the message says and answer it; None when it is not for this part. Raises
        StoreUnavailable."""
        ...


@dataclass(frozen=True, slots=True)
class Visit:
    """Who came with a question. `member` is None where nobody is met: in a channel, or when the
    question names nobody. `first` at the first meeting. `now` is in the member's own zone;
    `placed` as in Said."""

    member: Member | None
    first: bool
    now: datetime
    placed: bool = True


class Desk:
    """Meets members and hands what they say to the first part that takes it.

    `overheard` are the same parts over nothing: they tell what is the desk's in a channel, where
    nothing is done. `zone` is the installation's, for members who have none of their own.
    """

    def __init__(
        self,
        members: Members,
        belongings: Belongings,
        parts: Sequence[Part] = (),
        overheard: Sequence[Part] = (),
        zone: str = "UTC",
    ) -> None:
        self.belongings = belongings
        self._members = members
        self._parts = parts
        self._overheard = overheard
        self._zone = zone

    def receive(self, question: Question) -> Visit:
        """Meet whoever asks in private; in a channel only their zone is looked up."""
        whose = (question.address.tenant, question.member)
        if not question.member:
            return Visit(None, first=False, now=question.asked_at)
        if question.visibility is not Visibility.MEMBER:
            known = self._members.member(*whose)
            zone = self._zone_of(known.zone if known else "", question.zone)
            return Visit(None, first=False, now=question.asked_at.astimezone(zone_named(zone)))
        home, zone = question.home, question.zone
        member, first = self._members.met(*whose, home, zone, question.asked_at)
        told = member.profile.zone_told or member.zone != member.profile.zone
        placed = told and is_zone(member.zone)
        member = replace(member, zone=self._zone_of(member.zone))
        return Visit(member, first, question.asked_at.astimezone(zone_named(member.zone)), placed)

    def take(self, question: Question, visit: Visit, before: str) -> Message | None:
        """The answer of the first part that takes the message; None when none does. `before` are
        the member's previous words when the coach asked back to them, else ""."""
        if visit.member:
            said = Said(question.text, visit.member, visit.now, before, visit.placed)
            return self._counted(said) if not said.placed else _taken(self._parts, said)
        if not question.member:
            return None
        stranger = Member(
            question.address.tenant, question.member, Profile(), self._zone, None, visit.now
        )
        heard = _taken(self._overheard, Said(question.text, stranger, visit.now))
        return IN_PRIVATE if heard else None

    def profile(self, question: Question) -> Profile:
        """What whoever asks has told by now. Raises StoreUnavailable."""
        known = self._members.member(question.address.tenant, question.member)
        return known.profile if known else Profile()

    def _counted(self, said: Said) -> Message | None:
        """The same for somebody whose zone nobody told: with the first deadline of their own they
        hear by which clock its days are counted."""
        had = self._has_deadline(said.member)
        answer = _taken(self._parts, said)
        if had or not isinstance(answer, Note) or not self._has_deadline(said.member):
            return answer
        remark = (
            f"I was not told your time zone, so I count days in {said.member.zone}. If yours is "
            "another, say for example “my time zone is Chicago”."
        )
        return replace(answer, remarks=(*answer.remarks, remark))

    def _has_deadline(self, member: Member) -> bool:
        held = self.belongings.deadlines(member.tenant, member.id)
        return any(watched.deadline.scope is Scope.MEMBER for watched in held)

    def _zone_of(self, *named: str) -> str:
        """The first of the zones that is one, else the installation's."""
        return next((name for name in named if name and is_zone(name)), self._zone)


def _taken(parts: Sequence[Part], said: Said) -> Message | None:
    """What the first part answers that takes the message, and the others to the rest of it."""
    try:
        answer = _answered(parts, said)
    except TooMuch as full:
        return _full(full)
    return told_of(answer) if isinstance(answer, Note) else answer


def _answered(parts: Sequence[Part], said: Said) -> Message | None:
    """What the first part answers that takes the message, with that of the others to the words
    that it left. Raises TooMuch."""
    for part in parts:
        answer = part.take(said)
        if isinstance(answer, Note) and answer.left:
            return _completed(answer, [other for other in parts if other is not part], said)
        if answer:
            return answer
    return None


def _completed(note: Note, others: Sequence[Part], said: Said) -> Note:
    """A note together with those of the other parts to the words that it left, each of them like
    a message of its own. What would be asked back about is left: one question at a time."""
    notes, left = [note], list[str]()
    for words in note.left:
        try:
            answer = _answered(others, replace(said, text=words, before=""))
        except TooMuch:
            answer = None
        if isinstance(answer, Note) and not answer.asks:
            notes.append(replace(answer, left=()))
            left += answer.left
        else:
            left.append(words)
    return together(notes, left)


def _full(full: TooMuch) -> Note:
    """That no more of something is kept, and how to make room."""
    return Note(
        "Nothing was changed",
        remarks=(
            f"I keep at most {full.most:,} {full.what} for one person, and you have as many. What "
            "you told me before is all there.",
            _ROOM.get(full.what, ""),
        ),
    )
