"""What happens when Slack does not take a message at once."""

from __future__ import annotations

import json

import pytest

from adapters.slack.access import SlackSettings, check, web_client
from adapters.slack.deliver import PATIENCE, NotPosted, Response, deliver, post, respond
from adapters.slack.render import render
from bot.conversation import Address
from bot.errors import DeliveryFailed, SettingsInvalid, SurfaceUnreachable
from tests.slack_samples import answer
from tests.wire.slack_stand_in import SECRET, StandIn, no_proxy, stand_in

ANSWER = render(answer())
NOWHERE = "http://127.0.0.1:9"


def http(slack: StandIn) -> SlackSettings:
    return SlackSettings("xoxb-1", signing_secret=SECRET, api_base=f"{slack.base}/api/")


def socket(slack: StandIn) -> SlackSettings:
    return SlackSettings("xoxb-1", app_token="xapp-1", api_base=f"{slack.base}/api/")


def address(**locator: str) -> Address:
    return Address("slack", "slack:T0WARD", json.dumps(locator))


async def test_an_address_leads_to_a_thread_or_to_one_member() -> None:
    async with stand_in() as slack:
        client = web_client(http(slack), "xoxb-1")
        await deliver(client, address(channel="C0WARD", thread_ts="1.2"), ANSWER)
        await deliver(client, address(response_url=f"{slack.base}/hook"), ANSWER)

    assert slack.posted[0]["thread_ts"] == "1.2"
    assert slack.posted[0]["blocks"] == list(ANSWER.blocks)
    assert slack.answered[0]["response_type"] == "ephemeral"


async def test_a_busy_slack_is_asked_once_more() -> None:
    async with stand_in() as slack:
        slack.refuse("chat.postMessage", "ratelimited", status=429)
        slack.refuse("hook", "ratelimited", status=429)
        await post(web_client(http(slack), "xoxb-1"), "C0WARD", None, ANSWER)
        await respond(f"{slack.base}/hook", Response(ANSWER))

    assert len(slack.posted) == len(slack.answered) == 1


async def test_a_slack_that_stays_busy_is_left_alone() -> None:
    async with stand_in() as slack:
        for _ in range(3):
            slack.refuse("chat.postMessage", "ratelimited", status=429)
        with pytest.raises(DeliveryFailed, match="ratelimited") as failure:
            await post(web_client(http(slack), "xoxb-1"), "C0WARD", None, ANSWER)

    assert slack.calls == ["chat.postMessage"] * 2
    assert not failure.value.gone


async def test_nobody_waits_as_long_as_slack_may_ask() -> None:
    async with stand_in() as slack:
        wait = str(PATIENCE + 1)
        slack.refuse("chat.postMessage", "ratelimited", status=429, retry_after=wait)
        with pytest.raises(DeliveryFailed, match=wait):
            await post(web_client(http(slack), "xoxb-1"), "C0WARD", None, ANSWER)

    assert len(slack.calls) == 1


@pytest.mark.parametrize(
    "code", ["channel_not_found", "is_archived", "account_inactive", "not_in_channel"]
)
async def test_a_conversation_that_is_no_more_is_gone(code: str) -> None:
    async with stand_in() as slack:
        slack.refuse("chat.postMessage", code)
        with pytest.raises(DeliveryFailed, match=code) as failure:
            await post(web_client(http(slack), "xoxb-1"), "C0WARD", None, ANSWER)

    assert failure.value.gone


async def test_a_reply_that_comes_too_late_is_gone() -> None:
    async with stand_in() as slack:
        slack.refuse("hook", "expired_url", status=404)
        with pytest.raises(DeliveryFailed, match="expired_url") as failure:
            await respond(f"{slack.base}/hook", Response(ANSWER))

    assert failure.value.gone


async def test_refused_blocks_are_sent_as_text() -> None:
    async with stand_in() as slack:
        slack.refuse("chat.postMessage", "msg_blocks_too_long")
        slack.refuse("hook", "invalid_blocks", status=400)
        await post(web_client(http(slack), "xoxb-1"), "C0WARD", None, ANSWER)
        await respond(f"{slack.base}/hook", Response(ANSWER))

    for told in (slack.posted[0], slack.answered[0]):
        assert "blocks" not in told
        assert told["text"] == ANSWER.text


