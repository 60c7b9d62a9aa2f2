"""The coach: one method for each thing a member or an office can ask of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import wording
from bot.answering.composing import compose
from bot.answering.followups import whole_question
from bot.answering.scope import scope_of
from bot.answering.shorthand import spelled_out
from bot.conversation import Question, Turn, Visibility
from bot.desk import Desk, Visit
from bot.intents import Intent, read_intent
from bot.members.belongings import FORGOTTEN, Belongings, Held
from bot.members.greeting import welcome
from bot.members.profile import Profile
from bot.messages import (
    Abstention,
    Answer,
    Apology,
    Done,
    Help,
    Message,
    Note,
    Nudge,
    Refusal,
    kind_of,
)
from bot.ports import Library, Notebook, Receipts, Shortlist
from bot.programs.advising import Advisor
from bot.programs.keeping import MemberLists
from bot.programs.personal import changes_lists, completed, in_full
from bot.programs.removing import to_remove
from bot.programs.requests import wants_programs
from bot.unheard.lost import LOST, seems_told

PASSAGES = 12
"""Passages looked at for one answer."""

TURNS = 30
"""Earlier turns of a thread that are looked at; a chain of follow-ups longer than that is rare."""

RECENT = timedelta(hours=12)
"""Age up to which a follow-up may lean on a turn: a direct message never ends, a talk does."""


ASKED = "asked"
"""The kind of a turn in which the coach asked back: the next message may be the answer."""

_LISTS = frozenset({"answer", "abstention"})
"""Kinds of a turn that may have listed programs."""

_AT_ONCE: Mapping[Intent, Message] = {
    Intent.THANKS: Done(wording.WELCOME),
    Intent.NOTHING: Help(wording.NO_WORDS),
    Intent.TOO_LONG: Help(wording.TOO_LONG),
    Intent.HELP: Help(),
    Intent.GREETING: Help(),
}
"""What is said without looking anything up."""


class Coach:
    """Answers questions from the hub, statement by statement, and remembers each thread."""

    def __init__(
        self,
        library: Library,
        receipts: Receipts,
        notebook: Notebook,
        advisor: Advisor,
        shortlist: Shortlist,
        *,
        desk: Desk | None = None,
    ) -> None:
        self._library = library
        self._receipts = receipts
        self._notebook = notebook
        self._advisor = advisor
        self._desk = desk
        self._belongings = desk.belongings if desk else Belongings(notebook, shortlist)
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
        return self._belongings.of_member(tenant, member)

    def tenants(self, member: str) -> tuple[str, ...]:
        """Where anything of this id is held: what tells a wrong tenant from a stranger."""
        return self._belongings.tenants(member)

    def forget(self, tenant: str, member: str) -> int:
        """Remove everything held about one member; return how many things there were."""
        return self._belongings.forget(tenant, member)

    def _say(self, question: Question) -> Message:
        """The message; scope comes before everything else that is done with the words."""
        if reason := scope_of(question.text):
            return Refusal(reason)
        nobody = Visit(None, first=False, now=question.asked_at)
        visit = self._desk.receive(question) if self._desk else nobody
        match read_intent(question.text):
            case Intent.ASK:
                return self._look_up(question, visit)
            case Intent.SAVED | Intent.REMOVE:
                return self._on_list(question, visit)
            case Intent.HELP | Intent.GREETING | Intent.NOTHING if visit.first:
                return welcome()
            case intent:
                return _AT_ONCE[intent]

    def _look_up(self, question: Question, visit: Visit) -> Message:
        """What the desk, the catalog or the hub says, with the thread's recent turns in mind."""
        turns = self._notebook.turns(question.address.tenant, question.thread, TURNS)
        recent = tuple(turn for turn in turns if question.asked_at - turn.at <= RECENT)
        before = _before(recent, question)
        if self._desk and (taken := self._desk.take(question, visit, before)):
            return self._listed_again(taken, question, visit, recent) or taken
        asked = completed(before, question.text) or " ".join(question.text.split())
        recent = tuple(turn for turn in recent if turn.kind != ASKED)
        earlier = tuple(turn.asked for turn in recent if turn.asked)
        today = visit.now.date()
        profile = visit.member.profile if visit.member else None
        said = self._advisor.advise(asked, earlier, today, profile)
        said = said or self._answer(asked, recent, today, profile)
        lost = visit.member and isinstance(said, Abstention) and seems_told(question.text)
        return LOST if lost else said

    def _listed_again(
        self, taken: Message, question: Question, visit: Visit, recent: tuple[Turn, ...]
    ) -> Message | None:
        """The programs just listed, as they are for what the member now told of themselves; None
        where that is no list, or they told nothing that changes it."""
        listed = bool(recent) and recent[-1].kind in _LISTS
        if not (listed and isinstance(taken, Note) and self._desk and visit.member):
            return None
        profile = self._desk.profile(question)
        earlier = tuple(turn.asked for turn in recent if turn.asked and turn.kind != ASKED)
        if not changes_lists(visit.member.profile, profile):
            return None
        again = self._advisor.again(earlier, visit.now.date(), profile)
        return replace(again, doubts=(*_noted(taken), *again.doubts)) if again else None

    def _on_list(self, question: Question, visit: Visit) -> Message:
        """The member's own list, or a program taken off it, for nobody else's eyes."""
        if question.visibility is not Visibility.MEMBER:
            return Done(wording.LIST_IN_PRIVATE)
        whose = (question.address.tenant, question.member)
        if name := to_remove(question.text):
            return self._lists.remove_named(*whose, name)
        return self._lists.show(*whose, visit.now.date())

    def _answer(
        self, asked: str, recent: tuple[Turn, ...], today: date, profile: Profile | None
    ) -> Message:
        """What the hub says to the question made whole, with programs where these help."""
        full = in_full(asked, profile)
        whole = full or whole_question(asked, recent)
        said = compose(asked, whole, self._library.search(spelled_out(whole), PASSAGES))
        if isinstance(said, Answer):
            said = replace(said, personal=bool(full))
        if not wants_programs(whole):
            return said
        if isinstance(said, Answer):
            return self._advisor.with_programs(said, whole, today, profile)
        return self._advisor.instead(asked, whole, today, profile) or said

    def _keep(self, question: Question, message: Message) -> None:
        """Keep the turn; of what was not searched for, only that it was said, not the words,
        unless the coach asked back about them; and nothing of who is forgotten."""
        if message == FORGOTTEN:
            return
        self._notebook.keep(
            Turn(
                tenant=question.address.tenant,
                thread=question.thread,
                member=question.member,
                asked=_words_kept(message),
                kind=ASKED if _asks_back(message) else kind_of(message),
                at=question.asked_at,
            )
        )


def _noted(note: Note) -> Iterator[str]:
    """What was noted, in lines that can stand before a list."""
    yield f"{note.title}: {', '.join(value for _, value in note.rows)}."
    yield from note.remarks


def _asks_back(message: Message) -> bool:
    """Whether the next message may be the answer to a question of the coach's own."""
    return isinstance(message, Note) and message.asks and bool(message.question)


def _words_kept(message: Message) -> str:
    """The words that were looked up, or that the coach asked back about; "" of any other."""
    match message:
        case Refusal() | Help() | Done() | Apology() | Nudge():
            return ""
        case Note():
            return message.question if message.asks else ""
    return message.question


def _before(recent: tuple[Turn, ...], question: Question) -> str:
    """What the coach asked this member back about just before; "" when it did not."""
    last = recent[-1] if recent else None
    return last.asked if last and last.kind == ASKED and last.member == question.member else ""
