"""Where concrete classes meet: the only module that names them together."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.settings import Settings
from adapters.unkept import Unkept, UnkeptList, UnkeptStore
from bot.coach import Coach
from bot.desk import Desk, Part
from bot.members.belongings import Belongings
from bot.programs.advising import Advisor
from knowledge import STARTER
from knowledge.errors import HubError
from knowledge.index import shelf
from knowledge.index.catalog import ProgramCatalog
from knowledge.index.embeddings import MiniLM
from knowledge.index.library import HubLibrary
from knowledge.index.records import CATALOG
from knowledge.index.shelf import Shelf
from knowledge.index.vectors import Vectors
from knowledge.requirements import Requirement, read_requirements, rule_id, rule_text
from knowledge.roles import Role, read_roles

if TYPE_CHECKING:
    from adapters.schedule.ports import Engine
    from adapters.slack.access import SlackSettings
    from adapters.store.store import Store
    from adapters.teams.settings import TeamsSettings
    from bot.nudges.dispatch import Dispatch
    from bot.nudges.ports import Courier, Couriers

STATE = "coach.sqlite"
ENGINE = "engine.sqlite"

_ID_LENGTH = 8
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is easily taken for another."""


def needs_starter(settings: Settings, *, refresh: bool) -> bool:
    """Whether no hub was ever ingested in this home, or the starter hub only in part; with
    `refresh`, also whether the starter hub is all that was."""
    hub = Shelf(settings.home)
    if not hub.exists:
        return True
    if not all(map(_is_starter, hub.folders())):
        return False
    try:
        articles, programs = _held(hub), _held(Shelf(settings.home, CATALOG))
    except HubError:
        return False
    return refresh or articles < _starter_articles() or programs < _starter_programs()


def _is_starter(folder: str) -> bool:
    """Whether a folder is the starter hub, also where that was installed before."""
    return folder == str(STARTER) or Path(folder).parts[-2:] == STARTER.parts[-2:]


def _held(home: Shelf) -> int:
    """How many documents a shelf holds; none before it is made."""
    if not home.exists:
        return 0
    with home.reading() as connection:
        return shelf.counts(connection)[0]


def _starter_articles() -> int:
    return len(list(STARTER.glob("articles/**/*.md")))


def _starter_programs() -> int:
    files = STARTER.glob("programs/*.yaml")
    return sum(path.read_text("utf-8").count("\n- id: ") for path in files)


def library(settings: Settings, vectors: Vectors | None = None) -> HubLibrary:
    """The hub of this home; searched exactly, as one-shot commands do, unless told otherwise."""
    return HubLibrary(Shelf(settings.home), embedder(), vectors)


@cache
def embedder() -> MiniLM:
    """The one model of this process: hub and catalog are searched with the same."""
    return MiniLM()


def slack_settings(settings: Settings) -> SlackSettings:
    """What Slack needs of the settings. Raises SettingsInvalid when a token is missing."""
    from adapters.slack.access import SlackSettings  # noqa: PLC0415 - one SDK at a time

    return SlackSettings(
        bot_token=settings.slack_bot_token,
        app_token=settings.slack_app_token,
        signing_secret=settings.slack_signing_secret,
        api_base=settings.slack_api,
    )


def teams_settings(settings: Settings) -> TeamsSettings:
    """What Teams needs of the settings."""
    from adapters.teams.settings import TeamsSettings  # noqa: PLC0415

    return TeamsSettings(
        app_id=settings.app_id,
        app_password=settings.app_password,
        app_type=settings.app_type,
        tenant_id=settings.app_tenant_id,
        unauthenticated=settings.teams_unauthenticated,
        host=settings.host,
    )


def couriers(settings: Settings) -> Couriers:
    """A courier for every platform that is configured; each SDK is imported only when it is
    wanted. Raises SettingsInvalid."""
    ways: dict[str, Courier] = {}
    if settings.slack_wanted:
        from adapters.slack.courier import SlackCourier  # noqa: PLC0415

        ways["slack"] = SlackCourier(slack_settings(settings))
    teams = teams_settings(settings)
    if teams.configured:
        from adapters.teams.courier import TeamsNudgeCourier  # noqa: PLC0415

        ways["teams"] = TeamsNudgeCourier(teams)
    return ways


def dispatch(
    settings: Settings, opened: Store, ways: Couriers, now: Callable[[], datetime] | None = None
) -> Dispatch:
    """What brings nudges out, for the members that these couriers reach; `now` in the place of
    the database's clock."""
    from bot.allowance.purse import Purse  # noqa: PLC0415 - only who sends needs these
    from bot.nudges.composing import Composer  # noqa: PLC0415
    from bot.nudges.dispatch import Dispatch  # noqa: PLC0415

    hub = library(settings)
    purse = Purse(opened.book, opened.deadlines, advisor(settings, hub), new_id)
    composer = Composer(
        hub,
        catalog(settings),
        opened.book,
        purse.money_left,
        purse.finish_by,
        stale_after=settings.stale_after,
    )
    return Dispatch(opened.outbox(now, settings.zone, ways.keys()), ways, composer.compose)


