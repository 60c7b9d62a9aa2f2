"""Outlines sort out only what certainly misses a constraint; stored records come back the same."""

from __future__ import annotations

import json

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.catalog.record import to_fields
from knowledge.facets import Facets, meets, verdicts
from knowledge.index.meeting import meeting
from knowledge.index.outlines import WIDTH, outline
from knowledge.index.sifting import Outlines
from knowledge.programs import Program
from knowledge.restoring import restored
from tests.catalogs import TODAY, programs, wishes


@settings(max_examples=200, deadline=None)
@given(st.lists(programs(), max_size=4), wishes())
def test_only_what_is_not_offered_or_contradicts_a_facet_is_sorted_out(
    made: list[Program], facets: Facets
) -> None:
    held = [outline(program) for program in made]
    figures = np.array([each.figures for each in held]).reshape(-1, WIDTH)
    possible = Outlines(figures, (each.marks for each in held)).possible(facets, TODAY)

    fits = [p.offered(TODAY) and False not in verdicts(p, facets).values() for p in made]
    assert not [
        program for program, fit, kept in zip(made, fits, possible, strict=True) if fit > kept
    ]


@settings(max_examples=200, deadline=None)
@given(programs(), wishes())
def test_nearly_all_that_contradicts_a_facet_is_sorted_out(made: Program, facets: Facets) -> None:
    held = outline(made)
    possible = Outlines(held.figures.reshape(1, WIDTH), [held.marks]).possible(facets, TODAY)
    judged = verdicts(made, facets)
    # Of several credits only the most of all is held, so the type asked for may have less.
    told = {name: fits for name, fits in judged.items() if name != "credits_least"}

    assert bool(possible[0]) <= (made.offered(TODAY) and False not in told.values())


@settings(max_examples=400, deadline=None)
@given(programs(), wishes())
def test_just_what_meets_every_facet_is_known_to_meet_it(made: Program, facets: Facets) -> None:
    held = outline(made)
    known = meeting(Outlines(held.figures.reshape(1, WIDTH), [held.marks]), facets, TODAY)

    assert bool(known[0]) == (made.offered(TODAY) and meets(made, facets))


@settings(max_examples=100, deadline=None)
@given(programs())
def test_a_stored_record_comes_back_the_same(made: Program) -> None:
    assert restored(json.loads(json.dumps(to_fields(made)))) == made
