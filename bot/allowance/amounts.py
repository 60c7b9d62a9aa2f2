"""Money and days as members write them of an allowance: "$2,500", "1.5k dollars", "5 CME days"."""

from __future__ import annotations

from decimal import Decimal

from bot.programs.money import amounts_in
from bot.programs.patterns import lazy
from bot.programs.spelled import NUMBER, number
from knowledge.programs import Money

MOST = Decimal(1_000_000)
"""More money than this is a slip of the pen."""

_ABOUT = (
    r"(?:(?:cme|ce|cpd|education(?:al)?|continuing education|conference|tuition|professional "
    r"development|pd|learning|annual|yearly)\s+)"
)
FUND = (
    rf"(?:{_ABOUT}+(?:allowance|stipend|budget|funds?|money|dollars|days|benefit)|"
    r"allowance|stipend|budget)"
)
"""What members call the allowance when they ask about it."""

OWN_FUND = (
    rf"(?:{_ABOUT}+(?:allowance|stipend|budget|funds?|money|dollars|days|benefit)|"
    r"allowance|stipend)"
)
"""What they call it when they tell a rule: a bare "budget" is also what a program may cost."""

_DAYS = lazy(
    rf"(?<![\w.,$€£])(?P<days>{NUMBER})\s+"
    r"(?:(?P<learning>cme|ce|education(?:al)?|conference|study)\s+|(?:paid|full|whole|professional)"
    r"\s+)*days?\b"
)
_PLAIN = lazy(r"\s*(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,7}(?:\.\d\d)?)\s*")


def sums_in(text: str) -> tuple[Money, ...]:
    """The amounts of money in a text, in their order; those beyond reason are left out."""
    return tuple(money for _, money in amounts_in(text) if money and money.amount <= MOST)


def unreadable(text: str) -> tuple[str, ...]:
    """What stands for money in a text but cannot be read as an amount anybody grants."""
    return tuple(said for said, money in amounts_in(text) if not money or money.amount > MOST)


def plain_amount(text: str) -> Decimal | None:
    """The number that a text is, without a currency; None for any other text."""
    found = _PLAIN.fullmatch(text)
    return Decimal(found["n"].replace(",", "")) if found else None


def days_in(text: str, *, learning: bool = False) -> Decimal | None:
    """The first number of days in a text, a half among them; only of days called days of learning
    where `learning`. None when there is none."""
    for found in _DAYS.finditer(text):
        if found["learning"] or not learning:
            return number(found["days"])
    return None
