"""What tells an ingest whether a program is the one it knows; searching needs none of it."""

from __future__ import annotations

import json

from knowledge.catalog.record import to_fields
from knowledge.index.hubfiles import named
from knowledge.index.outlines import outline
from knowledge.programs import Program
from knowledge.sheet import sheet


def stamp_of(program: Program, general: bool, rules: str) -> str:
    """The same for two records as long as nothing that is kept or searched of them differs."""
    kept = outline(program)
    parts = (to_fields(program), sheet(program).article.text, kept.marks, general, rules)
    return named(json.dumps(parts) + kept.figures.tobytes().hex())


def twin_of(program: Program) -> str:
    """The same for programs with one provider, title and start, however the words are spaced."""
    parts = (program.provider, program.title, str(program.start or ""))
    return named("\n".join(" ".join(part.casefold().split()) for part in parts))[:24]
