"""`coach serve` as a process of its own: what it answers, how it stops, when it will not start."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientSession, web
from slack_sdk.signature import SignatureVerifier

from tests.scenarios.processes import DEVELOPMENT, LONGEST, Server, served
from tests.terminal import Terminal
from tests.wire.slack_payloads import payload
from tests.wire.slack_stand_in import SECRET, StandIn
from tests.wire.teams_world import activity, serving


@dataclass
class Member:
    """Somebody in Teams: asks, and gets what the server posts to its connector."""

    session: ClientSession
    connector: str
    posts: asyncio.Queue[dict[str, Any]]
    asked: int = 0

    async def ask(self, server: Server, text: str) -> dict[str, Any]:
        """The message that comes back."""
        self.asked += 1
        sent = activity("personal", self.connector) | {"id": str(self.asked), "text": text}
        async with self.session.post(f"{server.url}/api/messages", json=sent) as accepted:
            assert accepted.status == 202
        while (post := await self.posts.get())["type"] != "message":
            pass
        return post


async def signed(session: ClientSession, server: Server, body: str) -> int:
    """The status of an event that Slack sends."""
    moment = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=moment, body=body)
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": str(signature),
    }
    url = f"{server.url}/slack/events"
    async with session.post(url, data=body.encode(), headers=headers) as answer:
        return answer.status


@asynccontextmanager
async def a_member() -> AsyncIterator[Member]:
    posts: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def receive(request: web.Request) -> web.Response:
        await posts.put(await request.json())
        return web.json_response({"id": "1"}, status=201)

    async with serving(("POST", "/{path:.*}", receive)) as url, ClientSession() as session:
        yield Member(session, url, posts)


async def refused(terminal: Terminal, status: int = 2, /, **environment: str) -> str:
    """What a server says that cannot start; nothing but its words and the status are left."""
    async with asyncio.timeout(LONGEST):
        process = await asyncio.create_subprocess_exec(
            *terminal.command,
            "serve",
            env=terminal.environment(**environment),
            stdout=PIPE,
            stderr=PIPE,
        )
        out, error = await process.communicate()
    assert (process.returncode, out) == (status, b"")
    assert b"Traceback" not in error
    return error.decode()


async def test_a_question_in_teams_is_answered_the_same_with_and_without_chroma(
    terminal: Terminal,
) -> None:
    async with a_member() as member, served(terminal) as server:
        exact = await member.ask(server, "tonight: how do I get a course paid for?")
        await server.logged("Chroma serves revision")
        cached = await member.ask(server, "tonight: how do I get a course paid for?")
        status = await server.stopped(signal.SIGTERM)

    assert "course" in exact["text"]
    assert cached | {"replyToId": "1"} == exact
    assert status == 0
    assert "tonight" not in "".join(server.log)
    assert "in step with the hub" in terminal.run("check").stdout


async def test_health_is_told_and_a_signal_stops_it_however_busy_it_is(terminal: Terminal) -> None:
    async with served(terminal) as server, ClientSession() as session:
        async with session.get(f"{server.url}/healthz") as healthy:
            assert (healthy.status, await healthy.json()) == (
                200,
                {"status": "ok", "reminders": "ok"},
            )
        async with session.get(f"{server.url}/") as nothing:
            assert nothing.status == 404

        assert await server.stopped(signal.SIGINT) == 0

    assert "Traceback" not in "".join(server.log)


async def test_a_member_subscribes_to_their_calendar_and_turns_it_off(terminal: Terminal) -> None:
    public = "https://coach.example.org"
    async with a_member() as member, served(terminal, COACH_PUBLIC_URL=public) as server:
        told = json.dumps(await member.ask(server, "put my deadlines in my calendar"))
        (secret, *_) = re.findall(rf"{public}/calendar/([\w-]{{43}})\.ics", told)
        address = f"{server.url}/calendar/{secret}.ics"
        async with member.session.get(address) as calendar:
            assert calendar.status == 200
            assert (await calendar.text()).startswith("BEGIN:VCALENDAR")
        await member.ask(server, "turn off my calendar")
        async with member.session.get(address) as gone, member.session.get(server.url) as nothing:
            assert (gone.status, await gone.text()) == (404, await nothing.text())
        assert await server.stopped(signal.SIGTERM) == 0

    assert secret not in "".join(server.log)


async def test_a_slack_out_of_reach_keeps_nobody_from_teams_and_comes_up_later(
    terminal: Terminal,
) -> None:
    slack, body = StandIn(), json.dumps(payload("direct"))
    runner = web.AppRunner(slack.app())
    await runner.setup()
    with closing(socket.socket()) as reserved:
        reserved.bind(("127.0.0.1", 0))  # nobody listens there yet
        api = f"http://127.0.0.1:{reserved.getsockname()[1]}/api/"
        environment = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SECRET}
        async with (
            a_member() as member,
            served(terminal, COACH_SLACK_API=api, **environment) as server,
        ):
            attempt = await server.logged("next attempt in")
            assert (await signed(member.session, server, body)) == 503
            assert "course" in (await member.ask(server, "How do I get a course paid for?"))["text"]

            await web.SockSite(runner, reserved).start()
            await server.logged("Slack is on")
            assert (await signed(member.session, server, body)) == 200
            await slack.until(posted=1)
            assert await server.stopped(signal.SIGTERM) == 0
        await runner.cleanup()

    assert f"Slack cannot be asked now: {api} cannot be reached" in attempt
    assert "refused the message" not in "".join(server.log)
    assert "Traceback" not in "".join(server.log)


async def test_when_nothing_can_start_the_reason_is_said(terminal: Terminal) -> None:
    api = "http://127.0.0.1:1/api/"
    environment = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SECRET, "COACH_PORT": "0"}
    said = await refused(terminal, 1, COACH_SLACK_API=api, **environment)

    assert f"Slack cannot be asked now: {api} cannot be reached" in said


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"MICROSOFT_APP_ID": "abc", "MICROSOFT_APP_PASSWORD": "p"}, "a GUID"),
        ({"MICROSOFT_APP_TENANT_ID": "contoso.example"}, "MICROSOFT_APP_ID is missing"),
        ({"MICROSOFT_APP_PASSWORD": "p"}, "MICROSOFT_APP_ID is missing"),
    ],
)
async def test_half_an_identity_for_teams_is_a_wrong_setting(
    terminal: Terminal, environment: dict[str, str], reason: str
) -> None:
    assert reason in await refused(terminal, **environment)


async def test_with_nothing_configured_it_says_what_to_set(terminal: Terminal) -> None:
    said = await refused(terminal)

    assert "neither Slack nor Teams is configured" in said
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "MICROSOFT_APP_ID"):
        assert name in said


async def test_a_port_that_is_taken_is_said_with_the_setting(terminal: Terminal) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        said = await refused(terminal, **DEVELOPMENT | {"COACH_PORT": port})

    assert f"cannot listen on 127.0.0.1:{port}" in said
    assert "COACH_PORT" in said


@pytest.mark.parametrize("host", ["0.0.0.0", "coach.example.org"])
async def test_unsigned_activities_are_taken_on_the_loopback_only(
    terminal: Terminal, host: str
) -> None:
    said = await refused(terminal, **DEVELOPMENT | {"COACH_HOST": host})

    assert f"COACH_HOST is {host}" in said


async def test_an_address_that_is_not_of_this_machine_is_said_with_the_setting(
    terminal: Terminal,
) -> None:
    said = await refused(
        terminal,
        COACH_HOST="192.0.2.1",
        COACH_PORT="0",
        MICROSOFT_APP_ID="11111111-2222-4333-8444-555555555555",
        MICROSOFT_APP_PASSWORD="p",
    )

    assert "cannot listen on 192.0.2.1:0" in said
    assert "COACH_HOST" in said
