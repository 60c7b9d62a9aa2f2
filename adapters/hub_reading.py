"""Every deadlines.yaml of the hub folders together: what can be published, and what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from adapters.hub_allowances import read_policy
from adapters.hub_deadlines import read_deadline
from adapters.hub_fields import ORGANIZATION, placed
from adapters.store.reading import folded
from bot.allowance.policy import Policy
from bot.deadlines.deadline import Deadline
from knowledge.catalog.rows import BadRow, UnreadableCatalog
from knowledge.deadlines import DEADLINES, Entry, file_of, has_deadlines, read_entries


@dataclass(slots=True)
class HubDeadlines:
    """What the files set. `policies` are by team, folded, "" for the organization's.

    `broken` are the ids of deadlines, and `spoiled` the teams, of entries that are not taken.
    `whole` is False where it is not known which those are, so that nothing may be removed.
    """

    deadlines: dict[str, Deadline] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    spoiled: set[str] = field(default_factory=set)
    problems: list[BadRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    whole: bool = True


def read_hub(folders: Sequence[Path], articles: Collection[str], today: date) -> HubDeadlines:
    """Read the files of hub folders; `articles` are the ids of those that the hub holds."""
    found = HubDeadlines()
    for folder in folders:
        if has_deadlines(folder):
            _read_folder(folder, frozenset(articles), today, found)
        elif not any(folder.iterdir()):
            found.whole = False
            found.notes.append(
                f"{file_of(folder)}: the folder is empty, so no deadline was removed"
            )
    return found


def _read_folder(folder: Path, articles: frozenset[str], today: date, found: HubDeadlines) -> None:
    try:
        entries = list(read_entries(folder))
    except UnreadableCatalog as error:
        found.whole = False
        right = f"a file that can be read: {error.reason}"
        found.problems.append(BadRow(file_of(folder), error.line, "", "", right))
        return
    for entry in entries:
        if isinstance(entry, BadRow):
            found.whole = False
            found.problems.append(entry)
        elif entry.kind == DEADLINES:
            _add_deadline(entry, articles, today, found)
        else:
            _add_policy(entry, found)


def _add_deadline(entry: Entry, articles: frozenset[str], today: date, found: HubDeadlines) -> None:
    read = read_deadline(entry, today)
    taken = read.id in found.deadlines or read.id in found.broken
    if read.id and taken:
        right = "an id that no other entry has"
        found.problems.append(BadRow(entry.file, entry.line, "id", str(entry.fields["id"]), right))
        return
    found.problems += read.problems
    found.notes += read.notes
    if read.deadline is None:
        found.whole = found.whole and bool(read.id)
        found.broken.add(read.id)
        return
    found.deadlines[read.id] = read.deadline
    article = read.deadline.article
    if article and article not in articles:
        found.notes.append(placed(entry, f'the hub holds no article "{article}"'))


def _add_policy(entry: Entry, found: HubDeadlines) -> None:
    read = read_policy(entry)
    team = None if read.team is None else folded(read.team)
    if team in found.policies or team in found.spoiled:
        right = "one allowance for each team, and one for the organization"
        found.problems.append(
            BadRow(entry.file, entry.line, "for", read.team or ORGANIZATION, right)
        )
        return
    found.problems += read.problems
    found.notes += read.notes
    if read.policy is not None and team is not None:
        found.policies[team] = read.policy
    elif team is not None:
        found.spoiled.add(team)
    else:
        found.whole = False
