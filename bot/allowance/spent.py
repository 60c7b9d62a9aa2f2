"""What a message says was spent of an allowance, each amount with what it was for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from bot.allowance.amounts import OWN_FUND, days_in, plain_amount, sums_in, unreadable
from bot.allowance.days import parted
from bot.allowance.typed import priced
from bot.portfolio.requests import clean
from bot.programs.patterns import lazy
from knowledge.programs import Money


@dataclass(frozen=True, slots=True)
class Spend:
    """Money, days or both, spent on a day; `currency` is "" where no money was, or where the
    message names none."""

    amount: Decimal
    currency: str
    days: Decimal
    what: str
    day: date


@dataclass(frozen=True, slots=True)
class Unsure:
    """Something was spent, but not how much is clear: `amounts` are what it may be, () where an
    amount cannot be read. `what` and `day` are as in Spend."""

    amounts: tuple[Money, ...]
    what: str
    day: date


_SPENT = lazy(
    r"\s*(?:please )?(?:i(?:'ve| have)?\s+(?:just\s+|already\s+)?(?:spent|paid|used(?: up)?|"
    r"took|taken)|spent|paid|dropped|log|record)\s+(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_BOUGHT = lazy(
    r"\s*(?:i(?:'ve| have)?\s+)?(?:just\s+|already\s+)?(?:bought|purchased)\s+(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_COST = lazy(
    r"\s*(?:the |my |a )?(?P<what>[\w' -]{2,60}?)\s+cost(?: me)?\s+(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_LEARNING = lazy(
    r"\b(?:cme|ce|courses?|books?|conferences?|review|registration|workshops?|exam|dues|membership|"
    r"acls|bls|pals|nrp|tncc|dea|uptodate|licen[sc]e)\b"
)
_BUYING = lazy(
    r"\s*(?:i(?:'ve| have)?\s+)?(?:just\s+|already\s+)?(?:bought|purchased|paid(?: for)?|got)\s+"
    r"(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_THING = lazy(
    r"(?P<what>[^$€£;,]{2,60}?)(?:\s+(?:for|was|is|at|cost))?\s+(?P<n>[$€£][\d,.]*\dk?)"
    r"(?:(?:\s*[,;]|\s+and\b|\s+plus\b)+\s*|\s*[.!]*$)"
)
_CAME_TO = lazy(
    r"\s*(?:the |my |a )?(?P<what>[\w' -]{2,60}?)\s+(?:was|were|came to|ran me)\s+"
    r"(?P<rest>[$€£]?\d[\d,.]*(?:\s*(?:dollars|bucks))?)\s*[.!]*",
    re.IGNORECASE | re.DOTALL,
)
_MORE = lazy(
    r"\s*(?:(?:oh|ok|also)[\s,]+)?(?:and|plus|also|\+)\s+(?:another\s+)?"
    r"(?P<rest>[$€£]?\d[\d,.]*k?\s+(?:dollars\s+)?(?:for|on)\s+.+)",
    re.IGNORECASE | re.DOTALL,
)
_OUT_OF = lazy(
    rf"[\s,]*\b(?:with|from|out of|of|using)\s+(?:my |the |our )?{OWN_FUND}\b", re.IGNORECASE
)
_NEXT = lazy(
    r"\s*(?:,(?!\d)\s*(?:and\s+)?|\band\s+|\bplus\s+|;\s*)(?=[$€£]|\d[\d,.]*\s?(?:usd|dollars?|(?:on|for)\s))"
)
_FOR = lazy(r"\b(?:for|on|at|towards?)\s+(?P<what>.+)$", re.IGNORECASE | re.DOTALL)
_PRICE = lazy(r"(?:\ban? )?[$€£]\s?[\d,.]*\d")
_ENDS_FOR = lazy(r"\s+for\s*$")
_BARE = lazy(r"\s*(?P<n>\d[\d,]*(?:\.\d\d)?)\s+(?:for|on)\b")
_LEAST_BARE = 10


def read_spending(text: str, now: datetime) -> tuple[Spend, ...] | Unsure | None:
    """What was spent: one for each amount that comes with an "and" of its own; Unsure where
    amounts contradict or cannot be read; None for any other message. `now` is aware, in the
    member's zone."""
    if things := _things(text, now):
        return things
    if spent := _SPENT.fullmatch(text):
        return _read(spent["rest"], "", now)
    if (bought := _BOUGHT.fullmatch(text)) and _LEARNING.search(text):
        rest = bought["rest"]
        return _read(rest, _thing(rest, now), now)
    if (cost := _COST.fullmatch(text)) and _LEARNING.search(cost["what"]):
        return _read(cost["rest"], clean(cost["what"]), now)
    if (came := _CAME_TO.fullmatch(text)) and _LEARNING.search(came["what"]):
        read = _read(priced(came["rest"]), clean(came["what"]), now)
        return _unnamed(read, text) if isinstance(read, tuple) else read
    return None


