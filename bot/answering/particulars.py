"""Places and professions that a text names."""

from __future__ import annotations

import re

from bot.answering.vocabulary import Kind, mentions

_ABROAD = (
    "Australia|Austria|Brazil|Britain|Canada|China|England|France|Germany|India|Ireland|Italy|"
    "Japan|Mexico|Netherlands|New Zealand|Nigeria|Norway|Philippines|Poland|Portugal|Puerto Rico|"
    "Scotland|Singapore|South Africa|Spain|Sweden|Switzerland|United Kingdom|Wales"
)
_CITIES = {
    "Atlanta": "Georgia", "Boston": "Massachusetts", "Chicago": "Illinois", "Cleveland": "Ohio",
    "Dallas": "Texas", "Denver": "Colorado", "Detroit": "Michigan", "Houston": "Texas",
    "Los Angeles": "California", "Miami": "Florida", "Minneapolis": "Minnesota",
    "NYC": "New York", "Philadelphia": "Pennsylvania", "Phoenix": "Arizona",
    "Pittsburgh": "Pennsylvania", "San Diego": "California", "San Francisco": "California",
    "Seattle": "Washington",
}  # fmt: skip
_CITY = re.compile(rf"\b(?:{'|'.join(_CITIES)})\b", re.IGNORECASE)
_COUNTRY = re.compile(rf"\b(?:{_ABROAD})\b", re.IGNORECASE)
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


_PEOPLE = {
    name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE if name != "physician assistant" else 0)
    for name, pattern in _PROFESSIONS.items()
}


def places_in(text: str) -> frozenset[str]:
    """The US states and the countries that a text names, by their full names; a large city
    stands for its state."""
    states = (mention.term for mention in mentions(text) if mention.kind is Kind.STATE)
    countries = (found.title() for found in _COUNTRY.findall(text))
    cities = (_CITIES.get(found.title(), "New York") for found in _CITY.findall(text))
    britain = ["United Kingdom"] if _UNITED_KINGDOM.search(text) else []
    return frozenset((*states, *countries, *cities, *britain))


def professions_in(text: str) -> frozenset[str]:
    """The professions that a text names."""
    return frozenset(name for name, pattern in _PEOPLE.items() if pattern.search(text))


def roles_in(text: str) -> frozenset[str]:
    """The posts that a text names: chief medical officer, nurse manager and the like."""
    return frozenset(mention.term for mention in mentions(text) if mention.kind is Kind.ROLE)
