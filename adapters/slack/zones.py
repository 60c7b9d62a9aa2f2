"""In which time zone a member is: Slack knows, but no message says it."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation import Question
from bot.when.wall import is_zone

SECONDS = 2.0
"""No answer waits longer for this."""

_LASTS = timedelta(days=1)
_MOST = 2_000

_log = logging.getLogger(__name__)


class Zones:
    """The zones of the members this process heard last, each asked for once a day at most; what
    Slack would not tell is asked for again with the next question."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._known: dict[tuple[str, str], tuple[datetime, str]] = {}

    async def of(self, client: AsyncWebClient, question: Question) -> str:
        """The IANA zone of the one who asks; "" when Slack does not tell it in time."""
        who, at = (question.address.tenant, question.member), question.asked_at
        asked, zone = self._known.get(who, (None, ""))
        if asked and at - asked < _LASTS:
            return zone
        if zone := await self._asked(client, question.member):
            self._known.pop(who, None)
            if len(self._known) >= _MOST:
                del self._known[next(iter(self._known))]
            self._known[who] = (at, zone)
        return zone

    async def _asked(self, client: AsyncWebClient, member: str) -> str:
        try:
            async with asyncio.timeout(self._seconds):
                told = await client.users_info(user=member)
        except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            _log.info("Slack does not tell a member's time zone: %s", type(error).__name__)
            return ""
        zone = (told.get("user") or {}).get("tz") or ""
        return zone if is_zone(zone) else ""
