"""The columns of PARS activity templates C (2014) and D (from 2015), and what a header has of them.

The labels are those of the templates, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import chain

from knowledge.catalog.problems import shown
from knowledge.catalog.rows import UnreadableCatalog
from knowledge.programs import Rung
from knowledge.readers.lines import fold

_ABMS = "ABMS/ACGME - "
_IOM = "Institute of Medicine - "
_IPEC = "Interprofessional Education Collaborative - "
_IN_KIND = "In Kind Support Received - "
_GOODS = (
    "Durable equipment?",
    "Facilities / Space?",
    "Disposable supplies (Non-biological)?",
    "Animal parts or tissue?",
    "Human parts or tissue?",
    "Other?",
)
TITLE, DATE, TYPE = "Activity Title", "Activity Date", "Activity Type"
SUPPORTED = "Commercial Support Received?"
CREDITS = "Number of AMA PRA Category 1 Credits Designated"
DESIGNED = {
    "Designed to change Competence?": Rung.COMPETENCE,
    "Designed to change Performance?": Rung.PERFORMANCE,
    "Designed to change Patient Outcomes?": Rung.PATIENT_OUTCOME,
}
MEASURED = {
    "Changes in Competence evaluated?": Rung.COMPETENCE,
    "Changes in Performance evaluated?": Rung.PERFORMANCE,
    "Changes in Patient Outcomes evaluated?": Rung.PATIENT_OUTCOME,
}
SIMULATION = "Sub-category: Simulation"
COMPETENCIES = (
    f"{_ABMS}Patient Care and Procedural Skills",
    f"{_ABMS}Medical Knowledge",
    f"{_ABMS}Practice-based Learning and Improvement",
    f"{_ABMS}Interpersonal and Communication Skills",
    f"{_ABMS}Professionalism",
    f"{_ABMS}Systems-based Practice",
    f"{_IOM}Provide patient-centered care",
    f"{_IOM}Work in interdisciplinary teams",
    f"{_IOM}Employ evidence-based practice",
    f"{_IOM}Apply quality improvement",
    f"{_IOM}Utilize informatics",
    f"{_IPEC}Values/Ethics for Interprofessional Practice",
    f"{_IPEC}Roles/Responsibilities",
    f"{_IPEC}Interprofessional Communication",
    f"{_IPEC}Teams and Teamwork",
)
OTHER_COMPETENCIES = "Other Competencies - Competencies other than those listed were addressed"
TEMPLATE_C = (
    "Template (DO NOT ALTER OR DELETE THIS COLUMN)",
    "ACCME Activity ID",
    "Provider Activity ID",
    "Reporting Year",
    TITLE,
    DATE,
    "City",
    "State",
    "Country",
    "Providership",
    TYPE,
    "Hours of Instruction",
    "# of Physicians",
    "# of Other Learners",
    SUPPORTED,
    "# of Commercial Supporters",
    "Total Monetary Amount Received (Activity)",
    *(f"{_IN_KIND}{goods} (Activity)" for goods in _GOODS),
    *chain.from_iterable(zip(DESIGNED, MEASURED, strict=True)),
    "Sub-category: Case based discussion",
    "Sub-category: Lecture",
    "Sub-category: Panel",
    SIMULATION,
    "Sub-category: Skill-based training",
    "Sub-category: Small group discussion",
    "Sub-category: Other",
    "Joint Provider(s)",
    CREDITS,
    "Description of Content",
    "Advertising & Exhibit Income (Activity)",
    "Other Income (Activity)",
    "Expenses (Activity)",
    *COMPETENCIES,
    OTHER_COMPETENCIES,
)
"""Columns 1 to 58."""

TEMPLATE_D = TEMPLATE_C[:15] + TEMPLATE_C[23:39] + TEMPLATE_C[42:]
SUPPORTER = (
    "Commercial Support Source",
    "Monetary Amount Received (for Support Source)",
    *(f"{_IN_KIND}{goods}" for goods in _GOODS),
)
"""Columns that follow the template's, once for each supporter, then with "2nd", "3rd" …"""


_LEAST_KNOWN, _LONGEST = 3, 200
_NUMBERED, _ORDINAL = re.compile(r"^\d{1,3}\.\s*"), re.compile(r"\s*\d{1,3}(?:st|nd|rd|th)$")


def _plain(label: str) -> str:
    """A label as it is compared: without its number, the ™ and the note to leave it alone."""
    said = _NUMBERED.sub("", fold(label[:_LONGEST])).casefold()
    said = said.replace("credits™", "credits").replace("creditstm", "credits")
    said = said.replace("(do not alter or delete this column)", "").replace(" / ", "/")
    return _ORDINAL.sub("", said).strip()


_KNOWN = {_plain(label): label for label in (*TEMPLATE_C, *SUPPORTER)} | {
    "commercial supporters source": SUPPORTER[0],
    "monetary amount received (from commercial support)": SUPPORTER[1],
}


def column(label: str) -> str:
    """The template's own label of a column, however it is numbered or spaced; "" for none."""
    return _KNOWN.get(_plain(label), "")


def is_header(labels: Sequence[str]) -> bool:
    """Whether these are the columns of an activity template, even if one is misspelt."""
    return len({column(label) for label in labels} - {""}) >= _LEAST_KNOWN


def check_header(labels: Sequence[str]) -> tuple[str, ...]:
    """Remarks on columns that are not the template's. Raises UnreadableCatalog without a title."""
    remarks = tuple(_unknown(label) for label in labels if label and not column(label))
    if TITLE not in map(column, labels):
        raise UnreadableCatalog("; ".join((f"there is no column '{TITLE}'", *remarks)))
    return remarks


def _unknown(label: str) -> str:
    near = get_close_matches(_plain(label), _KNOWN, n=1, cutoff=0.85)
    advice = f"; did you mean '{_KNOWN[near[0]]}'?" if near else " and is left out"
    return f"column '{shown(label)}' is not known{advice}"
