"""Least amounts of credit without a unit: "CME hours, at least 20", "25 cat 1"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.programs.asked import Asked, Part
from bot.programs.bygone import is_earned
from bot.programs.patterns import lazy
from bot.programs.spelled import DIGITS, NUMBER, number
from knowledge.facets import Facets
from knowledge.saying import amount_words

_DECIMAL = r"\d{1,3}(?:\.\d{1,2})?"
_APART = lazy(
    r"(?<!\w)(?:(?:at least|min(?:imum|\.)?(?: of)?:?|(?:no|not) (?:less|fewer) than|upwards of)"
    rf"\s+(?P<least>{_DECIMAL})|(?<![\w.$€£-])(?P<more>{_DECIMAL})"
    r"(?:\s+(?:or (?:more|above|over|higher|better)|"
    r"and up|plus|at least|at (?:the )?(?:very )?least|min(?:imum)?)|\+))"
    r"(?=\s*(?:[,.;!?)]|$|(?:and|but|by|before|online|for|please|pls|of (?:them|those))\b))"
)
_TYPED = lazy(
    rf"(?<![\w$€£.,/-])(?P<low>{DIGITS}|[a-z]+(?:-[a-z]+)?)(?P<plus>\+)?[ -](?:more |extra )?(?=\0)"
)
"""A number before what was read as a type of credit: "25 cat 1"."""

_IS_NUMBER = lazy(NUMBER)
_COUNTED_NOUN = lazy(
    r"[\s-]*(?:\w+ )?(?:courses?|programs?|class(?:es)?|webinars?|modules?|activit\w+|articles?|"
    r"lectures?|events?|sessions?|podcasts?|conferences?|options?|things?|ones)\b"
)
_CREDIT_NOUN = lazy(r"\b(?:credits?|hours?|hrs|ceus?|points)\b")


def loose(asked: Asked, rest: str) -> Iterable[Part]:
    """What is left of a request once amounts with a unit are taken from it."""
    yield from _unitless(asked, rest)
    yield from _typed(asked, rest)


def _unitless(asked: Asked, rest: str) -> Iterator[Part]:
    """A least number apart from its noun: "CME hours for PAs, at least 20"."""
    for match in _APART.finditer(rest):
        named = any(part.facets.credit_types for part in asked.parts)
        if (named or _CREDIT_NOUN.search(asked.plain)) and not is_earned(
            asked.plain, *match.span()
        ):
            yield _least(match, match["least"] or match["more"])


def _typed(asked: Asked, rest: str) -> Iterator[Part]:
    """A number with a type of credit for its unit: "20 AMA", unless courses are counted."""
    starts = {part.start: part.end for part in asked.parts if part.facets.credit_types}
    for match in _TYPED.finditer(rest):
        end = starts.get(match.end())
        if (
            end is None
            or not _IS_NUMBER.fullmatch(match["low"])
            or is_earned(asked.plain, *match.span())
        ):
            continue
        if not _COUNTED_NOUN.match(asked.plain[end:]):
            yield _least(match, match["low"])


def _least(match: re.Match[str], figure: str) -> Part:
    least = number(figure)
    said = f"at least {amount_words(least)} credit{'' if least == 1 else 's'}"
    return Part(*match.span(), Facets(credits_least=least), said)
