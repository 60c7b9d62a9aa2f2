"""The allowance: what is read of it, how it is reckoned, and what a member is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.wiring import StarterHandbook
from bot.allowance.asking import draft, open_questions
from bot.allowance.days import past_day
from bot.allowance.policy import POLICY, Basis, Policy, from_json, to_json, together
from bot.allowance.purse import Purse
from bot.allowance.reckoning import cycle, last_safe_days, standing
from bot.allowance.requests import More, Spent, Tell, read_request
from bot.allowance.spending import Spending
from bot.allowance.spent import Spend
from bot.conversation import Address
from bot.deadlines.deadline import HUB, Kind
from bot.members.profile import Member, Profile, Said
from bot.messages import Done, Message, Note, Programs
from bot.portfolio.entry import Entry
from bot.programs.advising import Advisor
from knowledge.programs import Fee, Money
from tests.fakes import MemoryCatalog
from tests.findings import a_hit
from tests.program_samples import ETHICS
from tests.reminder_fakes import MemoryBook, MemoryDeadlines
from tests.unit.test_coach import ShelfOfOne

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("America/New_York"))
TODAY = NOW.date()
HOME = Address("slack", "slack:T1", "{}")
MEMBER = Member("slack:T1", "U1", Profile(profession="nurse"), "America/New_York", HOME, NOW)
GOLDEN = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "golden/allowance.jsonl")
    .read_text("utf-8")
    .splitlines()
]
FULL = Policy(
    amount=Decimal(2500),
    currency="USD",
    days=Decimal(5),
    cycle_start=(7, 1),
    basis=Basis.ATTENDED,
    claim_window_days=90,
    preapproval=True,
    approval_days=21,
    leave_days=42,
    prorated=False,
    fte=Decimal(1),
    carries_over=False,
)


class World:
    """A purse and what it keeps."""

    def __init__(self) -> None:
        self.book = MemoryBook()
        self.deadlines = MemoryDeadlines()
        ids: Iterator[str] = (f"s{n}" for n in range(1000))
        cheap = replace(ETHICS, id="cheap", fee=Fee(Money(Decimal(90), "USD")))
        dear = replace(ETHICS, id="dear", fee=Fee(Money(Decimal(2600), "USD")))
        catalog = MemoryCatalog([cheap, dear])
        advisor = Advisor(ShelfOfOne(a_hit("Ask for paid time.")), catalog, StarterHandbook())
        self.purse = Purse(self.book, self.deadlines, advisor, lambda: next(ids))

    def says(self, text: str, member: Member = MEMBER) -> Message:
        message = self.purse.take(Said(text, member, NOW.astimezone(ZoneInfo(member.zone))))
        assert message is not None, text
        return message

    def note(self, text: str) -> Note:
        message = self.says(text)
        assert isinstance(message, Note), message
        return message


@pytest.mark.parametrize("row", GOLDEN, ids=[row["text"] for row in GOLDEN])
def test_what_a_member_means(row: dict[str, Any]) -> None:
    request = read_request(row["text"], NOW)

    assert (type(request).__name__ if request else None) == row["kind"]
    if isinstance(request, Tell):
        assert json.loads(to_json(request.policy)) == row["policy"]
        assert bool(request.doubts) == bool(row.get("doubts"))
    if isinstance(request, Spent | More):
        assert request.spends == tuple(map(a_spend, row["spent"]))


def a_spend(row: list[str]) -> Spend:
    amount, currency, days, what, day = row
    return Spend(Decimal(amount), currency, Decimal(days), what, date.fromisoformat(day))


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    read_request(text, NOW)
    read_request(f"my CME allowance {text} within {text} days", NOW)


@pytest.mark.parametrize(
    ("start", "today", "expected"),
    [
        (None, date(2026, 11, 23), (date(2026, 1, 1), date(2026, 12, 31))),
        ((7, 1), date(2026, 6, 30), (date(2025, 7, 1), date(2026, 6, 30))),
        ((7, 1), date(2026, 7, 1), (date(2026, 7, 1), date(2027, 6, 30))),
        ((2, 29), date(2027, 3, 1), (date(2027, 2, 28), date(2028, 2, 28))),
    ],
)
def test_the_allowance_year(
    start: tuple[int, int] | None, today: date, expected: tuple[date, date]
) -> None:
    assert cycle(Policy(cycle_start=start), today) == expected


def test_only_spending_of_this_year_lowers_what_is_left() -> None:
    spent = [
        Spending("a", Decimal("300.50"), Decimal(1), "", date(2026, 7, 1)),
        Spending("b", Decimal(900), Decimal(2), "", date(2026, 6, 30)),
    ]
    now = standing(FULL, spent, TODAY)

    assert (now.left, now.days_left) == (Decimal("2199.50"), Decimal(4))


def test_part_time_cuts_money_to_cents_and_days_to_halves() -> None:
    part = replace(FULL, prorated=True, fte=Decimal("0.7"), amount=Decimal("999.99"))
    now = standing(part, (), TODAY)

    assert (now.granted, now.days_granted) == (Decimal("699.99"), Decimal("3.5"))
    assert standing(replace(part, prorated=None), (), TODAY).granted == Decimal("999.99")


def days_of(policy: Policy, last: date = date(2027, 6, 30)) -> dict[str, date]:
    return {step.label: step.day for step in last_safe_days(policy, last)}


def test_the_last_safe_days_are_worked_backwards_from_attending() -> None:
    days = days_of(FULL)

    assert days == {
        "ask for leave, if you need time off": date(2027, 5, 19),
        "ask for approval": date(2027, 5, 26),
        "register and pay": date(2027, 6, 16),
        "finish the course": date(2027, 6, 30),
        "hand in the claim": date(2027, 9, 28),
    }
    assert list(days.values()) == sorted(days.values())
    assert not any(
        step.assumed for step in last_safe_days(FULL, TODAY) if "register" not in step.label
    )


def test_what_counts_decides_by_when_a_course_must_be_finished() -> None:
    submitted = days_of(replace(FULL, basis=Basis.SUBMITTED))
    incurred = days_of(replace(FULL, basis=Basis.INCURRED))
    unknown = days_of(replace(FULL, basis=None))

    assert submitted["hand in the claim"] == date(2027, 6, 30)
    assert submitted["finish the course"] == date(2027, 6, 23)
    assert incurred["register and pay"] == date(2027, 6, 30)
    assert incurred["finish the course"] == date(2027, 9, 21)
    assert unknown == submitted


def test_without_approval_there_is_no_step_for_it() -> None:
    assert "ask for approval" not in days_of(replace(FULL, preapproval=False))


def test_every_rule_that_nobody_told_is_called_assumed() -> None:
    assumed = standing(Policy(amount=Decimal(100)), (), TODAY).assumed

    for words in ("calendar year", "nothing carries over", "claim must be in", "approval", "leave"):
        assert any(words in each for each in assumed), words


def test_a_waiting_time_says_from_when_it_may_be_used() -> None:
    waiting = replace(FULL, hired=date(2026, 5, 1), waiting_months=12)

    assert standing(waiting, (), TODAY).waits_until == date(2027, 5, 1)
    assert standing(waiting, (), date(2027, 5, 1)).waits_until is None


def test_a_later_word_counts_and_undoes_an_earlier_confirmation() -> None:
    confirmed = Policy(amount=Decimal(1), confirmed_by="HR", confirmed_on=TODAY)

    assert together([confirmed, Policy(days=Decimal(2))]) == Policy(
        amount=Decimal(1), days=Decimal(2)
    )
    assert together([Policy(days=Decimal(2)), confirmed]).confirmed


@given(
    st.builds(
        Policy,
        amount=st.none() | st.decimals(0, 10**6, places=2),
        days=st.none() | st.decimals(0, 99, places=1),
        cycle_start=st.none() | st.tuples(st.integers(1, 12), st.integers(1, 28)),
        basis=st.none() | st.sampled_from(Basis),
        preapproval=st.none() | st.booleans(),
        eligible=st.lists(st.text(max_size=9), max_size=3).map(tuple),
        confirmed_on=st.none() | st.dates(),
    )
)
def test_a_policy_comes_back_from_its_entry(policy: Policy) -> None:
    assert from_json(to_json(policy)) == policy


@pytest.mark.parametrize("text", ["[]", "3", '{"amount": "x"}', '{"basis": "gone"}', "no"])
def test_an_entry_that_holds_no_policy_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(text) if text != "[]" else from_json('{"cycle_start": []}')


def test_without_any_rule_the_coach_asks_for_one_sentence() -> None:
    note = World().note("how much CME money do I have left?")

    assert note.asks
    assert "I get $2,500 and 5 CME days a year" in note.remarks[0]


def test_what_is_left_and_until_when() -> None:
    world = World()
    world.says("I get $2,500 and 5 CME days a year from 1 July")
    world.says("I spent $650 and 1 CME day on ACLS")
    note = world.note("how much do I have left and until when really?")

    rows = dict(note.rows)
    assert rows["Money left"] == "$1,850 of $2,500 ($650 spent)"
    assert rows["Days left"] == "4 of 5 (1 used)"
    assert rows["Allowance year"] == "Wednesday 1 July 2026 to Wednesday 30 June 2027"
    assert rows["Last safe day to hand in the claim"] == "Wednesday 30 June 2027"
    assert any(remark.startswith("Assumed, because nobody told me") for remark in note.remarks)
    assert any("ask HR" in remark for remark in note.remarks)


def test_a_safe_day_that_is_over_says_so() -> None:
    world = World()
    world.says("my CME allowance is $500 and runs out on 30 November")
    rows = dict(world.note("my CME allowance").rows)

    assert rows["Last safe day to ask for approval"].endswith("(passed)")


def test_spending_more_than_there_is_is_said_plainly() -> None:
    world = World()
    world.says("my CME allowance is $500")
    world.says("I spent $650 on ACLS")

    assert dict(world.note("my CME allowance").rows)["Money left"] == (
        "nothing; $150 over of $500 ($650 spent)"
    )


def test_spending_is_removed_by_its_button() -> None:
    world = World()
    world.says("my CME allowance is $500")
    note = world.note("I spent $200 on ACLS")
    assert world.says(note.choices[0].says) == Done("Removed from your spending.")
    assert dict(world.note("my CME allowance").rows)["Money left"].startswith("$500 of $500")
    assert "nothing was removed" in str(world.says(note.choices[0].says))


def test_another_currency_is_asked_back_and_nothing_is_kept() -> None:
    world = World()
    world.says("my CME allowance is $500")
    note = world.note("I spent €200 on a course")

    assert note.asks
    assert dict(world.note("my CME allowance").rows)["Money left"].startswith("$500 of $500")


def test_an_allowance_year_that_is_told_becomes_a_deadline() -> None:
    world = World()
    note = world.note("my CME allowance runs out on 30 June")
    (watched,) = world.deadlines.of_member("slack:T1", "U1")

    assert watched.deadline.kind is Kind.ALLOWANCE
    assert watched.deadline.day == date(2027, 6, 30)
    assert "Wednesday 30 June 2027" in note.remarks[0]
    world.says("my CME allowance runs out on 31 December")
    (moved,) = world.deadlines.of_member("slack:T1", "U1")
    assert moved.deadline.day == date(2026, 12, 31)


def test_the_organization_s_policy_counts_where_the_member_told_nothing() -> None:
    world = World()
    for owner, policy in (
        ("", Policy(amount=Decimal(1000), currency="USD", cycle_start=(7, 1), source="Handbook")),
        ("4 west", Policy(amount=Decimal(1500), currency="USD")),
    ):
        world.book.write(Entry(HUB, owner, "p", POLICY, to_json(policy), NOW))
    west = replace(MEMBER, profile=Profile(team="4 West"))

    assert world.purse.money_left(MEMBER, TODAY) == Money(Decimal(1000), "USD")
    assert world.purse.money_left(west, TODAY) == Money(Decimal(1500), "USD")
    world.says("my CME allowance is $1,200", west)
    assert world.purse.money_left(west, TODAY) == Money(Decimal(1200), "USD")
    assert world.purse.policy(west).source == "Handbook"


def test_confirming_in_writing_is_shown_with_its_day() -> None:
    world = World()
    world.says("my CME allowance is $500")
    world.says("HR confirmed my CME allowance by email")

    remarks = world.note("my CME allowance").remarks
    assert "Confirmed in writing by HR on 2026-11-23." in remarks


def test_only_programs_that_fit_money_and_days_are_offered() -> None:
    world = World()
    world.says("I get $500 a year from 1 July")
    found = world.says("what can I still afford?")

    assert isinstance(found, Programs)
    assert [match.program.id for match in found.matches] == ["cheap"]
    assert "at most $500 (your allowance)" in found.understood


def test_the_message_to_hr_asks_what_nobody_told() -> None:
    world = World()
    world.says("I get $2,500 a year")
    text = dict(world.note("ask HR").rows)["Text"]

    assert "I have $2,500 a year." in text
    assert "confirm this in writing" in text
    assert "How many paid days" in text
    assert "How much money" not in text


def test_a_policy_that_says_everything_leaves_nothing_to_ask() -> None:
    whole = replace(FULL, eligible=("courses",), proof=("receipt",), approver="x", source="y")

    assert open_questions(whole) == ()
    assert "Could you tell me" not in draft(whole)


def test_nothing_may_be_used_before_the_waiting_time_is_over() -> None:
    world = World()
    world.says("I get $500 a year")
    world.says("I was hired on 1 May 2026 and my CME allowance has a waiting time of 12 months")

    assert world.purse.money_left(MEMBER, TODAY) == Money(Decimal(), "USD")
    assert any("from Saturday 1 May 2027 on" in r for r in world.note("my CME allowance").remarks)


def test_the_last_day_to_finish_a_course_is_reckoned_from_what_is_known() -> None:
    world = World()
    last = date(2026, 12, 31)
    assert world.purse.finish_by(MEMBER, last) is None

    world.says("I get $500 a year")
    assert world.purse.finish_by(MEMBER, last) == date(2026, 12, 24)
    attended = Entry(
        MEMBER.tenant, MEMBER.id, "p", POLICY, to_json(Policy(basis=Basis.ATTENDED)), NOW
    )
    world.book.write(attended)
    assert world.purse.finish_by(MEMBER, last) == last


def test_a_claim_window_of_no_days_ends_with_the_year() -> None:
    assert days_of(replace(FULL, claim_window_days=0))["hand in the claim"] == date(2027, 6, 30)


@pytest.mark.parametrize("day", ["on 2027-12-01", "12/25/2030"])
def test_no_spending_is_dated_in_the_future(day: str) -> None:
    assert past_day(day, NOW) is None


def test_nothing_but_spending_is_removed_as_spending() -> None:
    world = World()
    world.says("my CME allowance is $500")
    (entry,) = world.book.entries("slack:T1", "U1")

    assert "nothing was removed" in str(world.says(f"remove spending [{entry.id}]"))
    assert world.book.entries("slack:T1", "U1") == (entry,)
