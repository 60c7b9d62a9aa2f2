"""The settings: what each is for, what it is when unset, and what is wrong with those given."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from bot.errors import SettingsInvalid
from bot.when.wall import is_zone

HOME_APP = "cme-career-coach"
SLACK_API = "https://slack.com/api/"
LOCALTIME = "/etc/localtime"


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, what it is when unset, and what it is for."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("COACH_HOME", "the user data folder", "Folder of all state: index and database."),
    Setting(
        "COACH_DATABASE_URL",
        "SQLite in COACH_HOME",
        "PostgreSQL for turns, receipts and saved programs, when several machines serve one "
        "hospital: "
        "`postgresql://user:password@host/name`.",
    ),
    Setting(
        "COACH_CHROMA_URL",
        "embedded Chroma in COACH_HOME",
        "A Chroma server that keeps the vector cache of `coach serve`.",
    ),
    Setting("COACH_HOST", "127.0.0.1", "Address `coach serve` listens on."),
    Setting("COACH_PORT", "3978", "Port `coach serve` listens on; `PORT` counts when it is unset."),
    Setting(
        "COACH_ZONE",
        "this machine's zone",
        "IANA time zone of members whose platform tells none, such as `America/New_York`.",
    ),
    Setting(
        "COACH_REMINDERS", "on", "`off`: `coach serve`, `work` and `remind` send no reminders."
    ),
    Setting(
        "COACH_PUBLIC_URL",
        "none",
        "Where `coach serve` is reached from outside, such as `https://coach.example.org`; with it "
        "members get the private address of a calendar.",
    ),
    Setting("COACH_STALE_DAYS", "180", "Days after which a program's record is marked stale."),
    Setting("COACH_MODEL", "none", "Chat model; this version writes quoting answers only."),
    Setting("SLACK_BOT_TOKEN", "none", "`xoxb-…`, from OAuth & Permissions. Turns Slack on."),
    Setting(
        "SLACK_APP_TOKEN",
        "none",
        "`xapp-…` with `connections:write`, from Basic Information: Slack by Socket Mode.",
    ),
    Setting(
        "SLACK_SIGNING_SECRET",
        "none",
        "From Basic Information: Slack by signed HTTP at `/slack/events`.",
    ),
    Setting("COACH_SLACK_API", SLACK_API, "Slack API base address, for a stand-in."),
    Setting("MICROSOFT_APP_ID", "none", "Application (client) id of the bot. Turns Teams on."),
    Setting("MICROSOFT_APP_PASSWORD", "none", "A client secret of that application."),
    Setting(
        "MICROSOFT_APP_TYPE", "by tenant id", "`SingleTenant`, `MultiTenant` or `UserAssignedMSI`."
    ),
    Setting("MICROSOFT_APP_TENANT_ID", "none", "Directory (tenant) id of a single-tenant bot."),
    Setting(
        "COACH_TEAMS_UNAUTHENTICATED",
        "0",
        "`1` accepts unsigned Teams activities: development only, loopback only.",
    ),
)

OURS = "COACH_"

_LIKE_OURS, _SURELY_MEANT = 0.75, 0.9
_DIGITS, _MOST_DAYS = 6, 3_650
_ON, _OFF = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


def table_rows() -> tuple[str, ...]:
    """The settings as rows of the table in README."""
    return tuple(f"| `{s.name}` | {s.default} | {s.help} |" for s in SETTINGS)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says, checked. Secrets stand in no repr."""

    home: Path
    host: str
    port: int
    database_url: str = field(repr=False)
    chroma_url: str = field(repr=False)
    zone: str
    reminders: bool
    public_url: str
    stale_after: timedelta
    model: str
    slack_bot_token: str = field(repr=False)
    slack_app_token: str = field(repr=False)
    slack_signing_secret: str = field(repr=False)
    slack_api: str
    app_id: str
    app_password: str = field(repr=False)
    app_type: str
    app_tenant_id: str
    teams_unauthenticated: bool
    unknown: tuple[str, ...] = ()

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings. Raises SettingsInvalid with every value that cannot be right."""
        env = {name: value.strip() for name, value in environ.items()}
        problems = [
            f"{name} still holds the … of the README: put the real value in its place"
            for name in (setting.name for setting in SETTINGS)
            if "…" in env.get(name, "")
        ]
        settings = cls(
            home=_home(env, problems),
            host=env.get("COACH_HOST") or "127.0.0.1",
            port=_port(env, problems),
            database_url=env.get("COACH_DATABASE_URL", ""),
            chroma_url=_server(env, "COACH_CHROMA_URL", problems),
            zone=_zone(env, problems),
            reminders=_switch(env, "COACH_REMINDERS", problems, unset=True),
            public_url=_public(env, "COACH_PUBLIC_URL", problems),
            stale_after=_days(env, "COACH_STALE_DAYS", 180, problems),
            model=env.get("COACH_MODEL", ""),
            slack_bot_token=env.get("SLACK_BOT_TOKEN", ""),
            slack_app_token=env.get("SLACK_APP_TOKEN", ""),
            slack_signing_secret=env.get("SLACK_SIGNING_SECRET", ""),
            slack_api=_address(env, "COACH_SLACK_API", problems) or SLACK_API,
            app_id=env.get("MICROSOFT_APP_ID", ""),
            app_password=env.get("MICROSOFT_APP_PASSWORD", ""),
            app_type=env.get("MICROSOFT_APP_TYPE", ""),
            app_tenant_id=env.get("MICROSOFT_APP_TENANT_ID", ""),
            teams_unauthenticated=_switch(env, "COACH_TEAMS_UNAUTHENTICATED", problems),
            unknown=_unknown(env),
        )
        if problems:
            raise SettingsInvalid("; ".join(problems))
        return settings

    @property
    def slack_wanted(self) -> bool:
        """Whether any of Slack's own settings is present."""
        return bool(self.slack_bot_token or self.slack_app_token or self.slack_signing_secret)


