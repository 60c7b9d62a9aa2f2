"""The address of a member's calendar, in words: given, renewed, turned off, and not mistaken."""

from __future__ import annotations

from itertools import count

import pytest

from bot.deadlines.calendar_desk import CalendarDesk
from bot.members.profile import Said
from bot.messages import Done, Message, Note
from tests.deadlines import NOVEMBER
from tests.members import ANA
from tests.reminder_fakes import MemoryMembers

URL = "https://coach.example.org/cme"


class Office:
    """Ana, and the desk that knows her."""

    def __init__(self, url: str = URL) -> None:
        self.members = MemoryMembers()
        numbers = count(1)
        self.desk = CalendarDesk(self.members, url, lambda: f"secret{next(numbers)}")

    def say(self, text: str) -> Message | None:
        """What the desk answers Ana."""
        ana, _ = self.members.met("mercy", "ana", ANA.home, ANA.zone, NOVEMBER)
        return self.desk.take(Said(text, ana, NOVEMBER))

    @property
    def secret(self) -> str:
        """What Ana's address ends in."""
        known = self.members.member("mercy", "ana")
        return known.calendar if known else ""


SHOWN = (
    "my calendar address",
    "What's my calendar link?",
    "calendar link",
    "show me my calendar address please",
    "give me the calendar URL",
    "do I have a calendar address?",
    "put my deadlines in my calendar",
    "Please put all my deadlines into my Outlook calendar.",
    "add my reminders to Google Calendar",
    "how do I get my deadlines in my calendar?",
    "can you sync my deadlines with my calendar",
    "subscribe to my deadlines in Outlook",
    "my ics link",
)
RENEWED = (
    "new calendar address",
    "give me a new calendar link",
    "change my calendar address",
    "I need a new calendar link",
)
TURNED_OFF = (
    "turn off my calendar",
    "turn my calendar off",
    "Delete my calendar address.",
    "revoke my calendar link",
    "stop sharing my calendar",
    "please turn off the calendar link",
)
NOT_MINE = (
    "what's coming up",
    "put my review in my calendar",
    "my review is on 3 March",
    "which conferences are on the academic calendar?",
    "how do I put a course on my calendar",
    "my address is 12 Main Street",
    "turn off my reminders",
    "delete my review",
    "new calendar year allowance",
    "does the allowance run by calendar year?",
    "I need a link to the course",
    "forget me",
    "add my deadlines",
    "stop",
    f"my calendar address {'x' * 200}",
)


@pytest.mark.parametrize("text", SHOWN)
def test_the_address_is_given_with_how_to_subscribe(text: str) -> None:
    office = Office()

    note = office.say(text)

    assert isinstance(note, Note)
    assert office.secret == "secret1"
    assert dict(note.rows)["Address"] == f"{URL}/calendar/secret1.ics"
    assert dict(note.rows)["Apple"] == "Open webcal://coach.example.org/cme/calendar/secret1.ics"
    assert "sees the titles and dates" in note.remarks[0]
    assert [choice.says for choice in note.choices] == [RENEWED[0], TURNED_OFF[0]]


def test_it_is_the_same_whenever_it_is_asked_for() -> None:
    office = Office()

    assert office.say(SHOWN[0]) == office.say(SHOWN[0])


@pytest.mark.parametrize("text", RENEWED)
def test_a_new_one_takes_the_place_of_the_old(text: str) -> None:
    office = Office()
    office.say(SHOWN[0])

    note = office.say(text)

    assert isinstance(note, Note)
    assert note.remarks[0] == "The old address no longer works."
    assert office.secret == "secret2"
    assert office.members.with_calendar("secret1") is None


@pytest.mark.parametrize("text", TURNED_OFF)
def test_it_is_turned_off_and_no_longer_known(text: str) -> None:
    office = Office()
    assert isinstance(office.say(text), Done), "also when there is none"
    office.say(SHOWN[0])

    done = office.say(text)

    assert isinstance(done, Done)
    assert done.text.startswith("Your calendar address no longer works.")
    assert office.members.with_calendar("secret1") is None
    assert office.secret == ""


def test_what_the_buttons_say_is_understood() -> None:
    office = Office()
    note = office.say(SHOWN[0])

    assert isinstance(note, Note)
    assert all(office.say(choice.says) for choice in note.choices)


@pytest.mark.parametrize("text", [*SHOWN[:1], *RENEWED[:1]])
def test_without_a_public_address_it_says_who_can_help(text: str) -> None:
    office = Office(url="")

    note = office.say(text)

    assert isinstance(note, Note)
    assert "COACH_PUBLIC_URL" in note.remarks[0]
    assert "coach deadlines --ics" in note.remarks[1]
    assert office.secret == ""
    assert isinstance(office.say(TURNED_OFF[0]), Done)


@pytest.mark.parametrize("text", NOT_MINE)
def test_other_words_are_not_taken(text: str) -> None:
    office = Office()

    assert office.say(text) is None
    assert office.secret == ""
