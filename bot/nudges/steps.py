"""What a nudge says of one stage: when, why it comes, what to do next, what to look up for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.deadlines.deadline import Deadline, Kind, Scope, Source
from bot.deadlines.ladders import kind_words
from bot.members.profile import Member
from bot.nudges.delivery import Due
from bot.nudges.rungs import end_of, zone_of
from bot.programs.almanac import months_later
from bot.when.saying import long_date
from bot.when.wall import wall_of

EARLY, MIDDLE = 45, 20
"""More days than the first are time to choose, fewer than the second time to finish."""

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next, and the question to the hub whose answer explains it ("" for none)."""

    do: str
    ask: str = ""


_CLAIM = "When must a claim for CME money be handed in?"
_CARRY = "How do I ask HR whether unused CME money carries over?"
_PORTAL = "Where do I see which board points are recorded?"
_MISSING = "Why did my credit not show up after the course?"

_STEPS: dict[Kind, tuple[Step, Step, Step]] = {
    Kind.REVIEW: (
        Step(
            "Pick one program, and write down the practice gap it is to close.",
            "How do I write down a practice gap for my review?",
        ),
        Step(
            "Write down what changed in your practice, and log the credits.",
            "How do I document what changed in my practice after CME?",
        ),
        Step(
            "Read your review packet, and fill in the lines that are empty.",
            "How do I show a result of CME with numbers?",
        ),
    ),
    Kind.ALLOWANCE: (
        Step(
            "Choose what to spend it on: leave and approval take weeks.",
            "Which date decides which year's CME money is used?",
        ),
        Step("Register now, and check by when it must be attended and claimed.", _CLAIM),
        Step("Hand in what you have, and ask in writing whether the rest carries over.", _CARRY),
    ),
    Kind.CLAIM: (
        Step("Gather receipt, certificate and approval for every activity.", _CLAIM),
        Step("Hand in receipt, certificate and approval together.", "Is a late receipt paid?"),
        Step("Hand the claim in today, and keep the confirmation.", "Is a late receipt paid?"),
    ),
    Kind.LICENCE: (
        Step(
            "Compare your hours and your board's topics with your transcript.",
            "What should I check before my license expires?",
        ),
        Step(
            "Finish the hours that are missing, mandatory topics first.",
            "What happens if I miss hours at license renewal?",
        ),
        Step(
            "Renew on your board's own page, and save the confirmation.",
            "How do I renew my nursing license on time?",
        ),
    ),
    Kind.BOARD: (
        Step("Look up your points in your board's portal, and plan the rest.", _PORTAL),
        Step("Finish activities that carry your board's points.", _PORTAL),
        Step("Check that your board has recorded every point.", _MISSING),
    ),
    Kind.REGISTRATION: (
        Step("Ask for the time off and the approval that you need."),
        Step("Register, or ask for a place on the waiting list."),
        Step("Register today; after this day it may not be possible."),
    ),
    Kind.CREDIT: (
        Step("Finish the activity, and its evaluation.", _MISSING),
        Step("Fill in the evaluation, and claim your credit.", _MISSING),
        Step("Claim your credit today, and save the certificate.", _MISSING),
    ),
    Kind.CUSTOM: (Step("Plan the time for it."), Step("Plan the time for it."), Step("")),
}
AFTER_REVIEW = (
    "How did it go? Tell me the outcome in a sentence, “my result: …”, and when the next one is, "
    "“my next review is on …”."
)
"""What is asked once a review is over."""
_TOO_LATE = Step(
    "This day passed while I could not reach you. Find out today whether it can still be done."
)


def step(due: Due, member: Member, now: datetime) -> Step:
    """What to do next at an aware moment; what deadlines.yaml says to do wins."""
    deadline, days = due.deadline, due.stage.days
    if days < 0:
        return Step(AFTER_REVIEW) if deadline.kind is Kind.REVIEW else Step("")
    if now >= end_of(deadline, due.stage.occurrence, member):
        return _TOO_LATE
    early, middle, late = _STEPS[deadline.kind]
    usual = early if days > EARLY else middle if days > MIDDLE else late
    return Step(deadline.do, usual.ask) if deadline.do else usual


def when(due: Due, member: Member, now: datetime) -> str:
    """The day, its time if any, its zone, and how far off it is on the member's calendar."""
    deadline, day = due.deadline, due.stage.occurrence
    zone = zone_of(deadline, member)
    at = theirs = ""
    if deadline.at is not None:
        at = f", {deadline.at:%H:%M}"
        local = wall_of(end_of(deadline, day, member), member.zone)
        theirs = f", {local.at:%H:%M} your time" if zone != member.zone else ""
    today = wall_of(now, member.zone).day
    return f"{long_date(day)}{at} ({zone}{theirs}): {_how_far((day - today).days)}"


def _how_far(days: int) -> str:
    near = {-1: "that was yesterday", 0: "that is today", 1: "that is tomorrow"}
    if days in near:
        return near[days]
    return f"in {days} days" if days > 0 else f"that was {-days} days ago"


def because(deadline: Deadline) -> str:
    """Why this comes to the member."""
    match deadline.source:
        case Source.TOLD:
            return f"Because you told me: “{deadline.told or deadline.title}”."
        case Source.CALENDAR:
            return "Because it stands in the calendar that you gave me."
        case Source.PROGRAM:
            return "Because you asked for the dates of this program."
        case Source.HUB:
            whom = "your organization" if deadline.scope is Scope.ORGANIZATION else deadline.owner
            policy = f" Source: {deadline.policy}." if deadline.policy else ""
            return f"Because your education office set this date for {whom}.{policy}"


def next_year(due: Due) -> str:
    """The words that note the next review a year after the one that was; "" for what repeats."""
    if due.deadline.repeats or due.deadline.kind is not Kind.REVIEW:
        return ""
    following = months_later(due.stage.occurrence, _YEAR)
    return f"my next {kind_words(Kind.REVIEW)} is on {following.isoformat()}"
