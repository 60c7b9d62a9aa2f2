"""When a calendar's event begins, on the wall of which zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from icalendar import Event, vBroken
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from bot.deadlines.titles import clean_title
from bot.members.profile import Member
from bot.when.wall import is_zone, wall_of

_NAMES_OF_A_ZONE = 3
_TZID = re.compile(
    r"""^(DTSTART[^:"\n]*?);TZID=("[^"\n]*"|[^;:\n]*)""", re.IGNORECASE | re.MULTILINE
)


class Unfit(Exception):
    """Why an event becomes no deadline, in words for whoever brought it."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """When an event begins: on the wall of a zone, "" for that of whoever is nudged."""

    start: datetime | date
    zone: str
    remark: str = ""

    @property
    def day(self) -> date:
        """Its day."""
        return self.start.date() if isinstance(self.start, datetime) else self.start


def beginning(event: Event, zone: str, member: Member) -> Beginning:
    """When an event begins; `zone` is the TZID that its file named, or "". A moment of UTC is put
    on the member's wall. Raises Unfit."""
    start = moment_in(event.get("dtstart"))
    if not isinstance(start, date):
        raise Unfit("its date cannot be read")
    if not isinstance(start, datetime):
        return Beginning(start, "")
    if zone:
        name = _zone_named(zone)
        remark = (
            "" if name else f"its time zone {clean_title(zone)!r} is not known, so yours is taken"
        )
        return Beginning(start.replace(tzinfo=None), name, remark)
    if start.tzinfo is None:
        return Beginning(start, "")
    try:
        wall = wall_of(start, member.zone)
    except (ValueError, OverflowError) as error:
        raise Unfit("its date cannot be read") from error
    return Beginning(datetime.combine(wall.day, wall.at), member.zone)


def without_zone(lines: str) -> tuple[str, str]:
    """The TZID of an event's DTSTART, "" when it has none, and its lines without it: what it
    means is found out here, for icalendar warns of what it guesses."""
    found = _TZID.search(lines)
    return (found[2].strip('"'), _TZID.sub(r"\1", lines)) if found else ("", lines)


def moment_in(value: object) -> object:
    """The day, moment or length of time that a value holds; None where it is broken or none."""
    return None if isinstance(value, vBroken) else getattr(value, "dt", None)


def _zone_named(name: str) -> str:
    """The IANA zone that a TZID means: by itself, by Outlook's name, or at the end of an address
    such as /freeassociation.sourceforge.net/Europe/Berlin; "" when it means none."""
    parts = name.strip().split("/")
    ends = ["/".join(parts[-count:]) for count in range(min(_NAMES_OF_A_ZONE, len(parts)), 0, -1)]
    known = [WINDOWS_TO_OLSON.get(name.strip(), ""), *ends]
    return next((each for each in known if each and is_zone(each)), "")
