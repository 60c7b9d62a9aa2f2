"""Days and times as the coach says them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from bot.programs.almanac import said, shifted
from bot.when.wall import moment_of, wall_of, zone_named


def long_date(day: date) -> str:
    """A day with its weekday, so that a wrong one is noticed: "Wednesday 3 March 2027"."""
    return said(day)


def said_when(day: date, at: time | None, zone: str, now: datetime) -> str:
    """A day with its time, if any, and its zone: "Wednesday 3 March 2027, 09:00
    (America/New_York)"; "tomorrow, Tuesday ..." where that holds at `now`, in the same zone."""
    today = now.date()
    near = {today: "today, ", shifted(today, 1): "tomorrow, "}.get(day, "")
    clock = f", {at:%H:%M}" if at else ""
    return f"{near}{long_date(day)}{clock} ({zone})"


def clocks_change(day: date, at: time, zone: str) -> str:
    """What the coach makes of a time that a change of clocks leaves out or doubles, for the
    member; "" for any other. Raises ValueError as `moment_of` does."""
    moment = moment_of(day, at, zone)
    taken = wall_of(moment, zone).at
    if taken != at:
        return (
            f"{at:%H:%M} does not exist on that night, because the clocks go forward; "
            f"I take {taken:%H:%M}."
        )
    second = datetime.combine(day, at.replace(fold=1, tzinfo=zone_named(zone))).astimezone(UTC)
    if second == moment:
        return ""
    return f"{at:%H:%M} comes twice on that night, because the clocks go back; I take the first."
