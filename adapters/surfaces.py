"""What a chat platform is to the server, and how it comes up when it cannot at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from typing import Protocol

from aiohttp import web

from bot.errors import CoachError, SettingsInvalid, SurfaceUnreachable

LONGEST_PAUSE = 300

Route = tuple[str, str, Callable[[web.Request], Awaitable[web.StreamResponse]]]
"""Method, path and handler."""

_log = logging.getLogger(__name__)


class Surface(Protocol):
    """A chat platform, as the server sees it."""

    @property
    def name(self) -> str:
        """The platform's name, for the log."""
        ...

    @property
    def routes(self) -> Sequence[Route]:
        """What it listens to; mounted before it is started, when it answers 503 if it must."""
        ...

    async def start(self) -> None:
        """Begin to listen. Raises SettingsInvalid, or SurfaceUnreachable after which it may be
        called again."""
        ...

    async def stop(self) -> None:
        """Finish the answers that are being written, then stop listening, started or not."""
        ...


def pauses() -> Iterator[float]:
    """Seconds between attempts: twice as long each time, up to LONGEST_PAUSE, without end."""
    pause = 1
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)


async def start_all(surfaces: Sequence[Surface]) -> list[asyncio.Task[None]]:
    """Start what can be started; return the attempts at the rest, which go on by themselves.

    Raises SettingsInvalid, and SurfaceUnreachable when nothing could be started.
    """
    late: list[tuple[Surface, SurfaceUnreachable]] = []
    for surface in surfaces:
        try:
            await surface.start()
        except SurfaceUnreachable as error:
            late.append((surface, error))
        else:
            _log.info("%s is on", surface.name)
    if late and len(late) == len(surfaces):
        raise late[0][1]
    return [asyncio.create_task(start_late(*each, pauses())) for each in late]


async def start_late(surface: Surface, error: Exception, pauses: Iterable[float]) -> None:
    """Start a surface that failed with this error, trying again after each pause; given up only
    where its settings are refused."""
    for pause in pauses:
        foreseen = isinstance(error, CoachError)
        reason = str(error) if foreseen else f"{surface.name} failed ({type(error).__name__})"
        _log.warning("%s; next attempt in %g s", reason, pause)
        await asyncio.sleep(pause)
        try:
            await surface.start()
        except SettingsInvalid as refused:
            _log.error("%s stays off: %s", surface.name, refused)
            return
        except Exception as failed:  # noqa: BLE001 - the others go on, and so do the attempts
            error = failed
        else:
            _log.info("%s is on", surface.name)
            return
