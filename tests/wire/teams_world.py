"""A loopback world for the Teams surface: a connector that records, and a coach that obeys."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

from adapters.teams.app import TeamsSurface
from adapters.teams.settings import TeamsSettings
from bot.coach import Coach
from bot.conversation import Question
from bot.messages import Message
from tests.fakes import MemoryStore
from tests.teams_samples import ANSWER
from tests.wire.scripted_coach import ShoppingCoach

FIXTURES = Path(__file__).parent / "teams"
DEVELOPMENT = TeamsSettings(unauthenticated=True)


class ObedientCoach(ShoppingCoach):
    """Answers every question once, as told; what it is told may also raise."""

    def __init__(self, say: Callable[[Question], Message] = lambda _: ANSWER) -> None:
        super().__init__()
        self.asked: list[Question] = []
        self._told = say
        self._receipts = MemoryStore()

    def reply(self, question: Question) -> Message | None:
        if not self._receipts.claim(question.key, question.asked_at):
            return None
        self.asked.append(question)
        return self._told(question)

    def follows(self, tenant: str, thread: str) -> bool:
        return any(question.thread == thread for question in self.asked)


@dataclass
class Connector:
    """Stands in for Teams' side: keeps what the bot posts, answers with the given statuses."""

    url: str = ""
    posts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.raw.append(body)
        self.posts.append((request.path, json.loads(body)))
        status = self.statuses.pop(0) if self.statuses else 201
        error = {"error": {"code": "MessageWritesBlocked", "message": "no"}}
        return web.json_response({"id": "1"} if status < 400 else error, status=status)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What members would see, without the typing."""
        return [body for _, body in self.posts if body["type"] == "message"]


@dataclass
class World:
    """One surface on a loopback server, and the connector its replies go to."""

    surface: TeamsSurface
    connector: Connector
    url: str
    session: ClientSession

    async def send(self, name: str, /, **changes: object) -> tuple[int, object]:
        """Post a fixture as Teams would; the status and JSON that come back."""
        return await self.post(json.dumps(activity(name, self.connector.url) | changes))

    async def post(self, body: str | bytes, **headers: str) -> tuple[int, object]:
        """Post anything."""
        named = {"Content-Type": "application/json"} | headers
        async with self.session.post(self.url, data=body, headers=named) as response:
            text = await response.text()
        return response.status, json.loads(text) if text.startswith(("{", "null")) else text

    async def settled(self) -> Connector:
        """The connector, once every answer that was being written has been sent."""
        await self.surface.stop()
        return self.connector


def activity(name: str, service_url: str) -> dict[str, Any]:
    """An inbound activity whose replies go to the service URL."""
    fields: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return fields | {"serviceUrl": service_url}


@asynccontextmanager
async def serving(route: tuple[str, str, Any]) -> AsyncIterator[str]:
    """One route on a free loopback port; its address."""
    app = web.Application()
    app.router.add_route(*route)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def world(
    coach: Coach,
    settings: TeamsSettings = DEVELOPMENT,
    greeted: int = 1_000,
    patience: float = 8,
) -> AsyncIterator[World]:
    """A running surface, its connector and a client."""
    connector = Connector()
    surface = TeamsSurface(coach, settings, greeted, patience)
    (route,) = surface.routes
    async with (
        serving(("POST", "/{path:.*}", connector.receive)) as connector.url,
        serving(route) as base,
        ClientSession() as session,
    ):
        await surface.start()
        yield World(surface, connector, base + route[1], session)
        await surface.stop()
