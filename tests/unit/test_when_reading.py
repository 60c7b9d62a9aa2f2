"""What the phrase table cannot say: places in the text, limits, hostile texts, and any moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.programs.almanac import months_later
from bot.when.reading import (
    Reason,
    Unclear,
    When,
    long_date,
    read_ladder,
    read_repeats,
    read_snooze,
    read_time,
    read_when,
    said_when,
)
from bot.when.wall import Wall, moment_of

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=NEW_YORK)
WORDS = (
    "next this last first 3rd 15th 30 29 31 2027 9999 03/04 12/31 2027-02-30 March February may "
    "Monday sun tomorrow tonight at 9 noon in a few 2 two weeks hours year before after the of end "
    "every each quarter Q1 Christmas fiscal or and to from by week weekend half past am pm days "
    "snooze for until remind me month 900 ago on day [k3f9a1] , . / - ( 24/7 1/2 0730 midnight "
    "months an hour and three mid early following business exp not moved"
).split()
PHRASES = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
ANY_TEXT = st.text(max_size=300) | PHRASES
ZONES = ("America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC", "America/St_Johns")
MOMENTS = st.builds(
    lambda seconds, zone: datetime.fromtimestamp(seconds, ZoneInfo(zone)),
    st.integers(631_152_000, 3_818_275_200),
    st.sampled_from(ZONES),
)
HOSTILE = (
    "1/" * 2000,
    "1, " * 1400,
    "1,000" * 800,
    " " * 4000,
    "9" * 4000,
    "a week before " * 280,
    "two hundred and " * 250,
    "March " * 660,
    "the " * 1000,
    "half a " * 570,
    "(" * 4000,
    "from March 3 to moved " * 180,
)


def day_of(text: str, now: datetime = MONDAY) -> When:
    """The day that a text names without doubt."""
    found = read_when(text, now)
    assert isinstance(found, When), found
    return found


def test_the_place_of_a_phrase_is_that_in_the_text_as_written() -> None:
    text = "My  review\u200f is —  on   Wednesday,\n3 March\t2027 at 9:30 am, I think."
    found = day_of(text)
    assert text[found.start : found.end] == found.phrase
    assert found.phrase == "Wednesday,\n3 March\t2027 at 9:30 am"
    assert (found.day, found.at) == (date(2027, 3, 3), time(9, 30))


def test_the_place_of_a_ladder_and_of_a_repetition_can_be_cut_out() -> None:
    text = "my license ends 30 June every two years, remind me 60, 30 and 7 days before"
    ladder, repeats = read_ladder(text), read_repeats(text)
    assert ladder is not None
    assert repeats is not None
    assert text[slice(*ladder[1])] == "60, 30 and 7 days before"
    assert text[slice(*repeats[1])] == "every two years"
    assert day_of(text).phrase == "30 June"


def test_an_option_is_offered_with_the_time_that_was_told() -> None:
    found = read_when("on 03/04 at 2pm", MONDAY)
    assert isinstance(found, Unclear)
    assert [(option.day, option.at) for option in found.options] == [
        (date(2027, 3, 4), time(14)),
        (date(2027, 4, 3), time(14)),
    ]


@pytest.mark.parametrize(
    ("today", "day"),
    [
        ("2026-11-23", None),
        ("2026-11-26", date(2026, 12, 3)),
        ("2026-11-27", date(2026, 12, 3)),
        ("2026-11-29", None),
    ],
)
def test_next_thursday_is_asked_back_where_its_readings_differ(
    today: str, day: date | None
) -> None:
    found = read_when("next Thursday", datetime.fromisoformat(today).replace(tzinfo=NEW_YORK))
    assert (found.day if isinstance(found, When) else None) == day


def test_hours_pass_as_they_do_when_the_clocks_change() -> None:
    before_gap = datetime(2027, 3, 14, 1, 30, tzinfo=NEW_YORK)
    assert day_of("in 1 hour", before_gap).at == time(3, 30)
    before_fold = datetime(2027, 11, 7, 0, 30, tzinfo=NEW_YORK)
    assert day_of("in 3 hours", before_fold).at == time(2, 30)


def test_a_time_in_the_second_of_two_equal_hours_waits_for_its_end() -> None:
    before_fold = datetime(2027, 11, 7, 1, 45, tzinfo=NEW_YORK)
    assert day_of("in 30 minutes", before_fold).at == time(2, 0)


def test_a_day_of_more_than_thirty_years_is_too_far() -> None:
    assert day_of("in 30 years").day == date(2056, 11, 23)
    for text in ("in 31 years", "March 3, 20277", "in 999999999 hours", "3/3/9999"):
        found = read_when(text, MONDAY)
        assert isinstance(found, Unclear)
        assert found.reason is Reason.TOO_FAR


@pytest.mark.parametrize(
    "text", [f"{', '.join(map(str, range(1, 14)))} days before", "11 years before"]
)
def test_a_ladder_beyond_the_limits_is_refused_in_plain_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"at most (12 reminders|3,650 days)"):
        read_ladder(text)


def test_a_ladder_of_hundreds_of_stages_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 12"):
        read_ladder(f"remind me {', '.join(str(n % 1000) for n in range(700))} days before")


@pytest.mark.parametrize(
    ("text", "at"), [("until Friday", 18), ("until Friday morning", 9), ("until Friday 7am", 7)]
)
def test_a_snooze_without_a_time_ends_at_the_usual_hour(text: str, at: int) -> None:
    assert read_snooze(text, MONDAY, time(18)) == Wall(
        date(2026, 11, 27), time(at), "America/New_York"
    )


def test_a_snooze_until_an_hour_that_is_over_is_asked_back() -> None:
    late = MONDAY.replace(hour=22)
    found = read_snooze("tonight", late, time(9))
    assert isinstance(found, Unclear)
    assert found.reason is Reason.NO_DAY


def test_days_are_said_with_weekday_and_zone() -> None:
    assert long_date(date(2027, 3, 3)) == "Wednesday 3 March 2027"
    told = said_when(date(2027, 3, 3), time(9), "America/New_York", MONDAY)
    assert told == "Wednesday 3 March 2027, 09:00 (America/New_York)"
    assert said_when(date(2026, 11, 24), None, "UTC", MONDAY).startswith("tomorrow, Tuesday 24 ")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_a_hostile_text_is_read_to_its_end(text: str) -> None:
    found = read_everything(text, MONDAY)
    assert found is None or len(found.phrase) <= 4000


def read_everything(text: str, now: datetime) -> When | Unclear | None:
    """What a text names as a day; every other reader reads it too."""
    read_time(text)
    read_repeats(text)
    read_snooze(text, now, time(9))
    try:
        ladder = read_ladder(text)
    except ValueError:
        ladder = None
    assert ladder is None or all(0 <= days <= 3650 for days in ladder[0])
    return read_when(text, now)


@settings(max_examples=300, deadline=None)
@given(text=ANY_TEXT, now=MOMENTS)
def test_whatever_is_written_no_day_lies_in_the_past_or_too_far_off(
    text: str, now: datetime
) -> None:
    found = read_everything(text, now)
    options = found.options if isinstance(found, Unclear) else (found,) if found else ()
    for each in (*options, *((found,) if found else ())):
        assert text[each.start : each.end] == each.phrase
    for option in options:
        assert now.date() <= option.day <= months_later(now.date(), 360)
        if option.at:
            moment = moment_of(option.day, option.at, str(now.tzinfo))
            assert moment > now.astimezone(UTC) - timedelta(minutes=1)


@settings(max_examples=200, deadline=None)
@given(text=ANY_TEXT, now=MOMENTS)
def test_a_snooze_never_ends_before_it_begins(text: str, now: datetime) -> None:
    found = read_snooze(text, now, time(9))
    if isinstance(found, Wall):
        assert found.moment() > now.astimezone(UTC) - timedelta(minutes=1)


@pytest.mark.parametrize("now", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_read_too(now: str) -> None:
    for phrase in ("tomorrow", "in 3 weeks", "yesterday", "next Friday", "Feb 29", "in 5 hours"):
        read_everything(phrase, datetime.fromisoformat(now).replace(tzinfo=UTC))
