"""What happens when Slack tells the coach something: read, ask the coach, deliver."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.apology import apologise
from adapters.slack.deliver import NotPosted, Response, deliver, respond
from adapters.slack.fallback import in_plain_text
from adapters.slack.read import (
    Body,
    ProgramsPressed,
    SharePressed,
    command_address,
    read_choice,
    read_command,
    read_event,
    read_press,
    read_share,
)
from adapters.slack.render import (
    CHANGED,
    IN_DOUBT,
    NOT_SHARED,
    PERSONAL,
    SHARED,
    TAKEN_UP,
    Payload,
    render,
    shared,
)
from adapters.slack.share import Share, fingerprint
from adapters.slack.zones import Zones
from bot import wording
from bot.coach import Coach
from bot.conversation import Question, Visibility
from bot.errors import CoachError, DeliveryFailed
from bot.messages import Answer, Done, Help, Message
from bot.nudges.wording import PRESSED_BEFORE, UNREADABLE_CHOICE

Ack = Callable[[], Awaitable[Any]]

_log = logging.getLogger(__name__)


class Listeners:
    """The listeners of one app. Bolt hands them their arguments by name.

    `bot` is the coach's own user id, `patience` the seconds after which an answer is given up
    and apologised for, `now` an aware clock: commands and presses carry no time.
    """

    def __init__(
        self, coach: Coach, bot: str, now: Callable[[], datetime], patience: float = 60
    ) -> None:
        self._coach = coach
        self._bot = bot
        self._now = now
        self._patience = patience
        self._zones = Zones()
        self._at_work: set[asyncio.Task[Any]] = set()

    async def on_event(self, body: Body, client: AsyncWebClient) -> None:
        """Answer a direct message, a mention, or a message in a thread the coach follows."""
        heard = read_event(body, self._bot)
        if heard and (heard.called or await self._follows(heard.question)):
            await self._answer(heard.question, client, render)

    async def on_command(self, ack: Ack, body: Body, client: AsyncWebClient) -> None:
        """Answer `/coach`, for the one who asked only."""
        await ack()
        question = read_command(body, self._bot, self._now())
        if question:
            await self._answer(question, client, lambda said: _shareable(said, question.key))
        else:
            await _delivered("/coach help", deliver(client, command_address(body), render(Help())))

    async def on_share(self, ack: Ack, body: Body) -> None:
        """Post the answer the button stands under for all in the channel, once.

        The press is claimed before the answer is posted. When nothing was posted for certain, the
        sharer gets the answer again with a button of a new key, so a press works after a restart
        too, and no two buttons are ever good at the same time.
        """
        await ack()
        pressed = read_share(body, self._now())
        with self._working():
            try:
                response = await _on_share(pressed, await self._reply(pressed.question))
            except Exception as error:  # noqa: BLE001 - whatever it was, the member is told
                response = Response(render(apologise(error, pressed.share.key)))
            await _delivered(pressed.share.key, respond(pressed.response_url, response))

    async def on_save(self, ack: Ack, body: Body) -> None:
        """Put a program on the presser's list, and tell nobody else."""
        await ack()
        pressed = read_press(body)
        who = (pressed.tenant, pressed.member)
        await self._act(
            pressed, lambda: self._coach.save_program(*who, pressed.programs[0], self._now())
        )

    async def on_remove(self, ack: Ack, body: Body) -> None:
        """Take a program off the presser's list, and tell nobody else."""
        await ack()
        pressed = read_press(body)
        who = (pressed.tenant, pressed.member)
        await self._act(pressed, lambda: self._coach.remove_program(*who, pressed.programs[0]))

    async def on_compare(self, ack: Ack, body: Body) -> None:
        """Show the presser some of the programs side by side."""
        await ack()
        pressed = read_press(body)
        await self._act(pressed, lambda: self._coach.compare(pressed.programs))

    async def on_say(self, ack: Ack, body: Body, client: AsyncWebClient) -> None:
        """Take what a button says for the presser's own words, once, in private."""
        await ack()
        if question := read_choice(body, self._now()):
            await self._answer(question, client, render, before=Done(PRESSED_BEFORE))
        else:
            response = Response(render(Done(UNREADABLE_CHOICE)))
            await _delivered("a button that says nothing", respond(body["response_url"], response))

    async def on_source(self, ack: Ack) -> None:
        """Nothing: Slack opens the page by itself, and reports the press all the same."""
        await ack()

    async def finish(self, seconds: float) -> None:
        """Wait for the answers under way, but not longer than this."""
        if self._at_work:
            await asyncio.wait(self._at_work, timeout=seconds)

    async def _follows(self, question: Question) -> bool:
        """Not, when it cannot be known: the message may be meant for somebody else."""
        try:
            return await asyncio.to_thread(
                self._coach.follows, question.address.tenant, question.thread
            )
        except CoachError as error:
            apologise(error, question.key)
            return False

    async def _answer(
        self,
        question: Question,
        client: AsyncWebClient,
        show: Callable[[Message], Payload],
        before: Message | None = None,
    ) -> None:
        """Answer or apologise; say `before` where the question was taken up before, if anything."""
        with self._working():
            try:
                message = await self._reply(await self._placed(question, client)) or before
                payload = None if message is None else show(message)
            except Exception as error:  # noqa: BLE001 - whatever it was, the member is told
                payload = render(apologise(error, question.key))
            if payload:
                await _delivered(question.key, _insisted(question, client, payload))

    async def _placed(self, question: Question, client: AsyncWebClient) -> Question:
        """A private question with its member's time zone; in a channel it is nobody's business."""
        if question.visibility is not Visibility.MEMBER:
            return question
        return replace(question, zone=await self._zones.of(client, question))

    async def _act(self, pressed: ProgramsPressed, act: Callable[[], Message]) -> None:
        """Do what was pressed, and tell the presser what came of it."""
        with self._working():
            try:
                payload = render(Done(wording.UNREADABLE_BUTTON))
                if pressed.programs:
                    async with asyncio.timeout(self._patience):
                        payload = render(await asyncio.to_thread(act))
            except Exception as error:  # noqa: BLE001 - whatever it was, the member is told
                payload = render(apologise(error, pressed.key))
            response = Response(payload, thread_ts=pressed.thread_ts)
            await _delivered(pressed.key, respond(pressed.response_url, response))

    async def _reply(self, question: Question) -> Message | None:
        async with asyncio.timeout(self._patience):
            return await asyncio.to_thread(self._coach.reply, question)

    @contextmanager
    def _working(self) -> Iterator[None]:
        """Keep hold of the running task: the event loop alone would not."""
        task = asyncio.current_task()
        if task is None:  # a listener always runs in one
            raise RuntimeError("a listener was called outside the event loop")
        self._at_work.add(task)
        try:
            yield
        finally:
            self._at_work.discard(task)


