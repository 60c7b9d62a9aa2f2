"""How much: hours of time, days, credits. "At least 10 credits", "under 4 hours", "a 2-day course".

Hours bound the time a program may take, unless they are said to be needed, earned or of credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.programs.asked import Asked, Part, blanked
from bot.programs.bygone import is_earned
from bot.programs.loose import loose
from bot.programs.patterns import lazy
from bot.programs.spelled import NUMBER, number
from knowledge.facets import Facets
from knowledge.saying import amount_words, hours_words

_MOST = (
    r"under|below|less than|fewer than|at most|at the most|up ?to|max(?:imum|\.)?(?: of)?|within|"
    r"(?:no|not|nothing)(?: \w+)? (?:more than|longer than|over|above|exceeding)|not over|"
    r"shorter than|"
    r"not (?:to )?exceed(?:ing)?|<=?|≤|limit(?:ed to| of)?|only|(?:just|only) (?:have|got)|"
    r"in(?: under)?|inside"
)
_LEAST = (
    r"at (?:the )?(?:very )?least|min(?:imum|\.)?(?: of)?|more than|over|"
    r"(?:no|not|nothing) (?:less|fewer|under|below)(?: than)?|>=?|≥|above|upwards of|"
    r"no(?:t|thing)? (?:under|below)"
)
_HOURS = r"h(?:ou)?rs?|h"
_CREDITS = (
    r"(?:credit|contact|ce|cme|cne|cpe|ceu|continuing education|pharm|"
    r"pharmacology)[\s\0-]+(?:h(?:ou)?rs?|units?)|"
    r"(?:cme |ce |cpe |continuing education )?credits?(?: hours?)?|points?|ceus?|"
    r"(?:cme|ce)s?(?!\s+(?:courses?|programs?|activit\w+|class\w*|webinars?|days?|modules?|"
    r"events?))|cpeus?|"
    r"cerps?|units?"
)
_FILLED = (
    r"(?:[\s\0,-]|(?:cme|ce|cne|cpe|moc|free|live|online|more|extra|additional|of|full|whole|"
    r"paid|total|easy)(?!\w))*"
)
_AMOUNT = lazy(
    rf"(?:(?<!\w)(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<about>about|around|roughly|"
    rf"approximately|~))"
    rf"[\s\0]*(?:a total of )?)?(?:(?:between|from)\s+)?(?<![\w$€£.,/-])(?P<low>{NUMBER})"
    rf"(?:\s?(?:-|to|or|and)\s?(?P<high>{NUMBER}))?(?P<plus>\s?\+|\s?or more|\s?plus)?{_FILLED}"
    rf"(?P<unit>(?P<credits>{_CREDITS})|(?P<hours>{_HOURS})|(?P<minutes>min(?:ute)?s?)|"
    r"(?P<days>(?:cme |conference |work(?:ing)? |paid |education )?days?)|(?P<weeks>weeks?|"
    r"weekends?))(?!\w)"
    r"(?P<half>\s+and a half)?(?P<tail>\s*(?:(?:of credit )?(?:or less|or fewer|or shorter|or "
    r"under|max(?:imum)?|at most|"
    r"tops|at the most))\b)?(?P<more>\s*(?:or more|minimum|at least|and up|or above|plus|\+))?"
    r"(?P<credit>\s+(?:worth )?(?:of\s+)(?:(?!my|free|your|time|work|driving|travel|"
    r"study)[\w\0]))?"
)
_EARNED = lazy(
    r"\b(?:need|needs|needed|earn|get|getting|require[ds]?|owe|short|missing|another|worth|collect|"
    r"give|gives|giving|offering|offers|carries|provides|with|toward|for|complete|want|finish)\W+"
    r"(?:(?:me|about|only|still|just|up|to|by|all|my|at|least|the|last|remaining|final|"
    r"an?)\W+){0,3}$"
)
_SPENT = lazy(
    r"\b(?:take|takes|taking|spend|spare|last|lasts|lasting|finish|done|have|got|only|in|"
    r"within|time|free)\W+(?:me |about |only |"
    r"just |maybe |up to |no more than )*$"
)
_BARE_CREDIT = lazy(r"^[\s\0]*(?:of )?(?:cme|ce|cpe|cne|cpd|credit|continuing)\b")
_DEMANDED = lazy(r"^[\s\0-]*(?:requirement|mandate|mandatory|required)\b")
_OF_CREDIT = lazy(r"\b(?:contact|credit|pharmacology|cme|ce|cne|cpe)\b")
_SHORT = lazy(
    r"(?<!\w)(?:short(?:er|est)?(?! (?:of|on|\d))|quick(?:er|est|ly)?|brief|bite-?sized?)(?!\w)"
)
_WEEKEND_COURSE = lazy(
    r"(?<!\w)weekend(?=[\s\0]+(?:courses?|workshops?|conferences?|programs?|seminars?|"
    r"class(?:es)?)(?!\w))"
)
_SHIFT = lazy(
    r"[\s-]*(?:shifts?|days? (?:shifts?|work)|nights?|work ?(?:days?|weeks?)|workdays?|tours?|"
    r"drives?|commutes?|flights?|time difference|notice|old|of (?:sleep|overtime|pto|driving|"
    r"clinic|call)|on call|a shift)\b"
)
_PACE = lazy(r"^\s*(?:a|per|each|every)\s+(?:day|week|month|shift)\b")
_OFF = lazy(r" (?:off|free|away)\b|\s*(?:[.,;!?]|$)")
_LESS = frozenset({"under", "below", "less than", "shorter than"})
_PREFIX, _DAY_HOURS, _HALF_DAY, _WEEK, _WEEKEND = 50, 8, 4, 7, 2
_HALF, _HUNDREDTH, _MINUTES = Decimal("0.5"), Decimal("0.01"), 60


def read(asked: Asked) -> Iterable[Part]:
    """Bounds on time and credit; what cannot be a bound is a doubt."""
    parts: list[Part] = []
    for match in _AMOUNT.finditer(asked.rest):
        if (part := _part(asked, match)) is not None:
            parts.append(part)
    rest = blanked(asked.rest, parts)
    parts += (*loose(asked, rest), *_weekends(asked))
    if not any(part.facets.hours_most or part.facets.days_most for part in parts):
        for match in _SHORT.finditer(asked.rest):
            doubt = (
                f"“{match.group()}” names no time, so I set none; say for example “under 2 hours”."
            )
            parts.append(Part(*match.span(), doubt=doubt))
    return parts


def _weekends(asked: Asked) -> Iterator[Part]:
    for match in _WEEKEND_COURSE.finditer(asked.rest):
        facets = Facets(days_most=_WEEKEND)
        yield Part(*match.span(), facets, f"at most {_WEEKEND} days")


def _part(asked: Asked, match: re.Match[str]) -> Part | None:
    if _SHIFT.match(asked.rest[match.end("unit") :]) or is_earned(asked.plain, *match.span()):
        return None
    if _PACE.match(asked.plain[match.end() :]):
        words = " ".join(match.group().replace("\0", " ").split())
        return Part(*match.span(), doubt=f"I set no limit for a pace such as “{words}”.")
    if match["credits"]:
        return _credits(asked, match)
    if match["days"] or match["weeks"]:
        return _days(asked, match)
    return _hours(asked, match)


def _amount(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """The lower and the higher number; the same when there is one."""
    low = number(match["low"]) + (_HALF if match["half"] else 0)
    high = number(match["high"]) if match["high"] else low
    return min(low, high), max(low, high)


def _place(match: re.Match[str]) -> tuple[int, int]:
    """Where its words stand, without those of the credit that follow."""
    return match.start(), match.start("credit") if match["credit"] else match.end()


def _credits(asked: Asked, match: re.Match[str]) -> Part | None:
    low, high = _amount(match)
    bare = match["low"].lower() in {"a", "an"}
    if bare and not (match["most"] or match["least"]):
        return None
    if match["unit"].lower().startswith("point") and _names_board(asked):
        doubt = "I cannot filter by the number of MOC points; each card states them."
        return Part(*match.span(), doubt=doubt)
    if (match["most"] and match["most"].lower() not in {"only", "in"}) or match["tail"]:
        words = " ".join(match.group().replace("\0", " ").split())
        doubt = f"I read “{words}” as at most so many hours of time."
        return _time(match, high, doubt)
    return _earned(match, low, high)


def _names_board(asked: Asked) -> bool:
    return any(part.facets.moc_boards for part in asked.parts)


def _earned(match: re.Match[str], low: Decimal, high: Decimal) -> Part:
    unit = "contact hours" if "contact" in match["unit"].lower() else "credits"
    noun = unit.removesuffix("s") if low == 1 else unit
    doubt = "I set no upper limit on the credits." if high > low else ""
    facets = Facets(credits_least=low)
    return Part(*_place(match), facets, f"at least {amount_words(low)} {noun}", doubt=doubt)


def _hours(asked: Asked, match: re.Match[str]) -> Part:
    low, high = _amount(match)
    if match["minutes"]:
        return _time(match, high / _MINUTES)
    head = asked.plain[max(0, match.start() - _PREFIX) : match.start()]
    tail = asked.plain[match.end("unit") :]
    atmost = match["most"] or match["tail"]
    if not atmost and (match["least"] or match["plus"] or match["more"]):
        return _earned(match, low, high)
    if not atmost and (_BARE_CREDIT.match(tail) or _DEMANDED.match(tail)):
        return _earned(match, low, high)
    if not atmost and _is_credit(asked, match):
        return _earned(match, low, high)
    if not atmost and not _SPENT.search(head) and (_EARNED.search(head) or match["credit"]):
        hyphened = match["unit"].lower() in {"hour", "hr"} and low != 1
        if not hyphened:
            return _earned(match, low, high)
    return _time(match, high)


def _is_credit(asked: Asked, match: re.Match[str]) -> bool:
    """Whether the words between the number and the unit, understood before, name a credit."""
    words = asked.plain[match.start() : match.end()]
    named = any(
        p.facets.credit_types and match.start() <= p.start < match.end() for p in asked.parts
    )
    return named or bool(_OF_CREDIT.search(words))


def _time(match: re.Match[str], hours: Decimal, doubt: str = "") -> Part:
    hours = hours.quantize(_HUNDREDTH) if hours % _HALF else hours
    return Part(
        *_place(match), Facets(hours_most=hours), f"at most {hours_words(hours)}", doubt=doubt
    )


def _days(asked: Asked, match: re.Match[str]) -> Part | None:
    high = _amount(match)[1]
    bare = match["low"].lower() in {"a", "an"}
    bounded = match["most"] or match["tail"]
    if match["weeks"]:
        taken = not bare or bounded or _SPENT.search(asked.plain[: match.start()])
        taken = taken and not asked.rest.startswith(" of \0", match.end("unit"))
        return _weeks(match, int(high)) if taken else None
    words = " ".join(match.group().replace("\0", " ").split())
    if high < 1:
        return _time(match, Decimal(_HALF_DAY), f"I read “{words}” as {_HALF_DAY} hours.")
    if (match["most"] or "").lower() in _LESS and high == 1:
        return _time(match, Decimal(_DAY_HOURS), f"I read “{words}” as {_DAY_HOURS} hours.")
    if match["least"] or match["plus"] or match["more"]:
        return Part(*match.span(), doubt=f"I set no lower limit on the days for “{words}”.")
    if bare and not bounded and not _day_off(asked, match):
        return None
    return _so_many_days(match, int(high))


def _day_off(asked: Asked, match: re.Match[str]) -> bool:
    """Whether "a day" is what somebody has for it: "I have a day off"."""
    tail = asked.plain[match.end() :]
    return bool(_SPENT.search(asked.plain[: match.start()]) and _OFF.match(tail))


def _weeks(match: re.Match[str], count: int) -> Part | None:
    if match["unit"].lower().startswith("weekend"):
        return _so_many_days(match, _WEEKEND) if count == 1 else None
    return _so_many_days(match, count * _WEEK)


def _so_many_days(match: re.Match[str], days: int) -> Part | None:
    if not days:
        return None
    said = f"at most {days} day{'' if days == 1 else 's'}"
    return Part(*_place(match), Facets(days_most=days), said)
