"""What is a question, for every part of the desk alike."""

from __future__ import annotations

import pytest

from bot.asking import is_question


@pytest.mark.parametrize(
    "text",
    [
        "how do I get a course paid for",
        "and what about BLS",
        "please show me programs",
        "I spent $300 on ACLS, will it be reimbursed",
        "my next goal is to be a manager, how do I get there",
        "My license? It expires in May.",
        "tell me about ANCC",
        "do I need BLS",
    ],
)
def test_a_question_is_one_also_behind_a_statement(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "my review is on 3 March",
        "don't let me forget BLS",
        "do not message me before noon",
        "tell me again on Friday",
        "I spent $300 on ACLS, and $200 on BLS",
        "I work nights and my license expires in May",
    ],
)
def test_what_tells_or_orders_is_none(text: str) -> None:
    assert not is_question(text)
