"""The coach's access to a Slack workspace: tokens, the client that uses them, who it is there."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.settings import SLACK_API
from bot.errors import CoachError, SettingsInvalid, SurfaceUnreachable

sdk_log = logging.getLogger("adapters.slack.sdk")
"""The SDK's logger. Below WARNING it writes whole requests, with what members wrote."""
sdk_log.setLevel(logging.WARNING)
sdk_log.addFilter(lambda record: "`token` will be unused" not in record.getMessage())

_SECONDS = 10
INVALID = frozenset({"invalid_auth", "not_authed", "not_allowed_token_type"})
ENDED = frozenset({"account_inactive", "token_revoked", "token_expired", "team_access_not_granted"})


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """What Slack needs: the bot token, and the app token (Socket Mode) or the signing secret
    (signed HTTP). With both, the app token wins: it needs no address the internet can reach."""

    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_base: str = SLACK_API

    def __post_init__(self) -> None:
        """Refuse settings with which no message could arrive."""
        if not self.bot_token or not (self.app_token or self.signing_secret):
            raise SettingsInvalid(
                "Slack needs SLACK_BOT_TOKEN and either SLACK_APP_TOKEN or SLACK_SIGNING_SECRET"
            )

    @property
    def socket_mode(self) -> bool:
        """Whether messages come over a socket the coach opens."""
        return bool(self.app_token)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the coach is in the workspace."""

    team: str
    team_id: str
    enterprise_id: str | None
    name: str
    user_id: str
    bot_id: str


def web_client(settings: SlackSettings, token: str | None = None) -> AsyncWebClient:
    """A client that never tries again by itself: a request in doubt could be posted twice."""
    return AsyncWebClient(
        token=token,
        base_url=settings.api_base,
        timeout=_SECONDS,
        retry_handlers=[],
        logger=sdk_log,
    )


async def identify(settings: SlackSettings) -> Identity:
    """Ask Slack whose bot token this is.

    Raises SettingsInvalid when Slack refuses the token, SurfaceUnreachable when it cannot be
    asked.
    """
    try:
        told = await web_client(settings, settings.bot_token).auth_test()
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        raise _explained(error, "SLACK_BOT_TOKEN", settings.api_base) from error
    return Identity(
        team=told["team"],
        team_id=told["team_id"],
        enterprise_id=told["enterprise_id"],
        name=told["user"],
        user_id=told["user_id"],
        bot_id=told["bot_id"],
    )


async def may_open_socket(settings: SlackSettings) -> None:
    """Raise SettingsInvalid or SurfaceUnreachable when Slack opens no socket for the app token."""
    try:
        client = web_client(settings, settings.app_token)
        await client.apps_connections_open(app_token=settings.app_token)
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        raise _explained(error, "SLACK_APP_TOKEN", settings.api_base) from error


async def check(settings: SlackSettings) -> str:
    """Say in one line how the coach is connected; raise SettingsInvalid or SurfaceUnreachable,
    with what to do, when it is not."""
    me = await identify(settings)
    if settings.socket_mode:
        await may_open_socket(settings)
    way = "Socket Mode" if settings.socket_mode else "signed HTTP at /slack/events"
    return f"connected to {me.team} as @{me.name}, by {way}"


def code_of(error: SlackApiError) -> str:
    """Slack's own word for what went wrong."""
    told = getattr(error.response, "data", None)
    return str(told.get("error", "unknown")) if isinstance(told, dict) else "unreadable_answer"


def _explained(error: Exception, name: str, api_base: str) -> CoachError:
    if not isinstance(error, SlackApiError):
        reason = f"{api_base} cannot be reached ({type(error).__name__})"
        return SurfaceUnreachable("Slack", reason)
    code = code_of(error)
    if code in INVALID:
        place = "OAuth & Permissions" if name == "SLACK_BOT_TOKEN" else "Basic Information"
        return SettingsInvalid(
            f"Slack does not accept {name} ({code}): copy it again from {place} on the app's page "
            "at https://api.slack.com/apps"
        )
    if code in ENDED:
        return SettingsInvalid(
            f"{name} is no longer valid ({code}): install the app again and copy the new token"
        )
    return SurfaceUnreachable("Slack", f"it answered {code}")
