"""Who the bot is to Microsoft, and which combinations of settings cannot work."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_address

APP_TYPES = ("MultiTenant", "SingleTenant", "UserAssignedMSI")

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cloud:
    """The addresses of the Microsoft cloud the bot is registered in.

    `login` issues the bot's own tokens; `issuer` signs those of incoming activities, with keys
    listed at `keys` (`emulator_keys` for the Bot Framework Emulator); `scope` is the audience.
    """

    login: str = "https://login.microsoftonline.com/"
    issuer: str = "https://api.botframework.com"
    scope: str = "https://api.botframework.com"
    oauth: str = "https://api.botframework.com"
    keys: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    emulator_keys: str = (
        "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"
    )


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """The bot's identity, and the address `coach serve` listens on.

    `app_type` may be empty: then a tenant id means single tenant. With `unauthenticated`
    (development only) the credentials are not used at all.
    """

    app_id: str = ""
    app_password: str = field(default="", repr=False)
    app_type: str = ""
    tenant_id: str = ""
    unauthenticated: bool = False
    host: str = "127.0.0.1"
    cloud: Cloud = Cloud()

    @property
    def configured(self) -> bool:
        """Whether Teams is wanted at all: any part of the identity says so."""
        identity = self.app_id or self.app_password or self.app_type or self.tenant_id
        return bool(identity or self.unauthenticated)

    @property
    def kind(self) -> str:
        """The app type in Microsoft's spelling; as written when it is none of theirs."""
        if not self.app_type:
            return "SingleTenant" if self.tenant_id else "MultiTenant"
        known = {name.lower(): name for name in APP_TYPES}
        return known.get(self.app_type.lower(), self.app_type)

    def problems(self) -> tuple[str, ...]:
        """Every reason why Teams cannot start like this, in plain words; empty when it can."""
        if self.unauthenticated:
            return () if is_loopback(self.host) else (_exposed(self.host),)
        return tuple(_missing(self))


def is_guid(app_id: str) -> bool:
    """Whether Microsoft could have given this id to an application."""
    return _GUID.fullmatch(app_id) is not None


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine can reach the host."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _exposed(host: str) -> str:
    return (
        "COACH_TEAMS_UNAUTHENTICATED=1 accepts unsigned activities, so coach serve must listen "
        f"on a loopback address such as 127.0.0.1, and COACH_HOST is {host or 'empty'}"
    )


def _missing(settings: TeamsSettings) -> list[str]:
    found = []
    if settings.kind not in APP_TYPES:
        found.append(f"MICROSOFT_APP_TYPE must be one of {', '.join(APP_TYPES)}")
    if not settings.app_id:
        found.append("MICROSOFT_APP_ID is missing: copy it from the bot's page in Azure")
    elif not is_guid(settings.app_id):
        found.append(
            "MICROSOFT_APP_ID must be the bot's app id, a GUID: copy it from its page in Azure"
        )
    if not settings.app_password and settings.kind != "UserAssignedMSI":
        found.append("MICROSOFT_APP_PASSWORD is missing: make a client secret for the app in Entra")
    if not settings.tenant_id and settings.kind in {"SingleTenant", "UserAssignedMSI"}:
        found.append(
            f"MICROSOFT_APP_TENANT_ID is missing: a {settings.kind} bot belongs to one tenant"
        )
    return found
