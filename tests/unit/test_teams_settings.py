"""Which Teams settings can work, and the package made of them."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from typing import Any

import pytest

from adapters.teams.manifest import teams_manifest, teams_package
from adapters.teams.settings import TeamsSettings
from bot import wording
from bot.errors import SettingsInvalid

APP_ID = "11111111-2222-3333-4444-555555555555"


@pytest.mark.parametrize(
    "settings",
    [
        TeamsSettings(APP_ID, "secret"),
        TeamsSettings(APP_ID, "secret", tenant_id="contoso.example"),
        TeamsSettings(APP_ID, "secret", "singletenant", "contoso.example"),
        TeamsSettings(APP_ID, "", "UserAssignedMSI", "contoso.example"),
        TeamsSettings(unauthenticated=True),
        TeamsSettings(APP_ID, "secret", unauthenticated=True, host="localhost"),
    ],
)
def test_settings_that_work(settings: TeamsSettings) -> None:
    assert settings.configured
    assert settings.problems() == ()


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (TeamsSettings(APP_ID), ["MICROSOFT_APP_PASSWORD"]),
        (TeamsSettings("", "secret"), ["MICROSOFT_APP_ID is missing"]),
        (
            TeamsSettings(tenant_id="contoso.example"),
            ["MICROSOFT_APP_ID is missing", "MICROSOFT_APP_PASSWORD is missing"],
        ),
        (TeamsSettings("abc", "secret"), ["MICROSOFT_APP_ID must be the bot's app id, a GUID"]),
        (TeamsSettings(APP_ID, "secret", "SingleTenant"), ["MICROSOFT_APP_TENANT_ID"]),
        (TeamsSettings(APP_ID, "secret", "Many"), ["MICROSOFT_APP_TYPE"]),
        (
            TeamsSettings(APP_ID, "", "SingleTenant"),
            ["MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID"],
        ),
        (TeamsSettings(unauthenticated=True, host="0.0.0.0"), ["COACH_HOST is 0.0.0.0"]),
    ],
)
def test_every_problem_is_named_at_once(settings: TeamsSettings, named: list[str]) -> None:
    problems = settings.problems()

    assert len(problems) == len(named)
    assert all(name in problem for name, problem in zip(named, problems, strict=True))


def test_without_settings_teams_is_not_wanted() -> None:
    assert not TeamsSettings().configured


@pytest.mark.parametrize(
    "settings",
    [
        TeamsSettings(app_password="secret"),
        TeamsSettings(tenant_id="contoso.example"),
        TeamsSettings(app_type="MultiTenant"),
    ],
)
def test_a_part_of_the_identity_is_incomplete_and_not_nothing(settings: TeamsSettings) -> None:
    assert settings.configured
    assert settings.problems()


def test_a_tenant_makes_a_single_tenant_bot() -> None:
    assert TeamsSettings(tenant_id="contoso.example").kind == "SingleTenant"
    assert TeamsSettings().kind == "MultiTenant"


def test_the_secret_is_not_shown() -> None:
    assert "hush" not in repr(TeamsSettings(APP_ID, "hush"))


def test_the_manifest_names_the_bot_in_every_scope() -> None:
    manifest = teams_manifest(APP_ID, "coach.example")
    (bot,) = manifest["bots"]

    assert manifest["manifestVersion"] == "1.29"
    assert manifest["id"] == bot["botId"] == APP_ID
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert manifest["developer"]["websiteUrl"] == "https://coach.example"
    assert len(manifest["name"]["short"]) <= 30
    assert len(manifest["description"]["short"]) <= 80


def test_the_manifest_offers_the_examples_as_prompts() -> None:
    (listed,) = teams_manifest(APP_ID, "coach.example")["bots"][0]["commandLists"]
    prompts = [command["prompt"] for command in listed["commands"] if "prompt" in command]

    assert prompts == list(wording.EXAMPLES)


@pytest.mark.parametrize("app_id", ["", "app", f"{APP_ID} ", f"{{{APP_ID}}}"])
def test_an_app_id_teams_would_refuse_is_refused(app_id: str) -> None:
    with pytest.raises(SettingsInvalid, match="GUID"):
        teams_manifest(app_id, "coach.example")


def test_the_package_is_the_manifest_and_two_icons_of_the_right_size() -> None:
    with zipfile.ZipFile(io.BytesIO(teams_package(APP_ID, "coach.example"))) as package:
        assert package.namelist() == ["manifest.json", "color.png", "outline.png"]
        manifest: dict[str, Any] = json.loads(package.read("manifest.json"))
        sizes = [struct.unpack(">II", package.read(name)[16:24]) for name in package.namelist()[1:]]

    assert manifest == teams_manifest(APP_ID, "coach.example")
    assert sizes == [(192, 192), (32, 32)]


def test_the_same_settings_make_the_same_package() -> None:
    assert teams_package(APP_ID, "a.example") == teams_package(APP_ID, "a.example")
