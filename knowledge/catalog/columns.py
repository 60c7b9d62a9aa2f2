"""Records in one row: the columns that stand for the fields of a record's groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from knowledge.catalog.groups import GROUPS
from knowledge.catalog.record import FIELDS
from knowledge.catalog.values import entries, stated
from knowledge.readers.lines import fold

LISTED = {"credit": "credits", "moc": "moc", "mandatory": "mandatory_topics"}
"""The groups that a record has several of, by how their columns begin."""

SINGLE = ("fee", "commercial_support")
"""The groups that a record has one of; their columns begin with their name."""

_LISTED_COLUMN = re.compile(rf"({'|'.join(LISTED)})_(?:([1-9][0-9]?)_)?([a-z_]+)")
_LONGEST_LABEL = 200


@lru_cache(maxsize=1024)
def column_name(label: str) -> str:
    """The column that a label stands for, however it is spaced and cased; "" for none of ours.

    `credit_type` is short for `credit_1_type`, and so on.
    """
    name = re.sub(r"[\s_-]+", "_", fold(label[:_LONGEST_LABEL]).casefold())
    if name in FIELDS or group_of(name):
        return name
    found = _LISTED_COLUMN.fullmatch(name)
    name = f"{found[1]}_1_{found[3]}" if found else ""
    return name if group_of(name) else ""


@lru_cache(maxsize=1024)
def group_of(column: str) -> tuple[str, int, str] | None:
    """The group that a column belongs to, its number (0: there is only one) and the field; None
    for a column that belongs to no group."""
    for name in SINGLE:
        field = column.removeprefix(f"{name}_")
        if field != column and field in GROUPS[name]:
            return name, 0, field
    found = _LISTED_COLUMN.fullmatch(column)
    if found and found[2] and found[3] in GROUPS[LISTED[found[1]]]:
        return LISTED[found[1]], int(found[2]), found[3]
    return None


def nested(flat: Mapping[str, object]) -> tuple[dict[str, object], dict[str, str]]:
    """A record with the columns of its groups put together, and the column of each field in a
    group by the field's path. A group that is put together already comes first."""
    fields: dict[str, object] = {}
    groups: dict[tuple[str, int], dict[str, object]] = {}
    for column, value in flat.items():
        if place := group_of(column):
            groups.setdefault(place[:2], {})[place[2]] = value
        else:
            fields[column] = value
    paths: dict[str, str] = {}
    for (name, number), group in sorted(groups.items()):
        if any(map(stated, group.values())):
            add = _add_listed if number else _add_single
            start = next((start for start in LISTED if LISTED[start] == name), name)
            paths |= add(fields, name, group, f"{start}_{number}" if number else name)
    return fields, paths


def _add_single(
    fields: dict[str, object], name: str, group: Mapping[str, object], column: str
) -> dict[str, str]:
    """Put the only group of that name in; a value in one piece is its first field."""
    whole, paths = fields.get(name), _paths(name, name, column)
    if isinstance(whole, Mapping):
        own = {field: value for field, value in whole.items() if stated(value)}
        fields[name] = {**whole, **group, **own}
    elif stated(whole):
        first = GROUPS[name][0]
        fields[name] = {**group, first: whole}
        paths[f"{name}.{first}"] = name
    else:
        fields[name] = dict(group)
    return paths


def _add_listed(
    fields: dict[str, object], name: str, group: Mapping[str, object], column: str
) -> dict[str, str]:
    listed = entries(fields.get(name))
    fields[name] = [*listed, dict(group)]
    return _paths(f"{name}[{len(listed) + 1}]", name, column)


def _paths(at: str, name: str, column: str) -> dict[str, str]:
    """The column of each field of a group, by the field's path."""
    return {f"{at}.{field}": f"{column}_{field}" for field in GROUPS[name]}
