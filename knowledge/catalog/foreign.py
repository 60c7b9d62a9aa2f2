"""What the readers of other formats share: their words for what our record holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from decimal import Decimal

from knowledge.catalog.codes import country_code, region_code
from knowledge.catalog.problems import BadValue, shown
from knowledge.catalog.values import stated, words, yes_no
from knowledge.programs import SELF_PACED, Delivery, Format, Rung

ACTIVITY_TYPES: Mapping[str, tuple[Format, Delivery | None]] = {
    "c": (Format.COURSE, Delivery.IN_PERSON),
    "course": (Format.COURSE, Delivery.IN_PERSON),
    "rss": (Format.SERIES, None),
    "regularly scheduled series": (Format.SERIES, None),
    "il": (Format.COURSE, Delivery.ONLINE),
    "internet live course": (Format.COURSE, Delivery.ONLINE),
    "em": (Format.ENDURING, None),
    "enduring material": (Format.ENDURING, None),
    "iem": (Format.ENDURING, Delivery.ONLINE),
    "internet activity enduring material": (Format.ENDURING, Delivery.ONLINE),
    "jn": (Format.JOURNAL, None),
    "journal-based cme": (Format.JOURNAL, None),
    "mr": (Format.REVIEW, None),
    "manuscript review": (Format.REVIEW, None),
    "tiw": (Format.TEST_WRITING, None),
    "test item writing": (Format.TEST_WRITING, None),
    "cml": (Format.COMMITTEE, None),
    "committee learning": (Format.COMMITTEE, None),
    "pi": (Format.IMPROVEMENT, None),
    "performance improvement": (Format.IMPROVEMENT, None),
    "isl": (Format.SEARCHING, Delivery.ONLINE),
    "internet searching and learning": (Format.SEARCHING, Delivery.ONLINE),
    "lft": (Format.TEACHING, None),
    "learning from teaching": (Format.TEACHING, None),
}
"""The types of PARS by code and by name, in lower case."""

Fields = dict[str, object]

_DURATION = re.compile(
    r"PT(?:(\d{1,5}(?:\.\d{1,4})?)H)?(?:(\d{1,6}(?:\.\d{1,4})?)M)?(?:(\d{1,7})(?:\.\d+)?S)?",
    re.ASCII,
)
_HOUR = 60
_UNFIT, _LONGEST_NUMBER = re.compile(r"[^A-Za-z0-9._]+"), 80
_SHORT_CODE = re.compile(r"[A-Z0-9]{1,3}", re.ASCII)


def put(fields: Fields, name: str, value: object) -> None:
    """Set a field if the value says anything; an empty list says nothing here."""
    if value not in ((), [], {}) and stated(value):
        fields[name] = value


def flag(value: object) -> bool | None:
    """What a yes-or-no value says; None when it is not stated or says something else."""
    try:
        return yes_no(value) if stated(value) else None
    except BadValue:
        return None


def put_rungs(fields: Fields, name: str, said: Mapping[Rung, bool | None]) -> None:
    """Set the levels of outcome that are stated; that there are none only where that is said of
    all that the format knows."""
    rungs = [rung.value for rung, yes in said.items() if yes]
    if rungs or None not in said.values():
        fields[name] = rungs


def own_id(number: object, provider: object) -> str:
    """The id that a provider's own number makes: the number, and a mark of the provider, as two
    providers may count alike. "" when the number is none that an id can be made of."""
    try:
        said = _UNFIT.sub("-", words(number)).strip("-.") if stated(number) else ""
        whose = words(provider).casefold() if stated(provider) else ""
    except BadValue:
        return ""
    if not said or len(said) > _LONGEST_NUMBER:
        return ""
    return f"{said}-{hashlib.sha256(whose.encode()).hexdigest()[:8]}"


def days(fields: Fields, form: Format | None, start: object, end: object) -> None:
    """Set the days on which a program runs. What is taken at one's own pace begins when it is
    released, which is no start, and ends when it expires."""
    if form in SELF_PACED:
        if "expires_on" not in fields:
            put(fields, "expires_on", end)
        return
    put(fields, "start", start)
    put(fields, "end", end)


def place(fields: Fields, city: object, state: object, country: object) -> tuple[str, ...]:
    """Set where a program is held; remarks on what is no known country or region, which would
    otherwise cost the whole record."""
    put(fields, "city", city)
    remarks = []
    code = country_code(country) if isinstance(country, str) and stated(country) else ""
    if code:
        fields["country"] = code
    elif stated(country):
        remarks.append(f'the country "{shown(country)}" is not known and is left out')
    part = _part(state, code) if isinstance(state, str) and stated(state) else ""
    if part:
        fields["region"] = part
    elif stated(state):
        remarks.append(f'the state or region "{shown(state)}" is not known and is left out')
    return tuple(remarks)


def _part(state: str, country: str) -> str:
    """The code of a region, which must lie in the country if that is known."""
    code = region_code(state)
    if code and country in ("", code[:2]):
        return code
    said = state.strip().upper()
    coded = country not in ("", "US") and _SHORT_CODE.fullmatch(said)
    return f"{country}-{said}" if coded else ""


def hours(said: object) -> Decimal | None:
    """The hours that an ISO 8601 duration of hours, minutes and seconds names. Days, weeks and
    months are spans of the calendar, not time spent learning: None for them."""
    found = _DURATION.fullmatch(said.strip()) if isinstance(said, str) else None
    if found is None or not any(found.groups()):
        return None
    whole, minutes, seconds = (Decimal(part or 0) for part in found.groups())
    return round(whole + minutes / _HOUR + seconds / _HOUR**2, 2) or None


def joint(description: object, providers: str) -> object:
    """A description that also names those it is jointly provided with."""
    if not providers:
        return description
    said = f"{description.strip()} " if isinstance(description, str) and stated(description) else ""
    return f"{said}Jointly provided with {providers}."
