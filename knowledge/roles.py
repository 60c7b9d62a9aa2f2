"""Roles that careers lead to: the steps and skills that the hub's own articles name for each.

The data is `starter/roles.yaml`. Its sentences stand word for word in the article they name, so
that they can be cited there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Skill:
    """Something a role asks for: the sentence that says so, and the topics of programs that
    teach it; none when no program can (a degree)."""

    name: str
    topics: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role, with the id of the article that describes the way to it. `also` are the names that
    people give it; `professions` whom the way starts from, empty when from any."""

    id: str
    name: str
    also: tuple[str, ...]
    destination: str
    professions: tuple[str, ...]
    article: str
    steps: tuple[str, ...]
    skills: tuple[Skill, ...]


def read_roles(path: Path) -> tuple[Role, ...]:
    """Every role of the file, in its order. Raises ValueError when a field is missing."""
    import yaml  # noqa: PLC0415 - costs time at start, and most questions need no role

    records = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["roles"]
    return tuple(_role(record) for record in records)


def role_named(name: str, roles: tuple[Role, ...]) -> Role | None:
    """The role whose name stands in a text: the longest of those that do."""
    found = [
        (len(also), role)
        for role in roles
        for also in (*role.also, role.name)
        if re.search(rf"\b{re.escape(also)}s?\b", name, 0 if also.isupper() else re.IGNORECASE)
    ]
    return max(found, key=lambda each: each[0], default=(0, None))[1]


def _role(record: dict[str, object]) -> Role:
    try:
        skills = record["skills"]
        assert isinstance(skills, list)
        return Role(
            id=str(record["id"]),
            name=str(record["name"]),
            also=_texts(record["also"]),
            destination=str(record["destination"]),
            professions=_texts(record["professions"]),
            article=str(record["article"]),
            steps=_texts(record["steps"]),
            skills=tuple(
                Skill(str(skill["name"]), _texts(skill["topics"]), str(skill["says"]))
                for skill in skills
            ),
        )
    except KeyError as error:
        raise ValueError(f"role {record.get('id')}: {error.args[0]} is missing") from error


def _texts(value: object) -> tuple[str, ...]:
    assert isinstance(value, list)
    return tuple(map(str, value))