def engine_place(settings: Settings) -> str | Path:
    """Where the engine keeps its hints: a file of its own, or the coach's PostgreSQL."""
    return settings.database_url or settings.home / ENGINE


def engine(settings: Settings, deliver: Callable[[str], object]) -> Engine:
    """What runs deliveries."""
    from adapters.schedule.engine import DbosEngine  # noqa: PLC0415 - DBOS costs time at start

    return DbosEngine(engine_place(settings), deliver)


class StarterHandbook:
    """The roles and renewal rules that come with the coach, read when they are first asked for."""

    def roles(self) -> tuple[Role, ...]:
        """Every role that a career can lead to."""
        return _roles()

    def requirements(self) -> tuple[Requirement, ...]:
        """Every renewal rule."""
        return _requirements()


@cache
def _roles() -> tuple[Role, ...]:
    return read_roles(STARTER / "roles.yaml")


@cache
def _requirements() -> tuple[Requirement, ...]:
    return read_requirements(STARTER / "requirements.yaml")


def catalog(settings: Settings) -> ProgramCatalog:
    """The programs of this home."""
    return ProgramCatalog(Shelf(settings.home, CATALOG), embedder())


def advisor(settings: Settings, hub: HubLibrary | None = None) -> Advisor:
    """What answers requests for programs."""
    return Advisor(
        hub or library(settings), catalog(settings), StarterHandbook(), settings.stale_after
    )


def source_text(settings: Settings, id: str) -> str | None:
    """The plain text that citations count in: an article's, a program's or a renewal rule's; None
    when there is nothing of this id. Raises HubError."""
    rules = (rule_text(r) for r in _requirements() if rule_id(r) == id)
    return library(settings).text(id) or catalog(settings).text(id) or next(rules, None)


def passing_coach(settings: Settings, vectors: Vectors | None = None) -> Coach:
    """A coach that keeps nothing."""
    unkept, hub = Unkept(), library(settings, vectors)
    return Coach(hub, unkept, unkept, advisor(settings, hub), UnkeptList())


def remembering_coach(settings: Settings, opened: Store, vectors: Vectors | None = None) -> Coach:
    """A coach that keeps what must survive a restart in the opened store."""
    hub = library(settings, vectors)
    advised = advisor(settings, hub)
    return Coach(
        hub,
        opened.receipts,
        opened.notebook,
        advised,
        opened.shortlist,
        desk=desk(settings, opened, advised),
    )


def desk(settings: Settings, opened: Store, advised: Advisor) -> Desk:
    """What members say of themselves and their own, kept in the opened store; in a channel it is
    only recognized, over stores that keep nothing."""
    from bot.unheard.desk import Unheard  # noqa: PLC0415 - `coach ask` has no desk

    parts = desk_parts(settings, opened, advised)
    return Desk(
        opened.members,
        belongings(opened),
        (*parts, Unheard(parts)),
        desk_parts(settings, UnkeptStore(), advised),
        settings.zone,
    )


def belongings(opened: Store | UnkeptStore) -> Belongings:
    """Everything that a store holds of its members."""
    return Belongings(
        opened.notebook, opened.shortlist, opened.members, opened.deadlines, opened.book
    )


def desk_parts(
    settings: Settings, opened: Store | UnkeptStore, advised: Advisor
) -> tuple[Part, ...]:
    """The parts of the desk; the first that takes a message answers it. The allowance comes before
    the agenda: "claims are due within 60 days" is a rule, and no deadline 60 days from today."""
    from bot.allowance.purse import Purse  # noqa: PLC0415 - `coach ask` has no desk
    from bot.deadlines.agenda import Agenda  # noqa: PLC0415
    from bot.deadlines.calendar_desk import CalendarDesk  # noqa: PLC0415
    from bot.members.about import About  # noqa: PLC0415
    from bot.portfolio.desk import PortfolioDesk  # noqa: PLC0415

    programs = catalog(settings)
    return (
        CalendarDesk(opened.members, settings.public_url, new_secret),
        About(opened.members, belongings(opened)),
        Purse(opened.book, opened.deadlines, advised, new_id),
        Agenda(opened.deadlines, programs, opened.shortlist, new_id),
        PortfolioDesk(opened.book, programs, new_id),
    )


def new_id() -> str:
    """A name for something of a member's that nobody guesses and that can be typed."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_ID_LENGTH))


def new_secret() -> str:
    """A text of 43 characters that can stand in an address and that nobody guesses."""
    return secrets.token_urlsafe(32)


@contextmanager
def store(settings: Settings) -> Iterator[Store]:
    """What must survive a restart. Raises StoreUnavailable."""
    from adapters.store.store import open_store  # noqa: PLC0415 - SQLAlchemy costs time at start

    opened = open_store(settings.database_url or settings.home / STATE)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def coach(settings: Settings) -> Iterator[Coach]:
    """A coach that remembers. Raises StoreUnavailable."""
    with store(settings) as opened:
        yield remembering_coach(settings, opened)
