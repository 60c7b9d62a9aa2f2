"""A platform that can do to a nudge whatever a real one can, and a clock that anybody may set."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from threading import Lock

from bot.conversation import Address
from bot.errors import DeliveryFailed
from bot.messages import Message, Nudge
from bot.nudges.delivery import InDoubt, NotSent, Outcome, Refused, Sent

RETRY_AFTER = timedelta(seconds=45)


class Clock:
    """A clock that stands still until it is told to go on, or back."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """The moment that it shows."""
        return self.moment

    def go(self, **time: float) -> None:
        """Go on, or back, by a timedelta's parts."""
        self.moment += timedelta(**time)


class Fault(Enum):
    """What happens to one post."""

    LOSE_ANSWER = auto()
    LOSE_REQUEST = auto()
    NO_CONNECTION = auto()
    TOO_MANY = auto()
    GONE = auto()
    BROKEN = auto()
    KILL_BEFORE = auto()
    KILL_AFTER = auto()


class Killed(BaseException):
    """The process ends here, as with kill -9: nothing is cleaned up."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message that the platform took."""

    delivery: str
    home: Address
    message: Message
    at: datetime
    ref: str


class FakePlatform:
    """A courier and what it brings to, in one. The next faults come in the order of `faults`.

    `lag` is how long its history does not show a message, `can_look` whether there is a history,
    `dark` whether it cannot be read just now, `forbids` whether nobody is allowed to. `looks`
    counts who asked.
    """

    def __init__(self, clock: Clock, *, can_look: bool = True) -> None:
        self.clock = clock
        self.posts: list[Post] = []
        self.faults: deque[Fault] = deque()
        self.asked = 0
        self.lag = timedelta()
        self.dark = self.forbids = False
        self.looks = 0
        self._can_look = can_look
        self._lock = Lock()

    @property
    def can_look(self) -> bool:
        """Whether there is a history."""
        return self._can_look

    def send(self, delivery: str, home: Address, message: Message) -> Outcome:
        """Take a message, or do what the next fault says."""
        with self._lock:
            self.asked += 1
            fault = self.faults.popleft() if self.faults else None
            match fault:
                case Fault.LOSE_REQUEST:
                    return InDoubt("timeout")
                case Fault.NO_CONNECTION:
                    return NotSent("refused connection", timedelta(seconds=30))
                case Fault.TOO_MANY:
                    return NotSent("429", RETRY_AFTER, gated=True)
                case Fault.GONE:
                    return Refused("account_inactive", unreachable=True)
                case Fault.BROKEN:
                    return Refused("invalid_blocks")
                case Fault.KILL_BEFORE:
                    raise Killed
            ref = f"ts{len(self.posts) + 1}"
            self.posts.append(Post(delivery, home, message, self.clock(), ref))
            if fault is Fault.KILL_AFTER:
                raise Killed
            return InDoubt("timeout") if fault is Fault.LOSE_ANSWER else Sent(ref)

    def find(self, delivery: str, home: Address, since: datetime) -> str | None:
        """The message of a delivery as far as the history shows it."""
        self.looks += 1
        if self.dark:
            raise DeliveryFailed(home.surface, "timeout")
        if self.forbids:
            raise DeliveryFailed(home.surface, "missing_scope", gone=True)
        shown = self.clock() - self.lag
        known = (post for post in self.posts if post.delivery == delivery and post.at <= shown)
        return next((post.ref for post in known if post.at >= since - timedelta(minutes=15)), None)

    @property
    def doubles(self) -> int:
        """How many reminders somebody saw twice, by what was said to whom."""
        said = Counter(
            (post.home, reminder, post.message.again)
            for post in self.posts
            if isinstance(post.message, Nudge)
            for reminder in post.message.reminders
        )
        return sum(count - 1 for count in said.values())
