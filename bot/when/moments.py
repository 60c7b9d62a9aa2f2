"""The day, and the time of day, that a text names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.programs.almanac import months_later, next_day, shifted
from bot.when.found import Reason, Unclear, When
from bot.when.hours import Timed, only_time, timed
from bot.when.meant import Meant
from bot.when.plain import Plain, plain
from bot.when.scanning import scan

MOST_YEARS = 30
"""How far off a day may lie."""

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read of a text as written, at a moment."""

    read: Plain
    written: str
    now: datetime
    timed: Timed

    def when(self, day: date) -> When:
        """With the time of day that was named."""
        start, end = self.read.span(self.timed.start, self.timed.end)
        return When(day, self._at(day), self.written[start:end], start, end)

    def unclear(self, reason: Reason, *days: date) -> Unclear:
        """With those of the days that can be offered."""
        start, end = self.read.span(self.timed.start, self.timed.end)
        options = tuple(map(self.when, filter(self.fits, days)))
        return Unclear(self.written[start:end], start, end, reason, options)

    def fits(self, day: date) -> bool:
        """Whether it lies ahead, and not too far."""
        return self.is_ahead(day) and day <= self.horizon

    def is_ahead(self, day: date) -> bool:
        """A day counts until it is over, a time until it is reached."""
        if day != self.now.date() or self.timed.at is None or self.timed.loose:
            return day >= self.now.date()
        return self._is_to_come(day, self.timed.at)

    def _at(self, day: date) -> time | None:
        """The time of day; none of a part of the day that has begun."""
        at = self.timed.at
        return None if at and self.timed.loose and not self._is_to_come(day, at) else at

    def _is_to_come(self, day: date, at: time) -> bool:
        moment = datetime.combine(day, at, self.now.tzinfo)
        return moment.astimezone(UTC) > self.now.astimezone(UTC)

    @property
    def horizon(self) -> date:
        """The last day that is taken."""
        return months_later(self.now.date(), MOST_YEARS * _MONTHS)


def read_when(text: str, now: datetime) -> When | Unclear | None:
    """The day that a text names, or why it has to be asked back; None when it names none. `now`
    is aware and in the member's zone. A day without a year is the next to come, today included;
    of a longer text the first 4,000 characters are read."""
    read = plain(text)
    found = scan(read.text, now)
    if found:
        return _held(found.meant, _Reading(read, text, now, timed(read.text, found)))
    alone = only_time(read.text)
    return _time_alone(_Reading(read, text, now, alone[0]), alone[1]) if alone else None


def _held(meant: Meant, reading: _Reading) -> When | Unclear:
    """What is meant, held against the moment at which it is said."""
    fitting = [day for day in meant.days if reading.fits(day)]
    if meant.reason not in {None, Reason.AMBIGUOUS}:
        return reading.unclear(meant.reason or Reason.NO_DAY, *meant.days)
    if len(fitting) == 1 and (meant.reason is None or meant.weekday):
        return reading.when(fitting[0])
    if fitting:
        return reading.unclear(Reason.AMBIGUOUS, *fitting)
    if any(day > reading.horizon for day in meant.days):
        return reading.unclear(Reason.TOO_FAR)
    return reading.unclear(Reason.PAST, *_next_ones(meant.days, reading.now.date()))


def _next_ones(days: tuple[date, ...], today: date) -> tuple[date, ...]:
    """The same day of the next year to have it; of today, when its hour is over, tomorrow."""
    later = (
        shifted(today, 1) if day == today else next_day(day.month, day.day, today) for day in days
    )
    return tuple(sorted({day for day in later if day}))


def _time_alone(reading: _Reading, reminds: bool) -> When | Unclear:
    """A time without a day: the next to come when it is when to be reminded, else it is asked."""
    today = reading.now.date()
    days = [day for day in (today, shifted(today, 1)) if reading.fits(day)]
    return reading.when(days[0]) if reminds else reading.unclear(Reason.NO_DAY, *days)