def read_more(text: str, now: datetime) -> tuple[Spend, ...] | Unsure | None:
    """What a message says that only goes on: "and 189 for uptodate yesterday"."""
    more = _MORE.fullmatch(text)
    return _read(more["rest"], "", now) if more else None


def _things(text: str, now: datetime) -> tuple[Spend, ...] | None:
    """Things bought, each with its price behind it; None unless the whole message is read so."""
    bought = _BUYING.fullmatch(text)
    if not bought or not _LEARNING.search(text):
        return None
    undated, day = parted(bought["rest"], now)
    rest, found = priced(undated.rstrip()), list[Spend]()
    while rest:
        thing = _THING.match(rest)
        money = sums_in(thing["n"]) if thing else ()
        if thing is None or len(money) != 1:
            return None
        price, what = money[0], clean(_OUT_OF.sub("", thing["what"]))
        found.append(Spend(price.amount, price.currency, Decimal(), what, day or now.date()))
        rest = rest[thing.end() :]
    return _unnamed(tuple(found), text) or None


def _unnamed(spends: tuple[Spend, ...], text: str) -> tuple[Spend, ...]:
    """The spending without a currency where the message names none: it is the allowance's."""
    return spends if sums_in(text) else tuple(replace(each, currency="") for each in spends)


def _read(rest: str, what: str, now: datetime) -> tuple[Spend, ...] | Unsure | None:
    if unreadable(rest):
        return Unsure((), what or _purpose(rest, now), _day(rest, now))
    parts = [part for part in _NEXT.split(rest) if part.strip()]
    amounts = [_amounts(part) for part in parts]
    if any(len(set(each)) > 1 for each in amounts):
        several = tuple(dict.fromkeys(money for each in amounts for money in each))
        return Unsure(several, what or _purpose(rest, now), _day(rest, now))
    found = [spend for part in parts if (spend := _spend(part, what, now))]
    if not found or len(found) < len(parts):
        return None
    return _of_one_day(found, rest, now)


def _amounts(part: str) -> tuple[Money, ...]:
    """The amounts of a part; a number alone behind its price or its purpose is one too."""
    if _BARE.match(part) or sums_in(part):
        return sums_in(priced(part))
    return sums_in(part)


def _of_one_day(found: list[Spend], rest: str, now: datetime) -> tuple[Spend, ...]:
    """A day or a purpose that only the last of them names is that of all."""
    last = found[-1]
    day = _day(rest, now)
    return tuple(
        replace(each, day=day, what=each.what or last.what) if each.day == now.date() else each
        for each in found
    )


def _spend(part: str, what: str, now: datetime) -> Spend | None:
    money = next(iter(sums_in(part)), None)
    days = days_in(part, learning=True)
    bare = None if money else _bare(part)
    if money is None and days is None and bare is None:
        return None
    return Spend(
        amount=money.amount if money else bare or Decimal(),
        currency=money.currency if money else "",
        days=days or Decimal(),
        what=what or _purpose(part, now),
        day=_day(part, now),
    )


def _bare(part: str) -> Decimal | None:
    """A number without a currency right before what it was for."""
    found = _BARE.match(part)
    amount = plain_amount(found["n"]) if found else None
    return amount if amount and amount >= _LEAST_BARE else None


def _purpose(part: str, now: datetime) -> str:
    """What it was for, without its day and without the name of the allowance."""
    named = _FOR.search(_undated(part, now))
    return clean(_OUT_OF.sub("", named["what"]).rstrip(" .!")) if named else ""


def _thing(rest: str, now: datetime) -> str:
    """What was bought, without its price."""
    plain = _OUT_OF.sub("", _undated(rest, now))
    return clean(_ENDS_FOR.sub("", _PRICE.sub("", plain).rstrip(" .!")))


def _undated(text: str, now: datetime) -> str:
    return parted(text, now)[0]


def _day(text: str, now: datetime) -> date:
    """The day that a text ends with, today where it names none."""
    return parted(text, now)[1] or now.date()
