"""What a short reply means after the coach asked back: "the first", "4 April", "keep both"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.deadlines.sentences import read_sentence, said_of, tidied, with_day
from bot.deadlines.wanted import Move, Request, Snooze, Told
from bot.messages import Choice
from bot.programs.patterns import lazy
from bot.when.reading import Unclear, read_snooze

_ORDINALS = {
    word: place
    for place, words in enumerate(
        ("1 1st first one", "2 2nd second two", "3 3rd third three", "4 4th fourth", "5 5th fifth")
    )
    for word in words.split()
}
_ORDINAL = lazy(
    r"^(?:(?:i mean|i meant|the|number|no\.?|option|#) ?)*(?P<which>\w+)(?: (?:one|option|day))?$"
)
_WORD = re.compile(r"[\w']+")
_NTH = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_DAY = lazy(r"(?<!\w)(?P<day>\d{1,2}) [A-Z][a-z]+ \d{4}")
_DATE = lazy(r"^(?:the )?\d{1,2}(?:st|nd|rd|th)$")
_SORRY = lazy(r"^(?:(?:sorry|oops|i mean|i meant|make (?:it|that)|no|it's|it is)[\s,:]+)+(?=.*\d)")
_SMALL = frozenset("the of on one it is i mean meant in".split())
_LEAVE = lazy(
    r"^(?:never ?mind|nvm|cancel|stop|no|nope|none(?: of (?:them|these|those))?|neither|nothing|"
    r"forget it|leave it|skip)$"
)
_YES = lazy(r"^(?:yes|yep|yeah|yup|sure|right|correct|exactly|that one|this one)\b.{0,20}$")
_UNTIL = lazy(r"^(?:until|till|til|for|in|after|tomorrow|tonight|today|next|later|this)\b")
_BARE = 40
"""Characters of a reply that gives nothing but a day."""


def picked(reply: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice that a reply names by its place, by words of its label or, where there is
    but one, by a yes; None for any other."""
    said = _said(reply)
    if len(choices) == 1 and _YES.match(said):
        return choices[0]
    if (dated := _dated(said, choices)) is not None and _DATE.match(said):
        return dated
    if (found := _ORDINAL.match(said)) and (place := _place(found["which"], len(choices))):
        return choices[place - 1]
    words = _words(said) - _SMALL
    fitting = [each for each in choices if words and words <= _words(each.label)]
    return fitting[0] if len(fitting) == 1 else None


def is_pick(reply: str) -> bool:
    """Whether a reply is no more than a yes or a place among what was offered."""
    said = _said(reply)
    found = _ORDINAL.match(said)
    named = found["which"].casefold() if found else ""
    return _YES.match(said) is not None or named in {*_ORDINALS, "last"}


def is_torn(reply: str, choices: Sequence[Choice]) -> bool:
    """Whether a reply is the place of one choice and the day of the month of another: "the 2nd"
    of 2 January and 1 February."""
    found = _ORDINAL.match(_said(reply))
    place = _place(found["which"], len(choices)) if found else 0
    dated = _dated(_said(reply), choices)
    return bool(place) and dated is not None and choices[place - 1] is not dated


def _dated(said: str, choices: Sequence[Choice]) -> Choice | None:
    """The only choice on the day of the month that an ordinal names; None for none or several."""
    found = _ORDINAL.match(said)
    place = _ORDINALS.get(found["which"].casefold(), -1) + 1 if found else 0
    number = _NTH.sub("", found["which"]) if found else ""
    day = place or (int(number) if number.isdecimal() else 0)
    fitting = [each for each in choices if day and str(day) in _days_of(each)]
    return fitting[0] if len(fitting) == 1 else None


def _days_of(choice: Choice) -> list[str]:
    return [found["day"] for found in _DAY.finditer(choice.label)]


def declines(reply: str) -> bool:
    """Whether a reply takes back what was asked for."""
    return _LEAVE.match(tidied(reply)) is not None


def completed(before: str, request: Request, reply: str, now: datetime) -> str:
    """The words that were asked about, made whole with the day or the time that a reply gives;
    "" when it gives none. `now` is aware and in the member's zone."""
    said = _said(reply)
    if len(said) > _BARE:
        return ""
    match request:
        case Snooze(name) if read_snooze(said, now, now.time()) is not None:
            until = said if _UNTIL.match(said) else f"until {said}"
            return " ".join(filter(None, ("snooze", name, until)))
        case Told() | Move():
            if isinstance(request.when, Unclear):
                said = _in_its_month(said, request.when)
            sentence = read_sentence(said, now)
            if sentence.when is None or sentence.rest:
                return ""
            day = said_of(sentence.when)
            if isinstance(request, Move):
                return f"move {request.name} to {day}"
            return with_day(tidied(before), day, now)
    return ""


def _said(reply: str) -> str:
    return _SORRY.sub("", tidied(reply))


def _in_its_month(said: str, asked: Unclear) -> str:
    """A reply with the month that was asked about behind "the 12th"; any other as it is."""
    months = {(each.day.year, each.day.month) for each in asked.options}
    if not _DATE.match(said) or len(months) != 1:
        return said
    year, month = months.pop()
    day = int("".join(filter(str.isdecimal, said)))
    if not 1 <= day <= monthrange(year, month)[1]:
        return said
    return said_of(replace(asked.options[0], day=date(year, month, day)))


def _place(word: str, count: int) -> int:
    """The place that an ordinal names among so many, from 1; 0 for none."""
    if word.casefold() == "last":
        return count
    place = _ORDINALS.get(word.casefold(), count) + 1
    return place if place <= count else 0


def _words(text: str) -> set[str]:
    return {_NTH.sub("", word) for word in _WORD.findall(text.casefold())}
