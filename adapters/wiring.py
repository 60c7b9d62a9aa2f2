"""Where concrete classes meet: the only module that names them together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from adapters.settings import Settings
from bot.coach import Coach
from bot.conversation import Turn
from knowledge import STARTER
from knowledge.errors import HubError
from knowledge.index import shelf
from knowledge.index.embeddings import MiniLM
from knowledge.index.library import HubLibrary
from knowledge.index.shelf import Shelf
from knowledge.index.vectors import Vectors

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


def needs_starter(settings: Settings, *, refresh: bool) -> bool:
    """Whether no hub was ever ingested in this home, or the starter hub only in part; with
    `refresh`, also whether the starter hub is all that was."""
    hub = Shelf(settings.home)
    if not hub.exists:
        return True
    if hub.folders() not in {(), (str(STARTER),)}:
        return False
    try:
        with hub.reading() as connection:
            documents, _ = shelf.counts(connection)
    except HubError:
        return False
    return refresh or documents < len(list(STARTER.glob("articles/**/*.md")))


def library(settings: Settings, vectors: Vectors | None = None) -> HubLibrary:
    """The hub of this home; searched exactly, as one-shot commands do, unless told otherwise."""
    return HubLibrary(Shelf(settings.home), MiniLM(), vectors)


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


def passing_coach(settings: Settings) -> Coach:
    """A coach that keeps nothing."""
    unkept = Unkept()
    return Coach(library(settings), unkept, unkept)


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
        yield Coach(library(settings), opened.receipts, opened.notebook)
