"""The courier: brings a message to a conversation in Teams, now or much later."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

from botbuilder.core import CloudAdapterBase, TurnContext
from botframework.connector.aio import ConnectorClient
from msrest.exceptions import ClientException, HttpOperationError

from adapters.teams.elements import Payload
from adapters.teams.render import render
from adapters.teams.wire import to_activity, to_reference
from bot.conversation import Address
from bot.errors import DeliveryFailed
from bot.messages import Message

# Microsoft's list of answers after which to send again (Teams, "Rate limiting").
TRY_AGAIN = {412, 429, 502, 504}
GONE = {403, 404}
TIMEOUT_SECONDS = 20


class TeamsCourier:
    """Delivers to addresses read from Teams. Blocking: call it from a worker thread.

    `pauses` are the seconds between attempts when Teams asks to try again.
    """

    def __init__(
        self, adapter: CloudAdapterBase, app_id: str, pauses: tuple[float, ...] = (1.0, 3.0)
    ) -> None:
        self._adapter = adapter
        self._app_id = app_id
        self._pauses = pauses

    def deliver(self, address: Address, message: Message) -> None:
        """Say the message at the address. Raises DeliveryFailed."""
        payload = render(message)
        with _translated():
            self._send(address, payload)

    def typing(self, address: Address) -> None:
        """Show that an answer is being written; tried once. Raises DeliveryFailed."""
        with _translated():
            self._send_once(address, {"type": "typing"})

    def _send(self, address: Address, payload: Payload) -> None:
        for pause in self._pauses:
            try:
                return self._send_once(address, payload)
            except HttpOperationError as error:
                if error.response.status_code not in TRY_AGAIN:
                    raise
            time.sleep(pause * random.uniform(0.5, 1.5))
        return self._send_once(address, payload)

    def _send_once(self, address: Address, payload: Payload) -> None:
        locator = json.loads(address.locator)

        async def say(context: TurnContext) -> None:
            # Else the SDK calls it a reply to an activity it has just invented.
            context.activity.id = locator["activityId"]
            async with connection(self._adapter, context, TIMEOUT_SECONDS):
                await context.send_activity(to_activity(payload))

        asyncio.run(self._adapter.continue_conversation(to_reference(locator), say, self._app_id))


def connection(adapter: CloudAdapterBase, context: TurnContext, seconds: float) -> ConnectorClient:
    """The SDK's client of a turn: it gives up after so many seconds, and tries nothing again by
    itself."""
    client = context.turn_state[adapter.BOT_CONNECTOR_CLIENT_KEY]
    client.config.retry_policy.retries = 0
    client.config.connection.timeout = seconds
    return client


@contextmanager
def _translated() -> Iterator[None]:
    """Turns what the SDK raises when it cannot send into DeliveryFailed."""
    try:
        yield
    except HttpOperationError as error:
        status = error.response.status_code
        raise DeliveryFailed("teams", f"{status} {_code(error)}", gone=status in GONE) from error
    except (ClientException, OSError) as error:
        raise DeliveryFailed("teams", type(error).__name__) from error


def _code(error: HttpOperationError) -> str:
    """Teams' word for what is wrong, such as MessageWritesBlocked."""
    details = getattr(error.error, "error", None)
    return getattr(details, "code", None) or "without a code"
