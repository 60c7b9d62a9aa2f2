"""The signs of a good program, as far as its record states them.

It measures and reports practice change, it is independent, it is interprofessional, and it asks
for a project or teaches to lead. Nothing that a record states or leaves out takes worth away. No
field that a sponsor could buy takes part: neither price nor provider, length of text or order in
a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.programs import Program, Rung
from knowledge.saying import rung_words

REPORTED, MEASURED, DESIGNED = 0.3, 0.2, 0.1
"""Results with a source; for each rung of the highest change measured, and designed for."""

ACCREDITED, UNSUPPORTED = 0.2, 0.3
TOGETHER, IPCE, JOINT = 0.4, 0.3, 0.2
"""Only the highest of these three counts."""

PROJECT, LEADING = 0.4, 0.2


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that the record states about the program's quality, and the field where it stands.

    `worth` is 0 for what is worth knowing and speaks for nothing.
    """

    field: str
    worth: float
    said: str


UNSTATED = {
    "changes_measured": "outcome measurement",
    "commercial_support": "commercial support",
    "team_based": "interprofessional learning",
    "practice_project": "a practice project",
}
"""How the signs are named where the record does not state them."""


def signs(program: Program) -> tuple[Sign, ...]:
    """What the record states, best first."""
    stated = (*_outcome(program), *_independence(program), *_together(program), *_work(program))
    return tuple(sorted(stated, key=lambda sign: -sign.worth))


def speaking_for(program: Program) -> tuple[Sign, ...]:
    """The signs that speak for the program, best first."""
    return tuple(sign for sign in signs(program) if sign.worth)


def unstated(program: Program) -> tuple[str, ...]:
    """The signs that the record does not state, as they are named."""
    return tuple(said for field, said in UNSTATED.items() if not _is_stated(program, field))


def worth(program: Program) -> float:
    """The sum of the stated signs: 0 to 3.0."""
    return sum(sign.worth for sign in signs(program))


def _is_stated(program: Program, field: str) -> bool:
    if field == "team_based" and (program.jointly_accredited or program.ipce):
        return True
    return getattr(program, field) is not None


def _outcome(program: Program) -> Iterator[Sign]:
    """Evidence on the ladder of outcomes: reported, measured, or designed for."""
    if program.outcome_summary and program.outcome_source:
        yield Sign("outcome_summary", REPORTED, "Reports results")
    if program.changes_measured:
        top = _highest(program.changes_measured)
        said = f"Measures changes in {rung_words(top)}"
        yield Sign("changes_measured", MEASURED * top.height, said)
    elif program.changes_measured is not None:
        yield Sign("changes_measured", 0.0, "States that it measures no change")
    if program.designed_to_change:
        top = _highest(program.designed_to_change)
        said = f"Designed to change {rung_words(top)}"
        yield Sign("designed_to_change", DESIGNED * top.height, said)


def _highest(rungs: tuple[Rung, ...]) -> Rung:
    return max(rungs, key=lambda rung: rung.height)


def _independence(program: Program) -> Iterator[Sign]:
    if program.provider_accreditor:
        said = f"Accredited ({program.provider_accreditor})"
        yield Sign("provider_accreditor", ACCREDITED, said)
    elif program.jointly_accredited:
        yield Sign("jointly_accredited", ACCREDITED, "Accredited (Joint Accreditation)")
    support = program.commercial_support
    if support and support.received:
        detail = ", ".join(part for part in (support.kind, support.source) if part)
        said = f"Had commercial support{f' ({detail})' if detail else ''}"
        yield Sign("commercial_support", 0.0, said)
    elif support:
        yield Sign("commercial_support", UNSUPPORTED, "No commercial support")


def _together(program: Program) -> Iterator[Sign]:
    if program.team_based:
        yield Sign("team_based", TOGETHER, "Several professions or a team learn together")
    elif program.ipce:
        yield Sign("ipce", IPCE, "Gives interprofessional (IPCE) credit")
    elif program.jointly_accredited:
        yield Sign("jointly_accredited", JOINT, "Provider accredited for interprofessional CE")


def _work(program: Program) -> Iterator[Sign]:
    if program.practice_project:
        yield Sign("practice_project", PROJECT, "Includes a project in your own practice")
    if program.leadership_content:
        yield Sign("leadership_content", LEADING, "Teaches leadership or operations")
