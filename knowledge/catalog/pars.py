"""Activities of PARS, the reporting system of ACCME, from the rows of its templates.

What is reported about learners and money after an activity has no place in the record and is not
kept, nor are the sub-categories except simulation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge.catalog.foreign import (
    ACTIVITY_TYPES,
    Fields,
    days,
    flag,
    joint,
    own_id,
    place,
    put,
    put_rungs,
)
from knowledge.catalog.pars_template import (
    COMPETENCIES,
    CREDITS,
    DATE,
    DESIGNED,
    MEASURED,
    OTHER_COMPETENCIES,
    SIMULATION,
    SUPPORTED,
    SUPPORTER,
    TITLE,
    TYPE,
    check_header,
    column,
)
from knowledge.catalog.problems import BadValue, shown
from knowledge.catalog.rows import Row, UnreadableCatalog
from knowledge.catalog.values import decimal, stated, words
from knowledge.programs import Delivery, Format
from knowledge.readers.lines import fold

DATES = ("%m/%d/%Y",)
"""How the templates write a day, as a `strptime` format."""

_HOURS = "Hours of Instruction"
_IDS = ("ACCME Activity ID", "Provider Activity ID")
_REQUIRED = ("Reporting Year", _HOURS, SUPPORTED, *DESIGNED, *MEASURED)
_NO_PROVIDER = (
    "PARS has no column for the provider: name it in mapping.yaml as defaults: {provider: …}"
)
_LABELS = {
    "title": TITLE,
    "start": DATE,
    "end": DATE,
    "format": f"{TYPE} (one of C, RSS, IL, EM, IEM, JN, MR, TIW, CML, PI, ISL, LFT)",
    "city": "City",
    "hours_to_complete": _HOURS,
    "commercial_support.received": SUPPORTED,
    "commercial_support.source": SUPPORTER[0],
    "credits[1].max": CREDITS,
    "description": "Description of Content",
    "competencies": OTHER_COMPETENCIES,
}


def rows(
    labels: Sequence[str],
    lines: Iterable[tuple[int, Sequence[object]]],
    defaults: Mapping[str, object],
) -> Iterator[Row]:
    """The records below a header, each as cells with their line. `defaults` are fields that all
    records share; the provider must be among them. Raises UnreadableCatalog."""
    of_file = check_header(labels)
    if not stated(defaults.get("provider")):
        raise UnreadableCatalog(_NO_PROVIDER)
    names = tuple(map(column, labels))
    for line, cells in lines:
        pairs = tuple(zip(names, cells, strict=False))
        fields, remarks = fields_of(pairs, defaults["provider"])
        yield Row({**defaults, **fields}, line, remarks, of_file, DATES, _LABELS)
        of_file = ()


def fields_of(
    pairs: Sequence[tuple[str, object]], provider: object
) -> tuple[Fields, tuple[str, ...]]:
    """Our fields from a row's labels and cells, and what PARS would say against the row."""
    own = [(name, cell) for name, cell in pairs if name not in SUPPORTER]
    cells = dict(reversed(own))  # of a column that comes twice, the first
    fields: Fields = {}
    put(fields, "id", _identity(cells, provider))
    put(fields, "title", cells.get(TITLE))
    form = _activity_type(fields, cells)
    days(fields, form, cells.get(DATE), None)
    odd = place(fields, cells.get("City"), cells.get("State"), cells.get("Country"))
    put(fields, "hours_to_complete", _more_than_nothing(cells.get(_HOURS)))
    if credits := _more_than_nothing(cells.get(CREDITS)):
        fields["credits"] = [{"type": "AMA PRA Category 1", "unit": "credit", "max": credits}]
    put(fields, "description", joint(cells.get("Description of Content"), _joint(cells)))
    if flag(cells.get(SIMULATION)):
        fields["topics"] = ["simulation"]
    put(fields, "competencies", _competencies(cells))
    put(fields, "commercial_support", _support(cells, _supporters(pairs)))
    for field, columns in (("designed_to_change", DESIGNED), ("changes_measured", MEASURED)):
        put_rungs(fields, field, {rung: flag(cells.get(name)) for name, rung in columns.items()})
    return fields, (*odd, *_remarks(cells, fields))


