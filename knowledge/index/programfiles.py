"""The files of hub folders that programs are read from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from knowledge import STARTER
from knowledge.catalog.mapping import MAPPING
from knowledge.catalog.reading import SUFFIXES
from knowledge.index.hubfiles import files_below, printable

_NAMED = 10
"""Files named in a note; the rest is counted."""


def listed(folders: Sequence[Path]) -> list[tuple[Path, Path]]:
    """Every file that programs are read from, after the `programs` folder that it is below; those
    of the starter hub last, because a hospital's own programs stand in place of its."""
    return [
        (root, path)
        for root in sorted((folder / "programs" for folder in folders), key=is_starter)
        for path in files_below(root)
        if path.suffix.lower() in SUFFIXES and path.name != MAPPING
    ]


def doubtful(folders: Sequence[Path]) -> bool:
    """Whether a hub folder looks as if it were not mounted: it has neither articles nor programs,
    or a `programs` folder that is empty."""
    return any(
        not listed([folder]) and ((folder / "programs").is_dir() or not _has_articles(folder))
        for folder in folders
    )


def _has_articles(folder: Path) -> bool:
    return next(files_below(folder / "articles"), None) is not None


def left_out(folders: Sequence[Path]) -> str:
    """A note that names the files whose kind is not read; empty when there are none."""
    paths = [path for folder in folders for path in files_below(folder / "programs")]
    strange = [path for path in paths if path.suffix.lower() not in SUFFIXES]
    if not strange:
        return ""
    names = ", ".join(printable(path.name) for path in strange[:_NAMED])
    more = f" and {len(strange) - _NAMED} more" if len(strange) > _NAMED else ""
    return f"left out, because their kind is not read: {names}{more}"


def is_starter(root: Path) -> bool:
    """Whether this is the `programs` folder of the starter hub."""
    return root.parent.resolve() == STARTER
