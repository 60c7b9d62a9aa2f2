"""The day on which something was, as members write it: always one that is not to come."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.programs.almanac import day_of
from bot.programs.patterns import lazy
from bot.when.reading import When, read_when

_ALMOST_A_YEAR = timedelta(days=364)
"""Back to the day after today's a year ago, so that the name of today is today's."""
_LONG_AGO = timedelta(days=20 * 365)
_IN_A_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_CENTURY = 2000
_ISO = lazy(r"\b(\d{4})-(\d\d?)-(\d\d?)\b")
_SLASHED = lazy(r"\b(\d\d?)/(\d\d?)/(\d{4}|\d\d)\b")
_SHORT = lazy(r"(?<![\d/])(\d\d?)/(\d\d?)(?![\d/])")
_YESTERDAY = lazy(r"\byesterday\b")
_TODAY = lazy(r"\btoday\b")
_DATED = lazy(
    r"[\s,]*\b(?:on\s+)?(?:yesterday|today|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?|"
    r"(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9}\.?(?: \d{4})?|"
    r"[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?)[\s.!]*$"
)


def parted(text: str, now: datetime) -> tuple[str, date | None]:
    """A text without the day that it ends with, and that day; None where it names none that is
    not to come."""
    dated = _DATED.search(text)
    day = past_day(dated.group(), now) if dated else None
    return (text[: dated.start()], day) if dated and day else (text, None)


def past_day(text: str, now: datetime) -> date | None:  # noqa: PLR0911 - one for each way
    """The last day of that name which is not to come, the month first where it is written in
    numbers alone; None where none is named."""
    if _YESTERDAY.search(text):
        return now.date() - timedelta(days=1)
    if _TODAY.search(text):
        return now.date()
    named = read_when(text, now - (_LONG_AGO if _IN_A_YEAR.search(text) else _ALMOST_A_YEAR))
    if isinstance(named, When) and named.day <= now.date():
        return named.day
    if written := _ISO.search(text):
        return _not_to_come(day_of(*(int(part) for part in written.groups())), now)
    if slashed := _SLASHED.search(text):
        month, day, year = (int(part) for part in slashed.groups())
        year += _CENTURY if year < 100 else 0  # noqa: PLR2004
        return _not_to_come(day_of(year, month, day), now)
    if short := _SHORT.search(text):
        month, day = (int(part) for part in short.groups())
        days = (day_of(now.year - ago, month, day) for ago in (0, 1))
        return next((each for each in days if each and each <= now.date()), None)
    return None


def _not_to_come(day: date | None, now: datetime) -> date | None:
    return day if day and day <= now.date() else None
