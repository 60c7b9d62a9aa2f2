"""License renewal rules by board: what each asks for, in which cycle, and where that is written.

The data is `starter/requirements.yaml`, one record for each board and profession, each with the
page it was read from. A rule that its source does not state is unknown here, never "no".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from knowledge.articles import Origin
from knowledge.readers.origins import origins_of

RULES = "rules/"
"""What the id of every rule begins with, and that of no program."""

ALL = "all"
"""Every hour has to be in Category 1."""


class BadRequirements(Exception):
    """The file of renewal rules cannot be used; says which record, which field and why."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that a board names. `amount` and `when` are worded as they can be said: "2 hours",
    "every 2 years"; `when` is "" when the source does not say."""

    name: str
    amount: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one board, or one certifying body, asks of one profession at renewal.

    `jurisdiction` is an ISO 3166 code ("US-AL", "US", "GB"); `people` is whom it binds, as a
    sentence begins. `hours` are of the `unit` ("hours of CME", "contact hours") in each cycle of
    `years`; both are None when the source gives no number, and `fixed` is false when it says that
    there is none. `category_1` is the least in Category 1: "all", a number, a
    share ("50%"), or "" when not stated. `equivalents` says whether something else than courses
    (such as board certification) is taken for hours; None when not stated. `basis` says what kind
    of page the source is.
    """

    id: str
    jurisdiction: str
    place: str
    professions: tuple[str, ...]
    people: str
    hours: float | None
    unit: str
    years: int | None
    fixed: bool
    category_1: str
    topics: tuple[Topic, ...]
    equivalents: bool | None
    rule: str
    notes: tuple[str, ...]
    basis: str
    source: Origin


def read_requirements(path: Path) -> tuple[Requirement, ...]:
    """Every record of the file, in its order. Raises BadRequirements."""
    import yaml  # noqa: PLC0415 - costs time at start, and most questions need no rule

    try:
        document = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadRequirements(f"{path.name} cannot be read: {error}") from error
    if not isinstance(document, dict):
        raise BadRequirements(f"{path.name} must hold `sources` and `requirements`")
    sources = {origin.number: origin for origin in origins_of(_as_text(document.get("sources")))}
    records = document.get("requirements")
    if not isinstance(records, list):
        raise BadRequirements(f"{path.name} has no list of `requirements`")
    read = tuple(_requirement(number, record, sources) for number, record in enumerate(records, 1))
    if twice := {r.id for r in read if sum(other.id == r.id for other in read) > 1}:
        raise BadRequirements(f"two records have the id {min(twice)}")
    return read


def _as_text(value: object) -> object:
    """Front matter holds nothing but text; so do the sources here."""
    if isinstance(value, dict):
        return {str(key): _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return "" if value is None else str(value)


def _check(
    record: Mapping[str, object],
    sources: Mapping[int, Origin],
    fail: Callable[[str], BadRequirements],
) -> None:
    """Raises BadRequirements for a field that is missing, unknown or not of its kind."""
    if unknown := record.keys() - _FIELDS:
        raise fail(f"unknown field {min(map(str, unknown))}")
    for field in _NEEDED:
        if not record.get(field):
            raise fail(f"{field} is missing")
    hours, years = record.get("hours"), record.get("every_years")
    for field, value in (("hours", hours), ("every_years", years)):
        if value is not None and not _is_amount(value):
            raise fail(f"{field} must be a number above 0")
    for field in ("professions", "notes", "topics"):
        if not isinstance(record.get(field, []), list):
            raise fail(f"{field} must be a list")
    fixed = record.get("fixed", True)
    if not isinstance(fixed, bool) or fixed != (hours is not None):
        raise fail("fixed must be false where there is no number of hours, and is left out else")
    if str(record.get("source")) not in map(str, sources):
        raise fail("source must be the number of one of the `sources`")


def _requirement(number: int, record: object, sources: Mapping[int, Origin]) -> Requirement:
    fail = partial(_failure, number, record)
    if not isinstance(record, dict):
        raise fail("it must be made of lines `field: value`")
    _check(record, sources, fail)
    try:
        return Requirement(
            id=str(record["id"]),
            jurisdiction=str(record["jurisdiction"]),
            place=str(record["place"]),
            professions=tuple(map(str, record["professions"])),
            people=str(record["people"]),
            hours=record.get("hours"),
            unit=str(record["unit"]),
            years=record.get("every_years"),
            fixed=record.get("fixed", True),
            category_1=str(record.get("category_1") or ""),
            topics=tuple(Topic(**topic) for topic in record.get("topics", ())),
            equivalents=_ACCEPTED[str(record.get("equivalents", "not stated"))],
            rule=str(record.get("rule", "")),
            notes=tuple(map(str, record.get("notes", ()))),
            basis=str(record["basis"]),
            source=sources[int(record["source"])],
        )
    except TypeError as error:
        raise fail("topics need a name and an amount, and may say when") from error
    except KeyError as error:
        raise fail("equivalents must be accepted, not accepted or not stated") from error


def _is_amount(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 < value < _MOST


def _failure(number: int, record: object, reason: str) -> BadRequirements:
    name = record.get("id") if isinstance(record, dict) else None
    return BadRequirements(f"record {number}{f' ({name})' if name else ''}: {reason}")


_MOST = 10_000
_ACCEPTED = {"accepted": True, "not accepted": False, "not stated": None}
_NEEDED = ("id", "jurisdiction", "place", "professions", "people", "unit", "basis")
_FIELDS = frozenset(
    (*_NEEDED, "hours", "every_years", "fixed", "category_1", "topics", "equivalents", "rule")
) | {"notes", "source"}


_TOGETHER = 3
"""Topics named in one sentence, so that it can be read at a glance."""


def sentences(requirement: Requirement) -> Iterator[str]:
    """The rule in sentences that can each be read alone."""
    r = requirement
    yield _hours(r)
    for batch in _batches(r.topics):
        yield f"{r.people} must cover {'; '.join(map(_topic, batch))}."
    if r.equivalents is not None:
        may = "may" if r.equivalents else "may not"
        yield f"{r.people} {may} count equivalents such as board certification as {r.unit}."
    yield from r.notes


def rule_id(requirement: Requirement) -> str:
    """The id under which the rule is cited, and printed by `coach source`."""
    return f"{RULES}{requirement.id}"


def rule_text(requirement: Requirement) -> str:
    """The rule as plain text: what citations count in."""
    return "\n".join(sentences(requirement))


def _batches(topics: tuple[Topic, ...]) -> Iterator[tuple[Topic, ...]]:
    rest = iter(topics)
    while batch := tuple(islice(rest, _TOGETHER)):
        yield batch


def _hours(r: Requirement) -> str:
    if not r.fixed:
        return f"{r.people} have no set number of {r.unit} to renew a license."
    every = "" if r.years is None else " every year" if r.years == 1 else f" every {r.years} years"
    return f"{r.people} need {r.hours:g} {r.unit}{every}{_category_1(r.category_1)}."


def _category_1(least: str) -> str:
    if not least:
        return ""
    return ", all in Category 1" if least == ALL else f", at least {least} of them in Category 1"


def _topic(topic: Topic) -> str:
    when = f", {topic.when}" if topic.when else ""
    return f"{topic.name} ({topic.amount}{when})"
