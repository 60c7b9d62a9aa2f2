"""A coach that answers by a script, but claims and remembers as the real one does."""

from __future__ import annotations

from collections.abc import Callable

from bot.coach import Coach
from bot.conversation import Question, Turn
from bot.messages import Message, kind_of
from tests.fakes import MemoryStore
from tests.slack_samples import answer


def agreeable(question: Question) -> Message:
    """Answer everything, with the question in the answer so that it can be told from others."""
    return answer(f"About “{question.text}”: ask early.", question=question.text)


class ScriptedCoach(Coach):
    """`asked` are the questions it took up, in order. A `store` outlives it, as in a restart."""

    def __init__(
        self,
        say: Callable[[Question], Message] = agreeable,
        store: MemoryStore | None = None,
    ) -> None:
        self._script = say
        self._kept = store or MemoryStore()
        self.asked: list[Question] = []

    def reply(self, question: Question) -> Message | None:
        """What the script says, once for each key."""
        if not self._kept.claim(question.key, question.asked_at):
            return None
        self.asked.append(question)
        message = self._script(question)
        self._kept.keep(
            Turn(
                tenant=question.address.tenant,
                thread=question.thread,
                member=question.member,
                asked=question.text,
                kind=kind_of(message),
                at=question.asked_at,
            )
        )
        return message

    def follows(self, tenant: str, thread: str) -> bool:
        """Whether it has spoken in this thread."""
        return bool(self._kept.turns(tenant, thread, limit=1))
