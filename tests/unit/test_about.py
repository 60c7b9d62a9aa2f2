"""What members tell about themselves: noted, shown, changed, and forgotten when they say so."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.deadlines.deadline import Deadline, Kind, Scope, Watch
from bot.members.about import KEPT, About
from bot.members.belongings import FORGOTTEN, Belongings
from bot.members.profile import Member, Profile, Quiet, Said, Shift
from bot.messages import Done, Message, Note
from bot.portfolio.entry import Entry
from bot.programs.shortlist import saved_program
from tests.fakes import MemoryShortlist, MemoryStore
from tests.program_samples import CMO
from tests.reminder_fakes import MemoryBook, MemoryMembers
from tests.turns import a_turn

TENANT, MEMBER = "slack:T1", "U1"
MOMENT = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
ZONE = "America/New_York"


class Corner:
    """One member at the desk, with everything that is kept of them."""

    def __init__(self) -> None:
        self.turns, self.list, self.book = MemoryStore(), MemoryShortlist(), MemoryBook()
        self.members = MemoryMembers()
        self.belongings = Belongings(
            self.turns, self.list, self.members, self.members.deadlines, self.book
        )
        self.about = About(self.members, self.belongings)

    def say(self, text: str, before: str = "") -> Message | None:
        member, _ = self.members.met(TENANT, MEMBER, None, ZONE, MOMENT)
        now = MOMENT.astimezone(ZoneInfo(member.zone))
        return self.about.take(Said(text, member, now, before))

    @property
    def profile(self) -> Profile:
        return self.member.profile

    @property
    def member(self) -> Member:
        known = self.members.member(TENANT, MEMBER)
        assert known is not None
        return known


@pytest.fixture
def corner() -> Corner:
    return Corner()


def test_what_was_understood_is_noted_and_shown(corner: Corner) -> None:
    note = corner.say("I'm an ICU nurse in Texas and I work nights")

    assert isinstance(note, Note)
    assert note.rows == (
        ("Profession", "nurse"),
        ("Specialty", "critical care"),
        ("License", "Texas"),
        ("Shift", "nights"),
    )
    assert corner.profile == Profile(
        profession="nurse", specialty="critical care", states=("TX",), shift=Shift.NIGHTS
    )
    assert not note.asks


def test_nothing_is_noted_from_a_question(corner: Corner) -> None:
    assert corner.say("I'm a nurse, how do I get a course paid for?") is None
    assert corner.profile == Profile()


def test_what_is_told_again_changes_nothing(corner: Corner) -> None:
    corner.say("I work nights")

    again = corner.say("I work nights")

    assert isinstance(again, Note)
    assert again.title == "Already noted"


def test_the_time_zone_a_member_tells_outweighs_the_platform_s(corner: Corner) -> None:
    note = corner.say("my time zone is Chicago")

    assert isinstance(note, Note)
    assert note.rows == (("Time zone", "America/Chicago (it is 09:00 there)"),)
    assert corner.member.zone == "America/Chicago"

    corner.say("forget my time zone")

    assert corner.member.zone == ZONE


@pytest.mark.parametrize(
    ("asked", "reply", "field", "value"),
    [
        ("my time zone is Texas", "the second one", "zone", "America/Denver"),
        ("my time zone is Texas", "Central", "zone", "America/Chicago"),
        ("my time zone is Narnia", "Chicago", "zone", "America/Chicago"),
        ("quiet hours 10 to 7", "1", "quiet", Quiet(time(22), time(7))),
        ("message me at 6", "6 pm", "hour", time(18)),
        ("I'm off on Friday", "yes", "days_off", (4,)),
        ("I moved to Denver", "yes please", "states", ("CO",)),
        ("I moved to Denver", "only", "zone", "America/Denver"),
    ],
)
def test_what_is_unclear_is_asked_back_and_the_answer_understood(
    corner: Corner, asked: str, reply: str, field: str, value: object
) -> None:
    note = corner.say(asked)
    assert isinstance(note, Note)
    assert note.asks
    assert note.question == asked
    assert corner.profile == Profile()

    corner.say(reply, before=asked)

    assert getattr(corner.profile, field) == value


def test_every_choice_says_something_that_is_understood(corner: Corner) -> None:
    asking = ("my time zone is Texas", "quiet hours 10 to 7", "message me at 6", "I moved to Boise")
    for text in (*asking, "I'm off on Friday"):
        note = corner.say(text)
        assert isinstance(note, Note)
        for choice in note.choices:
            told = Corner().say(choice.says)
            assert isinstance(told, Note)
            assert not told.asks


def test_a_reply_of_no_changes_nothing(corner: Corner) -> None:
    assert corner.say("no thanks", before="I moved to Denver") == KEPT
    assert corner.say("How do I pay for a course?", before="I moved to Denver") is None
    assert corner.profile == Profile()


def test_one_thing_is_taken_back_alone(corner: Corner) -> None:
    corner.say("I'm a nurse, licensed in Texas and Ohio, and I work nights")

    gone = corner.say("forget that I work nights")
    corner.say("I no longer work in Texas")

    assert isinstance(gone, Note)
    assert "shift" in gone.remarks[0]
    assert corner.profile == Profile(profession="nurse", states=("OH",))
    assert isinstance(corner.say("forget that I work nights"), Done)


def test_the_profile_shows_what_is_told_and_what_is_not(corner: Corner) -> None:
    corner.say("I'm a pharmacist")

    note = corner.say("my profile")

    assert isinstance(note, Note)
    rows = dict(note.rows)
    assert rows["Profession"] == "pharmacist"
    assert rows["Time zone"].startswith("America/New_York (it is 10:00 there")
    assert rows["Quiet hours"] == "8 pm to 8 am (usual for your shift)"
    assert "specialty" in note.remarks[0]
    assert "profession" not in note.remarks[0]


def test_reminders_at_the_wrong_time_are_explained(corner: Corner) -> None:
    corner.say("I work nights")

    note = corner.say("I get my reminders at the wrong time")

    assert isinstance(note, Note)
    assert ("Reminders come at", "6 pm (usual for your shift)") in note.rows


def test_a_profession_the_catalog_does_not_know_is_said_to_be_so(corner: Corner) -> None:
    told = corner.say("I'm a medical assistant")

    assert isinstance(told, Done)
    assert "medical assistant" in told.text
    assert corner.profile == Profile()


def a_full_corner() -> Corner:
    corner = Corner()
    corner.say("I'm a nurse")
    corner.turns.keep(a_turn(tenant=TENANT, member=MEMBER))
    corner.list.save(saved_program(TENANT, MEMBER, CMO, MOMENT))
    corner.book.write(Entry(TENANT, MEMBER, "e1", "spending", "{}", MOMENT))
    review = Deadline(TENANT, "d1", Scope.MEMBER, MEMBER, Kind.REVIEW, "review", date(2027, 3, 3))
    corner.members.deadlines.keep(review, Watch(MOMENT))
    return corner


def test_what_is_held_is_counted_by_kind() -> None:
    note = a_full_corner().say("what do you know about me?")

    assert isinstance(note, Note)
    assert note.rows == (
        ("What you asked", "1 message"),
        ("Profile", "1 thing you told me"),
        ("Deadlines", "1 of your own"),
        ("Reminders", "none"),
        ("Saved programs", "1 program"),
        ("Entries", "1 entry in your book"),
    )


@pytest.mark.parametrize(("reply", "before"), [("yes, forget me", ""), ("yes", "forget me")])
def test_forgetting_is_confirmed_once_and_leaves_nothing(reply: str, before: str) -> None:
    corner = a_full_corner()

    asked = corner.say("forget me")
    assert isinstance(asked, Note)
    assert asked.asks
    assert corner.belongings.of_member(TENANT, MEMBER).deadlines

    assert corner.say(reply, before) == FORGOTTEN
    assert not corner.belongings.of_member(TENANT, MEMBER)
    assert corner.belongings.tenants(MEMBER) == ()


def test_forgetting_is_not_done_without_a_yes() -> None:
    corner = a_full_corner()
    corner.say("forget me")

    assert corner.say("no, keep everything") == KEPT
    assert corner.say("what?", before="forget me") is None
    assert corner.belongings.of_member(TENANT, MEMBER).entries


def test_control_characters_never_reach_the_profile(corner: Corner) -> None:
    corner.say("I work at St.\x07 Mary's\x1b[31m")

    assert corner.profile.site.isprintable()


def test_quiet_hours_that_cover_the_usual_hour_are_said_to_move_it(corner: Corner) -> None:
    corner.say("quiet hours 9pm to 10am")

    shown = corner.say("my profile")

    assert isinstance(shown, Note)
    assert ("Reminders come at", "10 am, when your quiet hours end") in shown.rows
