"""The starter hub's programs, as `coach ingest` reads them."""

from __future__ import annotations

from knowledge import STARTER
from knowledge.catalog.reading import BadRow, ReadProgram, read_programs

ROOT = STARTER / "programs"

READINGS = {path.name: tuple(read_programs(path, ROOT)) for path in sorted(ROOT.glob("**/*.*"))}
"""What each file holds, by its name: programs and bad rows."""

BY_FILE = {
    name: tuple(each.program for each in readings if isinstance(each, ReadProgram))
    for name, readings in READINGS.items()
}
"""The programs of each file."""

PROGRAMS = tuple(program for programs in BY_FILE.values() for program in programs)

BAD = tuple(each for readings in READINGS.values() for each in readings if isinstance(each, BadRow))
