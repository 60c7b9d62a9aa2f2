"""A coach that answers by a script, but claims and remembers as the real one does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot import wording
from bot.coach import Coach
from bot.conversation import Question, Turn
from bot.messages import Done, Message, kind_of
from bot.programs.comparing import compare
from bot.programs.shortlist import saved_program
from tests.fakes import MemoryShortlist, MemoryStore
from tests.program_samples import CMO, ETHICS
from tests.slack_samples import answer


def agreeable(question: Question) -> Message:
    """Answer everything, with the question in the answer so that it can be told from others."""
    return answer(f"About “{question.text}”: ask early.", question=question.text)


class ShoppingCoach(Coach):
    """Saves and compares the programs of a small catalog."""

    def __init__(self) -> None:
        self.catalog = {program.id: program for program in (CMO, ETHICS)}
        self.shortlist = MemoryShortlist()

    def save_program(self, tenant: str, member: str, program: str, at: datetime) -> Message:
        """Put a program on the member's list."""
        record = self.catalog.get(program)
        if record is None:
            return Done(wording.PROGRAM_GONE)
        new = self.shortlist.save(saved_program(tenant, member, record, at))
        return Done((wording.saved if new else wording.saved_before)(record.title))

    def remove_program(self, tenant: str, member: str, program: str) -> Message:
        """Take a program off the member's list."""
        gone = self.shortlist.remove(tenant, member, program)
        return Done(wording.removed(program) if gone else wording.NOT_ON_LIST)

    def compare(self, programs: tuple[str, ...]) -> Message:
        """The programs side by side, unless one has left the catalog."""
        if not self.catalog.keys() >= set(programs):
            return Done(wording.PROGRAM_GONE)
        return compare("", tuple(self.catalog[program] for program in programs))


class ScriptedCoach(ShoppingCoach):
    """`asked` are the questions it took up, in order. A `store` outlives it, as in a restart."""

    def __init__(
        self,
        say: Callable[[Question], Message] = agreeable,
        store: MemoryStore | None = None,
    ) -> None:
        super().__init__()
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
