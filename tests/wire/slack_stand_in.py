"""A small Slack on the loopback: it answers the Web API, records what is posted, signs events."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from aiohttp import ClientResponse, WSMsgType, web
from aiohttp.test_utils import TestClient, TestServer
from slack_sdk.signature import SignatureVerifier

from adapters.slack.access import SlackSettings
from adapters.slack.app import SlackSurface
from bot.coach import Coach
from tests.wire.slack_payloads import BOT, TEAM, Json, payload

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


@dataclass
class StandIn:
    """What Slack was told. `posted` are messages, `answered` replies to commands and presses."""

    base: str = ""
    posted: list[Json] = field(default_factory=list)
    answered: list[Json] = field(default_factory=list)
    acknowledged: list[Json] = field(default_factory=list)
    refusals: defaultdict[str, deque[web.Response | None]] = field(
        default_factory=lambda: defaultdict(deque)
    )
    calls: list[str] = field(default_factory=list)
    _told: asyncio.Condition = field(default_factory=asyncio.Condition)
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)

    def refuse(self, method: str, error: str, status: int = 200, retry_after: str = "0") -> None:
        """Let the next call of a method fail."""
        told = web.json_response({"ok": False, "error": error}, status=status)
        told.headers["Retry-After"] = retry_after
        self.refusals[method].append(told)

    def drop(self, method: str) -> None:
        """Let the next call of a method end without an answer."""
        self.refusals[method].append(None)

    async def until(self, posted: int = 0, answered: int = 0, acknowledged: int = 0) -> None:
        """Wait until so many messages, replies and acknowledgements have come."""
        async with asyncio.timeout(10), self._told:
            await self._told.wait_for(
                lambda: (
                    len(self.posted) >= posted
                    and len(self.answered) >= answered
                    and len(self.acknowledged) >= acknowledged
                )
            )

    async def send(self, kind: str, body: Json) -> None:
        """Send an envelope down the open socket."""
        envelope = {"envelope_id": str(time.monotonic_ns()), "type": kind, "payload": body}
        await self._sockets[-1].send_json(envelope)

    def app(self) -> web.Application:
        """The server's routes."""
        app = web.Application()
        app.router.add_post("/api/{method}", self._call)
        app.router.add_post("/hook", self._hook)
        app.router.add_get("/socket", self._socket)
        return app

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls.append(method)
        if self.refusals[method]:
            return _refusal(self.refusals[method].popleft(), request)
        if method == "chat.postMessage":
            await self._record(self.posted, await request.json())
        told = {
            "auth.test": {
                "team": "Ward 7",
                "team_id": TEAM,
                "user": "coach",
                "user_id": BOT,
                "bot_id": "B0COACH",
            },
            "apps.connections.open": {"url": f"{self.base}/socket".replace("http", "ws", 1)},
        }
        return web.json_response({"ok": True, **told.get(method, {})})

    async def _hook(self, request: web.Request) -> web.Response:
        if self.refusals["hook"]:
            return _refusal(self.refusals["hook"].popleft(), request)
        await self._record(self.answered, await request.json())
        return web.Response(text="ok")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._record(self.acknowledged, frame.json())
        return socket

    async def _record(self, kept: list[Json], told: Json) -> None:
        async with self._told:
            kept.append(told)
            self._told.notify_all()


def _refusal(told: web.Response | None, request: web.Request) -> web.Response:
    if told is None and request.transport:
        request.transport.close()
    return told or web.Response()


@contextmanager
def no_proxy() -> Iterator[None]:
    """Keep the SDK from a proxy it would use for the loopback too."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
            environment.delenv(name, raising=False)
        yield


@asynccontextmanager
async def stand_in() -> AsyncIterator[StandIn]:
    """A running stand-in."""
    slack = StandIn()
    with no_proxy():
        async with TestServer(slack.app()) as server:
            slack.base = str(server.make_url("")).rstrip("/")
            yield slack


@dataclass
class Wire:
    """The coach behind signed HTTP, and the Slack it talks to."""

    slack: StandIn
    client: TestClient[web.Request, web.Application]
    surface: SlackSurface

    async def event(self, body: Json) -> ClientResponse:
        """Deliver an event as Slack does."""
        return await self.signed(json.dumps(body), "application/json")

    async def command(self, text: str, **changes: str) -> ClientResponse:
        """Give the command as Slack does."""
        body = payload("command", text=text, response_url=f"{self.slack.base}/hook", **changes)
        return await self.signed(urlencode(body), "application/x-www-form-urlencoded")

    async def press(
        self, value: object, action: str = "share", **changes: object
    ) -> ClientResponse:
        """Press a button as Slack does."""
        body = payload("press", response_url=f"{self.slack.base}/hook", **changes)
        body["actions"][0] |= {"action_id": action, "value": value}
        form = urlencode({"payload": json.dumps(body)})
        return await self.signed(form, "application/x-www-form-urlencoded")

    async def signed(self, body: str, kind: str, **headers: str) -> ClientResponse:
        """Deliver a body under a true signature, unless a header says otherwise."""
        moment = str(int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=moment, body=body)
        told = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": moment,
            "X-Slack-Signature": signature or "",
            **headers,
        }
        return await self.client.post("/slack/events", data=body.encode(), headers=told)

    async def quiet(self) -> None:
        """Wait until every answer under way is given."""
        await self.surface.stop()


@asynccontextmanager
async def wired(coach: Coach) -> AsyncIterator[Wire]:
    """The coach served to a stand-in by signed HTTP."""
    async with stand_in() as slack:
        settings = SlackSettings("xoxb-1", signing_secret=SECRET, api_base=f"{slack.base}/api/")
        surface = SlackSurface(settings, coach)
        app = web.Application()
        for method, path, handler in surface.routes:
            app.router.add_route(method, path, handler)
        await surface.start()
        async with TestClient(TestServer(app)) as client:
            yield Wire(slack, client, surface)
            await surface.stop()
