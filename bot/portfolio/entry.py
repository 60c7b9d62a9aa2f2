"""An entry of a member's own book: what they spent, earned, changed or want, and their policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a member told the coach to keep. `kind` says how `fields` (JSON) are read:
    "spending", "policy" (bot/allowance) or "credit", "gap", "change", "result", "goal",
    "deed"
    (bot/portfolio). `id` is unique within the member; `at` is aware."""

    tenant: str
    member: str
    id: str
    kind: str
    fields: str
    at: datetime
