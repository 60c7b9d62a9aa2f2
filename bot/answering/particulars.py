"""Places and professions that a text names."""

from __future__ import annotations

import re

_STATES = (
    "Alabama AL, Alaska AK, Arizona AZ, Arkansas AR, California CA, Colorado CO, Connecticut CT, "
    "Delaware DE, District of Columbia DC, Florida FL, Georgia GA, Hawaii HI, Idaho ID, "
    "Illinois IL, Indiana IN, Iowa IA, Kansas KS, Kentucky KY, Louisiana LA, Maine ME, "
    "Maryland MD, Massachusetts MA, Michigan MI, Minnesota MN, Mississippi MS, Missouri MO, "
    "Montana MT, Nebraska NE, Nevada NV, New Hampshire NH, New Jersey NJ, New Mexico NM, "
    "New York NY, North Carolina NC, North Dakota ND, Ohio OH, Oklahoma OK, Oregon OR, "
    "Pennsylvania PA, Puerto Rico PR, Rhode Island RI, South Carolina SC, South Dakota SD, "
    "Tennessee TN, Texas TX, Utah UT, Vermont VT, Virginia VA, Washington WA, West Virginia WV, "
    "Wisconsin WI, Wyoming WY"
)
_ABROAD = (
    "Australia, Austria, Brazil, Britain, Canada, China, England, France, Germany, India, Ireland, "
    "Italy, Japan, Mexico, Netherlands, New Zealand, Nigeria, Norway, Philippines, Poland, "
    "Portugal, Scotland, Singapore, South Africa, Spain, Sweden, Switzerland, Wales"
)
_AMBIGUOUS = frozenset(
    {"PA", "MD", "VA", "ME", "OR", "IN", "OK", "HI", "ID", "CO", "CT", "MS", "NE", "MA"}
)
"""Abbreviations that are other words of the field or of English; only the full name counts."""

_PROFESSIONS = {
    "nurse": r"nurses?|nursing|rns?|registered nurses?",
    "practical nurse": r"lpns?|lvns?|practical nurses?|vocational nurses?",
    "advanced practice nurse": r"aprns?|nps?|nurse practitioners?|advanced practice",
    "nurse anesthetist": r"crnas?|nurse anesthetists?",
    "physician": r"physicians?|doctors?|docs?|mds?|surgeons?|hospitalists?|internists?",
    "osteopathic physician": r"osteopath\w*",
    "physician assistant": r"physician (?:assistants?|associates?)|PAs?|pas",
    "pharmacist": r"pharmacists?|pharmds?|rphs?|pharmacy",
    "therapist": r"(?:physical|occupational|respiratory|speech) therap\w+",
    "dentist": r"dentists?|dental|hygienists?",
    "psychologist": r"psychologists?",
    "social worker": r"social workers?",
    "dietitian": r"dietitians?|nutritionists?",
    "paramedic": r"paramedics?|emts?",
}
COMMON = frozenset({"nurse", "physician", "pharmacist", "physician assistant"})
"""Professions that general advice of the hub is written for, named or not."""


PLACES_BY_LETTERS = {
    letters: name
    for name, letters in (entry.rsplit(" ", 1) for entry in _STATES.split(", "))
    if letters not in _AMBIGUOUS
} | {"DC": "D.C., District of Columbia", "UK": "United Kingdom"}
"""What a place's two capitals stand for."""


def _state_patterns() -> dict[str, re.Pattern[str]]:
    patterns: dict[str, re.Pattern[str]] = {}
    for entry in _STATES.split(", "):
        name, abbreviation = entry.rsplit(" ", 1)
        full = f"(?i:{name})"
        if name == "Virginia":
            full = r"(?<![Ww]est )" + full
        if name == "Washington":
            full += r"(?!,? D\.?C)"
        short = "" if abbreviation in _AMBIGUOUS else rf"|{abbreviation}"
        patterns[name] = re.compile(rf"\b(?:{full}{short})\b")
    for name in _ABROAD.split(", "):
        patterns[name] = re.compile(rf"\b(?i:{name})\b")
    patterns["United Kingdom"] = re.compile(r"\b(?:(?i:united kingdom)|U\.?K\.?|uk)\b")
    patterns["District of Columbia"] = re.compile(
        r"\b(?:(?i:district of columbia)|D\.C\.|DC\b|(?i:washington,? d\.?c))"
    )
    patterns["California"] = re.compile(r"\b(?:(?i:california|cali)|CA)\b")
    return patterns


_PLACES = _state_patterns()
_PEOPLE = {
    name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE if name != "physician assistant" else 0)
    for name, pattern in _PROFESSIONS.items()
}


def states_in(text: str) -> frozenset[str]:
    """The US states and the countries that a text names, by their full names."""
    return frozenset(name for name, pattern in _PLACES.items() if pattern.search(text))


def professions_in(text: str) -> frozenset[str]:
    """The professions that a text names."""
    return frozenset(name for name, pattern in _PEOPLE.items() if pattern.search(text))
