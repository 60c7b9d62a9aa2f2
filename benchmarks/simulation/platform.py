"""Two platforms that do to a note whatever a real one can: one with a history in which it can be
looked for, one without."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto
from random import Random

from benchmarks.simulation.cast import numbered
from benchmarks.simulation.journal import Journal, Line, Tried
from bot.conversation import Address
from bot.messages import Message, Nudge, Reminder
from bot.nudges.delivery import InDoubt, NotSent, Outcome, Parcel, Sent
from bot.when.wall import Wall

FORGOTTEN = timedelta(days=1)
LAG = timedelta(seconds=20)
"""How long the history does not show a message."""


class Clock:
    """The coach's clock, which stands still until it is set."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """The moment that it shows."""
        return self.moment


class Fault(Enum):
    """What happens to one try."""

    KILLED_BEFORE = auto()
    KILLED_AFTER = auto()
    TOO_MANY = auto()
    ANSWER_LOST = auto()
    REQUEST_LOST = auto()
    NO_CONNECTION = auto()


class Broken(StrEnum):
    """A way in which the coach could be broken, to see that the oracle notices: it skips notes,
    never finds a note in doubt, knows no quiet hours, does not hear what is done or put off, or
    runs a day ahead."""

    SKIPS = "skips"
    BLIND = "blind"
    LOUD = "loud"
    DEAF = "deaf"
    HASTY = "hasty"


class Killed(BaseException):
    """The process ends here, as with kill -9: nothing is settled."""


@dataclass(frozen=True, slots=True)
class Weather:
    """How often which fault comes, each as a share of all tries."""

    seed: int
    shares: dict[Fault, float]

    @classmethod
    def usual(cls, members: int, seed: int) -> Weather:
        """Lost answers and refused connections come with the traffic; kills and 429s in a year
        come some hundred times, however many the members are."""
        rare = min(0.01, 10 / members)
        shares = {
            Fault.KILLED_BEFORE: rare,
            Fault.KILLED_AFTER: rare,
            Fault.TOO_MANY: rare,
            Fault.ANSWER_LOST: 0.003,
            Fault.REQUEST_LOST: 0.002,
            Fault.NO_CONNECTION: 0.003,
        }
        return cls(seed, shares)

    def strikes(self, member: int, tried: int) -> Fault | None:
        """What befalls a member's try of this number."""
        luck = Random(f"{self.seed}/weather/{member}/{tried}").random()
        for fault, share in self.shares.items():
            luck -= share
            if luck < 0:
                return fault
        return None


class RecordingCourier:
    """Notes in the journal what it is given. `lets_look` whether there is a history. Broken it
    skips every twentieth note, or sees nothing in the history."""

    def __init__(
        self,
        clock: Clock,
        journal: Journal,
        weather: Weather,
        *,
        lets_look: bool,
        broken: Broken | None = None,
    ) -> None:
        self._clock = clock
        self._journal = journal
        self._weather = weather
        self._lets_look = lets_look
        self._broken = broken
        self._tries: Counter[int] = Counter()
        self._history: dict[str, datetime] = {}
        self.faults: Counter[Fault] = Counter()

    @property
    def can_look(self) -> bool:
        """Whether there is a history."""
        return self._lets_look

    def send(self, delivery: str, home: Address, message: Message) -> Outcome:
        """Take a note, or do what the weather says. Raises Killed."""
        member = numbered(home)
        self._tries[member] += 1
        if self._broken is Broken.SKIPS and (member + self._tries[member]) % 20 == 0:
            return Sent("")
        fault = self._weather.strikes(member, self._tries[member])
        if fault:
            self.faults[fault] += 1
        posted = fault in {None, Fault.ANSWER_LOST, Fault.KILLED_AFTER}
        in_doubt = fault not in {None, Fault.TOO_MANY, Fault.NO_CONNECTION}
        now = self._clock()
        tried = Tried(member, now, delivery, posted, in_doubt, _lines(message), not self._lets_look)
        self._journal.note(tried)
        if posted:
            self._keep(delivery, now)
        return self._answer(fault, delivery)

    def find(self, delivery: str, home: Address, since: datetime) -> str | None:  # noqa: ARG002
        """The note of a delivery, once the history shows it."""
        at = None if self._broken is Broken.BLIND else self._history.get(delivery)
        return delivery if at is not None and at + LAG <= self._clock() else None

    def _answer(self, fault: Fault | None, delivery: str) -> Outcome:
        match fault:
            case None:
                return Sent(delivery)
            case Fault.KILLED_BEFORE | Fault.KILLED_AFTER:
                raise Killed
            case Fault.TOO_MANY:
                wait = timedelta(seconds=30 + 30 * (self.faults[fault] % 10))
                return NotSent("429", wait, gated=True)
            case Fault.NO_CONNECTION:
                return NotSent("refused connection", timedelta(seconds=30))
            case Fault.ANSWER_LOST | Fault.REQUEST_LOST:
                return InDoubt("timeout")

    def _keep(self, delivery: str, now: datetime) -> None:
        self._history[delivery] = now
        while self._history[oldest := next(iter(self._history))] < now - FORGOTTEN:
            del self._history[oldest]


def composed(parcel: Parcel) -> Nudge:
    """A nudge that says only what the journal wants to know."""
    reminders = (
        Reminder(
            title=due.deadline.id,
            when=due.stage.occurrence.isoformat(),
            because=_why(due.watch.snoozed, due.stage.key),
            do="again" if due.stage.again else "",
            rows=(("days", str(due.stage.days)),),
        )
        for due in parcel.dues
    )
    return Nudge(tuple(reminders))


def _why(snoozed: Wall | None, key: str) -> str:
    return "put off" if snoozed is not None and "/s" in key else ""


def _lines(message: Message) -> tuple[Line, ...]:
    reminders = message.reminders if isinstance(message, Nudge) else ()
    return tuple(
        Line(
            each.title,
            datetime.fromisoformat(each.when).date(),
            int(dict(each.rows)["days"]),
            put_off=bool(each.because),
            again=bool(each.do),
        )
        for each in reminders
    )
