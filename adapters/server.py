"""`coach serve`: one aiohttp server for every surface that is configured, and for health."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from aiohttp import web

from adapters import wiring
from adapters.calendar.serving import PATH as CALENDAR
from adapters.calendar.serving import CalendarPage
from adapters.schedule.loop import Rounds, sending_beside
from adapters.settings import Settings
from adapters.surfaces import Surface, start_all
from bot.coach import Coach
from bot.errors import CoachError, SettingsInvalid
from knowledge.errors import HubError
from knowledge.index.chroma import ChromaVectors

LARGEST_REQUEST = 1024**2
REFRESH_SECONDS = 15
PRUNE_SECONDS = 24 * 3600
LONGEST_PAUSE = 600

_log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM. Raises SettingsInvalid when nothing is configured, and
    SurfaceUnreachable when nothing that is can be started."""
    vectors = ChromaVectors(settings.home, settings.chroma_url)
    with wiring.store(settings) as store, sending_beside(settings, store) as rounds:
        coach = wiring.remembering_coach(settings, store, vectors)
        page = CalendarPage(store.members, store.deadlines, settings.zone)
        asyncio.run(_serve(settings, coach, vectors, page, store.prune, rounds=rounds))


async def _serve(
    settings: Settings,
    coach: Coach,
    vectors: ChromaVectors,
    page: CalendarPage,
    prune: Callable[[datetime], object],
    *,
    rounds: Rounds | None,
) -> None:
    surfaces = _surfaces(settings, coach)
    app = web.Application(client_max_size=LARGEST_REQUEST)
    app.router.add_get("/healthz", _healthz(rounds))
    app.router.add_get(CALENDAR, page.get)
    for surface in surfaces:
        for method, path, handler in surface.routes:
            app.router.add_route(method, path, handler)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    chores: list[asyncio.Task[None]] = []
    try:
        await _listen(runner, settings)
        chores = await start_all(surfaces)
        chores += [
            asyncio.create_task(_every(REFRESH_SECONDS, vectors.refresh)),
            asyncio.create_task(_every(PRUNE_SECONDS, lambda: prune(datetime.now(UTC)))),
        ]
        await _stop_signal()
    finally:
        # Beside the surfaces: a host waits some seconds only before it kills.
        sending = asyncio.create_task(asyncio.to_thread(rounds.stop)) if rounds else None
        for chore in chores:
            chore.cancel()
        vectors.close()
        for surface in surfaces:
            await surface.stop()
        await runner.cleanup()
        if sending:
            await sending


def _surfaces(settings: Settings, coach: Coach) -> list[Surface]:
    """Every platform that is configured; each SDK is imported only when it is wanted."""
    surfaces: list[Surface] = []
    if settings.slack_wanted:
        from adapters.slack.app import SlackSurface  # noqa: PLC0415

        surfaces.append(SlackSurface(wiring.slack_settings(settings), coach))
    teams = wiring.teams_settings(settings)
    if teams.configured:
        from adapters.teams.app import TeamsSurface  # noqa: PLC0415

        surfaces.append(TeamsSurface(coach, teams))
    if not surfaces:
        raise SettingsInvalid(
            "neither Slack nor Teams is configured: set SLACK_BOT_TOKEN with SLACK_APP_TOKEN or "
            "SLACK_SIGNING_SECRET, or MICROSOFT_APP_ID; `coach check` says where to get them"
        )
    return surfaces


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        raise SettingsInvalid(
            f"cannot listen on {settings.host}:{settings.port} ({error.strerror}): set COACH_PORT "
            "to a free port or COACH_HOST to an address of this machine"
        ) from error
    _log.info("listening on %s", ", ".join(str(address) for address in runner.addresses))


def _healthz(rounds: Rounds | None) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Whether the process answers, and whether reminders are looked for; it says nothing about
    members or content."""

    async def healthz(request: web.Request) -> web.Response:
        del request
        reminders = "off" if rounds is None else "overdue" if rounds.are_overdue else "ok"
        return web.json_response({"status": "ok", "reminders": reminders})

    return healthz


async def _every(seconds: float, chore: Callable[[], object]) -> None:
    """Do a chore now and again, in a thread; one that fails, after longer and longer pauses."""
    pause = seconds
    while True:
        try:
            done = await asyncio.to_thread(chore)
        except (HubError, CoachError) as error:
            done = False
            _log.warning("a chore failed: %s", error)
        except Exception as error:  # noqa: BLE001 - no chore may end the others
            done = False
            _log.warning("a chore failed: %s", type(error).__name__)
        pause = min(2 * pause, LONGEST_PAUSE) if done is False else seconds
        await asyncio.sleep(pause)


async def _stop_signal() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
