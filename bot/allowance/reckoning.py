"""How much is left, and until when really: the last safe days, worked backwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from bot.allowance.policy import Basis, Policy
from bot.allowance.spending import Spending
from bot.programs.almanac import day_of, months_later, shifted

CLAIM_DAYS = 7
"""Days assumed from the end of an activity to a claim that is complete with its certificate."""
REGISTER_DAYS = 14
APPROVAL_DAYS = 14
LEAVE_DAYS = 42
"""Days assumed where the policy names none: registration before the activity, approval before
registration, leave before the activity (rosters are often made six weeks ahead)."""

FINISH = "finish the course"
"""The label of the step that a program has to keep."""

_CENT = Decimal("0.01")
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Step:
    """The last day on which something can be done; `assumed` names the rule that nobody told."""

    label: str
    day: date
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an allowance stands on a day: the year it counts in, what is granted, spent and left of
    it (None where the policy does not say), and the last safe days, the first to come first.

    `waits_until` is the first day on which anything may be used, when that is still to come.
    `assumed` are the rules that nobody told or confirmed, in words.
    """

    first: date
    last: date
    granted: Decimal | None
    spent: Decimal
    left: Decimal | None
    days_granted: Decimal | None
    days_spent: Decimal
    days_left: Decimal | None
    steps: tuple[Step, ...]
    assumed: tuple[str, ...]
    waits_until: date | None = None

    @property
    def finish(self) -> date:
        """The last safe day to finish a course."""
        return next(step.day for step in self.steps if step.label == FINISH)


def standing(policy: Policy, spendings: Iterable[Spending], today: date) -> Standing:
    """How the allowance stands on a day."""
    first, last = cycle(policy, today)
    counted = [each for each in spendings if first <= each.day <= last]
    spent = sum((each.amount for each in counted), Decimal())
    days_spent = sum((each.days for each in counted), Decimal())
    granted = _prorated(policy.amount, policy, _CENT)
    days = _prorated(policy.days, policy, _HALF)
    steps = last_safe_days(policy, last)
    waits = _waits_until(policy)
    return Standing(
        first,
        last,
        granted,
        spent,
        None if granted is None else granted - spent,
        days,
        days_spent,
        None if days is None else days - days_spent,
        steps,
        (*_assumed(policy), *dict.fromkeys(step.assumed for step in steps if step.assumed)),
        waits if waits and waits > today else None,
    )


def cycle(policy: Policy, today: date) -> tuple[date, date]:
    """The first and last day of the allowance year that a day lies in; the calendar's where the
    policy names none. A year that begins on 29 February begins on the 28th in other years."""
    month, day = policy.cycle_start or (1, 1)
    starts = [_start(year, month, day) for year in (today.year - 1, today.year, today.year + 1)]
    first = max(start for start in starts if start <= today)
    following = min(start for start in starts if start > first)
    return first, following - timedelta(days=1)


def last_safe_days(policy: Policy, last: date) -> tuple[Step, ...]:
    """What has to be done by when, the first to do first, so that the claim counts for the year
    that ends on a day. Where the rule is not known, the strictest is assumed: the claim is in
    before the year ends."""
    attend, claim = _attend_and_claim(policy, last)
    register = shifted(attend, -REGISTER_DAYS)
    if policy.basis is Basis.INCURRED:
        register = min(register, last)
    leave_days = LEAVE_DAYS if policy.leave_days is None else policy.leave_days
    steps = [
        Step(
            "ask for leave, if you need time off",
            shifted(attend, -leave_days),
            _guess(policy.leave_days, f"that leave is asked for {leave_days} days ahead"),
        ),
        Step(
            "register and pay",
            register,
            f"that the course takes registrations up to {REGISTER_DAYS} days before it",
        ),
        Step(FINISH, attend),
        Step("hand in the claim", claim, _claim_rule(policy)),
    ]
    if policy.preapproval is not False:
        steps.append(_approval(policy, register))
    return tuple(sorted(steps, key=lambda step: step.day))


def _attend_and_claim(policy: Policy, last: date) -> tuple[date, date]:
    """The last days to finish the course and to hand in the claim. A claim needs a certificate,
    for which some days are left."""
    window = policy.claim_window_days
    match policy.basis:
        case Basis.ATTENDED:
            return last, shifted(last, CLAIM_DAYS if window is None else window)
        case Basis.INCURRED if window is not None:
            claim = shifted(last, window)
            return shifted(claim, -CLAIM_DAYS), claim
        case _:
            return shifted(last, -CLAIM_DAYS), last


def _claim_rule(policy: Policy) -> str:
    if policy.basis is None:
        return "that the claim must be in before the allowance year ends"
    if policy.basis is Basis.SUBMITTED or policy.claim_window_days is not None:
        return ""
    if policy.basis is Basis.INCURRED:
        return "that the claim must be in before the allowance year ends"
    return f"that the claim is due {CLAIM_DAYS} days after the course"


def _approval(policy: Policy, register: date) -> Step:
    days = APPROVAL_DAYS if policy.approval_days is None else policy.approval_days
    needed = "" if policy.preapproval else "that approval is needed"
    takes = _guess(policy.approval_days, f"that approval takes {days} days")
    assumed = " and ".join(each for each in (needed, takes) if each)
    return Step("ask for approval", shifted(register, -days), assumed)


def _guess(stated: int | None, words: str) -> str:
    """What is assumed where nothing is stated."""
    return words if stated is None else ""


def _assumed(policy: Policy) -> list[str]:
    told = []
    if policy.cycle_start is None:
        told.append("that the allowance year is the calendar year")
    if policy.prorated is None and policy.fte is not None and policy.fte < 1:
        told.append("that part-time work does not cut it")
    if policy.carries_over is None:
        told.append("that nothing carries over")
    if policy.carries_over:
        told.append("that nothing came over from last year, because I do not know how much it was")
    if policy.waiting_months and policy.hired is None:
        told.append("that your waiting time is over, because I do not know when you were hired")
    return told


def _prorated(whole: Decimal | None, policy: Policy, step: Decimal) -> Decimal | None:
    """The member's share, rounded down to cents, or to half days."""
    if whole is None or not policy.prorated or policy.fte is None:
        return whole
    return (whole * policy.fte / step).to_integral_value(ROUND_DOWN) * step


def _waits_until(policy: Policy) -> date | None:
    if policy.hired is None or not policy.waiting_months:
        return None
    return months_later(policy.hired, policy.waiting_months)


def _start(year: int, month: int, day: int) -> date:
    return day_of(year, month, day) or months_later(date(year, month, 1), 1) - timedelta(days=1)
