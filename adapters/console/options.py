"""What the options of `coach programs` add to a request in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import click

from bot.programs import words
from bot.programs.destinations import DESTINATIONS
from bot.programs.matching import contrary
from bot.programs.reading import read_wanted
from bot.programs.wanted import DESTINATION, Understood, Wanted
from knowledge.catalog.kinds import FORMATS, profession
from knowledge.catalog.problems import BadValue
from knowledge.catalog.values import choice, day, money, price
from knowledge.credits import canonical
from knowledge.programs import PROFESSIONS, Format, Money
from knowledge.saying import people

Given = dict[str, Any]
"""The options of one call, by name; None or "" for those left out."""


def wanted_from(text: str, given: Given, today: date) -> Wanted:
    """The request in words; an option takes the place of what the words say of the same thing.

    Raises click.BadParameter, saying what would be right.
    """
    wanted = read_wanted(text, today)
    for option, facet, read, tell in _OPTIONS:
        if given.get(option):
            value = _read(option, read, given[option])
            facets = replace(wanted.facets, **{facet: value})
            wanted = _told(replace(wanted, facets=facets), facet, tell(value), str(given[option]))
    if given.get("starts_after") or given.get("ends_before"):
        _check_days(wanted)
    return _toward(wanted, given["goal"], today) if given.get("goal") else wanted


def _check_days(wanted: Wanted) -> None:
    facets = wanted.facets
    if contrary(facets):
        raise click.BadParameter(
            f"nothing that begins on {facets.starts_after} or later is finished by "
            f"{facets.ends_before}; right would be --ends-before on or after --starts-after"
        )


def _toward(wanted: Wanted, goal: str, today: date) -> Wanted:
    """The request with a goal: the name of a direction, or of a role that lies in one."""
    role = read_wanted(f"to become a {goal}", today).destination
    destination = goal.lower() if goal.lower() in DESTINATIONS else role
    if not destination:
        known = ", ".join(DESTINATIONS)
        raise click.BadParameter(f"{goal!r} is no role or direction I know; directions: {known}")
    toward = replace(wanted, destination=destination)
    return _told(toward, DESTINATION, f"goal: {destination}", goal)


def _told(wanted: Wanted, facet: str, said: str, phrase: str) -> Wanted:
    kept = tuple(each for each in wanted.understood if each.facet != facet)
    return replace(wanted, understood=(*kept, Understood(facet, said, phrase)))


def _read(option: str, read: Callable[[str], Any], value: str) -> Any:  # noqa: ANN401 - any facet
    try:
        return read(value)
    except BadValue as error:
        name = option.replace("_", "-")
        raise click.BadParameter(f"--{name} is {value!r}; right would be {error.right}") from error


def _profession(value: str) -> tuple[str, ...]:
    """One of the catalog's professions. Raises BadValue."""
    named = profession(value)
    if named not in PROFESSIONS:
        raise BadValue(f"one of: {', '.join(PROFESSIONS)}")
    return (named,)


def _money(value: str) -> Money:
    """An amount with its currency; dollars where none is named. Raises BadValue."""
    plain = value.replace(",", "").replace(".", "").removeprefix("-").isdigit()
    return Money(price(value), "USD") if plain else money(value)


_format = choice(Format, FORMATS)
_OPTIONS: tuple[tuple[str, str, Callable[[str], Any], Callable[[Any], str]], ...] = (
    ("profession", "professions", _profession, lambda v: f"for {people(v)}"),
    ("specialty", "specialties", lambda v: (v.lower(),), lambda v: v[0]),
    ("credit", "credit_types", lambda v: (canonical(v),), lambda v: v[0]),
    ("format", "formats", lambda v: (_format(v),), lambda v: v[0].value),
    ("max_fee", "fee_most", _money, words.at_most),
    ("starts_after", "starts_after", day, lambda v: f"from {v.isoformat()} on"),
    ("ends_before", "ends_before", day, lambda v: f"finished by {v.isoformat()}"),
)


def request_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that narrow a request, for every command that takes one."""
    for option in reversed(list(_click_options())):
        command = option(command)
    return command


def _click_options() -> Iterator[Callable[[Callable[..., None]], Callable[..., None]]]:
    for name, metavar, help_ in (
        ("--goal", "ROLE", "Where the career is to go: CMO, CNO, quality, informatics …"),
        ("--profession", "NAME", "Who is to take it: nurse, physician, PA, pharmacist …"),
        ("--specialty", "NAME", "The specialty it must be aimed at."),
        ("--credit", "TYPE", "The credit it must give: AMA PRA Category 1, ANCC …"),
        ("--format", "NAME", "live course, enduring material, journal-based …"),
        ("--max-fee", "MONEY", "The most it may cost: 0, 200, 300 EUR."),
        ("--starts-after", "DAY", "The first day on which it may begin: 2027-01-10."),
        ("--ends-before", "DAY", "The last day on which it must be finished: 2027-03-15."),
    ):
        yield click.option(name, default="", metavar=metavar, help=help_)
