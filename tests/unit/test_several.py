"""Several things told in one message, answered in one note."""

from __future__ import annotations

from bot.deadlines.several import together
from bot.messages import Note

CALL = Note("Noted: call HR", (("When", "Friday"),))


def test_each_thing_stands_in_a_line_that_names_it() -> None:
    things = Note("Noted: return library things", (("When", "Monday"), ("Nudges", "at 9")))

    assert together([things, CALL]) == Note(
        "2 things",
        (
            ("Noted: return library things", "When: Monday. Nudges: at 9"),
            ("Noted: call HR", "When: Friday"),
        ),
    )


def test_what_was_joined_before_is_joined_again_thing_by_thing() -> None:
    assert together([together([CALL, CALL]), CALL]).title == "3 things"


def test_what_was_noted_is_said_although_something_is_asked_back() -> None:
    asked = Note("Which day do you mean?", asks=True, question="my license expires in May")
    whole = together([CALL, asked])

    assert whole.asks
    assert ("Noted: call HR", "When: Friday") in whole.rows
