"""Credit and money that a message may have told, in sentences that the packet and the allowance
understand."""

from __future__ import annotations

from collections.abc import Iterator

from bot.allowance import requests as allowance
from bot.messages import Choice
from bot.portfolio import requests as portfolio
from bot.programs.patterns import words
from bot.unheard.figures import Figure
from bot.unheard.stretch import Stretch
from bot.when.reading import long_date

_GIVEN = words(
    r"gives?|pays?|grants?|get|have|allowance|stipend|funds?|budget|money|"
    r"(?:an?|per|each|every) (?:yr|year)|yearly|annually|per diem|must be (?:spent|used)"
)
_SPENT = words(
    r"(?<!be )spent|spend|paid|pay|bought|booked|registered|costs?|reserved|ordered|purchased|"
    r"subscribed"
)
_REPAID = words(r"reimbursed|refund\w*|paid back")
_GIVES = words(r"(?:pays?|gives?) (?:me|us)|(?:job|hospital|employer|hosp|work|diem) pays")


def credit(told: Stretch, figure: Figure) -> Iterator[Choice]:
    """Credit that was earned, with its day."""
    day, activity = told.day_past(), told.deed(figure)
    amount = f"{figure.amount.normalize():f}"
    what = f" for {activity}" if activity else ""
    dated = (
        (f" on {day.isoformat()}", "") if day == told.now.date() else (f" on {day.isoformat()}",)
    )
    for unit in dict.fromkeys((figure.unit, "credits")):
        for ending in dated:
            says = f"I earned {amount} {unit}{what}{ending}"
            read = portfolio.read_request(says)
            if isinstance(read, portfolio.Earn) and read.amount == figure.amount:
                yield Choice(f"Earned {amount} {unit}{what}, {long_date(day)}", says)
                return


def days(told: Stretch, figure: Figure) -> Iterator[Choice]:
    """Days of an allowance that were taken."""
    day, thing = told.day_past(), told.deed(figure)
    dated = "" if day == told.now.date() else f" on {day.isoformat()}"
    says = f"I used {figure.amount:f} CME days{f' for {thing}' if thing else ''}{dated}"
    if isinstance(allowance.read_request(says, told.now), allowance.Spent):
        yield Choice(f"Used {figure.amount:f} CME days, {long_date(day)}", says)


def money(told: Stretch, sum: Figure) -> Iterator[Choice]:
    """Money that was spent, or is given each year; both where the words leave it open."""
    gives = _GIVES.search(told.text) is not None
    given = gives or _GIVEN.search(told.text) is not None
    spent = _SPENT.search(told.text) is not None and not gives
    if given:
        yield from _granted(told, sum)
    if (spent or not given) and not _REPAID.search(told.text):
        yield from _paid(told, sum)


def _granted(told: Stretch, sum: Figure) -> Iterator[Choice]:
    amount = _said(sum)
    says = f"I get {amount} a year"
    read = allowance.read_request(says, told.now)
    if isinstance(read, allowance.Tell) and read.policy.amount == sum.amount:
        yield Choice(f"CME allowance of {amount} a year", says)


def _paid(told: Stretch, sum: Figure) -> Iterator[Choice]:
    day, thing = told.day_past(), told.deed(sum)
    what = f" on {thing}" if thing else ""
    dated = "" if day == told.now.date() else f" on {day.isoformat()}"
    says = f"I spent {_said(sum)}{what}{dated}"
    read = allowance.read_request(says, told.now)
    spends = read.spends if isinstance(read, allowance.Spent) else ()
    if [(each.amount, each.day) for each in spends] == [(sum.amount, day)]:
        yield Choice(f"Spent {_said(sum)}{what}, {long_date(day)}", says)


def _said(sum: Figure) -> str:
    return f"${sum.amount:,f}"
