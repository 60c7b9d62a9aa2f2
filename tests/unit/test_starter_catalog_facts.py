"""Facts of well-known programs, copied by hand from what their pages say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from knowledge.programs import Credit, Program, Rung
from tests.starter_programs import PROGRAMS

RECORDS = {program.id: program for program in PROGRAMS}


@dataclass(frozen=True, slots=True)
class Fact:
    """What decides whether somebody takes a program: `credits` by type, and the price in dollars;
    "" is what the page does not state."""

    id: str
    professions: str = ""
    credits: dict[str, str] = field(default_factory=dict)
    fee: str = ""
    last_day: str = ""


FACTS = (
    Fact(
        "emory-chief-medical-officer-program",
        "physician, administrator",
        {"AMA PRA Category 1": "up to 185", "academic credit": "6"},
    ),
    Fact("aapl-chief-medical-officer-academy", "physician", fee="14999"),
    Fact("aapl-certified-physician-executive-capstone", "physician", {"AMA PRA Category 1": "32"}),
    Fact(
        "harvard-chan-program-for-chairs-of-clinical-services",
        "physician",
        fee="11750",
        last_day="2027-02-05",
    ),
    Fact(
        "harvard-macy-leading-innovations-in-health-care-and-education",
        credits={"AMA PRA Category 1": "37.75"},
    ),
    Fact("hms-macy-program-for-educators", "any", {"AMA PRA Category 1": "67.25"}),
    Fact("aonl-nurse-executive-fellowship", "nurse"),
    Fact("ihi-fellowship-program", "any", fee="25000"),
    Fact(
        "ihi-open-school-patient-safety-curriculum",
        "physician, nurse, pharmacist",
        {
            "AMA PRA Category 1": "10",
            "ANCC contact hours": "10",
            "ACPE contact hours": "10",
            "CPPS recertification": "10",
        },
    ),
    Fact(
        "idsa-core-antimicrobial-stewardship-self-study",
        "physician, pharmacist",
        {"AMA PRA Category 1": "15.5", "ACPE contact hours": "15.5"},
    ),
    Fact(
        "shm-point-of-care-ultrasound-image-portfolio",
        credits={"CME": "17"},
        fee="1599",
    ),
    Fact(
        "ashp-clinical-pharmacy-basics-certificate",
        "pharmacist",
        {"ACPE contact hours": "23.5"},
        last_day="2027-06-05",
    ),
    Fact("cdc-tb-101-for-health-care-workers", "any", {"CE": ""}, fee="0"),
    Fact(
        "capc-introduction-to-palliative-care",
        "any",
        {
            "AMA PRA Category 1": "1",
            "nursing contact hours": "1.5",
            "case management CE": "1.25",
            "social work CE (NYSED)": "1.25",
        },
        fee="0",
    ),
    Fact(
        "pcss-moud-sud-101-core-curriculum",
        "physician, advanced practice nurse, physician assistant, pharmacist, nurse",
        {
            "AMA PRA Category 1": "",
            "AAPA Category 1": "",
            "nursing contact hours": "",
            "pharmacy CE": "",
            "IPCE": "",
        },
        fee="0",
    ),
    Fact(
        "clinical-care-options-dea-course",
        "physician, dentist, advanced practice nurse",
        {"continuing education": "up to 8"},
        fee="299",
    ),
    Fact(
        "atrain-new-york-infection-control-including-sepsis",
        "any",
        {"contact hours": "5", "CEU": "0.5"},
        fee="29",
        last_day="2027-07-27",
    ),
    Fact(
        "tma-identifying-human-trafficking-in-texas",
        "physician",
        {"AMA PRA Category 1": "1", "Ethics": "1"},
    ),
)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_its_page_says_so(fact: Fact) -> None:
    assert _facts_of(RECORDS[fact.id]) == fact


def _facts_of(program: Program) -> Fact:
    return Fact(
        program.id,
        ", ".join(program.professions),
        {credit.type: _amount(credit) for credit in program.credits},
        f"{program.fee.price.amount.normalize():f}" if program.fee else "",
        program.last_day.isoformat() if program.last_day else "",
    )


def _amount(credit: Credit) -> str:
    if credit.most is None:
        return ""
    return f"{'' if credit.amount else 'up to '}{credit.most.normalize():f}"


def test_the_chief_medical_officer_program_had_no_grant() -> None:
    support = RECORDS["emory-chief-medical-officer-program"].commercial_support

    assert support
    assert not support.received


def test_the_nurses_who_lead_a_unit_project_measure_what_it_does_for_patients() -> None:
    academy = RECORDS["aacn-csi-academy"]

    assert academy.professions == ("nurse",)
    assert academy.changes_measured == (Rung.PATIENT_OUTCOME,)
    assert academy.practice_project


def test_only_a_page_with_a_date_of_its_own_vouches_for_a_day() -> None:
    vouched = {program.id: program.verified_on for program in PROGRAMS if program.verified_on}

    assert vouched == {
        "tma-identifying-human-trafficking-in-texas": date(2022, 10, 27),
        "uthscsa-clinical-safety-effectiveness-course": date(2021, 11, 22),
        "amia-10x10-ohsu": date(2025, 10, 26),
    }
