"""Everything that reads days, times, repetitions, ladders and snoozes from words."""

from __future__ import annotations

from bot.when.ahead import read_ladder
from bot.when.clock import read_time
from bot.when.found import Reason, Unclear, When
from bot.when.moments import read_when
from bot.when.repeating import read_repeats
from bot.when.saying import long_date, said_when
from bot.when.snoozing import read_snooze

__all__ = [
    "Reason",
    "Unclear",
    "When",
    "long_date",
    "read_ladder",
    "read_repeats",
    "read_snooze",
    "read_time",
    "read_when",
    "said_when",
]
