"""The holidays of the United States that people name as dates."""

from __future__ import annotations

from datetime import date

from bot.programs.almanac import day_of, next_weekday, shifted

_THURSDAY, _MONDAY, _SUNDAY, _WEEK = 3, 0, 6, 7
_FIXED = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "new year's eve": (12, 31),
    "new year": (1, 1),
    "valentine": (2, 14),
    "st patrick": (3, 17),
    "juneteenth": (6, 19),
    "independence day": (7, 4),
    "halloween": (10, 31),
    "veterans day": (11, 11),
}
_NTH = {
    "mlk": (1, _MONDAY, 3),
    "presidents": (2, _MONDAY, 3),
    "mother": (5, _SUNDAY, 2),
    "memorial day": (5, _MONDAY, 5),
    "father": (6, _SUNDAY, 3),
    "labor day": (9, _MONDAY, 1),
    "columbus day": (10, _MONDAY, 2),
    "thanksgiving": (11, _THURSDAY, 4),
}
"""Month, day of the week and which of them; the fifth of a month that has four is its last."""

NAMED = (
    r"(?:christmas|x-?mas|new years?'?s?)[\s-]+eve|christmas(?: day)?|x-?mas|(?:the )?new "
    r"years?(?:'?s?)?(?: day)?|valentine'?s?(?: day)?|st\.? patrick'?s?(?: day)?|juneteenth|"
    r"independence day|halloween|veteran'?s'? day|mlk(?: day)?|president'?s'? day|mother'?s'? "
    r"day|memorial day|father'?s'? day|labor day|columbus day|(?:turkey day|thanksgiving)"
    r"(?: day)?|easter(?: sunday)?"
)
"""How they are written, in letters of any size."""


def holiday(text: str, earliest: date) -> date | None:
    """The next day of a holiday that is not before the earliest; None for one not known."""
    name = " ".join(text.lower().replace("-", " ").replace("xmas", "christmas").split())
    name = name.replace("x mas", "christmas").replace("turkey day", "thanksgiving")
    years = range(earliest.year, min(earliest.year + 1, date.max.year) + 1)
    days = (_in_year(name.replace("years eve", "year's eve"), year) for year in years)
    return next((day for day in days if day and day >= earliest), None)


def _in_year(name: str, year: int) -> date | None:
    if name.startswith("easter"):
        return _easter(year)
    plain = name.removeprefix("the ").replace(".", "").replace("veteran's", "veterans")
    for known, (month, weekday, nth) in _NTH.items():
        if plain.startswith(known):
            return _nth(year, month, weekday, nth)
    return next(
        (day_of(year, *day) for known, day in _FIXED.items() if plain.startswith(known)), None
    )


def _nth(year: int, month: int, weekday: int, nth: int) -> date | None:
    first = day_of(year, month, 1)
    if first is None:
        return None
    day = shifted(next_weekday(weekday, first), (nth - 1) * _WEEK)
    return day if day.month == month else shifted(day, -_WEEK)


def _easter(year: int) -> date | None:
    """By the anonymous Gregorian rule."""
    century, of_century = divmod(year, 100)
    leap, rest = divmod(century, 4)
    moon = (19 * (year % 19) + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    ahead = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * ahead) // 451
    month, day = divmod(moon + ahead - 7 * late + 114, 31)
    return day_of(year, month, day + 1)
