"""Which edition of the world's time zones this machine works with."""

from __future__ import annotations

import zoneinfo
from importlib.metadata import version
from pathlib import Path

EDITION = "time zones"
"""The name of the fact."""


def zones_edition() -> str:
    """Such as "2026b": of the system, which `zoneinfo` asks first, else of the package tzdata; of
    a system that does not tell it, "system"."""
    for folder in map(Path, zoneinfo.TZPATH):
        if (folder / "UTC").exists():
            return _told(folder / "tzdata.zi") or "system"
    return version("tzdata")


def _told(file: Path) -> str:
    """The edition in the first line, `# version 2026b`."""
    try:
        with file.open(encoding="ascii", errors="replace") as lines:
            return lines.readline().removeprefix("# version").strip()[:40]
    except OSError:
        return ""
