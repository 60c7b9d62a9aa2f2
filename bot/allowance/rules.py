"""The rules of an allowance policy that a sentence names: "$2,500 and 5 days from 1 July"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.allowance.days import past_day
from bot.allowance.grants import granted
from bot.allowance.policy import Basis, Policy
from bot.portfolio.requests import clean
from bot.programs.almanac import MONTHS
from bot.programs.dates import MONTH, month_in
from bot.programs.patterns import lazy
from bot.programs.spelled import NUMBER, number

_UNITS = {"day": 1, "week": 7, "month": 30}
_SPAN = rf"(?P<n>{NUMBER}|an?|two|three|four|six)\s*(?P<unit>day|week|month)s?"
_DAY = r"(?:(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?\s+)?"
_AFTER = r"(?:\s+(?:the )?(?P<later>\d{1,2})(?:st|nd|rd|th)?(?!\d))?"
_YEAR_ENDS = r"(?:year|cycle|30 june|31 december|december|june)"
_COMMON, _LEAP = 2027, 2028
"""A year without a 29 February, and one with it."""
_LEAP_DAY = (2, 29)
_LONGEST_SPAN = 730
_MONTHS = 12
_LONGEST_WAIT = 60

_STARTS = lazy(
    rf"\b(?:starts?|begins?|starting|beginning|runs? from|resets?|renews?|counts? from|from)\s+"
    rf"(?:(?:again|over|every year|each year|on|in|the)\s+)*{_DAY}{MONTH}{_AFTER}"
)
_ENDS = lazy(
    rf"\b(?:ends?|runs? out|expires?|closes?|use it or lose it|"
    rf"(?:must|has to|have to|needs? to|got to) (?:be )?(?:spen[dt]|used?)(?: it| all| up)*)\s+"
    rf"(?:(?:by|before|every year|each year|on|in|at|the|end|of)"
    rf"\s+)*{_DAY}{MONTH}{_AFTER}"
)
_IN_THE_YEAR = (
    rf"(?:\s+\w+){{0,4}}\s+(?:before|within|by|in|during)\s+(?:the |that |this |its )?"
    rf"(?:same |end of (?:the |that )?|allowance |cme |plan |fiscal |contract |calendar "
    rf")*{_YEAR_ENDS}"
)
_BASES = (
    (
        Basis.ATTENDED,
        lazy(rf"\b(?:attend(?:ed)?|complet(?:ed?|e)|finish(?:ed)?|taken?){_IN_THE_YEAR}"),
    ),
    (
        Basis.SUBMITTED,
        lazy(
            rf"\b(?:submit(?:ted)?|claim(?:ed)?|hand(?:ed)? (?:it )?in|turn(?:ed)? (?:it )?in|"
            rf"filed?)"
            rf"{_IN_THE_YEAR}"
        ),
    ),
    (Basis.INCURRED, lazy(rf"\b(?:pa(?:id|y)|incur(?:red)?|spen[dt]|bought){_IN_THE_YEAR}")),
)
_WINDOW = lazy(
    rf"(?<!\bmy )(?<!\bthis )(?<!\bthat )(?<!\bone )\b"
    rf"(?:claim|submit|hand|turn|reimburse|receipt|expense|file)\w*\b[^.;]{{0,60}}?\b(?:within|no "
    rf"later than|not later than|at most|up to)\s+{_SPAN}"
)
_WINDOW_AFTER = lazy(
    rf"\breceipts?\b[^.;]{{0,12}}?\b(?:due|must|have to|has to|need to|go in)\b[^.;]{{0,25}}?"
    rf"\b{_SPAN}\s+(?:after|from|of|post)\b"
)
_WINDOW_IS = lazy(
    rf"\bclaim (?:window|period|deadline)\s+(?:is|of|runs?|lasts?)\s+(?:now |only |about )?{_SPAN}"
)
_NO_APPROVAL = lazy(
    r"\b(?:no|not|without|never|doesn'?t|don'?t|does not|do not)\b[^.;]{0,20}?\b(?:pre-?)?approv"
)
_APPROVAL = lazy(
    r"\bpre-?approv\w*|\b(?:needs?|requires?|must be|has to be|have to be)\b[^.;]{0,30}?\bapprov"
)
_APPROVAL_TAKES = lazy(
    rf"\bapproval\b[^.;]{{0,30}}?\b(?:takes?|needs?|requires?)\s+(?:about |up to )?{_SPAN}"
)
_LEAVE = lazy(
    rf"\b(?:leave|time off|days off|schedule|roster)\b[^.;]{{0,60}}?\b{_SPAN}\s+(?:ahead|before|in "
    r"advance|beforehand|earlier|notice)"
)
_FTE = lazy(r"\b(?P<share>0?\.\d{1,2}|1(?:\.0)?|\d{2,3}\s?%)\s*(?:of (?:an? )?)?fte\b")
_PERCENT = lazy(r"\bi work\s+(?P<share>\d{2,3})\s?%")
_CUT = lazy(
    r"\bi (?:only )?get\s+(?P<share>\d{2,3}\s?%)[^.;]*\bpart[- ]?time\b|"
    r"\bpart[- ]?time\b[^.;]*\bi (?:only )?get\s+(?P<share_>\d{2,3}\s?%)"
)
_PRORATED = lazy(r"\bpro-?\s?rated?\b")
_NOT_BEFORE = lazy(r"\b(?:not|isn'?t|never|no)\b[^.;]{0,20}$")
_HIRED = lazy(r"\bi (?:was hired|started(?: here| this job| work)?|joined)\b(?P<when>[^.;]{3,60})")
_WAITING = lazy(
    rf"\b(?:waiting (?:period|time)|after|first|been (?:here|there)(?: for)?)"
    rf"(?:\s+(?:period|time|of|is|the|my|about|for|working))*\s+"
    rf"(?P<n>{NUMBER})[\s-]*(?P<unit>month|year)s?\b"
)
_CARRY = lazy(r"\b(?:carr(?:y|ies)|roll(?:s|ed)?)(?: it| them)?[ -]?over\b|\brollover\b")
_LOSE_IT = lazy(r"\buse it or lose it\b|\bforfeit")
_COVERS = lazy(
    r"\b(?:covers?|pays? for|can be used for|is for|may be used for)\s+(?P<list>[^.;]{3,200})"
)
_PROOF = lazy(
    r"\b(?:need|needs|require|requires|hand in|submit|with)\s+(?P<list>(?:(?:a|an|the|my|and|"
    r"itemized|"
    r"original|proof of(?: payment| attendance)?|receipts?|certificates?|agenda|brochure|approval "
    r"form|form)\b[\s,]*){1,12})"
)
_PROOFS = lazy(r"proof of \w+|receipts?|certificates?|agenda|brochure|approval form|\bform\b")
_APPROVER = lazy(
    r"\b(?:approved|signed(?: off)?|authorized) by (?:my |the |our )?(?P<a>[a-z][\w "
    r".'-]{2,40}?)(?=[.,;]|$)|"
    r"\bmy (?P<b>chief|manager|director|supervisor|chair|department head|nurse manager|"
    r"boss)\b[^.;]{0,12}"
    r"\b(?:approves|signs)"
)
_SOURCE = lazy(
    r"\b(?:according to|stands in|written in|it(?:'s| is) in|says)\s+(?P<s>(?:the |our |my "
    r")?[^.;,]{0,60}?"
    r"(?:policy|handbook|contract|agreement|manual)[^.;]{0,40})"
)
_CONFIRMED = lazy(
    r"\b(?P<who>hr|human resources|my \w+(?: \w+)?|[A-Z]\w+(?: [A-Z]\w+)?)\s+(?:has |have "
    r")?confirmed\b"
    r"[^.;]{0,40}?\b(?:in writing|by e-?mail|in an e-?mail|on paper)\b(?P<when>[^.;]{0,40})"
)
_LIST = lazy(r"\s*(?:,|;|\band\b|\bor\b|&)\s*")
_LONGEST_LIST = 12


def read_rules(text: str, now: datetime) -> Policy:
    """The rules that a text names; an empty policy when it names none. `now` is aware, in the
    member's zone."""
    stated: dict[str, Any] = {}
    for read in (_grant, _year, _ways, _approvals, _share, _employment, _lists, _vouched):
        stated.update(read(text, now))
    return Policy(**stated)


