"""Where concrete classes meet: the only module that names them together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.settings import Settings
from bot.coach import Coach
from bot.conversation import Turn
from bot.programs.advising import Advisor
from bot.programs.shortlist import SavedProgram
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
    from adapters.slack.access import SlackSettings
    from adapters.store.store import Store
    from adapters.teams.settings import TeamsSettings

STATE = "coach.sqlite"


class Unkept:
    """Receipts and notebook of a conversation that leaves nothing behind: one question, asked
    by nobody in particular."""

    def claim(self, key: str, at: datetime) -> bool:
        """True: it is asked once only."""
        return bool(key and at)

    def turns(self, tenant: str, thread: str, limit: int) -> tuple[Turn, ...]:
        """None were kept."""
        del tenant, thread, limit
        return ()

    def keep(self, turn: Turn) -> None:
        """Keep nothing."""

    def of_member(self, tenant: str, member: str) -> tuple[Turn, ...]:
        """None were kept."""
        del tenant, member
        return ()

    def tenants(self, member: str) -> tuple[str, ...]:
        """In none."""
        del member
        return ()

    def forget(self, tenant: str, member: str) -> int:
        """There is nothing to forget."""
        del tenant, member
        return 0


class UnkeptList:
    """A list of saved programs that keeps none: whoever saves here is nobody in particular."""

    def save(self, saved: SavedProgram) -> bool:
        """Keep nothing."""
        del saved
        return False

    def of_member(self, tenant: str, member: str) -> tuple[SavedProgram, ...]:
        """None were kept."""
        del tenant, member
        return ()

    def remove(self, tenant: str, member: str, program: str) -> bool:
        """There is nothing to remove."""
        del tenant, member, program
        return False

    def tenants(self, member: str) -> tuple[str, ...]:
        """In none."""
        del member
        return ()

    def forget(self, tenant: str, member: str) -> int:
        """There is nothing to forget."""
        del tenant, member
        return 0


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
    return Coach(hub, opened.receipts, opened.notebook, advisor(settings, hub), opened.shortlist)


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
