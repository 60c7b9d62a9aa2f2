"""Classes of things that a follow-up swaps for one another: professions, states, credits, roles.

Forms in capitals with no small-letter twin ("DO", "OR", "PA") count only as capitals, because in
small letters they are other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A class whose members stand in for one another in the same question."""

    PROFESSION = "profession"
    STATE = "state"
    CREDIT = "credit"
    ROLE = "role"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Term:
    """A member of a class; `names` are its forms as (singular, plural), the fullest first."""

    kind: Kind
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A term where it stands in a text. `one` and `many` are the form that was used there."""

    kind: Kind
    term: str
    one: str
    many: str
    is_plural: bool
    start: int
    end: int


def _terms(kind: Kind, lines: str) -> Iterator[Term]:
    """One term a line, forms separated by `|`; a form whose plural is not +s gives both by `/`."""
    for line in lines.strip().splitlines():
        forms = (form.strip() for form in line.split("|"))
        yield Term(kind, tuple(_numbers(form) for form in forms))


def _numbers(form: str) -> tuple[str, str]:
    one, _, many = form.partition("/")
    return one, many or f"{one}s"


PROFESSIONS = tuple(
    _terms(
        Kind.PROFESSION,
        """
        physician | doctor | MD | DO
        nurse | registered nurse | RN
        nurse practitioner | NP
        advanced practice registered nurse | APRN
        licensed practical nurse | LPN | LVN
        nurse anesthetist | CRNA
        clinical nurse specialist | CNS
        nurse midwife/nurse midwives | midwife/midwives | CNM
        physician assistant | physician associate | PA
        pharmacist | PharmD | RPh
        pharmacy technician
        physical therapist | PT
        occupational therapist | OT
        respiratory therapist | RT
        medical assistant | MA
        dentist | DDS/DDSs
        psychologist
        social worker | LCSW
        paramedic | EMT
        resident | intern
        fellow
        medical student
        surgeon
        hospitalist
        dietitian
        optometrist
        podiatrist
        """,
    )
)

CREDITS = tuple(
    _terms(
        Kind.CREDIT,
        """
        CME/CME | continuing medical education/continuing medical education
        CE/CE | CEU | continuing education/continuing education
        CNE/CNE
        CPE/CPE
        MOC/MOC | maintenance of certification/maintenance of certification
        MOC point
        contact hour
        pharmacology hour
        Category 1/Category 1 | AMA PRA Category 1/AMA PRA Category 1
        Category 2/Category 2
        AAPA Category 1/AAPA Category 1
        IPCE/IPCE
        ANCC/ANCC
        ACPE/ACPE
        """,
    )
)

ROLES = tuple(
    _terms(
        Kind.ROLE,
        """
        chief medical officer | CMO
        chief nursing officer | CNO
        chief executive officer | CEO
        chief quality officer | CQO
        chief medical information officer | CMIO
        chief nursing informatics officer | CNIO
        medical director
        department chair
        program director
        director of nursing/directors of nursing | DON
        director of pharmacy/directors of pharmacy | pharmacy director
        nurse executive
        nurse manager
        charge nurse
        nurse educator
        dean
        """,
    )
)

STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia",
    "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip

_CAPITALS_ONLY = frozenset({"DO", "DOs", "MA", "MAs", "OT", "OTs", "PT", "PTs", "DON", "RT"})
_AMOUNT = re.compile(
    r"\b(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)"
    r"[ -](?:hours?|credits?|days?|weeks?|months?|years?|points?|minutes?)\b",
    re.IGNORECASE,
)
_STATE_NAME = re.compile(
    rf"\b(?:(?P<district>(?:Washington,? )?D\.C\.|Washington,? DC\b)|"
    rf"(?:{'|'.join(STATES.values())})\b)",
    re.IGNORECASE,
)
# Two capitals that are also a degree or a word are a state only after "in", "from" or a comma.
_ALSO_A_WORD = frozenset("CO CT DE HI ID IN LA MA MD ME MS NE OK OR PA VA".split())
_STATE_CODE = re.compile(
    rf"(?:(?<=\b[iI]n )|(?<=rom )|(?<=, ))(?:{'|'.join(STATES)})\b|"
    rf"\b(?:{'|'.join(code for code in STATES if code not in _ALSO_A_WORD)})\b"
)


def _forms() -> dict[str, tuple[Term, str, str, bool]]:
    forms: dict[str, tuple[Term, str, str, bool]] = {}
    for term in (*PROFESSIONS, *CREDITS, *ROLES):
        for one, many in term.names:
            for form, is_plural in ((many, True), (one, False)):
                key = form if form in _CAPITALS_ONLY else form.lower()
                forms[key] = (term, one, many, is_plural)
    return forms


_FORMS = _forms()
_ANY_FORM = re.compile(
    rf"\b(?:{'|'.join(re.escape(form) for form in sorted(_FORMS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)


def mentions(text: str) -> tuple[Mention, ...]:
    """Every term in the text, in order; where two overlap the one that starts first counts."""
    found = sorted(
        (*_states(text), *_amounts(text), *_named(text)), key=lambda each: (each.start, -each.end)
    )
    kept: list[Mention] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def _named(text: str) -> Iterator[Mention]:
    for match in _ANY_FORM.finditer(text):
        capitals = None if text.isupper() else _FORMS.get(match.group())
        form = capitals or _FORMS.get(match.group().lower())
        if form is not None:
            term, one, many, is_plural = form
            yield Mention(
                term.kind, term.names[0][0], one, many, is_plural, match.start(), match.end()
            )


def _states(text: str) -> Iterator[Mention]:
    for match in _STATE_NAME.finditer(text):
        name = STATES["DC"] if match["district"] else match.group()
        yield _state(name.title().replace(" Of ", " of "), match)
    if not text.isupper():
        for match in _STATE_CODE.finditer(text):
            yield _state(STATES[match.group()], match)


def _state(name: str, match: re.Match[str]) -> Mention:
    return Mention(Kind.STATE, name, name, name, False, match.start(), match.end())


def _amounts(text: str) -> Iterator[Mention]:
    for match in _AMOUNT.finditer(text):
        amount = match.group()
        unit = re.split(r"[ -]", amount)[-1].lower().rstrip("s")
        yield Mention(Kind.AMOUNT, unit, amount, amount, False, match.start(), match.end())
