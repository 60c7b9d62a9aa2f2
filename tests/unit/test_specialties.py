"""Which names of specialties stand for one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.specialties import akin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("critical care", "Critical Care Medicine"),
        ("ICU", "critical care medicine"),
        ("NICU", "neonatal intensive care"),
        ("hospital medicine", "internal medicine"),
        ("family medicine", "primary care"),
        ("internal medicine", "primary care"),
        ("psychiatry", "mental health"),
        ("psych", "behavioral health"),
        ("OB/GYN", "obstetrics and gynecology"),
        ("ob-gyn", "women's health"),
        ("obstetrics", "obstetrics and gynecology"),
        ("cardiology", "cardiovascular disease"),
        ("cardiology", "pediatric cardiology"),
        ("orthopedics", "orthopaedic surgery"),
        ("geriatrics", "geriatric medicine"),
        ("pediatrics", "paediatric nursing"),
        ("hospice and palliative medicine", "palliative care"),
        ("surgery", "perioperative nursing"),
        ("oncology", "hematology/oncology"),
        ("emergency medicine", "emergency"),
        ("ENT", "otolaryngology"),
    ],
)
def test_these_are_one_or_near_enough(one: str, other: str) -> None:
    assert akin(one, other)
    assert akin(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hospital medicine", "family medicine"),
        ("hospital medicine", "primary care"),
        ("internal medicine", "emergency medicine"),
        ("critical care", "palliative care"),
        ("critical care", "primary care"),
        ("neurology", "neurosurgery"),
        ("psychiatry", "psychology"),
        ("radiology", "radiation oncology"),
        ("cardiology", "surgery"),
        ("mental health", "women's health"),
        ("pediatrics", "geriatrics"),
        ("dermatology", "pathology"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    assert not akin(one, other)
    assert not akin(other, one)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_names_can_be_held_against_each_other(one: str, other: str) -> None:
    assert akin(one, one)
    assert akin(one, other) == akin(other, one)
