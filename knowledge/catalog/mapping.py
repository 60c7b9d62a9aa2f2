"""How an education office names its columns: `mapping.yaml` beside its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from knowledge.catalog.columns import column_name, nested
from knowledge.catalog.problems import did_you_mean, shown
from knowledge.catalog.record import FIELDS
from knowledge.catalog.rows import UnreadableCatalog
from knowledge.catalog.values import stated
from knowledge.catalog.yamlfile import read_mapping
from knowledge.readers.lines import fold

MAPPING = "mapping.yaml"

_PARTS = ("columns", "values", "date_format", "defaults")
_A_DAY = datetime(2001, 11, 23)  # noqa: DTZ001 - a day has no zone
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Naming:
    """Their columns (folded, in lower case) by ours; their values by our field; what a record
    that does not state a field has there; and how days are written, as `strptime` formats."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, object] = field(default_factory=dict)
    dates: tuple[str, ...] = ()

    @property
    def fields(self) -> Mapping[str, object]:
        """The defaults nested as a record's fields are."""
        return nested(self.defaults)[0]

    def column(self, label: str) -> str:
        """Our column that a label of theirs stands for; "" for none. What the mapping calls
        otherwise does not also go by our own name."""
        said = fold(label).casefold()
        for ours, theirs in self.columns.items():
            if theirs == said:
                return ours
        ours = column_name(label)
        return "" if ours in self.columns else ours

    def completed(self, flat: Mapping[str, object]) -> dict[str, object]:
        """A record with their values turned into ours and the gaps filled."""
        record = {name: self._value(name, value) for name, value in flat.items()}
        for name, value in self.defaults.items():
            if not stated(record.get(name)):
                record[name] = value
        return record

    def _value(self, name: str, value: object) -> object:
        """One value, or each of several that semicolons part."""
        ours = self.values.get(name)
        if ours is None or not isinstance(value, str | int | float) or len(str(value)) > _LONGEST:
            return value
        whole = ours.get(_key(value))
        return whole or "; ".join(ours.get(_key(part), part) for part in str(value).split(";"))


def mapping_of(path: Path, root: Path) -> Path | None:
    """The mapping that holds for a file: that of its own folder or the nearest one above it, up to
    the programs folder; None when there is none."""
    folders = [folder for folder in path.parents if folder == root or root in folder.parents]
    return next((folder / MAPPING for folder in folders if (folder / MAPPING).is_file()), None)


def naming_for(path: Path, root: Path) -> Naming:
    """What the file's mapping says. Raises UnreadableCatalog for a mapping that is wrong, because
    then no record of the file would be."""
    mapping = mapping_of(path, root)
    if mapping is None:
        return Naming()
    try:
        return _naming(read_mapping(mapping))
    except UnreadableCatalog as error:
        line = f", line {error.line}" if error.line else ""
        raise UnreadableCatalog(f"{MAPPING}{line}: {error.reason}") from error


def _naming(document: Mapping[str, object]) -> Naming:
    for part in document:
        if part not in _PARTS:
            hint = did_you_mean(part, _PARTS)
            raise UnreadableCatalog(f'"{shown(part)}" is none of {", ".join(_PARTS)}{hint}')
    columns = {ours: fold(name).casefold() for ours, name in _texts(document, "columns")}
    if twice := {name for name in columns.values() if list(columns.values()).count(name) > 1}:
        raise UnreadableCatalog(f'columns: "{shown(min(twice))}" is named for two fields')
    values = {ours: dict(_values(ours, theirs)) for ours, theirs in _fields(document, "values")}
    return Naming(columns, values, dict(_fields(document, "defaults")), _dates(document))


def _fields(document: Mapping[str, object], part: str) -> Iterator[tuple[str, object]]:
    """The entries of a part, by our column."""
    entries = document.get(part)
    if not stated(entries):
        return
    if not isinstance(entries, dict):
        raise UnreadableCatalog(f"`{part}` must be made of lines `field: …`")
    for name, value in entries.items():
        ours = column_name(name)
        if not ours:
            hint = did_you_mean(name, FIELDS)
            raise UnreadableCatalog(f'{part}: "{shown(name)}" is not a field of a program{hint}')
        yield ours, value


def _texts(document: Mapping[str, object], part: str) -> Iterator[tuple[str, str]]:
    for ours, value in _fields(document, part):
        if not isinstance(value, str) or not fold(value):
            raise UnreadableCatalog(f"{part}: {ours} must be the name of one column")
        yield ours, value


def _values(ours: str, theirs: object) -> Iterator[tuple[str, str]]:
    if not isinstance(theirs, dict):
        raise UnreadableCatalog(f"values: {ours} must be made of lines `theirs: ours`")
    for said, value in theirs.items():
        if not isinstance(value, str):
            raise UnreadableCatalog(f'values: {ours}: "{shown(said)}" must be one text')
        yield _key(said), value


def _dates(document: Mapping[str, object]) -> tuple[str, ...]:
    form = document.get("date_format")
    if not stated(form):
        return ()
    try:
        written = _A_DAY.strftime(str(form))
        whole = datetime.strptime(written, str(form)) == _A_DAY  # noqa: DTZ007
    except ValueError:
        whole = False
    if not whole:
        raise UnreadableCatalog('date_format must name day, month and year, as "%m/%d/%Y"')
    return (str(form),)


def _key(value: object) -> str:
    return fold(str(value)).casefold()
