"""Calendar files: what becomes of events, and what hostile files cost."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, time
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.calendar.importing import Imported, as_lines, import_calendar
from adapters.calendar.lines import LARGEST, MOST_EVENTS, UnreadableCalendar
from adapters.calendar.reading import Read, read_calendar
from adapters.calendar.writing import calendar_of
from adapters.store.deadlines import MOST
from bot.deadlines.deadline import Deadline, Kind, Repeats, Scope, Source, Unit, Watch, Watched
from tests.deadlines import NOVEMBER, OWN, SEEN
from tests.members import ANA
from tests.reminder_fakes import MemoryDeadlines

SECONDS = 20
"""Far more than reading a file takes; far less than blowing it up would."""

ALL_DAY = "DTSTART;VALUE=DATE:20270331"


def event(*lines: str, uid: str = "a@b", title: str = "Performance review") -> str:
    """An event of these lines."""
    named = [f"UID:{uid}", f"SUMMARY:{title}"]
    return "\r\n".join(("BEGIN:VEVENT", *named, *lines, "END:VEVENT"))


def calendar(*events: str, head: str = "VERSION:2.0") -> bytes:
    """A file of events."""
    return "\r\n".join(("BEGIN:VCALENDAR", head, *events, "END:VCALENDAR", "")).encode()


def read(*events: str) -> Read:
    """What a file of events holds for Ana."""
    return read_calendar(calendar(*events), ANA, NOVEMBER)


def one(*lines: str, title: str = "Performance review") -> Deadline:
    """The only deadline of a file of one event."""
    (deadline,) = read(event(*lines, title=title)).deadlines.values()
    return deadline


def why(*lines: str, title: str = "Performance review") -> str:
    """Why the only event of a file is left out."""
    found = read(event(*lines, title=title))
    assert found.deadlines == {}
    return found.left[0].why


def test_a_day_is_a_deadline_in_the_members_own_zone() -> None:
    deadline = one(ALL_DAY, "DESCRIPTION:with Dr. Doe about Mr. Roe", "LOCATION:Room 4")

    assert deadline == Deadline(
        tenant="mercy",
        id=deadline.id,
        scope=Scope.MEMBER,
        owner="ana",
        kind=Kind.REVIEW,
        title="Performance review",
        day=date(2027, 3, 31),
        source=Source.CALENDAR,
    )
    assert deadline.id.startswith("ics-")


@pytest.mark.parametrize(
    ("start", "at", "zone"),
    [
        ("DTSTART:20270331T090000", time(9), ""),
        ("DTSTART;TZID=America/Denver:20270331T090000", time(9), "America/Denver"),
        ("DTSTART;TZID=Eastern Standard Time:20270331T090000", time(9), "America/New_York"),
        ('DTSTART;TZID="Central Standard Time":20270331T090000', time(9), "America/Chicago"),
        (
            "DTSTART;TZID=/freeassociation/Tzfile/Europe/Berlin:20270331T090000",
            time(9),
            "Europe/Berlin",
        ),
        ("DTSTART:20270331T130000Z", time(9), "America/New_York"),
        ("DTSTART;TZID=Mars/Base:20270331T090000", time(9), ""),
        ("DTSTART;TZID=America/New_York:20270314T023000", time(2, 30), "America/New_York"),
        ("DTSTART;TZID=America/New_York:20271107T013000", time(1, 30), "America/New_York"),
    ],
)
def test_a_time_stands_on_the_wall_of_its_zone(start: str, at: time, zone: str) -> None:
    deadline = one(start)

    assert (deadline.at, deadline.zone) == (at, zone)


def test_an_unknown_zone_is_told() -> None:
    found = read(event("DTSTART;TZID=Mars/Base:20270331T090000"))

    assert found.notes == [
        "Performance review: its time zone 'Mars/Base' is not known, so yours is taken"
    ]


@pytest.mark.parametrize(
    ("start", "rule", "repeats"),
    [
        ("20240229", "FREQ=YEARLY", Repeats(1, Unit.YEARS)),
        ("20240229", "FREQ=YEARLY;INTERVAL=1;BYMONTHDAY=-1;BYMONTH=2", Repeats(1, Unit.YEARS)),
        ("20270331", "FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYMONTHDAY=31", Repeats(2, Unit.YEARS)),
        ("20270331", "FREQ=MONTHLY;BYMONTHDAY=-1", Repeats(1, Unit.MONTHS)),
        ("20270331", "FREQ=WEEKLY;BYDAY=WE;WKST=SU", Repeats(1, Unit.WEEKS)),
        ("20270331", "FREQ=DAILY;INTERVAL=10", Repeats(10, Unit.DAYS)),
        ("20270331", "FREQ=SECONDLY", None),
        ("20270331", "FREQ=HOURLY;INTERVAL=2", None),
        ("20270331", "FREQ=WEEKLY;BYDAY=MO,WE", None),
        ("20270331", "FREQ=YEARLY;COUNT=3", None),
        ("20270331", "FREQ=YEARLY;UNTIL=20300101", None),
        ("20270331", "FREQ=YEARLY;BYMONTHDAY=31", None),
        ("20270331", "FREQ=MONTHLY;BYDAY=2TU", None),
        ("20270331", "FREQ=YEARLY;INTERVAL=0", None),
        ("20270331", "FREQ=YEARLY;INTERVAL=999999999999", None),
        ("20270430", "FREQ=MONTHLY;BYMONTHDAY=-1", None),
        ("20270331", "FREQ=SOMETIMES", None),
        ("20270331", "nonsense", None),
    ],
)
def test_a_repetition_is_kept_or_the_event_taken_once_and_told(
    start: str, rule: str, repeats: Repeats | None
) -> None:
    found = read(event(f"DTSTART;VALUE=DATE:{start}", f"RRULE:{rule}"))

    (deadline,) = found.deadlines.values()
    assert deadline.repeats == repeats
    assert len(found.notes) == (repeats is None)


@pytest.mark.parametrize(
    ("triggers", "ladder"),
    [
        (["-P1D", "-P14D", "-P1W", "-P14D"], (14, 7, 1)),
        (["PT0S"], (0,)),
        (["-PT15M", "-P1DT9H"], ()),
        (["-PT1440M"], (1,)),
        (["P1D", "-P99999D"], ()),
        (["20270101T090000Z", "nonsense"], ()),
        ([f"-P{days}D" for days in range(1, 40)], tuple(range(39, 27, -1))),
    ],
)
def test_alarms_of_whole_days_before_become_the_ladder(
    triggers: list[str], ladder: tuple[int, ...]
) -> None:
    alarms = [
        f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:{each}\r\nEND:VALARM" for each in triggers
    ]

    assert one(ALL_DAY, *alarms).ladder == ladder


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("RN license renewal", Kind.LICENCE),
        ("Last day to hand in receipts", Kind.CLAIM),
        ("Dentist", Kind.CUSTOM),
    ],
)
def test_the_kind_is_guessed_from_the_title(title: str, kind: Kind) -> None:
    assert one(ALL_DAY, title=title).kind is kind


def test_a_title_is_cleaned() -> None:
    assert one(ALL_DAY, title=r"Review\, part\n\n2\u202e" + "\x00x" * 0).title == (
        r"Review, part 2\u202e"
    )
    assert len(one(ALL_DAY, title="x" * 500).title) == 120


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("DTSTART;VALUE=DATE:20261122",), "it is past"),
        (("DTSTART:20261123T090000",), "it is past"),
        (("DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=YEARLY;COUNT=2"), "it is past, and how"),
        (("DTSTART;VALUE=DATE:20270230",), "its date cannot be read"),
        (("DTSTART:soon",), "its date cannot be read"),
        ((), "its date cannot be read"),
        (("DTSTART;VALUE=DATE:21270331",), "it is more than 30 years off"),
        (("DTSTART:99991231T235959Z",), "it is more than 30 years off"),
        ((ALL_DAY, "RECURRENCE-ID;VALUE=DATE:20270330"), "it is a single changed day"),
    ],
)
def test_what_is_left_out_is_told_with_why(lines: tuple[str, ...], reason: str) -> None:
    assert why(*lines).startswith(reason)


def test_what_has_no_title_is_left_out() -> None:
    assert why(ALL_DAY, title="") == "it has no title"


def test_what_still_comes_today_is_taken() -> None:
    assert one("DTSTART:20261123T110000").day == NOVEMBER.date()
    assert one("DTSTART;VALUE=DATE:20261123").day == NOVEMBER.date()
    assert one("DTSTART;VALUE=DATE:19900401", "RRULE:FREQ=YEARLY").day == date(1990, 4, 1)


def test_the_highest_sequence_counts_in_any_order() -> None:
    old = event("SEQUENCE:1", "DTSTART;VALUE=DATE:20270301")
    new = event("SEQUENCE:2", "DTSTART;VALUE=DATE:20270401")

    for events in ((old, new), (new, old)):
        (deadline,) = read(*events).deadlines.values()
        assert deadline.day == date(2027, 4, 1)


def test_what_the_coach_wrote_itself_is_not_brought_back() -> None:
    content = calendar_of([Watched(OWN, SEEN)], ANA, NOVEMBER)

    found = read_calendar(content, ANA, NOVEMBER)

    assert [left.why for left in found.left] == ["it comes from me"]


def imported(deadlines: MemoryDeadlines, content: bytes) -> Imported:
    """What becomes of a file that Ana brings."""
    return import_calendar(content, ANA, deadlines, NOVEMBER)


def test_a_file_that_comes_again_changes_what_it_brought_and_doubles_nothing() -> None:
    deadlines = MemoryDeadlines()
    other = event(ALL_DAY, uid="other", title="Dentist")
    assert imported(deadlines, calendar(event(ALL_DAY), other)).added == (
        "Performance review",
        "Dentist",
    )
    (first, *_) = deadlines.of_member("mercy", "ana")
    done = Watch(NOVEMBER, done_through=date(2027, 3, 31))
    deadlines.mark("mercy", "ana", first.deadline.id, done)

    again = calendar(event("DTSTART;VALUE=DATE:20270401"), other)
    changed = imported(deadlines, again)

    assert len(changed.added) + len(changed.changed) + len(changed.unchanged) == 2
    assert (changed.changed, changed.unchanged) == (("Performance review",), ("Dentist",))
    assert len(deadlines.of_member("mercy", "ana")) == 2
    kept = {each.deadline.id: each.watch for each in deadlines.of_member("mercy", "ana")}
    assert kept[first.deadline.id] == done


@pytest.mark.parametrize(
    ("head", "status"), [("METHOD:CANCEL", "SEQUENCE:3"), ("VERSION:2.0", "STATUS:CANCELLED")]
)
def test_what_is_cancelled_goes(head: str, status: str) -> None:
    deadlines = MemoryDeadlines()
    imported(deadlines, calendar(event(ALL_DAY)))

    done = imported(deadlines, calendar(event(ALL_DAY, status), head=head))

    assert done.removed == ("Performance review",)
    assert deadlines.of_member("mercy", "ana") == ()
    assert imported(deadlines, calendar(event(ALL_DAY, status), head=head)).removed == ()


def test_two_members_may_bring_the_same_file() -> None:
    deadlines = MemoryDeadlines()
    imported(deadlines, calendar(event(ALL_DAY)))
    ben = replace(ANA, id="ben")

    assert import_calendar(calendar(event(ALL_DAY)), ben, deadlines, NOVEMBER).added


def test_more_than_is_kept_is_told_and_the_rest_is_there() -> None:
    deadlines = MemoryDeadlines()
    events = [event(ALL_DAY, uid=str(n), title=f"Review {n}") for n in range(MOST + 30)]

    done = imported(deadlines, calendar(*events))

    assert (len(done.added), len(done.left)) == (MOST, 30)
    lines = list(as_lines(done))
    assert lines[0] == f"Calendar: {MOST} added, 0 changed, 0 unchanged, 0 removed, 30 left out."
    assert lines[-1].startswith("Left out, because you have 200 deadlines, and I keep no more: ")
    assert lines[-1].endswith(" and 10 more.")


NESTED = "BEGIN:VEVENT\r\n" * 50 + "END:VEVENT\r\n" * 50
HOSTILE_ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Evil\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE"
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (calendar("BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 1_000_000), "larger than 2 MB"),
        (calendar(event(f"DESCRIPTION:{'x' * 5_000_000}")), "larger than 2 MB"),
        (calendar(NESTED), "nested too deeply"),
        (b"", "no calendar"),
        (b"\x00\xff\x01\x02" * 100, "no text"),
        (b"PK\x03\x04" + bytes(2_000), "no text"),
        (b"title,date\r\nReview,2027-03-31\r\n", "no calendar"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "cut off"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", "do not fit together"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nSUMMARY:x\r\n", "no calendar"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_a_hostile_file_is_refused_early_and_nothing_is_kept(content: bytes, reason: str) -> None:
    deadlines = MemoryDeadlines()
    began = perf_counter()

    with pytest.raises(UnreadableCalendar, match=reason):
        imported(deadlines, content)

    assert perf_counter() - began < SECONDS
    assert deadlines.of_member("mercy", "ana") == ()


def test_as_many_events_as_fit_are_looked_at_and_the_rest_counted() -> None:
    content = calendar("BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 70_000)
    assert len(content) < LARGEST
    began = perf_counter()

    found = read_calendar(content, ANA, NOVEMBER)

    assert perf_counter() - began < SECONDS
    assert len(found.left) == MOST_EVENTS
    assert found.notes == ["Only the first 2,000 events were looked at; 68,000 more"]


def test_an_event_of_forty_thousand_alarms_is_left_out_by_its_title() -> None:
    alarm = "BEGIN:VALARM\r\nTRIGGER:-P1D\r\nEND:VALARM"
    began = perf_counter()

    found = read(event(ALL_DAY, *[alarm] * 40_000))

    assert perf_counter() - began < SECONDS
    assert [(left.title, left.why) for left in found.left] == [
        ("Performance review", "its date cannot be read")
    ]


def test_a_line_of_two_megabytes_and_a_zone_without_end_cost_nothing() -> None:
    long = f"X-JUNK:{'é' * 900_000}"
    began = perf_counter()

    found = read(
        HOSTILE_ZONE, event(long, f"SUMMARY:{'y' * 3_000}", ALL_DAY.replace("2027", "2028"))
    )
    evil = read(HOSTILE_ZONE, event("DTSTART;TZID=Evil:20270331T090000"))

    assert perf_counter() - began < SECONDS
    assert [each.title for each in found.deadlines.values()] == ["Performance review"]
    assert [each.zone for each in evil.deadlines.values()] == [""]


def test_words_that_are_not_utf_8_are_read() -> None:
    content = calendar(event(ALL_DAY, title="Café review")).decode().encode("cp1252")

    (deadline,) = read_calendar(content, ANA, NOVEMBER).deadlines.values()

    assert deadline.title == "Café review"


def test_an_event_in_an_event_is_not_taken_for_it() -> None:
    inner = "BEGIN:X-BOX\r\nSUMMARY:Inner\r\nDTSTART;VALUE=DATE:20280101\r\nEND:X-BOX"

    deadline = one(ALL_DAY, inner)

    assert (deadline.title, deadline.day) == ("Performance review", date(2027, 3, 31))


def test_files_with_folded_lines_and_plain_line_ends_are_read() -> None:
    content = calendar(event(ALL_DAY)).replace(b"Performance", b"Perfor\r\n mance")

    for each in (content, content.replace(b"\r\n", b"\n"), b"\xef\xbb\xbf" + content):
        (deadline,) = read_calendar(each, ANA, NOVEMBER).deadlines.values()
        assert deadline.title == "Performance review"


LINES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30)
NAMES = ("DTSTART", "DTSTART;VALUE=DATE", "DTSTART;TZID=x", "RRULE", "TRIGGER", "SEQUENCE", "UID")


@settings(max_examples=200)
@given(
    lines=st.lists(
        st.tuples(st.sampled_from(NAMES), LINES),
        max_size=6,
    )
)
def test_whatever_stands_in_an_event_it_is_taken_or_left_out(lines: list[tuple[str, str]]) -> None:
    odd = event(*(f"{name}:{value}" for name, value in lines), uid="odd")
    good = event(ALL_DAY, uid="good", title="Good")

    found = read(odd, good)

    assert "Good" in [each.title for each in found.deadlines.values()]


@settings(max_examples=200)
@given(content=st.binary(max_size=300))
def test_whatever_bytes_a_file_holds_it_is_read_or_refused(content: bytes) -> None:
    for each in (content, b"BEGIN:VCALENDAR\r\n" + content + b"\r\nEND:VCALENDAR\r\n"):
        with suppress(UnreadableCalendar):
            read_calendar(each, ANA, NOVEMBER)


def test_a_moment_of_utc_at_the_end_of_time_is_no_mishap() -> None:
    found = read(event("DTSTART:00010101T000000Z"))

    assert [left.why for left in found.left] == ["its date cannot be read"]
