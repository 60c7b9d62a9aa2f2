"""Taking back what was told of an allowance: one rule of it, or all of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.allowance.amounts import FUND
from bot.allowance.policy import NAMES
from bot.programs.patterns import lazy


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Forget these fields of the member's own policy. `denied` when the rule is said not to hold,
    which no deadline is."""

    fields: tuple[str, ...]
    denied: bool = False


_RULES = {
    ("claim_window_days",): r"claim(?:s)?(?: window| period| deadline)",
    ("amount", "currency"): rf"(?:{FUND} )?amount|money a year|allowance money",
    ("days",): r"(?:paid |cme |ce |education |allowance )+days",
    ("cycle_start",): r"(?:allowance |cme |fiscal )year(?: start| end)?",
    ("basis",): r"what counts",
    ("preapproval", "approval_days"): r"(?:pre-?)?approval(?: rule| first| time)?",
    ("leave_days",): r"leave(?: rule| days)?",
    ("fte", "prorated"): r"fte|proration|part[- ]time(?: rule)?",
    ("hired", "waiting_months"): r"waiting (?:time|period)|hire(?:d| day| date)?",
    ("carries_over",): r"carry[- ]?over|roll[- ]?over",
    ("eligible",): r"what it pays for|covered (?:things|costs)",
    ("proof",): r"proof(?:s)?",
    ("approver",): r"approver",
    ("source",): r"policy source",
    ("confirmed_by", "confirmed_on"): r"confirmation",
}
_FORGET = r"\s*(?:please )?(?:forget|clear|reset|withdraw|take back|remove|delete|erase)"
_ALL = lazy(rf"{_FORGET}(?: all)? (?:my|our|the) {FUND}(?: rules?| policy)?\s*[.!]*\s*")
_ONE = tuple(
    (
        fields,
        lazy(
            rf"(?:{_FORGET} (?:my|our|the) (?:{rule})|\s*(?:my|our|the) (?:{rule}) "
            rf"(?P<denied>is not|isn'?t|are not|aren'?t|was wrong|is wrong|is not known)"
            rf"(?: (?!but\b)[\w $€£.,%-]{{1,30}})?)"
            r"\s*[.!]*\s*"
        ),
    )
    for fields, rule in _RULES.items()
)


def read_withdrawal(text: str) -> Withdraw | None:
    """What is taken back; None when nothing is."""
    if _ALL.fullmatch(text):
        return Withdraw(NAMES)
    for fields, rule in _ONE:
        if found := rule.fullmatch(text):
            return Withdraw(fields, denied=bool(found["denied"]))
    return None
