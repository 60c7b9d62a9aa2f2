"""Until when a program can be taken or joined, and when its record is stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.programs import Format, Program
from tests.offers import TODAY, a_program

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=30)

# What is stated, the last day to get in, and whether it is offered today.
CASES: dict[str, tuple[Program, date | None, bool]] = {
    "nothing": (a_program(), None, True),
    "expires today": (a_program(format=Format.ENDURING, expires_on=TODAY), TODAY, True),
    "expired": (a_program(format=Format.ENDURING, expires_on=YESTERDAY), YESTERDAY, False),
    "credit can be claimed no more": (
        a_program(format=Format.ENDURING, expires_on=LATER, credit_claim_by=YESTERDAY),
        YESTERDAY,
        False,
    ),
    "released long ago": (
        a_program(format=Format.ENDURING, start=date(2020, 1, 1), expires_on=LATER),
        LATER,
        True,
    ),
    "a course of today": (a_program(format=Format.COURSE, start=TODAY, end=TODAY), TODAY, True),
    "a course that has begun": (
        a_program(format=Format.COURSE, start=YESTERDAY, end=LATER),
        YESTERDAY,
        False,
    ),
    "a course that takes people late": (
        a_program(format=Format.COURSE, start=YESTERDAY, end=LATER, registration_deadline=TOMORROW),
        TOMORROW,
        True,
    ),
    "a course whose registration is closed": (
        a_program(format=Format.COURSE, start=LATER, end=LATER, registration_deadline=YESTERDAY),
        YESTERDAY,
        False,
    ),
    "the earlier of two deadlines": (
        a_program(registration_deadline=LATER, application_deadline=TOMORROW),
        TOMORROW,
        True,
    ),
    "a series that has begun": (
        a_program(format=Format.SERIES, start=YESTERDAY, end=LATER),
        LATER,
        True,
    ),
    "a cohort that has begun": (
        a_program(format=Format.OTHER, start=YESTERDAY, end=LATER),
        YESTERDAY,
        False,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_program_is_offered_until_the_first_day_that_shuts_it(name: str) -> None:
    program, closes_on, offered = CASES[name]

    assert (program.closes_on, program.offered(TODAY)) == (closes_on, offered)


def test_a_record_is_stale_from_the_day_after_the_limit() -> None:
    read = a_program(retrieved_on=TODAY - timedelta(days=180))

    assert not read.stale(TODAY)
    assert read.stale(TOMORROW)
    assert read.stale(TODAY, after=timedelta(days=179))


def test_a_record_that_does_not_say_when_it_was_read_is_not_called_stale() -> None:
    assert not a_program(retrieved_on=None).stale(TODAY)


def test_what_its_page_vouches_for_counts_and_not_when_the_page_was_read() -> None:
    read = a_program(retrieved_on=TODAY, verified_on=TODAY - timedelta(days=181))

    assert read.stale(TODAY)
    assert not replace(read, verified_on=TODAY - timedelta(days=180)).stale(TODAY)


def test_a_page_is_live_when_it_vouches_for_the_day_of_its_reading() -> None:
    assert a_program(verified_on=TODAY).live
    assert a_program(retrieved_on=None, verified_on=TODAY).live
    assert not a_program(verified_on=TODAY - timedelta(days=1)).live
    assert not a_program().live


def test_a_day_to_come_vouches_for_nothing() -> None:
    record = a_program(retrieved_on=TODAY - timedelta(days=900), verified_on=date(2050, 1, 1))

    assert record.stale(TODAY)
