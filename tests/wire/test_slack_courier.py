"""A nudge's way to Slack over real HTTP: what each answer of Slack's means, and looking it up."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.couriers import MENDED, MOST_ASKED, SECONDS, SOON
from adapters.slack.access import SlackSettings
from adapters.slack.courier import EVENT, JUDGING, LOOK_BACK, PAGES, SlackCourier
from adapters.slack.render import render
from bot.conversation import Address
from bot.errors import DeliveryFailed
from bot.messages import Message
from bot.nudges.delivery import SETTLE, InDoubt, NotSent, Outcome, Refused, Sent
from tests.reminder_samples import NUDGE
from tests.wire.slack_stand_in import SECRET, StandIn, no_proxy, stand_in
from tests.wire.tls import make_certificate, serving_tls

HOME = Address("slack", "slack:T0WARD", json.dumps({"user": "U0NURSE"}))
JITTER = 2.5
POST, OPEN, HISTORY = "chat.postMessage", "conversations.open", "conversations.history"
WHO = "auth.test"


def courier(base: str, seconds: float = SECONDS) -> SlackCourier:
    settings = SlackSettings("xoxb-1", signing_secret=SECRET, api_base=f"{base}/api/")
    return SlackCourier(settings, lambda: JITTER, seconds)


async def sent(slack: StandIn, delivery: str = "d7e1", message: Message = NUDGE) -> Outcome:
    return await asyncio.to_thread(courier(slack.base).send, delivery, HOME, message)


async def found(slack: StandIn, delivery: str = "d7e1", ago: float = 0) -> str | None:
    since = datetime.now(UTC) - timedelta(seconds=ago)
    return await asyncio.to_thread(courier(slack.base).find, delivery, HOME, since)


async def test_a_nudge_comes_in_direct_messages_with_an_id_that_says_nothing() -> None:
    async with stand_in() as slack:
        outcome = await sent(slack)

    (posted,) = slack.posted
    assert slack.calls == [WHO, OPEN, POST]
    assert outcome == Sent(f"DU0NURSE:{posted['ts']}")
    assert posted["channel"] == "DU0NURSE"
    first, *others = render(NUDGE).blocks
    assert posted["blocks"] == [{**first, "block_id": "d7e1"}, *others]
    assert posted["metadata"] == {"event_type": EVENT, "event_payload": {"delivery": "d7e1"}}


async def test_whose_the_token_is_and_what_the_conversation_is_asked_once() -> None:
    async with stand_in() as slack:
        carrier = courier(slack.base)
        for delivery in ("one", "two"):
            await asyncio.to_thread(carrier.send, delivery, HOME, NUDGE)

    assert slack.calls == [WHO, OPEN, POST, POST]


@pytest.mark.parametrize("method", [OPEN, POST])
async def test_a_busy_slack_says_when_to_come_back(method: str) -> None:
    async with stand_in() as slack:
        slack.refuse(method, "ratelimited", status=429, retry_after="30")
        outcome = await sent(slack)

    assert outcome == NotSent("ratelimited", timedelta(seconds=30 + JITTER), gated=True)
    assert slack.calls.count(method) == 1


async def test_a_busy_slack_that_names_no_time_is_left_alone_for_a_while() -> None:
    async with stand_in() as slack:
        slack.refuse(POST, "message_limit_exceeded", retry_after="")
        outcome = await sent(slack)

    later = SOON + timedelta(seconds=JITTER)
    assert outcome == NotSent("message_limit_exceeded", later, gated=True)


async def test_no_time_that_slack_names_stops_reminders_for_long() -> None:
    async with stand_in() as slack:
        slack.refuse(POST, "ratelimited", status=429, retry_after="9" * 400)
        outcome = await sent(slack)

    assert isinstance(outcome, NotSent)
    assert outcome.after == MOST_ASKED + timedelta(seconds=JITTER)


async def test_members_of_another_workspace_are_left_to_whoever_has_their_token(
    caplog: pytest.LogCaptureFixture,
) -> None:
    elsewhere = replace(HOME, tenant="slack:T0OTHER")
    async with stand_in() as slack:
        carrier = courier(slack.base)
        for delivery in ("d7e0", "d7e1"):
            outcome = await asyncio.to_thread(carrier.send, delivery, elsewhere, NUDGE)
        with pytest.raises(DeliveryFailed, match="another workspace") as unseen:
            await asyncio.to_thread(carrier.find, "d7e1", elsewhere, datetime.now(UTC))

    assert outcome == NotSent("the token is of another workspace", SOON)
    assert not unseen.value.gone
    assert slack.calls == [WHO]
    assert caplog.text.count("slack:T0OTHER") == 1


async def test_in_a_grid_the_token_is_of_the_whole_enterprise() -> None:
    async with stand_in() as slack:
        slack.enterprise = "E0GRID"
        carrier = courier(slack.base)
        for tenant in ("slack:E0GRID", "slack:T0WARD"):
            home = replace(HOME, tenant=tenant)
            assert isinstance(await asyncio.to_thread(carrier.send, tenant, home, NUDGE), Sent)


async def test_an_opening_that_is_refused_for_other_reasons_blames_nobody() -> None:
    async with stand_in() as slack:
        slack.refuse(OPEN, "invalid_arguments")
        outcome = await sent(slack)

    assert outcome == Refused("invalid_arguments")


@pytest.mark.parametrize("code", ["msg_too_long", "invalid_arguments", "new"])
async def test_whatever_is_refused_is_tried_once_as_text(code: str) -> None:
    async with stand_in() as slack:
        slack.refuse(POST, code)
        outcome = await sent(slack)

    (posted,) = slack.posted
    assert isinstance(outcome, Sent)
    assert "blocks" not in posted
    assert posted["metadata"]["event_payload"] == {"delivery": "d7e1"}


async def test_refused_metadata_are_left_out_and_the_blocks_name_the_delivery() -> None:
    async with stand_in() as slack:
        slack.refuse(POST, "metadata_too_large")
        outcome = await sent(slack)

        (posted,) = slack.posted
        assert isinstance(outcome, Sent)
        assert "metadata" not in posted
        assert await found(slack) == outcome.ref


@pytest.mark.parametrize(
    ("method", "outcome"),
    [
        (WHO, NotSent("TimeoutError", SOON)),
        (OPEN, NotSent("TimeoutError", SOON)),
        (POST, InDoubt("TimeoutError")),
    ],
)
async def test_a_slack_that_does_not_answer_is_given_up_in_time(
    method: str, outcome: Outcome
) -> None:
    async with stand_in() as slack:
        slack.held = {method}
        carrier = courier(slack.base, seconds=0.2)
        assert await asyncio.to_thread(carrier.send, "d7e1", HOME, NUDGE) == outcome


def test_a_send_is_over_before_anybody_looks_for_it() -> None:
    assert timedelta(seconds=2 * SECONDS + JUDGING) < SETTLE


@pytest.mark.parametrize("method", [OPEN, POST])
@pytest.mark.parametrize(
    "code",
    [
        "account_inactive",
        "cannot_dm_bot",
        "channel_not_found",
        "is_archived",
        "messages_tab_disabled",
        "user_disabled",
        "user_not_found",
    ],
)
async def test_whom_slack_does_not_know_is_unreachable(method: str, code: str) -> None:
    async with stand_in() as slack:
        slack.refuse(method, code)
        outcome = await sent(slack)

    assert outcome == Refused(code, unreachable=True)


@pytest.mark.parametrize("method", [OPEN, POST])
@pytest.mark.parametrize(
    "code", ["invalid_auth", "token_revoked", "token_expired", "missing_scope", "restricted_action"]
)
async def test_a_broken_installation_is_no_members_fault(
    method: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with stand_in() as slack:
        slack.refuse(method, code)
        outcome = await sent(slack)

    assert outcome == NotSent(code, MENDED, gated=True)
    assert any(r.levelno == logging.ERROR and code in r.getMessage() for r in caplog.records)


@pytest.mark.parametrize("method", [WHO, OPEN, POST])
async def test_an_inactive_account_may_be_the_coachs_own(method: str) -> None:
    async with stand_in() as slack:
        carrier = courier(slack.base)
        if method != WHO:
            other = replace(HOME, locator=json.dumps({"user": "U0OTHER"}))
            await asyncio.to_thread(carrier.send, "d7e0", other, NUDGE)
        slack.refuse(method, "account_inactive")
        slack.refuse("auth.test", "account_inactive")
        outcome = await asyncio.to_thread(carrier.send, "d7e1", HOME, NUDGE)

    assert outcome == NotSent("account_inactive", MENDED, gated=True)


async def test_refused_blocks_are_tried_once_as_text() -> None:
    async with stand_in() as slack:
        slack.refuse(POST, "invalid_blocks")
        outcome = await sent(slack)

    (posted,) = slack.posted
    assert isinstance(outcome, Sent)
    assert "blocks" not in posted
    assert posted["text"] == render(NUDGE).text
    assert posted["metadata"]["event_payload"] == {"delivery": "d7e1"}


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_too_long", "metadata_too_large", "new"])
async def test_what_slack_will_never_take_is_broken_and_named_in_the_log(
    code: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with stand_in() as slack:
        slack.refuse(POST, code)
        slack.refuse(POST, code)
        outcome = await sent(slack)

    assert outcome == Refused(code)
    assert slack.calls.count(POST) == 2
    assert f"delivery d7e1: given up, Slack will not have it: {code}" in caplog.text


async def test_what_cannot_be_shown_is_broken_and_named_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with stand_in() as slack:
        home = Address("slack", "slack:T0WARD", "{}")
        outcome = await asyncio.to_thread(courier(slack.base).send, "d7e1", home, NUDGE)

    assert isinstance(outcome, Refused)
    assert not outcome.unreachable
    assert outcome.reason.split()[-1] in caplog.text
    assert not slack.calls


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("internal_error", 200),
        ("fatal_error", 200),
        ("internal_error", 500),
        ("bad_gateway", 502),
        ("service_unavailable", 503),
    ],
)
async def test_what_broke_on_slacks_side_is_in_doubt(code: str, status: int) -> None:
    async with stand_in() as slack:
        slack.refuse(POST, code, status)
        outcome = await sent(slack)

    assert outcome == InDoubt(code)
    assert slack.calls.count(POST) == 1


@pytest.mark.parametrize(("code", "status"), [("internal_error", 500), ("fatal_error", 200)])
async def test_nothing_is_in_doubt_before_the_post(code: str, status: int) -> None:
    async with stand_in() as slack:
        slack.refuse(OPEN, code, status)
        outcome = await sent(slack)

    assert outcome == NotSent(code, SOON)
    assert POST not in slack.calls


async def test_a_dropped_connection_is_in_doubt_and_nothing_is_posted_twice() -> None:
    async with stand_in() as slack:
        slack.drop(POST)
        lost_on_the_way = await sent(slack, "one")
        slack.lose(POST)
        lost_on_the_way_back = await sent(slack, "two")

        assert isinstance(lost_on_the_way, InDoubt)
        assert isinstance(lost_on_the_way_back, InDoubt)
        assert slack.calls.count(POST) == 2
        assert await found(slack, "one") is None
        assert await found(slack, "two") == f"DU0NURSE:{slack.posted[0]['ts']}"


async def test_the_sdks_client_as_it_comes_would_post_twice() -> None:
    async with stand_in() as slack:
        slack.lose(POST)
        client = AsyncWebClient(token="xoxb-1", base_url=f"{slack.base}/api/")
        await client.chat_postMessage(channel="DU0NURSE", text="Soon.")

    assert len(slack.posted) == 2


async def test_a_slack_out_of_reach_has_posted_nothing() -> None:
    with no_proxy():
        outcome = await asyncio.to_thread(courier("http://127.0.0.1:9").send, "k", HOME, NUDGE)

    assert isinstance(outcome, NotSent)
    assert outcome.after == SOON
    assert not outcome.gated


async def test_a_server_that_cannot_prove_who_it_is_is_told_nothing(tmp_path: Path) -> None:
    with no_proxy(), serving_tls(make_certificate(tmp_path), {}) as url:
        outcome = await asyncio.to_thread(courier(url).send, "d7e1", HOME, NUDGE)

    assert outcome == NotSent("ClientConnectorCertificateError", SOON)


async def test_a_slack_that_goes_away_after_the_opening_has_posted_nothing() -> None:
    async with stand_in() as slack:
        carrier = courier(slack.base)
        await asyncio.to_thread(carrier.send, "one", HOME, NUDGE)
    with no_proxy():
        outcome = await asyncio.to_thread(carrier.send, "two", HOME, NUDGE)

    assert isinstance(outcome, NotSent)


async def test_a_nudge_is_found_among_others_over_pages() -> None:
    async with stand_in() as slack:
        for number in range(5):
            await sent(slack, f"k{number}")
        slack.page = 2

        assert courier(slack.base).can_look
        assert await found(slack, "k0") == f"DU0NURSE:{slack.posted[0]['ts']}"
        assert slack.calls.count(HISTORY) == 3
        assert await found(slack, "k9") is None


@pytest.mark.parametrize("kept", ["metadata", "blocks"])
async def test_a_nudge_is_found_by_what_the_history_kept_of_it(kept: str) -> None:
    async with stand_in() as slack:
        await sent(slack)
        for lost in {"metadata", "blocks"} - {kept}:
            del slack.posted[0][lost]

        assert await found(slack) == f"DU0NURSE:{slack.posted[0]['ts']}"
        assert await found(slack, "d7e2") is None


async def test_a_history_without_end_proves_nothing() -> None:
    async with stand_in() as slack:
        for number in range(PAGES + 1):
            await sent(slack, f"k{number}")
        slack.page = 1
        with pytest.raises(DeliveryFailed, match="history"):
            await found(slack, "k9")


async def test_a_look_up_reaches_back_over_clocks_that_disagree() -> None:
    async with stand_in() as slack:
        await sent(slack)

        almost, over = LOOK_BACK.total_seconds() - 60, LOOK_BACK.total_seconds() + 60
        assert await found(slack, ago=-almost)
        assert await found(slack, ago=-over) is None


@pytest.mark.parametrize("fold", [0, 1])
async def test_a_look_up_in_the_hour_that_comes_twice(fold: int) -> None:
    since = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"), fold=fold)
    async with stand_in() as slack:
        await sent(slack)
        carrier = courier(slack.base)
        for minutes, there in ((14, True), (16, False)):
            slack.posted[0]["ts"] = str(since.timestamp() - minutes * 60)
            ref = await asyncio.to_thread(carrier.find, "d7e1", HOME, since)
            assert (ref is not None) is there


@pytest.mark.parametrize("method", [WHO, OPEN, HISTORY])
@pytest.mark.parametrize(
    "code",
    [
        *("account_inactive", "invalid_auth", "token_revoked", "team_access_not_granted"),
        *("internal_error", "ratelimited"),
    ],
)
async def test_what_cannot_be_looked_up_now_is_neither_there_nor_absent(
    method: str, code: str
) -> None:
    async with stand_in() as slack:
        slack.refuse(method, code)
        with pytest.raises(DeliveryFailed, match=code) as unseen:
            await found(slack)

    assert not unseen.value.gone


async def test_a_busy_slack_says_when_it_will_show_something() -> None:
    async with stand_in() as slack:
        slack.refuse(HISTORY, "ratelimited", status=429, retry_after="30")
        with pytest.raises(DeliveryFailed) as unseen:
            await found(slack)

    assert unseen.value.after == timedelta(seconds=30 + JITTER)


async def test_a_slack_out_of_reach_says_nothing_of_what_it_holds() -> None:
    with no_proxy(), pytest.raises(DeliveryFailed) as unseen:
        await asyncio.to_thread(courier("http://127.0.0.1:9").find, "k", HOME, datetime.now(UTC))

    assert not unseen.value.gone


@pytest.mark.parametrize("code", ["missing_scope", "no_permission", "channel_not_found"])
async def test_a_conversation_that_is_shut_will_never_show_anything(code: str) -> None:
    async with stand_in() as slack:
        slack.refuse(HISTORY, code)
        with pytest.raises(DeliveryFailed, match=code) as unseen:
            await found(slack)

    assert unseen.value.gone
