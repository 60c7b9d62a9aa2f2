"""A stretch of a message with one thing in it, and what it says apart from day and figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.allowance.days import past_day
from bot.programs.patterns import lazy, words
from bot.unheard.figures import Figure
from bot.when.reading import Unclear, When, read_ladder, read_when

_WEEK = timedelta(days=7)
_MOST_WORDS, _LONGEST = 8, 60
_SMALL = (
    r"(?:i|i'm|im|my|our|the|an?|is|are|was|were|be|has|have|had|must|on|by|at|for|in|to|of|from|"
    r"until|till|and|me|us|it|its|that|this|due|dates?|exp|expir\w+|ends?|ended|lapses?|lapsed|"
    r"closes?|opens|runs?|out|renews|resets?|deadline|again|please|pls|before|about|comes?|up|"
    r"coming|starts?|next|just|also|remind|nudge|dont|don't|let|forget|as|so|with|w|ahead|now|each)"
)
_BARE = rf"(?:[\s,.;:!-]|(?<![\w']){_SMALL}(?![\w'-]))+"
_ENDS = lazy(rf"^{_BARE}|{_BARE}$")
_REMIND_ME = words(r"(?:and )?(?:please |pls )?(?:remind|nudge|ping) me(?: about| of| to)?")
_TODAY = words(r"today|now|this morning|tonight")
_MOVED = lazy(r"^.*\b(?:moved|pushed|changed|rescheduled) ")
_DOING = words(
    r"spent|spend|paid|pay|bought|booked|registered|reserved|ordered|purchased|earned|got|received|"
    r"completed|finished|did|took|used|attended|logged|picked|passed|submitted|renewed|costs?|"
    r"today|yesterday|last (?:week|month|night|year)|this morning|i(?!')|me|we|us|already|\$"
)
_NO_NAME = words(
    r"is|was|are|nothing|anything|starting|missed|switched|which|who|as of|got|told me|because|"
    r"i'm|free|you|work|nights|vacation|off|bug"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a member, on one line, and the moment at which they are said in their own zone."""

    text: str
    now: datetime

    @property
    def when(self) -> When | Unclear | None:
        """The day that is named."""
        return read_when(self.text, self.now)

    @property
    def lead(self) -> str:
        """The words for how long before they want to hear of it; "" where there are none."""
        return self.text[slice(*self._ladder())].strip()

    def day_past(self) -> date:
        """The last day of the name that is told, today where none is."""
        named = self.when
        if isinstance(named, When) and named.day == self.now.date():
            return named.day
        phrase = self.text[named.start : named.end] if named else self.text
        lately = read_when(phrase, self.now - _WEEK) if named else None
        if isinstance(lately, When) and lately.day <= self.now.date():
            return lately.day
        return past_day(phrase, self.now) or self.now.date()

    def thing(self, *figures: Figure) -> str:
        """What runs out: the words without day, figures and the small words around them; "" where
        they are none, or a sentence of their own."""
        day, places = self.when, [(each.start, each.end) for each in figures]
        return self._named([*places, (day.start, day.end)] if day else places)

    def deed(self, figure: Figure) -> str:
        """What credit was earned or money spent for; "" where no short name is left."""
        day, places = self.when, [(figure.start, figure.end)]
        if day and (self.day_past() != self.now.date() or _TODAY.search(day.phrase)):
            places.append((day.start, day.end))
        return self._named(places)

    def _named(self, places: Iterable[tuple[int, int]]) -> str:
        kept = _without(self.text, (*places, self._ladder()))
        kept = _DOING.sub(" ", _REMIND_ME.sub(" ", _MOVED.sub("", kept)))
        kept = _ENDS.sub("", " ".join(kept.split()))
        kept = _ENDS.sub("", kept).strip()
        too_long = len(kept.split()) > _MOST_WORDS or len(kept) > _LONGEST
        return "" if too_long or _NO_NAME.search(kept) else kept

    def _ladder(self) -> tuple[int, int]:
        try:
            found = read_ladder(self.text)
        except ValueError:  # more stages than one deadline can have
            return 0, 0
        return found[1] if found else (0, 0)


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    for start, end in places:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
