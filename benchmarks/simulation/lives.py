"""What members do in a simulated year: they move, change their hours and their dates, put off,
finish and decline."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from random import Random

from adapters.store import Store
from benchmarks.simulation.cast import BEGIN, ZONES, habits, hub_deadlines, own, player
from benchmarks.simulation.journal import Journal, Stands, Told
from benchmarks.simulation.platform import Broken
from benchmarks.simulation.rules import DAY, occurrences
from bot.deadlines.deadline import Deadline, Scope, Watch, Watched
from bot.members.profile import Profile, Quiet
from bot.when.wall import Wall

AHEAD = 100 * DAY
"""Members speak of what comes within this time."""

LONGEST_SNOOZE = 8 * DAY
"""With what another zone makes of it."""

_SNOOZED_TO = (time(8), time(9), time(12, 30), time(18), time(22))
_LADDERS = ((21, 7, 2), (30, 3), (10, 1))
_DEEDS = ("move", "habits", "date", "ladder", "decline", *("snooze",) * 4, *("done",) * 6)


class Lives:
    """The members of one store, who act on it and have it noted in the journal."""

    def __init__(
        self, store: Store, journal: Journal, members: int, seed: int, broken: Broken | None
    ) -> None:
        self._store = store
        self._journal = journal
        self._members = members
        self._seed = seed
        self._broken = broken
        self._now: dict[int, tuple[Profile, str]] = {}

    def meet(self, number: int) -> None:
        """Have the coach meet a member and note their own deadlines."""
        new = player(number, self._seed)
        tenant = new.home.tenant
        self._store.members.met(tenant, new.id, new.home, new.zone, BEGIN)
        self._describe(number, new.profile, new.zone, BEGIN)
        for deadline in own(new, self._seed):
            watch = Watch(since=BEGIN)
            self._store.deadlines.keep(deadline, watch)
            self._journal.note(Stands(number, BEGIN, deadline, watch))
        for deadline in hub_deadlines(new.profile):
            self._journal.note(Stands(number, BEGIN, deadline, Watch(since=None)))

    def act(self, number: int, now: datetime, chance: Random) -> None:
        """Have a member do one thing, if it makes sense just now."""
        match chance.choice(_DEEDS):
            case "move":
                self._move(number, now, chance)
            case "habits":
                profile, zone = self._habits(number)
                self._describe(number, habits(profile, chance), zone, now)
            case deed:
                self._change(number, deed, now, chance)

    def _habits(self, number: int) -> tuple[Profile, str]:
        if number in self._now:
            return self._now[number]
        new = player(number, self._seed)
        return new.profile, new.zone

    def _move(self, number: int, now: datetime, chance: Random) -> None:
        """Half of those who move tell it; of the others the platform does."""
        profile, _ = self._habits(number)
        zone = chance.choice(ZONES)
        if profile.zone_told or chance.random() < 0.5:
            self._describe(number, replace(profile, zone=zone, zone_told=True), zone, now)
            return
        new = player(number, self._seed)
        self._store.members.met(new.home.tenant, new.id, new.home, zone, now)
        self._keep(number, profile, zone, now)

    def _describe(self, number: int, profile: Profile, zone: str, now: datetime) -> None:
        new = player(number, self._seed)
        told = profile
        if self._broken is Broken.LOUD:
            told = replace(profile, quiet=Quiet(time(), time()), days_off=())
        self._store.members.describe(new.home.tenant, new.id, told)
        self._keep(number, profile, zone, now)

    def _keep(self, number: int, profile: Profile, zone: str, now: datetime) -> None:
        if now > BEGIN:
            self._now[number] = profile, zone
        self._journal.note(Told(number, now, profile, zone))

    def _change(self, number: int, deed: str, now: datetime, chance: Random) -> None:
        new = player(number, self._seed)
        tenant, zone = new.home.tenant, self._habits(number)[1]
        watched = chance.choice(self._store.deadlines.of_member(tenant, new.id))
        deadline, watch = watched.deadline, _watch(watched, deed, now, zone, chance)
        if watch is not None:
            if self._broken is not Broken.DEAF:
                self._store.deadlines.mark(tenant, new.id, deadline.id, watch)
        elif deed in {"date", "ladder"} and deadline.scope is Scope.MEMBER:
            deadline, watch = _rewritten(watched, deed, now, chance)
            self._store.deadlines.keep(deadline, watch)
        else:
            return
        self._journal.note(Stands(number, now, deadline, watch))


def _rewritten(
    watched: Watched, deed: str, now: datetime, chance: Random
) -> tuple[Deadline, Watch]:
    """The deadline with another day or ladder, and how the member stands to it from now on."""
    deadline, watch = watched.deadline, Watch(since=now)
    if deed == "date":
        return replace(deadline, day=now.date() + chance.randrange(2, 120) * DAY), watch
    done = watched.watch.done_through
    return replace(deadline, ladder=chance.choice(_LADDERS)), replace(watch, done_through=done)


def _watch(watched: Watched, deed: str, now: datetime, zone: str, chance: Random) -> Watch | None:
    """How the member stands to it after they said so; None for deeds of another sort, and when
    nothing is near."""
    watch, today = watched.watch, now.date()
    if watch.declined:
        return None
    days = occurrences(watched.deadline, today + AHEAD)
    near = [day for day in days if day >= today and day > (watch.done_through or day.min)]
    if deed == "decline" and chance.random() < 0.5:
        return replace(watch, declined=True, snoozed=None)
    if deed == "done" and near:
        return replace(watch, done_through=near[0], snoozed=None)
    if deed == "snooze" and near:
        day = today + chance.randrange(1, 8) * DAY
        until = Wall(day, chance.choice(_SNOOZED_TO), zone)
        return replace(watch, snoozed=until, round=watch.round + 1)
    return None
