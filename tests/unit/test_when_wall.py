"""Wall time to moments and back, on the nights and days on which clocks and calendars jump."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when.wall import Wall, is_zone, moment_of, shifted, wall_of, zone_named


def moment(day: str, at: str, zone: str) -> str:
    """The moment in UTC of a day and a time on the wall, to the minute."""
    found = moment_of(date.fromisoformat(day), time.fromisoformat(at), zone)
    return found.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("day", "at", "zone", "utc"),
    [
        ("2026-03-08", "01:59", "America/New_York", "2026-03-08 06:59"),
        ("2026-03-08", "02:30", "America/New_York", "2026-03-08 07:30"),
        ("2026-03-08", "03:30", "America/New_York", "2026-03-08 07:30"),
        ("2026-11-01", "01:30", "America/New_York", "2026-11-01 05:30"),
        ("2026-11-01", "02:00", "America/New_York", "2026-11-01 07:00"),
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03 15:45"),
        ("2026-10-04", "02:45", "Australia/Lord_Howe", "2026-10-03 15:45"),
        ("2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04 14:45"),
        ("2011-12-29", "23:59", "Pacific/Apia", "2011-12-30 09:59"),
        ("2011-12-30", "09:00", "Pacific/Apia", "2011-12-30 19:00"),
        ("2011-12-31", "09:00", "Pacific/Apia", "2011-12-30 19:00"),
    ],
)
def test_a_gap_moves_a_time_on_and_of_two_the_first_is_meant(
    day: str, at: str, zone: str, utc: str
) -> None:
    assert moment(day, at, zone) == utc


def test_both_hours_of_a_fold_show_the_same_on_the_wall() -> None:
    shown = [
        wall_of(datetime(2026, 11, 1, hour, 30, tzinfo=UTC), "America/New_York") for hour in (5, 6)
    ]
    assert shown[0] == shown[1] == Wall(date(2026, 11, 1), time(1, 30), "America/New_York")


def test_a_step_on_the_wall_does_not_care_for_the_clocks() -> None:
    wall = Wall(date(2026, 3, 7), time(9), "America/New_York")
    assert shifted(wall, 24 * 60) == Wall(date(2026, 3, 8), time(9), "America/New_York")
    assert (shifted(wall, 24 * 60).moment() - wall.moment()).total_seconds() == 23 * 3600


@pytest.mark.parametrize(
    "name",
    ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "a\0b", "x" * 5000, "America"],
)
def test_a_zone_that_is_none_is_named_in_a_value_error(name: str) -> None:
    assert not is_zone(name)
    with pytest.raises(ValueError, match="is no IANA time zone"):
        zone_named(name)


@pytest.mark.parametrize(
    ("day", "at", "zone"),
    [(date.min, time.min, "Asia/Tokyo"), (date.max, time.max, "America/New_York")],
)
def test_a_moment_beyond_the_calendar_is_a_value_error(day: date, at: time, zone: str) -> None:
    with pytest.raises(ValueError, match="calendar"):
        moment_of(day, at, zone)
    with pytest.raises(ValueError, match="calendar"):
        Wall(day, at, zone).moment()


def test_a_wall_or_a_step_beyond_the_calendar_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="calendar"):
        wall_of(datetime.min.replace(tzinfo=UTC), "America/New_York")
    with pytest.raises(ValueError, match="calendar"):
        shifted(Wall(date.max, time(23, 59), "UTC"), 1)


def test_zones_are_known_where_the_system_has_none() -> None:
    environment = {**os.environ, "PYTHONTZPATH": ""}
    script = (
        "import zoneinfo; assert not zoneinfo.TZPATH; from datetime import date, time; "
        "from bot.when.wall import moment_of; "
        "print(moment_of(date(2026, 3, 8), time(2, 30), 'America/New_York'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "2026-03-08 07:30:00+00:00"


@given(
    st.integers(86_400, 100_000_000_000),
    st.sampled_from(["America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]),
)
def test_a_wall_read_back_is_never_later_than_the_moment_it_was_of(seconds: int, zone: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    wall = wall_of(now, zone)
    assert wall.moment() <= now
    assert wall_of(wall.moment(), zone) == wall
