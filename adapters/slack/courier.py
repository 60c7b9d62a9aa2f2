"""Nudges to Slack: posted once, in the member's direct messages, and found there again."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.apology import apologise
from adapters.couriers import SECONDS, SOON, barred, jitter, reported, run
from adapters.slack.access import SlackSettings, code_of, web_client
from adapters.slack.deliver import posted
from adapters.slack.outcomes import EITHER_ENDED, before_posting, is_shut, outcome_of
from adapters.slack.render import Payload, render
from bot.conversation import Address
from bot.errors import DeliveryFailed
from bot.messages import Message
from bot.nudges.delivery import NotSent, Outcome, Refused, Sent

EVENT = "coach_nudge"
"""The type of the metadata; every app and member of the workspace can read those."""
LOOK_BACK = timedelta(minutes=15)
"""More than Slack's clock and the database's can be apart."""
PAGES = 5
JUDGING = 5
"""Seconds in which Slack is asked whether it still takes the token."""

_PAGE = 200
_MOST_CHANNELS = 10_000

_log = logging.getLogger(__name__)


class SlackCourier:
    """Brings nudges to homes `{"user": "U…"}`. Blocking: call it where no event loop runs.

    It has one token, and leaves the members of a tenant alone that is not the token's: on one
    database there may be others, whose ids mean nobody here, or somebody else. In an Enterprise
    Grid, where a tenant is "slack:E…", a member of another workspace of the Grid is reached if
    the token's workspace may talk to them. `jitter` gives the seconds that are added to those
    Slack asks to wait; `seconds` may pass before the post, and again from the post on.
    """

    def __init__(
        self,
        settings: SlackSettings,
        jitter: Callable[[], float] = jitter,
        seconds: float = SECONDS,
    ) -> None:
        self._settings = settings
        self._jitter = jitter
        self._seconds = seconds
        self._channels: dict[str, str] = {}
        self._tenants: frozenset[str] = frozenset()
        self._others: set[str] = set()

    @property
    def can_look(self) -> bool:
        """A conversation's history holds every message, with the id that it was sent with."""
        return True

    def send(self, delivery: str, home: Address, message: Message) -> Outcome:
        """Post once; a second time, with less of it, only where Slack declined the message."""
        try:
            payload, user = _marked(render(message), delivery), _user(home)
        except Exception as error:  # noqa: BLE001 - a courier raises nothing
            return Refused(f"not rendered, see {apologise(error, delivery).reference}")
        return reported("Slack", delivery, run(self._send(delivery, home.tenant, user, payload)))

    def find(self, delivery: str, home: Address, since: datetime) -> str | None:
        """The message's channel and time stamp, of those posted since 15 minutes before."""
        try:
            return run(self._find(delivery, home.tenant, _user(home), since.timestamp()))
        except DeliveryFailed:
            raise
        except SlackApiError as error:
            code, judged = code_of(error), outcome_of(error, self._jitter())
            after = judged.after if isinstance(judged, NotSent) and judged.gated else None
            raise DeliveryFailed("slack", code, gone=is_shut(code), after=after) from error
        except Exception as error:
            raise DeliveryFailed("slack", type(error).__name__) from error

    async def _send(self, delivery: str, tenant: str, user: str, payload: Payload) -> Outcome:
        client = self._client()
        try:
            async with asyncio.timeout(self._seconds):
                if not await self._is_ours(client, tenant):
                    return self._elsewhere(tenant)
                channel = await self._channel(client, user)
        except Exception as error:  # noqa: BLE001
            return before_posting(await self._judged(client, error))
        try:
            async with asyncio.timeout(self._seconds):
                stamp = await self._post(client, channel, payload, delivery)
        except Exception as error:  # noqa: BLE001
            self._channels.pop(user, None)
            return await self._judged(client, error)
        return Sent(f"{channel}:{stamp}")

    async def _post(
        self, client: AsyncWebClient, channel: str, payload: Payload, delivery: str
    ) -> str:
        metadata = {"event_type": EVENT, "event_payload": {"delivery": delivery}}
        try:
            return await posted(client, channel, payload, metadata=metadata)
        except SlackApiError as error:
            outcome = outcome_of(error, 0)
            if not isinstance(outcome, Refused) or outcome.unreachable:
                raise
            _log.warning("Slack declined delivery %s: %s", delivery, outcome.reason)
            if "metadata" in outcome.reason:  # the blocks bear the id too
                return await posted(client, channel, payload)
            return await posted(client, channel, Payload(payload.text, ()), metadata=metadata)

    async def _judged(self, client: AsyncWebClient, error: Exception) -> Outcome:
        outcome = outcome_of(error, self._jitter())
        if isinstance(outcome, Refused) and not self._tenants:
            return barred(outcome.reason)  # it was the coach itself whom Slack does not know
        if isinstance(outcome, Refused) and outcome.reason == EITHER_ENDED:
            return outcome if await _admits(client) else barred(outcome.reason)
        return outcome

    async def _is_ours(self, client: AsyncWebClient, tenant: str) -> bool:
        """Whether the token is of this tenant; Slack is asked once whose it is."""
        if not self._tenants:
            told = await client.auth_test()
            named = (told.get("team_id"), told.get("enterprise_id"))
            self._tenants = frozenset(f"slack:{id}" for id in named if id)
        return tenant in self._tenants

    def _elsewhere(self, tenant: str) -> Outcome:
        if tenant not in self._others:
            self._others.add(tenant)
            _log.error(
                "members of %s cannot be reminded with this SLACK_BOT_TOKEN, which is of another "
                "workspace; they wait for a process that has theirs",
                tenant,
            )
        return NotSent("the token is of another workspace", SOON)

    async def _channel(self, client: AsyncWebClient, user: str) -> str:
        """The member's direct messages; asked for once, because Slack allows some 50 a minute."""
        if user not in self._channels:
            told = await client.conversations_open(users=user)
            if len(self._channels) >= _MOST_CHANNELS:
                self._channels.clear()
            self._channels[user] = told["channel"]["id"]
        return self._channels[user]

    async def _find(self, delivery: str, tenant: str, user: str, since: float) -> str | None:
        """`since` in seconds of UTC: on a zone's wall, the look back would end an hour off."""
        client, cursor = self._client(), None
        if not await self._is_ours(client, tenant):
            raise DeliveryFailed("slack", "the token is of another workspace")
        channel = await self._channel(client, user)
        for _ in range(PAGES):
            told = await client.conversations_history(
                channel=channel,
                oldest=f"{since - LOOK_BACK.total_seconds():.6f}",
                include_all_metadata=True,
                limit=_PAGE,
                cursor=cursor,
            )
            for message in told["messages"]:
                if delivery in _marks(message):
                    return f"{channel}:{message['ts']}"
            cursor = (told.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
        raise DeliveryFailed("slack", f"the history goes on after {PAGES} pages")

    def _client(self) -> AsyncWebClient:
        return web_client(self._settings, self._settings.bot_token)


async def _admits(client: AsyncWebClient) -> bool:
    """Whether Slack takes the token; when it cannot be asked, no member is blamed for that."""
    try:
        async with asyncio.timeout(JUDGING):
            await client.auth_test()
    except Exception:  # noqa: BLE001
        return False
    return True


def _user(home: Address) -> str:
    return str(json.loads(home.locator)["user"])


def _marked(payload: Payload, delivery: str) -> Payload:
    """The payload with the delivery's id in its first block too, where every history shows it:
    metadata may be kept from the coach, or be lost on the way."""
    blocks = tuple(
        {**block, "block_id": delivery} if number == 0 else block
        for number, block in enumerate(payload.blocks)
    )
    return Payload(payload.text, blocks)


def _marks(message: Mapping[str, Any]) -> set[object]:
    """What a message of the history may name the delivery by that it was sent for."""
    metadata = message.get("metadata") or {}
    named = {block.get("block_id") for block in message.get("blocks") or ()}
    if metadata.get("event_type") == EVENT:
        named.add((metadata.get("event_payload") or {}).get("delivery"))
    return named
