"""Specialties by their many names: "critical care medicine" and "ICU" are one, "hospital medicine"
and "internal medicine" near enough for a program aimed at one to suit people of the other."""

from __future__ import annotations

import re
from functools import lru_cache

_SHORT = {
    r"\bob[\s/-]*gyn\w*|\bob\b": "obstetrics gynecology",
    r"\bent\b|\bear,? nose,? (?:and )?throat": "otolaryngology",
    r"\b[a-z]?icu\b|\bintensive care\b": "critical care",
    r"\bgi\b": "gastroenterology",
    r"\bed\b|\ber\b": "emergency",
    r"\bbehaviou?ral health\b|\bpsych\b": "mental health",
    r"\bpaed": "ped",
    r"\borthop(?:a?ed)\w+": "orthopedics",
    r"\bperioperative\b|\bsurgical\b|\bsurgeons?\b": "surgery",
    r"\bcardiac\b|\bheart\b": "cardiology",
    r"\bcancer\b": "oncology",
    r"\banesth?esia\b": "anesthesiology",
}
"""What is written in another way, and the words that stand for it."""

_KIN = frozenset(
    frozenset(pair)
    for pair in (
        ("hospital medicine", "internal medicine"),
        ("internal medicine", "primary care"),
        ("family medicine", "primary care"),
        ("family practice", "family medicine"),
        ("family practice", "primary care"),
        ("psychiatry", "mental health"),
        ("women's health", "obstetrics gynecology"),
        ("palliative care", "hospice"),
        ("palliative care", "hospice palliative medicine"),
        ("pulmonology", "pulmonary medicine"),
        ("surgery", "medical surgery"),
    )
)
"""Specialties near enough to each other; nearness is not handed on."""

_NO_MATTER = frozenset("medicine and of the in specialty nursing pharmacy disease diseases".split())
_ENOUGH = 6
"""Letters that tell a word from others: "geriatrics" from "gerontology"."""


@lru_cache(maxsize=4096)
def akin(one: str, other: str) -> bool:
    """Whether two names are of one specialty, one within the other, or near enough."""
    one, other = _plain(one), _plain(other)
    stems, others = _stems(one), _stems(other)
    if not (stems and others):
        return one == other
    return stems <= others or others <= stems or frozenset((stems, others)) in _kin()


@lru_cache(maxsize=1)
def _kin() -> frozenset[frozenset[frozenset[str]]]:
    return frozenset(frozenset(_stems(_plain(name)) for name in pair) for pair in _KIN)


def _plain(name: str) -> str:
    name = name.casefold()
    for pattern, words in _SHORT.items():
        name = re.sub(pattern, words, name)
    return name


def _stems(name: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", name.replace("'", ""))
    return frozenset(word[:_ENOUGH] for word in words if word not in _NO_MATTER) or frozenset(words)
