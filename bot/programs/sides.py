"""Days where a text names them, and on which side of them the words around them say to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from bot.programs.dates import NUMBERED, Resolve
from bot.programs.patterns import lazy
from bot.programs.spells import OVER, SPOKEN

REACH = 80
"""Characters around days that may say what is meant."""


class Side(Enum):
    """On which side of the days named a program must lie."""

    BY = auto()
    BEFORE = auto()
    FROM = auto()
    AFTER = auto()
    WITHIN = auto()


@dataclass(frozen=True, slots=True)
class Named:
    """Days where a text names them."""

    match: re.Match[str]
    resolve: Resolve

    @property
    def at_the_end(self) -> bool:
        """Whether it is the end of something: "before the end of June" includes that end."""
        return bool(_END.search(self.match.group()) or _OVER.match(self.tail))

    @property
    def at_the_start(self) -> bool:
        """Whether it is the start of something: "by the start of June" is its first day."""
        return bool(_START.search(self.match.group()))

    @property
    def weak(self) -> bool:
        """Whether the words mean days only where something says so: "may", "fall", "2027"."""
        if self.is_year and (_OFFERED.match(self.tail) or _ONLY.search(self.head)):
            return False
        return bool(_WEAK.fullmatch(self.match.group()))

    @property
    def is_year(self) -> bool:
        """Whether a whole year is named by its number."""
        return bool(_YEAR_ALONE.fullmatch(self.match.group()))

    @property
    def head(self) -> str:
        """The words before it, as far as they may matter."""
        return self.match.string[max(0, self.match.start() - REACH) : self.match.start()]

    @property
    def tail(self) -> str:
        """The words after it, as far as they may matter."""
        return self.match.string[self.match.end() : self.match.end() + REACH]

    @property
    def is_point(self) -> bool:
        """Whether it is a day so far off, so that no word before it is needed."""
        return bool(_POINT.match(self.match.group()))


_WEAK = lazy(
    r"(?-i:may|march|mar|MAY)|mon|tues?|wed|thurs?|fri|sat|sun|\w+day|spring|summer|fall|autumn|"
    r"winter|(?:the )?20\d\d|the month|the \d+(?:st|nd|rd|th)|\d+/\d+"
)
_YEAR_ALONE = lazy(r"(?:the )?20\d\d")
_OFFERED = lazy(
    r"\s+(?:[\w-]+\s+)?(?:stuff|courses?|programs?|conferences?|only|dates?|offerings?|events?|"
    r"cme|ce|sessions?|webinars?|class(?:es)?|meetings?|trainings?|options|calendar|seminars?|"
    r"workshops?|ones)\b"
)
_ONLY = lazy(r"\b(?:only|just)\s+(?:the\s+)?$")
_OVER = lazy(OVER)
_START = lazy(r"\b(?:start|beginning) of\b")
_END = lazy(r"\b(?:end|close|last day) of\b|\b(?:year|month|quarter)\W?s?\W?end\b|\beo[wmqy]\b")
_POINT = lazy(
    r"(?:in|inside|within|have|got)\b(?! the new)|.*\b(?:from now|from today|away|out|to go|left|"
    r"remaining|"
    r"to (?:finish|complete|get|wrap))$"
)
_EVENT = (
    r"(?:(?:(?:my|our|the|a|an|his|her|their)\s+(?:[\w'-]+\s+){0,4}?|"
    r"(?:i|we)(?:'m|'re)?\s+(?:[\w'-]+\s+){1,4}?)"
    r"(?:is due|comes up|is on|is in|is|on|in|at|due|of|,)?\s*)?"
)
_TIME = r"(?:(?:noon|midnight|cob|eod|\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?)\s+(?:on\s+)?)?"
_NOT = (
    r"(?:(?:cannot|(?:ca|wo|do|does|is|are|should|must)n'?t|(?:do|does|can|will|must) not)"
    r"(?: (?!later|earlier|sooner)\w+){0,3}|"
    r"(?:not|no|nothing|none|never)(?: (?:that|which|starts?|starting|ends?|ending|begins?|runs?|"
    r"running|any|else|at|all|scheduled|held)){0,3})"
)
_SIDES = tuple(
    (side, lazy(rf"(?<![\w-])(?:(?:any|some) ?time\s+)?(?:{pattern})\s*{_TIME}(?:the\s+)?$"))
    for side, pattern in (
        (Side.AFTER, rf"{_NOT} (?:until|till?|before) after"),
        (
            Side.FROM,
            rf"{_NOT} (?:until|till?|before|prior to|(?:earlier|sooner) than)|"
            r"(?:busy|away|gone|unavailable|booked|slammed|on leave|on vacation) (?:until|till?)",
        ),
        (
            Side.BY,
            rf"{_NOT} (?:after|past|beyond|later than)|by|(?:between |from )?(?:now|today) (?:and|"
            rf"to|until|till|through)|by or on|on or "
            r"before|until|til|till|up to|"
            r"up until|through|thru|(?:is |are )?due(?: by| on| in)?|expir\w+(?: on| in| by| at)?|"
            r"end(?:s|ing)?(?: by| on| in| at)?|deadline(?:'?s| is| of|:)?(?: on| in)?|"
            r"(?:clos|laps|run)\w*(?: out)?(?: on| in| by| at)?",
        ),
        (Side.FROM, r"on or after|as of|from"),
        (
            Side.FROM,
            r"(?:start|begin|commenc)(?:s|ing|ning)?(?: on| in| from| at)?|anytime from|"
            r"(?:as )?earl(?:y|iest)(?: as)?|soonest|come|once",
        ),
        (
            Side.BEFORE,
            rf"(?:before|befor|bfore|b4|prior to|ahead of|earlier than|sooner than|"
            rf"in time for)\s*{_EVENT}",
        ),
        (Side.AFTER, rf"(?:(?:start|begin)\w*\s+)?(?:after|later than|past)\s*{_EVENT}"),
        (
            Side.BEFORE,
            r"(?:review|evaluation|eval|appraisal|interview|check-in|meeting|exam|test|boards?)"
            r"(?:'s|\s+is|\s+are|\s+comes up|\s+coming up|\s+scheduled)?(?:\s+for)?(?:\s+on|\s+in|"
            r"\s+at)?",
        ),
        (
            Side.BY,
            r"(?:renewal|renewals|license|licence|recertification|certification|cycle|registration)"
            r"(?:'s|\s+is)?(?:\s+up)?(?:\s+due)?(?:\s+on|\s+in|\s+by)?",
        ),
        (
            Side.WITHIN,
            r"in|on|during|over|for|at|within|around|about|throughout|of|any ?time|some ?time",
        ),
    )
)
_DUE = lazy(
    r"\s*(?:is (?:my|the|our) )?(?:(?:license|licence|cycle|ce|cme|renewal) )?(?:deadline|due "
    r"date|cut-?off|renewal|expir\w+)\b"
)
_EXAMINED = lazy(
    r"\s*(?:performance |annual |job )?(?:review|interview|evaluation|appraisal|exam)\b"
)
_ONWARD = lazy(r"\s*(?:or later|or after|onwards?|and after|and later|and on)\b")
_LATEST = lazy(r"\s*(?:or (?:before|earlier|sooner)|at the latest|latest)\b")
_AFTER_IT = (
    (Side.FROM, _ONWARD),
    (Side.BY, _LATEST),
    (Side.BY, _DUE),
    (Side.BEFORE, _EXAMINED),
)


def named_in(text: str) -> Iterator[Named]:
    """The days that a text names, in order; of two that overlap, the longer of the first."""
    kinds = (*NUMBERED, *SPOKEN)
    found = [Named(m, resolve) for pattern, resolve in kinds for m in pattern.finditer(text)]
    end = 0
    for each in sorted(found, key=lambda named: (named.match.start(), -named.match.end())):
        if each.match.start() >= end:
            end = each.match.end()
            yield each


def side_of(named: Named) -> tuple[Side | None, tuple[int, int]]:
    """The side, when words say so, and the place of the days with these words."""
    start, end = named.match.span()
    for side, pattern in _AFTER_IT:
        if found := pattern.match(named.tail):
            return side, (start, end + found.end())
    for side, pattern in _SIDES:
        if found := pattern.search(named.head):
            if side is Side.WITHIN and named.is_point:
                continue
            return side, (start - len(named.head) + found.start(), end)
    return None, (start, end)
