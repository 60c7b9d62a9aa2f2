"""The same listeners over a socket the coach opens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.slack.access import SlackSettings
from adapters.slack.app import SlackSurface
from bot.coach import Coach
from bot.errors import SettingsInvalid
from tests.wire.scripted_coach import ScriptedCoach
from tests.wire.slack_payloads import payload
from tests.wire.slack_stand_in import StandIn, stand_in


@asynccontextmanager
async def plugged(coach: Coach) -> AsyncIterator[StandIn]:
    """The coach connected to a stand-in by Socket Mode."""
    async with stand_in() as slack:
        settings = SlackSettings("xoxb-1", app_token="xapp-1", api_base=f"{slack.base}/api/")
        surface = SlackSurface(settings, coach)
        assert surface.routes == ()
        await surface.start()
        yield slack
        await surface.stop()


async def test_events_and_commands_are_acknowledged_and_answered() -> None:
    async with plugged(ScriptedCoach()) as slack:
        await slack.send("events_api", payload("mention"))
        await slack.send("events_api", payload("mention-twin"))
        command = payload("command", response_url=f"{slack.base}/hook")
        await slack.send("slash_commands", command)
        await slack.until(posted=1, answered=1, acknowledged=3)

    assert len(slack.posted) == 1
    assert slack.posted[0]["thread_ts"] == "1795370400.000100"
    assert all(set(told) == {"envelope_id"} for told in slack.acknowledged)


async def test_a_button_can_be_pressed() -> None:
    async with plugged(ScriptedCoach()) as slack:
        command = payload("command", response_url=f"{slack.base}/hook")
        await slack.send("slash_commands", command)
        await slack.until(answered=1)
        press = payload("press", response_url=f"{slack.base}/hook")
        press["actions"][0]["value"] = slack.answered[0]["blocks"][-1]["elements"][0]["value"]
        await slack.send("interactive", press)
        await slack.until(answered=3)

    assert slack.answered[1]["response_type"] == "in_channel"
    assert slack.answered[2]["replace_original"] is True


async def test_an_app_token_slack_refuses_is_named_before_the_start() -> None:
    async with stand_in() as slack:
        slack.refuse("apps.connections.open", "invalid_auth")
        settings = SlackSettings("xoxb-1", app_token="xapp-1", api_base=f"{slack.base}/api/")
        with pytest.raises(SettingsInvalid, match="SLACK_APP_TOKEN"):
            await SlackSurface(settings, ScriptedCoach()).start()
