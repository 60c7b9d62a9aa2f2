"""The way in: only activities that Microsoft signed for this bot pass."""

from __future__ import annotations

import asyncio
import logging
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


@dataclass(frozen=True, slots=True)
class _Configuration:
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


class _Credentials:
    """The bot's credentials, made once for each audience.

    The SDK makes them anew for every activity, and new ones fetch a new token from Microsoft.
    """

    def __init__(self, configuration: _Configuration) -> None:
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
        configuration = _configuration(settings)
        self.authentication = ConfigurationBotFrameworkAuthentication(
            configuration, credentials_factory=_Credentials(configuration)
        )

    async def admit(self, activity: Activity, header: str) -> AuthenticateRequestResult:
        """The sender's identity, in the SDK's terms, for an SDK activity.

        Raises HTTPUnauthorized for a token that is missing or not good, HTTPForbidden for a
        reply address that is not safe, HTTPServiceUnavailable when Microsoft's keys cannot be
        fetched.
        """
        if not (self._unauthenticated or header):
            raise web.HTTPUnauthorized
        # In a thread: the SDK fetches keys with blocking calls.
        identity = await asyncio.to_thread(
            self._verify, activity, None if self._unauthenticated else header
        )
        if not self._may_answer_at(activity.service_url or ""):
            log.warning("teams: activity refused: its service URL is not allowed")
            raise web.HTTPForbidden
        return identity

    def _verify(self, activity: Activity, header: str | None) -> AuthenticateRequestResult:
        try:
            return asyncio.run(self.authentication.authenticate_request(activity, header))
        except Exception as error:
            if _is_refusal(error):
                log.warning("teams: token refused: %s", type(error).__name__)
                raise web.HTTPUnauthorized from error
            if isinstance(error, OSError):
                log.warning("teams: Microsoft's keys cannot be fetched, so nobody is let in")
                raise web.HTTPServiceUnavailable from error
            raise

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
    """Whether the SDK raised this because the token is not good.

    It has no class of its own for that: it raises PermissionError, PyJWT's errors, a plain
    Exception (algorithm, endorsement), IndexError for an unknown key, KeyError for a claim.
    """
    return type(error) is Exception or isinstance(
        error, PyJWTError | PermissionError | LookupError | UnicodeError
    )


def _configuration(settings: TeamsSettings) -> _Configuration:
    known = not settings.unauthenticated
    cloud = settings.cloud
    return _Configuration(
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