Read = Iterator[tuple[str, Any]]


def _grant(text: str, now: datetime) -> Read:
    del now
    yield from granted(text)


def _year(text: str, now: datetime) -> Read:
    del now
    if found := _STARTS.search(text):
        if first := _day_of_year(found, 1):
            yield "cycle_start", first
    elif (found := _ENDS.search(text)) and (last := _day_of_year(found, 31)):
        yield "cycle_start", _after(*last)


def no_such_day(text: str) -> str:
    """The day on which a text has an allowance year begin or end although there is none such, as
    it is written: "31 June"; "" where all is well."""
    found = _STARTS.search(text) or _ENDS.search(text)
    if found is None or _day_of_year(found, 1):
        return ""
    return f"{found['day'] or found['later']} {MONTHS[month_in(found) - 1]}"


def _day_of_year(found: re.Match[str], usual: int) -> tuple[int, int] | None:
    """The month and day; the month's last for one that is later where none is named. None when no
    year has such a day."""
    month, said = month_in(found), found["day"] or found["later"]
    if not said:
        return month, min(usual, monthrange(_COMMON, month)[1])
    return (month, int(said)) if 1 <= int(said) <= monthrange(_LEAP, month)[1] else None


def _after(month: int, day: int) -> tuple[int, int]:
    """The day after the last one of an allowance year; after 28 February it is 1 March."""
    last = date(_LEAP if (month, day) == _LEAP_DAY else _COMMON, month, day)
    following = last + timedelta(days=1)
    return following.month, following.day


