"""How messages look in the terminal. Golden texts and JSON: UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.lines import legible
from adapters.console.render import as_json, to_json, to_text
from bot.messages import Answer, Message, Reason, Refusal
from tests.slack_samples import SAMPLES, answer, citation

GOLDEN = Path(__file__).parent.parent / "golden" / "console"
MESSAGES: dict[str, Message] = {
    **SAMPLES,
    "answer-lacking": replace(answer(), missing=("zanzibar", "quokka")),
    "refusal-patient": Refusal(Reason.PATIENT_DATA),
}
CURSOR = "\x1b[2J\x1b]0;owned\x07\r\x08\x9b1A\u202egnp.\u2066 free\u00a0CME\u200b \ud800 \x85end"
"""What clears a screen, renames a window, moves the cursor or turns words around."""

named = pytest.mark.parametrize("name", MESSAGES)


def assert_golden(name: str, shown: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(shown, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == shown, (
        f"{name} differs; if that is meant, run UPDATE_GOLDEN=1 pytest {__file__}"
    )


def hostile() -> Answer:
    """An answer whose every part means to take the terminal over."""
    said = answer(CURSOR, understood=CURSOR)
    source = citation(1, quote=CURSOR, title=CURSOR, heading=CURSOR, url=f"https://x.y/{CURSOR}")
    return replace(said, citations=(source,), missing=(CURSOR,))


def harmless(shown: str) -> bool:
    return all(char.isprintable() or char == "\n" for char in shown)


@named
def test_as_text_it_looks_as_it_did(name: str) -> None:
    assert_golden(f"{name}.txt", to_text(MESSAGES[name]) + "\n")


@named
def test_as_json_it_looks_as_it_did(name: str) -> None:
    shown = as_json(to_json(MESSAGES[name], "How do I get a course paid for?", 41), indent=2)

    assert_golden(f"{name}.json", shown + "\n")


def test_there_is_a_sample_of_every_kind() -> None:
    assert {type(message) for message in MESSAGES.values()} == set(get_args(Message))


def test_an_answer_holds_the_keys_of_the_contract() -> None:
    said = to_json(SAMPLES["answer"], "q", 41)

    assert list(said) == [
        *("question", "kind", "statements", "citations", "programs", "records"),
        *("understood", "missing", "checked", "elapsed_ms"),
    ]
    assert list(said["statements"][0]) == ["text", "citations"]
    assert list(said["citations"][0]) == [
        *("number", "kind", "id", "title", "heading", "url"),
        *("updated", "quote", "start", "end", "sources"),
    ]
    assert said["checked"] == {"supported": 2, "statements": 2}


def test_what_a_source_does_not_state_is_null() -> None:
    nearest = to_json(SAMPLES["abstention"], "q", 41)["nearest"]
    undated = to_json(SAMPLES["answer-by-model"], "q", 41)["citations"][1]

    assert nearest[1]["url"] is None
    assert (undated["url"], undated["updated"]) == (None, None)


def test_words_that_the_hub_does_not_mention_are_listed() -> None:
    assert to_json(MESSAGES["answer-lacking"], "q", 41)["missing"] == ["zanzibar", "quokka"]
    assert to_json(MESSAGES["answer"], "q", 41)["missing"] == []


@pytest.mark.parametrize("reason", [Reason.PATIENT_DATA, Reason.CRISIS])
def test_words_about_a_patient_or_in_distress_are_not_repeated(reason: Reason) -> None:
    said = to_json(Refusal(reason), "Mr. Zanzibar, 54, has sepsis", 41)

    assert said["question"] is None
    assert "Zanzibar" not in as_json(said)


def test_a_clinical_question_is_repeated_so_that_it_can_be_told_from_others() -> None:
    assert to_json(Refusal(Reason.CLINICAL), "What dose?", 41)["question"] == "What dose?"


@named
@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_the_terminal_but_for_addresses(name: str, width: int) -> None:
    for line in to_text(MESSAGES[name], width).splitlines():
        assert len(line) <= width or line.strip().startswith("https://")


@pytest.mark.parametrize("width", [1, 40, 80])
def test_an_address_stands_on_a_line_of_its_own_unbroken(width: int) -> None:
    url = f"https://hub.example.org/{'long-winded/' * 20}#:~:text=a%20b,c%2Dd"
    said = replace(answer(), citations=(citation(1, url=url),))

    assert f"    {url}" in to_text(said, width).splitlines()


def test_no_words_of_the_hub_can_move_the_cursor() -> None:
    shown = to_text(hostile())

    assert harmless(shown)
    assert "free CME" in shown


def test_no_words_of_the_hub_can_move_the_cursor_from_within_json() -> None:
    said = to_json(hostile(), CURSOR, 41)
    shown = as_json(said, indent=2)

    assert harmless(shown)
    assert json.loads(shown) == said


@given(st.text(st.characters(), max_size=50))
def test_json_is_harmless_utf_8_and_says_the_same(text: str) -> None:
    shown = as_json({text: [text]})

    assert harmless(shown.encode().decode())
    assert json.loads(shown) == {text: [text]}


@given(st.text(st.characters()))
def test_legible_text_is_harmless_and_stays_as_it_is(text: str) -> None:
    assert harmless(legible(text))
    assert legible(legible(text)) == legible(text)
