"""Which programs are known to meet every constraint, by their outlines alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

import numpy as np

from knowledge.counting import audiences, credit_types, required
from knowledge.facets import Facets
from knowledge.index.outlines import EITHER_WAY, Figures, mark_of, number
from knowledge.index.sifting import STATED, Mask, Outlines
from knowledge.programs import ANY, DROP_IN, SELF_PACED, Delivery, Format


def meeting(held: Outlines, facets: Facets, today: date) -> Mask:
    """Which programs are offered today and meet all that they have to state, just as
    `knowledge.facets.meets` has it of each record."""
    sure: Mask = ~(held.figures["closes_on"] < today.toordinal())
    for name, holds in _BOUNDS.items():
        bound = getattr(facets, name)
        if bound is not None:
            sure &= holds(held.figures, number(bound))
    for name in STATED:
        wanted = getattr(facets, name)
        if wanted is not None:
            sure &= held.figures[name] == wanted
    for chosen in _chosen(held, facets):
        sure &= held.marked(chosen)
    for name, meets in _MIXED.items():
        if getattr(facets, name) is not None:
            sure &= meets(held, facets)
    return sure


_BOUNDS: dict[str, Callable[[dict[str, Figures], float], Mask]] = {
    "hours_most": lambda figures, most: figures["hours"] <= most,
    "days_most": lambda figures, most: figures["span"] <= most,
}
"""A comparison with what is not a number is false, so what is not stated meets nothing."""


def _chosen(held: Outlines, facets: Facets) -> Iterator[Iterable[str]]:
    """For each facet that is told by marks, those of which a program needs one."""
    for kind, values in (
        ("profession", (*audiences(facets.professions), ANY) if facets.professions else ()),
        ("type", credit_types(facets.credit_types)),
        ("board", facets.moc_boards),
        ("format", facets.formats),
        ("topic", facets.topics),
    ):
        if values:
            yield [mark_of(kind, value) for value in values]
    if facets.deliveries:
        yield [EITHER_WAY, *(mark_of("delivery", value) for value in facets.deliveries)]
    if facets.specialties:
        yield held.akin_to(facets.specialties)
    if facets.region:
        meeting = Delivery.IN_PERSON in facets.deliveries
        anywhere = [] if meeting else [EITHER_WAY]
        online = mark_of("delivery", Delivery.ONLINE)
        yield [*anywhere, online, *_inside(held, facets.region)]
    if facets.mandatory:
        jurisdiction, topic = facets.mandatory
        names = required(topic) if topic else ("",)
        yield [mark_of("required", f"{jurisdiction}\t{name}") for name in names]


def _inside(held: Outlines, region: str) -> Iterator[str]:
    """The marks of places in a region."""
    wanted = mark_of("at", region)
    return (mark for mark in held.marks("at") if f"{mark}-".startswith(f"{wanted}-"))


def _credits_least(held: Outlines, facets: Facets) -> Mask:
    least = facets.credits_least
    assert least is not None
    if not facets.credit_types:
        enough: Mask = held.figures["counted"] >= number(least)
        return enough
    kinds = [mark_of("amount", f"{name}\t") for name in credit_types(facets.credit_types)]
    return held.marked(
        mark
        for mark in held.marks("amount")
        if any(
            mark.startswith(kind) and Decimal(mark.removeprefix(kind)) >= least for kind in kinds
        )
    )


def _starts_after(held: Outlines, facets: Facets) -> Mask:
    """What has begun can be joined where it is one to drop into."""
    day = number(facets.starts_after)
    start = held.figures["start"]
    joined = _built(held, DROP_IN) & ~np.isnan(start)
    early = held.figures["last_day"] < day
    fits: Mask = ~early & (_built(held, SELF_PACED) | (start >= day) | joined)
    return fits


def _ends_before(held: Outlines, facets: Facets) -> Mask:
    day = number(facets.ends_before)
    late = held.figures["start"] > day
    fits: Mask = ~late & (_built(held, SELF_PACED) | (held.figures["ends"] <= day))
    return fits


def _fee_most(held: Outlines, facets: Facets) -> Mask:
    most = facets.fee_most
    assert most is not None
    fee = held.figures["fee"]
    comparable = (fee == 0) | held.marked([mark_of("currency", most.currency)])
    fits: Mask = (fee <= number(most.amount)) & (comparable | (most.amount == 0))
    return fits


def _built(held: Outlines, formats: Iterable[Format]) -> Mask:
    return held.marked(mark_of("format", form) for form in formats)


_MIXED: dict[str, Callable[[Outlines, Facets], Mask]] = {
    "credits_least": _credits_least,
    "starts_after": _starts_after,
    "ends_before": _ends_before,
    "fee_most": _fee_most,
}