async def test_a_slack_out_of_reach_is_a_failure_to_try_again() -> None:
    settings = SlackSettings("xoxb-1", signing_secret=SECRET, api_base=NOWHERE)
    with no_proxy():
        for delivery in (
            post(web_client(settings, "xoxb-1"), "C0WARD", None, ANSWER),
            respond(NOWHERE, Response(ANSWER)),
        ):
            with pytest.raises(NotPosted) as failure:
                await delivery
            assert not failure.value.gone


async def test_a_message_that_may_have_been_posted_is_not_posted_again() -> None:
    async with stand_in() as slack:
        slack.drop("chat.postMessage")
        slack.drop("hook")
        for delivery in (
            post(web_client(http(slack), "xoxb-1"), "C0WARD", None, ANSWER),
            respond(f"{slack.base}/hook", Response(ANSWER)),
        ):
            with pytest.raises(DeliveryFailed) as failure:
                await delivery
            assert not isinstance(failure.value, NotPosted)

    assert slack.calls == ["chat.postMessage"]
    assert not slack.posted
    assert not slack.answered


@pytest.mark.parametrize(
    ("code", "status", "certain"),
    [
        ("restricted_action", 200, True),
        ("service_unavailable", 503, True),
        ("no_service", 404, True),
        ("ratelimited", 429, True),
        ("fatal_error", 200, False),
        ("internal_error", 200, False),
        ("bad_gateway", 502, False),
    ],
)
async def test_what_slack_declined_is_told_from_what_broke_on_its_side(
    code: str, status: int, certain: bool
) -> None:
    async with stand_in() as slack:
        wait = str(PATIENCE + 1)
        slack.refuse("chat.postMessage", code, status, wait)
        slack.refuse("hook", code, status if status != 200 else 400, wait)
        failures = []
        for delivery in (
            post(web_client(http(slack), "xoxb-1"), "C0WARD", None, ANSWER),
            respond(f"{slack.base}/hook", Response(ANSWER)),
        ):
            with pytest.raises(DeliveryFailed) as failure:
                await delivery
            failures.append(failure.value)

    assert [isinstance(failure, NotPosted) for failure in failures] == [certain] * 2


async def test_the_check_says_where_the_coach_is_and_how() -> None:
    async with stand_in() as slack:
        assert await check(http(slack)) == (
            "connected to Ward 7 as @coach, by signed HTTP at /slack/events"
        )
        assert await check(socket(slack)) == "connected to Ward 7 as @coach, by Socket Mode"


async def test_the_app_token_wins() -> None:
    assert SlackSettings("xoxb-1", app_token="xapp-1", signing_secret=SECRET).socket_mode


@pytest.mark.parametrize(
    ("method", "code", "name"),
    [
        ("auth.test", "invalid_auth", "SLACK_BOT_TOKEN"),
        ("auth.test", "token_revoked", "SLACK_BOT_TOKEN"),
        ("apps.connections.open", "not_allowed_token_type", "SLACK_APP_TOKEN"),
    ],
)
async def test_a_token_slack_refuses_is_named(method: str, code: str, name: str) -> None:
    async with stand_in() as slack:
        slack.refuse(method, code)
        with pytest.raises(SettingsInvalid, match=name):
            await check(socket(slack))


async def test_a_slack_out_of_reach_is_named() -> None:
    settings = SlackSettings("xoxb-1", signing_secret=SECRET, api_base=NOWHERE)
    with no_proxy(), pytest.raises(SurfaceUnreachable, match="cannot be reached") as said:
        await check(settings)

    assert "refused the message" not in str(said.value)


async def test_a_slack_that_fails_is_not_the_tokens_fault() -> None:
    async with stand_in() as slack:
        slack.refuse("auth.test", "internal_error")
        with pytest.raises(SurfaceUnreachable, match="internal_error"):
            await check(http(slack))


@pytest.mark.parametrize("settings", [("", "xapp-1", SECRET), ("xoxb-1", "", "")])
def test_settings_with_which_nothing_could_arrive_are_refused(
    settings: tuple[str, str, str],
) -> None:
    with pytest.raises(SettingsInvalid, match="SLACK_BOT_TOKEN"):
        SlackSettings(*settings)


def test_secrets_stand_in_no_repr() -> None:
    assert "xoxb" not in repr(SlackSettings("xoxb-1", "xapp-1", SECRET))
