"""`coach manifest`: what a workspace or tenant needs to install the app."""

from __future__ import annotations

import json
import re

from adapters.settings import Settings
from bot.errors import SettingsInvalid

_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?")


def manifest_bytes(settings: Settings, platform: str, host: str) -> bytes:
    """The manifest as the platform takes it. Raises SettingsInvalid when what it names is missing
    or is no host."""
    if host and not _HOST.fullmatch(host):
        raise SettingsInvalid(f"{host!r} is no host name; write it as in coach.example.org")
    if platform == "slack":
        from adapters.slack.manifest import slack_manifest  # noqa: PLC0415 - one SDK at a time

        document = slack_manifest(host or None, socket_mode=not host)
        return json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n"
    from adapters.teams.manifest import teams_package  # noqa: PLC0415

    if not host:
        raise SettingsInvalid("the Teams manifest needs --host, the public name of this server")
    if not settings.app_id:
        raise SettingsInvalid(
            "MICROSOFT_APP_ID is missing: the Teams manifest names the bot by it; copy it from the "
            "bot's page in Azure"
        )
    return teams_package(settings.app_id, host)
