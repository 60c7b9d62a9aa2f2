"""The portfolio: what is kept of it, what is a question, and the packet made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.conversation import Address
from bot.members.profile import Member, Profile, Said
from bot.messages import Done, Note
from bot.portfolio.desk import PortfolioDesk
from bot.portfolio.entry import Entry
from bot.portfolio.notes import portfolio_of
from bot.portfolio.packet import NO_CREDITS, OWN
from bot.portfolio.requests import LONGEST, Earn, State, read_request
from tests.fakes import MemoryCatalog
from tests.program_samples import ETHICS
from tests.reminder_fakes import MemoryBook

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GOLDEN = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "golden/portfolio.jsonl")
    .read_text("utf-8")
    .splitlines()
]
HOME = Address("slack", "slack:T1", "{}")
MEMBER = Member("slack:T1", "U1", Profile(), "UTC", HOME, NOW)


def a_desk(book: MemoryBook) -> PortfolioDesk:
    ids: Iterator[str] = (f"e{n}" for n in range(100))
    return PortfolioDesk(book, MemoryCatalog([ETHICS]), lambda: next(ids))


def says(desk: PortfolioDesk, text: str) -> Note | Done:
    message = desk.take(Said(text, MEMBER, NOW))
    assert isinstance(message, Note | Done), text
    return message


@pytest.mark.parametrize(
    ("text", "label", "kept"),
    [
        ("My practice gap: late sepsis bundles", "Practice gap", "late sepsis bundles"),
        ("my practice gap was discharge teaching", "Practice gap", "discharge teaching"),
        ("my practice change: we huddle at 3", "What changed in your practice", "we huddle at 3"),
        ("What changed: two nurses check", "What changed in your practice", "two nurses check"),
        ("Result: falls from 4 to 1", "Result", "falls from 4 to 1"),
        ("my next goal is charge nurse", "Next goal", "charge nurse"),
        ("my practice gap: how to titrate drips", "Practice gap", "how to titrate drips"),
    ],
)
def test_an_own_statement_is_kept_and_marked(text: str, label: str, kept: str) -> None:
    book = MemoryBook()
    note = says(a_desk(book), text)

    assert isinstance(note, Note)
    assert note.rows == ((label, f"{kept} ({OWN})"),)
    (stated,) = portfolio_of(book.entries("slack:T1", "U1")).stated
    assert stated.text == kept


@pytest.mark.parametrize(
    "text",
    [
        "gap analysis for nurses",
        "what is a practice gap?",
        "results of the hip fracture program",
        "practice changes are hard to measure",
        "I have 6 credits",
        "I earned 20 credits, how many more do I need?",
        "how do I find my result?",
        "What belongs in a review packet for a nurse?",
        "my results are in",
        "the result was good",
        "our goal for next year is fewer falls",
        "my next goal is to become a nurse manager, how do I get there",
        "My practice gap is sepsis, what should I take",
        "my result: better, but is it enough?",
        "I got 6 credits for a free webinar, can my employer still pay the exam",
        "log 3 hours",
    ],
)
def test_what_is_a_question_or_about_the_world_is_left_alone(text: str) -> None:
    assert read_request(text) is None


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("I earned 6 contact hours for the falls course", "6", "contact hours"),
        ("I got 12.5 AMA PRA Category 1 credits from Emory", "12.5", "AMA PRA Category 1 credits"),
        ("log 3 CEUs", "3", "CEUs"),
        ("earned 1.5 ceus for sepsis course", "1.5", "ceus"),
        ("log 3 hours for the falls course", "3", "hours"),
    ],
)
def test_earned_credit_is_kept_with_its_unit(text: str, amount: str, unit: str) -> None:
    book = MemoryBook()
    says(a_desk(book), text)

    (earned,) = portfolio_of(book.entries("slack:T1", "U1")).earned
    assert (earned.amount, earned.unit, earned.day) == (Decimal(amount), unit, date(2026, 11, 23))


def test_credit_for_a_program_of_the_catalog_is_tied_to_it() -> None:
    book = MemoryBook()
    desk = a_desk(book)
    says(desk, "I earned 1.5 contact hours for Ethics at the Bedside")
    says(desk, "I earned 2 contact hours for Ethics in Paris")

    first, second = portfolio_of(book.entries("slack:T1", "U1")).earned
    assert (first.program, second.program) == (ETHICS.id, "")


def test_the_latest_statement_counts_and_units_are_summed_apart() -> None:
    book = MemoryBook()
    desk = a_desk(book)
    for text in (
        "my result: none yet",
        "my result: falls from 4 to 1",
        "I earned 2 contact hours for A",
        "I earned 1.5 contact hours for B",
        "I earned 3 MOC points for C",
    ):
        says(desk, text)
    packet = says(desk, "my review packet")

    assert isinstance(packet, Note)
    rows = dict(packet.rows)
    assert rows["Result"].startswith("falls from 4 to 1")
    assert rows["Credits"].startswith("3.5 contact hours, 3 MOC points: ")


def test_an_empty_packet_says_how_to_fill_it() -> None:
    packet = says(a_desk(MemoryBook()), "show my portfolio")

    assert isinstance(packet, Note)
    assert dict(packet.rows)["Credits"] == NO_CREDITS
    assert all("say “" in text for _, text in packet.rows)


def test_an_entry_is_removed_by_its_button() -> None:
    book = MemoryBook()
    desk = a_desk(book)
    note = says(desk, "my result: 4 to 1")
    assert isinstance(note, Note)

    assert says(desk, note.choices[0].says) == Done("Removed from your portfolio.")
    assert book.entries("slack:T1", "U1") == ()
    again = says(desk, note.choices[0].says)
    assert isinstance(again, Done)
    assert "nothing was removed" in again.text


def test_long_and_strange_words_are_kept_in_one_line_and_cut() -> None:
    book = MemoryBook()
    says(a_desk(book), "my result: a\x00b\n\u202ec " + "x" * 5000)

    (stated,) = portfolio_of(book.entries("slack:T1", "U1")).stated
    assert len(stated.text) == LONGEST
    assert stated.text.isprintable()


def test_entries_that_this_version_cannot_read_are_passed_over() -> None:
    broken = [
        Entry("t", "m", "1", "credit", '{"amount": "many"}', NOW),
        Entry("t", "m", "2", "gap", "not json", NOW),
        Entry("t", "m", "3", "spending", "{}", NOW),
        Entry("t", "m", "4", "gap", "[]", NOW),
    ]
    assert portfolio_of(broken) == portfolio_of(())


@pytest.mark.parametrize("row", GOLDEN, ids=[row["text"] for row in GOLDEN])
def test_what_a_member_means(row: dict[str, Any]) -> None:
    request = read_request(row["text"])

    assert (type(request).__name__ if request else None) == row["kind"]
    if isinstance(request, Earn):
        assert [str(request.amount), request.unit] == row["earned"]
    if isinstance(request, State):
        assert request.text == row["said"]


@pytest.mark.parametrize(
    ("text", "activity", "day"),
    [
        ("got 12.5 cat 1 credits at acp florida nov 14", "acp florida", date(2026, 11, 14)),
        ("i earned 12.5 credits for acp florida on nov 14", "acp florida", date(2026, 11, 14)),
        ("i did 3 ce hrs on sepsis yesterday", "sepsis", date(2026, 11, 22)),
        ("earned 1.5 hrs law ce today", "law ce", date(2026, 11, 23)),
        ("earned 2 ce hours today", "", date(2026, 11, 23)),
        ("earned 6 credits for TNCC", "TNCC", date(2026, 11, 23)),
    ],
)
def test_credit_is_of_the_day_on_which_it_was_earned(text: str, activity: str, day: date) -> None:
    book = MemoryBook()
    says(a_desk(book), text)

    (earned,) = portfolio_of(book.entries("slack:T1", "U1")).earned
    assert (earned.activity, earned.day) == (activity, day)


def test_ceus_are_also_said_as_contact_hours() -> None:
    note = says(a_desk(MemoryBook()), "got .3 ceu from apha on diabetes")

    assert isinstance(note, Note)
    assert note.rows[0][1].endswith("(as contact hours: 3)")


def test_every_deed_stands_in_the_packet_and_a_single_line_has_no_sum() -> None:
    desk = a_desk(MemoryBook())
    says(desk, "precepted 4 new grads this year, add to my review")
    says(desk, "started vanco auc program saved 40k put that in my packet")
    says(desk, "got 12.5 cat 1 credits at acp florida nov 14")
    note = says(desk, "my review packet")

    assert isinstance(note, Note)
    rows = dict(note.rows)
    assert rows["Credits"] == f"12.5 cat 1 credits, acp florida, 2026-11-14 ({OWN})"
    assert "precepted 4 new grads" in rows["What you did"]
    assert "vanco auc program" in rows["What you did"]


def test_an_award_is_asked_about_and_then_kept() -> None:
    book = MemoryBook()
    desk = a_desk(book)
    asked = says(desk, "got a daisy award in september")

    assert isinstance(asked, Note)
    assert not book.entries("slack:T1", "U1")
    says(desk, asked.choices[0].says)
    assert portfolio_of(book.entries("slack:T1", "U1")).stated[0].text == (
        "got a daisy award in september"
    )
