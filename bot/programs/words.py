"""How a program is told in short: its facts on a card, and how far its record can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.programs import STALE_AFTER, Format, Money, Program
from knowledge.saying import credit_words, days_words, held_words, hours_words, money_words

UNSTATED = "not stated"

_SHORT = 120
"""Characters of what a price includes that fit on a card."""

_LAST_DAYS = {
    "registration_deadline": "last day to register",
    "application_deadline": "last day to apply",
    "credit_claim_by": "last day to claim credit",
    "expires_on": "last day of credit",
    "end": "last day",
    "start": "first day",
}


def facts_line(program: Program) -> str:
    """What decides at a glance: form, days, credit, price. What is not stated says so."""
    return " · ".join((form(program), when(program), credit(program), fee(program)))


def form(program: Program) -> str:
    """How it is built and held, and where."""
    named = program.format.value if program.format else "format not stated"
    kind = "blended" if program.format is Format.OTHER else named
    return f"{kind}, {held_words(program)}" if program.delivery else kind


def when(program: Program) -> str:
    """When it can be taken."""
    if program.self_paced:
        return f"any time until {program.last_day.isoformat()}" if program.last_day else "any time"
    if program.start or program.end:
        return days_words(program.start, program.end)
    if program.expires_on:
        return f"until {program.expires_on.isoformat()}"
    return "dates not stated"


def credit(program: Program) -> str:
    """All its credits."""
    return ", ".join(map(credit_words, program.credits)) or "credit not stated"


def fee(program: Program) -> str:
    """Its full price, with what it depends on where that is short."""
    details = program.fee.includes.rstrip(".") if program.fee else ""
    return f"{price(program)} ({details})" if 0 < len(details) <= _SHORT else price(program)


def price(program: Program) -> str:
    """Its full price alone."""
    if program.fee is None:
        return "fee not stated"
    return "free" if program.fee.free else money_words(program.fee.price)


def at_most(money: Money) -> str:
    """A bound on the price as it is said back."""
    return "something free" if money.amount == 0 else f"at most {money_words(money)}"


def time_needed(program: Program) -> str:
    """How long it takes; "" when that is not stated."""
    hours = program.hours_to_complete
    return "" if hours is None else hours_words(hours)


def provenance(program: Program) -> str:
    """Where the record's facts were read, and what that is worth."""
    read, dated = program.retrieved_on, program.verified_on
    if dated and program.live:
        return f"from the provider's page as of {dated.isoformat()}"
    if read is None:
        return "not said when it was read; check the provider's page"
    page = f" of a page dated {dated.isoformat()}" if dated and dated < read else ""
    return f"from a stored copy read {read.isoformat()}{page}; check the provider's page"


def cautions(program: Program, today: date, stale_after: timedelta = STALE_AFTER) -> Iterator[str]:
    """What to know before relying on the record, whatever was asked."""
    if program.stale(today, stale_after):
        yield _stale(program, today, stale_after)
    if not program.offered(today):
        yield f"closed ({closing(program)[1]})"
        return
    for field in ("registration_deadline", "application_deadline", "credit_claim_by"):
        day: date | None = getattr(program, field)
        if day:
            yield _last_day(field, day)


def _stale(program: Program, today: date, stale_after: timedelta) -> str:
    dated = program.verified_on
    if dated and dated <= today:
        return f"stale: its facts are of {dated.isoformat()}, over {stale_after.days} days ago"
    return f"stale: this record was not checked in the last {stale_after.days} days"


def closing(program: Program) -> tuple[str, str]:
    """The field whose day closes the program, and that day in words; the program must have one."""
    for field in _LAST_DAYS:
        day: date | None = getattr(program, field)
        if day and day == program.closes_on:
            return field, _last_day(field, day)
    raise ValueError(f"{program.id} states no day that closes it")


def _last_day(field: str, day: date) -> str:
    return f"{_LAST_DAYS[field]}: {day.isoformat()}"
