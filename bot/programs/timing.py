"""When a program can be taken, held against the days that a request leaves."""

from __future__ import annotations

from datetime import date

from knowledge.facets import Facets
from knowledge.programs import Program
from knowledge.saying import days_words


def taken(program: Program, facets: Facets) -> str:
    """The days of a program that fit."""
    del facets
    if not program.self_paced:
        return f"Runs {days_words(program.start, program.end)}"
    kind = str(program.format).capitalize()
    until = f", until {program.last_day.isoformat()}" if program.last_day else ""
    return f"{kind}, so on days you choose{until}"


def taken_in(program: Program, facets: Facets) -> tuple[str, ...]:
    """The fields that say so."""
    del facets
    return ("title", _last(program)) if program.self_paced else ("start",)


def starting_in(program: Program, facets: Facets) -> tuple[str, ...]:
    """The fields that say whether it is still to be had on the first day asked for."""
    return (_last(program),) if _over(program, facets) else taken_in(program, facets)


def too_early(program: Program, facets: Facets) -> str:
    """How a program begins or ends before the days asked for."""
    day = _iso(program.last_day)
    said = {
        "expires_on": f"It gives credit until {day}",
        "credit_claim_by": f"Its credit must be claimed by {day}",
        "start": f"It runs {days_words(program.start, program.end)}",
    }
    field = _last(program) if _over(program, facets) else "start"
    return f"{said[field]}; you asked for {_iso(facets.starts_after)} or later"


def _over(program: Program, facets: Facets) -> bool:
    last, asked = program.last_day, facets.starts_after
    return last is not None and asked is not None and last < asked


def too_late(program: Program, facets: Facets) -> str:
    """How a program goes on after the days asked for."""
    span = days_words(program.start, program.end)
    return f"It runs {span}; you asked for something that ends by {_iso(facets.ends_before)}"


def too_long(program: Program, facets: Facets) -> str:
    """How a program fills more days than are left."""
    noun = "day" if facets.days_most == 1 else "days"
    span = days_words(program.start, program.end)
    return f"It runs {span}; you asked for at most {facets.days_most} {noun}"


def _last(program: Program) -> str:
    """The field whose sentence holds the last day, if one is stated."""
    for field in ("expires_on", "credit_claim_by"):
        if program.last_day and getattr(program, field) == program.last_day:
            return field
    return "start"


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
