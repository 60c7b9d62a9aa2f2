"""Made-up programs with varied words, and the requests that are put to a catalog of them."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from knowledge.facets import Facets
from knowledge.programs import Delivery, Format, Money

TODAY = date(2026, 11, 23)
_SUBJECTS = """
leadership|quality improvement|patient safety|opioid prescribing|ethics|communication|
finance|informatics|cardiology|diabetes|infection control|mental health|palliative care|pediatrics|
emergency medicine|oncology|research|simulation|health equity|implicit bias|pain management|
geriatrics|critical care|pharmacotherapy|nutrition|wound care|surgery|anesthesia|radiology|
vaccines|suicide prevention|human trafficking|medication safety|antimicrobial stewardship|
negotiation|strategy|operations|project management|data and analytics|artificial intelligence|
digital health|mentoring|evidence-based practice|professionalism|risk management|health policy|
population health|root cause analysis|measurement|substance use disorder|domestic violence|
child abuse|well-being and burnout|women's health|infectious disease|sterile compounding|
pharmacogenomics|nurse staffing|case management|conflict"""
_SETTINGS = """emergency departments|rural clinics|academic medical centers|nursing homes|
community pharmacies|ambulatory surgery|home health|intensive care units|school clinics|
veterans' hospitals|cancer centers|birth centers|telehealth practices|dialysis units|
correctional health|rehabilitation hospitals|hospices|urgent care|pediatric wards|
public health departments"""
_KINDS = """Certificate in {}|Foundations of {}|Advanced {}|{}: A Practical Course|
{} for Busy Clinicians|Annual Update on {}|{} Grand Rounds|Workshop: {}|{} Fellowship|
Case Studies in {}"""
_DOES = """examines|applies|compares|rehearses|measures|debates|maps|improves|reviews|redesigns"""
_THINGS = """handoffs|staffing models|consent forms|dashboards|dose adjustments|referral paths|
budgets|audits|checklists|discharge summaries|coaching conversations|claims data|alarm fatigue|
registries|bundled payments|debriefings|interpreter services|prior authorizations|triage rules|
protocols|run charts|mentoring circles|screening tools|simulation scenarios|care plans"""
_PEOPLE = """physician|nurse|pharmacist|physician assistant|advanced practice nurse|
social worker|dietitian|administrator|any"""
_CREDITS = """AMA PRA Category 1|ANCC contact hours|ACPE contact hours|AAPA Category 1|IPCE|
AAFP Prescribed"""
_PROVIDERS = "University|College|Health|Institute|Academy|Society"
_STATES = "US-GA US-FL US-TX US-CA US-NY US-OH US-ID US-WA US-MN US-CO".split()
_SYLLABLES = (
    "ba cor den fal gri hol jan kel lor mer nis oak pem quin ras sto tul var wes yar".split()
)


def _listed(text: str) -> list[str]:
    return text.replace("\n", "").split("|")


def write_records(path: Path, count: int) -> None:
    """Write that many records as JSON lines; the same for the same count."""
    chance = random.Random(count)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps(_record(chance, number)) + "\n")


def _record(chance: random.Random, number: int) -> dict[str, object]:
    # Subjects are as unequal as real ones: the first is taught thirty times as often as the last.
    subjects = _listed(_SUBJECTS)
    topics = chance.choices(subjects, [1 / (rank + 2) for rank in range(len(subjects))], k=2)
    setting = chance.choice(_listed(_SETTINGS))
    title = chance.choice(_listed(_KINDS)).format(f"{topics[0].title()} in {setting.title()}")
    delivery = chance.choice([each.value for each in Delivery])
    starts = TODAY + timedelta(days=chance.randrange(-60, 400))
    record: dict[str, object] = {
        "id": f"program-{number}",
        "title": f"{title} {chance.choice(('', 'I', 'II', 'Level 3'))}".strip(),
        "provider": f"{_name(chance)} {chance.choice(_listed(_PROVIDERS))}",
        "description": " ".join(_sentence(chance, setting) for _ in range(2)),
        "format": chance.choice([each.value for each in Format]),
        "delivery": delivery,
        "professions": chance.sample(_listed(_PEOPLE), chance.randrange(1, 4)),
        "topics": list(dict.fromkeys(topics)),
        "credits": [{"type": chance.choice(_listed(_CREDITS)), "amount": chance.randrange(1, 40)}],
        "url": f"https://catalog.example/{number}",
        "retrieved_on": "2026-11-01",
    }
    if delivery != "online":
        record["region"] = chance.choice(_STATES)
    if chance.random() < 0.6:
        record["fee"] = {"amount": chance.choice((0, 0, 25, 95, 250, 900, 3000)), "currency": "USD"}
    if chance.random() < 0.5:
        record |= {"start": str(starts), "end": str(starts + timedelta(days=chance.randrange(4)))}
    if chance.random() < 0.3:
        record["team_based"] = chance.random() < 0.5
    return record


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3)).title()


def _sentence(chance: random.Random, setting: str) -> str:
    does, (one, two) = chance.choice(_listed(_DOES)), chance.sample(_listed(_THINGS), 2)
    return f"It {does} {one} and {two} in {setting} with colleagues from {_name(chance)}."


_TEXTS = """leadership for a new department chief|ethics|opioid prescribing in rural clinics|
root cause analysis after a medication error|communication with families at the end of life|
budgets and finance for nurse managers|antimicrobial stewardship in nursing homes|
artificial intelligence for radiology|how to teach with simulation|suicide prevention|
negotiation with payers|diabetes and nutrition update|human trafficking screening|
run charts and measurement for quality projects|pharmacogenomics|burnout of intensive care teams|
implicit bias and health equity|triage in emergency departments|dose adjustments for dialysis|
wound care certificate|health policy and advocacy|alarm fatigue|
case management and discharge summaries|pediatric vaccines in school clinics"""
_WANTED = (
    Facets(professions=("nurse",), deliveries=(Delivery.ONLINE,)),
    Facets(professions=("physician",), credit_types=("AMA PRA Category 1",)),
    Facets(fee_most=Money(Decimal(0), "USD")),
    Facets(fee_most=Money(Decimal(300), "USD"), ends_before=date(2027, 3, 15)),
    Facets(region="US-GA", deliveries=(Delivery.IN_PERSON,)),
    Facets(professions=("pharmacist",), hours_most=Decimal(4)),
    Facets(topics=("leadership", "finance"), starts_after=date(2027, 1, 10)),
    Facets(professions=("social worker",), topics=("ethics",), team_based=True),
)


def requests() -> list[tuple[str, Facets]]:
    """Each text alone, each with constraints, and each set of constraints alone."""
    texts = _listed(_TEXTS)
    bounded = [(text, _WANTED[place % len(_WANTED)]) for place, text in enumerate(texts)]
    return [*((text, Facets()) for text in texts), *bounded, *(("", each) for each in _WANTED)]
