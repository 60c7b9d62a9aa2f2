"""Posting to Slack: one try again where nothing was posted for certain, plain text where the
blocks are refused, and one error for whatever remains."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.access import code_of, sdk_log
from adapters.slack.render import Payload
from bot.conversation import Address
from bot.errors import DeliveryFailed

PATIENCE = 30
"""Seconds to wait when Slack asks for it; beyond that the message is given up."""

_SECONDS = 10
TOO_MANY = 429
SERVER_FAILED = 500
_UNAVAILABLE = 503
GONE = frozenset(
    {
        "account_inactive",
        "cannot_dm_bot",
        "channel_is_archived",
        "channel_not_found",
        "expired_url",
        "invalid_auth",
        "is_archived",
        "is_inactive",
        "messages_tab_disabled",
        "not_in_channel",
        "team_access_not_granted",
        "token_revoked",
        "used_url",
        "user_disabled",
        "user_not_found",
    }
)
# Slack says of the first two that part of the work may have been done (chat.postMessage, Errors).
HALF_DONE = frozenset({"fatal_error", "internal_error", "unknown", "unreadable_answer"})
BLOCKS_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})


@dataclass(frozen=True, slots=True)
class Response:
    """A message to a command or a button press: to the one who gave it or to all in the
    channel, new or in place of the message pressed on, in a thread if one is named."""

    payload: Payload
    in_channel: bool = False
    replace: bool = False
    thread_ts: str | None = None


class NotPosted(DeliveryFailed):
    """Slack posted nothing for certain; any other failure leaves that in doubt."""


class _Busy(NotPosted):
    """Slack names the seconds after which it may be asked again."""

    def __init__(self, seconds: float) -> None:
        super().__init__("slack", f"ratelimited for {seconds:g} s")
        self.seconds = seconds


class _BlocksRefused(NotPosted):
    """Slack does not take the blocks."""


async def deliver(client: AsyncWebClient, address: Address, payload: Payload) -> None:
    """Post a message where the address says. Raises NotPosted or DeliveryFailed."""
    locator = json.loads(address.locator)
    if url := locator.get("response_url"):
        await respond(url, Response(payload))
    else:
        await post(client, locator["channel"], locator.get("thread_ts"), payload)


async def post(
    client: AsyncWebClient, channel: str, thread_ts: str | None, payload: Payload
) -> None:
    """Post a message in a conversation, in a thread of it if one is named. Raises NotPosted or
    DeliveryFailed."""

    async def send(shown: Payload) -> None:
        try:
            await posted(client, channel, shown, thread_ts)
        except SlackApiError as error:
            headers = getattr(error.response, "headers", {})
            status = getattr(error.response, "status_code", None)
            raise _refusal(code_of(error), status, headers) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _unanswered(error) from error

    await _insist(send, payload)


async def posted(
    client: AsyncWebClient,
    channel: str,
    payload: Payload,
    thread_ts: str | None = None,
    metadata: dict[str, Any] | None = None,
) -> str:
    """Ask Slack once to post a message; its time stamp. Raises what the SDK raises."""
    told = await client.chat_postMessage(
        channel=channel,
        thread_ts=thread_ts,
        text=payload.text,
        blocks=list(payload.blocks) or None,
        unfurl_links=False,
        unfurl_media=False,
        link_names=False,
        parse="none",
        mrkdwn=False,
        metadata=metadata,
    )
    return str(told.get("ts", ""))


async def respond(url: str, response: Response) -> None:
    """Answer a command or a button press, which works where the coach is no member.

    Slack takes five answers in half an hour. Raises NotPosted or DeliveryFailed.
    """

    async def send(shown: Payload) -> None:
        body: dict[str, Any] = {
            "response_type": "in_channel" if response.in_channel else "ephemeral",
            "replace_original": response.replace,
            "text": shown.text,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if shown.blocks:
            body["blocks"] = list(shown.blocks)
        if response.thread_ts:
            body["thread_ts"] = response.thread_ts
        webhook = AsyncWebhookClient(url, timeout=_SECONDS, logger=sdk_log, retry_handlers=[])
        try:
            answer = await webhook.send_dict(body)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _unanswered(error) from error
        if answer.status_code != 200:  # noqa: PLR2004
            raise _refusal(_webhook_code(answer.body), answer.status_code, answer.headers)

    await _insist(send, response.payload)


async def _insist(send: Callable[[Payload], Awaitable[None]], payload: Payload) -> None:
    """Send; once more after a wait, or without blocks, where Slack asks for that."""
    try:
        await send(payload)
    except _Busy as busy:
        if busy.seconds > PATIENCE:
            raise
        await asyncio.sleep(busy.seconds)
        await send(payload)
    except _BlocksRefused as refused:
        sdk_log.warning("Slack refused the blocks, so the text was sent alone: %s", refused)
        await send(Payload(payload.text, ()))


def _refusal(code: str, status: int | None, headers: Mapping[str, str]) -> DeliveryFailed:
    if status == TOO_MANY:
        return _Busy(seconds_told(headers.get("Retry-After", "1")))
    if code in BLOCKS_REFUSED:
        return _BlocksRefused("slack", code)
    if _may_be_posted(code, status):
        return DeliveryFailed("slack", code)
    return NotPosted("slack", code, gone=code in GONE)


def _may_be_posted(code: str, status: int | None) -> bool:
    """Whether something broke on Slack's side, rather than that Slack declined."""
    if status is None or status >= SERVER_FAILED:
        return status != _UNAVAILABLE
    return code in HALF_DONE


def _unanswered(error: Exception) -> DeliveryFailed:
    """A request that met nobody was not taken; one that was cut off may have been."""
    kind = NotPosted if isinstance(error, aiohttp.ClientConnectorError) else DeliveryFailed
    return kind("slack", type(error).__name__)


def seconds_told(told: str) -> float:
    """The seconds of a Retry-After header; one when it names none."""
    return float(told) if told.isdecimal() else 1.0


def _webhook_code(body: str) -> str:
    """A webhook answers with a bare word, or with `{"ok": false, "error": word}`."""
    try:
        told = json.loads(body)
    except ValueError:
        told = body.strip()
    return str(told.get("error", "unknown") if isinstance(told, dict) else told)[:80]
