"""The Slack app's manifest: what to paste at https://api.slack.com/apps to create the app."""

from __future__ import annotations

from typing import Any

from bot import wording
from bot.errors import SettingsInvalid

EVENTS_PATH = "/slack/events"
COMMAND = "/coach"

DESCRIPTION = "Cited answers about continuing education and careers in healthcare."
AGENT_DESCRIPTION = (
    "Ask about CME, credits, choosing and paying for a program, reviews, licenses and leadership "
    "paths. Every statement comes with the passage that carries it."
)

SCOPES = (
    "app_mentions:read",
    "assistant:write",  # goes with agent_view
    "channels:history",
    "chat:write",
    "commands",
    "groups:history",
    "im:history",
    "im:write",  # opens the direct messages that reminders come in
    "mpim:history",
    "users:read",  # the member's time zone
)
EVENTS = ("app_mention", "message.channels", "message.groups", "message.im", "message.mpim")


def slack_manifest(host: str | None, socket_mode: bool) -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP at the public name `host` (no scheme).

    Raises SettingsInvalid when HTTP is asked for without a host.
    """
    if not socket_mode and not host:
        raise SettingsInvalid("Slack by HTTP needs the public host name the coach is reached at")
    url = {} if socket_mode else {"url": f"https://{host}{EVENTS_PATH}"}
    request_url = {} if socket_mode else {"request_url": url["url"]}
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": wording.NAME,
            "description": DESCRIPTION,
            "background_color": "#0b5563",
        },
        "features": _features(url),
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def _features(url: dict[str, str]) -> dict[str, Any]:
    return {
        "agent_view": {
            "agent_description": AGENT_DESCRIPTION,
            "suggested_prompts": [
                {"title": example, "message": example} for example in wording.EXAMPLES
            ],
        },
        "app_home": {
            "home_tab_enabled": False,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": wording.NAME, "always_online": True},
        "slash_commands": [
            {
                "command": COMMAND,
                **url,
                "description": "Ask the coach; only you see the answer",
                "usage_hint": "your question, or help",
                "should_escape": False,
            }
        ],
    }
