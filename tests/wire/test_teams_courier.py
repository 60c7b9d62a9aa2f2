"""Delivery to addresses that were kept: at once, much later, and when Teams says no."""

from __future__ import annotations

import asyncio
import json

import pytest
from botbuilder.integration.aiohttp import CloudAdapter

from adapters.teams.deliver import TeamsCourier
from adapters.teams.gate import Gate
from bot.conversation import Address
from bot.errors import DeliveryFailed
from bot.messages import Done
from tests.wire.teams_world import DEVELOPMENT, Connector, serving


def courier(*pauses: float) -> TeamsCourier:
    return TeamsCourier(CloudAdapter(Gate(DEVELOPMENT).authentication), "", pauses)


def address(service_url: str) -> Address:
    locator = {
        "serviceUrl": service_url,
        "channelId": "msteams",
        "conversation": {"id": "19:team@thread.tacv2;messageid=7", "tenantId": "t"},
        "bot": {"id": "28:bot", "name": "CME Career Coach"},
        "activityId": "8",
    }
    return Address("teams", "teams:t", json.dumps(locator))


async def deliver(statuses: list[int], *pauses: float) -> Connector:
    """What a connector that answers like this has seen after one delivery."""
    connector = Connector(statuses=statuses)
    async with serving(("POST", "/{path:.*}", connector.receive)) as url:
        await asyncio.to_thread(courier(*pauses).deliver, address(url), Done("Hello."))
    return connector


async def test_an_address_is_enough_to_deliver() -> None:
    connector = await deliver([])

    ((path, body),) = connector.posts
    assert path == "/v3/conversations/19:team@thread.tacv2;messageid=7/activities/8"
    assert body["text"] == "Hello."
    assert body["from"]["id"] == "28:bot"
    assert body["conversation"]["id"] == "19:team@thread.tacv2;messageid=7"


@pytest.mark.parametrize("status", [412, 429, 502, 504])
async def test_it_tries_again_when_teams_asks_for_it(status: int) -> None:
    connector = await deliver([status, status, 201], 0, 0)

    assert len(connector.posts) == 3


@pytest.mark.parametrize(
    ("statuses", "gone", "posts"),
    [
        ([403], True, 1),
        ([404], True, 1),
        ([400], False, 1),
        ([413], False, 1),
        ([500], False, 1),
        ([429, 429, 429], False, 3),
        ([429, 403], True, 2),
    ],
)
async def test_a_refusal_is_a_failed_delivery(statuses: list[int], gone: bool, posts: int) -> None:
    connector = Connector(statuses=[*statuses])
    async with serving(("POST", "/{path:.*}", connector.receive)) as url:
        with pytest.raises(DeliveryFailed, match=str(statuses[-1])) as failure:
            await asyncio.to_thread(courier(0, 0).deliver, address(url), Done("Hello."))

    assert failure.value.gone is gone
    assert "MessageWritesBlocked" in str(failure.value)
    assert len(connector.posts) == posts


async def test_teams_that_cannot_be_reached_is_a_failed_delivery() -> None:
    with pytest.raises(DeliveryFailed) as failure:
        await asyncio.to_thread(courier().deliver, address("http://127.0.0.1:9"), Done("Hello."))

    assert not failure.value.gone
