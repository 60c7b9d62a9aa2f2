"""Other names of what a record has a closed list for: professions, formats, deliveries, rungs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.catalog.values import text
from knowledge.programs import ANY, PROFESSIONS, Delivery, Format, Rung

LONGEST_PROFESSION = 100

_PROFESSIONS: Mapping[str, str] = {
    "physician": "md|m.d.|do|d.o.|mbbs|doctor|medical doctor|osteopathic physician|allopathic "
    "physician|hospitalist|surgeon|resident|resident physician",
    "nurse": "rn|r.n.|bsn|msn|registered nurse|nursing|staff nurse|charge nurse|nurse leader",
    "practical nurse": "lpn|lvn|lpn/lvn|licensed practical nurse|licensed vocational nurse|"
    "vocational nurse",
    "advanced practice nurse": "np|aprn|arnp|fnp|cns|dnp|nurse practitioner|advanced practice "
    "registered nurse|advanced practice nurse practitioner|clinical nurse specialist|cnm|"
    "nurse midwife|certified nurse midwife|nurse-midwife",
    "nurse anesthetist": "crna|certified registered nurse anesthetist",
    "physician assistant": "pa|pa-c|p.a.|physician associate|physician assistant/associate|"
    "physician assistant/physician associate",
    "pharmacist": "pharmd|pharm.d.|rph|r.ph.|pharmacy",
    "pharmacy technician": "cpht|pharmacy tech|technician (pharmacy)",
    "therapist": "pt|ot|rt|slp|physical therapist|occupational therapist|respiratory therapist|"
    "speech therapist|speech-language pathologist|physiotherapist",
    "dentist": "dds|dmd|dental professional",
    "psychologist": "psyd|clinical psychologist",
    "social worker": "lcsw|lmsw|lsw|msw|licensed clinical social worker",
    "dietitian": "rd|rdn|dietician|registered dietitian|registered dietitian nutritionist",
    "paramedic": "emt|emt-p|ems|emergency medical technician",
    "administrator": "healthcare administrator|health care administrator|health administrator|"
    "hospital administrator|healthcare executive|health care executive|fache",
    ANY: "all|everyone|everybody|all professions|all health professions|all health professionals|"
    "all healthcare professionals|all health care professionals|any profession|any health "
    "profession|health professional|healthcare professional|health care professional|"
    "healthcare team|health care team|all members of the healthcare team|interprofessional|"
    "interprofessional team|multidisciplinary|clinician|all clinicians|open to all",
}
_PROFESSION = {name: name for name in (*PROFESSIONS, ANY)} | {
    alias: name for name, aliases in _PROFESSIONS.items() for alias in aliases.split("|")
}

FORMATS: Mapping[str, Format] = {
    "course": Format.COURSE,
    "live": Format.COURSE,
    "live activity": Format.COURSE,
    "conference": Format.COURSE,
    "webinar": Format.COURSE,
    "workshop": Format.COURSE,
    "live webinar": Format.COURSE,
    "rss": Format.SERIES,
    "series": Format.SERIES,
    "grand rounds": Format.SERIES,
    "enduring": Format.ENDURING,
    "on demand": Format.ENDURING,
    "on-demand": Format.ENDURING,
    "self-paced": Format.ENDURING,
    "self-study": Format.ENDURING,
    "journal": Format.JOURNAL,
    "journal-based cme": Format.JOURNAL,
    "journal article": Format.JOURNAL,
    "test item writing": Format.TEST_WRITING,
    "pi": Format.IMPROVEMENT,
    "qi": Format.IMPROVEMENT,
    "pi cme": Format.IMPROVEMENT,
    "performance improvement": Format.IMPROVEMENT,
    "quality improvement": Format.IMPROVEMENT,
    "internet searching & learning": Format.SEARCHING,
    "point of care": Format.SEARCHING,
    "other": Format.OTHER,
    "blended": Format.OTHER,
}
DELIVERIES: Mapping[str, Delivery] = {
    "in-person": Delivery.IN_PERSON,
    "onsite": Delivery.IN_PERSON,
    "on-site": Delivery.IN_PERSON,
    "on site": Delivery.IN_PERSON,
    "face-to-face": Delivery.IN_PERSON,
    "face to face": Delivery.IN_PERSON,
    "virtual": Delivery.ONLINE,
    "internet": Delivery.ONLINE,
    "web": Delivery.ONLINE,
    "remote": Delivery.ONLINE,
    "live-streamed": Delivery.ONLINE,
    "online/live-streamed": Delivery.ONLINE,
    "hybrid": Delivery.BOTH,
    "in person and online": Delivery.BOTH,
    "online and in person": Delivery.BOTH,
}
RUNGS: Mapping[str, Rung] = {
    "patient outcomes": Rung.PATIENT_OUTCOME,
    "patient health": Rung.PATIENT_OUTCOME,
    "outcome": Rung.PATIENT_OUTCOME,
    "practice": Rung.PERFORMANCE,
}


def profession(value: object) -> str:
    """A profession by its name in the catalog; one that it has no name for as it is written, in
    lower case. Raises BadValue."""
    said = text(LONGEST_PROFESSION)(value).casefold()
    named = _PROFESSION.get(said) or _PROFESSION.get(_one(said))
    return named or said


def _one(said: str) -> str:
    """The singular of a plural in -s or -ies ("nurses", "RNs", "MD's")."""
    return re.sub(r"(?:'s|’s|s)$", "", re.sub(r"ies$", "y", said))
