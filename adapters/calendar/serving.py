"""The address of a member's calendar on the server: whoever knows it reads it, nobody else."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from aiohttp import ETag, web

from adapters.calendar.writing import FRESH_FOR, calendar_of
from bot.errors import StoreUnavailable
from bot.ports import Calendars, Deadlines

PATH = "/calendar/{secret}.ics"
HEADERS = {
    "Content-Type": "text/calendar; charset=utf-8",
    "Cache-Control": f"private, max-age={int(FRESH_FOR.total_seconds())}",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_NOBODYS = "-" * 43
"""Looked up in the place of what can be no secret, so that it takes as long."""
_STAMPS = re.compile(rb"\r\n(?:DTSTAMP|SEQUENCE):\S*")

_log = logging.getLogger(__name__)


class CalendarPage:
    """Answers the calendar programs that members subscribe with. `zone` is the installation's,
    for members who have none."""

    def __init__(
        self,
        calendars: Calendars,
        deadlines: Deadlines,
        zone: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._calendars = calendars
        self._deadlines = deadlines
        self._zone = zone
        self._now = now

    async def get(self, request: web.Request) -> web.Response:
        """The calendar; 404, as everywhere where there is nothing, for a secret that is not or no
        longer anybody's; 503 when the store cannot be read."""
        try:
            content = await asyncio.to_thread(self._content, request.match_info["secret"])
        except StoreUnavailable as error:
            _log.warning("a calendar could not be read: %s", error)
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "300"}) from error
        if content is None:
            raise web.HTTPNotFound
        tag = ETag(hashlib.sha256(_STAMPS.sub(b"", content)).hexdigest()[:32])
        known = tag in (request.if_none_match or ())
        answer = web.Response(status=304) if known else web.Response(body=content)
        answer.headers.update(HEADERS)
        answer.etag = tag
        return answer

    def _content(self, secret: str) -> bytes | None:
        member = self._calendars.with_calendar(secret if _SECRET.fullmatch(secret) else _NOBODYS)
        if member is None:
            return None
        held = self._deadlines.of_member(member.tenant, member.id)
        return calendar_of(held, replace(member, zone=member.zone or self._zone), self._now())
