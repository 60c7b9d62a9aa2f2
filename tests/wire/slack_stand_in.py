"""A small Slack on the loopback: it answers the Web API, records what is posted, signs events."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlencode

import pytest
from aiohttp import ClientResponse, WSMsgType, web
from aiohttp.test_utils import TestClient, TestServer
from slack_sdk.signature import SignatureVerifier

from adapters.slack.access import SlackSettings
from adapters.slack.app import SlackSurface
from bot.coach import Coach
from tests.wire.slack_payloads import BOT, TEAM, Json, payload

T = TypeVar("T")

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


@dataclass
class StandIn:
    """What Slack was told. `posted` are messages, `answered` replies to commands and presses.
    `zone` is every user's, `enterprise` the workspace's Grid if it is in one; a history is given in
    pages of `page` messages, newest first; methods that are `held` are not answered at all."""

    base: str = ""
    posted: list[Json] = field(default_factory=list)
    answered: list[Json] = field(default_factory=list)
    acknowledged: list[Json] = field(default_factory=list)
    refusals: defaultdict[str, deque[web.Response | None]] = field(
        default_factory=lambda: defaultdict(deque)
    )
    calls: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    zone: str = "America/Denver"
    enterprise: str = ""
    page: int = 100
    _closing: asyncio.Event = field(default_factory=asyncio.Event)
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

    def lose(self, method: str) -> None:
        """Let the next call of a method be done, and its answer lost."""
        self.lost.append(method)

    async def asked(self, method: str, within: float = 10) -> None:
        """Wait until a method was called."""
        async with asyncio.timeout(within), self._told:
            await self._told.wait_for(lambda: method in self.calls)

    async def until(
        self, posted: int = 0, answered: int = 0, acknowledged: int = 0, within: float = 10
    ) -> None:
        """Wait until so many messages, replies and acknowledgements have come."""
        async with asyncio.timeout(within), self._told:
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
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/hook", self._hook)
        app.router.add_get("/socket", self._socket)
        return app

    def close(self) -> None:
        """Let go of what is held."""
        self._closing.set()

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        await self._record(self.calls, method)
        if self.refusals[method]:
            return _refusal(self.refusals[method].popleft(), request)
        if method in self.held:
            await self._closing.wait()
        asked = await _asked(request)
        if method == "chat.postMessage":
            stamp = f"{time.time():.6f}"
            await self._record(self.posted, {**asked, "ts": stamp})
        if method in self.lost:
            self.lost.remove(method)
            return _refusal(None, request)
        told: dict[str, Json] = {
            "auth.test": {
                "team": "Ward 7",
                "team_id": TEAM,
                "enterprise_id": self.enterprise or None,
                "user": "coach",
                "user_id": BOT,
                "bot_id": "B0COACH",
            },
            "chat.postMessage": {"ts": self.posted[-1]["ts"] if self.posted else ""},
            "conversations.open": {"channel": {"id": f"D{asked.get('users')}"}},
            "conversations.history": self._history(asked),
            "users.info": {"user": {"id": asked.get("user"), "tz": self.zone}},
            "apps.connections.open": {"url": f"{self.base}/socket".replace("http", "ws", 1)},
        }
        return web.json_response({"ok": True, **told.get(method, {})})

    def _history(self, asked: Json) -> Json:
        """A page of what was posted in a conversation after a moment; metadata on request."""
        begin, oldest = int(asked.get("cursor") or 0), float(asked.get("oldest") or 0)
        kept = [
            {name: value for name, value in message.items() if name != "metadata" or _wanted(asked)}
            for message in reversed(self.posted)
            if message["channel"] == asked.get("channel") and float(message["ts"]) > oldest
        ]
        end = begin + self.page
        following = {"next_cursor": str(end) if end < len(kept) else ""}
        return {"messages": kept[begin:end], "response_metadata": following}

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

    async def _record(self, kept: list[T], told: T) -> None:
        async with self._told:
            kept.append(told)
            self._told.notify_all()


async def _asked(request: web.Request) -> Json:
    """A call's arguments, wherever they stand."""
    if request.content_type == "application/json":
        named: Json = await request.json()
        return named
    named = dict(request.query)
    named.update({name: str(value) for name, value in (await request.post()).items()})
    return named


def _wanted(asked: Json) -> bool:
    return asked.get("include_all_metadata") in {"1", "true"}


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
            try:
                yield slack
            finally:
                slack.close()


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
