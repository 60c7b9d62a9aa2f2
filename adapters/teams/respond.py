"""The worker's side of a question: ask the coach, deliver what it says, and never be silent."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from adapters.apology import apologise
from adapters.teams.deliver import TeamsCourier
from adapters.teams.programs import COMPARE, REMOVE, SAVE
from adapters.teams.read import Press
from adapters.teams.reminders import SAY
from bot import wording
from bot.coach import Coach
from bot.conversation import Address, Question
from bot.errors import DeliveryFailed
from bot.messages import Done, Help, Message
from bot.nudges.wording import CHOICE_IN_PRIVATE, UNREADABLE_CHOICE

log = logging.getLogger(__name__)


class Respondent:
    """Answers questions and presses from worker threads. Nothing it does raises.

    `now` is an aware clock: not every press carries a time.
    """

    def __init__(self, coach: Coach, courier: TeamsCourier, now: Callable[[], datetime]) -> None:
        self._coach = coach
        self._courier = courier
        self._now = now

    def answer(self, question: Question, *, follow_up: bool = False, before: str = "") -> None:
        """Answer a question; one that is a `follow_up` only where the coach has spoken. Where it
        was taken up before, say `before`, if anything."""
        try:
            self._reply(question, follow_up=follow_up, before=before)
        except Exception as error:  # noqa: BLE001  # whatever it was, the member hears of it
            apology = apologise(error, question.key)
            if not (isinstance(error, DeliveryFailed) and error.gone):
                self._say_at_last(question.address, apology, question.key)

    def act(self, press: Press) -> Message:
        """Do what a button asks for; what to tell the one who pressed it."""
        try:
            if refusal := _refused(press):
                return Done(refusal)
            if press.programs and press.verb == SAVE:
                program = press.programs[0]
                return self._coach.save_program(press.tenant, press.member, program, self._now())
            if press.programs and press.verb == REMOVE:
                return self._coach.remove_program(press.tenant, press.member, press.programs[0])
            if press.programs and press.verb == COMPARE:
                return self._coach.compare(press.programs)
            return Done(wording.UNREADABLE_BUTTON)
        except Exception as error:  # noqa: BLE001  # whatever it was, the member hears of it
            return apologise(error, press.key)

    def act_and_say(self, press: Press) -> None:
        """The same for a client that takes its answer as a message."""
        self._say_at_last(press.address, self.act(press), press.key)

    def greet(self, address: Address) -> None:
        """Introduce the coach."""
        self._say_at_last(address, Help(), "a new chat")

    def _reply(self, question: Question, *, follow_up: bool, before: str) -> None:
        address = question.address
        if follow_up and not self._coach.follows(address.tenant, question.thread):
            return
        try:
            self._courier.typing(address)
        except DeliveryFailed as error:
            log.warning("teams: typing not shown for %s: %s", question.key, error)
        if message := self._coach.reply(question) or (Done(before) if before else None):
            self._deliver(address, message, question.key)

    def _deliver(self, address: Address, message: Message, key: str) -> None:
        try:
            self._courier.deliver(address, message)
        except DeliveryFailed as error:
            log.warning("teams: nothing delivered for %s: %s", key, error)
            raise

    def _say_at_last(self, address: Address, message: Message, key: str) -> None:
        """Deliver what nothing can stand in for."""
        try:
            self._deliver(address, message, key)
        except Exception as error:  # noqa: BLE001
            apologise(error, key)


def _refused(press: Press) -> str:
    """Why nothing is done for a press, whatever it names; "" when nothing stands against it."""
    if press.verb == SAY:
        return CHOICE_IN_PRIVATE if press.says else UNREADABLE_CHOICE
    return "" if press.private else wording.PRESS_IN_PRIVATE
