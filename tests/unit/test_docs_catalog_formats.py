"""What `docs/catalog.md` says of PARS, JSON-LD and MEMS: this is read, and that is ignored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from knowledge.catalog.mapping import MAPPING
from knowledge.catalog.pars import fields_of
from knowledge.catalog.pars_template import SUPPORTER, TEMPLATE_C
from tests.unit.catalog_page import names, section, table
from tests.unit.cataloguing import programs, read
from tests.unit.test_catalog_mems import (
    AUDIENCE,
    CREDITS,
    LIVE,
    OUTCOMES,
    SUPPORT,
    WHERE,
    activity,
    document,
)

SAID_IN_PARS = {
    "Activity Date": "02/11/2027",
    "Activity Type": "RSS",
    "Commercial Support Received?": "No",
    "State": "ID",
    "Country": "USA",
    "Other Competencies - Competencies other than those listed were addressed": "negotiating",
}


def matches(label: str, patterns: list[str]) -> bool:
    """Whether a pattern names the label; "…" stands for anything."""
    return any(fnmatchcase(label, each.replace("…", "*")) for each in patterns)


def pars(label: str) -> object:
    """The record of a row that says only this beside its title, and that there was support."""
    given = "12" if label.startswith(("#", "Number", "Hours", "Monetary", "Total")) else "Yes"
    row = {
        "Activity Title": "Budgets",
        "Commercial Support Received?": "Yes",
        "Commercial Support Source": None,
        label: SAID_IN_PARS.get(label, given),
    }
    return fields_of(tuple(row.items()), "Emory")[0]


@pytest.mark.parametrize("label", dict.fromkeys((*TEMPLATE_C, *SUPPORTER)))
def test_the_columns_of_pars_are_used_or_ignored_as_told(label: str) -> None:
    ignored = section("PARS templates").rpartition("Ignored:")[2]
    used = [name for cell, _ in table("PARS templates") for name in names(cell)]
    unused = [name for name in names(ignored) if "Sub-category" not in name]
    told = matches(label, used) and not matches(label, unused)

    assert told or matches(label, names(ignored))
    assert (pars(label) != pars("no such column")) is told


COURSE = {
    "@context": "https://schema.org",
    "@type": "Course",
    "name": "Budgets",
    "provider": "Emory",
}
SAID_OF_A_COURSE: Mapping[str, object] = {
    "name": "Rounds",
    "provider": "Mercy",
    "organizer": "Mercy",
    "description": "What things cost.",
    "url": "https://example.org/budgets",
    "identifier": "B1",
    "courseCode": "B1",
    "courseMode": "online",
    "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
    "location": {"@type": "Place", "address": {"addressLocality": "Boise"}},
    "startDate": "2027-03-15",
    "endDate": "2027-03-16",
    "applicationDeadline": "2027-03-01",
    "expires": "2027-06-30",
    "dateModified": "2026-11-01",
    "timeRequired": "PT6H",
    "courseWorkload": "PT6H",
    "duration": "PT6H",
    "timeToComplete": "PT6H",
    "educationalCredentialAwarded": "2 ANCC contact hours",
    "numberOfCredits": 2,
    "additionalProperty": {"name": "ANCC contact hours", "value": 2},
    "offers": {"price": 90, "priceCurrency": "USD"},
    "isAccessibleForFree": True,
    "audience": "Nurses",
    "occupationalCategory": "Nurse",
    "about": "finance",
    "keywords": "finance",
    "teaches": "reading a budget",
}


def course(folder: Path, **changed: object) -> object:
    """What is read of the course with these properties; numbers of credits have a type."""
    whole = {**COURSE, **changed}
    if "organizer" in changed:
        del whole["provider"]
    if "numberOfCredits" in changed:
        whole["educationalCredentialAwarded"] = "ANCC contact hours"
    (program,) = programs(read(folder, "a.json", json.dumps(whole)))
    return program


def test_the_properties_of_json_ld_are_those_that_are_told() -> None:
    told = [name for cell, _ in table("JSON-LD") for name in names(cell)]

    assert sorted(told) == sorted(SAID_OF_A_COURSE)


@pytest.mark.parametrize("name", SAID_OF_A_COURSE)
def test_a_property_of_json_ld_that_is_told_is_read(tmp_path: Path, name: str) -> None:
    before = {"educationalCredentialAwarded": "ANCC contact hours"} if "OfCredits" in name else {}

    assert course(tmp_path, **{name: SAID_OF_A_COURSE[name]}) != course(tmp_path, **before)


@pytest.mark.parametrize("name", ["image", "instructor", "review", "sponsor", "maximumEnrollment"])
def test_a_property_of_json_ld_that_is_not_told_is_not_read(tmp_path: Path, name: str) -> None:
    assert course(tmp_path, **{name: "something"}) == course(tmp_path)


ACKNOWLEDGED = "<h:commercialSupport>no</h:commercialSupport><h:license>internal</h:license>"
FORMAT = "<h:activityOrResourceFormat>RSS</h:activityOrResourceFormat>"
UNTIL = "<h:expirationDate>2027-12-31</h:expirationDate>"
LEARNERS = (
    "<ParticipationMetrics><RegisteredParticipants>9</RegisteredParticipants>"
    "</ParticipationMetrics><Expenses>500</Expenses>"
)
LIVE_MEETING = CREDITS + AUDIENCE + WHERE + LIVE + UNTIL
VARIANTS = (
    activity(LIVE_MEETING + ACKNOWLEDGED + FORMAT, more=OUTCOMES + LEARNERS),
    activity(LIVE_MEETING, more=SUPPORT + OUTCOMES),
    activity(LIVE_MEETING.replace("activityCertification", "other")),
)
"""Activities that between them say everything; no one can, as some of it only counts without
something else."""


def mems(folder: Path, without: str) -> Iterator[object]:
    """What is read of the activities without the elements of a name."""
    (folder / MAPPING).write_text("defaults: {provider: Emory, title: Untitled}")
    for variant in VARIANTS:
        pattern = rf"<(\w+:)?({without})\b[^>]*>.*?</(\w+:)?\2>"
        yield read(folder, "a.xml", document(re.sub(pattern, "", variant, flags=re.DOTALL)))


ELEMENTS = [
    name.replace("…", r"\w+") for row in table("MEMS and PARS XML") for name in names(row[0])
]


@pytest.mark.parametrize("name", [*ELEMENTS, "creditType"])
def test_an_element_of_mems_that_is_told_is_read(tmp_path: Path, name: str) -> None:
    assert list(mems(tmp_path, name)) != list(mems(tmp_path, "none"))


@pytest.mark.parametrize("name", ["ParticipationMetrics", "Expenses", "releaseDate"])
def test_an_element_of_mems_that_is_not_told_is_not_read(tmp_path: Path, name: str) -> None:
    assert list(mems(tmp_path, name)) == list(mems(tmp_path, "none"))
