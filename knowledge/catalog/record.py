"""A program from raw fields, and a program as raw fields again.

The fields are those of `Program`, with lists and groups nested as in a YAML file: `credits`, `moc`
and `mandatory_topics` are lists of mappings, `fee` (`amount`, `currency`, `includes`, `cancel_by`)
and `commercial_support` are mappings.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from knowledge.catalog.codes import country, region
from knowledge.catalog.form import Form
from knowledge.catalog.groups import (
    GROUPS,
    LONGEST,
    coded,
    credits_of,
    fee_of,
    mandatory_of,
    moc_of,
    support_of,
)
from knowledge.catalog.kinds import DELIVERIES, FORMATS, RUNGS, profession
from knowledge.catalog.problems import BadRecord, BadValue, did_you_mean, shown
from knowledge.catalog.values import (
    Parser,
    address,
    choice,
    decimal,
    items,
    several,
    text,
    words,
    yes_no,
    zone,
)
from knowledge.programs import DROP_IN, Delivery, Fee, Format, Program, Rung
from knowledge.requirements import RULES

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_ID = 300, 5_000, 200

_MOST_REMARKS = 10
_SLUG = 40
_ID = re.compile(r"[A-Za-z0-9_/:][A-Za-z0-9._/:-]*")

_line = text(LONGEST)
_lines = several(_line)
_rung = several(choice(Rung, RUNGS))


def _id(value: object) -> str:
    """An id that can be typed in a terminal, and is never taken for an option or a rule."""
    said = words(value)
    if len(said) > LONGEST_ID or not _ID.fullmatch(said):
        raise BadValue(
            f"at most {LONGEST_ID} letters (a to z), digits and . _ - / : without spaces, the "
            "first neither - nor ."
        )
    if said.startswith(RULES):
        raise BadValue(f"an id that does not begin with {RULES}, as those of renewal rules do")
    return said


def _rungs(value: object) -> tuple[Rung, ...] | None:
    """The rungs; none of them when that is what is said, and None when nothing is."""
    if isinstance(value, str) and value.strip().casefold() == NO_RUNG:
        return ()
    return _rung(value) or (None if items(value) else ())


NO_RUNG = "none"
"""How a text says that no outcome is aimed at or measured."""

_DAYS = (
    "start",
    "end",
    "registration_deadline",
    "application_deadline",
    "credit_claim_by",
    "expires_on",
    "retrieved_on",
    "verified_on",
)
_PARSERS: Mapping[str, Parser[Any]] = {
    "id": _id,
    "title": text(LONGEST_TITLE),
    "provider": _line,
    "provider_accreditor": _line,
    "jointly_accredited": yes_no,
    "ipce": yes_no,
    "description": text(LONGEST_DESCRIPTION),
    "format": choice(Format, FORMATS),
    "delivery": choice(Delivery, DELIVERIES),
    "city": _line,
    "region": coded(region),
    "country": coded(country),
    "tz": zone,
    "professions": several(profession),
    "specialties": _lines,
    "topics": _lines,
    "competencies": _lines,
    "hours_to_complete": decimal,
    "travel": _line,
    "designed_to_change": _rungs,
    "changes_measured": _rungs,
    "outcome_summary": _line,
    "outcome_source": address,
    "team_based": yes_no,
    "practice_project": yes_no,
    "leadership_content": yes_no,
    "url": address,
    "source_of_record": _line,
    "licence": _line,
}

FIELDS = tuple(field.name for field in fields(Program))
"""The names of a record's fields, in the order in which they are written."""


def build(raw: Mapping[str, object], dates: Sequence[str] = ()) -> Program:
    """The program that raw fields state: strings, numbers, days, yes-or-no, lists and mappings.

    Days are in ISO 8601, or in one of the `strptime` formats of `dates`. A field that is absent or
    says that it is not known stays unknown, and one that no program has is passed over (see
    `remarks_on`). Without an `id` it gets one that only its provider, title and start decide.
    Raises BadRecord, with every bad field at once.
    """
    form = Form(raw, dates)
    form.require("title", "the program's title")
    form.require("provider", "who gives the program")
    values = form.values(_PARSERS) | form.days(_DAYS)
    values |= {
        "credits": credits_of(form),
        "moc": moc_of(form),
        "mandatory_topics": mandatory_of(form),
        "fee": fee_of(form),
        "commercial_support": support_of(form),
    }
    _check_days(form, values)
    if values.keys() >= {"country", "region"} and values["region"][:2] != values["country"]:
        form.wrong("region", f"a region of {values['country']}")
    identity = _identity(values, {problem.field for problem in form.problems})
    if form.problems:
        raise BadRecord(tuple(form.problems), identity)
    return Program(**(values | {"id": identity}))


def remarks_on(raw: Mapping[str, object]) -> tuple[str, ...]:
    """A remark on each of the first fields that no program has."""
    unknown = list(_unknown(raw))
    remarks = [f'unknown field "{name}" is ignored{hint}' for name, hint in unknown]
    rest = len(remarks) - _MOST_REMARKS
    return (*islice(remarks, _MOST_REMARKS), *([f"{rest} more are ignored"] if rest > 0 else []))


def to_fields(program: Program) -> dict[str, object]:
    """What the record states, as JSON can hold it: days in ISO 8601, exact numbers as texts.

    `build` makes the same program of it.
    """
    return _stated(program)


def _check_days(form: Form, values: Mapping[str, Any]) -> None:
    start: date | None = values.get("start")
    end: date | None = values.get("end")
    if start and end and start > end:
        form.wrong("end", f"a day not before the start, {start}")
    joined_later = values.get("format") in DROP_IN
    latest, named = (start, "start") if end is None and not joined_later else (end, "end")
    for name in ("registration_deadline", "application_deadline"):
        if (last := values.get(name)) and latest and last > latest:
            form.wrong(name, f"a day not after the {named}, {latest}")
    if start and (claimed := values.get("credit_claim_by")) and claimed < start:
        form.wrong("credit_claim_by", f"a day not before the start, {start}")
    read, dated = values.get("retrieved_on"), values.get("verified_on")
    if read and dated and dated > read:
        form.wrong("verified_on", f"a day not after retrieved_on, {read}")


def _identity(values: Mapping[str, Any], bad: set[str]) -> str:
    """The id that is stated, or one made of what names a program; "" when that is bad itself."""
    if "id" in values:
        return str(values["id"])
    if bad & {"id", "title", "provider", "start"}:
        return ""
    start = values.get("start")
    parts = (values["provider"], values["title"], start.isoformat() if start else "")
    digest = hashlib.sha256("\0".join(part.casefold() for part in parts).encode()).hexdigest()
    return "-".join(part for part in (*map(_slug, parts[:2]), digest[:8]) if part)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_SLUG].strip("-")


def _unknown(raw: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Each field that no program has, with what it may have been meant to be."""
    for key in raw:
        if key not in FIELDS:
            yield shown(key), did_you_mean(key, FIELDS)
    for name, known in GROUPS.items():
        for group in items(raw.get(name)):
            if isinstance(group, Mapping):
                for key in (key for key in group if key not in known):
                    yield f"{name}.{shown(key)}", did_you_mean(key, known)


def _stated(record: Any) -> dict[str, object]:  # noqa: ANN401 - any of the record's dataclasses
    found: dict[str, object] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.default is MISSING or value != field.default:
            found[field.name] = _plain(value)
    if isinstance(record, Fee):
        price = found.pop("price")
        assert isinstance(price, dict)
        return price | found
    return found


def _plain(value: object) -> object:
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
        case str():
            return str(value)
    return _stated(value) if is_dataclass(value) else value
