"""A program as plain text: each stated field in a sentence that can be read alone."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.console.render import as_json
from knowledge.programs import (
    CommercialSupport,
    Credit,
    Delivery,
    Fee,
    Format,
    MandatoryTopic,
    Moc,
    Money,
    Program,
    Rung,
)
from knowledge.saying import credit_words, form_words, moc_words, money_words, people, place_words
from knowledge.sheet import sheet
from tests.catalogs import programs
from tests.offers import a_program, credit

FULL = a_program(
    description="Twelve months for nurses. It ends in a project.",
    format=Format.COURSE,
    delivery=Delivery.IN_PERSON,
    city="Atlanta",
    region="US-GA",
    tz="America/New_York",
    start=date(2027, 2, 11),
    end=date(2027, 11, 30),
    registration_deadline=date(2027, 1, 10),
    application_deadline=date(2027, 1, 5),
    credit_claim_by=date(2028, 1, 1),
    expires_on=date(2028, 2, 1),
    credits=(
        Credit("AMA PRA Category 1", "credit", max=Decimal(185), accreditor="ACCME"),
        Credit("ACPE contact hours", "contact hour", Decimal(1), uan="JA1-26-001-L04-P"),
    ),
    moc=(Moc("ABIM", "MOC points", Decimal("1.5"), "medical knowledge"),),
    professions=("nurse", "physician assistant"),
    specialties=("cardiology",),
    topics=("leadership", "finance"),
    competencies=("lead change",),
    mandatory_topics=(
        MandatoryTopic("US-FL", "human trafficking", date(2026, 5, 1), "provider's page"),
    ),
    fee=Fee(Money(Decimal("14999"), "USD"), "Members pay $12,749.", date(2027, 1, 20)),
    hours_to_complete=Decimal("40"),
    travel="three days in Atlanta",
    commercial_support=CommercialSupport(True, "Apexus", "grant"),
    provider_accreditor="ACCME",
    jointly_accredited=True,
    ipce=False,
    designed_to_change=(Rung.COMPETENCE, Rung.PERFORMANCE),
    changes_measured=(Rung.PATIENT_OUTCOME,),
    outcome_summary="Falls went down by 12%.",
    outcome_source="https://journal.example.org/falls",
    team_based=True,
    practice_project=True,
    leadership_content=False,
)
SENTENCES = {
    "title": "Leading Change is a live course offered by Lakeside University.",
    "description": "Leading Change: Twelve months for nurses. It ends in a project.",
    "topics": "Topics of Leading Change: leadership and finance.",
    "competencies": "Skills that Leading Change names: lead change.",
    "professions": "Leading Change is open to nurses and physician assistants.",
    "specialties": "Leading Change is aimed at cardiology.",
    "credits": (
        "Leading Change gives up to 185 AMA PRA Category 1 credits (ACCME) and 1 ACPE contact hour "
        "(UAN JA1-26-001-L04-P)."
    ),
    "moc": "Leading Change counts toward certification: ABIM, 1.5 MOC points (medical knowledge).",
    "fee": ("Leading Change costs $14,999 (Members pay $12,749; refundable until 2027-01-20)."),
    "start": "Leading Change runs from 2027-02-11 to 2027-11-30 (America/New_York).",
    "registration_deadline": "Registration for Leading Change closes on 2027-01-10.",
    "application_deadline": "Applications for Leading Change close on 2027-01-05.",
    "credit_claim_by": "Credit for Leading Change must be claimed by 2028-01-01.",
    "expires_on": "Leading Change gives credit until 2028-02-01.",
    "hours_to_complete": "Leading Change takes about 40 hours.",
    "delivery": "Leading Change is held in person in Atlanta, GA.",
    "travel": "Travel for Leading Change: three days in Atlanta.",
    "provider_accreditor": "The provider of Leading Change is accredited by ACCME.",
    "jointly_accredited": (
        "The provider of Leading Change has Joint Accreditation for interprofessional CE."
    ),
    "ipce": "Leading Change gives no interprofessional (IPCE) credit.",
    "commercial_support": "Leading Change received commercial support (grant, Apexus).",
    "designed_to_change": (
        "Leading Change is designed to change competence and performance in practice."
    ),
    "changes_measured": "Leading Change measures changes in patient outcomes.",
    "outcome_summary": "Reported results of Leading Change: Falls went down by 12%.",
    "outcome_source": (
        "Where the results of Leading Change are reported: https://journal.example.org/falls"
    ),
    "team_based": "Leading Change brings several professions or a team together.",
    "practice_project": "Leading Change includes a project in one's own practice.",
    "leadership_content": "Leading Change teaches no leadership.",
    "mandatory_topics": (
        "Leading Change is said to meet Florida's rules on human trafficking (according to the "
        "provider's page, verified 2026-05-01)."
    ),
}


def test_each_stated_field_has_its_sentence() -> None:
    record = sheet(FULL)

    assert {field: record.quote(field) for field in record.places} == SENTENCES


def test_nothing_is_said_of_what_is_not_stated() -> None:
    assert list(sheet(a_program(topics=())).places) == ["title"]


def test_every_sentence_stands_alone() -> None:
    for sentence in SENTENCES.values():
        assert FULL.title in sentence


@settings(max_examples=200, deadline=None)
@given(programs())
def test_quotes_are_exact_and_can_be_printed_as_json(program: Program) -> None:
    record = sheet(program)

    for field, span in record.places.items():
        quote = record.quote(field)
        assert record.article.text[span.start : span.end] == quote
        assert quote == " ".join(quote.split())
        assert program.title in quote
        assert json.loads(as_json({"quote": quote})) == {"quote": quote}


_TEXTS = {f.name for f in fields(Program) if f.type == "str" and f.name not in {"id", "title"}}


@settings(max_examples=100, deadline=None)
@given(st.fixed_dictionaries({name: st.text(max_size=20) for name in sorted(_TEXTS)}))
def test_texts_of_any_kind_leave_every_place_exact(texts: dict[str, Any]) -> None:
    record = sheet(a_program(**texts))

    for field in record.places:
        quote = record.quote(field)
        assert quote
        assert "\n" not in quote


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (credit("AMA PRA Category 1", most="185"), "up to 185 AMA PRA Category 1 credits"),
        (credit("ANCC contact hours", "1", unit="contact hour"), "1 ANCC contact hour"),
        (credit("ANCC contact hours", "1.50", unit="contact hour"), "1.5 ANCC contact hours"),
        (credit("nursing contact hours", unit=""), "nursing contact hours"),
        (credit("AMA PRA Category 1", "5", most="185"), "5, up to 185 AMA PRA Category 1 credits"),
        (credit("AMA PRA Category 1", "5", most="5"), "5 AMA PRA Category 1 credits"),
        (credit("academic credit", "6"), "6 academic credits"),
        (credit("CEU", "0.2", unit="CEU"), "0.2 CEUs"),
        (credit("NAHQ CE (CPHQ)", "2"), "2 NAHQ CE (CPHQ) credits"),
        (credit("continuing education", "1", unit="hour"), "1 continuing education hour"),
        (credit("IPCE", ""), "IPCE credits"),
        (credit("IPCE", "1200"), "1,200 IPCE credits"),
    ],
)
def test_credit_is_said_as_people_say_it(given: Credit, said: str) -> None:
    assert credit_words(given) == said


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (None, "a program"),
        (Format.COURSE, "a live course"),
        (Format.SERIES, "a regularly scheduled series"),
        (Format.ENDURING, "an enduring material activity"),
        (Format.SEARCHING, "an internet searching and learning activity"),
        (Format.JOURNAL, "a journal-based activity"),
        (Format.IMPROVEMENT, "a performance/quality improvement activity"),
        (Format.OTHER, "a blended or other program"),
    ],
)
def test_a_format_has_its_article(form: Format | None, said: str) -> None:
    assert form_words(form) == said


def test_boards_name_points_once() -> None:
    assert moc_words(Moc("ABIM", "MOC Part II points", Decimal(1))) == "ABIM, 1 MOC Part II points"
    assert moc_words(Moc("ABP", "MOC Part 2", Decimal(1))) == "ABP, 1 point (MOC Part 2)"
    assert moc_words(Moc("ABP")) == "ABP, MOC points"


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [("1250", "USD", "$1,250"), ("300.5", "EUR", "€300.50"), ("90", "CHF", "CHF 90")],
)
def test_money_is_exact(amount: str, currency: str, said: str) -> None:
    assert money_words(Money(Decimal(amount), currency)) == said


def test_whoever_may_come_is_said_once() -> None:
    assert people(("any", "nurse")) == "all health professions"
    assert people(("nurse", "physician", "therapist")) == "nurses, physicians and therapists"


def test_a_country_alone_is_no_place_to_go_to() -> None:
    assert place_words(a_program(country="US")) == ""
    assert place_words(a_program(city="London", country="GB")) == "London, GB"
