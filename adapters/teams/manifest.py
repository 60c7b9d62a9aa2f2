"""The app package an administrator uploads to Teams."""

from __future__ import annotations

import io
import json
import zipfile
from importlib.resources import files
from typing import Any

from adapters.teams.settings import is_guid
from bot import wording
from bot.errors import SettingsInvalid

# Raise it with every change of the manifest, or Teams takes the package for the one it has.
VERSION = "1.0.0"
SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json"
ICONS = ("color.png", "outline.png")
SCOPES = ["personal", "team", "groupChat"]

# The least moment a zip file knows, so that the same manifest gives the same bytes.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def teams_manifest(app_id: str, host: str) -> dict[str, Any]:
    """The manifest, version 1.29, of the bot with this app id, served at a public host name.

    Raises SettingsInvalid for an app id that Teams would refuse.
    """
    if not is_guid(app_id):
        raise SettingsInvalid("MICROSOFT_APP_ID must be the bot's app id, a GUID")
    return {
        "$schema": SCHEMA,
        "manifestVersion": "1.29",
        "version": VERSION,
        "id": app_id,
        "developer": {
            "name": wording.NAME,
            "websiteUrl": f"https://{host}",
            "privacyUrl": f"https://{host}",
            "termsOfUseUrl": f"https://{host}",
        },
        "name": {"short": wording.NAME, "full": wording.NAME},
        "description": {
            "short": "Cited answers about continuing education and careers in healthcare",
            "full": f"{wording.HELP}\n\n{wording.PRIVACY}",
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#0F6C76",
        "defaultInstallScope": "personal",
        "bots": [_bot(app_id)],
    }


def teams_package(app_id: str, host: str) -> bytes:
    """The zip file to upload: the manifest and its two icons."""
    manifest = json.dumps(teams_manifest(app_id, host), indent=2, ensure_ascii=False)
    contents = {"manifest.json": manifest.encode()}
    for name in ICONS:
        contents[name] = files("adapters.teams").joinpath("icons", name).read_bytes()
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return package.getvalue()


def _bot(app_id: str) -> dict[str, Any]:
    prompts = [
        {"title": example, "type": "prompt", "prompt": example} for example in wording.EXAMPLES
    ]
    aid = {"title": "help", "description": "What the coach can do", "type": "basic"}
    return {
        "botId": app_id,
        "scopes": SCOPES,
        "commandLists": [{"scopes": SCOPES, "commands": [*prompts, aid]}],
    }
