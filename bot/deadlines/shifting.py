"""By how much a deadline is to move from the day it is on: "push my review back by 2 weeks"."""

from __future__ import annotations

from datetime import date

from bot.deadlines.deadline import Repeats, Unit
from bot.deadlines.occurrences import nth
from bot.programs.patterns import lazy
from bot.programs.spelled import WRITTEN, number

Later = tuple[int, Unit]
"""So many days, weeks, months or years; a negative number is earlier."""

_SHIFT = lazy(
    r"^(?P<verb>move|push|postpone|delay|shift|reschedule|change|bring|put off) "
    r"(?:(?:my|our|the|that|this) )*(?P<name>\S.{0,80}?)"
    r"(?: (?P<way>up|forward|earlier|sooner|back|out|later|off))?(?: by)? "
    rf"(?P<count>an?|\d{{1,3}}|{WRITTEN}) (?P<unit>day|week|month|year)s?"
    r"(?: (?P<after>earlier|sooner|later|back|out|forward|up))?$"
)
_EARLIER, _LATER = (
    frozenset({"up", "earlier", "sooner"}),
    frozenset({"back", "out", "later", "off"}),
)
_PUT_OFF = frozenset({"push", "postpone", "delay", "put off"})


def read_shift(text: str) -> tuple[str, Later] | None:
    """The name and the distance; None when the text has none or leaves open which way."""
    found = _SHIFT.match(text)
    if not found:
        return None
    count = 1 if found["count"].lower() in {"a", "an"} else int(number(found["count"]))
    way = (found["way"] or found["after"] or "").lower()
    later = way in _LATER or (not way and found["verb"].lower() in _PUT_OFF)
    if not later and way not in _EARLIER:
        return None
    return found["name"], (count if later else -count, Unit(f"{found['unit'].lower()}s"))


def shift_words(later: Later) -> str:
    """The distance as it stands behind "postpone ...": "by 2 weeks earlier"."""
    count, unit = later
    named = unit.value if abs(count) != 1 else unit.value.removesuffix("s")
    return f"by {abs(count)} {named}{'' if count > 0 else ' earlier'}"


def shifted(day: date, later: Later) -> date | None:
    """The day so far on; a day that a month does not have is its last one. None outside of the
    years 1 to 9999."""
    count, unit = later
    return nth(day, Repeats(abs(count), unit), 1 if count > 0 else -1) if count else day
