"""Takes `docs/catalog.md` apart."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "catalog.md").read_text(encoding="utf-8")

NAMED = re.compile(r"`([^`]+)`")
ROWS_OF_A_TABLE = re.compile(r"\| (.*) \|\n")


def section(heading: str) -> str:
    """The text below a heading, up to the next."""
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def block(kind: str, within: str = PAGE) -> str:
    """The first block of code of that kind."""
    return within.partition(f"```{kind}\n")[2].partition("```")[0]


def table(heading: str) -> list[list[str]]:
    """The cells of a section's rows of tables, without header and rule."""
    rows = [row.split(" | ") for row in ROWS_OF_A_TABLE.findall(section(heading))]
    return rows[1:]


def names(cell: str) -> list[str]:
    """What stands as code in a cell."""
    return NAMED.findall(cell)
