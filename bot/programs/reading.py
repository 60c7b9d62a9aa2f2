"""Understands a request for programs in words, by rule: no model, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.programs import (
    amounts,
    credit_types,
    forms,
    goals,
    money,
    people,
    places,
    properties,
    subjects,
    windows,
)
from bot.programs.asked import Asked, Part, Reader, blanked, plain
from bot.programs.denials import facet_of, without_denied
from bot.programs.patterns import lazy
from bot.programs.searching import searched
from bot.programs.wanted import NAMES, Understood, Wanted, is_on
from knowledge.facets import Facets

_READERS: tuple[Reader, ...] = (
    properties.read,
    money.read,
    windows.read,
    goals.read,
    places.read,
    people.read,
    credit_types.read,
    forms.read,
    subjects.read,
    amounts.read,
)
"""In this order: what one has understood, the next ones do not see."""

_STRICTER: Mapping[str, Callable[..., Any]] = {
    "hours_most": min,
    "days_most": min,
    "ends_before": min,
    "credits_least": max,
    "starts_after": max,
}
"""Which of two bounds holds."""


def read_wanted(text: str, today: date) -> Wanted:
    """What a request asks of programs. Days without a year are the next ones to come."""
    whole = plain(text)
    parts = without_denied(whole, _parts(whole, today))
    facets, doubts = _together(parts)
    return Wanted(
        facets=facets,
        destination=next((part.destination for part in parts if part.destination), ""),
        text=searched(whole, parts),
        understood=tuple(_understood(text, parts)),
        doubts=tuple(dict.fromkeys((*(part.doubt for part in parts if part.doubt), *doubts))),
    )


def is_refinement(text: str, today: date) -> bool:
    """Whether a message in a thread only corrects or narrows the request before it, such as "no,
    in person" or "cheaper ones under $100"."""
    whole = plain(text).strip()
    if _OWN_QUESTION.search(whole):
        return False
    corrects = _CORRECTS.search(whole)
    if not corrects and (_ASKS_ANEW.search(whole) or len(whole.split()) > _SHORT):
        return False
    wanted = read_wanted(whole, today)
    if not (wanted.understood or wanted.doubts):
        return False
    new = [word for word in wanted.text.split() if not _topical(word, wanted)]
    return len(new) <= (_FEW if corrects else 0)


_FEW, _SHORT = 2, 8
_OWN_QUESTION = lazy(
    r"^(?:(?:and|but|so|ok(?:ay)?|hi|hello)[\s,]+)*(?:how (?:do|does|did|many|much|long|can|is|"
    r"are)|"
    r"what(?:'s| is| are| does| do| counts?)\b|why|when|who|is (?:it|that|this)|does|do (?:i|they)|"
    r"compare|should)\b"
)
_CORRECTS = lazy(
    r"^(?:no|nope|not|and|but|or|also|only|just|actually|sorry|rather|instead|make (?:it|that)|"
    r"what about|how about|what if|even|something|anything|same|ok(?:ay)?|i mean\w*|i said)\b|"
    r"\b(?:ones?|instead|cheaper|shorter|rather|too|as well)\b"
)
_ASKS_ANEW = lazy(
    r"\b(?:find|show|list|recommend|suggest|search|i need|i want|i'm looking|looking for|"
    r"courses?|program(?:me)?s?|class(?:es)?|training|cme|ce)\b"
)


def _topical(word: str, wanted: Wanted) -> bool:
    said = " ".join(each.phrase for each in wanted.understood).casefold()
    return word.casefold() in said


def _parts(whole: str, today: date) -> list[Part]:
    parts: list[Part] = []
    for reader in _READERS:
        asked = Asked(whole, blanked(whole, parts), today, tuple(parts))
        parts += reader(asked)
    return sorted(parts, key=lambda part: (part.start, part.end))


def _together(parts: list[Part]) -> tuple[Facets, list[str]]:
    """All facets in one, and what had to be decided between two values."""
    facets, doubts = Facets(), list[str]()
    for part in parts:
        for name in NAMES:
            if not is_on(part.facets, name):
                continue
            old, new = getattr(facets, name), getattr(part.facets, name)
            value = _both(name, old, new) if is_on(facets, name) else new
            if value is None:
                doubts.append(f"You named two things for one: I went by “{part.said}”.")
                value = new
            facets = replace(facets, **{name: value})
    return facets, doubts


def _both(name: str, old: Any, new: Any) -> Any:  # noqa: ANN401 - a facet's own type
    """Two values of one facet as one; None when only one of them can hold."""
    if old == new:
        return old
    if isinstance(old, tuple) and name != "mandatory":
        return tuple(dict.fromkeys((*old, *new)))
    if name == "fee_most":
        return min(old, new, key=lambda fee: fee.amount) if old.currency == new.currency else None
    return _STRICTER[name](old, new) if name in _STRICTER else None


def _understood(text: str, parts: list[Part]) -> Iterator[Understood]:
    seen: set[tuple[str, str]] = set()
    for part in parts:
        name = facet_of(part)
        if name and (name, part.said) not in seen:
            seen.add((name, part.said))
            yield Understood(name, part.said, text[part.start : part.end])
