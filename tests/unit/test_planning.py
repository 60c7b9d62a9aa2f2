"""When each nudge is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.deadlines.deadline import Deadline, Kind, Repeats, Unit, Watch, Watched
from bot.members.profile import Member, Profile, Quiet, Shift
from bot.nudges.planning import due_stage, next_stage, passed_over, stages
from bot.nudges.postponed import Again
from bot.nudges.rungs import end_of, is_urgent
from bot.when.wall import Wall
from tests.deadlines import OWN
from tests.members import ANA, living_in

NEW_YORK = ZoneInfo("America/New_York")
REVIEW = replace(
    OWN, kind=Kind.REVIEW, repeats=None, ladder=(), at=None, zone="", day=date(2027, 3, 3)
)
LICENCE = replace(REVIEW, kind=Kind.LICENCE)
CALL = replace(REVIEW, kind=Kind.CUSTOM, at=time(21, 30))
DAILY = replace(CALL, at=time(9), repeats=Repeats(1, Unit.DAYS), day=date(2020, 1, 1))
UNSEEN = Watch(since=None)
FIRST, MONTH, FORTNIGHT, LAST, AFTER = (
    "2027-03-03/60",
    "2027-03-03/30",
    "2027-03-03/14",
    "2027-03-03/3",
    "2027-03-03/-1",
)


def at(month: int, day: int, hour: int, minute: int = 0, year: int = 2027) -> datetime:
    """A moment in New York."""
    return datetime(year, month, day, hour, minute, tzinfo=NEW_YORK)


def watched(deadline: Deadline, *said: str, watch: Watch = UNSEEN) -> Watched:
    """A deadline of which these stages were said."""
    return Watched(deadline, watch, frozenset(said))


def due(each: Watched, now: datetime, member: Member = ANA, again: Again | None = None) -> str:
    """The key of what is due, "" for nothing."""
    stage = due_stage(each, member, now, again)
    return stage.key if stage else ""


def next_of(each: Watched, now: datetime, member: Member = ANA) -> tuple[str, datetime] | None:
    """The key of what comes next, and when."""
    stage = next_stage(each, member, now)
    return (stage.key, stage.at) if stage else None


def test_every_stage_comes_at_the_members_hour() -> None:
    planned = stages(watched(REVIEW), ANA, at(1, 1, 12))
    assert [stage.at for stage in planned] == [
        at(1, 2, 9),
        at(2, 1, 9),
        at(2, 17, 9),
        at(2, 28, 9),
        at(3, 4, 9),
    ]
    assert [stage.key for stage in planned] == [FIRST, MONTH, FORTNIGHT, LAST, AFTER]


def test_a_stage_is_due_once_its_moment_has_passed() -> None:
    assert not due(watched(REVIEW), at(1, 2, 8, 59))
    assert due(watched(REVIEW), at(1, 2, 9)) == FIRST
    assert due(watched(REVIEW), at(1, 20, 15)) == FIRST


def test_what_was_said_is_not_due_again_and_nothing_less_tight_is() -> None:
    assert not due(watched(REVIEW, FIRST), at(1, 20, 15))
    assert not due(watched(REVIEW, FORTNIGHT), at(2, 20, 15))
    assert next_of(watched(REVIEW, FORTNIGHT), at(2, 20, 15)) == (LAST, at(2, 28, 9))


def test_after_downtime_only_the_tightest_stage_reached_is_due() -> None:
    assert due(watched(REVIEW, FIRST), at(3, 1, 12)) == LAST
    assert next_of(watched(REVIEW, LAST), at(3, 1, 12)) == (AFTER, at(3, 4, 9))


def test_a_new_ladder_says_nothing_less_tight_than_was_said() -> None:
    changed = replace(REVIEW, ladder=(45, 20, 2))
    assert next_of(watched(changed, MONTH), at(2, 1, 12)) == ("2027-03-03/20", at(2, 11, 9))


def test_what_was_reached_when_it_was_told_does_not_count() -> None:
    told = Watch(since=at(2, 1, 9))
    assert next_of(watched(REVIEW, watch=told), at(2, 1, 9, 1)) == (FORTNIGHT, at(2, 17, 9))


def test_a_deadline_that_passed_while_the_coach_was_down_is_still_spoken_of_for_a_week() -> None:
    once = replace(REVIEW, ladder=(1,))
    assert due(watched(once), at(3, 10, 12)) == "2027-03-03/1"
    assert not due(watched(once), at(3, 11, 12))
    assert next_of(watched(once), at(3, 11, 12)) is None


def test_of_what_was_over_before_the_member_came_nothing_is_said() -> None:
    newcomer = replace(ANA, met_at=at(3, 4, 11))
    assert not due(watched(replace(REVIEW, ladder=(1,))), at(3, 4, 12), newcomer)
    earlier = replace(ANA, met_at=at(3, 3, 11))
    assert due(watched(replace(REVIEW, ladder=(1,))), at(3, 3, 12), earlier) == "2027-03-03/1"


def test_quiet_hours_put_off_what_is_late() -> None:
    late = next_of(watched(REVIEW), at(1, 2, 22))
    assert late == (FIRST, at(1, 3, 8))
    assert not due(watched(REVIEW), at(1, 3, 7, 59))
    assert due(watched(REVIEW), at(1, 3, 8)) == FIRST


def test_a_day_off_moves_a_stage_on() -> None:
    off = replace(ANA, profile=Profile(days_off=(5, 6)))
    planned = stages(watched(REVIEW), off, at(1, 1, 12))
    assert [stage.at for stage in planned[:2]] == [at(1, 4, 9), at(2, 1, 9)]


def test_never_past_the_deadline() -> None:
    off = replace(ANA, profile=Profile(days_off=(1, 2, 3)))
    planned = stages(watched(replace(REVIEW, ladder=(1, 0))), off, at(2, 1, 12))
    assert {stage.at for stage in planned} == {at(3, 1, 9)}
    assert due(watched(replace(REVIEW, ladder=(1, 0))), at(3, 1, 9), off) == "2027-03-03/0"


def test_what_is_late_on_the_last_day_comes_even_on_a_day_off() -> None:
    off = replace(ANA, profile=Profile(days_off=(2,)))
    assert due(watched(REVIEW, FORTNIGHT), at(3, 3, 12), off) == LAST


def test_the_last_minute_before_a_deadline_that_ends_by_day_for_the_night_shift() -> None:
    nights = replace(ANA, profile=Profile(shift=Shift.NIGHTS))
    tokyo = replace(REVIEW, zone="Asia/Tokyo", ladder=(0,))
    (stage,) = stages(watched(tokyo), nights, at(2, 1, 12))
    assert end_of(tokyo, date(2027, 3, 3), nights) == at(3, 3, 10)
    assert stage.at == at(3, 3, 7, 59)


def test_what_is_urgent_ignores_days_off_and_waits_for_quiet_hours() -> None:
    off = replace(ANA, profile=Profile(days_off=tuple(range(6))))
    planned = stages(watched(replace(LICENCE, ladder=(30, 1))), off, at(1, 1, 12))
    assert [stage.at for stage in planned] == [at(2, 7, 9), at(3, 2, 9)]
    assert not due(watched(LICENCE), at(3, 2, 22), off)


def test_who_allowed_it_gets_what_is_urgent_at_night() -> None:
    allowed = replace(ANA, profile=Profile(urgent_anytime=True))
    assert due(watched(LICENCE), at(3, 2, 22), allowed) == "2027-03-03/1"
    assert not due(watched(REVIEW), at(3, 2, 22), allowed)
    assert not due(watched(LICENCE), at(2, 10, 22), allowed)


@pytest.mark.parametrize(
    ("deadline", "now", "urgent"),
    [
        (LICENCE, at(3, 1, 0), True),
        (LICENCE, at(2, 28, 23), False),
        (LICENCE, at(3, 4, 1), False),
        (REVIEW, at(3, 3, 12), False),
    ],
)
def test_urgent_is_what_costs_money_or_a_licence_within_three_days(
    deadline: Deadline, now: datetime, *, urgent: bool
) -> None:
    end = end_of(deadline, date(2027, 3, 3), ANA)
    assert is_urgent(deadline, end, now) is urgent


def test_a_time_that_was_named_is_kept_even_in_quiet_hours() -> None:
    assert next_of(watched(CALL), at(3, 1, 12)) == ("2027-03-03/0", at(3, 3, 21, 30))
    assert due(watched(CALL), at(3, 3, 21, 30))
    assert due(watched(CALL), at(3, 3, 22, 30))
    assert next_of(watched(CALL), at(3, 3, 22, 31)) == ("2027-03-03/0", at(3, 4, 8))


def test_a_daily_one_comes_every_day_and_after_downtime_once() -> None:
    assert due(watched(DAILY), at(3, 3, 9)) == "2027-03-03/0"
    assert next_of(watched(DAILY, "2027-03-03/0"), at(3, 3, 9)) == ("2027-03-04/0", at(3, 4, 9))
    assert due(watched(DAILY, "2027-02-20/0"), at(3, 3, 8, 30)) == "2027-03-02/0"
    assert next_of(watched(DAILY, "2027-03-02/0"), at(3, 3, 8, 30)) == (
        "2027-03-03/0",
        at(3, 3, 9),
    )


def test_an_occurrence_that_passed_gives_way_to_the_next_ladder() -> None:
    monthly = replace(LICENCE, repeats=Repeats(1, Unit.MONTHS), ladder=(31, 3))
    said = watched(monthly, "2027-03-03/31", "2027-03-03/3")
    stage = next_stage(said, ANA, at(3, 1, 12))
    assert stage is not None
    assert (stage.key, stage.at) == ("2027-04-03/31", at(3, 4, 8))
    assert next_of(said, at(3, 4, 0)) == ("2027-04-03/31", at(3, 4, 8))


def test_done_and_declined_say_nothing_more() -> None:
    done = Watch(since=None, done_through=date(2027, 3, 3))
    assert next_of(watched(REVIEW, watch=done), at(3, 1, 12)) is None
    assert stages(watched(REVIEW, watch=done), ANA, at(3, 1, 12)) == ()
    declined = Watch(since=None, declined=True)
    assert next_of(watched(REVIEW, watch=declined), at(3, 1, 12)) is None
    assert stages(watched(REVIEW, watch=declined), ANA, at(3, 1, 12)) == ()


def test_done_on_a_repeating_one_rolls_on() -> None:
    yearly = replace(REVIEW, repeats=Repeats(1, Unit.YEARS))
    done = Watch(since=at(3, 1, 11), done_through=date(2027, 3, 3))
    assert next_of(watched(yearly, watch=done), at(3, 1, 12)) == (
        "2028-03-03/60",
        at(1, 3, 9, year=2028),
    )


def snoozed(month: int, day: int, hour: int, round: int = 1) -> Watch:
    """Put off to a time in New York."""
    until = Wall(date(2027, month, day), time(hour), "America/New_York")
    return Watch(since=None, snoozed=until, round=round)


def test_what_is_snoozed_comes_at_its_time_and_nothing_else_before() -> None:
    put_off = watched(REVIEW, MONTH, watch=snoozed(2, 20, 11))
    assert not due(put_off, at(2, 17, 12))
    assert next_of(put_off, at(2, 17, 12)) == ("2027-02-20/s1", at(2, 20, 11))
    stage = due_stage(put_off, ANA, at(2, 20, 11))
    assert stage is not None
    assert (stage.occurrence, stage.days) == (date(2027, 3, 3), 11)


def test_after_the_snooze_the_ladder_goes_on_without_what_it_passed() -> None:
    said = watched(REVIEW, MONTH, "2027-02-20/s1", watch=snoozed(2, 20, 11))
    assert next_of(said, at(2, 20, 12)) == (LAST, at(2, 28, 9))


def test_a_second_snooze_is_another_one() -> None:
    again = watched(REVIEW, MONTH, "2027-02-20/s1", watch=snoozed(2, 20, 15, round=2))
    assert due(again, at(2, 20, 15)) == "2027-02-20/s2"


def test_a_snooze_waits_for_quiet_hours_to_end() -> None:
    assert next_of(watched(REVIEW, MONTH, watch=snoozed(2, 20, 22)), at(2, 17, 12)) == (
        "2027-02-20/s1",
        at(2, 21, 8),
    )


def test_a_snooze_past_the_day_still_speaks_of_that_day() -> None:
    weekly = replace(CALL, at=time(9), repeats=Repeats(1, Unit.WEEKS))
    put_off = watched(weekly, "2027-03-03/0", watch=snoozed(3, 5, 9))
    stage = due_stage(put_off, ANA, at(3, 5, 9))
    assert stage is not None
    assert stage.occurrence == date(2027, 3, 3)


def test_a_snooze_of_what_is_done_is_over() -> None:
    done = replace(snoozed(2, 20, 11), done_through=date(2027, 3, 3))
    assert next_of(watched(REVIEW, MONTH, watch=done), at(2, 17, 12)) is None


SECOND = Again(at=at(2, 18, 9, 2), key=FORTNIGHT)


def test_a_second_note_comes_a_day_later_and_says_that_it_is_one() -> None:
    said = watched(REVIEW, FORTNIGHT)
    assert not due(said, at(2, 18, 9), again=SECOND)
    stage = due_stage(said, ANA, at(2, 18, 9, 2), SECOND)
    assert stage is not None
    assert (stage.key, stage.again, stage.days) == (f"{FORTNIGHT}+", True, 14)
    assert not due(watched(REVIEW, FORTNIGHT, f"{FORTNIGHT}+"), at(2, 18, 9, 2), again=SECOND)


@pytest.mark.parametrize(
    "answer",
    [
        Watch(since=None, done_through=date(2027, 3, 3)),
        Watch(since=None, declined=True),
        Watch(since=at(2, 17, 12)),
        snoozed(2, 25, 11),
    ],
)
def test_an_answer_makes_the_second_note_needless(answer: Watch) -> None:
    assert not due(watched(REVIEW, FORTNIGHT, watch=answer), at(2, 18, 12), again=SECOND)


def test_a_tighter_stage_takes_the_place_of_the_second_note() -> None:
    now = at(2, 28, 9)
    late = Again(at=at(2, 28, 8, 30), key=FORTNIGHT)
    assert due(watched(REVIEW, FORTNIGHT), now, again=late) == LAST
    assert not due(watched(REVIEW, FORTNIGHT, LAST), now, again=late)


def test_a_second_note_of_what_was_snoozed() -> None:
    said = watched(REVIEW, MONTH, "2027-02-20/s1", watch=snoozed(2, 20, 11))
    second = Again(at=at(2, 21, 11, 1), key="2027-02-20/s1")
    stage = due_stage(said, ANA, at(2, 21, 11, 1), second)
    assert stage is not None
    assert (stage.key, stage.occurrence, stage.days) == (
        "2027-02-20/s1+",
        date(2027, 3, 3),
        10,
    )


def test_the_day_is_the_deadlines_and_the_hour_the_members() -> None:
    apia = living_in("Pacific/Apia")
    end = replace(REVIEW, zone="America/New_York", ladder=(1,))
    (stage,) = stages(watched(end), apia, at(2, 1, 12))
    # It ends on 4 March at 18:00 in Apia, and is called 3 March all the same.
    assert stage.at == datetime(2027, 3, 2, 9, tzinfo=ZoneInfo("Pacific/Apia"))


def test_a_zone_that_nobody_knows_is_the_members() -> None:
    lost = replace(REVIEW, zone="Mars/Olympus")
    assert stages(watched(lost), ANA, at(1, 1, 12)) == stages(watched(REVIEW), ANA, at(1, 1, 12))


@pytest.mark.parametrize(
    ("zone", "day", "hour", "expected"),
    [
        ("America/New_York", date(2027, 3, 14), time(2, 30), "2027-03-14T03:30:00-04:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T01:30:00-04:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-04T02:45:00+11:00"),
        ("Australia/Lord_Howe", date(2027, 4, 4), time(1, 45), "2027-04-04T01:45:00+11:00"),
        ("Pacific/Apia", date(2011, 12, 30), time(9), "2011-12-31T09:00:00+14:00"),
    ],
)
def test_nights_on_which_the_clocks_change(zone: str, day: date, hour: time, expected: str) -> None:
    member = replace(living_in(zone), profile=Profile(hour=hour, quiet=Quiet(time(0), time(0))))
    deadline = replace(REVIEW, day=day + timedelta(days=1), ladder=(1,))
    (stage,) = stages(watched(deadline), member, datetime(2011, 12, 1, tzinfo=UTC))
    assert stage.at == datetime.fromisoformat(expected)
    assert due(watched(deadline), stage.at, member) == stage.key
    assert not due(watched(deadline, stage.key), stage.at + timedelta(hours=1), member)


def test_a_hundred_years_and_the_end_of_the_calendar() -> None:
    far = replace(REVIEW, day=date(2127, 3, 3))
    assert next_of(watched(far), at(3, 1, 12)) == ("2127-03-03/60", at(1, 2, 9, year=2127))
    ancient = replace(REVIEW, day=date(1, 1, 5), ladder=(3650, 1))
    assert next_of(watched(ancient), at(3, 1, 12)) is None


def test_a_snooze_passes_over_what_would_have_come_before_it_ends() -> None:
    left = passed_over(watched(LICENCE), ANA, at(2, 1, 15), at(3, 2, 15))
    days = {stage.days: stage.at for stage in stages(watched(LICENCE), ANA, at(2, 1, 15))}

    assert left == tuple(d for d, moment in days.items() if at(2, 1, 15) < moment < at(3, 2, 15))
    assert {14, 3} <= set(left) < set(days)


def test_a_snooze_of_what_repeats_speaks_of_the_round_that_comes() -> None:
    quarterly = replace(
        REVIEW,
        kind=Kind.CUSTOM,
        day=date(2027, 1, 10),
        repeats=Repeats(12, Unit.WEEKS),
        ladder=(3,),
    )
    put_off = Watch(
        at(1, 1, 12), snoozed=Wall(date(2027, 4, 2), time(9), "America/New_York"), round=1
    )
    stage = due_stage(
        Watched(quarterly, put_off, frozenset({"2027-01-10/3"})), ANA, at(4, 2, 9, 30)
    )
    assert stage is not None
    assert stage.occurrence == date(2027, 4, 4)


def test_new_days_off_do_not_swallow_the_last_stage() -> None:
    """Saturday's stage was said; told days off put it on the Monday of the last one."""
    place = replace(REVIEW, kind=Kind.REGISTRATION, day=date(2027, 3, 9), ladder=(3, 1))
    off = replace(ANA, profile=replace(ANA.profile, days_off=(5, 6)))
    stage = due_stage(
        Watched(place, Watch(at(1, 1, 12)), frozenset({"2027-03-09/3"})), off, at(3, 8, 12)
    )
    assert stage is not None
    assert stage.days == 1


def test_after_downtime_the_tightest_counts_by_its_days() -> None:
    """Days off hold Saturday's stage back to Tuesday, and not Monday's, which is urgent."""
    money = replace(REVIEW, kind=Kind.ALLOWANCE, day=date(2027, 3, 9), ladder=(3, 1))
    off = replace(ANA, profile=replace(ANA.profile, days_off=(5, 6, 0)))
    stage = due_stage(Watched(money, Watch(at(1, 1, 12))), off, at(3, 9, 12))
    assert stage is not None
    assert stage.days == 1
