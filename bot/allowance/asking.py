"""The message to HR: what a member has been told, and what nobody has told them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.allowance.policy import Basis, Policy, known
from bot.programs.almanac import MONTHS
from knowledge.programs import Money
from knowledge.saying import money_words

_OPEN: tuple[tuple[str, str], ...] = (
    ("amount", "How much money do I have for continuing education each year?"),
    ("days", "How many paid days do I have for it?"),
    ("cycle_start", "On which day does the allowance year begin and end?"),
    (
        "basis",
        "What has to happen before the year ends for a course to count for it: that it is paid, "
        "that it is attended, or that the claim is handed in?",
    ),
    ("claim_window_days", "How many days do I have for a claim, and from when are they counted?"),
    ("preapproval", "Do I need approval before I register, and how long does it take?"),
    ("prorated", "Is the amount cut for part-time work or for a year begun late?"),
    ("carries_over", "What happens to what is not used by the end of the year?"),
    ("eligible", "What may it be used for: courses, travel, books, exams, licenses, dues?"),
    ("proof", "Which papers have to come with a claim?"),
    ("approver", "Who approves it?"),
    ("source", "Where can I read the policy?"),
)


def open_questions(policy: Policy) -> tuple[str, ...]:
    """What the policy does not say, as questions to HR."""
    told = known(policy)
    return tuple(question for name, question in _OPEN if name not in told)


def draft(policy: Policy) -> str:
    """The message, to be copied; it names nobody."""
    lines = ["Hello,", "", "I am planning my continuing education and want to get this right."]
    if told := tuple(_told(policy)):
        lines += ["As I understand it:", *(f"- {line}" for line in told)]
        if not policy.confirmed:
            lines += ["Could you confirm this in writing?"]
    if asked := open_questions(policy):
        lines += ["", "Could you also tell me:" if told else "Could you tell me:"]
        lines += [f"{number}. {question}" for number, question in enumerate(asked, 1)]
    return "\n".join((*lines, "", "Thank you."))


def _told(policy: Policy) -> Iterator[str]:
    if policy.amount is not None:
        yield f"I have {money_words(Money(policy.amount, policy.currency or 'USD'))} a year."
    if policy.days is not None:
        yield f"I have {policy.days:f} paid days a year."
    if policy.cycle_start:
        month, day = policy.cycle_start
        yield f"The allowance year begins on {day} {MONTHS[month - 1]}."
    if policy.basis:
        yield BASES[policy.basis]
    if policy.claim_window_days is not None:
        yield f"A claim is due within {policy.claim_window_days} days."
    if policy.preapproval is not None:
        yield f"Approval before registering is {'' if policy.preapproval else 'not '}needed."
    if policy.carries_over is not None:
        yield f"What is not used {'carries' if policy.carries_over else 'does not carry'} over."


BASES = {
    Basis.INCURRED: "A course counts for the year in which it is paid.",
    Basis.SUBMITTED: "A course counts for the year in which the claim is handed in.",
    Basis.ATTENDED: "A course counts for the year in which it is attended.",
}
