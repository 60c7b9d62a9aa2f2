"""Reminders from end to end: real processes with the engine, and a Slack on the loopback."""

from __future__ import annotations

import json
import signal
from datetime import UTC, datetime, timedelta

import pytest

from adapters.store import Store, open_store
from bot.conversation import Address
from bot.deadlines.deadline import Deadline, Kind, Scope, Watch
from bot.nudges.delivery import State
from tests.scenarios.processes import served, started
from tests.terminal import Terminal
from tests.wire.slack_payloads import TEAM
from tests.wire.slack_stand_in import SECRET, StandIn, stand_in

TENANT = f"slack:{TEAM}"
POST = "chat.postMessage"
LAST_YEAR = datetime.now(UTC) - timedelta(days=365)


def due(terminal: Terminal, *members: str) -> Store:
    """A store in which each of these members asked to be reminded of something a minute ago."""
    opened = open_store(terminal.home / "coach.sqlite")
    at = datetime.now(UTC) - timedelta(minutes=1)
    for member in members:
        home = Address("slack", TENANT, json.dumps({"user": member}))
        opened.members.met(TENANT, member, home, "UTC", LAST_YEAR)
        call = Deadline(
            *(TENANT, f"call-{member}", Scope.MEMBER, member, Kind.CUSTOM),
            title="call HR",
            day=at.date(),
            at=at.time().replace(second=0, microsecond=0),
            zone="UTC",
        )
        opened.deadlines.keep(call, Watch(since=at - timedelta(hours=1)))
    return opened


def access(slack: StandIn) -> dict[str, str]:
    """The settings with which a process talks to this Slack."""
    return {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "COACH_SLACK_API": f"{slack.base}/api/",
    }


def channels(slack: StandIn) -> list[str]:
    """Who got a message, once for each."""
    return sorted(posted["channel"] for posted in slack.posted)


async def test_a_server_sends_what_is_due(light: Terminal) -> None:
    opened = due(light, "U1")
    async with stand_in() as slack, served(light, **access(slack)) as server:
        await slack.until(posted=1, within=60)
        assert await server.stopped(signal.SIGTERM) == 0

    assert channels(slack) == ["DU1"]
    assert "call HR" in slack.posted[0]["text"]
    assert opened.tally(LAST_YEAR) == {State.SENT: 1}
    assert "call HR" not in "".join(server.log)
    opened.close()


@pytest.mark.parametrize("command", ["serve", "work"])
async def test_what_is_being_sent_when_a_process_is_stopped_is_sent_once(
    light: Terminal, command: str
) -> None:
    opened = due(light, "U1")
    async with stand_in() as slack:
        slack.held = {POST}
        async with started(light, command, COACH_PORT="0", **access(slack)) as process:
            await slack.asked(POST, within=60)
            process.process.send_signal(signal.SIGTERM)
            slack.close()
            assert await process.ended() == 0
        assert opened.tally(LAST_YEAR) == {State.SENT: 1}
        slack.held.clear()
        async with started(light, "remind", **access(slack)) as process:
            assert await process.ended() == 0

    assert channels(slack) == ["DU1"]
    opened.close()


async def test_several_processes_on_one_database_send_everything_once(light: Terminal) -> None:
    members = [f"U{number}" for number in range(12)]
    opened = due(light, *members)
    async with stand_in() as slack:
        settings = access(slack)
        async with (
            served(light, **settings) as server,
            started(light, "work", **settings) as worker,
            started(light, "remind", **settings) as once,
        ):
            assert await once.ended() == 0
            await slack.until(posted=len(members), within=60)
            assert await worker.stopped(signal.SIGTERM) == 0
            assert await server.stopped(signal.SIGTERM) == 0

    assert channels(slack) == sorted(f"D{member}" for member in members)
    assert opened.tally(LAST_YEAR) == {State.SENT: len(members)}
    opened.close()


async def test_a_token_that_slack_refuses_is_told_to_cron_and_loses_nothing(
    light: Terminal,
) -> None:
    opened = due(light, "U1")
    async with stand_in() as slack:
        slack.refuse("auth.test", "invalid_auth")
        async with started(light, "remind", **access(slack)) as run:
            assert await run.ended() == 1

    assert opened.tally(LAST_YEAR) == {State.QUEUED: 1}
    assert not slack.posted
    opened.close()
