"""Two rankings become one: each side by its own scale, neither able to drown the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.fusion import fuse

LEXICAL = {1: 20.0, 2: 15.0, 3: 10.0}
DENSE = {2: 0.9, 3: 0.7, 4: 0.5}
SIDES = st.dictionaries(st.integers(1, 9), st.floats(-50, 50), max_size=6)


def test_each_side_is_stretched_over_its_own_list_and_weighed() -> None:
    assert fuse(LEXICAL, DENSE, 0.4) == pytest.approx(
        {1: 0.4, 2: 0.4 * 0.5 + 0.6, 3: 0.6 * 0.5, 4: 0.0}
    )


def test_a_side_s_scale_does_not_matter() -> None:
    larger = {key: 1_000 * score + 7 for key, score in LEXICAL.items()}

    assert fuse(larger, DENSE) == pytest.approx(fuse(LEXICAL, DENSE))


def test_one_side_alone_decides() -> None:
    assert fuse(LEXICAL, {}) == {1: 1.0, 2: 0.5, 3: 0.0}
    assert fuse({}, DENSE) == pytest.approx({2: 1.0, 3: 0.5, 4: 0.0})
    assert fuse({}, {}) == {}


def test_what_a_side_cannot_tell_apart_stands_at_its_top() -> None:
    assert fuse({1: 3.0, 2: 3.0}, {}) == {1: 1.0, 2: 1.0}
    assert fuse({1: 3.0}, {2: 0.4}, 0.3) == pytest.approx({1: 0.3, 2: 0.7})


@given(SIDES, SIDES, st.floats(0, 1))
def test_every_candidate_has_a_share_between_none_and_all(
    lexical: dict[int, float], dense: dict[int, float], weight: float
) -> None:
    shares = fuse(lexical, dense, weight)

    assert shares.keys() == lexical.keys() | dense.keys()
    assert all(0 <= share <= 1 + 1e-9 for share in shares.values())
