"""Publishing what the hub's deadlines.yaml sets: what is new, changed and gone for every member."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from adapters import wiring
from adapters.hub_fields import ORGANIZATION
from adapters.hub_reading import HubDeadlines, read_hub
from adapters.settings import Settings
from adapters.store.reading import deadline_values
from adapters.store.store import Store
from bot.allowance.policy import POLICY, to_json
from bot.deadlines.deadline import HUB
from bot.errors import StoreUnavailable
from bot.portfolio.entry import Entry
from knowledge.catalog.rows import BadRow

ENTRY = "hub-policy"
"""The id of the entry that holds the hub's policy in each book."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The names of what is new, changed and gone."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Published:
    """What became of the hub's deadlines (by id) and allowances (by team). `kept` are those whose
    earlier form stays, because their entry is not taken. `failure` is why nothing was done, ""
    when it was."""

    deadlines: Changes = field(default_factory=Changes)
    allowances: Changes = field(default_factory=Changes)
    kept: tuple[str, ...] = ()
    problems: tuple[BadRow, ...] = ()
    notes: tuple[str, ...] = ()
    failure: str = ""

    @property
    def whole(self) -> bool:
        """Whether every entry was taken."""
        return not (self.problems or self.failure)


def publish(
    settings: Settings,
    folders: Sequence[Path],
    articles: Collection[str],
    now: datetime,
    *,
    dry_run: bool = False,
) -> Published:
    """Put what the folders set in the place of all that the hub set before, at an aware moment.
    `articles` are the ids of those that the hub holds. A store that holds nothing and gets
    nothing is not opened."""
    found = read_hub(folders, articles, now.date())
    held = bool(settings.database_url) or (settings.home / wiring.STATE).exists()
    gets = bool(found.deadlines or found.policies) and not dry_run
    try:
        with ExitStack() as opened:
            store = opened.enter_context(wiring.store(settings)) if held or gets else None
            return _bring_in_step(store, found, now, dry_run=dry_run)
    except StoreUnavailable as error:
        return Published(
            problems=tuple(found.problems), notes=tuple(found.notes), failure=str(error)
        )


def _bring_in_step(
    store: Store | None, found: HubDeadlines, now: datetime, *, dry_run: bool
) -> Published:
    known = {each.id: each for each in store.deadlines.published()} if store else {}
    told = {each.member: each for each in store.book.of_tenant(HUB)} if store else {}
    kept = _kept(known, found.deadlines, found.broken, whole=found.whole)
    spared = _kept(told, found.policies, found.spoiled, whole=found.whole)
    deadlines = found.deadlines | {id: known[id] for id in kept}
    policies = {team: to_json(policy) for team, policy in found.policies.items()}
    policies |= {team: told[team].fields for team in spared}
    of_deadlines = _changes(
        {id: deadline_values(each) for id, each in known.items()},
        {id: deadline_values(each) for id, each in deadlines.items()},
    )
    of_policies = _changes({team: each.fields for team, each in told.items()}, policies)
    if store and not dry_run:
        if of_deadlines:
            store.deadlines.publish(tuple(deadlines.values()))
        _write(store, policies, of_policies, now)
    return Published(
        of_deadlines,
        Changes(*(tuple(map(_named, names)) for names in _parts(of_policies))),
        (*kept, *map(_named, spared)),
        tuple(found.problems),
        tuple(found.notes),
    )


def _kept(
    known: Collection[str], wanted: Collection[str], broken: Collection[str], *, whole: bool
) -> list[str]:
    """What is known and stays as it is, because nobody can tell what it is to become."""
    return sorted(name for name in known if name not in wanted and (name in broken or not whole))


def _changes(known: Mapping[str, object], wanted: Mapping[str, object]) -> Changes:
    both = known.keys() & wanted.keys()
    return Changes(
        tuple(sorted(wanted.keys() - known.keys())),
        tuple(sorted(name for name in both if known[name] != wanted[name])),
        tuple(sorted(known.keys() - wanted.keys())),
    )


def _write(store: Store, policies: Mapping[str, str], changes: Changes, now: datetime) -> None:
    for team in (*changes.added, *changes.changed):
        store.book.write(Entry(HUB, team, ENTRY, POLICY, policies[team], now))
    for team in changes.removed:
        store.book.strike(HUB, team, ENTRY)


def _parts(changes: Changes) -> tuple[tuple[str, ...], ...]:
    return changes.added, changes.changed, changes.removed


def _named(team: str) -> str:
    return team or ORGANIZATION
