"""Dialogues whose last question must come out whole, read from a table."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.followups import whole_question
from bot.answering.vocabulary import Kind, mentions
from bot.conversation import Turn

ROWS = [
    json.loads(line)
    for line in Path("tests/golden/followups.jsonl").read_text(encoding="utf-8").splitlines()
]


def turn(asked: str, kind: str = "answer") -> Turn:
    """A turn in which a member asked this."""
    return Turn("tenant", "thread", "member", asked, kind, datetime(2026, 3, 1, tzinfo=UTC))


def last_whole(thread: list[str]) -> str:
    """What the last question of a thread is read as, each one building on those before."""
    return whole_question(thread[-1], tuple(turn(asked) for asked in thread[:-1]))


def test_the_table_has_at_least_forty_dialogues() -> None:
    assert len(ROWS) >= 40


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_a_follow_up_is_made_whole(row: dict[str, str | list[str]]) -> None:
    thread = row["thread"]
    assert isinstance(thread, list)

    assert last_whole(thread) == row["whole"]


@pytest.mark.parametrize("kind", ["refusal", "help", "apology"])
def test_turns_that_were_not_answered_are_passed_over(kind: str) -> None:
    turns = (turn("How do I become a CMO?"), turn("Something refused", kind))

    assert whole_question("and CNO?", turns) == "How do I become a CNO?"


def test_an_abstention_can_be_followed_up() -> None:
    turns = (turn("How many hours do nurses need in Guam?", "abstention"),)

    assert whole_question("and in Texas?", turns).endswith("need in Guam in Texas?")


def test_a_chain_of_any_length_leads_back_to_its_first_question() -> None:
    chain = [turn(f"and for {who}?") for who in ("nurses", "PAs", "pharmacists") * 10]
    turns = (turn("What is MOC?"), turn("How does CME help physicians?"), *chain)

    assert whole_question("and dentists?", turns) == "How does CME help dentists?"


def test_a_chain_whose_beginning_is_gone_is_read_as_far_as_it_goes() -> None:
    turns = (turn("and for nurses?"), turn("and in Texas?"))

    assert whole_question("and in Ohio?", turns) == "and for nurses in Ohio?"


def test_white_space_is_made_single() -> None:
    assert whole_question("What  is\n MOC?", ()) == "What is MOC?"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("an RN in Ohio", [Kind.PROFESSION, Kind.STATE]),
        ("do I do it or not, ok", []),
        ("DOs and PAs", [Kind.PROFESSION, Kind.PROFESSION]),
        ("licensed in PA", [Kind.STATE]),
        ("HOW DO I RENEW IN OR OUT OF STATE", []),
        ("the charge nurse", [Kind.ROLE]),
        ("Washington, D.C. and Washington", [Kind.STATE, Kind.STATE]),
        ("two weeks and 30 credits", [Kind.AMOUNT, Kind.AMOUNT]),
        ("MOC points", [Kind.CREDIT]),
    ],
)
def test_terms_are_told_from_other_words(text: str, kinds: list[Kind]) -> None:
    assert [each.kind for each in mentions(text)] == kinds


@given(text=st.text(max_size=300), before=st.text(max_size=300))
def test_any_text_gives_text(text: str, before: str) -> None:
    whole = whole_question(text, (turn(before),))

    assert isinstance(whole, str)
    assert len(whole) <= len(text) + len(before) + 200


@given(st.text(max_size=300))
def test_without_turns_only_white_space_changes(text: str) -> None:
    assert whole_question(text, ()) == " ".join(text.split())


@given(
    st.lists(
        st.sampled_from(
            "and for nurses in texas how why it they that CME MBA what about the".split()
        )
    )
)
def test_words_of_follow_ups_in_any_order_give_text(words: list[str]) -> None:
    whole = whole_question(" ".join(words), (turn("How do doctors get CME paid for?"),))

    assert isinstance(whole, str)