def _home(env: Mapping[str, str], problems: list[str]) -> Path:
    home = Path(env.get("COACH_HOME") or user_data_path(HOME_APP))
    try:
        return home.expanduser()
    except RuntimeError:
        problems.append(f"COACH_HOME is {str(home)!r}; there is no such user")
        return home


def _port(env: Mapping[str, str], problems: list[str]) -> int:
    name = "COACH_PORT" if env.get("COACH_PORT") else "PORT"
    value = env.get(name) or "3978"
    if value.isascii() and value.isdigit() and int(value) <= 65535:  # noqa: PLR2004 - TCP's highest
        return int(value)
    problems.append(f"{name} is {value!r}; it must be a number from 0 to 65535")
    return 0


def _days(env: Mapping[str, str], name: str, default: int, problems: list[str]) -> timedelta:
    value = env.get(name) or str(default)
    if value.isascii() and value.isdigit() and 1 <= int(value[:_DIGITS]) <= _MOST_DAYS:
        return timedelta(days=int(value[:_DIGITS]))
    problems.append(f"{name} is {value!r}; it must be a number of days from 1 to {_MOST_DAYS}")
    return timedelta(days=default)


def _address(env: Mapping[str, str], name: str, problems: list[str]) -> str:
    value = env.get(name, "")
    if "@" in value:
        # The value is not said again: it may hold a password.
        problems.append(f"{name} has an @ in it; it must hold no user name and no password")
    elif value and not value.startswith(("http://", "https://")):
        problems.append(f"{name} is {value!r}; it must begin with http:// or https://")
    return value


def _server(env: Mapping[str, str], name: str, problems: list[str]) -> str:
    """An address of which Chroma's client uses all: it takes a host and a port, and no path."""
    before = len(problems)
    value = _address(env, name, problems)
    if value and len(problems) == before and not _is_host(value):
        problems.append(f"{name} must be a host with or without a port, as in http://chroma:8000")
    return value


def _public(env: Mapping[str, str], name: str, problems: list[str]) -> str:
    """Our own address, without a slash at its end; it may have a path, as behind a proxy."""
    value = env.get(name, "").rstrip("/")
    ours = value.startswith("https://") and "@" not in value and _is_host(value, path=True)
    if value and not ours:
        problems.append(f"{name} must be our address as in https://coach.example.org")
    return value


def _is_host(address: str, *, path: bool = False) -> bool:
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    bare = path or not parts.path.strip("/")
    return named and bare and not (parts.query or parts.fragment)


def _switch(env: Mapping[str, str], name: str, problems: list[str], *, unset: bool = False) -> bool:
    value = env.get(name, "").lower()
    if value not in {"", *_ON, *_OFF}:
        problems.append(f"{name} is {value!r}; it must be 1 or 0")
    return value in _ON if value else unset


def _zone(env: Mapping[str, str], problems: list[str]) -> str:
    """The zone that is set; else the machine's, as TZ or the link that most systems keep says."""
    stated = env.get("COACH_ZONE", "")
    if stated and not is_zone(stated):
        problems.append(f"COACH_ZONE is {stated!r}; it must be a zone such as America/New_York")
    if stated:
        return stated
    linked = os.path.realpath(LOCALTIME).partition("zoneinfo/")[2].removeprefix("Etc/UTC")
    return next(filter(is_zone, (env.get("TZ", "").lstrip(":"), linked)), "UTC")


def _unknown(env: Mapping[str, str]) -> tuple[str, ...]:
    """What begins like one of our settings and is none, with the nearest that is; of the
    platforms' names, which other programs use too, only what nearly is one that is unset."""
    ours = [setting.name for setting in SETTINGS if setting.name.startswith(OURS)]
    theirs = [s.name for s in SETTINGS if not s.name.startswith(OURS) and not env.get(s.name)]
    notes = []
    for name in sorted(env.keys() - {setting.name for setting in SETTINGS}):
        is_ours = name.startswith(OURS)
        known, cutoff = (ours, _LIKE_OURS) if is_ours else (theirs, _SURELY_MEANT)
        if near := get_close_matches(name, known, n=1, cutoff=cutoff):
            notes.append(f"{name} is not a setting; did you mean {near[0]}?")
        elif is_ours:
            notes.append(f"{name} is not a setting of this version; it has no effect")
    return tuple(notes)
