"""The types of credit: their names in the catalog, and the names that pages and members use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from knowledge.readers.lines import fold

_CATEGORY_1 = r"(?:categor(?:y|ies)|cat\.?)[\s-]*(?:1|one|i)(?![\w-])"
_CATEGORY_2 = r"(?:categor(?:y|ies)|cat\.?)[\s-]*(?:2|two|ii)(?![\w-])"
_AMA = r"(?:a\.?m\.?a\.?(?:[\s/-]*p\.?r\.?a\.?)?|pra|american medical association)[\s-]*"
_CONTACT = r"(?:[\s-]*(?:ce|cne|cnpd|ncpd|nursing|continuing (?:nursing )?education))*"
_HOURS = r"(?:[\s-]*(?:contact[\s-]*hours?|credits?|hours?|units?))?"

# In this order: what stands first takes its words, so that "AAPA Category 1" is not also another's.
_TYPES = {
    "AAPA Category 1": (
        rf"aapa(?:[\s-]*(?:{_CATEGORY_1}|cme))*|{_CATEGORY_1}[\s-]*(?:cme )?for pas?"
    ),
    "AMA PRA Category 2": rf"{_AMA}{_CATEGORY_2}",
    "AMA PRA Category 1": (
        rf"{_AMA}{_CATEGORY_1}|ama[\s-]*pra(?![\s-]*cat)|ama[\s-]*(?:cme[\s-]*)?credits?"
        rf"|ama(?=[\s-]*$)"
    ),
    "AOA 1-A": r"aoa[\s-]*(?:categor(?:y|ies)|cat\.?)?[\s-]*1[\s-]?a",
    "AOA 1-B": r"aoa[\s-]*(?:categor(?:y|ies)|cat\.?)?[\s-]*1[\s-]?b",
    "AOA 2-A": r"aoa[\s-]*(?:categor(?:y|ies)|cat\.?)?[\s-]*2[\s-]?a",
    "AOA 2-B": r"aoa[\s-]*(?:categor(?:y|ies)|cat\.?)?[\s-]*2[\s-]?b",
    "AAFP Elective": r"(?:aafp[\s-]*)?elective (?:aafp[\s-]*)?(?:cme )?credits?|aafp[\s-]*elective",
    "AAFP Prescribed": r"aafp(?:[\s-]*prescribed)?|prescribed credits?",
    "AANP contact hours": rf"aanp(?:cp)?{_HOURS}",
    "AANA": r"aana(?:[\s-]*class a)?",
    "ANCC contact hours": rf"ancc{_CONTACT}{_HOURS}",
    "nursing contact hours": (
        r"(?:nursing|nurses?'?|rn|cne|cnpd|ncpd)(?:[\s-]*(?:ce|cne|continuing education))?"
        r"[\s-]*(?:contact[\s-]*hours?|ceus?|credits?|ce(?![\w]))"
        r"|continuing nursing education(?:[\s-]*(?:contact[\s-]*hours?|credits?))?"
        r"|\bcnes?\b|\bcnpd\b|\bncpd\b|board of registered nursing|brn contact hours?"
    ),
    "ACPE contact hours": (
        rf"acpe{_HOURS}|(?:pharmac(?:y|ists?)|cpe)[\s-]*(?:ce\b)?[\s-]*"
        r"(?:contact[\s-]*hours?|credits?|ceus?|ce(?![\w]))|\bcpes?\b"
    ),
    "IPCE": r"ipces?|inter-?professional continuing education|inter-?professional ce",
    "ACHE Face-to-Face": (
        r"(?:ache[\s-]*)?face[\s-]*to[\s-]*face education|ache[\s-]*(?:f2f|face[\s-]*to[\s-]*face)"
    ),
    "ACHE Qualified Education": (
        r"ache[\s-]*(?:qualified|qe)(?:[\s-]*education)?|ache(?=[\s-]+(?:credits?|ce|hours?)\b)|(?-i:ACHE)(?:[\s-]*education)?"
        r"|qualified education"
    ),
    "NAHQ CE (CPHQ)": r"(?:nahq|cphq)(?:[\s-]*ce(?![\w]))?(?:[\s-]*\(cphq\))?",
    "CHES": r"m?ches",
    "CDR CPEU": r"cdr(?:[\s-]*cpeus?)?|cpeus?",
    "ADA CERP": r"ada[\s-]*cerp",
    "APA CE": r"apa(?:[\s-]*ce(?![\w]))?(?:[\s-]*(?:credits?|hours?))?",
    "ASWB ACE": r"aswb(?:[\s-]*ace)?",
    "academic credit": r"academic credits?|graduate credits?|(?:semester|college) credits?",
    "CEU": r"ceus?|continuing education units?",
}
NAMES = tuple(sorted(_TYPES))
"""The types that the catalog has a name for."""


_PHARMACY_CE = re.compile(r"pharmac(?:y|ists?)\s+ce", re.IGNORECASE)
_MARKS = re.compile(r"[™®©]|\((?:s|tm|r)\)|(?<=\w)TM\b")
# What a type may be surrounded by without being another one.
_FILLER = re.compile(
    r"\b(?:credits?|contact|hours?|units?|cme|ce|continuing (?:medical )?education|certified|"
    r"activity|accredited|approved|type|for|of|the|another accreditor)\b|[\s.,;:()-]+",
    re.IGNORECASE,
)


def credit_types_in(text: str) -> tuple[str, ...]:
    """The types of credit that a text names, by their names in the catalog, as they come."""
    return tuple(dict.fromkeys(name for _, _, name in sorted(_found(_plain(text)))))


def credit_mentions(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where a text names types of credit: from, to, and the name in the catalog, in order."""
    return tuple(sorted(_found(text)))


@lru_cache(maxsize=1024)
def canonical(type: str) -> str:
    """A type of credit by its name in the catalog; one that is none of those as it is written."""
    plain = _plain(type)
    found = sorted(_found(plain), reverse=True)
    names = {name for _, _, name in found}
    for start, end, _ in found:
        plain = plain[:start] + plain[end:]
    named = len(names) == 1 and not _FILLER.sub("", plain)
    if named and _PHARMACY_CE.fullmatch(type.strip()):
        return fold(type)  # a member means ACPE's by these words, a page need not
    return names.pop() if named else fold(type)


def _plain(text: str) -> str:
    return fold(_MARKS.sub("", text))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Compiled when first needed, because a question may have nothing to do with credit."""
    return {
        name: re.compile(rf"(?<![\w-])(?:{words}|{re.escape(name)})(?!\w)", re.IGNORECASE)
        for name, words in _TYPES.items()
    }


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    for name, pattern in _patterns().items():
        for match in pattern.finditer(text):
            yield match.start(), match.end(), name
        text = pattern.sub(lambda match: "\0" * len(match[0]), text)
