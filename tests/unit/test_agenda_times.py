"""Zones, changes of clocks and snoozes, as a member is told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.deadlines.deadline import Deadline
from bot.members.profile import Profile, Quiet, Shift
from tests.unit.agenda_talk import ZONE, Talk, says

WEST = "America/Los_Angeles"


@pytest.fixture
def talk() -> Talk:
    """A member whose zone the platform told."""
    spoken = Talk()
    spoken.member = replace(spoken.member, profile=Profile(zone=ZONE))
    return spoken


def moved_west(talk: Talk) -> None:
    """From the next message on the platform tells another zone."""
    talk.member = replace(talk.member, profile=replace(talk.member.profile, zone=WEST), zone=WEST)
    talk.now = talk.now.astimezone(ZoneInfo(WEST))


def only(talk: Talk) -> Deadline:
    (held,) = talk.kept()
    return held


def test_a_time_keeps_the_zone_it_was_told_in_and_the_list_says_which(talk: Talk) -> None:
    talk.told("remind me on 3 March 2027 at 9am to meet my manager")
    talk.told("my license expires 30 September 2027")
    assert not any(ZONE in remark for remark in talk.told("my deadlines").remarks)
    moved_west(talk)

    listed = talk.told("my deadlines")
    assert f"09:00 ({ZONE}); next nudge Wednesday 3 March 2027, 06:00 ({WEST})" in listed.rows[0][1]
    assert f"30 September 2027 ({WEST})" in listed.rows[1][1]
    assert listed.remarks[0] == (
        f"In {ZONE} time, not {WEST}: 1. To have it in yours, say the time again, for example "
        "“move 1 to 09:00”."
    )


def test_a_time_told_anew_is_one_in_the_zone_of_now(talk: Talk) -> None:
    talk.told("remind me on 3 March 2027 at 9am to meet my manager")
    moved_west(talk)

    talk.told("move 1 to 4 March 2027")
    assert (only(talk).day, only(talk).zone) == (date(2027, 3, 4), ZONE)
    talk.told("move 1 to 09:00")
    assert (only(talk).at, only(talk).zone) == (time(9), WEST)


def test_a_time_added_to_a_known_day_brings_its_zone(talk: Talk) -> None:
    talk.told("my review is on 3 March 2027")
    assert only(talk).zone == ""
    talk.told("my review is on 3 March 2027 at 2pm")

    assert (only(talk).at, only(talk).zone) == (time(14), ZONE)


def test_a_time_told_before_any_zone_follows_the_one_that_is_told_later() -> None:
    talk = Talk(zone="UTC", now=datetime(2026, 11, 23, 15, tzinfo=ZoneInfo("UTC")))
    talk.told("remind me on 3 March 2027 at 9am to meet my manager")
    moved_west(talk)

    assert f"09:00 ({WEST})" in talk.told("my deadlines").rows[0][1]


@pytest.mark.parametrize(
    ("day", "at", "said"),
    [
        ("14 March 2027", "2:30am", "02:30 does not exist on that night, because the clocks go "
         "forward; I take 03:30."),
        ("7 November 2027", "1:30am", "01:30 comes twice on that night, because the clocks go "
         "back; I take the first."),
    ],
)  # fmt: skip
def test_a_time_that_a_change_of_clocks_touches_is_said(
    talk: Talk, day: str, at: str, said: str
) -> None:
    note = talk.told(f"remind me on {day} at {at} to log hours")
    assert said in note.remarks

    assert talk.told(f"snooze 1 until {day} {at}").remarks[0] == said
    assert not talk.told("move 1 to 15 March 2027 at 2:30am").remarks


@pytest.mark.parametrize(
    ("profile", "until", "comes"),
    [
        (Profile(), "tomorrow", "Tuesday 24 November 2026, 09:00"),
        (Profile(shift=Shift.NIGHTS), "tomorrow", "Tuesday 24 November 2026, 18:00"),
        (Profile(shift=Shift.NIGHTS), "tomorrow 9am", "Tuesday 24 November 2026, 17:00"),
        (Profile(hour=time(18)), "Monday", "Monday 30 November 2026, 18:00"),
        (Profile(quiet=Quiet(time(22), time(10))), "tomorrow", "Tuesday 24 November 2026, 10:00"),
    ],
)
def test_a_snooze_says_when_the_nudge_really_comes(
    talk: Talk, profile: Profile, until: str, comes: str
) -> None:
    talk.member = replace(talk.member, profile=profile)
    talk.told("my license expires 30 September 2027")
    note = talk.told(f"snooze my license until {until}")

    assert comes in dict(note.rows)["Next nudge"]
    assert f"next nudge {comes}" in talk.told("my deadlines").rows[0][1]


def test_a_snooze_says_which_stages_it_leaves_out_and_the_ladder_goes_on(talk: Talk) -> None:
    talk.told("my license expires 3 March 2027")
    note = talk.told("snooze my license until 10 February 2027")
    assert note.remarks == (
        "Until then I leave out what would have come 90, 60 and 30 days before.",
    )

    talk.deadlines.say("T1", "U1", "d1", "2027-02-10/s1")
    talk.now = datetime(2027, 2, 10, 10, tzinfo=ZoneInfo(ZONE))
    assert "next nudge Wednesday 17 February 2027" in talk.told("my deadlines").rows[0][1]


def test_a_snooze_that_passes_nothing_over_says_nothing_of_it(talk: Talk) -> None:
    talk.told("my license expires 30 September 2027")
    assert talk.told("snooze my license until Monday").remarks == ()


def test_what_stands_in_another_zone_is_not_offered_back_in_this_one(talk: Talk) -> None:
    talk.told("remind me on 3 March 2027 at 9am to meet my manager")
    assert "Undo" in says(talk.told("move 1 to 4 March 2027"))
    moved_west(talk)

    assert "Undo" not in says(talk.told("move 1 to 5 March 2027"))
    assert "Undo" not in says(talk.told("delete 1"))


def test_a_snooze_of_what_repeats_says_that_more_than_one_is_left_out(talk: Talk) -> None:
    talk.told("remind me every Friday at 4pm to log hours")
    assert talk.told("snooze 1 until Friday 5pm").remarks == (
        "Until then I leave out what would have come on the day.",
    )
    assert talk.told("snooze 1 for 3 weeks").remarks[0] == (
        "That is after the day itself, Friday 27 November 2026, and what comes again before then "
        "is left out too."
    )
