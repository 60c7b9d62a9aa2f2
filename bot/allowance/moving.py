"""Moving the end of the allowance year: the reminder alone, or the rule that says when it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.allowance.amounts import OWN_FUND
from bot.deadlines.deadline import Deadline
from bot.messages import Choice, Note
from bot.programs.almanac import MONTHS
from bot.programs.patterns import lazy
from bot.when.reading import When, long_date, read_when


@dataclass(frozen=True, slots=True)
class Move:
    """Have the end of the allowance year on another day."""

    day: date


_MOVE = lazy(
    rf"\s*(?:please )?(?:push|move|postpone|delay|shift|change)\s+(?:my |the )?{OWN_FUND}"
    r"(?: (?:deadline|reminder))?(?: (?:back|out|up))?\s+(?:to|until)\s+(?P<when>[^?]{3,40})"
)


def read_move(text: str, now: datetime) -> Move | None:
    """Whither it is moved; None for any other message. `now` is aware, in the member's zone."""
    found = _MOVE.fullmatch(text)
    when = read_when(found["when"], now) if found else None
    return Move(when.day) if isinstance(when, When) else None


def which(move: Move, ends: Deadline, last: date) -> Note:
    """The question which of both is meant; `last` is the day by the policy."""
    day = f"{move.day.day} {MONTHS[move.day.month - 1]}"
    return Note(
        "Not moved yet",
        remarks=(
            f"By the rules I know, your allowance year ends on {long_date(last)}. Does the year "
            f"itself end on {day}, or do you only want the reminder on another day? The money "
            "runs out by the rule.",
        ),
        choices=(
            Choice("The year ends then", f"my CME allowance year ends on {day}"),
            Choice("Only the reminder", f"move [{ends.id}] to {day} {move.day.year}"),
        ),
    )
