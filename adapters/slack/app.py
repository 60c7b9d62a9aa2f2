"""Slack as one of the coach's surfaces: over a socket the coach opens, or signed HTTP."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from adapters.slack.access import (
    Identity,
    SlackSettings,
    identify,
    may_open_socket,
    sdk_log,
    web_client,
)
from adapters.slack.listeners import Listeners
from adapters.slack.manifest import COMMAND, EVENTS_PATH
from adapters.slack.programs import COMPARE, REMOVE, SAVE, SOURCE
from adapters.slack.reminders import SAY
from adapters.slack.render import SHARE
from adapters.surfaces import Route
from bot.coach import Coach

_SECONDS_TO_CONNECT = 10
_SECONDS_TO_FINISH = 10

_log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The current moment."""
    return datetime.now(UTC)


def build_app(settings: SlackSettings, identity: Identity, listeners: Listeners) -> AsyncApp:
    """The Bolt app with every listener in place.

    Who the coach is was asked once, at the start. Left to itself Bolt would ask on the first
    event, and drop the event when that fails; and it would take SLACK_CLIENT_ID in the
    environment for a wish to be installed by OAuth.
    """

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=identity.enterprise_id,
            team_id=identity.team_id,
            bot_user_id=identity.user_id,
            bot_id=identity.bot_id,
            bot_token=settings.bot_token,
        )

    app = AsyncApp(
        name=sdk_log.name,
        logger=sdk_log,
        client=web_client(settings),
        authorize=authorize,
        request_verification_enabled=False,  # SlackSurface does, before it reads the body
    )
    app.event("app_mention")(listeners.on_event)
    app.event("message")(listeners.on_event)
    app.command(COMMAND)(listeners.on_command)
    app.action(SHARE)(listeners.on_share)
    app.action(_numbered(SAVE))(listeners.on_save)
    app.action(_numbered(REMOVE))(listeners.on_remove)
    app.action(COMPARE)(listeners.on_compare)
    app.action(_numbered(SOURCE))(listeners.on_source)
    app.action(_numbered(SAY))(listeners.on_say)
    return app


def _numbered(action: str) -> re.Pattern[str]:
    """The action of every card in a message, in which no two may be the same."""
    return re.compile(rf"^{action}:\w+$")


class SlackSurface:
    """What the server mounts, starts and stops. `now` is an aware clock."""

    name = "Slack"

    def __init__(
        self, settings: SlackSettings, coach: Coach, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._settings = settings
        self._coach = coach
        self._now = now
        self._listeners: Listeners | None = None
        self._app: AsyncApp | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Task[None] | None = None

    @property
    def routes(self) -> tuple[Route, ...]:
        """What to mount: method, path, handler. Nothing in Socket Mode."""
        return () if self._settings.socket_mode else (("POST", EVENTS_PATH, self._on_http),)

    async def start(self) -> None:
        """Ask Slack who the coach is, then listen.

        Raises SettingsInvalid when Slack refuses a token, SurfaceUnreachable when it cannot be
        asked; nothing was begun then.
        """
        identity = await identify(self._settings)
        if self._settings.socket_mode:
            await may_open_socket(self._settings)
        self._listeners = Listeners(self._coach, identity.user_id, self._now)
        self._app = build_app(self._settings, identity, self._listeners)
        if self._settings.socket_mode:
            await self._open_socket(self._app)

    async def _open_socket(self, app: AsyncApp) -> None:
        """Open the socket; one that does not open soon is tried on and on."""
        self._socket = AsyncSocketModeHandler(
            app,
            self._settings.app_token,
            logger=sdk_log,
            web_client=web_client(self._settings, self._settings.app_token),
        )
        self._connecting = asyncio.create_task(self._socket.connect_async())  # type: ignore[no-untyped-call]
        await asyncio.wait({self._connecting}, timeout=_SECONDS_TO_CONNECT)
        if not self._connecting.done():
            _log.warning("Slack's socket is not open yet; the coach goes on trying")

    async def stop(self) -> None:
        """Take no more messages, and finish the answers under way."""
        if self._socket:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
        if self._connecting:
            self._connecting.cancel()
        if self._listeners:
            await self._listeners.finish(_SECONDS_TO_FINISH)

    async def _on_http(self, request: web.Request) -> web.StreamResponse:
        """Take in a request. Before the start Slack is told to send it again later."""
        if self._app is None:
            return web.json_response({"error": "not started yet"}, status=503)
        body = await request.read()
        if not self._is_signed(body, request):
            return web.json_response({"error": "invalid signature"}, status=401)
        try:
            asked = AsyncBoltRequest(body=body.decode(), headers=dict(request.headers))
        except ValueError:
            return web.json_response({"error": "unreadable body"}, status=400)
        return await to_aiohttp_response(await self._app.async_dispatch(asked))

    def _is_signed(self, body: bytes, request: web.Request) -> bool:
        """Whether Slack signed this in the last five minutes. Bolt's own check stumbles over a
        time stamp that is no number, and over text that is not UTF-8 or ASCII."""
        verifier = SignatureVerifier(self._settings.signing_secret)
        try:
            return verifier.is_valid_request(body, dict(request.headers))
        except (ValueError, TypeError):
            return False
