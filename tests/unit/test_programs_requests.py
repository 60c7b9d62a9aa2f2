"""What is asked of the catalog, and what stays with the articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.programs.requests import (
    Compare,
    Find,
    Renewal,
    Request,
    RoleMap,
    WhyNot,
    read_request,
    wants_programs,
)

QUESTIONS = [
    json.loads(line)["text"]
    for file in ("tests/scenarios/starter_questions.jsonl", "benchmarks/questions.jsonl")
    for line in Path(file).read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(
    "text",
    [
        "free ethics credits online before 15 March under 4 hours for a nurse",
        "What should I take?",
        "Find me a leadership course for nurses",
        "show programs under $500",
        "Any free sepsis webinars?",
        "recommend a QI program",
        "I need 20 AMA credits by end of June",
        "what courses are there on ethics?",
        "which free ethics courses can I take online?",
        "Are there any in person conferences near Boston in May?",
        "Can you find something on burnout that's free?",
        "anything free on wound care?",
        "I'm a pharmacist, looking for ACPE credits online under $100",
        "sepsis webinars",
        "free AMA Category 1 online for a physician",
        "infection control for nurses, $30 tops",
        "root cause analysis in under 2 hours",
        "implicit bias, nurse, one hour max",
        "tobacco cessation, free, pharmacist",
        "quality improvement with a project in our own unit and outcomes that are really measured",
        "what do you have on palliative care",
        "programs that make you do a project at your own workplace",
        "family physician short on AAFP credits, prescribed or elective",
        "pharmacist needs 15+ ACPE contact hours in one self-paced certificate",
        "pediatrician, ABP MOC, what counts?",
        "ASAM Criteria 4th edition training, where?",
        "free CE please!!",
        "PA in the ICU, online critical care course, can't start until after New Year",
    ],
)
def test_programs_are_asked_for(text: str) -> None:
    assert read_request(text) == Find()
    assert wants_programs(text)


@pytest.mark.parametrize(
    "text",
    [
        "What is a contact hour?",
        "How do I get a course paid for?",
        "How many CME hours does Ohio want from a physician?",
        "What makes a good CME program?",
        "does my hospital have to pay for the course?",
        "what courses does Ohio require of nurses?",
        "how do I become a CMO?",
        "Compare ANCC and ACPE credit",
        "compare in person and online courses",
        "why not just take any class?",
        "what does it cost to renew an rn license in california",
        "best online DNP program",
        "texas rn ceu requirement?",
        "",
    ],
)
def test_a_question_about_education_is_for_the_articles(text: str) -> None:
    assert read_request(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Which CME would help me become a chief medical officer?",
        "I want to be a CMO, where do I start?",
        "how do I learn quality improvement?",
        "help me get better at leading change",
        "NP here, DEA says I owe the one-time substance use disorder training. What counts?",
        "physician in Texas, which human trafficking course fulfills the state requirement",
        "something where I only read an article or monograph and do the quiz",
    ],
)
def test_programs_stand_under_the_articles_where_somebody_would_learn(text: str) -> None:
    assert read_request(text) is None
    assert wants_programs(text)


@pytest.mark.parametrize(
    "text",
    [
        "mileage rate for driving to a conference",
        "how many ethics hours do I owe in Texas?",
        "who pays for the leadership course, me or my employer?",
        "can one pharmacology webinar go toward my board cert and my state renewal",
        "my boss refused the critical care conference",
        "where do I upload proof of my opioid course?",
    ],
)
def test_rules_pay_and_papers_bring_no_programs(text: str) -> None:
    assert not wants_programs(text)


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        (
            "compare the Emory Chief Medical Officer Program and the AAPL CMO Academy",
            Compare(("Emory Chief Medical Officer Program", "AAPL CMO Academy")),
        ),
        ("Compare ELAM with ELH", Compare(("ELAM", "ELH"))),
        ("compare ELAM, ELH and TeamSTEPPS please", Compare(("ELAM", "ELH", "TeamSTEPPS"))),
        (
            "compare emory-chief-medical-officer-program to aapl-cmo-academy",
            Compare(("emory-chief-medical-officer-program", "aapl-cmo-academy")),
        ),
        ("why not the Emory CMO program?", WhyNot("Emory CMO program")),
        ("Why didn't you show the Harvard program?", WhyNot("Harvard program")),
        ("why isn't ELAM listed?", WhyNot("ELAM")),
        ("I am a hospitalist and want to be CMO", RoleMap("CMO", ("physician",))),
        ("How do I get from nurse to CNO?", RoleMap("CNO", ("nurse",))),
        ("pharmacist to director of pharmacy", RoleMap("director of pharmacy", ("pharmacist",))),
        ("role map for quality lead", RoleMap("quality lead", ())),
        ("what must a physician renew in Idaho?", Renewal(("physician",), "Idaho")),
        ("what does a nurse have to do to renew in Texas?", Renewal(("nurse",), "Texas")),
        ("renewal rules for pharmacists in Ohio", Renewal(("pharmacist",), "Ohio")),
    ],
)
def test_other_things_are_asked_of_the_catalog(text: str, request_: Request) -> None:
    assert read_request(text) == request_


def test_questions_for_the_articles_stay_with_them() -> None:
    """The questions that the starter hub's articles answer, less than 3 in 100 of which may also
    be read as a wish for programs."""
    taken = [text for text in QUESTIONS if read_request(text) is not None]

    assert len(taken) < 0.03 * len(QUESTIONS), taken
    assert all(read_request(text) == Find() for text in taken)


@given(st.text(max_size=80))
def test_any_text_may_be_asked(text: str) -> None:
    asked = read_request(text)

    assert asked is None or isinstance(asked, Find | Compare | WhyNot | RoleMap | Renewal)
    assert wants_programs(text) or asked != Find()
