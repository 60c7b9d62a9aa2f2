"""The time zone of whoever asks in private: known before the coach answers, or not waited for."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.slack.access import SlackSettings, web_client
from adapters.slack.zones import Zones
from bot.conversation import Address, Question, Visibility
from tests.wire.scripted_coach import ScriptedCoach
from tests.wire.slack_payloads import payload
from tests.wire.slack_stand_in import SECRET, StandIn, stand_in, wired

INFO = "users.info"
QUESTION = Question(
    key="k",
    text="When is my review?",
    member="U0NURSE",
    thread="D0NURSE:dm",
    address=Address("slack", "slack:T0WARD", json.dumps({"channel": "D0NURSE"})),
    visibility=Visibility.MEMBER,
    asked_at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
)


async def zone_of(zones: Zones, slack: StandIn, question: Question = QUESTION) -> str:
    settings = SlackSettings("xoxb-1", signing_secret=SECRET, api_base=f"{slack.base}/api/")
    return await zones.of(web_client(settings, "xoxb-1"), question)


async def test_in_private_the_coach_knows_the_zone() -> None:
    coach = ScriptedCoach()
    async with wired(coach) as wire:
        await wire.event(payload("direct"))
        await wire.slack.until(posted=1)
        await wire.command("What counts towards my credits?")
        await wire.slack.until(answered=1)

    assert [question.zone for question in coach.asked] == ["America/Denver"] * 2
    assert wire.slack.calls.count(INFO) == 1


async def test_in_a_channel_nobody_asks_for_it() -> None:
    coach = ScriptedCoach()
    async with wired(coach) as wire:
        await wire.event(payload("mention"))
        await wire.slack.until(posted=1)

    assert [question.zone for question in coach.asked] == [""]
    assert INFO not in wire.slack.calls


async def test_without_the_scope_the_question_is_answered_all_the_same() -> None:
    coach = ScriptedCoach()
    async with wired(coach) as wire:
        wire.slack.refuse(INFO, "missing_scope")
        await wire.event(payload("direct"))
        await wire.slack.until(posted=1)

    assert [question.zone for question in coach.asked] == [""]


async def test_nobody_waits_for_a_slack_that_does_not_answer() -> None:
    async with stand_in() as slack:
        slack.held.add(INFO)
        assert await zone_of(Zones(seconds=0.05), slack) == ""


async def test_a_zone_is_asked_for_once_a_day_and_after_a_failure_at_once() -> None:
    zones = Zones()
    async with stand_in() as slack:
        slack.refuse(INFO, "internal_error", 500)
        told = [await zone_of(zones, slack) for _ in range(3)]
        assert told == ["", "America/Denver", "America/Denver"]
        assert slack.calls.count(INFO) == 2

        slack.zone = "Pacific/Honolulu"
        later = replace(QUESTION, asked_at=QUESTION.asked_at + timedelta(days=1))
        assert await zone_of(zones, slack, later) == "Pacific/Honolulu"
        assert slack.calls.count(INFO) == 3


@pytest.mark.parametrize("told", ["", "Middle/Earth", "../../etc/passwd"])
async def test_what_is_no_zone_is_none(told: str) -> None:
    async with stand_in() as slack:
        slack.zone = told
        assert await zone_of(Zones(), slack) == ""
