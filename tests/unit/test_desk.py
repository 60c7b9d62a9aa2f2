"""The desk and the coach: whom it meets, what it takes, and what stays between the two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from adapters.unkept import UnkeptBook, UnkeptDeadlines, UnkeptMembers
from adapters.wiring import StarterHandbook
from bot.coach import Coach
from bot.conversation import Question, Visibility
from bot.deadlines.deadline import Watch
from bot.desk import IN_PRIVATE, Desk
from bot.members.belongings import FORGOTTEN, Belongings
from bot.members.greeting import TO_TRY
from bot.members.profile import Profile, Said
from bot.members.reviewing import DAY_UNKNOWN
from bot.messages import (
    Abstention,
    Answer,
    Briefing,
    Help,
    Message,
    Note,
    Programs,
    Refusal,
    kind_of,
)
from bot.portfolio.entry import Entry
from bot.ports import Deadlines, Members
from bot.programs.advising import Advisor
from bot.programs.personal import TELL_PROFESSION
from bot.unheard.lost import LOST, seems_told
from tests.deadlines import OWN
from tests.fakes import MemoryCatalog, MemoryShortlist, MemoryStore
from tests.office import HOME, MEMBER, MOMENT, TENANT, Office, Shelf
from tests.program_samples import CMO
from tests.reminder_fakes import MemoryDeadlines, MemoryMembers


@pytest.fixture
def office() -> Office:
    return Office()


def test_the_first_hello_is_a_welcome_with_three_things_to_try(office: Office) -> None:
    first, second = office.ask("hello"), office.ask("hello")

    assert isinstance(first, Note)
    assert len(first.rows) == len(TO_TRY) == 3
    assert kind_of(first) == "help"
    assert second == Help()


def test_a_first_question_is_simply_answered(office: Office) -> None:
    assert isinstance(office.ask("How do I get a course paid for?"), Answer)
    assert office.ask("help") == Help()


def test_what_there_is_to_try_is_a_request_each(office: Office) -> None:
    question, _, programs = (office.ask(words) for _, words in TO_TRY)

    assert isinstance(question, Answer)
    assert isinstance(programs, Programs)


def test_who_writes_in_private_is_met_with_home_and_zone(office: Office) -> None:
    office.ask("hello")

    known = office.members.member(TENANT, MEMBER)

    assert known is not None
    assert (known.home, known.zone) == (HOME, "America/New_York")


def test_what_is_refused_meets_nobody(office: Office) -> None:
    assert isinstance(office.ask("My patient John Smith, DOB 3/4/1961, has sepsis"), Refusal)
    assert office.members.member(TENANT, MEMBER) is None


def test_in_a_channel_nothing_is_noted_shown_or_forgotten(office: Office) -> None:
    office.ask("I'm a nurse")

    for text in ("I work nights", "my profile", "what do you know about me?", "yes, forget me"):
        assert office.ask(text, channel=True) == IN_PRIVATE
    assert isinstance(office.ask("How do I get a course paid for?", channel=True), Answer)

    assert office.profile == Profile(profession="nurse")


def test_who_only_asks_in_a_channel_is_not_met(office: Office) -> None:
    office.ask("How do I get a course paid for?", channel=True)

    assert office.members.member(TENANT, MEMBER) is None


def test_a_profile_stays_out_of_a_channel(office: Office) -> None:
    office.ask("I'm a nurse")

    listed = office.ask("find ethics courses", channel=True)

    assert isinstance(listed, Programs)
    assert not any("profile" in each for each in listed.understood)
    assert TELL_PROFESSION not in listed.doubts


@pytest.mark.parametrize(
    ("zone", "hour"), [("Asia/Tokyo", 12), ("", 19), ("Mars/Olympus", 19), ("UTC", 3)]
)
def test_the_hour_is_the_member_s_own(office: Office, zone: str, hour: int) -> None:
    asked = Question("k", "hi", MEMBER, "t", HOME, Visibility.MEMBER, MOMENT, HOME, zone)

    private = office.desk.receive(asked)
    stranger = office.desk.receive(replace(asked, member="U2", visibility=Visibility.THREAD))

    assert private.now.hour == stranger.now.hour == hour
    assert private.member is not None
    assert stranger.member is None


def test_what_is_asked_back_is_kept_until_the_answer(office: Office) -> None:
    asked = office.ask("my time zone is Texas")
    assert isinstance(asked, Note)
    (*_, turn) = office.turns.of_member(TENANT, MEMBER)
    assert (turn.kind, turn.asked) == ("asked", "my time zone is Texas")

    office.ask("the first")

    assert office.profile.zone == "America/Chicago"
    (*_, turn) = office.turns.of_member(TENANT, MEMBER)
    assert (turn.kind, turn.asked) == ("done", "")


def test_a_new_question_after_one_asked_back_is_answered_alone(office: Office) -> None:
    office.ask("my time zone is Texas")

    said = office.ask("How do I get a course paid for?")

    assert isinstance(said, Answer)
    assert said.understood == ""


def test_who_is_forgotten_leaves_not_even_that(office: Office) -> None:
    office.ask("I'm a nurse")
    office.ask("forget me")

    assert office.ask("yes") == FORGOTTEN
    assert not office.coach.export(TENANT, MEMBER)
    assert office.coach.tenants(MEMBER) == ()
    assert isinstance(office.ask("hello"), Note)


def test_export_holds_the_profile_and_forget_removes_it(office: Office) -> None:
    office.ask("I'm a nurse")

    held = office.coach.export(TENANT, MEMBER)

    assert held.member is not None
    assert held.member.profile.profession == "nurse"
    assert office.coach.tenants(MEMBER) == (TENANT,)
    assert office.coach.forget(TENANT, MEMBER) == 2
    assert not office.coach.export(TENANT, MEMBER)


def test_the_profile_says_for_whom_programs_are_to_be(office: Office) -> None:
    before = office.ask("find ethics courses")
    office.ask("I'm a nurse")
    after = office.ask("find ethics courses")
    others = office.ask("find ethics courses for physicians")
    anyone = office.ask("find ethics courses for anyone")

    assert isinstance(before, Programs)
    assert TELL_PROFESSION in before.doubts
    assert isinstance(after, Programs)
    assert "for nurses (your profile)" in after.understood
    assert TELL_PROFESSION not in after.doubts
    assert isinstance(others, Programs)
    assert "for physicians" in others.understood
    assert not any("profile" in each for each in others.understood)
    assert isinstance(anyone, Programs)
    assert not any("profile" in each for each in anyone.understood)
    assert TELL_PROFESSION not in anyone.doubts


def test_the_goal_of_a_profile_directs_a_request_without_a_subject(office: Office) -> None:
    office.ask("I'm a physician and I want to become a CMO")

    listed = office.ask("find programs")

    assert isinstance(listed, Programs)
    assert "toward leadership (your profile)" in listed.understood
    assert [match.program.id for match in listed.matches] == [CMO.id]


def test_renewal_is_asked_about_one_thing_at_a_time(office: Office) -> None:
    state = office.ask("what must I renew?")
    who = office.ask("Florida")
    told = office.ask("physician")

    assert isinstance(state, Note)
    assert "state" in state.title
    assert isinstance(who, Note)
    assert "What are you" in who.title
    assert isinstance(told, Briefing)
    assert "MDs in Florida" in told.title


def test_renewal_takes_state_and_profession_from_the_profile(office: Office) -> None:
    office.ask("I'm a physician in Florida")

    told = office.ask("what do I need to renew my license?")

    assert isinstance(told, Briefing)
    assert "MDs in Florida" in told.title


def test_a_certificate_is_not_renewed_by_a_state_s_rules(office: Office) -> None:
    office.ask("I'm a physician in Florida")

    assert not isinstance(office.ask("what do I need to renew my CPHQ certification?"), Briefing)
    assert not isinstance(office.ask("what does ANCC renewal require?"), Note)


def test_a_coach_without_a_desk_takes_nothing(office: Office) -> None:
    advisor = Advisor(Shelf(), MemoryCatalog([]), StarterHandbook())
    coach = Coach(Shelf(), office.turns, office.turns, advisor, office.list)
    asked = Question("k", "my profile", MEMBER, "t9", HOME, Visibility.MEMBER, MOMENT)

    assert not isinstance(coach.reply(asked), Note)


def test_parts_are_asked_in_turn_until_one_takes_the_message() -> None:
    heard: list[str] = []

    class Listening:
        def __init__(self, name: str, answer: Message | None) -> None:
            self._name, self._answer = name, answer

        def take(self, said: Said) -> Message | None:
            heard.append(f"{self._name}: {said.text} ({said.before})")
            return self._answer

    members = MemoryMembers()
    held = Belongings(MemoryStore(), MemoryShortlist(), members)
    parts = (Listening("a", None), Listening("b", Help()), Listening("c", Help()))
    desk = Desk(members, held, parts)
    asked = Question("k", "hm", MEMBER, "t", HOME, Visibility.MEMBER, MOMENT, HOME)

    assert desk.take(asked, desk.receive(asked), "before") == Help()
    assert heard == ["a: hm (before)", "b: hm (before)"]


def test_a_question_that_names_nobody_meets_nobody(office: Office) -> None:
    asked = Question("k", "my profile", "", "t", HOME, Visibility.MEMBER, MOMENT)

    visit = office.desk.receive(asked)

    assert (visit.member, visit.first) == (None, False)
    assert office.desk.take(asked, visit, "") is None


@pytest.mark.parametrize("make", [UnkeptMembers, MemoryMembers])
def test_nothing_is_known_at_first(make: Callable[[], Members]) -> None:
    members = make()

    assert members.member(TENANT, MEMBER) is None
    assert members.met(TENANT, MEMBER, HOME, "UTC", MOMENT)[1]
    assert members.unreachable() == ()
    assert members.forget(TENANT, "U9") == 0


@pytest.mark.parametrize("make", [UnkeptDeadlines, MemoryDeadlines])
def test_nobody_has_deadlines_at_first(make: Callable[[], Deadlines]) -> None:
    deadlines = make()

    assert deadlines.of_member(TENANT, MEMBER) == ()
    assert not deadlines.drop(TENANT, MEMBER, "d1")


def test_what_is_overheard_is_kept_nowhere() -> None:
    members, book = UnkeptMembers(), UnkeptBook()

    members.describe(TENANT, MEMBER, Profile(profession="nurse"))

    assert members.met(TENANT, MEMBER, HOME, "UTC", MOMENT)[0].profile == Profile()
    assert members.tenants(MEMBER) == ()
    assert book.entries(TENANT, MEMBER) == ()


def test_who_has_too_many_deadlines_is_told_what_to_take_away(office: Office) -> None:
    office.ask("hello")
    for number in range(200):
        own = replace(OWN, id=f"x{number}", tenant=TENANT, owner=MEMBER, title=f"thing {number}")
        office.deadlines.keep(own, Watch(MOMENT))

    said = office.ask("my review is on 3 March")

    assert isinstance(said, Note)
    assert said.title == "Nothing was changed"
    assert "at most 200 deadlines" in said.remarks[0]
    assert "what's coming up" in said.remarks[1]
    assert not said.asks


def test_who_has_too_many_entries_is_told_what_to_take_away(office: Office) -> None:
    for number in range(2_000):
        office.book.write(Entry(TENANT, MEMBER, f"e{number}", "note", "{}", MOMENT))

    said = office.ask("my practice gap: I titrate drips too late")

    assert isinstance(said, Note)
    assert "at most 2,000 entries" in said.remarks[0]
    assert "my review packet" in said.remarks[1]


def test_a_list_is_shown_again_for_the_profession_told_after_it(office: Office) -> None:
    office.ask("find ethics courses")

    again = office.ask("I'm a nurse")
    narrowed = office.ask("only online")

    assert office.profile.profession == "nurse"
    assert isinstance(again, Programs)
    assert again.understood == ("about ethics", "for nurses (your profile)")
    assert again.doubts[0] == "Noted: nurse."
    assert isinstance(narrowed, Programs)
    assert narrowed.understood == ("about ethics", "online", "for nurses (your profile)")
    assert [turn.asked for turn in office.turns.of_member(TENANT, MEMBER)] == [
        "find ethics courses",
        "",
        "only online",
    ]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("find ethics courses", "I work nights"),
        ("How do I get a course paid for?", "I'm a nurse"),
        ("my profile", "I'm a nurse"),
    ],
)
def test_nothing_is_listed_again_that_did_not_change(
    office: Office, before: str, told: str
) -> None:
    office.ask(before)

    assert isinstance(office.ask(told), Note)


def test_an_answer_that_a_profile_completed_is_personal_and_its_words_are_not_kept() -> None:
    office = Office("Nurses in Ohio renew their license on time by registering early.")
    office.ask("I'm a nurse in Ohio")

    completed = office.ask("what should I do to renew my license on time?")
    plain = office.ask("How do nurses in Ohio renew their license on time?")

    assert isinstance(completed, Answer)
    assert completed.personal
    assert "as a nurse in Ohio" in completed.understood
    assert isinstance(plain, Answer)
    assert not plain.personal
    assert not any("as a nurse" in turn.asked for turn in office.turns.of_member(TENANT, MEMBER))


def test_programs_chosen_by_a_profile_make_an_answer_personal() -> None:
    office = Office("CME in leadership helps physicians become a chief medical officer.")
    question = "Which CME would help me become a chief medical officer?"
    office.ask("I work nights")
    before = office.ask(question)
    office.ask("I'm a nurse")
    after = office.ask(question)

    assert isinstance(before, Answer)
    assert not before.personal
    assert isinstance(after, Answer)
    assert after.personal


def test_programs_instead_of_an_answer_keep_the_words_that_were_written(office: Office) -> None:
    office.ask("I'm a nurse in Ohio")
    asked = "what courses must I take to renew my license?"

    office.ask(asked)

    (*_, turn) = office.turns.of_member(TENANT, MEMBER)
    assert turn.asked == asked


def test_whose_zone_nobody_told_hears_once_by_which_clock_days_are_counted(office: Office) -> None:
    office.ask("I work nights", zone="")
    first = office.ask("remind me on Friday to call HR", zone="")
    second = office.ask("remind me on Monday to call HR", zone="")

    assert isinstance(first, Note)
    assert "America/Los_Angeles" in first.remarks[-1]
    assert "my time zone is" in first.remarks[-1]
    assert isinstance(second, Note)
    assert not second.remarks


def test_whose_zone_the_platform_tells_hears_nothing_of_it(office: Office) -> None:
    first = office.ask("remind me on Friday to call HR", zone="America/Denver")

    assert isinstance(first, Note)
    assert not first.remarks


def test_a_state_tells_the_zone_where_nobody_did(office: Office) -> None:
    noted = office.ask("I'm a nurse in Ohio", zone="")
    first = office.ask("remind me on Friday to call HR", zone="")
    moved = office.ask("I'm licensed in California", zone="")

    assert isinstance(noted, Note)
    assert noted.rows[-1][1].startswith("America/New_York")
    assert isinstance(first, Note)
    assert first.rows[0] == ("When", "Friday 27 November 2026 (America/New_York)")
    assert "America/New_York" in first.remarks[-1]
    assert isinstance(moved, Note)
    assert office.profile.zone == "America/Los_Angeles"
    office.ask("forget my state", zone="")
    assert office.profile.zone == ""


@pytest.mark.parametrize(
    ("words", "zone"), [("I'm a nurse in Ohio", "UTC"), ("I'm a nurse in Texas", "")]
)
def test_a_state_tells_no_zone_where_another_is_told_or_it_has_two(
    office: Office, words: str, zone: str
) -> None:
    office.ask(words, zone=zone)

    assert office.profile.zone == ""


def test_the_review_month_offers_its_last_day_and_the_words_note_it(office: Office) -> None:
    noted = office.ask("my review month is March")
    assert isinstance(noted, Note)
    assert DAY_UNKNOWN in noted.remarks

    kept = office.ask(noted.choices[0].says)
    again = office.ask("my review month is April")

    assert isinstance(kept, Note)
    assert kept.rows[0] == ("When", "Wednesday 31 March 2027 (America/New_York)")
    assert isinstance(again, Note)
    assert DAY_UNKNOWN not in again.remarks


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("contract review thurs 3pm", True),
        ("pay aapa dues yesterday", True),
        ("spent 300 on a derm course", True),
        ("where was my review on 3 March", False),
        ("take out the vanco line", False),
    ],
)
def test_words_with_a_day_a_sum_or_hours_seem_to_tell_something(words: str, *, told: bool) -> None:
    assert seems_told(words) == told


def test_what_seems_told_and_was_not_taken_is_said_to_be_noted_nowhere() -> None:
    office = Office("Zebras graze.")

    assert office.ask("xylophone quartet 450 and vuvuzela 220") == LOST
    assert [turn.asked for turn in office.turns.of_member(TENANT, MEMBER)] == [""]


def test_a_question_that_the_hub_does_not_answer_is_answered_so() -> None:
    office = Office("Zebras graze.")

    assert isinstance(office.ask("Who plays the xylophone at 9?"), Abstention)
    assert isinstance(office.ask("xylophone quartet"), Abstention)
    assert isinstance(office.ask("xylophone quartet 450", channel=True), Abstention)
