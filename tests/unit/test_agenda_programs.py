"""The dates of programs as deadlines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.deadlines.deadline import Deadline, Kind, Source
from bot.deadlines.ladders import ladder_of
from bot.programs.shortlist import saved_program
from knowledge.programs import Program
from tests.fakes import MemoryShortlist
from tests.unit.agenda_talk import NOW, Talk

ACADEMY = Program(
    "leadership-academy",
    "Nurse Leadership Academy",
    "State Hospital Association",
    tz="America/Chicago",
    application_deadline=date(2027, 1, 15),
    registration_deadline=date(2026, 11, 1),
    start=date(2027, 3, 8),
    credit_claim_by=date(2027, 6, 30),
)
UNDATED = Program("grand-rounds", "Sepsis Grand Rounds", "City Hospital")


@pytest.fixture
def talk() -> Talk:
    """A member with one program on their list."""
    shortlist = MemoryShortlist()
    shortlist.save(saved_program("T1", "U1", ACADEMY, NOW))
    return Talk(ACADEMY, UNDATED, shortlist=shortlist)


def by_title(talk: Talk) -> dict[str, Deadline]:
    return {each.title: each for each in talk.kept()}


@pytest.mark.parametrize(
    "text",
    [
        "remind me of the dates of Nurse Leadership Academy",
        "remind me of the deadlines of the leadership academy",
        "remind me of the dates of leadership-academy",
        "remind me about 1 on my list",
    ],
)
def test_the_dates_still_to_come_are_noted(talk: Talk, text: str) -> None:
    note = talk.told(text)

    assert note.title == "Noted: the dates of Nurse Leadership Academy"
    assert [(each.day, each.kind) for each in talk.kept()] == [
        (date(2027, 1, 15), Kind.REGISTRATION),
        (date(2027, 3, 8), Kind.CUSTOM),
        (date(2027, 6, 30), Kind.CREDIT),
    ]
    title, when = note.rows[0]
    assert title == "Application closes: Nurse Leadership Academy"
    assert when.startswith("Friday 15 January 2027 (America/Chicago); next nudge Wednesday 16 Dec")
    assert when.endswith("09:00 (America/New_York)")


def test_a_date_of_a_program_says_where_it_is_from(talk: Talk) -> None:
    talk.told("remind me about 1 on my list")
    starts = by_title(talk)["Starts: Nurse Leadership Academy"]

    assert (starts.source, starts.program) == (Source.PROGRAM, "leadership-academy")
    assert (starts.zone, ladder_of(starts)) == ("America/Chicago", (14, 1))


def test_dates_are_noted_once(talk: Talk) -> None:
    talk.told("remind me about 1 on my list")
    note = talk.told("remind me of the dates of leadership academy")

    assert note.title == "Nothing was changed"
    assert len(talk.kept()) == 3


def test_a_zone_that_is_none_is_the_members(talk: Talk) -> None:
    odd = Talk(replace(ACADEMY, tz="Mars/Olympus"))
    odd.told("remind me of the dates of leadership academy")

    assert {each.zone for each in odd.kept()} == {""}


def test_a_program_without_dates_says_so(talk: Talk) -> None:
    note = talk.told("remind me of the dates of Sepsis Grand Rounds")

    assert "states no date" in note.remarks[0]
    assert talk.kept() == []


@pytest.mark.parametrize(
    "text", ["remind me of the dates of my kids' school", "remind me about 4 on my list"]
)
def test_a_program_that_is_not_known_changes_nothing(talk: Talk, text: str) -> None:
    assert talk.told(text).title == "Nothing was changed"
    assert talk.kept() == []


def test_a_saved_program_that_left_the_catalog_keeps_its_dates() -> None:
    shortlist = MemoryShortlist()
    shortlist.save(saved_program("T1", "U1", ACADEMY, NOW))
    talk = Talk(shortlist=shortlist)
    talk.told("remind me about 1 on my list")

    assert len(talk.kept()) == 3
