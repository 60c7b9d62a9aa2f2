"""What is asked back about an allowance, and what a short answer to it means.

Nothing here writes: what an answer makes whole is a sentence that is then read like any other.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.allowance.amounts import plain_amount, sums_in
from bot.allowance.policy import Policy
from bot.allowance.reckoning import Standing
from bot.allowance.requests import Left, Remainder, Request, Spent
from bot.allowance.spent import Spend, Unsure
from bot.deadlines.replies import picked
from bot.messages import Choice, Note
from bot.portfolio.requests import clean
from knowledge.programs import Money
from knowledge.saying import money_words

_NOT_YET = "Not noted yet"
_LONGEST_REPLY = 40
_TELL_ME = (
    "I do not know what your employer grants you. Tell me in a sentence, for example: “I get "
    "$2,500 and 5 CME days a year from 1 July”. If you do not know it, say “ask HR”."
)
_ASK_HR = Choice("Ask HR", "ask HR")


def asked_back(request: Request, policy: Policy, now: Standing, text: str) -> Note | None:
    """What has to be known first; None where the request can be done. `text` are the words that
    are asked about."""
    match request:
        case Left() if policy.amount is None and policy.days is None:
            return Note("Your CME allowance", (), (_TELL_ME,), (_ASK_HR,), asks=True, question=text)
        case Remainder(amount):
            return _a_year_or_left(amount, now, text)
        case Unsure():
            return _how_much(request, text)
        case Spent(spends):
            granted = policy.currency or "USD"
            if any(each.currency not in ("", granted) for each in spends):
                remark = f"Your allowance is in {granted}. Tell me what it cost in {granted}."
                return Note(_NOT_YET, remarks=(remark,), asks=True, question=text)
    return None


def completed(request: Request, asked: Note, reply: str, policy: Policy) -> str:
    """The sentence that a reply to what was asked back stands for; "" when it is no reply."""
    if choice := picked(reply, asked.choices):
        return choice.says
    amount = "" if len(reply) > _LONGEST_REPLY else _amount_of(reply, policy)
    match request:
        case _ if not amount:
            return ""
        case Left() | Remainder():
            return f"I get {amount} of CME money a year"
        case Unsure(_, what, day) | Spent((Spend(what=what, day=day),)):
            return _spent_again(amount, what, day)
    return ""


def _spent_again(amount: str, what: str, day: date) -> str:
    """Spending as a sentence that reads as what it says."""
    return f"I spent {amount} on {what or 'something'} on {day.isoformat()}"


def _amount_of(reply: str, policy: Policy) -> str:
    amounts = sums_in(reply)
    if len(amounts) == 1:
        return _written(amounts[0])
    plain = plain_amount(reply.strip(" .!"))
    return _written(Money(plain, policy.currency or "USD")) if plain else ""


def _written(amount: Money) -> str:
    return f"{amount.amount:f} {amount.currency}"


def _how_much(unsure: Unsure, text: str) -> Note:
    choices = tuple(
        Choice(money_words(money), _spent_again(_written(money), unsure.what, unsure.day))
        for money in unsure.amounts
    )
    named = " and ".join(each.label for each in choices)
    remark = f"You named {named}. Which is it? For several, tell me one at a time."
    if not choices:
        remark = "I cannot read the amount. Tell me only what it cost, for example “$300”."
    return Note(_NOT_YET, remarks=(remark,), choices=choices, asks=True, question=text)


def _a_year_or_left(amount: Money, now: Standing, text: str) -> Note:
    words, written = money_words(amount), _written(amount)
    choices = [Choice("I get it every year", f"I get {written} of CME money a year")]
    gone = Decimal() if now.left is None else now.left - amount.amount
    if gone > 0:
        spent = _written(Money(gone, amount.currency))
        choices.append(Choice("It is what is left", f"I spent {spent} on earlier things"))
    remark = f"Is {clean(words)} what you get for a year, or what is left of it?"
    if now.left is None:
        remark += " If it is what is left, tell me first what you get for a year."
    return Note(_NOT_YET, remarks=(remark,), choices=tuple(choices), asks=True, question=text)
