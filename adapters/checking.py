"""`coach check`: what is configured, what is missing and where to get it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from adapters import wiring
from adapters.console.lines import legible
from adapters.schedule import slots
from adapters.settings import Settings
from bot.errors import CoachError
from bot.members.profile import Member
from bot.nudges.delivery import State
from knowledge.errors import HubError
from knowledge.index import chroma, shelf
from knowledge.index.embeddings import MiniLM
from knowledge.index.records import CATALOG
from knowledge.index.shelf import Shelf

LATELY = timedelta(days=7)
MOST_NAMED = 10
OVERDUE = timedelta(minutes=5)
"""Whoever sends looks every quarter of a minute, and notes it every minute."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `wanted` is false for what is not configured at all, and for
    what whoever runs the coach is to know while everything works."""

    subject: str
    text: str
    works: bool = True
    wanted: bool = True

    @property
    def mark(self) -> str:
        """How the line begins."""
        if not self.wanted:
            return "-"
        return "ok" if self.works else "!!"


def look_at_all(settings: Settings) -> Iterator[Finding]:
    """Look at one thing after the other; what fails becomes a finding, not an error."""
    for problem in settings.unknown:
        yield Finding("Settings", problem, works=False)
    yield _tried("Embedding model", _model)
    yield _tried("Hub", lambda: _hub(settings))
    yield _tried("Catalog", lambda: _catalog(settings))
    yield _tried("Chroma", lambda: _chroma(settings))
    yield _tried("Database", lambda: _database(settings))
    yield from reminders(settings)
    yield _slack(settings)
    yield _teams(settings)
    if settings.model:
        yield Finding(
            "Chat model",
            "COACH_MODEL is set, but this version writes quoting answers only; unset it",
            works=False,
        )
    else:
        yield Finding("Chat model", "none; answers are quoted from the hub", wanted=False)


def _tried(subject: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, look())
    except (HubError, CoachError) as error:
        return Finding(subject, str(error), works=False)


def _model() -> str:
    embedder = MiniLM()
    embedder.embed("ready")
    return f"{embedder.name}, loaded and verified"


def _hub(settings: Settings) -> str:
    hub = Shelf(settings.home)
    if not hub.exists:
        return "nothing ingested yet; the built-in starter hub is used at the first question"
    with hub.reading() as connection:
        shelf.check(connection)
        documents, passages = shelf.counts(connection)
    return f"{documents} documents, {passages} passages in {hub.path}"


def _catalog(settings: Settings) -> str:
    catalog = Shelf(settings.home, CATALOG)
    if not catalog.exists:
        return "no program ingested yet; `coach ingest` with your hub's folders brings them in"
    with catalog.reading() as connection:
        shelf.check(connection)
        programs, _ = shelf.counts(connection)
    return f"{programs} programs in {catalog.path}"


def _chroma(settings: Settings) -> str:
    """Chroma is a cache: out of step is no failure, because exact search answers meanwhile."""
    if settings.chroma_url and not chroma.server_answers(settings.chroma_url):
        raise HubError(f"{settings.chroma_url} does not answer; exact search does meanwhile")
    if not Shelf(settings.home).exists:
        return "no cache yet; `coach serve` builds it"
    if chroma.checked_by_child(settings.home, settings.chroma_url):
        return "the vector cache is in step with the hub"
    return "no vector cache for the hub as it is; `coach serve` builds it, exact search answers"


def _database(settings: Settings) -> str:
    with wiring.store(settings):
        return "turns, receipts and saved programs can be kept"


def reminders(settings: Settings) -> Iterator[Finding]:
    """Whether reminders get out. Members are named by their ids, for the organization's contact."""
    subject = "Reminders"
    try:
        with wiring.store(settings) as store:
            tally = store.tally(datetime.now(UTC) - LATELY)
            unreachable = store.members.unreachable()
            last = store.last_sweep()
        senders = slots.running(wiring.engine_place(settings))
    except CoachError as error:
        yield Finding(subject, str(error), works=False)
        return
    overdue = senders > 0 and last is not None and datetime.now(UTC) > last + OVERDUE
    told = f"{_senders(senders)}{_looked(last)}; {_counts(tally)}"
    yield Finding(subject, told, works=not overdue)
    if not settings.reminders:
        yield Finding(subject, "COACH_REMINDERS is off: none are sent from here", wanted=False)
    if unreachable:
        yield Finding(subject, _unreachable(unreachable), wanted=False)


def _senders(count: int) -> str:
    if not count:
        return "no process sends them now; `coach serve`, `coach work` or `coach remind` does"
    return f"{count} {'process sends' if count == 1 else 'processes send'} them"


def _looked(last: datetime | None) -> str:
    """Nothing of a moment to come, which was a trial's."""
    if last is None or last > datetime.now(UTC):
        return ""
    return f", and looked for what is due last at {last.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _counts(tally: Mapping[State, int]) -> str:
    waiting = tally.get(State.QUEUED, 0) + tally.get(State.SENDING, 0)
    rest = f"{tally.get(State.UNKNOWN, 0)} in doubt, {tally.get(State.FAILED, 0)} failed this week"
    return f"{waiting} waiting, {rest}"


def _unreachable(members: Sequence[Member]) -> str:
    named = ", ".join(f"{legible(m.id)} ({legible(m.tenant)})" for m in members[:MOST_NAMED])
    more = f" and {len(members) - MOST_NAMED} more" if len(members) > MOST_NAMED else ""
    return (
        f"{len(members)} cannot be reached any more: {named}{more}; whoever writes to the coach "
        "again can be, and `coach forget` removes those who left"
    )


def _slack(settings: Settings) -> Finding:
    if not settings.slack_wanted:
        return Finding(
            "Slack",
            "not configured; `coach manifest slack` makes the app, then set SLACK_BOT_TOKEN and "
            "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)",
            wanted=False,
        )
    from adapters.slack.access import check  # noqa: PLC0415 - one SDK at a time

    return _tried("Slack", lambda: asyncio.run(check(wiring.slack_settings(settings))))


def _teams(settings: Settings) -> Finding:
    teams = wiring.teams_settings(settings)
    if not teams.configured:
        return Finding(
            "Teams",
            "not configured; register a bot in Azure, then set MICROSOFT_APP_ID, "
            "MICROSOFT_APP_PASSWORD, MICROSOFT_APP_TYPE and MICROSOFT_APP_TENANT_ID",
            wanted=False,
        )
    from adapters.teams.check import check  # noqa: PLC0415 - one SDK at a time

    if problem := asyncio.run(check(teams)):
        return Finding("Teams", problem, works=False)
    return Finding("Teams", "ready at /api/messages")
