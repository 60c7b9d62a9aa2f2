"""The allowance in talk: what is asked back, listed and taken back, and what is never half done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from adapters.store.book import MOST as MOST_ENTRIES
from adapters.store.deadlines import MOST as MOST_DEADLINES
from bot.deadlines.deadline import Deadline, Kind, Scope, Watch
from bot.errors import TooMuch
from bot.members.profile import Said
from bot.messages import Message, Note, Programs
from bot.portfolio.entry import Entry
from knowledge.programs import Money
from tests.unit.test_allowance import MEMBER, NOW, TODAY, World

LEFT = "how much CME money do I have left?"


def answers(world: World, text: str, asked: Note) -> Message | None:
    """What is said to a reply to what was asked back."""
    assert asked.asks
    assert asked.question
    return world.purse.take(Said(text, MEMBER, NOW, asked.question))


def money(world: World) -> str:
    return dict(world.note(LEFT).rows)["Money left"]


def years(world: World) -> list[tuple[str, date]]:
    held = world.deadlines.of_member("slack:T1", "U1")
    return [(each.deadline.title, each.deadline.day) for each in held]


def test_what_was_bought_is_spending_and_no_grant() -> None:
    world = World()
    world.says("my CME allowance is $2,500")
    world.says("I bought a $400 board review book with CME money")

    assert money(world) == "$2,100 of $2,500 ($400 spent)"


def test_what_is_left_is_asked_about_and_can_be_told_as_spending() -> None:
    world = World()
    world.says("my CME allowance is $2,500")
    asked = world.note("I have $800 of CME money left")

    assert money(world).startswith("$2,500 of $2,500")
    assert answers(world, "it is what is left", asked)
    assert money(world) == "$800 of $2,500 ($1,700 spent)"


def test_two_things_bought_in_one_sentence_are_both_counted_and_removed_apart() -> None:
    world = World()
    world.says("my CME allowance is $2,500")
    note = world.note("I spent $300 on ACLS and $200 on BLS")

    assert dict(note.rows)["Money left"] == "$2,000 of $2,500 ($500 spent)"
    world.says(note.choices[1].says)
    assert money(world) == "$2,200 of $2,500 ($300 spent)"


@pytest.mark.parametrize(
    ("said", "reply", "spent"),
    [
        ("I paid $300 instead of $400 for PALS", "1", "$300 for PALS"),
        ("I paid $300 instead of $400 for PALS", "$400", "$400 for PALS"),
        ("I spent $1,5000 on ACLS", "$150", "$150 for ACLS"),
        ("I spent $1,5000 on ACLS", "150", "$150 for ACLS"),
        ("I spent €90 on a course yesterday", "$99", "$99 for a course"),
    ],
)
def test_an_unclear_amount_is_asked_back_and_the_answer_is_noted(
    said: str, reply: str, spent: str
) -> None:
    world = World()
    world.says("my CME allowance is $2,500")
    asked = world.note(said)
    assert money(world).startswith("$2,500 of $2,500")
    noted = answers(world, reply, asked)

    assert isinstance(noted, Note)
    day = "Sunday 22" if "yesterday" in said else "Monday 23"
    assert dict(noted.rows)["Spent"] == f"{spent} on {day} November 2026"


def test_a_question_after_an_ask_back_is_left_alone_and_writes_nothing() -> None:
    world = World()
    asked = world.note("I spent €90 on a course")

    assert answers(world, "what is the difference between CNE and CME?", asked) is None
    assert answers(world, "no", asked)
    assert world.book.entries("slack:T1", "U1") == ()


def test_a_bare_number_answers_how_much_there_is() -> None:
    world = World()
    asked = world.note("how much CME money do I have?")
    answers(world, "2500", asked)

    assert money(world).startswith("$2,500 of $2,500")


def test_what_was_not_understood_is_said() -> None:
    note = World().note("our allowance is $2000 but HR says receipts must be in by Friday")

    assert "“HR says receipts must be in by Friday”" in note.remarks[0]


def test_a_day_that_no_year_has_is_not_noted_and_29_february_is() -> None:
    world = World()
    impossible = world.note("I get $2,500 a year from 31 June")
    assert "Year begins" not in dict(impossible.rows)
    assert "There is no 31 June" in impossible.remarks[0]

    leap = world.note("I get 5 CME days a year from 29 February")
    assert dict(leap.rows)["Year begins"] == "29 February"
    assert years(world)[0][1] == date(2027, 2, 27)


def test_money_that_renews_runs_out_the_day_before() -> None:
    world = World()
    world.says("my CME money resets on 1 January")

    assert years(world)[0][1] == date(2026, 12, 31)


def test_a_year_that_is_told_twice_is_one_deadline_with_an_id_that_can_be_said() -> None:
    world = World()
    told = Deadline(
        "slack:T1", "k1", Scope.MEMBER, "U1", Kind.ALLOWANCE, "CME money", date(2027, 6, 30)
    )
    world.deadlines.keep(told, Watch(NOW - timedelta(days=9)))
    world.says("I get $2,500 a year from 1 July")
    assert years(world) == [("CME money", date(2027, 6, 30))]
    (watched,) = world.deadlines.of_member("slack:T1", "U1")
    assert watched.watch == Watch(NOW - timedelta(days=9))

    stranger = replace(MEMBER, id="Jane Doe")
    world.says("my CME year begins on 1 July", stranger)
    (own,) = world.deadlines.of_member("slack:T1", "Jane Doe")
    assert own.deadline.id.isalnum()


def test_a_year_that_moves_onto_a_told_deadline_leaves_one() -> None:
    world = World()
    world.says("my CME year begins on 1 January")
    told = Deadline(
        "slack:T1", "k1", Scope.MEMBER, "U1", Kind.ALLOWANCE, "CME money", date(2027, 6, 30)
    )
    world.deadlines.keep(told, Watch(NOW))
    world.says("my CME year begins on 1 July")

    assert years(world) == [("CME money", date(2027, 6, 30))]


def test_a_rule_is_taken_back_by_itself_and_all_of_them_with_their_deadline() -> None:
    world = World()
    world.says("I get $2,500 a year from 1 July")
    assert world.note("my claim window is not 60 days").title == "Nothing was changed"
    world.says("my claim window is 60 days")
    one = world.note("my claim window is not 60 days")
    assert one.rows == (("Claim window", "60 days"),)
    assert world.purse.policy(MEMBER).amount == Decimal(2500)

    everything = world.note("forget my allowance")
    assert dict(everything.rows) == {"Money a year": "$2,500", "Year begins": "1 July"}
    assert not world.purse.policy(MEMBER)
    assert years(world) == []
    assert world.purse.take(Said("forget my allowance", MEMBER, NOW)) is None


def test_spending_is_listed_the_latest_first_with_its_removals() -> None:
    world = World()
    assert "no spending yet" in world.note("what did I spend").remarks[0]
    world.says("I spent $300 on ACLS on 3 March 2025")
    world.says("I spent $200 on BLS")
    note = world.note("what did I spend?")

    assert note.rows == (
        ("1. BLS", "$200 on Monday 23 November 2026"),
        ("2. ACLS", "$300 on Monday 3 March 2025 (another allowance year)"),
    )
    world.says(note.choices[1].says)
    assert [row[0] for row in world.note("list my spending").rows] == ["1. BLS"]


def test_used_days_narrow_what_fits() -> None:
    world = World()
    world.says("I get $500 and 2 CME days a year from 1 July")
    some = world.says("what can I still afford?")
    world.says("I used 2 CME days for NTI")
    none = world.says("what can I still afford?")

    assert isinstance(some, Programs)
    assert isinstance(none, Programs)
    assert "at most 2 paid days" in some.understood
    assert "without a paid day, as none is left" in none.understood


def test_what_is_overdrawn_is_said_without_negative_figures() -> None:
    world = World()
    world.says("I get $500 and 2 CME days a year from 1 July")
    world.says("I spent $700 and 3 CME days on a conference")
    found = world.says("what can I still afford?")

    assert dict(world.note(LEFT).rows)["Days left"] == "nothing; 1 day over of 2 (3 used)"
    assert isinstance(found, Programs)
    assert found.understood[0] == "free"
    assert "-" not in "".join(found.understood).replace("2027-06-23", "")


def test_after_the_last_safe_day_nothing_is_searched() -> None:
    world = World()
    world.says("my CME allowance is $500")
    late = datetime(2026, 12, 28, 10, tzinfo=NOW.tzinfo)
    note = world.purse.take(Said("what can I still afford?", MEMBER, late))

    assert isinstance(note, Note)
    assert "was Thursday 24 December 2026, so I looked for none" in note.remarks[0]
    assert "Friday 1 January 2027" in note.remarks[0]


def test_what_carries_over_is_said_not_to_be_known() -> None:
    world = World()
    world.says("my CME allowance is $500")
    world.says("my CME allowance carries over")

    assert any("nothing came over from last year" in each for each in world.note(LEFT).remarks)


def test_a_waiting_time_is_told_in_plain_words() -> None:
    world = World()
    world.says("my allowance is 2500")
    world.says("I can use it only after 6 months")
    assert any("when you were hired" in remark for remark in world.note(LEFT).remarks)
    world.says("I was hired on 1 September 2026")

    assert any("from Monday 1 March 2027 on" in remark for remark in world.note(LEFT).remarks)
    assert world.purse.money_left(MEMBER, TODAY) == Money(Decimal(), "USD")


def test_with_no_room_for_the_deadline_no_rule_is_written() -> None:
    world = World()
    world.says("my CME allowance is $500")
    for n in range(MOST_DEADLINES):
        each = Deadline(
            "slack:T1", f"d{n}", Scope.MEMBER, "U1", Kind.CUSTOM, "x", date(2027, 6, 30)
        )
        world.deadlines.keep(each, Watch(NOW))
    with pytest.raises(TooMuch):
        world.says("I get $900 a year from 1 July")

    assert world.purse.policy(MEMBER).amount == Decimal(500)
    assert world.purse.policy(MEMBER).cycle_start is None


def test_with_room_for_one_of_two_spendings_neither_is_written() -> None:
    world = World()
    for n in range(MOST_ENTRIES - 1):
        world.book.write(Entry("slack:T1", "U1", f"e{n}", "gap", "{}", NOW))
    with pytest.raises(TooMuch):
        world.says("I spent $300 on ACLS and $200 on BLS")

    kinds = {entry.kind for entry in world.book.entries("slack:T1", "U1")}
    assert kinds == {"gap"}


def test_spending_goes_on_right_after_spending_and_not_later() -> None:
    world = World()
    world.says("my allowance is $2,500")
    more = Said("and 189 for uptodate yesterday", MEMBER, NOW)
    assert world.purse.take(more) is None

    world.says("spent 120 on acls")
    assert world.purse.take(replace(more, now=NOW + timedelta(hours=1))) is None
    assert isinstance(world.purse.take(more), Note)

    assert money(world) == "$2,191 of $2,500 ($309 spent)"


def test_several_things_bought_are_spending_of_each() -> None:
    world = World()
    world.says("i have 1800 for ce must be spent by march 31")
    rows = world.note("bought midyear registration 450 and hotel 220").rows

    assert [words for label, words in rows if label == "Spent"] == [
        "$450 for midyear registration on Monday 23 November 2026",
        "$220 for hotel on Monday 23 November 2026",
    ]
    assert money(world) == "$1,130 of $1,800 ($670 spent)"


def test_a_second_amount_is_never_dropped() -> None:
    note = World().note("I spent $300 on ACLS hotel 200")

    assert note.title == "Not noted yet"
    assert [choice.label for choice in note.choices] == ["$300", "$200"]


def test_a_number_that_may_be_money_is_said_not_to_be_noted() -> None:
    note = World().note("my cme money resets jan 1 it was 900 before")

    assert "Money a year" not in dict(note.rows)
    assert any("900" in remark for remark in note.remarks)


def test_the_day_of_spending_is_the_last_of_its_name() -> None:
    world = World()
    days = [
        dict(world.note(f"spent $10 on bls {day}").rows)["Spent"].rpartition(" on ")[2]
        for day in ("today", "11/23", "nov 23", "10/3", "11/24")
    ]

    assert days == [
        "Monday 23 November 2026",
        "Monday 23 November 2026",
        "Monday 23 November 2026",
        "Saturday 3 October 2026",
        "Monday 24 November 2025",
    ]


def test_moving_the_years_end_asks_whether_the_rule_moves_too() -> None:
    world = World()
    assert world.purse.take(Said("push cme money to july 15", MEMBER, NOW)) is None
    world.says("cme money use it or lose it june 30")

    note = world.note("push cme money to july 15")

    assert "Wednesday 30 June 2027" in note.remarks[0]
    year, reminder = note.choices
    assert reminder.says.endswith("] to 15 July 2027")
    world.says(year.says)
    assert [day for _, day in years(world)] == [date(2027, 7, 15)]


def test_what_is_left_is_of_the_allowance_where_there_is_one() -> None:
    world = World()
    assert world.purse.take(Said("whats left", MEMBER, NOW)) is None
    world.says("i get 500 a year for ce from jan 1")

    assert dict(world.note("whats left").rows)["Money left"] == "$500 of $500 ($0 spent)"
