"""What the couriers of every platform have in common: how long to wait, and what to tell whom."""

from __future__ import annotations

import asyncio
import logging
import random
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from bot.conversation import Address
from bot.messages import Message
from bot.nudges.delivery import HTTP_TIMEOUT, NotSent, Outcome, Refused
from bot.nudges.ports import Courier

SOON = timedelta(seconds=30)
"""After what passes by itself: no way to the platform, a service that is closed for a moment."""
MENDED = timedelta(minutes=10)
"""After what somebody has to mend: a token, a scope, the bot's registration."""
MOST_ASKED = timedelta(hours=1)
"""Longer than any platform has ever asked to wait; who asks for more is asked again then."""

SECONDS = HTTP_TIMEOUT.total_seconds()
"""For everything that comes before a post, and again for everything from the post on: together
less than SETTLE, so that a send is over before anybody else looks for it."""

_JITTER_SECONDS = 5.0

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger(__name__)


def jitter() -> float:
    """Seconds on top of those a platform asks to wait, so that not everybody is back at once."""
    return random.uniform(0, _JITTER_SECONDS)


def busy(reason: str, told: str | None, jitter: float) -> NotSent:
    """The platform asks every sender of a tenant to wait; `told` is its Retry-After, if any."""
    asked = SOON.total_seconds()
    if told and told.isdecimal():
        asked = min(float(told), MOST_ASKED.total_seconds())
    return NotSent(reason, timedelta(seconds=asked + jitter), gated=True)


def barred(reason: str) -> NotSent:
    """The platform lets the coach post to nobody of a tenant until somebody mends that."""
    return NotSent(reason, MENDED, gated=True)


def is_barred(outcome: Outcome) -> bool:
    """Whether somebody has to mend the installation before anything can be sent."""
    return isinstance(outcome, NotSent) and outcome == barred(outcome.reason)


class Observed:
    """A courier of which can be asked afterwards whether it was let in."""

    def __init__(self, courier: Courier) -> None:
        self._courier = courier
        self.barred = False

    @property
    def can_look(self) -> bool:
        """As the courier says."""
        return self._courier.can_look

    def send(self, delivery: str, home: Address, message: Message) -> Outcome:
        """As the courier does."""
        outcome = self._courier.send(delivery, home, message)
        self.barred = self.barred or is_barred(outcome)
        return outcome

    def find(self, delivery: str, home: Address, since: datetime) -> str | None:
        """As the courier does."""
        return self._courier.find(delivery, home, since)


def reported(platform: str, delivery: str, outcome: Outcome) -> Outcome:
    """The same outcome; whoever runs the coach reads in the log what they have to mend, and what
    was given up. The delivery's id is the reference to ask about."""
    match outcome:
        case NotSent(reason) if is_barred(outcome):
            _log.error(
                "%s lets the coach send no reminders (%s); none is lost, and all of them wait "
                "until this is mended: run `coach check`",
                platform,
                reason,
            )
        case Refused(reason, unreachable=True):
            _log.warning("delivery %s: nobody to bring it to: %s", delivery, reason)
        case Refused(reason):
            _log.error("delivery %s: given up, %s will not have it: %s", delivery, platform, reason)
    return outcome


class Apart(ThreadPoolExecutor):
    """Runs each call in a thread of its own, for which nobody waits: neither an event loop that
    is closed nor a process that ends."""

    def submit(self, call: Callable[P, T], /, *given: P.args, **named: P.kwargs) -> Future[T]:
        """Begin the call now."""
        future: Future[T] = Future()

        def settle() -> None:
            try:
                future.set_result(call(*given, **named))
            except BaseException as error:  # noqa: BLE001 - it is whoever waits who gets it
                future.set_exception(error)

        future.set_running_or_notify_cancel()
        threading.Thread(target=settle, daemon=True).start()
        return future


def run(sending: Coroutine[Any, Any, T]) -> T:
    """As asyncio.run, without waiting for calls that still block in threads when it is over."""
    with asyncio.Runner() as runner:
        runner.get_loop().set_default_executor(Apart())
        return runner.run(sending)
