"""Messages as they are typed on a telephone: several things in one, fragments, and short words
about what was told just before."""

from __future__ import annotations

import pytest

from bot.deadlines.several import together
from bot.messages import Note
from tests.office import Office

SILENT = "Zebras graze."


@pytest.fixture
def office() -> Office:
    return Office(SILENT)


def noted(office: Office, text: str) -> Note:
    """The note that answers a message."""
    answer = office.ask(text)
    assert isinstance(answer, Note), f"not taken: {text}"
    return answer


def said(note: Note) -> str:
    return " ".join((*(f"{label}: {value}" for label, value in note.rows), *note.remarks))


@pytest.mark.parametrize(
    "text",
    [
        "I'm a nurse in Texas and my license expires 3/31/27",
        "i am a nurse in texas on nights. my license expires 3/31/27",
    ],
)
def test_what_a_part_leaves_of_a_message_another_part_takes(office: Office, text: str) -> None:
    note = noted(office, text)

    assert note.title == "2 things"
    assert "nothing with the rest" not in said(note)
    assert (office.profile.profession, office.profile.states) == ("nurse", ("TX",))
    assert "license renewal" in said(noted(office, "what's coming up"))


def test_the_buttons_of_two_things_say_of_which_they_are(office: Office) -> None:
    note = noted(office, "I'm a nurse in Texas and my license expires 3/31/27")

    labels = [choice.label for choice in note.choices]
    assert labels == ["Change the day: license renewal", "Delete: license renewal",
                      "Programs for me"]  # fmt: skip


def test_two_things_and_one_more_are_three_rows() -> None:
    one, other = Note("Noted: acls", (("When", "x"),)), Note("Noted: dea", (("When", "y"),))
    profile = Note("Noted", (("Shift", "nights"),))

    note = together([together([one, other]), profile])

    assert note.title == "3 things"
    assert [label for label, _ in note.rows] == ["Noted: acls", "Noted: dea", "Noted"]


def test_what_no_part_takes_is_said_to_be_left(office: Office) -> None:
    note = noted(office, "pa-c in columbus ohio 0.6 fte urgent care plus a per diem job")

    assert office.profile.profession == "physician assistant"
    assert office.profile.states == ("OH",)
    assert "“0.6 fte urgent care” and “per diem job”" in said(note)


def test_one_thing_is_asked_back_while_the_other_is_noted(office: Office) -> None:
    note = noted(office, "im a nurse in ohio and my acls expires 2/30")

    assert note.asks
    assert "Profession: nurse" in said(note)
    assert office.profile.states == ("OH",)

    assert noted(office, "sorry 2/28").title == "Noted: acls"


def test_of_two_deadlines_in_a_message_both_are_kept(office: Office) -> None:
    noted(office, "midyear early bird 11/30 and housing deadline 11/25")

    rows = noted(office, "what i got coming up").rows
    assert [label for label, _ in rows] == ["1. housing deadline", "2. midyear early bird"]


def test_a_lead_time_alone_is_for_what_was_told_last(office: Office) -> None:
    noted(office, "oregon license expires june 30 2027")
    noted(office, "bps annual fee due nov 1")

    note = noted(office, "remind me 2 days before")

    assert note.title == "Changed: bps annual fee"
    assert "3, 2 and 1" in said(note)


def test_a_lead_time_after_two_things_is_asked_about(office: Office) -> None:
    noted(office, "midyear early bird 12/30 and housing deadline 12/25")

    assert noted(office, "remind me 5 days before").title == "Which one do you mean?"


def test_a_lead_time_for_nothing_changes_nothing(office: Office) -> None:
    note = noted(office, "remind me 2 days before")

    assert note.title == "Nothing was changed"
    assert "“it”" not in said(note)


def test_what_opens_is_remembered_at_its_moment(office: Office) -> None:
    note = noted(office, "registration for the sim course opens dec 1 at 9am remind me")

    assert note.title == "Noted: registration for the sim course opens"
    assert "at that time" in said(note)


def test_days_of_work_are_said_not_to_be_kept(office: Office) -> None:
    note = noted(office, "i work fri sat sun nights")

    assert office.profile.shift == "nights"
    assert office.profile.days_off == ()
    assert "on which days you work" in said(note)


def test_days_away_are_said_not_to_be_noted_with_words_for_a_snooze(office: Office) -> None:
    note = noted(office, "on vacation dec 20 to jan 3 dont bug me")

    assert note.title == "I have not noted that you are away"
    assert "“snooze 1 until January 4”" in said(note)


@pytest.mark.parametrize(
    "text",
    [
        "hospitalist jobs orlando florida",
        "nurse educator certification minneapolis",
        "diabetes ce for pharmacists portland oregon",
        "acls class 12/3 near columbus ohio",
        "pediatrics 12/1",
    ],
)
def test_a_search_is_not_noted(office: Office, text: str) -> None:
    office.ask(text)

    assert office.profile.profession == ""
    assert noted(office, "what's coming up").title == "Nothing is coming up"