async def _insisted(question: Question, client: AsyncWebClient, payload: Payload) -> None:
    """Deliver, once more in plain text where Slack posted nothing. Where it may have posted the
    answer, an apology follows instead: nothing is answered twice. Raises DeliveryFailed."""
    try:
        await deliver(client, question.address, payload)
    except DeliveryFailed as error:
        if error.gone:
            raise
        _log.warning("The answer to %s is tried once more: %s", question.key, error)
        text = payload.text
        if not isinstance(error, NotPosted):
            text = in_plain_text(apologise(error, question.key))
        await deliver(client, question.address, Payload(text, ()))


async def _delivered(key: str, delivery: Awaitable[None]) -> None:
    """Await a delivery; when Slack does not take the message, the log says why."""
    try:
        await delivery
    except DeliveryFailed as error:
        _log.error("The answer to %s was not delivered: %s", key, error)


async def _on_share(pressed: SharePressed, message: Message | None) -> Response:
    """Share what the member has read, and only that; return what to tell the sharer."""
    if message is None:
        return Response(render(Done(TAKEN_UP)))
    if isinstance(message, Answer) and fingerprint(message) == pressed.share.fingerprint:
        return Response(await _share(pressed, message), replace=True)
    return Response(_shareable(message, pressed.share.key).with_note(CHANGED), replace=True)


async def _share(pressed: SharePressed, answer: Answer) -> Payload:
    """Post the answer; return it with what came of that. Only what was not posted for certain
    keeps a button, of another key than the one pressed."""
    posted = shared(answer, pressed.share.question, pressed.question.member)
    try:
        await respond(pressed.response_url, Response(posted, in_channel=True))
    except DeliveryFailed as error:
        _log.error("The answer to %s was not shared: %s", pressed.share.key, error)
        if isinstance(error, NotPosted):
            return _shareable(answer, pressed.share.key).with_note(NOT_SHARED)
        return render(answer).with_note(IN_DOUBT)
    return render(answer).with_note(SHARED)


def _shareable(message: Message, key: str) -> Payload:
    """An answer with a button that shares it, unless it tells others of its member; anything else
    is not for sharing."""
    payload = render(message)
    if not isinstance(message, Answer):
        return payload
    if message.personal:
        return payload.with_note(PERSONAL)
    value = Share.of(message, key).value
    return payload.with_share(value) if value else payload