def _identity(cells: Mapping[str, object], provider: object) -> str:
    """The number that ACCME gave, which is unique, or else the provider's own."""
    accme, own = (cells.get(name) for name in _IDS)
    return own_id(accme, "ACCME") if stated(accme) else own_id(own, provider)


def _activity_type(fields: Fields, cells: Mapping[str, object]) -> Format | None:
    said = cells.get(TYPE)
    known = ACTIVITY_TYPES.get(fold(said).casefold()) if isinstance(said, str) else None
    if known is None:
        put(fields, "format", said)
        return None
    form, delivery = known
    fields["format"] = form.value
    if form is Format.SERIES and stated(cells.get("City")):
        delivery = Delivery.IN_PERSON
    put(fields, "delivery", delivery and delivery.value)
    return form


def _more_than_nothing(value: object) -> object:
    """A cell's value, unless it is empty or nought."""
    try:
        return value if stated(value) and decimal(value) else None
    except BadValue:
        return value


def _joint(cells: Mapping[str, object]) -> str:
    said = cells.get("Joint Provider(s)")
    return _short(said) if stated(said) else ""


def _short(value: object) -> str:
    """The words of a cell, or what is shown of one that holds too much."""
    try:
        return words(value)
    except BadValue:
        return shown(value)


def _competencies(cells: Mapping[str, object]) -> list[object]:
    found: list[object] = [
        name.partition(" - ")[2] for name in COMPETENCIES if flag(cells.get(name))
    ]
    others = cells.get(OTHER_COMPETENCIES)
    return [*found, others] if stated(others) and flag(others) is None else found


def _supporters(pairs: Sequence[tuple[str, object]]) -> list[dict[str, object]]:
    """The columns of each supporter; each begins with the name of its source."""
    found: list[dict[str, object]] = []
    for name, cell in pairs:
        if name == SUPPORTER[0]:
            found.append({})
        if found and name in SUPPORTER:
            found[-1][name] = cell
    return [supporter for supporter in found if any(map(stated, supporter.values()))]


def _support(cells: Mapping[str, object], supporters: Sequence[Mapping[str, object]]) -> Fields:
    """The record's commercial support: who paid, and whether with money or in kind."""
    said = cells.get(SUPPORTED)
    fields: Fields = {}
    put(fields, "received", said if stated(said) or not supporters else "yes")
    if not fields or flag(fields["received"]) is False:
        return fields
    sources = [_short(s[SUPPORTER[0]]) for s in supporters if stated(s[SUPPORTER[0]])]
    put(fields, "source", "; ".join(sources))
    money = any(_gives(supporter.get(SUPPORTER[1])) for supporter in supporters)
    goods = any(_gives(supporter.get(name)) for supporter in supporters for name in SUPPORTER[2:])
    kinds = [kind for kind, given in (("grant", money), ("in kind", goods)) if given]
    put(fields, "kind", " and ".join(kinds))
    return fields


def _gives(value: object) -> bool:
    """Whether an amount is more than nothing, or a kind of goods is said to be given."""
    return flag(value) is not False and _more_than_nothing(value) is not None


def _remarks(cells: Mapping[str, object], fields: Mapping[str, object]) -> Iterator[str]:
    """What does not fit the template, but takes nothing that it states from the record."""
    for name in (*DESIGNED, *MEASURED, SIMULATION, *COMPETENCIES):
        cell = cells.get(name)
        if stated(cell) and flag(cell) is None:
            yield f"'{name}' says \"{shown(cell)}\", not Yes or No, and counts as not stated"
    missing = [name for name in _REQUIRED if not stated(cells.get(name))]
    if not any(stated(cells.get(name)) for name in _IDS):
        missing.append(" or ".join(_IDS))
    if _located(fields):
        missing += [name for name in ("City", "Country") if not stated(cells.get(name))]
        if fields.get("country") == "US" and not stated(cells.get("State")):
            missing.append("State")
    if missing:
        yield f"PARS also asks for: {', '.join(missing)}"


def _located(fields: Mapping[str, object]) -> bool:
    """Whether the activity is of a type, C or RSS, for which PARS wants the place."""
    form = fields.get("format")
    here = fields.get("delivery") == Delivery.IN_PERSON
    return form == Format.SERIES or (form == Format.COURSE and here)
