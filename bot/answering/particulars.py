"""Places and professions that a text names."""

from __future__ import annotations

import re

from bot.answering.cities import cities_in
from bot.answering.vocabulary import Kind, mentions

_TERRITORIES = "Guam|Northern Mariana Islands|Puerto Rico|Virgin Islands"
_ABROAD = (
    "Australia|Austria|Brazil|Britain|Canada|China|England|France|Germany|India|Ireland|"
    "Israel|Italy|Jamaica|Japan|Kenya|Mexico|Nepal|Netherlands|New Zealand|Nigeria|Norway|"
    "Philippines|Poland|Portugal|Scotland|Singapore|South Africa|Spain|Sweden|"
    "Switzerland|United Kingdom|Wales"
)
_COUNTRY = re.compile(rf"\b(?:{_ABROAD}|{_TERRITORIES})\b", re.IGNORECASE)
_UNITED_KINGDOM = re.compile(r"\b(?:U\.K\.|UK|uk)\b")

_PROFESSIONS = {
    "nurse": r"(?<!practical )(?<!vocational )nurses?(?! practition| anesthet| midwi)|nursing|rns?",
    "practical nurse": r"lpns?|lvns?|practical nurses?|vocational nurses?",
    "advanced practice nurse": r"aprns?|nps?|nurse practitioners?|advanced practice(?! registered)",
    "nurse anesthetist": r"crnas?|nurse anesthetists?",
    "physician": (
        r"(?<!osteopathic )physicians?(?! assistant| associate)|doctors?(?! of)|docs?|mds?|"
        r"surgeons?|hospitalists?|internists?"
    ),
    "osteopathic physician": r"osteopath\w*|(?-i:DOs?)",
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


_PEOPLE = {
    name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE if name != "physician assistant" else 0)
    for name, pattern in _PROFESSIONS.items()
}


_EVERYBODY = re.compile(
    r"(?<!nurse )(?<!nurse-)\b(?:practitioner|clinician|prescriber|licensee|registrant|"
    r"health(?:[ -]?care)? professional)s?\b",
    re.IGNORECASE,
)
_TRAINED = re.compile(
    rf"\b(?:trained|educated|graduated?|qualified|studied|school(?:ed)?|degree|diploma)\b"
    rf"[^.?!]{{0,25}}\b(?:in|from) (?:the )?(?:{_ABROAD})\b"
    rf"|\bnurses? from (?:the )?(?:{_ABROAD})\b",
    re.IGNORECASE,
)


def places_in(text: str) -> frozenset[str]:
    """The US states and the countries that a text names, by their full names; where it names no
    state, a large city stands for its own."""
    states = {mention.term for mention in mentions(text) if mention.kind is Kind.STATE}
    countries = (found.title() for found in _COUNTRY.findall(text))
    cities = [state for _, state in cities_in(text)]
    britain = ["United Kingdom"] if _UNITED_KINGDOM.search(text) else []
    return frozenset((*(states or cities), *countries, *britain))


def professions_in(text: str) -> frozenset[str]:
    """The professions that a text names."""
    return frozenset(name for name, pattern in _PEOPLE.items() if pattern.search(text))


def binds_everybody(text: str) -> bool:
    """Whether a text speaks of practitioners whatever their profession, and names none."""
    return bool(_EVERYBODY.search(text)) and not professions_in(text)


def trained_abroad(text: str) -> frozenset[str]:
    """The countries in which a text says that somebody learned the profession."""
    return frozenset().union(*(places_in(found) for found in _TRAINED.findall(text)))


def roles_in(text: str) -> frozenset[str]:
    """The posts that a text names: chief medical officer, nurse manager and the like."""
    return frozenset(mention.term for mention in mentions(text) if mention.kind is Kind.ROLE)
