"""Which of a member's deadlines their words mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.deadlines.commands import ID, REFERENCE
from bot.deadlines.deadline import Deadline, Kind, Watched
from bot.deadlines.kinds import is_plain_name, kind_named
from bot.deadlines.occurrences import occurrence
from bot.members.profile import Member
from bot.nudges.planning import stages
from bot.programs.patterns import lazy

_LATELY = timedelta(days=2)
_JUST_NOW = timedelta(minutes=10)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

_ID = lazy(ID)
_REFERENCE = lazy(REFERENCE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[\w'-]+")
_IT = frozenset({"", "it", "this", "that", "one", "this one", "that one"})
_SMALL = frozenset("a an and at by for from in my of on our s the to with".split())


@dataclass(frozen=True, slots=True)
class Coming:
    """A deadline with its next occurrence."""

    watched: Watched
    day: date

    @property
    def deadline(self) -> Deadline:
        """What runs out."""
        return self.watched.deadline


def coming(held: Sequence[Watched], today: date) -> tuple[Coming, ...]:
    """What is still to come, the soonest first: the order in which it is shown and its numbers
    count. What is done or declined is not in it."""
    days = [
        (each, occurrence(each.deadline, today, each.watch.done_through))
        for each in held
        if not each.watch.declined
    ]
    found = [Coming(each, day) for each, day in days if day is not None]
    return tuple(sorted(found, key=lambda each: (each.day, each.deadline.id)))


def by_id(name: str, held: Sequence[Watched]) -> Watched | None:
    """The deadline whose id is named in brackets, done and declined ones too."""
    if not _ID.fullmatch(name):
        return None
    return next((each for each in held if each.deadline.id == name[1:-1]), None)


def is_reference(name: str) -> bool:
    """Whether a name is a number or an id in brackets."""
    return _REFERENCE.fullmatch(name) is not None


def means_one(name: str) -> bool:
    """Whether a name can mean nothing but a deadline, known or not."""
    return is_it(name) or is_reference(name) or is_plain_name(name)


def is_it(name: str) -> bool:
    """Whether a name is none, or no more than "it"."""
    return name.casefold() in _IT


def lately_nudged(shown: Sequence[Coming], member: Member, now: datetime) -> tuple[Coming, ...]:
    """Those about which a nudge came within the last two days: what "it" means then. `now` is
    aware."""
    return tuple(each for each in shown if _nudged_at(each.watched, member, now) > now - _LATELY)


def last_told(shown: Sequence[Coming], now: datetime) -> tuple[Coming, ...]:
    """Those that were noted or changed last, if that was just now; several when they were told in
    one message. `now` is aware."""
    since = [each.watched.watch.since or _LONG_AGO for each in shown]
    last = max(since, default=_LONG_AGO)
    if last <= now - _JUST_NOW:
        return ()
    return tuple(each for each, at in zip(shown, since, strict=True) if at == last)


def _nudged_at(watched: Watched, member: Member, now: datetime) -> datetime:
    """When the last nudge about a deadline was due that was said; long ago where none was."""
    due = (stage.at for stage in stages(watched, member, now) if stage.key in watched.said)
    return max(due, default=_LONG_AGO)


def alike(title: str, other: str) -> bool:
    """Whether two titles have the same words."""
    return _words(title) == _words(other)


def meant(name: str, shown: Sequence[Coming]) -> tuple[Coming, ...]:
    """Those that a name may mean: by id, by the number as they are shown, by the words of their
    titles, else by their kind. "it", or no name, is every one of them."""
    if is_it(name):
        return tuple(shown)
    if _ID.fullmatch(name):
        return tuple(each for each in shown if each.deadline.id == name[1:-1])
    if _REFERENCE.fullmatch(name):
        return _numbered(int(_DIGITS.findall(name)[-1]), shown)
    said = _words(name)
    titled = tuple(each for each in shown if said and said <= _words(each.deadline.title))
    exact = tuple(each for each in titled if said == _words(each.deadline.title))
    return exact or titled or _of_kind(name, shown)


def only_in_kind(name: str, coming: Coming) -> bool:
    """Whether a name means a deadline by its kind alone: no word of it is in the title, so that
    something else may be meant."""
    named = is_it(name) or is_reference(name)
    return not named and not _words(name) & _words(coming.deadline.title)


def _numbered(number: int, shown: Sequence[Coming]) -> tuple[Coming, ...]:
    return tuple(shown[number - 1 : number]) if number else ()


def _of_kind(name: str, shown: Sequence[Coming]) -> tuple[Coming, ...]:
    """Of the kind that a name tells, when it tells nothing else."""
    kind = kind_named(name)
    if kind is Kind.CUSTOM or not is_plain_name(name):
        return ()
    return tuple(each for each in shown if each.deadline.kind is kind)


def _words(name: str) -> frozenset[str]:
    """The words that tell a title from others, license as it is spelled in the US."""
    plain = (word.casefold().replace("licence", "license") for word in _WORD.findall(name))
    return frozenset(plain) - _SMALL
