"""Deadlines as members tell, list and change them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.deadlines.deadline import HUB, Deadline, Kind, Repeats, Scope, Source, Unit
from bot.deadlines.ladders import ladder_of
from bot.deadlines.titles import LONGEST_TITLE
from bot.members.profile import Shift
from bot.nudges.planning import due_stage
from tests.reminder_fakes import MemoryDeadlines, MemoryMembers
from tests.unit.agenda_talk import NOW, ZONE, Talk, says

RETREAT = Deadline(
    HUB, "retreat", Scope.ORGANIZATION, "", Kind.CLAIM, "claim window", date(2027, 1, 31),
    source=Source.HUB,
)  # fmt: skip


@pytest.fixture
def talk() -> Talk:
    """A member of whom nothing is known."""
    return Talk()


@pytest.fixture
def staffed() -> Talk:
    """A member of an organization that set a deadline for everybody."""
    members = MemoryMembers()
    deadlines = MemoryDeadlines(members)
    members.met("T1", "U1", None, ZONE, NOW)
    deadlines.publish((RETREAT,))
    return Talk(deadlines=deadlines)


def test_what_was_understood_is_shown_with_weekday_date_and_zone(talk: Talk) -> None:
    note = talk.told("my review is on 3 March")

    assert note.title == "Noted: performance review"
    assert dict(note.rows) == {
        "When": "Wednesday 3 March 2027 (America/New_York)",
        "Nudges": "60, 30, 14 and 3 days before and the day after; next nudge Saturday 2 January "
        "2027, 09:00",
    }
    assert says(note) == {"Change the day": "change [d1]", "Delete": "delete [d1]"}
    assert talk.kept() == [
        Deadline(
            "T1", "d1", Scope.MEMBER, "U1", Kind.REVIEW, "performance review", date(2027, 3, 3),
            told="my review is on 3 March",
        )
    ]  # fmt: skip


def test_a_repetition_and_a_ladder_are_kept_and_shown(talk: Talk) -> None:
    note = talk.told(
        "my CME allowance runs out on 30 June every year, remind me 30 and 7 days before"
    )

    kept = talk.kept()[0]
    assert (kept.repeats, kept.ladder) == (Repeats(1, Unit.YEARS), (90, 60, 30, 14, 7, 3, 1))
    assert dict(note.rows)["Repeats"] == "every year"
    assert dict(note.rows)["Nudges"].startswith("90, 60, 30, 14, 7, 3 and 1 day before")
    only = talk.told(says(note)["Only these"])
    assert dict(only.rows)["Nudges"].startswith("30 and 7 days before; next nudge Monday 31 May")


def test_an_errand_is_remembered_at_its_moment(talk: Talk) -> None:
    note = talk.told("remind me Thursday 9am to call HR")

    kept = talk.kept()[0]
    assert (kept.kind, kept.at, ladder_of(kept)) == (Kind.CUSTOM, time(9), (0,))
    assert "at that time; next nudge Thursday 26 November 2026, 09:00" in dict(note.rows)["Nudges"]


def test_an_errand_with_a_last_day_is_remembered_before_it(talk: Talk) -> None:
    talk.told("remind me to send the poster abstract by 12 January")

    assert ladder_of(talk.kept()[0]) == (60, 30, 14, 3, 1)


def test_an_errand_about_a_license_is_no_license(talk: Talk) -> None:
    talk.told("remind me on Friday to renew my license")

    assert talk.kept()[0].kind is Kind.CUSTOM


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("remind me every Monday at 9 to log my hours", date(2026, 11, 30)),
        ("remind me to log my hours every 2 weeks, first on 4 December", date(2026, 12, 4)),
    ],
)
def test_a_weekly_errand_begins_on_its_day(talk: Talk, text: str, day: date) -> None:
    talk.told(text)

    assert (talk.kept()[0].day, talk.kept()[0].title) == (day, "log my hours")


def test_a_repetition_that_cannot_be_kept_is_not_kept_otherwise(talk: Talk) -> None:
    note = talk.told("remind me every other Friday to log my hours")

    assert note.title == "Nothing was changed"
    assert talk.kept() == []


def test_the_same_again_is_already_noted(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    note = talk.told("remind me of my performance review on March 3, 2027")

    assert note.title == "Already noted: performance review"
    assert len(talk.kept()) == 1


def test_what_is_told_again_with_more_is_completed(talk: Talk) -> None:
    talk.told("my license expires 9/30/2027")
    talk.told("my license expires 9/30/2027 every two years")

    assert [each.repeats for each in talk.kept()] == [Repeats(2, Unit.YEARS)]


def test_a_second_review_is_asked_about(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    note = talk.told("my review is on 12 April")

    assert note.asks
    assert says(note) == {
        "Move it": "move [d1] to 12 April 2027",
        "Keep both": "my review is on 12 April, as another one",
    }
    assert [each.day for each in talk.kept()] == [date(2027, 3, 3)]


@pytest.mark.parametrize(
    ("reply", "days"),
    [
        ("Move it", [date(2027, 4, 12)]),
        ("keep both", [date(2027, 3, 3), date(2027, 4, 12)]),
        ("2", [date(2027, 3, 3), date(2027, 4, 12)]),
        ("never mind", [date(2027, 3, 3)]),
    ],
)
def test_a_second_review_moves_the_first_or_is_one_more(
    talk: Talk, reply: str, days: list[date]
) -> None:
    talk.told("my review is on 3 March")
    talk.told("my review is on 12 April")
    talk.told(reply)

    assert [each.day for each in talk.kept()] == days


def test_two_licenses_are_two_deadlines(talk: Talk) -> None:
    talk.told("my RN license expires 9/30/2027")
    talk.told("my DEA registration expires 9/30/2027")
    talk.told("my NY license expires 1/31/2028")

    assert [each.title for each in talk.kept()] == [
        "RN license", "DEA registration", "NY license",
    ]  # fmt: skip


def test_the_list_is_numbered_soonest_first_with_the_reason(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    talk.told("remind me Thursday 9am to call HR")
    note = talk.told("what's coming up?")

    assert note.rows == (
        (
            "1. call HR",
            "Thursday 26 November 2026, 09:00 (America/New_York); next nudge Thursday 26 November "
            "2026, 09:00. Because you told me: “remind me Thursday 9am to call HR”.",
        ),
        (
            "2. performance review",
            "Wednesday 3 March 2027 (America/New_York); next nudge Saturday 2 January 2027, 09:00. "
            "Because you told me: “my review is on 3 March”.",
        ),
    )


def test_an_empty_list_says_what_can_be_told(talk: Talk) -> None:
    note = talk.told("my deadlines")

    assert note.title == "Nothing is coming up"
    assert note.remarks[0].count("“") == 3


def test_a_long_list_is_cut_and_counted(talk: Talk) -> None:
    for day in range(1, 19):
        talk.told(f"remind me on {day} December 2027 to do thing {chr(96 + day)}")
    note = talk.told("my reminders")

    assert len(note.rows) == 15
    assert "And 3 more, further off." in note.remarks


def test_one_deadline_can_be_asked_for(talk: Talk) -> None:
    talk.told("remind me Thursday 9am to call HR")
    talk.told("my license expires 9/30/2027")

    assert [label for label, _ in talk.told("when does my license expire?").rows] == [
        "2. license renewal"
    ]
    assert talk.say("when is my board exam?") is None


def test_numbers_are_those_of_the_list(talk: Talk) -> None:
    talk.told("my license expires 9/30/2027")
    talk.told("my review is on 3 March")
    note = talk.told("change 2 to October 5 2027")

    assert note.title == "Moved: license renewal"
    assert [each.day for each in talk.kept()] == [date(2027, 3, 3), date(2027, 10, 5)]


def test_a_moved_deadline_keeps_its_time_or_gets_a_new_one(talk: Talk) -> None:
    talk.told("my review is on 3 March at 2pm")
    talk.told("move my review to 10 March")
    assert (talk.kept()[0].day, talk.kept()[0].at) == (date(2027, 3, 10), time(14))

    talk.told("move my review to 3pm")
    assert (talk.kept()[0].day, talk.kept()[0].at) == (date(2027, 3, 10), time(15))


def test_the_reason_of_a_moved_deadline_is_what_was_said_last(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    talk.told("my review was moved to 12 March")

    assert talk.kept()[0].told == "my review was moved to 12 March"


def test_a_new_day_is_asked_for_where_none_is_named(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    note = talk.told("change [d1]")

    assert note.asks
    talk.told("it's on 12 March")
    assert talk.kept()[0].day == date(2027, 3, 12)


def test_a_deadline_can_be_made_to_repeat(talk: Talk) -> None:
    talk.told("my license expires 9/30/2027")
    note = talk.told("make my license every two years")

    assert dict(note.rows)["Repeats"] == "every 2 years"


def test_the_ladder_of_a_known_deadline_is_changed(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    note = talk.told("remind me two weeks before my review")

    assert talk.kept()[0].ladder == (60, 30, 14, 3, -1)
    note = talk.told("remind me only two weeks before my review")
    assert dict(note.rows)["Nudges"].startswith("14 days before; next nudge Wednesday 17 February")
    assert [each.ladder for each in talk.kept()] == [(14,)]


def test_a_ladder_without_a_deadline_asks_for_its_day(talk: Talk) -> None:
    note = talk.told("remind me two weeks before my review")
    assert (note.asks, note.title) == (True, "When is it: performance review?")

    talk.told("March 3")
    kept = talk.kept()[0]
    assert (kept.kind, kept.day, kept.ladder) == (
        Kind.REVIEW,
        date(2027, 3, 3),
        (60, 30, 14, 3, -1),
    )


def test_too_long_a_ladder_is_refused_in_plain_words(talk: Talk) -> None:
    days = ", ".join(str(each) for each in range(1, 40))
    note = talk.told(f"my review is on 3 March, remind me {days} and 50 days before")

    assert note.title == "Nothing was changed"
    assert "12" in note.remarks[0]
    assert talk.kept() == []


def test_done_of_one_that_does_not_repeat_leaves_the_list(talk: Talk) -> None:
    talk.told("my license expires 9/30/2027")
    note = talk.told("I've renewed my license")

    assert note.remarks == ("I will not nudge you about it again.",)
    assert talk.told("my deadlines").remarks[-1] == (
        "Not shown, because they are done or not for you: 1."
    )


def test_done_of_one_that_repeats_tells_the_next_day(talk: Talk) -> None:
    talk.told("my license expires 9/30/2027 every two years")
    note = talk.told("done 1")

    assert note.rows[0][1].startswith("Sunday 30 September 2029 (America/New_York); next nudge")
    assert talk.titles() == ["1. license renewal"]


def test_done_does_not_bring_the_next_one_at_once(talk: Talk) -> None:
    """A ladder longer than the repetition reaches into the next occurrence already."""
    talk.told("remind me of the crash cart check on 1 December every month")
    talk.now = datetime(2026, 12, 5, 12, tzinfo=ZoneInfo(ZONE))
    talk.told("done [d1]")
    (watched,) = talk.deadlines.of_member("T1", "U1")

    assert due_stage(watched, talk.member, talk.now) is None


def test_done_twice_leaves_the_next_one_alone(talk: Talk) -> None:
    talk.told("my license expires 9/30/2027 every two years")
    talk.told("done [d1]")
    note = talk.told("done [d1]")

    assert note.title == "Done before: license renewal"
    assert note.rows[0][1].startswith("Sunday 30 September 2029")
    assert talk.told(says(note)["That one is done too"]).rows[0][1].startswith("Tuesday 30 Sep")


def test_done_said_late_is_of_the_one_that_passed(talk: Talk) -> None:
    talk.told("my license expires on 30 November every year")
    talk.now += timedelta(days=12)
    note = talk.told("done [d1]")

    assert note.rows[0][1].startswith("Tuesday 30 November 2027")
    assert talk.deadlines.of_member("T1", "U1")[0].watch.done_through == date(2026, 11, 30)


def test_done_with_a_review_asks_how_it_went(talk: Talk) -> None:
    talk.told("my review is on 3 March")

    assert "How did it go?" in talk.told("done [d1]").remarks[0]


def test_the_next_review_is_noted_beside_the_one_that_is_done(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    talk.told("done [d1]")
    talk.told("my next performance review is on 2028-03-03")

    assert talk.titles() == ["1. performance review"]
    assert len(talk.kept()) == 2


def test_snooze_says_until_when(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    note = talk.told("snooze 1 until Monday 7am")

    assert dict(note.rows) == {"Next nudge": "Monday 30 November 2026, 08:00 (America/New_York)"}
    assert note.remarks == ("07:00 is in your quiet hours; I write when they end.",)
    assert talk.told("my deadlines").rows[0][1].count("next nudge Monday 30 November") == 1


def test_every_snooze_counts_as_a_new_round(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    talk.told("snooze [d1] for a week")
    talk.told("snooze [d1] until tomorrow")

    watch = talk.deadlines.of_member("T1", "U1")[0].watch
    assert watch.round == 2


def test_a_snooze_past_the_deadline_says_so(talk: Talk) -> None:
    talk.told("my license expires on 1 December")
    note = talk.told("snooze it until 4 December")

    assert note.remarks[0] == "That is after the day itself, Tuesday 1 December 2026."


def test_a_snooze_without_a_time_asks_until_when(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    note = talk.told("snooze 1")
    assert note.asks
    assert says(note)["Tomorrow"] == "snooze [d1] until tomorrow"

    talk.told("Friday 9am")
    snoozed = talk.deadlines.of_member("T1", "U1")[0].watch.snoozed
    assert snoozed is not None
    assert (snoozed.day, snoozed.at) == (date(2026, 11, 27), time(9))


def test_after_my_stretch_asks_until_when_and_keeps_what_is_meant(talk: Talk) -> None:
    talk.member = replace(talk.member, profile=replace(talk.member.profile, shift=Shift.NIGHTS))
    talk.told("my review is on 3 March")
    talk.told("my license expires 9/30/2027")
    note = talk.told("snooze 2 after my stretch")
    assert note.title == "Until when shall I snooze it: license renewal?"

    talk.told("Friday")
    snoozed = {
        each.deadline.id: each.watch.snoozed for each in talk.deadlines.of_member("T1", "U1")
    }
    assert snoozed["d1"] is None
    assert snoozed["d2"] is not None


def test_it_is_what_was_nudged_last(talk: Talk) -> None:
    talk.told("my license expires 9/30/2027")
    talk.told("my review is on 23 January 2027")
    talk.deadlines.say("T1", "U1", "d2", "2027-01-23/30")
    talk.now = datetime(2026, 12, 24, 12, 0, tzinfo=ZoneInfo(ZONE))

    assert talk.told("remind me tomorrow 9").title == "Snoozed: performance review"


def test_it_is_asked_about_where_several_may_be_meant(talk: Talk) -> None:
    talk.told("my license expires 9/30/2027")
    talk.told("my review is on 3 March")
    note = talk.told("done")

    assert says(note) == {
        "performance review, Wednesday 3 March 2027": "done [d2]",
        "license renewal, Thursday 30 September 2027": "done [d1]",
    }
    assert talk.told("the license").title == "Done: license renewal"


@pytest.mark.parametrize("words", ["done", "not for me", "delete it"])
def test_without_a_nudge_before_it_even_the_only_one_is_asked_about(talk: Talk, words: str) -> None:
    talk.told("my license expires 9/30/2027")
    assert talk.told(words).title == "Do you mean this one?"
    assert talk.titles() == ["1. license renewal"]

    talk.told(words)
    talk.told("yes")
    assert talk.titles() == []


def test_an_errand_twice_a_day_is_two(talk: Talk) -> None:
    talk.told("remind me tomorrow at 9 to call HR")
    talk.told("remind me tomorrow at 3pm to call HR")
    assert talk.told("remind me tomorrow at 3pm to call HR").title == "Already noted: call HR"

    assert [each.at for each in talk.kept()] == [time(9), time(15)]


def test_what_is_not_for_a_member_is_not_shown_and_not_nudged(talk: Talk) -> None:
    talk.told("my license expires 9/30/2027")
    note = talk.told("stop reminding me about my license")

    assert note.title == "Not for you: license renewal"
    assert talk.titles() == []
    assert talk.told("delete [d1]").title == "Deleted: license renewal"
    assert talk.kept() == []


def test_what_the_office_set_can_be_declined_but_not_changed(staffed: Talk) -> None:
    for words in ("delete 1", "move 1 to 5 May", "make 1 every year", "remind me a week before 1"):
        note = staffed.told(words)
        assert note.title == "Not changed: claim window", words
    assert [each.day for each in staffed.kept()] == [RETREAT.day]

    assert staffed.told("not for me [retreat]").title == "Not for you: claim window"
    assert staffed.titles() == []


def test_what_the_office_set_is_not_the_members_own(staffed: Talk) -> None:
    staffed.told("my claim window closes on 15 February 2027")

    assert staffed.titles() == ["1. claim window", "2. claim window"]


def test_a_name_that_is_none_changes_nothing(talk: Talk) -> None:
    for words in ("delete 3", "done [zz]", "snooze my review until Monday", "move 2 to 5 May"):
        note = talk.told(words)
        assert note.title == "Nothing was changed", words
        assert "what's coming up" in note.remarks[0]


@pytest.mark.parametrize(
    "text",
    [
        "delete my data",
        "forget me",
        "forget that I work nights",
        "I finished nursing school",
        "I finished a sepsis course",
        "I had a patient complain about me to the board",
        "change my time zone to Chicago",
        "move into informatics",
        "done is better than perfect",
        "the shift is over",
        "snooze culture on nights",
        "stop reminding me of high school",
    ],
)
def test_what_names_no_deadline_is_left_to_others(talk: Talk, text: str) -> None:
    talk.told("my review is on 3 March")

    assert talk.say(text) is None


def test_all_at_once_is_not_deleted(talk: Talk) -> None:
    talk.told("my review is on 3 March")
    note = talk.told("delete all my reminders")

    assert "one at a time" in note.remarks[0]
    assert len(talk.kept()) == 1


def test_a_title_is_cleaned_and_cut(talk: Talk) -> None:
    talk.told(f"remind me on Friday to call\x07 \u202eHR {'about leave ' * 30}")

    title = talk.kept()[0].title
    assert title.startswith("call HR about leave")
    assert len(title) <= LONGEST_TITLE
    assert title.endswith("…")


def test_a_day_is_the_members_own() -> None:
    auckland = Talk(zone="Pacific/Auckland", now=NOW.astimezone(ZoneInfo("Pacific/Auckland")))
    note = auckland.told("remind me tomorrow to call HR")

    assert "Wednesday 25 November 2026 (Pacific/Auckland)" in dict(note.rows)["When"]
