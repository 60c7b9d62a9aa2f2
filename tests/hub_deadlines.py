"""Hub folders with a deadlines.yaml, for tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from adapters.hub_reading import HubDeadlines, read_hub

TODAY = date(2026, 11, 23)


def entry(id: object = "review", **more: object) -> dict[str, object]:
    """The fields of a deadline that is good unless told otherwise; None takes a field away."""
    fields = {
        "id": id,
        "kind": "review",
        "for": "organization",
        "title": "Reviews close",
        "date": "2027-03-31",
    }
    return {name: value for name, value in {**fields, **more}.items() if value is not None}


def deadlines_hub(folder: Path, *entries: object, **lists: object) -> Path:
    """The hub folder, with these deadlines and whatever other lists are named."""
    document = {"deadlines": list(entries), **lists}
    return written(folder, yaml.safe_dump(document, sort_keys=False, allow_unicode=True))


def written(folder: Path, text: str | bytes) -> Path:
    """The hub folder, with a deadlines.yaml of these very words."""
    folder.mkdir(parents=True, exist_ok=True)
    content = text.encode() if isinstance(text, str) else text
    (folder / "deadlines.yaml").write_bytes(content)
    return folder


def read(*folders: Path) -> HubDeadlines:
    """What hub folders set, when the hub holds one article."""
    return read_hub(folders, {"known.md"}, TODAY)
