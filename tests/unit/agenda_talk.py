"""A member who talks with the agenda, minute by minute, at a hospital in New York."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.deadlines.agenda import Agenda
from bot.deadlines.deadline import Deadline
from bot.members.profile import Member, Profile, Said
from bot.messages import Message, Note
from bot.ports import Shortlist
from knowledge.programs import Program
from tests.fakes import MemoryCatalog, MemoryShortlist
from tests.reminder_fakes import MemoryDeadlines

ZONE = "America/New_York"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo(ZONE))


class Talk:
    """What a member says, one message a minute; the words that the agenda asked about go with
    the next message, as the desk sends them."""

    def __init__(
        self,
        *programs: Program,
        shortlist: Shortlist | None = None,
        deadlines: MemoryDeadlines | None = None,
        zone: str = ZONE,
        now: datetime = NOW,
    ) -> None:
        ids = count(1)
        self.deadlines = deadlines or MemoryDeadlines()
        self.member = Member("T1", "U1", Profile(), zone, None, now)
        self.now = now
        self.agenda = Agenda(
            self.deadlines,
            MemoryCatalog(programs),
            shortlist or MemoryShortlist(),
            lambda: f"d{next(ids)}",
        )
        self._before = ""

    def say(self, text: str) -> Message | None:
        """The answer to a message; None when it is not for the agenda."""
        answer = self.agenda.take(Said(text, self.member, self.now, self._before))
        self._before = answer.question if isinstance(answer, Note) and answer.asks else ""
        self.now += timedelta(minutes=1)
        return answer

    def told(self, text: str) -> Note:
        """The note that answers a message."""
        answer = self.say(text)
        assert isinstance(answer, Note), f"not taken: {text}"
        return answer

    def kept(self) -> list[Deadline]:
        """Every deadline of the member, the earliest first."""
        held = self.deadlines.of_member(self.member.tenant, self.member.id)
        return [each.deadline for each in held]

    def titles(self) -> list[str]:
        """The titles of what is coming up, with their numbers."""
        return [label for label, _ in self.told("what's coming up").rows]


def says(note: Note) -> dict[str, str]:
    """The words behind each button, by its label."""
    return {choice.label: choice.says for choice in note.choices}
