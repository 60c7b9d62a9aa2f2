"""Where a career can go, and the topics that lead there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.programs import Program
from knowledge.topics import taught

CORE, USEFUL = 0.5, 0.2
"""Shares of a full fit: two core topics, or one with some useful ones, are a full fit."""

SERVES = 0.4
"""The least fit: one core topic, or two useful ones."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A direction of a career: its core topics, and others that help."""

    name: str
    core: tuple[str, ...]
    useful: tuple[str, ...]

    @property
    def topics(self) -> tuple[str, ...]:
        """Its topics, core ones first."""
        return (*self.core, *self.useful)

    def taught(self, program: Program) -> tuple[str, ...]:
        """The topics of this destination that the program teaches, core ones first."""
        held = taught(program)
        return tuple(topic for topic in self.topics if topic in held)

    def fit(self, program: Program) -> float:
        """How far the program serves the destination, 0 to 1."""
        return min(1.0, sum(self._shares(program)))

    def _shares(self, program: Program) -> Iterator[float]:
        for topic in self.taught(program):
            yield CORE if topic in self.core else USEFUL
        if self.name == "leadership" and program.leadership_content:
            yield USEFUL


DESTINATIONS = {
    destination.name: destination
    for destination in (
        Destination(
            "leadership",
            ("leadership", "operations", "finance", "strategy"),
            (
                "negotiation",
                "conflict",
                "communication",
                "change management",
                "project management",
                "health policy",
                "nurse staffing",
                "regulation and accreditation",
            ),
        ),
        Destination(
            "quality",
            ("quality improvement", "patient safety", "root cause analysis"),
            (
                "measurement",
                "change management",
                "medication safety",
                "infection control",
                "antimicrobial stewardship",
                "team-based care",
                "regulation and accreditation",
            ),
        ),
        Destination(
            "informatics",
            ("informatics", "data and analytics"),
            ("artificial intelligence", "digital health", "project management", "measurement"),
        ),
        Destination(
            "education",
            ("education and teaching", "mentoring"),
            ("simulation", "research", "evidence-based practice"),
        ),
        Destination(
            "advanced practice",
            ("advanced practice",),
            (
                "primary care",
                "pharmacotherapy",
                "critical care",
                "emergency medicine",
                "women's health",
                "geriatrics",
                "diabetes",
                "cardiology",
            ),
        ),
        Destination(
            "clinical depth",
            (
                "cardiology",
                "diabetes",
                "oncology",
                "emergency medicine",
                "critical care",
                "primary care",
                "women's health",
                "pediatrics",
                "infectious disease",
                "geriatrics",
                "palliative care",
                "pharmacotherapy",
                "surgery",
                "anesthesia",
                "radiology",
                "mental health",
                "wound care",
            ),
            ("antimicrobial stewardship", "pain management", "nutrition", "vaccines"),
        ),
    )
}
