"""A member's deadlines as iCalendar: what RFC 5545 asks for, and what comes back out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from icalendar import Calendar

from adapters.calendar.writing import calendar_of
from adapters.calendar.zones import timezone_of
from bot.deadlines.deadline import Deadline, Repeats, Unit, Watch, Watched
from bot.deadlines.ladders import ladder_of
from bot.deadlines.occurrences import first_from
from tests.deadlines import ALLOWANCE, NOVEMBER, OWN, SEEN
from tests.members import ANA

LONGEST_LINE = 75
TRICKY = "a, b; c \\ d\r\nBEGIN:VEVENT\n" + "é" * 60 + "🩺" * 20


def calendar(*deadlines: Deadline, watch: Watch = SEEN) -> bytes:
    """The file of Ana's deadlines."""
    return calendar_of([Watched(each, watch) for each in deadlines], ANA, NOVEMBER)


def events(*deadlines: Deadline) -> list[Any]:
    """Its events, as another program reads them."""
    return read(calendar(*deadlines))


def read(content: bytes) -> list[Any]:
    """The events of a file."""
    found = Calendar.from_ical(content)
    assert isinstance(found, Calendar)
    return list(found.events)


def unfolded(content: bytes) -> list[str]:
    """The content lines."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_the_lines_are_as_rfc_5545_wants_them() -> None:
    content = calendar(OWN, ALLOWANCE, replace(OWN, id="tricky", title=TRICKY))

    lines = content.split(b"\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= LONGEST_LINE
    assert all(line.decode() or not line for line in lines), "no character is cut in two"


def test_every_component_is_closed_and_has_what_it_must_have() -> None:
    lines = unfolded(calendar(OWN, ALLOWANCE))
    opened: list[str] = []
    for line in filter(None, lines):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            opened.append(value)
        elif name == "END":
            assert opened.pop() == value
    assert opened == []
    for needed in ("VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN", "TRANSP:TRANSPARENT"):
        assert needed in lines
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    assert "X-WR-CALNAME:CME deadlines" in lines
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == lines.count("BEGIN:VEVENT") == 2
    assert lines.count("DTSTAMP:20261123T150000Z") == 2


def test_a_title_is_one_text_whatever_stands_in_it() -> None:
    (event,) = events(replace(OWN, title=TRICKY))

    assert str(event["summary"]).startswith("a, b; c \\ d BEGIN:VEVENT é")
    assert "description" not in event


def test_nothing_a_member_said_is_in_it_but_the_title() -> None:
    assert b"every two years" not in calendar(OWN)
    assert b"emory" not in calendar(OWN)


def test_a_day_is_a_whole_day() -> None:
    (event,) = events(ALLOWANCE)

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        date(2027, 6, 30),
        date(2027, 7, 1),
    )
    assert "rrule" not in event


def test_a_time_is_in_its_zone_which_the_file_tells() -> None:
    content = calendar(OWN)

    (event,) = events(OWN)
    assert event.decoded("dtstart") == datetime(
        2027, 9, 30, 17, 30, tzinfo=ZoneInfo("America/Chicago")
    )
    assert b"DTSTART;TZID=America/Chicago:20270930T173000\r\n" in content
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    assert event["rrule"].to_ical().decode() == "FREQ=YEARLY;INTERVAL=2"


def test_a_time_without_a_zone_is_in_the_members() -> None:
    assert b"DTSTART;TZID=America/New_York:" in calendar(replace(OWN, zone=""))
    assert b"DTSTART:20270930T173000Z" in calendar(replace(OWN, zone="UTC"))


@pytest.mark.parametrize(
    ("deadline", "triggers"),
    [
        (ALLOWANCE, [timedelta(days=-days, hours=9) for days in (90, 60, 30, 14, 3, 1)]),
        (OWN, [timedelta(days=-60, hours=-8.5), timedelta(days=-14, hours=-8.5), timedelta()]),
        (replace(ALLOWANCE, ladder=(1, -1)), [timedelta(hours=-15), timedelta(hours=33)]),
    ],
)
def test_there_is_an_alarm_for_each_stage(deadline: Deadline, triggers: list[timedelta]) -> None:
    (event,) = events(deadline)

    alarms = event.walk("VALARM")
    assert [alarm.decoded("trigger") for alarm in alarms] == triggers
    assert {str(alarm["action"]) for alarm in alarms} == {"DISPLAY"}
    assert len(alarms) == len(ladder_of(deadline))


def test_what_is_done_or_declined_is_left_out_and_what_repeats_goes_on() -> None:
    def shown(deadline: Deadline, watch: Watch) -> bytes:
        return calendar(deadline, watch=watch)

    assert b"BEGIN:VEVENT" not in shown(ALLOWANCE, Watch(NOVEMBER, done_through=ALLOWANCE.day))
    assert b"BEGIN:VEVENT" not in shown(ALLOWANCE, Watch(NOVEMBER, declined=True))
    assert b"TZID=America/Chicago:20290930" in shown(OWN, Watch(NOVEMBER, done_through=OWN.day))


def test_a_later_file_has_the_same_names_and_a_higher_sequence() -> None:
    watched = [Watched(OWN, SEEN)]
    ((first,), (later,)) = (
        read(calendar_of(watched, ANA, NOVEMBER + timedelta(hours=n))) for n in (0, 1)
    )

    assert first["uid"] == later["uid"]
    assert first["sequence"] < later["sequence"] < 2**31


def _by_the_calendar(deadline: Deadline) -> Iterator[date]:
    day = first_from(deadline, NOVEMBER.date())
    while day is not None:
        yield day
        day = first_from(deadline, day + timedelta(days=1))


@pytest.mark.parametrize(
    ("first", "repeats"),
    [
        (date(2024, 2, 29), Repeats(1, Unit.YEARS)),
        (date(2024, 2, 29), Repeats(4, Unit.YEARS)),
        (date(2024, 2, 29), Repeats(5, Unit.YEARS)),
        (date(2026, 2, 28), Repeats(1, Unit.YEARS)),
        (date(2026, 1, 31), Repeats(1, Unit.MONTHS)),
        (date(2026, 10, 30), Repeats(1, Unit.MONTHS)),
        (date(2026, 8, 29), Repeats(6, Unit.MONTHS)),
        (date(2024, 2, 29), Repeats(12, Unit.MONTHS)),
        (date(2026, 1, 28), Repeats(3, Unit.MONTHS)),
        (date(2026, 1, 5), Repeats(2, Unit.WEEKS)),
        (date(2026, 1, 5), Repeats(10, Unit.DAYS)),
    ],
)
def test_a_repetition_falls_on_the_same_days_as_the_coachs(first: date, repeats: Repeats) -> None:
    deadline = replace(ALLOWANCE, day=first, repeats=repeats)
    (event,) = events(deadline)

    start = datetime.combine(event.decoded("dtstart"), time())
    days = rrulestr(event["rrule"].to_ical().decode(), dtstart=start)

    assert [day.date() for day in islice(days, 40)] == list(islice(_by_the_calendar(deadline), 40))


@pytest.mark.parametrize(
    "name",
    [
        "America/New_York",
        "America/Phoenix",
        "Europe/Berlin",
        "Europe/Dublin",
        "Australia/Lord_Howe",
        "America/Sao_Paulo",
        "Asia/Kathmandu",
        "Africa/Casablanca",
        "Pacific/Apia",
    ],
)
def test_a_zone_is_told_as_it_is(name: str) -> None:
    told = timezone_of(name, 2027, 2030).to_tz(lookup_tzid=False)
    zone = ZoneInfo(name)

    moments = [datetime(2027, 1, 1, 12) + timedelta(days=n) for n in range(4 * 365)]  # noqa: DTZ001
    for moment in moments:
        assert moment.replace(tzinfo=told).utcoffset() == moment.replace(tzinfo=zone).utcoffset()


def test_a_change_of_clocks_is_told_to_the_minute() -> None:
    lines = unfolded(bytes(timezone_of("America/New_York", 2027, 2027).to_ical()))

    assert "DTSTART:20260308T020000" in lines
    assert "DTSTART:20261101T020000" in lines
    assert "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3" in lines


def test_the_last_day_of_all_and_no_deadline_at_all_are_written() -> None:
    assert b"BEGIN:VEVENT" not in calendar()
    assert b"DTSTART;VALUE=DATE:99991231" in calendar(replace(ALLOWANCE, day=date.max))
    assert b"T020000" in calendar(replace(OWN, day=date(9999, 12, 31), at=time(2), repeats=None))


def test_a_moment_in_any_zone_is_stamped_in_utc() -> None:
    stamp = NOVEMBER.astimezone(ZoneInfo("Asia/Tokyo"))

    assert calendar_of([Watched(OWN, SEEN)], ANA, stamp) == calendar(OWN)
    assert NOVEMBER.tzinfo is UTC
