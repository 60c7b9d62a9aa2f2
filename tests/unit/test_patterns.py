"""Patterns that are compiled when they are first needed."""

from __future__ import annotations

import re

import pytest

from bot.programs.patterns import lazy, words


def test_a_pattern_costs_nothing_until_it_is_used() -> None:
    broken = lazy("(")

    with pytest.raises(re.error):
        broken.search("anything")


def test_words_are_whole_and_of_any_size() -> None:
    found = [match.group() for match in words("cats?").finditer("Cat, cats; concatenate")]

    assert found == ["Cat", "cats"]


def test_a_part_of_a_text_can_be_searched() -> None:
    text = "one two one"

    assert lazy("one").search(text, 3, len(text))
    assert not lazy("one").search(text, 3, 8)
