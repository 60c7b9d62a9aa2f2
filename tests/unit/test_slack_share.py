"""What the share button carries."""

from __future__ import annotations

from dataclasses import replace

from adapters.slack.share import VALUE_LIMIT, Share, fingerprint
from tests.slack_samples import answer


def test_what_the_button_carries_comes_back() -> None:
    share = Share.of(answer(question="¿Cómo “pago”?"), "k")

    assert Share.from_value(share.value) == share


def test_a_follow_up_is_shared_whole() -> None:
    share = Share.of(answer(question="and for nurses?", understood="Who pays for nurses?"), "k")

    assert share.question == "Who pays for nurses?"


def test_a_question_too_long_for_a_button_has_no_value() -> None:
    assert Share.of(answer(question="x" * VALUE_LIMIT), "k").value == ""


def test_the_fingerprint_tells_answers_apart_by_what_they_say() -> None:
    one = answer("Ask early.")

    assert fingerprint(one) == fingerprint(replace(one, question="?", understood="!"))
    assert fingerprint(one) != fingerprint(answer("Ask late."))
