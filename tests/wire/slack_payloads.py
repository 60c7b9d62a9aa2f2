"""What Slack sends, as JSON files: its documented payloads with names of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

BOT = "U0COACH"
TEAM = "T0WARD"
_FOLDER = Path(__file__).parent / "slack"

Json = dict[str, Any]


def payload(name: str, **changes: object) -> Json:
    """A payload, its event (or itself, when it has none) changed as named."""
    body: Json = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    body.get("event", body).update(changes)
    return body
