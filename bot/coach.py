"""The coach: one method for each thing a member or an office can ask of it."""

from __future__ import annotations

from datetime import timedelta

from bot import wording
from bot.answering.composing import compose
from bot.answering.followups import whole_question
from bot.answering.scope import scope_of
from bot.answering.shorthand import spelled_out
from bot.conversation import Question, Turn
from bot.intents import Intent, read_intent
from bot.messages import Abstention, Answer, Done, Help, Message, Refusal, kind_of
from bot.ports import Library, Notebook, Receipts

PASSAGES = 12
"""Passages looked at for one answer."""

TURNS = 30
"""Earlier turns of a thread that are looked at; a chain of follow-ups longer than that is rare."""

RECENT = timedelta(hours=12)
"""Age up to which a follow-up may lean on a turn: a direct message never ends, a talk does."""


class Coach:
    """Answers questions from the hub, statement by statement, and remembers each thread."""

    def __init__(self, library: Library, receipts: Receipts, notebook: Notebook) -> None:
        self._library = library
        self._receipts = receipts
        self._notebook = notebook

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

    def export(self, tenant: str, member: str) -> tuple[Turn, ...]:
        """Everything held about one member."""
        return self._notebook.of_member(tenant, member)

    def tenants(self, member: str) -> tuple[str, ...]:
        """Where turns of this id are held: what tells a wrong tenant from a stranger."""
        return self._notebook.tenants(member)

    def forget(self, tenant: str, member: str) -> int:
        """Remove everything held about one member; return how many turns there were."""
        return self._notebook.forget(tenant, member)

    def _say(self, question: Question) -> Message:
        """The message; scope comes before everything else that is done with the words."""
        if reason := scope_of(question.text):
            return Refusal(reason)
        match read_intent(question.text):
            case Intent.ASK:
                return self._answer(question)
            case Intent.THANKS:
                return Done(wording.WELCOME)
            case Intent.NOTHING:
                return Help(wording.NO_WORDS)
            case Intent.TOO_LONG:
                return Help(wording.TOO_LONG)
            case Intent.HELP | Intent.GREETING:
                return Help()

    def _answer(self, question: Question) -> Answer | Abstention:
        """What the hub says to the question, made whole with the recent turns of its thread."""
        turns = self._notebook.turns(question.address.tenant, question.thread, TURNS)
        recent = tuple(turn for turn in turns if question.asked_at - turn.at <= RECENT)
        whole = whole_question(question.text, recent)
        findings = self._library.search(spelled_out(whole), PASSAGES)
        return compose(" ".join(question.text.split()), whole, findings)

    def _keep(self, question: Question, message: Message) -> None:
        """Keep the turn; of what was not searched for, only that it was said, not the words."""
        self._notebook.keep(
            Turn(
                tenant=question.address.tenant,
                thread=question.thread,
                member=question.member,
                asked=message.question if isinstance(message, Answer | Abstention) else "",
                kind=kind_of(message),
                at=question.asked_at,
            )
        )
