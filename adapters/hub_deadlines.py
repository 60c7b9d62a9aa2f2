"""Deadlines from the entries of a hub's deadlines.yaml: each field with what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from adapters.hub_fields import (
    FOR,
    LONGEST_SENTENCE,
    bad_rows,
    placed,
    sentence,
    strangers,
    whole,
    whose,
)
from bot.deadlines.deadline import HUB, Deadline, Kind, Repeats, Scope, Source, Unit
from bot.deadlines.titles import LONGEST_TITLE
from bot.when.ahead import FURTHEST, MOST_STAGES
from bot.when.moments import MOST_YEARS
from bot.when.wall import moment_of, wall_of, zone_named
from knowledge.catalog.form import Form
from knowledge.catalog.problems import BadValue
from knowledge.catalog.rows import BadRow
from knowledge.catalog.values import Parser, choice, items, stated, text, words, zone
from knowledge.deadlines import Entry

PREFIX = f"{HUB}:"
"""Of every id that the hub gives: no member's own begins so."""

LONGEST_ID = 60
MOST_REPEAT = 30
"""Years."""

AT = "a time of day from 00:00 to 23:59 as 17:00"
REMIND = (
    f"1 to {MOST_STAGES} whole numbers of days before, each from 0 to {FURTHEST:,}, as [60, 30, "
    "14]; leave it out for those of the kind"
)
REPEATS = f"`never`, `yearly`, or `every N years` with N from 1 to {MOST_REPEAT}"

_ID = re.compile(rf"[A-Za-z0-9_][A-Za-z0-9._-]{{0,{LONGEST_ID - 1}}}", re.ASCII)
_AT = re.compile(r"(\d{1,2}):(\d\d)", re.ASCII)
_EVERY = re.compile(r"every (\d{1,2}) years?", re.ASCII)
_LEAP_DAY = (2, 29)
_SPLIT = re.compile(r"[,;]")
_KINDS = {"license": Kind.LICENCE, "claim": Kind.CLAIM}
_days_before = whole(0, FURTHEST)


@dataclass(frozen=True, slots=True)
class Read:
    """What an entry holds: a deadline, or its bad fields. `id` is the deadline's as far as known,
    "" where it is not."""

    id: str
    deadline: Deadline | None
    problems: tuple[BadRow, ...] = ()
    notes: tuple[str, ...] = ()


def read_deadline(entry: Entry, today: date) -> Read:
    """The deadline of an entry. `today` bounds how far off its day may be."""
    form = Form(entry.fields)
    form.require("id", "a name of your own that stays the same when the date changes")
    form.require("kind", "what runs out")
    form.require("for", FOR)
    form.require("title", "what members read first")
    form.require("date", "the day as 2027-03-31")
    values = form.values(PARSERS) | form.days(("date",))
    latest = date(today.year + MOST_YEARS, 12, 31)
    if "date" in values and values["date"] > latest:
        form.wrong("date", f"a day not after {latest}; what lies further off is `repeats`")
    id = f"{PREFIX}{values['id']}" if "id" in values else ""
    if form.problems:
        return Read(id, None, bad_rows(entry, form.problems, id))
    deadline = _deadline(id, values)
    remarks = tuple(placed(entry, remark) for remark in _remarks(deadline, today))
    return Read(id, deadline, notes=(*strangers(entry, FIELDS), *remarks))


def _deadline(id: str, values: Mapping[str, Any]) -> Deadline:
    team = values["for"]
    return Deadline(
        tenant=HUB,
        id=id,
        scope=Scope.TEAM if team else Scope.ORGANIZATION,
        owner=team,
        kind=values["kind"],
        title=values["title"],
        day=values["date"],
        at=values.get("at"),
        zone=values.get("zone", ""),
        repeats=values.get("repeats") or None,
        ladder=values.get("remind", ()),
        source=Source.HUB,
        **{name: values.get(name, "") for name in ("do", "article", "policy")},
    )


def _remarks(deadline: Deadline, today: date) -> Iterator[str]:
    """What is no mistake, but may not be what was meant."""
    day = deadline.day
    if day < today and deadline.repeats is None:
        yield f"{day} is past and repeats never, so members hear nothing of it"
    if (day.month, day.day) == _LEAP_DAY and deadline.repeats:
        yield "29 February: in a year without one, 28 February is meant"
    if deadline.at and deadline.zone:
        yield from _changed_clocks(day, deadline.at, deadline.zone)


def _changed_clocks(day: date, at: time, zone: str) -> Iterator[str]:
    """A remark on a time that a change of clocks leaves out, or brings twice."""
    moment = moment_of(day, at, zone)
    meant = wall_of(moment, zone)
    where = f"on {day} in {zone}"
    if meant.at != at:
        yield f"{at:%H:%M} does not come {where}; {meant.at:%H:%M} is meant"
        return
    second = datetime.combine(day, at.replace(fold=1), zone_named(zone))
    if second.astimezone(UTC) != moment:
        yield f"{at:%H:%M} comes twice {where}; the first is meant"


def _id(value: object) -> str:
    said = words(value, "a name")
    if not _ID.fullmatch(said):
        raise BadValue(
            f"at most {LONGEST_ID} letters (a to z), digits and . _ - without spaces, the first a "
            "letter, a digit or _"
        )
    return said


def _at(value: object) -> time:
    found = _AT.fullmatch(words(value, AT))
    try:
        if found:
            return time(int(found[1]), int(found[2]))
    except ValueError:
        pass
    raise BadValue(AT)


def _repeats(value: object) -> Repeats | tuple[()]:
    """How often it comes again; () for never."""
    said = words(value, REPEATS).casefold()
    if said in {"never", "yearly"}:
        return Repeats(1, Unit.YEARS) if said == "yearly" else ()
    found = _EVERY.fullmatch(said)
    if not found or not 1 <= int(found[1]) <= MOST_REPEAT:
        raise BadValue(REPEATS)
    return Repeats(int(found[1]), Unit.YEARS)


def _remind(value: object) -> tuple[int, ...]:
    """The days, the longest first, each once."""
    if isinstance(value, str) and len(value) <= LONGEST_SENTENCE:
        value = [part for part in _SPLIT.split(value.strip("[] ")) if stated(part)]
    days = items(value)
    if not 1 <= len(days) <= MOST_STAGES:
        raise BadValue(REMIND)
    try:
        return tuple(sorted(set(map(_days_before, days)), reverse=True))
    except BadValue as error:
        raise BadValue(REMIND) from error


PARSERS: Mapping[str, Parser[Any]] = {
    "id": _id,
    "kind": choice(Kind, _KINDS),
    "for": whose,
    "title": text(LONGEST_TITLE),
    "at": _at,
    "zone": zone,
    "repeats": _repeats,
    "remind": _remind,
    "do": sentence,
    "article": sentence,
    "policy": sentence,
}
FIELDS = frozenset({*PARSERS, "date"})
"""The names of the fields of a deadline."""
