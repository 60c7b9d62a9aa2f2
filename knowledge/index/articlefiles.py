"""The files of hub folders that articles are read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.index.hubfiles import files_below, printable
from knowledge.index.programfiles import listed
from knowledge.readers import SUFFIXES

_NAMED = 10
"""Files named in a note; the rest is counted."""


def below(root: Path) -> Iterator[Path]:
    """The files below a hub's `articles` that look like articles, in the order of their names."""
    return (path for path in files_below(root) if path.suffix.lower() in SUFFIXES)


def doubtful(folder: Path) -> bool:
    """Whether a hub folder looks as if its articles were not mounted: it has none, and either an
    `articles` folder that is empty or no programs."""
    root = folder / "articles"
    return not any(below(root)) and (root.is_dir() or not listed([folder]))


def left_out(folders: Sequence[Path]) -> str:
    """A note that names the files whose kind is not read; empty when there are none."""
    roots = [folder / "articles" for folder in folders]
    strange = [p for root in roots for p in files_below(root) if p.suffix.lower() not in SUFFIXES]
    if not strange:
        return ""
    names = ", ".join(printable(path.name) for path in strange[:_NAMED])
    more = f" and {len(strange) - _NAMED} more" if len(strange) > _NAMED else ""
    return f"left out, because their kind is not read: {names}{more}"