def _ways(text: str, now: datetime) -> Read:
    del now
    for basis, pattern in _BASES:
        if pattern.search(text):
            yield "basis", basis
            break
    if found := _WINDOW_IS.search(text) or _WINDOW.search(text) or _WINDOW_AFTER.search(text):
        yield "claim_window_days", _span_in(found)
    if _LOSE_IT.search(text):
        yield "carries_over", False
    elif found := _CARRY.search(text):
        yield "carries_over", not _NOT_BEFORE.search(text[: found.start()])


def _approvals(text: str, now: datetime) -> Read:
    del now
    if found := _APPROVAL_TAKES.search(text):
        yield "approval_days", _span_in(found)
        yield "preapproval", True
    elif _NO_APPROVAL.search(text):
        yield "preapproval", False
    elif _APPROVAL.search(text):
        yield "preapproval", True
    if found := _LEAVE.search(text):
        yield "leave_days", _span_in(found)


def _share(text: str, now: datetime) -> Read:
    del now
    cut = _CUT.search(text)
    if found := _FTE.search(text) or _PERCENT.search(text) or cut:
        said = next(filter(None, found.groups()))
        share = Decimal(said.rstrip("% ")) / (1 if "." in said or said == "1" else 100)
        if 0 < share <= 1:
            yield "fte", share
    if cut:
        yield "prorated", True
    elif found := _PRORATED.search(text):
        yield "prorated", not _NOT_BEFORE.search(text[: found.start()])


def _employment(text: str, now: datetime) -> Read:
    if found := _HIRED.search(text):
        day = past_day(found["when"], now)
        if day:
            yield "hired", day
    if found := _WAITING.search(text):
        months = number(found["n"]) * (_MONTHS if found["unit"].lower() == "year" else 1)
        yield "waiting_months", min(int(months), _LONGEST_WAIT)


def _lists(text: str, now: datetime) -> Read:
    del now
    if found := _COVERS.search(text):
        yield "eligible", _listed(found["list"])
    if (found := _PROOF.search(text)) and (proofs := _PROOFS.finditer(found["list"])):
        needed = tuple(dict.fromkeys(proof.group().lower() for proof in proofs))
        if needed:
            yield "proof", needed


def _vouched(text: str, now: datetime) -> Read:
    if found := _APPROVER.search(text):
        yield "approver", clean(found["a"] or found["b"])
    if found := _SOURCE.search(text):
        yield "source", clean(found["s"])
    if found := _CONFIRMED.search(text):
        yield "confirmed_by", clean(found["who"])
        yield "confirmed_on", past_day(found["when"], now) or now.date()


def _span_in(found: re.Match[str]) -> int:
    said = found["n"].lower()
    count = Decimal(1) if said in {"a", "an"} else number(said)
    return min(int(count * _UNITS[found["unit"].lower()]), _LONGEST_SPAN)


def _listed(words: str) -> tuple[str, ...]:
    parts = (clean(part) for part in _LIST.split(words))
    return tuple(part for part in parts if part)[:_LONGEST_LIST]
