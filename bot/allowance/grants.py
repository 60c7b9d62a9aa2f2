"""How much an employer grants a year, told apart from what was spent and what is left of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.allowance.amounts import OWN_FUND, days_in, plain_amount, sums_in
from bot.allowance.typed import GRANTS
from bot.programs.patterns import lazy
from knowledge.programs import Money

_A_YEAR = r"(?:(?:a|per|each|every)\s+(?:\w+\s+)?year|annually|yearly)"
_GIVES = (
    r"(?:gets?|receives?|given|gives?|grants?|granted|allows?|offers?|provides?|pays?|entitled to|"
    r"eligible for)"
)
_IS = r"(?:is|of|are|was|will be|has been|went|goes|raised|up|now|to|about|set|at|only|exactly|:|=)"
_GRANTED = lazy(
    rf"\b{_GIVES}\b.*(?:\b{_A_YEAR}\b|\b{OWN_FUND}\b)|\b{OWN_FUND}\b.*\b{_GIVES}\b|"
    rf"\bhave\b.*\b{_A_YEAR}\b|\b{OWN_FUND}(?:\s*{_IS}\b)*\s*(?:{_IS}\s*)?[$€£\d]|"
    rf"\b{OWN_FUND}(?:\s*{_IS}(?!\w))+\s*\w+ (?:hundred|thousand|days?)\b"
)
_SPENT = lazy(
    r"\b(?:bought|buy|paid for|i paid|i spent|(?<!be )spent|(?<!be )used|costs?|charged|"
    r"purchased|refund\w*|reimbursed)\b"
)
_LEFT = lazy(rf"\b(?:left|remaining|remains?)\b|\bhave\b[^.;]*\bof\s+(?:my\s+)?{OWN_FUND}")
_CAP = lazy(r"\b(?:under|below|less than|cheaper than|at most|within|up to|over|above)\s+[$€£\d]")
_DAYS_TOO = lazy(r"\b(?:cme|ce|education\w*|conference|study|paid|professional)\b|\band\b")
_BARE = lazy(
    rf"\b{OWN_FUND}\s+(?:is|of|:|=)\s*(?P<n>[\d,]+(?:\.\d\d)?)(?=\s*(?:{_A_YEAR}|[.!;,]|$|and\b))"
)
_LEAST_BARE = 25


_YEARLY = lazy(rf"\b{_A_YEAR}\b")


def is_grant(text: str) -> bool:
    """Whether a text says what is granted, not what was spent or what is left."""
    grants = _GRANTED.search(text) or GRANTS.search(text)
    return bool(grants and not _SPENT.search(text) and not is_remainder(text))


def is_remainder(text: str) -> bool:
    """Whether a text says what is left; a plain "a year" beside it makes it a grant."""
    return bool(_LEFT.search(text)) and not _YEARLY.search(text)


def granted(text: str) -> Iterator[tuple[str, Any]]:
    """Money, its currency and paid days a year, as fields of a policy; nothing of money where
    several amounts are named."""
    if not is_grant(text):
        return
    money = grant_in(text)
    if money and not _CAP.search(text):
        yield "amount", money.amount
        yield "currency", money.currency
    days = days_in(text)
    if days is not None and _DAYS_TOO.search(text):
        yield "days", days


def grant_in(text: str) -> Money | None:
    """The one amount of a text; a number without a currency after the allowance's name is of US
    dollars. None where there is none, or several."""
    amounts = dict.fromkeys(sums_in(text))
    if not amounts and (bare := _BARE.search(text)):
        amount = plain_amount(bare["n"])
        return Money(amount, "USD") if amount and amount >= _LEAST_BARE else None
    return next(iter(amounts)) if len(amounts) == 1 else None
