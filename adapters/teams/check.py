"""Asks Microsoft whether the bot's identity is good, before a member finds out that it is not."""

from __future__ import annotations

from urllib.parse import quote

import aiohttp

from adapters.teams.settings import TeamsSettings

TIMEOUT_SECONDS = 10.0
# The tenant that multi-tenant bots get their tokens from.
SHARED_TENANT = "botframework.com"
# Microsoft's error codes (Entra, "AADSTS error codes") in plain words.
MEANINGS = {
    7000215: "MICROSOFT_APP_PASSWORD is wrong: use the secret's value, not its id",
    7000222: "MICROSOFT_APP_PASSWORD has expired: make a new client secret in Entra",
    700016: "MICROSOFT_APP_ID is not known in this tenant",
    90002: "MICROSOFT_APP_TENANT_ID names no tenant",
    900023: "MICROSOFT_APP_TENANT_ID is not a tenant's id or domain",
}


async def check(settings: TeamsSettings, timeout: float = TIMEOUT_SECONDS) -> str:
    """What keeps Teams from working, in plain words; empty when Microsoft gives a token.

    Takes at most `timeout` seconds. A managed identity has its token only inside Azure and
    the development switch needs none: for these only the settings are looked at.
    """
    if problems := settings.problems():
        return "; ".join(problems)
    if settings.unauthenticated or settings.kind == "UserAssignedMSI":
        return ""
    try:
        return await _ask(settings, timeout)
    except TimeoutError:
        return f"Microsoft did not answer within {timeout:.0f} seconds: is the network open?"
    except (aiohttp.ClientError, ValueError) as error:
        return f"Microsoft could not be asked for a token ({type(error).__name__})"


async def _ask(settings: TeamsSettings, timeout: float) -> str:
    tenant = settings.tenant_id if settings.kind == "SingleTenant" else SHARED_TENANT
    form = {
        "grant_type": "client_credentials",
        "client_id": settings.app_id,
        "client_secret": settings.app_password,
        "scope": f"{settings.cloud.scope}/.default",
    }
    url = f"{settings.cloud.login}{quote(tenant, safe='')}/oauth2/v2.0/token"
    limit = aiohttp.ClientTimeout(total=timeout)
    async with (
        aiohttp.ClientSession(timeout=limit, trust_env=True) as session,
        session.post(url, data=form) as response,
    ):
        return _meaning(await response.json(content_type=None))


def _meaning(answer: object) -> str:
    fields = answer if isinstance(answer, dict) else {}
    if "access_token" in fields:
        return ""
    for code in fields.get("error_codes", ()):
        if code in MEANINGS:
            return MEANINGS[code]
    return f"Microsoft gives the bot no token ({fields.get('error', 'no reason named')})"
