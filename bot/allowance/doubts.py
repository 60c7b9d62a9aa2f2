"""What of a sentence about an allowance was not understood, so that nothing is dropped silently."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.allowance.amounts import sums_in, unreadable
from bot.allowance.grants import is_grant
from bot.allowance.policy import Policy
from bot.allowance.rules import no_such_day, read_rules
from bot.allowance.typed import bare
from bot.portfolio.requests import clean
from bot.programs.patterns import lazy
from knowledge.saying import money_words

_CLAUSES = lazy(
    r"\s*(?:;|[.!](?=\s)|,?\s*\bbut\b|,\s*\band\b|\band\s+(?=(?:i|i'm|my|our|hr|we|they|you|the|it)"
    r"\b))\s*"
)
_TELLING = 3
"""Words that a clause has at least which says something of its own."""


def doubts(text: str, now: datetime) -> tuple[str, ...]:
    """A sentence for each thing that a text names and that was not noted. `now` is aware."""
    return (*_money(text), *_bare(text, now), *_day(text), *_unread(text, now))


def _money(text: str) -> Iterator[str]:
    for written in unreadable(text):
        yield f"I cannot read “{clean(written)}” as an amount, so I noted none."
    amounts = tuple(dict.fromkeys(sums_in(text)))
    if len(amounts) > 1 and is_grant(text):
        named = " and ".join(map(money_words, amounts))
        yield f"You named {named}; tell me the one that you get for a year, so I noted none yet."


def _bare(text: str, now: datetime) -> Iterator[str]:
    """The numbers that may be money where no amount was read."""
    policy = read_rules(text, now)
    if policy and policy.amount is None and not sums_in(text):
        for found in bare(text):
            said = found["n"]
            yield (
                f"I noted no amount: if {said} is what you get for a year, say “I get ${said} of "
                "CME money a year”."
            )


def _day(text: str) -> Iterator[str]:
    if said := no_such_day(text):
        yield (
            f"There is no {said}, so I did not note when the year begins. Say for example “my "
            "allowance year begins on 1 July”."
        )


def _unread(text: str, now: datetime) -> Iterator[str]:
    """The clauses without which the same rules are read: nothing of them was noted."""
    whole = read_rules(text, now)
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    if whole == Policy() or len(clauses) == 1:
        return
    for clause in clauses:
        alone = len(clause.split()) >= _TELLING and not read_rules(clause, now)
        if alone and read_rules(text.replace(clause, " "), now) == whole:
            yield f"I noted nothing of “{clean(clause)}”. Tell me that by itself."
