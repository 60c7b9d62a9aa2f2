"""Sentences end where a reader would say they do, and no character is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import split_sentences


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ask Dr. Smith about it.",
        "St. Mary pays for it.",
        "See Fig. 2 and Vol. 3, No. 5, pp. 12 to 14.",
        "A. B. Smith and J. Doe wrote it.",
        "The office is in Washington, D.C. The doors are open.",
        "It begins at 9 a.m. Monday.",
        "It costs $3.50 or 1,200.75 in all.",
        "Some boards, e.g. Ohio's, ask for more (cf. Section 2).",
        "Version 2.0.1 of the rules applies.",
        "Ask early.then wait",
        "no capital follows. so this is one",
    ],
)
def test_a_point_within_a_sentence_does_not_end_it(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ask early.", "Dr. Smith agrees."),
        ("Ask early.", "St. Mary pays."),
        ("Ask early.", "A. B. Smith agrees."),
        ("Ask early.", "No. 5 is the form."),
        ("It costs $3.50.", "Ask first."),
        ("It costs 300.", "2026 is the year."),
        ("Is it free?", "It is!"),
        ("It is free!", "Ask early."),
        ("Wait…", "Then ask again."),
        ("Wait...", "Then ask again."),
        ('He said "Ask early."', "Then he left."),
        ("He said “Ask early.”", "“Why?” she said."),
        ("It is free (see Fig. 2).", "(Ask early.)"),
        ("It is free.", "[Note] Ask early."),
        ("Ask early.", "À bientôt."),
        ("Ask the U.S. Department.", "Then wait."),
    ],
)
def test_two_sentences_are_two(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_white_space_belongs_to_no_sentence() -> None:
    assert sentences("  Ask early.   Then\twait.\n") == ["Ask early.", "Then\twait."]
    assert sentences("   ") == sentences("") == []


def test_a_long_line_of_dots_takes_no_longer_than_its_length() -> None:
    leader = "Fees " + "." * 200_000 + "12"

    assert sentences(leader) == [leader]


SAID = ("Ask early.", "Dr.", "D.C.", "A.", "e.g.", "3.5", "x", "É", "é", "字。", "😀", "\u0301")
MARKS = ("…", "...", "?", "!", '"', "”", "(", "]", " ", "  ", "\n", "\t", "\xa0", "\u2028", "\x1c")
PARTS = st.sampled_from(SAID + MARKS)
TEXTS = st.lists(st.one_of(PARTS, st.text(max_size=5))).map("".join)


@given(TEXTS)
def test_sentences_stand_in_order_apart_and_hold_all_that_is_said(text: str) -> None:
    at, kept = 0, ""
    for start, end in split_sentences(text):
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        kept += text[start:end]
        at = end

    assert "".join(kept.split()) == "".join(text.split())


def test_a_citation_of_a_rule_is_not_cut() -> None:
    rule = "The rule is Cal. Code Reg. tit. 16 §1336; Ala. Admin. Code r. 540-x-14.02; Del. Code 7."

    assert list(split_sentences(rule)) == [(0, len(rule))]
