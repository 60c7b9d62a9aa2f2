"""The part of the desk that comes last: it says that nothing was noted, and offers how to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.deadlines.replies import declines, picked
from bot.deadlines.several import together
from bot.members.profile import Said
from bot.messages import Choice, Done, Message, Note
from bot.programs.patterns import lazy
from bot.unheard.guesses import guesses
from bot.unheard.lost import IN_YOUR_WORDS, NOT_NOTED
from bot.unheard.shortly import meanings
from bot.unheard.telling import Telling, telling

SHORT = "What do you want to see?"
WAS_A_QUESTION = "It was a question"
_WHICH = "Which of these did you mean? Press one, or answer with its number."
_LOOK_UP = "Then I look it up:"
_REST = "The rest of what you told me is not noted yet."
_NOTHING = Done("All right. I have noted nothing of it.")
_ALL = lazy(r"\s*(?:yes,? )?(?:both|all|each|all of (?:it|them|these)|both of them)[\s.!]*")
_YES = lazy(r"\s*(?:yes|yep|yeah|yup|sure|ok|okay|right|correct|y)[\s.!]*")


class Part(Protocol):
    """One of the parts that come before."""

    def take(self, said: Said) -> Message | None:
        """The answer; None when the message is not for this part."""
        ...


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked back about a message: the readings of each thing in it, and whether it was a
    question; None where it told nothing, but is too short."""

    things: tuple[tuple[Choice, ...], ...]
    question: Choice | None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All of them, in the order in which they are numbered."""
        told = tuple(choice for thing in self.things for choice in thing)
        return (*told, self.question) if self.question else told

    def but(self, chosen: Choice) -> tuple[Choice, ...]:
        """The readings of the other things."""
        others = (thing for thing in self.things if chosen not in thing)
        return tuple(choice for thing in others for choice in thing)


class Unheard:
    """Answers what tells something and no part has taken: nothing told vanishes in silence.

    `parts` are those before it, which take the sentence that was chosen. Raises what they raise.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts

    def take(self, said: Said) -> Message | None:
        """What may have been meant; None for a question, and for what tells nothing."""
        before = _asked(said.before, said.now) if said.before else None
        if before and (replied := self._replied(said, before)):
            return replied
        asked = _asked(said.text, said.now)
        return _note(asked, said.text) if asked else None

    def _replied(self, said: Said, asked: _Asked) -> Message | None:
        """The answer to a reply to what this part asked; None when it is none."""
        if declines(said.text):
            return _NOTHING
        sole = all(len(thing) == 1 for thing in asked.things)
        if sole and asked.things and _means_all(said.text, len(asked.things)):
            return self._all_noted(said, [choice for (choice,) in asked.things])
        chosen = picked(said.text, asked.choices)
        if chosen is None:
            return None
        if chosen == asked.question:
            return Note(_LOOK_UP, choices=(Choice("Look it up", chosen.says),))
        noted, rest = self._noted(said, chosen), asked.but(chosen)
        if not rest or not isinstance(noted, Note) or noted.asks:
            return noted
        return replace(noted, remarks=(*noted.remarks, _REST), choices=(*rest, *noted.choices))

    def _all_noted(self, said: Said, chosen: Sequence[Choice]) -> Message | None:
        """Everything at once, in one answer."""
        noted = [self._noted(said, choice) for choice in chosen]
        notes = [each for each in noted if isinstance(each, Note)]
        return together(notes) if len(notes) == len(noted) else noted[-1]

    def _noted(self, said: Said, choice: Choice) -> Message | None:
        """What the parts make of the sentence behind a choice."""
        whole = replace(said, text=choice.says, before="")
        answers = (part.take(whole) for part in self._parts)
        return next((answer for answer in answers if answer), None)


def _means_all(reply: str, things: int) -> bool:
    """Whether a reply takes every thing: "both"; a yes where there is but one."""
    return _ALL.fullmatch(reply) is not None or (things == 1 and _YES.fullmatch(reply) is not None)


def _asked(text: str, now: datetime) -> _Asked | None:
    """What is to be asked back about a message; None where it tells nothing."""
    if meant := meanings(text):
        return _Asked((meant,), None)
    sure = telling(text, now)
    found = guesses(text, now) if sure else ()
    if not found and sure is not Telling.SURE:
        return None
    return _Asked(found, Choice(WAS_A_QUESTION, f"{' '.join(text.split()).rstrip(' .!?')}?"))


def _note(asked: _Asked, text: str) -> Note:
    remark = _WHICH if asked.things else IN_YOUR_WORDS
    title = NOT_NOTED if asked.question else SHORT
    return Note(title, (), (remark,), asked.choices, asks=True, question=text)
