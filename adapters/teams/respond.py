"""The worker's side of a question: ask the coach, deliver what it says, and never be silent."""

from __future__ import annotations

import logging
import traceback
from uuid import uuid4

from adapters.teams.deliver import TeamsCourier
from bot import wording
from bot.coach import Coach
from bot.conversation import Address, Question
from bot.errors import CoachError, DeliveryFailed
from bot.messages import Apology, Help

log = logging.getLogger(__name__)


class Respondent:
    """Answers questions from worker threads. Nothing it does raises."""

    def __init__(self, coach: Coach, courier: TeamsCourier) -> None:
        self._coach = coach
        self._courier = courier

    def answer(self, question: Question, *, follow_up: bool) -> None:
        """Answer a question; one that is a `follow_up` only where the coach has spoken."""
        try:
            self._reply(question, follow_up=follow_up)
        except Exception as error:  # noqa: BLE001  # the rim: whatever it was, the member hears
            self._apologise(error, question)

    def greet(self, address: Address) -> None:
        """Introduce the coach."""
        try:
            self._courier.deliver(address, Help())
        except Exception as error:  # noqa: BLE001
            _report("a welcome", error)

    def _reply(self, question: Question, *, follow_up: bool) -> None:
        address = question.address
        if follow_up and not self._coach.follows(address.tenant, question.thread):
            return
        try:
            self._courier.typing(address)
        except DeliveryFailed as error:
            log.warning("teams: %s: typing not shown: %s", question.key, error)
        if message := self._coach.reply(question):
            self._courier.deliver(address, message)

    def _apologise(self, error: Exception, question: Question) -> None:
        reference = uuid4().hex[:8]
        _report(f"{question.key}, reference {reference}", error)
        if isinstance(error, DeliveryFailed) and error.gone:
            return
        try:
            self._courier.deliver(question.address, Apology(reference, wording.APOLOGY))
        except Exception as another:  # noqa: BLE001
            _report(f"the apology with reference {reference}", another)


def _report(what: str, error: Exception) -> None:
    log.error("teams: %s failed: %s", what, trace(error))


def trace(error: BaseException) -> str:
    """What was raised and where, without the words of foreign errors, which may be a member's."""
    said = f" ({error})" if isinstance(error, CoachError) else ""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    where = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    cause = f"; because {trace(error.__cause__)}" if error.__cause__ else ""
    return f"{type(error).__name__}{said} at {where or 'no frame'}{cause}"
