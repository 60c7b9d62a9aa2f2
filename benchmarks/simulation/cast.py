"""Who takes part in a simulated year: members, what they told, and their deadlines. The same
number and seed make the same member."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bot.conversation import Address
from bot.deadlines.deadline import HUB, Deadline, Kind, Repeats, Scope, Source, Unit
from bot.members.profile import Profile, Quiet, Shift

BEGIN = datetime(2027, 1, 1, 6, tzinfo=UTC)
ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "Pacific/Honolulu",
    "Europe/London",
    "Australia/Lord_Howe",
)
_TEAMS = 40
_HOSPITALS = 4
_SHIFTS = (None, Shift.DAYS, Shift.DAYS, Shift.EVENINGS, Shift.NIGHTS, Shift.ROTATING)
_QUIETS = (
    *(None,) * 5,
    Quiet(time(21), time(7)),
    Quiet(time(22, 30), time(6, 30)),
    Quiet(time(20), time(10)),
    Quiet(time(13), time(15)),
    Quiet(time(0), time(0)),
)
# Of those who name an hour, it is none of their quiet ones on any shift.
_HOURS = (None, None, None, time(17, 45), time(19, 15))
_DAYS_OFF = ((), (), (), (5, 6), (0,), (4, 5, 6))
_MONEY = (Kind.LICENCE, Kind.CLAIM, Kind.BOARD, Kind.CREDIT, Kind.ALLOWANCE)
_LADDERS = ((), (), (45, 10, 2), (14, 3, 1))
# The nights on which the clocks change in New York, and a time that one lacks and one has twice.
_NIGHTS = ((date(2027, 3, 14), time(2, 30)), (date(2027, 11, 7), time(1, 30)))


@dataclass(frozen=True, slots=True)
class Player:
    """One member on the day they meet the coach; `zone` is what the platform says."""

    number: int
    home: Address
    zone: str
    profile: Profile

    @property
    def id(self) -> str:
        """The member's id, which tells the number."""
        return named(self.number)


def named(number: int) -> str:
    """The id of a member."""
    return f"nurse{number}"


def numbered(home: Address) -> int:
    """The member to whom an address leads."""
    return int(json.loads(home.locator)["user"])


def player(number: int, seed: int) -> Player:
    """The member of a number; every tenth group of eight is on Teams, the others on Slack."""
    chance = Random(f"{seed}/player/{number}")
    group = number // len(ZONES)
    on_teams = group % 10 == 9
    tenant = f"teams-{group % 2}" if on_teams else f"slack-{group % _HOSPITALS}"
    home = Address("teams" if on_teams else "slack", tenant, json.dumps({"user": number}))
    profile = habits(Profile(team=f"Unit {group % _TEAMS}"), chance)
    return Player(number, home, ZONES[number % len(ZONES)], profile)


def habits(profile: Profile, chance: Random) -> Profile:
    """The profile with other hours and days."""
    return Profile(
        team=profile.team,
        zone=profile.zone,
        zone_told=profile.zone_told,
        shift=chance.choice(_SHIFTS),
        quiet=(quiet := chance.choice(_QUIETS)),
        hour=chance.choice(_HOURS) if quiet else None,
        days_off=chance.choice(_DAYS_OFF),
        urgent_anytime=chance.random() < 0.2,
    )


def own(player: Player, seed: int) -> tuple[Deadline, ...]:
    """Three deadlines of the member's own: a review, something costly, and one of a third sort."""
    chance = Random(f"{seed}/own/{player.number}")
    review = replace(
        _deadline(player, Kind.REVIEW, _day(chance, 730)),
        at=time(10) if chance.random() < 0.3 else None,
        repeats=Repeats(1, Unit.YEARS) if chance.random() < 0.5 else None,
    )
    costly = replace(
        _deadline(player, chance.choice(_MONEY), _day(chance, 730)),
        at=time(17) if chance.random() < 0.3 else None,
        zone=chance.choice(ZONES) if chance.random() < 0.3 else "",
        repeats=Repeats(2, Unit.YEARS) if chance.random() < 0.5 else None,
        ladder=chance.choice(_LADDERS),
    )
    return review, costly, _third(player, chance)


def _third(player: Player, chance: Random) -> Deadline:
    sort = chance.randrange(4)
    if sort == 0:
        day, at = chance.choice(_NIGHTS)
        return replace(_deadline(player, Kind.CUSTOM, day), at=at, zone=ZONES[0])
    if sort == 1:
        at = chance.choice((time(8), time(16, 30), time(22)))
        repeats = Repeats(4, Unit.MONTHS)
        return replace(_deadline(player, Kind.CUSTOM, _day(chance, 90)), at=at, repeats=repeats)
    if sort == 2:
        repeats = Repeats(12, Unit.WEEKS)
        custom = _deadline(player, Kind.CUSTOM, _day(chance, 80))
        return replace(custom, repeats=repeats, ladder=(7, 1))
    return _deadline(player, Kind.REGISTRATION, _day(chance, 400))


def _deadline(player: Player, kind: Kind, day: date) -> Deadline:
    id = f"d{player.number}{kind.value}"
    return Deadline(player.home.tenant, id, Scope.MEMBER, player.id, kind, kind.value, day)


def _day(chance: Random, within: int) -> date:
    """One of the days that are so many ahead, or fewer."""
    return BEGIN.date() + timedelta(days=chance.randrange(5, within))


def of_the_hub() -> tuple[Deadline, ...]:
    """One of the organization, which everybody has, and one of each team."""
    yearly = Repeats(1, Unit.YEARS)
    everybody = Deadline(
        HUB,
        "hub:money",
        Scope.ORGANIZATION,
        "",
        Kind.ALLOWANCE,
        "CME money",
        date(2027, 6, 30),
        repeats=yearly,
        ladder=(30, 3),
        source=Source.HUB,
    )
    return (everybody, *(_of_team(number) for number in range(_TEAMS)))


def _of_team(number: int) -> Deadline:
    day = BEGIN.date() + timedelta(days=20 + number * 8)
    return Deadline(
        HUB,
        f"hub:unit{number}",
        Scope.TEAM,
        f"Unit {number}",
        Kind.CUSTOM,
        f"Competencies of unit {number}",
        day,
        zone="America/Chicago" if number % 3 == 0 else "",
        ladder=(14,),
        source=Source.HUB,
    )


def hub_deadlines(profile: Profile) -> tuple[Deadline, ...]:
    """Those of the hub that a member with this profile has."""
    everybody, *teams = of_the_hub()
    return (everybody, *(each for each in teams if each.owner == profile.team))
