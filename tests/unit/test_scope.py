"""The rules of scope against a labelled set, its held-out half, and hostile text.

The set was written before the rules and split at random. On its first run the held-out half gave:
crisis 0.961, patient data 1.0, clinical 1.0, false refusals 0.7 %. Two of its misses were looked at
later, so that its figures now guard against steps back more than they estimate. Rows added after
that are all `dev`.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.scope import scope_of
from bot.messages import Reason

ROWS = [
    json.loads(line)
    for line in Path("tests/golden/scope.jsonl").read_text(encoding="utf-8").splitlines()
]
REASONS = ["crisis", "patient_data", "clinical"]


def verdicts(split: str) -> Counter[tuple[str | None, str | None]]:
    """How often each label of one half got each verdict."""
    return Counter((row["reason"], scope_of(row["text"])) for row in ROWS if row["split"] == split)


def recall(split: str, reason: str) -> float:
    """The share of one half's texts with this label that are refused for this reason."""
    counts = verdicts(split)
    return counts[reason, reason] / sum(n for (label, _), n in counts.items() if label == reason)


def false_refusals(split: str) -> float:
    """The share of one half's questions for a career coach that are refused."""
    counts = verdicts(split)
    asked = sum(n for (label, _), n in counts.items() if label is None)
    return 1 - counts[None, None] / asked


@pytest.mark.parametrize(
    "text",
    [
        "infection control for nurses, $30 tops",
        "sepsis, nurse, online, under 2 hours",
        "heart failure management for NPs, free",
        "PA, hypertension treatment, self-paced, at most $50",
        "hospitalist physician, I want to get better at treating opioid use disorder",
    ],
)
def test_a_wish_to_learn_is_no_clinical_question(text: str) -> None:
    assert scope_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "I want to get better at treating my patient's sepsis",
        "sepsis for nurses, free: which antibiotics first?",
        "nurse, I have chest pain, 2 hours or less",
        "treatment of pneumonia, 30 dollars",
        "how to treat DKA for a nurse, online",
        "heparin dose for nurses, free",
    ],
)
def test_the_words_of_a_wish_let_no_clinical_question_through(text: str) -> None:
    assert scope_of(text) == Reason.CLINICAL


def test_the_set_is_large_enough() -> None:
    labels = Counter(row["reason"] for row in ROWS)

    assert all(labels[reason] >= 80 for reason in REASONS)
    assert labels[None] >= 200
    assert {row["split"] for row in ROWS} == {"dev", "held"}
    assert len({row["text"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("split", ["held", "dev"])
@pytest.mark.parametrize(
    ("reason", "least"), [("crisis", 0.95), ("patient_data", 0.95), ("clinical", 0.85)]
)
def test_recall(split: str, reason: str, least: float) -> None:
    assert recall(split, reason) >= least


@pytest.mark.parametrize("split", ["held", "dev"])
def test_questions_for_a_career_coach_are_let_through(split: str) -> None:
    assert false_refusals(split) <= 0.02


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("My patient, 54 y/o, wants to die", Reason.CRISIS),
        ("my patient is a 54 year old on heparin, what dose?", Reason.PATIENT_DATA),
        ("what dose of heparin?", Reason.CLINICAL),
    ],
)
def test_crisis_comes_before_patient_data_and_that_before_clinical(
    text: str, reason: Reason
) -> None:
    assert scope_of(text) is reason


@pytest.mark.parametrize(
    "text",
    [
        "ＭＲＮ １２３４５６",
        "m.r.n. 123456",
        "MRN#\n123456",
        "mr\u200bn 123456",
        "DOB\t03/14/1952",
        "d.o.b. 14 Mar 1952",
        "date of birth: 1952-03-14",
        "７２Ｆ h/o CHF",
        "my\n  patient\nis a 54\nyear-\nold",
        "pt. is 61 y o w/ dm2",
        "a sixty-one year old man with sepsis",
    ],
)
def test_disguised_patient_data_is_seen(text: str) -> None:
    assert scope_of(text) is Reason.PATIENT_DATA


@pytest.mark.parametrize("quote", ["'", "’", "‘", ""])
def test_apostrophes_do_not_matter(quote: str) -> None:
    assert scope_of(f"I don{quote}t want to be here any more") is Reason.CRISIS


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I took a CME course on heparin. What dose do I give in DKA?", Reason.CLINICAL),
        ("Which CME covers heparin dosing in DKA?", None),
        ("Training for when a colleague says they want to die?", None),
        ("Training is fine but I want to die", Reason.CRISIS),
        ("I finished a course on heparin, do I give heparin now?", Reason.CLINICAL),
        ("Which training covers giving 5 mg haldol?", None),
        ("I am in training, do I give 5 mg haldol?", Reason.CLINICAL),
    ],
)
def test_a_course_excuses_its_topic_and_nothing_else(text: str, reason: Reason | None) -> None:
    assert scope_of(text) is reason


FILLER = "Which CME would help me move from the bedside to a leadership role next year? "


@pytest.mark.parametrize("needle", [row for row in ROWS if row["reason"] == "crisis"][:10])
def test_despair_is_found_deep_in_a_long_text(needle: dict[str, str]) -> None:
    long = f"{FILLER * 250} {needle['text']}. {FILLER * 250}"

    assert scope_of(long) is Reason.CRISIS


@pytest.mark.parametrize(
    "piece",
    [
        "a", "1", "12-", "12 ", " ", "'", ". ", "i ", "my ", "patient ", "my patient load ",
        "i have a ", "54 year old nurse ", "want to ", "how do i manage ", "is a ", "John Smith ",
        "he will not be ", "room 3 ", "e\u0301", "mr. ", "(", "\\", "thinking of ", "ﷺ", FILLER,
        "should i give ", "the man was seen ", "i am going to just ", "a b, 03/04/",
    ],
)  # fmt: skip
def test_forty_thousand_characters_come_to_an_end(piece: str) -> None:
    assert scope_of((piece * 40_000)[:40_000]) is None


@given(st.text())
def test_any_text_gets_a_verdict(text: str) -> None:
    assert scope_of(text) in (None, *Reason)


@given(st.lists(st.sampled_from([row["text"] for row in ROWS]), max_size=6), st.text(max_size=20))
def test_texts_together_get_a_verdict(texts: list[str], between: str) -> None:
    assert scope_of(between.join(texts)) in (None, *Reason)


@given(st.sampled_from(ROWS))
def test_line_breaks_and_capitals_change_nothing(row: dict[str, str]) -> None:
    broken = row["text"].replace(" ", "\n")

    assert scope_of(broken) == scope_of(broken.replace("\n", "  ")) == scope_of(row["text"])
