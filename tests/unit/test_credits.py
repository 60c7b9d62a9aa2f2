"""The names of credit: what pages call it, and what the catalog does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.credits import NAMES, canonical, credit_types_in


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_its_own(name: str) -> None:
    assert canonical(name) == name
    assert canonical(name.upper()) == name
    assert credit_types_in(f"Has it {name}, or not?") == (name,)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("AMA PRA Category 1 Credit(s)™", "AMA PRA Category 1"),
        ("AMA PRA Category 1 Credits", "AMA PRA Category 1"),
        ("AMA Cat 1", "AMA PRA Category 1"),
        ("AMA PRA Category 2 Credit", "AMA PRA Category 2"),
        ("AAPA Category 1 CME credits", "AAPA Category 1"),
        ("AAFP Prescribed credit(s)", "AAFP Prescribed"),
        ("AOA Category 1-A", "AOA 1-A"),
        ("CNE", "nursing contact hours"),
        ("nursing contact hours (another accreditor)", "nursing contact hours"),
        ("ANCC", "ANCC contact hours"),
        ("ANCC nursing contact hours", "ANCC contact hours"),
        ("CPE", "ACPE contact hours"),
        ("ACPE credit", "ACPE contact hours"),
        ("CEUs", "CEU"),
        ("ACHE Face-to-Face Education credits", "ACHE Face-to-Face"),
        ("CPHQ CE", "NAHQ CE (CPHQ)"),
    ],
)
def test_an_alias_gets_the_catalogs_name(written: str, name: str) -> None:
    assert canonical(written) == name


@pytest.mark.parametrize(
    "written",
    ["CME", "Category 1", "contact hours", "social work CE (NYSED)", "CPPS recertification",
     "AMA PRA Category 1 or ANCC contact hours", "ANCC hours, of which 2 in pharmacology",
     "dance credit", "ABIM MOC points"],
)  # fmt: skip
def test_what_is_something_else_stays_as_it_is_written(written: str) -> None:
    assert canonical(written) == written


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("20+ AMA credits, or nursing CEUs", ("AMA PRA Category 1", "nursing contact hours")),
        ("AAPA Category 1 for my PA", ("AAPA Category 1",)),
        ("pharmacy CE or ACPE", ("ACPE contact hours",)),
        ("credits for a nurse", ()),
        ("macrame and champagne for a back ache", ()),
        ("ACHE credit", ("ACHE Qualified Education",)),
        ("a review of panache", ()),
    ],
)
def test_types_are_found_in_a_request(text: str, names: tuple[str, ...]) -> None:
    assert credit_types_in(text) == names


@given(st.text())
def test_any_text_has_a_type_that_stays_itself(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)
    assert set(credit_types_in(text)) <= set(NAMES)
