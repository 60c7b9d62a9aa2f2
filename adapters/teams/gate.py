"""The way in: only activities that Microsoft signed for this bot pass."""

from __future__ import annotations

import asyncio
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web
from botbuilder.integration.aiohttp import (
    ConfigurationBotFrameworkAuthentication,
    ConfigurationServiceClientCredentialFactory,
)
from botbuilder.schema import Activity
from botframework.connector.auth import AppCredentials, AuthenticateRequestResult
from jwt import PyJWTError

from adapters.teams.settings import TeamsSettings, is_loopback

log = logging.getLogger(__name__)

THREADS = 4
# Teams itself gives up a few seconds later.
KEYS_SECONDS = 10

_BEARER = re.compile(r"Bearer [!-~]+")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings under the names the SDK looks for."""

    APP_ID: str | None
    APP_PASSWORD: str | None
    APP_TYPE: str
    APP_TENANTID: str | None
    TO_CHANNEL_FROM_BOT_LOGIN_URL: str
    TO_CHANNEL_FROM_BOT_OAUTH_SCOPE: str
    TO_BOT_FROM_CHANNEL_TOKEN_ISSUER: str
    TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL: str
    TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL: str
    OAUTH_URL: str


class LastingCredentials:
    """The bot's credentials, made once for each audience.

    The SDK makes them anew for every activity, and new ones fetch a new token from Microsoft.
    """

    def __init__(self, configuration: Configuration) -> None:
        self._factory = ConfigurationServiceClientCredentialFactory(configuration)
        self._made: dict[tuple[object, ...], AppCredentials] = {}

    async def is_valid_app_id(self, app_id: str) -> bool:
        """Whether a token meant for this app is meant for the bot."""
        return bool(await self._factory.is_valid_app_id(app_id))

    async def is_authentication_disabled(self) -> bool:
        """Whether the bot has no identity at all (the development switch)."""
        return bool(await self._factory.is_authentication_disabled())

    async def create_credentials(
        self, app_id: str, oauth_scope: str, login_endpoint: str, validate_authority: bool
    ) -> AppCredentials:
        """The credentials for an audience, in the SDK's own terms."""
        audience = (app_id, oauth_scope, login_endpoint, validate_authority)
        if audience not in self._made:
            self._made[audience] = await self._factory.create_credentials(*audience)
        return self._made[audience]


class Gate:
    """Verifies who sent an activity, and that replies to it go where they may."""

    def __init__(self, settings: TeamsSettings) -> None:
        self._unauthenticated = settings.unauthenticated
        # Threads of its own: the SDK fetches keys with blocking calls that know no time limit.
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="teams-gate")
        self.authentication = authentication(settings)

    async def admit(self, activity: Activity, header: str) -> AuthenticateRequestResult:
        """The sender's identity, in the SDK's terms, for an SDK activity.

        Raises HTTPUnauthorized for a token that is missing, not good or cannot be verified
        now, and HTTPForbidden for a reply address that is not safe.
        """
        if not (self._unauthenticated or _BEARER.fullmatch(header)):
            raise web.HTTPUnauthorized
        try:
            identity = await self._verify(activity, None if self._unauthenticated else header)
        except Exception as error:
            if not _is_refusal(error):
                raise
            log.warning("teams: token refused: %s", _reason(error))
            raise web.HTTPUnauthorized from error
        if not self._may_answer_at(activity.service_url or ""):
            log.warning("teams: activity refused: its service URL is not allowed")
            raise web.HTTPForbidden
        return identity

    def close(self) -> None:
        """Let nobody in any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _verify(self, activity: Activity, header: str | None) -> AuthenticateRequestResult:
        def verify() -> AuthenticateRequestResult:
            return asyncio.run(self.authentication.authenticate_request(activity, header))

        verified = asyncio.get_running_loop().run_in_executor(self._threads, verify)
        return await asyncio.wait_for(verified, KEYS_SECONDS)

    def _may_answer_at(self, service_url: str) -> bool:
        try:
            parts = urlsplit(service_url)
            host = parts.hostname or ""
        except ValueError:
            return False
        if self._unauthenticated:
            return is_loopback(host)
        return parts.scheme == "https" and bool(host)


def _is_refusal(error: Exception) -> bool:
    """Whether the SDK raised this because the token is not good, or not to be verified now.

    It has no class of its own for that: it raises PermissionError, PyJWT's errors, a plain
    Exception (algorithm, endorsement), IndexError for an unknown key, KeyError for no issuer,
    and other kinds of OSError when Microsoft's keys cannot be fetched.
    """
    if isinstance(error, KeyError):
        return error.args == ("iss",)
    return type(error) is Exception or isinstance(error, PyJWTError | OSError | IndexError)


def _reason(error: Exception) -> str:
    """Why a token was refused, for the log: without anything of the token."""
    if isinstance(error, OSError) and not isinstance(error, PermissionError):
        return f"Microsoft's keys cannot be fetched ({type(error).__name__})"
    return type(error).__name__


def authentication(settings: TeamsSettings) -> ConfigurationBotFrameworkAuthentication:
    """What the SDK verifies others with, and proves with who the bot is."""
    configuration = configuration_of(settings)
    return ConfigurationBotFrameworkAuthentication(
        configuration, credentials_factory=LastingCredentials(configuration)
    )


def configuration_of(settings: TeamsSettings) -> Configuration:
    """What the SDK is told; in development nothing of the bot's identity."""
    known = not settings.unauthenticated
    cloud = settings.cloud
    return Configuration(
        APP_ID=settings.app_id if known else None,
        APP_PASSWORD=settings.app_password if known else None,
        APP_TYPE=settings.kind if known else "MultiTenant",
        APP_TENANTID=settings.tenant_id if known else None,
        TO_CHANNEL_FROM_BOT_LOGIN_URL=cloud.login,
        TO_CHANNEL_FROM_BOT_OAUTH_SCOPE=cloud.scope,
        TO_BOT_FROM_CHANNEL_TOKEN_ISSUER=cloud.issuer,
        TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL=cloud.keys,
        TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL=cloud.emulator_keys,
        OAUTH_URL=cloud.oauth,
    )
