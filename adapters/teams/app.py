"""The Teams surface: the route, and what each kind of activity leads to.

Teams waits about ten seconds for a request and then calls the bot broken. So a question is
acknowledged at once, and answered by the courier from a worker thread, however long that takes.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import Any

from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext, serializer_helper
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity
from msrest.serialization import Model

from adapters.apology import apologise
from adapters.surfaces import Route
from adapters.teams.deliver import TeamsCourier
from adapters.teams.gate import Gate
from adapters.teams.read import (
    Arrival,
    Fields,
    Press,
    is_addressed,
    is_channel_thread,
    read_arrival,
    read_choice,
    read_press,
    read_question,
)
from adapters.teams.reminders import SAY
from adapters.teams.render import pressed_reply
from adapters.teams.respond import Respondent
from adapters.teams.settings import TeamsSettings
from adapters.teams.wire import PressReply
from bot.coach import Coach
from bot.errors import SettingsInvalid
from bot.messages import Done, Message
from bot.nudges.wording import ANSWERED_BELOW, PRESSED_BEFORE

log = logging.getLogger(__name__)

PATH = "/api/messages"
MOST_BYTES = 1_000_000
WORKERS = 8
GRACE_SECONDS = 15
PRESS_SECONDS = 8
# The invokes the coach understands: a press on the thumbs Teams can show under a message.
UNDERSTOOD = {"message/submitAction"}


class TeamsSurface:
    """Receives activities and has them answered. Raises SettingsInvalid when it cannot start.

    The last `greeted` new chats are remembered, so that none of them is greeted twice. `patience`
    are the seconds after which a pressed button is apologised for.
    """

    name = "Teams"

    def __init__(
        self,
        coach: Coach,
        settings: TeamsSettings,
        greeted: int = 1_000,
        patience: float = PRESS_SECONDS,
    ) -> None:
        if problems := settings.problems():
            raise SettingsInvalid("; ".join(problems))
        self._unauthenticated = settings.unauthenticated
        self._gate = Gate(settings)
        self._adapter = CloudAdapter(self._gate.authentication)
        app_id = "" if settings.unauthenticated else settings.app_id
        self._respondent = Respondent(coach, TeamsCourier(self._adapter, app_id), _utc_now)
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="teams")
        self._patience = patience
        self._pending: set[asyncio.Future[None]] = set()
        self._greeted: deque[str] = deque(maxlen=greeted)

    @property
    def routes(self) -> list[Route]:
        """Method, path and handler, for the server."""
        return [("POST", PATH, self.receive)]

    async def start(self) -> None:
        """Say in the log when anybody on this machine may speak to the bot."""
        if self._unauthenticated:
            log.warning(
                "teams: COACH_TEAMS_UNAUTHENTICATED=1: unsigned activities are accepted; "
                "for development only"
            )

    async def stop(self) -> None:
        """Finish the answers that are being written, for GRACE_SECONDS at most."""
        if self._pending:
            _, late = await asyncio.wait(self._pending, timeout=GRACE_SECONDS)
            if late:
                log.warning("teams: stopped while %d answers were being written", len(late))
        self._workers.shutdown(wait=False, cancel_futures=True)
        self._gate.close()

    async def receive(self, request: web.Request) -> web.Response:
        """Take in one activity; the status says only whether it was accepted."""
        fields = await _read_body(request)
        activity = _read_activity(fields)
        identity = await self._gate.admit(activity, request.headers.get("Authorization", ""))
        turn = partial(self._on_turn, fields)
        reply = await self._adapter.process_activity(identity, activity, turn)
        if reply is None:
            return web.Response(status=HTTPStatus.ACCEPTED)
        return web.json_response(serializer_helper(reply.body), status=reply.status)

    async def _on_turn(self, fields: Fields, context: TurnContext) -> None:
        press = read_press(fields)
        invoked = fields.get("type") == "invoke"
        if press and press.verb == SAY and (said := read_choice(fields, press, _utc_now())):
            self._in_background(partial(self._respondent.answer, said, before=PRESSED_BEFORE))
            if invoked:
                await context.send_activity(_card_reply(Done(ANSWERED_BELOW)))
        elif invoked:
            reply = _card_reply(await self._act(press)) if press else _reply_to_invoke(fields)
            await context.send_activity(reply)
        elif press:
            self._in_background(partial(self._respondent.act_and_say, press))
        elif question := read_question(fields, _utc_now()):
            follow_up = not is_addressed(fields)
            if not follow_up or is_channel_thread(fields):
                self._in_background(partial(self._respondent.answer, question, follow_up=follow_up))
        elif arrival := read_arrival(fields):
            self._greet_once(arrival)

    def _greet_once(self, arrival: Arrival) -> None:
        """Greet a new chat. Teams announces an installation twice, as two kinds of activity.

        Only this process remembers: when the second announcement reaches another one, or this
        one after a restart, the member is greeted twice.
        """
        if arrival.thread not in self._greeted:
            self._greeted.append(arrival.thread)
            self._in_background(partial(self._respondent.greet, arrival.address))

    async def _act(self, press: Press) -> Message:
        """Do what was pressed while Teams waits; late, the press is apologised for."""
        work = asyncio.get_running_loop().run_in_executor(
            self._workers, self._respondent.act, press
        )
        try:
            async with asyncio.timeout(self._patience):
                return await work
        except TimeoutError as error:
            return apologise(error, press.key)

    def _in_background(self, work: Callable[[], None]) -> None:
        future = asyncio.get_running_loop().run_in_executor(self._workers, work)
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _reply_to_invoke(fields: Fields) -> Activity:
    """The answer Teams waits for; without a body it tells the member the app is unreachable.

    The body is an empty SDK model, because the SDK fails on the way out with a plain dict.
    """
    known = fields.get("name") in UNDERSTOOD
    status = HTTPStatus.OK if known else HTTPStatus.NOT_IMPLEMENTED
    empty = Model()  # type: ignore[no-untyped-call]
    return Activity(type="invokeResponse", value=InvokeResponse(status=status, body=empty))


def _card_reply(message: Message) -> Activity:
    """The answer to a press, which Teams shows to the one who pressed and to nobody else: words
    beside the card, or a card in its place."""
    kind, value = pressed_reply(message)
    reply = PressReply(status_code=HTTPStatus.OK, type=kind, value=value)
    return Activity(type="invokeResponse", value=InvokeResponse(status=HTTPStatus.OK, body=reply))


async def _read_body(request: web.Request) -> dict[str, Any]:
    """The request's JSON object. Raises 415, 413 or 400."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            raise web.HTTPRequestEntityTooLarge(MOST_BYTES, len(body))
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise web.HTTPBadRequest(text="not JSON") from error
    if not isinstance(fields, dict) or not isinstance(fields.get("type"), str):
        raise web.HTTPBadRequest(text="not an activity")
    return fields


def _read_activity(fields: dict[str, Any]) -> Activity:
    """The SDK's activity. Raises 400 for fields of the wrong kind.

    Replies always go to the connector, also for a sender who would take them in the response.
    """
    try:
        activity = Activity().deserialize(fields)
    except (TypeError, ValueError, AttributeError) as error:
        raise web.HTTPBadRequest(text="not an activity") from error
    activity.delivery_mode = None
    return activity
