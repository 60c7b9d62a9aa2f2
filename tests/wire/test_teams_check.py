"""Whether the bot's identity is good, asked of a stand-in for Microsoft's login."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp import web

from adapters.teams.check import check
from adapters.teams.settings import Cloud, TeamsSettings
from tests.wire.teams_world import serving

APP_ID = "11111111-2222-4333-8444-555555555555"
SETTINGS = TeamsSettings(APP_ID, "a secret", "SingleTenant", "contoso.example")


@asynccontextmanager
async def login(answer: object) -> AsyncIterator[tuple[TeamsSettings, list[dict[str, str]]]]:
    """Settings that point to a login which gives one answer and keeps what it was asked."""
    asked: list[dict[str, str]] = []

    async def give(request: web.Request) -> web.Response:
        form = await request.post()
        asked.append({"path": request.path} | {name: str(form[name]) for name in form})
        return web.json_response(answer, status=200)

    async with serving(("POST", "/{path:.*}", give)) as url:
        yield replace(SETTINGS, cloud=replace(Cloud(), login=f"{url}/")), asked


async def test_a_token_means_that_all_is_well() -> None:
    async with login({"access_token": "t"}) as (settings, asked):
        assert await check(settings) == ""

    assert asked == [
        {
            "path": "/contoso.example/oauth2/v2.0/token",
            "grant_type": "client_credentials",
            "client_id": APP_ID,
            "client_secret": "a secret",
            "scope": "https://api.botframework.com/.default",
        }
    ]


async def test_a_bot_of_many_tenants_asks_the_shared_one() -> None:
    async with login({"access_token": "t"}) as (settings, asked):
        assert await check(replace(settings, app_type="MultiTenant")) == ""

    assert asked[0]["path"] == "/botframework.com/oauth2/v2.0/token"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"error": "invalid_client", "error_codes": [7000215]}, "MICROSOFT_APP_PASSWORD is wrong"),
        ({"error": "invalid_client", "error_codes": [7000222]}, "expired"),
        ({"error": "unauthorized_client", "error_codes": [700016]}, "MICROSOFT_APP_ID"),
        ({"error": "invalid_request", "error_codes": [90002]}, "MICROSOFT_APP_TENANT_ID"),
        ({"error": "server_error", "error_codes": [1]}, "server_error"),
        (["odd"], "no token"),
    ],
)
async def test_a_refusal_is_said_in_plain_words(answer: object, words: str) -> None:
    async with login(answer) as (settings, _):
        said = await check(settings)

    assert words in said
    assert "a secret" not in said


async def test_microsoft_out_of_reach_is_said_so() -> None:
    offline = replace(SETTINGS, cloud=replace(Cloud(), login="http://127.0.0.1:9/"))

    assert "could not be asked" in await check(offline)


async def test_microsoft_keeping_silent_is_waited_for_only_so_long() -> None:
    done = asyncio.Event()

    async def keep_silent(request: web.Request) -> web.Response:
        await done.wait()
        return web.Response()

    async with serving(("POST", "/{path:.*}", keep_silent)) as url:
        settings = replace(SETTINGS, cloud=replace(Cloud(), login=f"{url}/"))
        said = await check(settings, timeout=0.05)
        done.set()

    assert "did not answer" in said


@pytest.mark.parametrize(
    "settings",
    [
        TeamsSettings(unauthenticated=True),
        TeamsSettings(APP_ID, app_type="UserAssignedMSI", tenant_id="contoso.example"),
    ],
)
async def test_without_a_secret_nothing_is_asked(settings: TeamsSettings) -> None:
    assert await check(settings) == ""


async def test_problems_of_the_settings_come_first() -> None:
    said = await check(TeamsSettings(APP_ID, app_type="SingleTenant"))

    assert "MICROSOFT_APP_PASSWORD is missing" in said
    assert "MICROSOFT_APP_TENANT_ID is missing" in said
