"""The manifest asks for what the listeners need and for nothing else."""

from __future__ import annotations

import pytest

from adapters.slack.manifest import EVENTS, SCOPES, slack_manifest
from bot.errors import SettingsInvalid


def test_socket_mode_needs_no_address() -> None:
    manifest = slack_manifest(None, socket_mode=True)

    assert manifest["settings"]["socket_mode_enabled"]
    assert "request_url" not in manifest["settings"]["event_subscriptions"]
    assert "url" not in manifest["features"]["slash_commands"][0]


def test_http_sends_everything_to_one_address() -> None:
    manifest = slack_manifest("coach.example.org", socket_mode=False)
    settings = manifest["settings"]

    addresses = {
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        manifest["features"]["slash_commands"][0]["url"],
    }
    assert addresses == {"https://coach.example.org/slack/events"}
    assert not settings["socket_mode_enabled"]


def test_http_without_a_host_is_refused() -> None:
    with pytest.raises(SettingsInvalid, match="host"):
        slack_manifest(None, socket_mode=False)


@pytest.mark.parametrize(
    ("event", "scope"),
    [
        ("app_mention", "app_mentions:read"),
        ("message.channels", "channels:history"),
        ("message.groups", "groups:history"),
        ("message.im", "im:history"),
        ("message.mpim", "mpim:history"),
    ],
)
def test_every_event_has_its_scope(event: str, scope: str) -> None:
    assert event in EVENTS
    assert scope in SCOPES


def test_nothing_is_asked_for_in_vain() -> None:
    assert len(SCOPES) == len(EVENTS) + 5
    assert {"chat:write", "commands", "assistant:write", "im:write", "users:read"} <= set(SCOPES)


def test_the_texts_keep_within_slacks_limits() -> None:
    manifest = slack_manifest(None, socket_mode=True)

    assert len(manifest["display_information"]["name"]) <= 35
    assert len(manifest["display_information"]["description"]) <= 140
    assert len(manifest["features"]["agent_view"]["agent_description"]) <= 300
    assert len(manifest["features"]["agent_view"]["suggested_prompts"]) <= 4
