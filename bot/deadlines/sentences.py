"""The days, repetitions and ladders of a sentence, and what it says apart from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.deadlines.deadline import Repeats
from bot.programs.asked import GAP, plain
from bot.programs.patterns import lazy
from bot.programs.spelled import WRITTEN
from bot.when.reading import Unclear, When, long_date, read_ladder, read_repeats, read_when

LONGEST = 600
"""Characters of a sentence about a deadline; a longer one is a question."""

_LEAD = lazy(
    r"^(?:[\s,;:.!-]|(?:and|also|due|is|are|on|by|at|for|in|the|it|it's|from|until|till|about|abt|of|that|"
    r"my|our|to|before)(?=[\s,;:.]|$))+"
)
_TAIL = lazy(
    r"(?:[\s,;:.!?-]|(?<!\w)(?:and|due|is|are|was|on|by|at|for|in|to|the|from|until|till|before|"
    r"starting|beginning|first|instead|of|again|every|date))+$"
)
_LOOSE = lazy(r"(?<!\w)(?:in|at|for|around|about|it is|it's)\s*$")
_JOINED = lazy(r"(?<!\w)(?:on|by|to|until|till|before)$")
_WEEKDAY = lazy(
    r"(?<!\w)(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)(?:days?)?|sat)(?!\w)"
)
_ONLY = lazy(rf"\b(?:only|just) (?=(?:the |on the )?(?:\d|{WRITTEN}\b|(?:same )?day\b))")
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_NTH_OF_EACH = lazy(
    rf"(?:on )?(?:the )?(?P<nth>{_NTH}) of (?:every|each) month\b|"
    rf"(?:on )?(?:every|each) (?P<bare>{_NTH})(?: of (?:the|every|each) month)?\b(?! of)"
)
_GAPS = lazy(rf"{GAP}+")
_PLEASE = lazy(
    r"^(?:(?:hi|hello|hey|hiya|coach|bot|please|pls|ok|okay|thanks|thank you|fyi|also|and|"
    r"(?:so|now|oh|no|yes|not now|just so you know)(?=[,.!;:])|"
    r"(?:note|remember|save|know)(?: that|:)?(?= (?:my|our|the)\b)|"
    r"(?:add|put|enter|track)(?= my\b)|"
    r"(?:can|could|would|will) (?:you|u)(?: (?:please|pls))?"
    r"(?= (?:remind|nudge|move|change|set|snooze|delete|remove|cancel|mark|stop|add|make|"
    r"reschedule|show|list|note|repeat|ping|create|put)\b)|"
    r"i(?:'d| would) like (?:you )?to(?= (?:move|change|snooze|delete|see|set|add|remind)\b))"
    r"[\s,.!:;-]+)+"
)
_THANKS = lazy(r"(?:[\s,.!]+(?:please|pls|thanks|thank you|thx|coach))*[\s.!?]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a sentence says of time, and the rest of its words, in pieces between those. An errand
    is something to do: "to call HR". `only` when the ladder is said to be all of it."""

    when: When | Unclear | None
    repeats: Repeats | None
    ladder: tuple[int, ...]
    pieces: tuple[str, ...]
    errand: bool = False
    only: bool = False

    @property
    def rest(self) -> str:
        """The words that say nothing of time."""
        return " ".join(self.pieces)


def tidied(text: str) -> str:
    """The text on one line with plain quotes, without the courtesies around it, and with "the 1st
    of every month" as a repetition and its day."""
    line = " ".join(plain(text).split())
    line = _NTH_OF_EACH.sub(r"every month on the \g<nth>\g<bare>", line)
    return _THANKS.sub("", _PLEASE.sub("", line))


def read_sentence(text: str, now: datetime, head: int = 0) -> Sentence:
    """A sentence in its parts, of which the first characters, `head`, are not counted to the rest:
    "remind me". `now` is aware and in the member's zone. Raises Unkept."""
    when, repeats, ladder, rest = _read(text, now)
    rest = _blanked(rest, 0, head)
    if when:
        rest = _blanked(rest, when.start, when.end)
    pieces = [piece.strip(" ,:;") for piece in _GAPS.split(rest)]
    errand = any(piece.lower().startswith("to ") for piece in pieces)
    only = bool(ladder) and _ONLY.search(text) is not None
    return Sentence(when, repeats, ladder, _bare(pieces), errand, only)


def with_day(text: str, said: str, now: datetime) -> str:
    """The sentence with these words for a day in the place of its own, or added to it."""
    told, *_ = _read(text, now)
    if told is None:
        return f"{text.rstrip(' .?!')} on {said}"
    head = _LOOSE.sub("", text[: told.start]).rstrip()
    joint = "" if _JOINED.search(head) else "on "
    return f"{head} {joint}{said}{text[told.end :]}".strip()


def said_of(when: When | Unclear) -> str:
    """A day, with its time, as it can be read one way only, "4 April 2027 at 09:00"; one that is
    not clear in the member's own words."""
    if isinstance(when, Unclear):
        return when.phrase
    day = long_date(when.day).partition(" ")[2]
    return f"{day} at {when.at:%H:%M}" if when.at else day


def _read(
    text: str, now: datetime
) -> tuple[When | Unclear | None, Repeats | None, tuple[int, ...], str]:
    """The day, the repetition, the ladder, and the text with gaps for the last two: "30 days
    before" and "every year" name no day of their own."""
    ladder = read_ladder(text)
    rest = _blanked(text, *ladder[1]) if ladder else text
    if ladder and (only := _ONLY.search(text)):
        rest = _blanked(rest, *only.span())
    repeats = read_repeats(rest)
    rest = _blanked(rest, *_but_weekday(rest, *repeats[1])) if repeats else rest
    return (
        read_when(rest.replace(GAP, " "), now),
        repeats[0] if repeats else None,
        ladder[0] if ladder else (),
        rest,
    )


def _but_weekday(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a repetition without the day of the week in it: "every Monday" begins on one."""
    found = _WEEKDAY.search(text, start, end)
    return start, found.start() if found else end


def _blanked(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{GAP * (end - start)}{text[end:]}"


def _bare(pieces: list[str]) -> tuple[str, ...]:
    """The pieces without the small words at their ends, which belong to the day beside them."""
    bare = (_TAIL.sub("", _LEAD.sub("", piece)) for piece in pieces)
    return tuple(piece for piece in bare if piece)
