"""An allowance in words: what is left, until when, and every rule that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from bot.allowance.asking import BASES
from bot.allowance.policy import Policy, known
from bot.allowance.reckoning import Standing, cycle
from bot.allowance.spending import Spending
from bot.programs.almanac import MONTHS
from bot.when.saying import long_date
from knowledge.programs import Money
from knowledge.saying import money_words

_UNCONFIRMED = (
    "Nobody has confirmed these rules in writing. Say “ask HR” for a message to copy, and “HR "
    "confirmed it in writing” when they have."
)
_CUT = {True: "cut to it", False: "not cut", None: "whether it is cut is not told"}


def spent_words(spending: Spending, currency: str) -> str:
    """What was spent, for what and when."""
    parts = [money_words(Money(spending.amount, currency))] if spending.amount else []
    parts += [days_words(spending.days)] if spending.days else []
    what = f" for {spending.what}" if spending.what else ""
    return f"{' and '.join(parts)}{what} on {long_date(spending.day)}"


def days_words(days: Decimal) -> str:
    """A number of days: "1 day", "2.5 days"."""
    return f"{days:f} {'day' if days == 1 else 'days'}"


def outside(spending: Spending, policy: Policy, today: date) -> tuple[str, ...]:
    """A remark on spending that does not count in the year of this day."""
    first, last = cycle(policy, today)
    if first <= spending.day <= last:
        return ()
    return (
        f"That day lies outside your current allowance year ({first.isoformat()} to "
        f"{last.isoformat()}), so it does not lower what is left of it.",
    )


def sums(now: Standing, policy: Policy) -> Iterator[tuple[str, str]]:
    """What is left of money and days."""
    currency = policy.currency or "USD"

    def money(amount: Decimal) -> str:
        return money_words(Money(amount, currency))

    if now.granted is not None and now.left is not None:
        over = now.left < 0
        left = f"nothing; {money(-now.left)} over" if over else money(now.left)
        yield "Money left", f"{left} of {money(now.granted)} ({money(now.spent)} spent)"
    if now.days_granted is not None and now.days_left is not None:
        over = now.days_left < 0
        left = f"nothing; {days_words(-now.days_left)} over" if over else f"{now.days_left:f}"
        yield "Days left", f"{left} of {now.days_granted:f} ({now.days_spent:f} used)"


def last_days(now: Standing, today: date) -> Iterator[tuple[str, str]]:
    """The year, and the last safe day of each step; those that are over say so."""
    yield "Allowance year", f"{long_date(now.first)} to {long_date(now.last)}"
    for step in now.steps:
        passed = " (passed)" if step.day < today else ""
        yield f"Last safe day to {step.label}", f"{long_date(step.day)}{passed}"


def remarks(now: Standing, policy: Policy) -> Iterator[str]:
    """What is assumed, who confirmed what, and where it stands."""
    if now.waits_until:
        yield f"You may use it from {long_date(now.waits_until)} on, not before."
    if now.assumed:
        yield f"Assumed, because nobody told me: {'; '.join(now.assumed)}."
    if policy.confirmed and policy.confirmed_on:
        who = policy.confirmed_by or "somebody"
        yield f"Confirmed in writing by {who} on {policy.confirmed_on.isoformat()}."
    else:
        yield _UNCONFIRMED
    if policy.source:
        yield f"Policy: {policy.source}."


def told(policy: Policy) -> Iterator[tuple[str, str]]:
    """Every rule that is known, with its label."""
    stated = known(policy)
    for names, label, say in _RULES:
        if any(name in stated for name in names):
            yield label, say(policy)


def _money(policy: Policy) -> str:
    return money_words(Money(policy.amount or Decimal(), policy.currency or "USD"))


def _day(policy: Policy) -> str:
    month, day = policy.cycle_start or (1, 1)
    return f"{day} {MONTHS[month - 1]}"


def _approval(policy: Policy) -> str:
    takes = f", takes {policy.approval_days} days" if policy.approval_days else ""
    return "not needed" if policy.preapproval is False else f"needed{takes}"


def _part_time(policy: Policy) -> str:
    share = "FTE not told" if policy.fte is None else f"{policy.fte:f} FTE"
    return f"{share}, {_CUT[policy.prorated]}"


def _waiting(policy: Policy) -> str:
    hired = policy.hired.isoformat() if policy.hired else "a day not told"
    return f"{policy.waiting_months or 0} months from {hired}"


_RULES: tuple[tuple[tuple[str, ...], str, Callable[[Policy], str]], ...] = (
    (("amount",), "Money a year", _money),
    (("days",), "Paid days a year", lambda p: f"{p.days:f}"),
    (("cycle_start",), "Year begins", _day),
    (("basis",), "What counts", lambda p: BASES[p.basis] if p.basis else ""),
    (("claim_window_days",), "Claim window", lambda p: f"{p.claim_window_days} days"),
    (("preapproval", "approval_days"), "Approval first", _approval),
    (("leave_days",), "Leave", lambda p: f"asked for {p.leave_days} days ahead"),
    (("fte", "prorated"), "Part time", _part_time),
    (("hired", "waiting_months"), "Waiting time", _waiting),
    (("carries_over",), "Not used", lambda p: "carries over" if p.carries_over else "is lost"),
    (("eligible",), "Pays for", lambda p: ", ".join(p.eligible)),
    (("proof",), "Proof", lambda p: ", ".join(p.proof)),
    (("approver",), "Approved by", lambda p: p.approver),
    (("source",), "Policy", lambda p: p.source),
    (
        ("confirmed_on",),
        "Confirmed in writing",
        lambda p: f"{p.confirmed_by or 'somebody'}, {p.confirmed_on}",
    ),
)
