"""Nudges to Teams: posted once, in the member's personal chat."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import datetime

from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import ConversationReference
from botframework.connector.auth import AppCredentials, MicrosoftAppCredentials
from msal import ConfidentialClientApplication  # type: ignore[import-untyped]
from requests import Response

from adapters.apology import apologise
from adapters.couriers import SECONDS, SOON, barred, jitter, reported, run
from adapters.teams.deliver import connection
from adapters.teams.elements import Payload, joined
from adapters.teams.gate import authentication
from adapters.teams.outcomes import outcome_of, unanswered
from adapters.teams.render import render
from adapters.teams.settings import TeamsSettings
from adapters.teams.wire import to_activity, to_reference
from bot.conversation import Address
from bot.errors import DeliveryFailed, SettingsInvalid
from bot.messages import Message
from bot.nudges.delivery import InDoubt, NotSent, Outcome, Refused, Sent

_log = logging.getLogger(__name__)


class _NoToken(Exception):
    """Microsoft gave the bot no token, so that nothing was posted."""

    def __init__(self, outcome: NotSent) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


class TeamsNudgeCourier:
    """Brings nudges to personal chats. Blocking: call it where no event loop runs.

    Raises SettingsInvalid when Teams cannot work like this. `jitter` gives the seconds that are
    added to those Teams asks to wait; `seconds` may pass until there is a token, and again from the
    post on.
    """

    def __init__(
        self,
        settings: TeamsSettings,
        jitter: Callable[[], float] = jitter,
        seconds: float = SECONDS,
    ) -> None:
        if problems := settings.problems():
            raise SettingsInvalid("; ".join(problems))
        self._adapter = CloudAdapter(authentication(settings))
        self._app_id = "" if settings.unauthenticated else settings.app_id
        self._jitter = jitter
        self._seconds = seconds

    @property
    def can_look(self) -> bool:
        """A bot can look nothing up in a personal chat."""
        return False

    def find(self, delivery: str, home: Address, since: datetime) -> str | None:
        """Raises DeliveryFailed, always."""
        del delivery, home, since
        raise DeliveryFailed("teams", "a bot cannot read a chat's history")

    def send(self, delivery: str, home: Address, message: Message) -> Outcome:
        """Post once; a second time, in plain text, only where Teams declined the card."""
        try:
            payload, locator = _marked(render(message), delivery), json.loads(home.locator)
            reference = to_reference(locator)
        except Exception as error:  # noqa: BLE001 - a courier raises nothing
            return Refused(f"not rendered, see {apologise(error, delivery).reference}")
        return reported("Teams", delivery, run(self._send(delivery, reference, payload)))

    async def _send(
        self, delivery: str, reference: ConversationReference, payload: Payload
    ) -> Outcome:
        try:
            async with asyncio.timeout(None) as limit:
                outcome = await self._once(reference, payload, limit)
                if isinstance(outcome, Refused) and not outcome.unreachable:
                    _log.warning("Teams declined delivery %s: %s", delivery, outcome.reason)
                    outcome = await self._once(reference, _plain(payload), limit)
        except TimeoutError as error:
            return InDoubt(type(error).__name__)
        return outcome

    async def _once(
        self, reference: ConversationReference, payload: Payload, limit: asyncio.Timeout
    ) -> Outcome:
        """Post once; with the first post begins the time in which everything must be done."""
        answers: list[Response] = []
        refs: list[str] = []

        async def say(context: TurnContext) -> None:
            client = connection(self._adapter, context, self._seconds)
            # The SDK fails over an answer that is not JSON before it looks at its status.
            client.config.hooks.append(lambda answer, *_, **__: answers.append(answer))
            if self._app_id:
                await self._fetch_token(client.config.credentials)
            context.activity.id = None  # else this would be a reply
            if limit.when() is None:
                limit.reschedule(asyncio.get_running_loop().time() + self._seconds)
            async with client:
                told = await context.send_activity(to_activity(payload))
            refs.append((told and told.id) or "")

        try:
            await self._adapter.continue_conversation(reference, say, self._app_id)
        except _NoToken as error:
            return error.outcome
        except Exception as error:  # noqa: BLE001 - a courier raises nothing
            return outcome_of(answers[-1], self._jitter()) if answers else unanswered(error)
        return Sent(refs[0])

    async def _fetch_token(self, credentials: AppCredentials) -> None:
        """See that the credentials hold a token, before the request that uses it."""
        try:
            async with asyncio.timeout(self._seconds):
                await asyncio.to_thread(_hold_token, credentials)
        except PermissionError as error:
            raise _NoToken(barred("Microsoft refuses the bot a token")) from error
        except Exception as error:
            raise _NoToken(
                NotSent(f"no token: {type(error).__name__}", SOON, gated=True)
            ) from error


def _hold_token(credentials: AppCredentials) -> None:
    """The SDK's own way to Microsoft's login knows no time limit, and would block for ever."""
    if isinstance(credentials, MicrosoftAppCredentials) and not credentials.app:
        credentials.app = ConfidentialClientApplication(
            credentials.microsoft_app_id,
            client_credential=credentials.microsoft_app_password,
            authority=credentials.oauth_endpoint,
            timeout=SECONDS,
        )
    credentials.get_access_token()


def _marked(payload: Payload, delivery: str) -> Payload:
    """The payload with the delivery's id as the id of its card's first element: nobody sees it,
    and unlike channelData, which is for the connector alone, it is kept with the message."""
    for attachment in payload.get("attachments", ()):
        attachment["content"]["body"][0]["id"] = delivery
    return payload


def _plain(payload: Payload) -> Payload:
    """The same in words, the card's as well."""
    cards = payload.get("attachments", ())
    words = joined(payload["text"], *(card["content"]["fallbackText"] for card in cards))
    return {"type": "message", "textFormat": payload["textFormat"], "text": words}
