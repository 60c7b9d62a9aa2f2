"""Nothing is changed that the member did not mean, nothing is dropped unsaid, all can be undone."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.deadlines.deadline import Repeats, Unit
from tests.unit.agenda_talk import NOW, Talk, says


@pytest.fixture
def talk() -> Talk:
    """A member of whom nothing is known."""
    return Talk()


def test_a_question_behind_an_ask_changes_nothing_though_one_is_left(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    talk.told("my review is on 12 April, as another one")
    talk.told("delete my review")
    talk.deadlines.drop("T1", "U1", "d1")

    assert talk.say("what is the difference between CNE and CME?") is None
    assert [each.day for each in talk.kept()] == [date(2027, 4, 12)]


def test_a_question_behind_an_ask_changes_nothing_though_a_nudge_came(talk: Talk) -> None:
    talk.told("my license expires on 23 December")
    talk.told("my review is on 3 March")
    talk.told("done")
    talk.deadlines.say("T1", "U1", "d1", "2026-12-23/30")

    assert talk.say("what is the difference between CNE and CME?") is None
    assert talk.deadlines.of_member("T1", "U1")[0].watch.done_through is None


def test_a_reply_to_what_is_no_question_any_more_says_so(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    talk.told("my review is on 12 April, as another one")
    talk.told("delete my review")
    talk.deadlines.drop("T1", "U1", "d1")

    assert "have changed since I asked" in talk.told("the first").remarks[0]
    assert len(talk.kept()) == 1


def test_a_number_stays_that_of_the_list_it_was_said_of(talk: Talk) -> None:
    talk.told("my license expires 30 September 2027")
    talk.told("my review is on 3 March")
    assert talk.told("move 2 to 03/04").question == "move [d1] to 03/04"


def test_both_things_of_a_sentence_are_kept(talk: Talk) -> None:
    note = talk.told("my review is on 3 March and my license expires 30 September 2027")

    assert [label for label, _ in note.rows] == [
        "Noted: performance review", "Noted: license renewal",
    ]  # fmt: skip
    assert [each.told for each in talk.kept()] == [
        "my review is on 3 March", "my license expires 30 September 2027",
    ]  # fmt: skip


def test_what_is_no_deadline_in_a_sentence_is_said_not_to_be_kept(talk: Talk) -> None:
    note = talk.told("I am a nurse manager and my review is on 3 March")

    assert note.left == ("I am a nurse manager",)
    assert [each.title for each in talk.kept()] == ["performance review"]


def test_each_day_of_a_sentence_belongs_to_its_own_thing(talk: Talk) -> None:
    talk.told("my review is on 3 March but my license expires in May")
    talk.told("1")

    assert [(each.title, each.day) for each in talk.kept()] == [
        ("performance review", date(2027, 3, 3)),
        ("license renewal", date(2027, 5, 1)),
    ]


def test_a_second_errand_needs_no_second_remind_me(talk: Talk) -> None:
    talk.told("remind me to call HR on Friday and email Bob on 4 December")

    assert [(each.title, each.day) for each in talk.kept()] == [
        ("call HR", date(2026, 11, 27)), ("email Bob", date(2026, 12, 4)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "reply"),
    [("my review is on 01/02", "the 2nd"), ("my license expires 29 Feb 2027", "the 1st")],
)
def test_a_place_that_is_the_day_of_another_is_asked_again(
    talk: Talk, told: str, reply: str
) -> None:
    asked = talk.told(told)
    again = talk.told(reply)

    assert (again.asks, again.choices) == (True, asked.choices)
    assert talk.kept() == []


def test_a_bare_day_is_of_the_month_that_was_asked_about(talk: Talk) -> None:
    talk.told("my license expires in May")
    talk.told("the 12th")

    assert talk.kept()[0].day == date(2027, 5, 12)


@pytest.mark.parametrize(
    "words",
    ["delete my license", "done with my license", "move my license to 3 June 2027"],
)
def test_what_shares_no_word_with_the_title_is_asked_about(talk: Talk, words: str) -> None:
    talk.told("my DEA expires 1 May 2027")
    held = talk.deadlines.of_member("T1", "U1")

    assert talk.told(words).title == "Do you mean this one?"
    assert talk.deadlines.of_member("T1", "U1") == held


def test_move_it_keeps_what_was_told_with_the_day(talk: Talk) -> None:
    talk.told("my ACLS is due 31 March 2027")
    talk.told("my ACLS is due 31 January 2027 every two years, remind me 7 days before")
    talk.told("move it")

    kept = talk.kept()[0]
    assert (kept.day, kept.repeats) == (date(2027, 1, 31), Repeats(2, Unit.YEARS))
    assert 7 in kept.ladder
    assert kept.told == "ACLS is on 31 January 2027"


@pytest.mark.parametrize("words", ["done [d1]", "not for me [d1]"])
def test_done_and_not_for_me_are_undone(talk: Talk, words: str) -> None:
    talk.told("my license expires 9/30/2027 every two years")
    talk.told("done [d1]")
    before = talk.deadlines.of_member("T1", "U1")[0].watch
    talk.told(says(talk.told(f"{words} early" if "done" in words else words))["Undo"])

    after = talk.deadlines.of_member("T1", "U1")[0].watch
    assert (after.done_through, after.declined) == (before.done_through, False)


@pytest.mark.parametrize(
    "told",
    [
        "my review is on 3 March at 2pm",
        "my RN license expires 9/30/2027 every two years, remind me 7 days before",
        "my license expires 9/30/2027, remind me only 14 and 3 days before",
        "remind me on 4 December at 9am to call HR",
        "remind me to send the poster abstract by 12 January",
        "remind me every Monday at 9 to log my hours",
    ],
)
def test_what_was_deleted_comes_back_as_it_was(talk: Talk, told: str) -> None:
    talk.told(told)
    before = talk.kept()[0]
    talk.told(says(talk.told("delete 1"))["Undo"])
    after = talk.kept()[0]

    for field in ("kind", "title", "day", "at", "zone", "repeats", "ladder"):
        assert getattr(after, field) == getattr(before, field), field


def test_what_was_moved_is_moved_back(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    talk.told(says(talk.told("move my review to 10 March at 2pm"))["Undo"])

    assert (talk.kept()[0].day, talk.kept()[0].at) == (date(2027, 3, 3), None)


def test_undo_without_a_name_is_asked_about(talk: Talk) -> None:
    talk.told("my license expires 9/30/2027")
    talk.told("done with my license")
    assert talk.told("undo").title == "Do you mean this one?"

    talk.told("yes")
    assert talk.titles() == ["1. license renewal"]


def test_a_deadline_is_moved_by_so_much(talk: Talk) -> None:
    talk.told("my review is on 3 March at 2pm")
    talk.told("postpone my review by a week")
    assert (talk.kept()[0].day, talk.kept()[0].at) == (date(2027, 3, 10), time(14))

    talk.told("move my review up 2 weeks")
    assert talk.kept()[0].day == date(2027, 2, 24)

    assert talk.told("move my review up a year").title == "This day has passed"
    assert NOW.date() < talk.kept()[0].day == date(2027, 2, 24)


def test_too_many_nudges_beside_the_usual_ones_are_refused(talk: Talk) -> None:
    talk.told("my license expires 9/30/2027")
    note = talk.told("remind me 20, 21, 22, 23, 24, 25 and 26 days before my license")

    assert "only" in note.remarks[0]
    assert talk.kept()[0].ladder == ()
