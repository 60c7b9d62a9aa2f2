"""What a told month of the yearly review is good for: a deadline, once its day is known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from bot.members.work import MONTHS
from bot.messages import Choice

DAY_UNKNOWN = (
    "I do not know the day yet, so nothing reminds you of it. Once you know it, say for example "
    "“my review is on 12 March”; until then I can take the last day of that month."
)


def on_last_day(month: int, today: date) -> Choice:
    """The words that note the review on the last day of the month, in the year in which that day
    is next to come."""
    year = today.year + (month < today.month)
    day = monthrange(year, month)[1]
    name = MONTHS[month - 1].title()
    return Choice(f"Take {day} {name}", f"my review is on {day} {name} {year}")
