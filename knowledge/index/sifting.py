"""Which programs of a whole catalog may meet, and which are known to meet, a set of constraints.

Those that `possible` keeps are judged by `knowledge.facets.verdicts`, which has the last word.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from knowledge.counting import audiences, credit_types, required
from knowledge.facets import Facets
from knowledge.index.outlines import FIGURES, Figures, mark_of, number
from knowledge.programs import ANY, Delivery
from knowledge.specialties import akin
from knowledge.topics import topics_in

Mask = NDArray[np.bool_]


class Outlines:
    """The outlines of a whole catalog, by the row of each program.

    `figures` has a column for each name of `FIGURES`.
    """

    def __init__(self, figures: Figures, marks: Iterable[Iterable[str]]) -> None:
        self.figures = dict(zip(FIGURES, figures.T, strict=True))
        self._count = len(figures)
        codes: dict[str, int] = {}
        coded, rows = array("i"), array("i")
        for row, own in enumerate(marks):
            for mark in own:
                coded.append(codes.setdefault(mark, len(codes)))
                rows.append(row)
        by_mark = np.frombuffer(coded, np.int32)
        ends = np.bincount(by_mark).cumsum()
        parts = np.split(np.frombuffer(rows, np.int32)[np.argsort(by_mark, kind="stable")], ends)
        self._rows = dict(zip(codes, parts, strict=False))

    def possible(self, facets: Facets, today: date) -> Mask:
        """Which programs may be offered today and contradict no facet."""
        keep: Mask = ~(self.figures["closes_on"] < today.toordinal())
        for name, holds in _BOUNDS.items():
            bound = getattr(facets, name)
            if bound is not None:
                keep &= holds(self.figures, number(bound))
        for name in STATED:
            wanted = getattr(facets, name)
            if wanted is not None:
                keep &= ~(np.abs(self.figures[name] - wanted) > 0)
        for chosen in self._chosen(facets):
            keep &= self.marked(chosen)
        if facets.fee_most:
            most = facets.fee_most
            elsewhere = self.marked(self._other_currencies(most.currency) if most.amount else ())
            keep &= ~(self.figures["fee"] > float(most.amount)) | elsewhere
        return keep

    def _chosen(self, facets: Facets) -> Iterator[Iterable[str]]:
        """For each facet that is told by marks, those that do not speak against a program."""
        for kind, values, more in (
            ("profession", audiences(facets.professions), ("", ANY)),
            ("credit", credit_types(facets.credit_types), ("",)),
            ("board", facets.moc_boards, ("",)),
            ("format", facets.formats, ("",)),
            ("delivery", facets.deliveries, ("", Delivery.BOTH)),
            ("topic", facets.topics, ("",)),
        ):
            if values:
                yield [mark_of(kind, value) for value in (*values, *more)]
        if facets.region:
            yield self._places(facets.region)
        if facets.specialties:
            yield self.akin_to(facets.specialties)
        if facets.mandatory:
            jurisdiction, topic = facets.mandatory
            names = required(topic) if topic else ("",)
            meeting = [mark_of("required", f"{jurisdiction}\t{name}") for name in names]
            yield (*meeting, *(mark_of("topic", name) for name in topics_in(topic)))

    def akin_to(self, specialties: tuple[str, ...]) -> Iterator[str]:
        """The marks of specialties that are near enough to one of these, and of none stated."""
        kind = mark_of("specialty", "")
        for mark in self._rows:
            own = mark.removeprefix(kind)
            if mark == kind or (own != mark and any(akin(own, asked) for asked in specialties)):
                yield mark

    def _places(self, region: str) -> Iterator[str]:
        """The marks of places in a region, and of places that the region is in."""
        wanted = mark_of("place", region)
        for mark in self._rows:
            inside = f"{mark}-".startswith(f"{wanted}-")
            around = mark.startswith("place:") and f"{wanted}-".startswith(f"{mark}-")
            if inside or around or mark == "place:":
                yield mark

    def _other_currencies(self, currency: str) -> Sequence[str]:
        own = mark_of("currency", currency)
        return [mark for mark in self._rows if mark.startswith("currency:") and mark != own]

    def marks(self, kind: str) -> Iterator[str]:
        """Every mark of a kind that any program bears."""
        return (mark for mark in self._rows if mark.startswith(f"{kind}:"))

    def marked(self, marks: Iterable[str]) -> Mask:
        """Which programs bear any of the marks."""
        mask = np.zeros(self._count, dtype=np.bool_)
        for mark in marks:
            mask[self._rows.get(mark, [])] = True
        return mask


_BOUNDS: dict[str, Callable[[dict[str, Figures], float], Mask]] = {
    "credits_least": lambda figures, least: ~(figures["credits"] < least),
    "hours_most": lambda figures, most: ~(figures["hours"] > most),
    "days_most": lambda figures, most: ~(figures["days"] > most),
    "starts_after": lambda figures, day: ~((figures["last_day"] < day) | (figures["begins"] < day)),
    "ends_before": lambda figures, day: ~((figures["start"] > day) | (figures["ends"] > day)),
}
"""What speaks against a program, turned round: a comparison with what is not a number is false."""

STATED = ("team_based", "practice_project", "leadership_content", "measured", "unsupported")
