"""The settings: what they are when unset, and what is said about those that cannot be right."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from platformdirs import user_data_path

from adapters.settings import SETTINGS, Settings
from adapters.wiring import slack_settings, teams_settings
from bot.errors import SettingsInvalid
from bot.when.wall import is_zone

SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-zanzibar",
    "SLACK_APP_TOKEN": "xapp-zanzibar",
    "SLACK_SIGNING_SECRET": "zanzibar",
    "MICROSOFT_APP_PASSWORD": "zanzibar~",
    "COACH_DATABASE_URL": "postgresql://coach:zanzibar@db/coach",
}


def test_nothing_needs_to_be_set() -> None:
    settings = Settings.from_env({"PATH": "/usr/bin"})

    assert settings.home == user_data_path("cme-career-coach")
    assert (settings.host, settings.port) == ("127.0.0.1", 3978)
    assert settings.slack_api == "https://slack.com/api/"
    assert not settings.slack_wanted
    assert not settings.teams_unauthenticated
    assert settings.unknown == ()


def test_an_empty_value_is_as_good_as_none() -> None:
    named = dict.fromkeys((setting.name for setting in SETTINGS), " ")

    assert Settings.from_env(named) == Settings.from_env({})


def test_white_space_around_a_value_is_no_part_of_it() -> None:
    assert Settings.from_env({"SLACK_BOT_TOKEN": " xoxb-1\n"}).slack_bot_token == "xoxb-1"


@pytest.mark.parametrize(
    ("environ", "zone"),
    [
        ({"COACH_ZONE": "Asia/Tokyo", "TZ": "America/Denver"}, "Asia/Tokyo"),
        ({"TZ": "America/Denver"}, "America/Denver"),
        ({"TZ": ":America/Denver"}, "America/Denver"),
    ],
)
def test_the_installations_zone_is_the_one_set_or_the_machines(
    environ: dict[str, str], zone: str
) -> None:
    assert Settings.from_env(environ).zone == zone


def test_a_machine_whose_zone_has_no_name_has_one_all_the_same() -> None:
    assert is_zone(Settings.from_env({"TZ": "EST5EDT4,M3.2.0,M11.1.0"}).zone)


def test_every_setting_is_read() -> None:
    given = {
        "COACH_HOME": "~/coach",
        "COACH_DATABASE_URL": "postgresql://db/coach",
        "COACH_CHROMA_URL": "http://chroma:8000",
        "COACH_HOST": "0.0.0.0",
        "COACH_PORT": "80",
        "COACH_ZONE": "Pacific/Apia",
        "COACH_REMINDERS": "off",
        "COACH_PUBLIC_URL": "https://coach.example.org/cme/",
        "COACH_STALE_DAYS": "90",
        "COACH_MODEL": "openai:gpt",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_SIGNING_SECRET": "s",
        "COACH_SLACK_API": "http://127.0.0.1:1/api/",
        "MICROSOFT_APP_ID": "id",
        "MICROSOFT_APP_PASSWORD": "p",
        "MICROSOFT_APP_TYPE": "MultiTenant",
        "MICROSOFT_APP_TENANT_ID": "t",
        "COACH_TEAMS_UNAUTHENTICATED": "1",
    }
    read, unset = Settings.from_env(given), Settings.from_env({})

    assert given.keys() == {setting.name for setting in SETTINGS}
    assert read.home == Path.home() / "coach"
    for field in fields(Settings):
        if field.name != "unknown":
            assert getattr(read, field.name) != getattr(unset, field.name), field.name


@pytest.mark.parametrize(
    ("environment", "port"),
    [
        ({"PORT": "8080"}, 8080),
        ({"PORT": "8080", "COACH_PORT": ""}, 8080),
        ({"PORT": "8080", "COACH_PORT": "80"}, 80),
        ({"COACH_PORT": "0"}, 0),
    ],
)
def test_the_port_of_the_host_counts_where_ours_is_unset(
    environment: dict[str, str], port: int
) -> None:
    assert Settings.from_env(environment).port == port


def test_every_bad_value_is_named_at_once() -> None:
    with pytest.raises(SettingsInvalid) as refused:
        Settings.from_env(
            {
                "COACH_HOME": "~nobody-of-this-name/coach",
                "COACH_PORT": "http",
                "COACH_CHROMA_URL": "chroma:8000",
                "COACH_SLACK_API": "slack.com",
                "COACH_TEAMS_UNAUTHENTICATED": "maybe",
            }
        )

    assert str(refused.value) == (
        "COACH_HOME is '~nobody-of-this-name/coach'; there is no such user; "
        "COACH_PORT is 'http'; it must be a number from 0 to 65535; "
        "COACH_CHROMA_URL is 'chroma:8000'; it must begin with http:// or https://; "
        "COACH_SLACK_API is 'slack.com'; it must begin with http:// or https://; "
        "COACH_TEAMS_UNAUTHENTICATED is 'maybe'; it must be 1 or 0"
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://coach.example.org",
        "coach.example.org",
        "https://",
        "https://user:zanzibar@coach.example.org",
        "https://coach.example.org/?token=zanzibar",
        "https://coach.example.org:x",
    ],
)
def test_our_own_address_is_one_that_members_can_be_given(address: str) -> None:
    with pytest.raises(SettingsInvalid, match=r"^COACH_PUBLIC_URL must") as refused:
        Settings.from_env({"COACH_PUBLIC_URL": address})

    assert "zanzibar" not in str(refused.value)


def test_our_own_address_may_have_a_path_and_ends_without_a_slash() -> None:
    settings = Settings.from_env({"COACH_PUBLIC_URL": "https://coach.example.org:8443/cme/"})

    assert settings.public_url == "https://coach.example.org:8443/cme"


@pytest.mark.parametrize("name", ["COACH_CHROMA_URL", "COACH_SLACK_API"])
@pytest.mark.parametrize("scheme", ["http://", "https://", "", "htp://"])
def test_an_address_holds_no_password_and_none_is_said_again(name: str, scheme: str) -> None:
    with pytest.raises(SettingsInvalid, match=f"^{name} .*no user name and no password") as refused:
        Settings.from_env({name: f"{scheme}user:zanzibar@host:8000"})

    assert "zanzibar" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http://c/path",
        "http://c?token=zanzibar",
        "http://c:0",
        "http://c:x",
        "http://[c",
    ],
)
def test_a_chroma_server_is_a_host_and_a_port(address: str) -> None:
    with pytest.raises(SettingsInvalid, match=r"^COACH_CHROMA_URL must be") as refused:
        Settings.from_env({"COACH_CHROMA_URL": address})

    assert "zanzibar" not in str(refused.value)
    for fine in ("http://c", "https://c:8000/", "http://[::1]:8000"):
        settings = Settings.from_env({"COACH_CHROMA_URL": fine})
        assert settings.chroma_url == fine
        assert fine not in repr(settings)


@pytest.mark.parametrize("port", ["65536", "-1", "80.0", "²", "٣", "1e3"])
@pytest.mark.parametrize("name", ["COACH_PORT", "PORT"])
def test_a_port_is_a_number_that_tcp_knows(name: str, port: str) -> None:
    with pytest.raises(SettingsInvalid, match=f"^{name} is '"):
        Settings.from_env({name: port})


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("TRUE", True), ("yes", True), ("0", False), ("no", False)]
)
def test_a_switch_is_on_or_off(value: str, on: bool) -> None:
    settings = Settings.from_env({"COACH_TEAMS_UNAUTHENTICATED": value})

    assert settings.teams_unauthenticated is on


def test_an_unknown_setting_is_named_with_the_one_that_was_meant() -> None:
    unknown = Settings.from_env({"COACH_HOEM": "x", "COACH_COLOUR": "blue", "OTHER": "1"}).unknown

    assert unknown == (
        "COACH_COLOUR is not a setting of this version; it has no effect",
        "COACH_HOEM is not a setting; did you mean COACH_HOME?",
    )


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("SLACK_BOT_TOKN", "SLACK_BOT_TOKEN"),
        ("SLAK_APP_TOKEN", "SLACK_APP_TOKEN"),
        ("SLACK_SIGNIN_SECRET", "SLACK_SIGNING_SECRET"),
        ("MICROSOFT_APPID", "MICROSOFT_APP_ID"),
        ("MICROSOFT_APP_TENANTID", "MICROSOFT_APP_TENANT_ID"),
    ],
)
def test_a_slip_in_a_platforms_name_is_named_unless_the_right_one_is_set(
    name: str, meant: str
) -> None:
    said = f"{name} is not a setting; did you mean {meant}?"

    assert Settings.from_env({name: "x"}).unknown == (said,)
    assert Settings.from_env({name: "x", meant: ""}).unknown == (said,)
    assert Settings.from_env({name: "x", meant: "y"}).unknown == ()


@pytest.mark.parametrize(
    "name",
    [
        *("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_WEBHOOK_URL", "SLACK_USER_TOKEN"),
        *("MICROSOFT_APP_NAME", "MICROSOFT_CLIENT_ID", "AZURE_TENANT_ID", "PATH"),
    ],
)
def test_what_other_programs_read_is_left_alone(name: str) -> None:
    assert Settings.from_env({name: "x"}).unknown == ()


def test_the_procfile_listens_where_a_host_routes_to() -> None:
    procfile = (Path(__file__).parents[2] / "Procfile").read_text(encoding="utf-8")
    (line,) = re.findall(r"^web: (.*) coach serve$", procfile, re.MULTILINE)
    environment = dict(word.split("=", 1) for word in line.split())

    settings = Settings.from_env(environment | {"PORT": "8080"})

    assert (settings.host, settings.port) == ("0.0.0.0", 8080)


def test_no_secret_stands_in_a_repr() -> None:
    settings = Settings.from_env(SECRETS)

    assert "zanzibar" not in repr((settings, slack_settings(settings), teams_settings(settings)))


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_one_of_its_settings_is_enough_to_want_slack(name: str) -> None:
    assert Settings.from_env({name: "x"}).slack_wanted


def test_slack_by_half_is_refused_with_what_is_missing() -> None:
    with pytest.raises(SettingsInvalid, match="SLACK_BOT_TOKEN and either SLACK_APP_TOKEN"):
        slack_settings(Settings.from_env({"SLACK_APP_TOKEN": "xapp-1"}))


def test_a_placeholder_of_the_readme_is_no_token() -> None:
    with pytest.raises(SettingsInvalid, match="SLACK_BOT_TOKEN still holds the … of the README"):
        Settings.from_env({"SLACK_BOT_TOKEN": "xoxb-…"})


@pytest.mark.parametrize("value", ["0", "-1", "soon", "3651", "1e3", "९०", "9" * 5000])
def test_days_that_cannot_be_meant_are_refused_with_the_range(value: str) -> None:
    with pytest.raises(SettingsInvalid, match=r"COACH_STALE_DAYS.* from 1 to 3650"):
        Settings.from_env({"COACH_STALE_DAYS": value})


def test_days_are_read_and_half_a_year_is_the_default() -> None:
    assert Settings.from_env({}).stale_after == timedelta(days=180)
    assert Settings.from_env({"COACH_STALE_DAYS": "3650"}).stale_after == timedelta(days=3650)
