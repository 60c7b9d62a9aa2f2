"""The coach: one method for each thing a member or an office can ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import wording
from bot.answering.composing import compose
from bot.answering.followups import whole_question
from bot.answering.scope import scope_of
from bot.answering.shorthand import spelled_out
from bot.conversation import Question, Turn, Visibility
from bot.intents import Intent, read_intent
from bot.messages import (
    Answer,
    Apology,
    Done,
    Help,
    Message,
    Refusal,
    kind_of,
)
from bot.ports import Library, Notebook, Receipts, Shortlist
from bot.programs.advising import Advisor
from bot.programs.keeping import MemberLists
from bot.programs.removing import to_remove
from bot.programs.requests import wants_programs
from bot.programs.shortlist import SavedProgram

PASSAGES = 12
"""Passages looked at for one answer."""

TURNS = 30
"""Earlier turns of a thread that are looked at; a chain of follow-ups longer than that is rare."""

RECENT = timedelta(hours=12)
"""Age up to which a follow-up may lean on a turn: a direct message never ends, a talk does."""


_UNASKED = Refusal | Help | Done | Apology
"""Messages that no question was looked up for."""


_AT_ONCE: Mapping[Intent, Message] = {
    Intent.THANKS: Done(wording.WELCOME),
    Intent.NOTHING: Help(wording.NO_WORDS),
    Intent.TOO_LONG: Help(wording.TOO_LONG),
    Intent.HELP: Help(),
    Intent.GREETING: Help(),
}
"""What is said without looking anything up."""


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is held about one member."""

    turns: tuple[Turn, ...]
    programs: tuple[SavedProgram, ...]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.turns or self.programs)


class Coach:
    """Answers questions from the hub, statement by statement, and remembers each thread."""

    def __init__(
        self,
        library: Library,
        receipts: Receipts,
        notebook: Notebook,
        advisor: Advisor,
        shortlist: Shortlist,
    ) -> None:
        self._library = library
        self._receipts = receipts
        self._notebook = notebook
        self._advisor = advisor
        self._shortlist = shortlist
        self._lists = MemberLists(advisor, shortlist)

    def reply(self, question: Question) -> Message | None:
        """The coach's answer; None when this question was taken up before (a redelivery).

        Raises HubError or StoreUnavailable; the key stays claimed then, so that a failing
        question is apologised for once.
        """
        if not self._receipts.claim(question.key, question.asked_at):
            return None
        message = self._say(question)
        self._keep(question, message)
        return message

    def follows(self, tenant: str, thread: str) -> bool:
        """Whether the coach has spoken in this thread, so that it needs no mention there."""
        return bool(self._notebook.turns(tenant, thread, limit=1))

    def save_program(self, tenant: str, member: str, program: str, at: datetime) -> Message:
        """Put a program on the member's own list, as its record is now. Raises HubError or
        StoreUnavailable."""
        return self._lists.save(tenant, member, program, at)

    def remove_program(self, tenant: str, member: str, program: str) -> Message:
        """Take a program off the member's own list. Raises StoreUnavailable."""
        return self._lists.remove(tenant, member, program)

    def compare(self, programs: tuple[str, ...]) -> Message:
        """Programs side by side, by their very ids. Raises HubError."""
        return self._advisor.compare_exactly(programs) or Done(wording.PROGRAMS_GONE)

    def export(self, tenant: str, member: str) -> Held:
        """Everything held about one member."""
        return Held(
            self._notebook.of_member(tenant, member), self._shortlist.of_member(tenant, member)
        )

    def tenants(self, member: str) -> tuple[str, ...]:
        """Where anything of this id is held: what tells a wrong tenant from a stranger."""
        known = {*self._notebook.tenants(member), *self._shortlist.tenants(member)}
        return tuple(sorted(known))

    def forget(self, tenant: str, member: str) -> int:
        """Remove everything held about one member; return how many things there were."""
        return self._notebook.forget(tenant, member) + self._shortlist.forget(tenant, member)

    def _say(self, question: Question) -> Message:
        """The message; scope comes before everything else that is done with the words."""
        if reason := scope_of(question.text):
            return Refusal(reason)
        match read_intent(question.text):
            case Intent.ASK:
                return self._look_up(question)
            case Intent.SAVED | Intent.REMOVE:
                return self._on_list(question)
            case intent:
                return _AT_ONCE[intent]

    def _look_up(self, question: Question) -> Message:
        """What the catalog or the hub says, with the recent turns of the thread in mind."""
        turns = self._notebook.turns(question.address.tenant, question.thread, TURNS)
        recent = tuple(turn for turn in turns if question.asked_at - turn.at <= RECENT)
        asked = " ".join(question.text.split())
        earlier = tuple(turn.asked for turn in recent if turn.asked)
        today = question.asked_at.date()
        return self._advisor.advise(asked, earlier, today) or self._answer(asked, recent, today)

    def _on_list(self, question: Question) -> Message:
        """The member's own list, or a program taken off it, for nobody else's eyes."""
        if question.visibility is not Visibility.MEMBER:
            return Done(wording.LIST_IN_PRIVATE)
        whose = (question.address.tenant, question.member)
        if name := to_remove(question.text):
            return self._lists.remove_named(*whose, name)
        return self._lists.show(*whose, question.asked_at.date())

    def _answer(self, asked: str, recent: tuple[Turn, ...], today: date) -> Message:
        """What the hub says to the question made whole, with programs where these help."""
        whole = whole_question(asked, recent)
        said = compose(asked, whole, self._library.search(spelled_out(whole), PASSAGES))
        if not wants_programs(whole):
            return said
        if isinstance(said, Answer):
            return self._advisor.with_programs(said, whole, today)
        return self._advisor.instead(whole, today) or said

    def _keep(self, question: Question, message: Message) -> None:
        """Keep the turn; of what was not searched for, only that it was said, not the words."""
        self._notebook.keep(
            Turn(
                tenant=question.address.tenant,
                thread=question.thread,
                member=question.member,
                asked="" if isinstance(message, _UNASKED) else message.question,
                kind=kind_of(message),
                at=question.asked_at,
            )
        )
