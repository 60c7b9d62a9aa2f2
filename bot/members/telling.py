"""A profile in words: what each thing is called, and how it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from bot.answering.vocabulary import STATES
from bot.deadlines.deadline import Scope
from bot.members.belongings import Held
from bot.members.profile import Member, Profile, Quiet
from bot.members.times import WEEKDAYS, at_words
from bot.members.work import MONTHS
from bot.nudges.hours import hour_of, quiet_of
from bot.when.wall import zone_named

LABELS = {
    "profession": "Profession",
    "specialty": "Specialty",
    "credentials": "Credentials",
    "destination": "Where you want to go",
    "states": "License",
    "site": "Workplace",
    "team": "Team",
    "review_month": "Review month",
    "shift": "Shift",
    "zone": "Time zone",
    "hour": "Reminders come at",
    "quiet": "Quiet hours",
    "days_off": "Days off",
    "urgent_anytime": "Urgent in quiet hours",
}
"""What each field of a profile is called, in the order in which they are shown."""

OWN_WORDS = {
    "profession": "profession",
    "specialty": "specialty",
    "credentials": "credentials",
    "destination": "goal",
    "states": "state",
    "site": "workplace",
    "team": "team",
    "review_month": "review month",
    "shift": "shift",
    "zone": "time zone",
    "hour": "reminder time",
    "quiet": "quiet hours",
    "days_off": "days off",
}
"""How a member names a field: "forget my …"."""


def row(name: str, profile: Profile) -> tuple[str, str]:
    """One field of a profile, with its label."""
    return LABELS[name], _words(name, profile)


def told(profile: Profile) -> tuple[str, ...]:
    """The fields of a profile that hold something the member told."""
    empty = Profile()
    return tuple(name for name in LABELS if getattr(profile, name) != getattr(empty, name))


def profile_rows(member: Member, now: datetime) -> Iterator[tuple[str, str]]:
    """All that was told, and when nudges come, also where nobody said so."""
    profile = member.profile
    usual = " (usual for your shift)"
    always = {
        "zone": zone_words(member.zone, now, told=profile.zone_told),
        "hour": _hour_words(profile) or f"{at_words(hour_of(profile))}{usual}",
        "quiet": f"{quiet_words(quiet_of(profile))}{'' if profile.quiet else usual}",
    }
    known = told(profile)
    for name, label in LABELS.items():
        if name in always:
            yield label, always[name]
        elif name in known:
            yield row(name, profile)


def hours_rows(member: Member, now: datetime) -> tuple[tuple[str, str], ...]:
    """When nudges come, and on what clock."""
    wanted = {LABELS[name] for name in ("zone", "shift", "hour", "quiet", "days_off")}
    return tuple(each for each in profile_rows(member, now) if each[0] in wanted)


def zone_words(zone: str, now: datetime, *, told: bool) -> str:
    """A zone with the time there, by which a wrong one is noticed."""
    local = now.astimezone(zone_named(zone))
    source = "" if told else "; you have not told me another"
    return f"{zone} (it is {local:%H:%M} there{source})"


def _hour_words(profile: Profile) -> str:
    """When nudges come where the member's own hours decide it; "" where the shift does."""
    hour, quiet = hour_of(profile), quiet_of(profile)
    if quiet.covers(hour):
        return f"{at_words(quiet.end)}, when your quiet hours end"
    return at_words(hour) if profile.hour else ""


def quiet_words(quiet: Quiet) -> str:
    """Quiet hours as a member reads them."""
    if quiet.start == quiet.end:
        return "none"
    return f"{at_words(quiet.start)} to {at_words(quiet.end)}"


def held_rows(held: Held) -> tuple[tuple[str, str], ...]:
    """How much of each kind is held about a member."""
    own = sum(watched.deadline.scope is Scope.MEMBER for watched in held.deadlines)
    profile = held.member.profile if held.member else Profile()
    shared = len(held.deadlines) - own
    others = f", and {shared} of your team or organization" if shared else ""
    return (
        ("What you asked", _count(len(held.turns), "message", "messages")),
        ("Profile", _count(len(told(profile)), "thing you told me", "things you told me")),
        ("Deadlines", f"{_count(own, 'of your own', 'of your own')}{others}"),
        ("Reminders", f"{_count(held.nudges, 'noted as sent', 'noted as sent')}"),
        ("Saved programs", _count(len(held.programs), "program", "programs")),
        ("Entries", _count(len(held.entries), "entry in your book", "entries in your book")),
    )


def joined(names: Iterable[str]) -> str:
    """Names in a sentence: "shift, team and site"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _count(number: int, one: str, many: str) -> str:
    return f"{number or 'no'} {one if number == 1 else many}" if number else "none"


def _words(name: str, profile: Profile) -> str:
    value = getattr(profile, name)
    says: Mapping[str, Callable[[], str]] = {
        "credentials": lambda: ", ".join(value),
        "states": lambda: joined(STATES[code] for code in value),
        "review_month": lambda: str(MONTHS[value - 1]).title(),
        "hour": lambda: at_words(value),
        "quiet": lambda: quiet_words(value),
        "days_off": lambda: joined(f"{WEEKDAYS[day]}s" for day in value),
        "urgent_anytime": lambda: "may come at any time" if value else "wait until they are over",
    }
    return says[name]() if name in says else str(value)
