"""A time as it stands on the wall: what a person schedules, whatever UTC makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True, slots=True)
class Wall:
    """A day and a time of day in an IANA zone. `at` holds no zone of its own."""

    day: date
    at: time
    zone: str

    def moment(self) -> datetime:
        """The moment in UTC. A time that a change of clocks leaves out is moved on by the gap
        (02:30 becomes 03:30); of a time that comes twice, the first is meant. Raises ValueError
        for a zone that is not known (`zone_named`) and beyond the years 1 to 9999."""
        return moment_of(self.day, self.at, self.zone)


def moment_of(day: date, at: time, zone: str) -> datetime:
    """The moment in UTC of a day and time on the wall; see `Wall.moment`."""
    # fold=0 in a gap is read with the offset before it, which moves the time on by the gap.
    aware = datetime.combine(day, at.replace(fold=0, tzinfo=zone_named(zone)))
    with _on_the_calendar():
        return aware.astimezone(UTC)


def wall_of(moment: datetime, zone: str) -> Wall:
    """What stands on the wall in a zone at an aware moment, to the minute. Raises ValueError as
    `Wall.moment` does."""
    with _on_the_calendar():
        local = moment.astimezone(zone_named(zone))
    return Wall(local.date(), local.time().replace(second=0, microsecond=0, fold=0), zone)


def shifted(wall: Wall, minutes: int) -> Wall:
    """So many minutes later on the wall, whatever the clocks do between. Raises ValueError
    beyond the years 1 to 9999."""
    with _on_the_calendar():
        naive = datetime.combine(wall.day, wall.at) + timedelta(minutes=minutes)
    return Wall(naive.date(), naive.time(), wall.zone)


@contextmanager
def _on_the_calendar() -> Iterator[None]:
    try:
        yield
    except OverflowError as error:
        raise ValueError("the calendar has the years 1 to 9999 only") from error


def zone_named(name: str) -> ZoneInfo:
    """The zone with an IANA name. Raises ValueError, which names it, when there is none such."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name[:60]!r} is no IANA time zone such as America/New_York") from error


def is_zone(name: str) -> bool:
    """Whether there is an IANA zone of this name."""
    try:
        zone_named(name)
    except ValueError:
        return False
    return True
