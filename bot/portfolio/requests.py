"""What a member wants kept in their portfolio, or shown of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.asking import is_question
from bot.portfolio.notes import Statement
from bot.programs.patterns import lazy

LONGEST = 500
"""Characters of a statement that are kept."""


@dataclass(frozen=True, slots=True)
class State:
    """Keep these words as the member's own statement."""

    what: Statement
    text: str


@dataclass(frozen=True, slots=True)
class Earn:
    """Keep credit that was earned: `unit` in the member's words, `activity` may be ""."""

    amount: Decimal
    unit: str
    activity: str


@dataclass(frozen=True, slots=True)
class Show:
    """Show the review packet as it stands."""


@dataclass(frozen=True, slots=True)
class Strike:
    """Take an entry out, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Honored:
    """An award was told of, but not that it is to be kept."""

    text: str


Request = State | Earn | Show | Strike | Honored

_COLON = r"(?:\s*[:–]\s*|\s+-\s+)"
_IS = r"\s+(?:is|was|are|were)(?:\s*:|\s+that)?\s+"
_PLAINLY = r"my\s+(?:practice (?:gap|changes?)|next goal)"
"""What is stated in a plain sentence too; "my result is in" states nothing."""

_STATEMENTS = tuple(
    (
        what,
        lazy(
            rf"\s*(?:(?=(?:{_PLAINLY})\b)my\s+(?:{names}){_IS}|(?:(?:my|the|our)\s+)?(?:{names})"
            rf"{_COLON})(.+)",
            re.IGNORECASE | re.DOTALL,
        ),
    )
    for what, names in (
        (Statement.GAP, r"(?:practice )?gap"),
        (
            Statement.CHANGE,
            r"practice changes?|what (?:(?:i|we)(?: have|'ve)? )?changed(?: in my practice)?",
        ),
        (Statement.RESULT, r"results?(?: of (?:it|my change))?"),
        (Statement.GOAL, r"next goal|goal for (?:the )?(?:next|coming) (?:year|cycle)"),
    )
)
_EARNED = lazy(
    r"\s*(?:please )?(?:(?:i(?:'ve| have)? (?:just )?)?(?:earned|got|received|completed|claimed|"
    r"logged|(?P<did>did|done|finished))|(?P<have>i have)|log|record|add)\s+"
    r"(?P<amount>\d{1,4}(?:\.\d{1,2})?|\.\d{1,2})\s+"
    r"(?P<unit>(?:(?:of|ama|pra|cat(?:egory|\.)?|1|2|i|ii|ancc|acpe|aafp|aapa|prescribed|elective|"
    r"nursing|pharmacology|moc|cme|ce|cne|cpe|live|contact|credit)\s+){0,6}"
    r"(?:credits?|(?:contact |credit )?(?:hours?|hrs?)|points?|ceus?)|"
    r"(?:cme|ce)(?=\s+(?:for|from|at|on)\b))(?:\s+(?:(?P<by>for|from|at|in|by|with|on)\s+)?(?P<activity>.+?))?\s*[.!]*\s*"
)
_DID = lazy(r"^\s*did\s+(?=[\d.])")
"""What begins no question: "did 2 ce hrs"."""
_HOURS = lazy(r"hours?|hrs?")
_LEARNED = lazy(r"\b(?:cme|ce|cne|cpe|ceus?)\b")
_STILL = lazy(
    r"(?:to|left|more|due|that|which|short|needed|remaining|still|but|yet|and|or|counts?|"
    r"meet|satisfy|apply|cover|go|expire)\b"
)
_TO_PACKET = (
    r"(?:put|add|include|save)(?: (?:it|that|this))?\s+(?:to|in|into|on)\s+(?:my |the )?"
    r"(?:annual |yearly |performance )?(?:review(?: packet)?|packet|portfolio)"
)
_DEED = lazy(
    rf"\s*(?:(?:please )?{_TO_PACKET}\s*[:,]?\s+(?:that )?(?P<after>.{{6,}})|"
    rf"(?P<before>.{{6,}}?)[\s,.;-]+(?:(?:and|so|please|pls)\s+)*{_TO_PACKET}"
    r"(?:\s+(?:please|pls))?\s*[.!]*\s*)",
    re.IGNORECASE | re.DOTALL,
)
_AWARD = lazy(
    r"\s*(?:i(?:'ve| have)?\s+)?(?:just\s+)?(?:got|won|received|was given|earned)\s+"
    r"(?:(?:an?|the|my)\s+)?(?=(?:[\w'-]+\s+){0,5}(?:award|of the (?:month|year|quarter)|prize|"
    r"medal)\b)"
    r"[\w' -]{4,80}[.!]*\s*"
)
_SHOW = lazy(
    r"\s*(?:please )?(?:show|make|prepare|open|see|what(?:'s| is) in)?\s*(?:me )?(?:my )?"
    r"(?:(?:performance )?review packet|portfolio)(?: please)?\s*[.!?]*\s*"
)
_STRIKE = lazy(r"\s*(?:remove|delete) entry \[(?P<id>[\w.:-]{1,80})\]\s*")
_SPACES = lazy(r"\s+")


def read_request(text: str) -> Request | None:  # noqa: PLR0911 - one for each kind
    """What is wanted of the portfolio; None when the message is about something else."""
    if strike := _STRIKE.fullmatch(text):
        return Strike(strike["id"])
    if _SHOW.fullmatch(text):
        return Show()
    asks = is_question(_DID.sub("", text))
    if (earned := _EARNED.fullmatch(text)) and not (asks or _is_time(earned) or _is_owed(earned)):
        unit = _SPACES.sub(" ", earned["unit"]).removeprefix("of ")
        return Earn(Decimal(earned["amount"]), unit, clean(earned["activity"] or ""))
    if (deed := _DEED.fullmatch(text)) and not is_question(text):
        return State(Statement.DEED, clean(deed["after"] or deed["before"]))
    if _AWARD.fullmatch(text):
        return Honored(clean(text))
    for what, pattern in _STATEMENTS:
        if (found := pattern.fullmatch(text)) and (words := clean(found[1])):
            return None if is_question(f"{what.value}: {words}") else State(what, words)
    return None


def _is_owed(earned: re.Match[str]) -> bool:
    """Whether it is credit still to be earned: "I have 20 credits to go"."""
    told = earned["activity"] or ""
    owed = not earned["by"] and (
        _STILL.match(told) or is_question(told) or (told and earned["unit"] == "points")
    )
    return bool(owed or (earned["have"] and earned["by"] not in {"from", "at"}))


def _is_time(earned: re.Match[str]) -> bool:
    """Whether bare hours are told without what they were for: "log 3 hours" is no credit."""
    if not _HOURS.fullmatch(earned["unit"]):
        return False
    told = earned["activity"] or ""
    return not (_LEARNED.search(told) or (earned["by"] and not earned["did"]))


def clean(words: str) -> str:
    """Words in one line without control characters, cut to what is kept."""
    plain = "".join(c if c.isprintable() else " " for c in words)
    return _SPACES.sub(" ", plain).strip()[:LONGEST]
