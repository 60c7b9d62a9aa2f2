"""How members, deadlines and watches stand in rows, and what is read back out of them.

A row may join several tables: values are looked up by the column itself, not by its name.
"""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

from sqlalchemy import Row

from adapters.store.reminder_tables import DEADLINE, MEMBER, WATCH
from adapters.store.tables import holdable
from bot.conversation import Address
from bot.deadlines.deadline import Deadline, Kind, Repeats, Scope, Source, Unit, Watch
from bot.members.profile import Member, Profile, Quiet, Shift
from bot.when.wall import Wall

_LISTS = ("credentials", "states", "days_off")
_PLAIN = (
    *("profession", "specialty", "destination", "site", "team", "zone"),
    *("review_month", "zone_told", "urgent_anytime"),
)
_WORDS = ("title", "zone", "told", "program", "do", "article", "policy")


def member_of(row: Row[Any]) -> Member:
    """The member of a row with every column of the table `member`.

    The column `zone` holds the platform's; the member's is the one they told, if they did.
    """
    values = row._mapping
    tenant, surface = values[MEMBER.c.tenant], values[MEMBER.c.surface]
    profile = profile_from(values[MEMBER.c.profile])
    return Member(
        tenant=tenant,
        id=values[MEMBER.c.member],
        profile=profile,
        zone=zone_for(profile, values[MEMBER.c.zone]),
        home=Address(surface, tenant, values[MEMBER.c.locator]) if surface else None,
        met_at=values[MEMBER.c.met_at],
        unreachable=values[MEMBER.c.unreachable],
        calendar=values[MEMBER.c.calendar],
    )


def zone_for(profile: Profile, platform: str) -> str:
    """The zone that holds for a member, "" when neither they nor the platform told one."""
    return profile.zone if profile.zone_told else platform or profile.zone


def deadline_of(row: Row[Any]) -> Deadline:
    """The deadline of a row with every column of the table `deadline`."""
    values = row._mapping
    record = json.loads(values[DEADLINE.c.record])
    repeats = record.get("repeats")
    return Deadline(
        tenant=values[DEADLINE.c.tenant],
        id=values[DEADLINE.c.deadline],
        scope=Scope(values[DEADLINE.c.scope]),
        owner=record.get("owner", ""),
        kind=Kind(record["kind"]),
        day=date.fromisoformat(record["day"]),
        at=_time(record.get("at")),
        repeats=Repeats(repeats[0], Unit(repeats[1])) if repeats else None,
        ladder=tuple(record.get("ladder", ())),
        source=Source(record["source"]),
        **{name: record.get(name, "") for name in _WORDS},
    )


def watch_of(row: Row[Any]) -> Watch:
    """The watch of a row with every column of the table `watch`."""
    values = row._mapping
    done, snoozed = values[WATCH.c.done_through], values[WATCH.c.snoozed]
    return Watch(
        since=values[WATCH.c.since],
        done_through=date.fromisoformat(done) if done else None,
        declined=values[WATCH.c.declined],
        snoozed=_wall(snoozed, values[WATCH.c.snoozed_zone]) if snoozed else None,
        round=values[WATCH.c.round],
    )


def profile_from(words: str) -> Profile:
    """The profile that `profile_words` wrote."""
    told = json.loads(words)
    shift, hour, quiet = (told.pop(name, None) for name in ("shift", "hour", "quiet"))
    told |= {name: tuple(told[name]) for name in _LISTS if name in told}
    return Profile(
        shift=Shift(shift) if shift else None,
        hour=_time(hour),
        quiet=Quiet(*map(time.fromisoformat, quiet)) if quiet else None,
        **told,
    )


def profile_words(profile: Profile) -> str:
    """A profile as JSON, of which what is not told takes no place."""
    quiet = profile.quiet
    told = {
        **{name: getattr(profile, name) for name in (*_PLAIN, *_LISTS)},
        "shift": profile.shift,
        "hour": profile.hour and profile.hour.isoformat(),
        "quiet": quiet and [quiet.start.isoformat(), quiet.end.isoformat()],
    }
    return _json(told)


def deadline_values(deadline: Deadline) -> dict[str, str]:
    """The columns of a deadline. A team's name is folded there, for teams are compared so."""
    repeats = deadline.repeats
    record = {
        **{name: getattr(deadline, name) for name in _WORDS},
        "owner": deadline.owner,
        "kind": deadline.kind,
        "day": deadline.day.isoformat(),
        "at": deadline.at and deadline.at.isoformat(),
        "repeats": repeats and [repeats.every, repeats.unit],
        "ladder": deadline.ladder,
        "source": deadline.source,
    }
    team = deadline.scope is Scope.TEAM
    return {
        "tenant": deadline.tenant,
        "deadline": holdable(deadline.id),
        "scope": deadline.scope.value,
        "owner": holdable(folded(deadline.owner) if team else deadline.owner),
        "record": _json(record),
    }


def watch_values(watch: Watch) -> dict[str, Any]:
    """The columns that say how a member stands to a deadline."""
    snoozed = watch.snoozed
    return {
        "since": watch.since,
        "done_through": watch.done_through.isoformat() if watch.done_through else "",
        "declined": watch.declined,
        "snoozed": f"{snoozed.day}T{snoozed.at.isoformat()}" if snoozed else "",
        "snoozed_zone": snoozed.zone if snoozed else "",
        "round": watch.round,
    }


def folded(team: str) -> str:
    """A team's name as names are compared: "4 West " and "4 west" are one team."""
    return " ".join(team.split()).casefold()


def _json(values: dict[str, Any]) -> str:
    held = {name: _held(value) for name, value in values.items()}
    kept = {name: value for name, value in held.items() if value}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _held(value: object) -> object:
    """A value of JSON whose words every database takes: JSON escapes what `Words` looks for."""
    if isinstance(value, str):
        return holdable(value)
    if isinstance(value, list | tuple):
        return [_held(each) for each in value]
    return value


def _time(words: str | None) -> time | None:
    return time.fromisoformat(words) if words else None


def _wall(words: str, zone: str) -> Wall:
    day, at = words.split("T")
    return Wall(date.fromisoformat(day), time.fromisoformat(at), zone)
