"""A coach with a whole desk over memory, and everything that it keeps of one member."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from adapters.unkept import Unkept, UnkeptList, UnkeptMembers
from adapters.wiring import StarterHandbook
from bot.allowance.purse import Purse
from bot.coach import Coach
from bot.conversation import Address, Question, Visibility
from bot.deadlines.agenda import Agenda
from bot.desk import Desk
from bot.members.about import About
from bot.members.belongings import Belongings
from bot.members.profile import Profile
from bot.messages import Message
from bot.portfolio.desk import PortfolioDesk
from bot.programs.advising import Advisor
from knowledge.passages import Findings, Hit
from tests.fakes import MemoryCatalog, MemoryShortlist, MemoryStore
from tests.findings import a_hit, some_findings
from tests.program_samples import CMO, ETHICS
from tests.reminder_fakes import MemoryBook, MemoryMembers

MOMENT = datetime(2026, 11, 22, 3, 15, tzinfo=UTC)
ADVICE = "Physicians and nurses get a course paid for by asking for paid time."
TENANT, MEMBER = "slack:T1", "U1"
HOME = Address("slack", TENANT, '{"user": "U1"}')


class Shelf:
    """A library with one passage."""

    def __init__(self, advice: str = ADVICE) -> None:
        self._advice = advice

    def search(self, query: str, limit: int) -> Findings:
        """That passage, whatever is asked."""
        return some_findings(query, (a_hit(self._advice),)[:limit])

    def passage(self, document: str, words: str) -> Hit | None:
        """None."""
        del document, words
        return None


class Office:
    """A coach with a desk of four parts, in an installation on the Pacific coast."""

    def __init__(self, advice: str = ADVICE) -> None:
        self.turns, self.list, self.members = MemoryStore(), MemoryShortlist(), MemoryMembers()
        self.book, self.deadlines = MemoryBook(), self.members.deadlines
        held = Belongings(self.turns, self.list, self.members, self.deadlines, self.book)
        shelf, catalog = Shelf(advice), MemoryCatalog([CMO, ETHICS])
        advisor = Advisor(shelf, catalog, StarterHandbook())
        ids = count(1)

        def new_id() -> str:
            return f"n{next(ids)}"

        self.desk = Desk(
            self.members,
            held,
            (
                About(self.members, held),
                Purse(self.book, self.deadlines, advisor, new_id),
                Agenda(self.deadlines, catalog, self.list, new_id),
                PortfolioDesk(self.book, catalog, new_id),
            ),
            (About(UnkeptMembers(), Belongings(Unkept(), UnkeptList())),),
            "America/Los_Angeles",
        )
        self.coach = Coach(shelf, self.turns, self.turns, advisor, self.list, desk=self.desk)
        self._asked = 0

    def ask(self, text: str, *, zone: str = "America/New_York", channel: bool = False) -> Message:
        """The answer to the member's next message, a minute after the one before."""
        self._asked += 1
        where = Visibility.THREAD if channel else Visibility.MEMBER
        at = MOMENT + timedelta(minutes=self._asked)
        key, to = f"k{self._asked}", Address("slack", TENANT, "{}")
        said = self.coach.reply(Question(key, text, MEMBER, "t1", to, where, at, HOME, zone))
        assert said is not None
        return said

    @property
    def profile(self) -> Profile:
        """What the member has told."""
        known = self.members.member(TENANT, MEMBER)
        return known.profile if known else Profile()
