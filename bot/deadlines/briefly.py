"""Deadlines as they are typed on a telephone: a thing and its day, with hardly a word between."""

from __future__ import annotations

from datetime import date, datetime

from bot.deadlines.deadline import Kind
from bot.deadlines.kinds import kind_named, title_of
from bot.deadlines.sentences import Sentence, read_sentence
from bot.deadlines.wanted import Told
from bot.programs.patterns import lazy, words
from bot.programs.reading import is_refinement
from bot.programs.requests import read_request, wants_programs
from bot.when.reading import Reason, Unclear, When, read_when

_MOST_WORDS = 7
"""Words that name one thing; more of them tell a story."""

_JOINT = (
    r"(?:is |are |must be |has to be )?(?P<verb>due|exp\.?|expires?|ends?|closes?|lapses?|opens?|"
    r"starts?)(?: (?:again|up))?(?: (?:on|by|in|at))?(?: the)?"
)
_RUNS_OUT = lazy(rf"^(?:(?:my|our|the) )*(?P<thing>\S.{{1,90}}?) {_JOINT} ?$")
_BARE = lazy(
    r"^(?:(?:my|our|the) )*(?P<thing>\S.{1,90}?),?(?: (?:on|by|before|is|is on|are on))? ?$"
)
_OPENS = lazy(r"(?:opens?|starts?)$")
_REST = lazy(r"(?:[\s,.;]|(?:and|please|pls|so|then|again)\b|(?:remind|nudge|ping) me\b)*")
_ERRAND = lazy(r"^(?:call|email|text|mail|ask|meet)\b .+")
_DUTY = lazy(r"^(?:pay|renew|submit|send|file|turn in|hand in|upload|fill out|sign)\b .+")
_NO_THING = words(
    r"i|i'm|im|i'd|i've|we|he|she|they|you|it|its|it's|that|this|these|those|there|which|who|what|"
    r"when|where|if|because|not|don't|dont|never|every|each|all|any|some|anything|nothing|was|were|"
    r"is|are|did|had|has|got|get|spent|paid|bought|used|earned|completed|attended|took|switched|"
    r"moved|works?|working|nights|days|vacation|pto|off|starting|new|free|online|cheap\w*|best|only|"
    r"under|over|less|more|before|after|between|within|until|through|about|around|instead|or|"
    r"versus|vs|also|snooze|remind|nudge|move|change|delete|log|quiet|hours|credits?|ceus?|points"
)
_OFFERED = words(
    r"courses?|class(?:es)?|webinars?|programs?|seminars?|workshops?|symposi\w+|conferences?|"
    r"conf|boot ?camps?|fellowships?|ones?|cme|ce|cne|nurses|physicians|pharmacists|nps|pas|"
    r"doctors|clinicians|lectures?|podcasts?|modules"
)
"""What the catalog offers: with a bare day behind it, it is looked for."""

_REMIND = lazy(r"\b(?:remind|nudge|ping) me\b")
_HOUR = lazy(r"(?:at )?\d{1,2}(?::\d\d)?(?: ?[ap]\.?m\.?)?|(?:at )?(?:noon|midnight)")
_DIGIT = lazy(r"\d")
_FIGURE = lazy(r"\$|\d[/.]\d|\d{3,}|%")


def read_briefly(text: str, now: datetime) -> Told | None:
    """A thing and the day on which it runs out, and nothing else; None for any other message, and
    for what may be looked for in the catalog. `now` is aware and in the member's zone. Raises
    Unkept."""
    sentence = read_sentence(text, now)
    when = sentence.when
    if when is None or not _REST.fullmatch(_behind(text, when, sentence)):
        return None
    head = text[: when.start].rstrip(" ,:-–") + " "
    stated = _RUNS_OUT.match(head)
    found = stated or _BARE.match(head)
    thing = found["thing"] if found else ""
    if not found or _HOUR.fullmatch(when.phrase) or not _is_thing(thing, now):
        return None
    own = _REMIND.search(text) or _is_own(thing, stated=bool(stated))
    if not own and _is_looked_for(text, now.date()):
        return None
    return _of_thing(thing, stated["verb"].lower() if stated else "", sentence)


def _of_thing(thing: str, verb: str, sentence: Sentence) -> Told | None:
    """What is told of a thing with its day; `verb` is "" where only the day is said."""
    certain = isinstance(sentence.when, When)
    if _OPENS.match(verb):
        return _at_once(f"{thing} {verb}", sentence)
    if certain and _ERRAND.match(thing):
        return _at_once(thing, sentence)
    duty = certain and _DUTY.match(thing) is not None
    return _told(thing, sentence) if verb or duty or _is_told(thing, sentence) else None


def _told(thing: str, sentence: Sentence) -> Told:
    kind = kind_named(thing, task=_DUTY.match(thing) is not None)
    title = title_of(thing, kind)
    return Told(kind, title, sentence.when, sentence.repeats, sentence.ladder, only=sentence.only)


def _at_once(thing: str, sentence: Sentence) -> Told:
    """What begins or is done on a day is remembered then, for it does not run out."""
    ladder = (*sentence.ladder, 0)
    return Told(Kind.CUSTOM, thing, sentence.when, sentence.repeats, ladder, only=True)


def _behind(text: str, when: When | Unclear, sentence: Sentence) -> str:
    """The words behind the day that say nothing of time."""
    after = text[when.end :]
    if not (sentence.ladder or sentence.repeats):
        return after
    pieces = [piece for piece in sentence.pieces if piece in after]
    return " ".join(pieces)


def _is_thing(thing: str, now: datetime) -> bool:
    """Whether words name one thing, without another day or sum among them."""
    return (
        len(thing.split()) <= _MOST_WORDS
        and not _NO_THING.search(thing)
        and not _FIGURE.search(thing)
        and not (_DIGIT.search(thing) and read_when(thing, now))
    )


def _is_own(thing: str, *, stated: bool) -> bool:
    """Whether nobody looks for a thing: it is said to run out, or of a kind that does."""
    known = stated or kind_named(thing) is not Kind.CUSTOM
    return known and not _OFFERED.search(thing)


def _is_told(thing: str, sentence: Sentence) -> bool:
    """Whether a thing with a bare day is one's own: a kind that runs out, an hour, or the wish to
    be reminded."""
    when = sentence.when
    if when is None or _OFFERED.search(thing):
        return False
    timed = isinstance(when, When) and when.at is not None
    known = kind_named(thing) is not Kind.CUSTOM and _is_whole(when)
    return known or timed or bool(sentence.ladder)


def _is_whole(when: When | Unclear) -> bool:
    """Whether a day is named, and not a month or a year alone, in which something is looked for."""
    return isinstance(when, When) or when.reason in {Reason.AMBIGUOUS, Reason.NO_SUCH_DAY}


def _is_looked_for(text: str, today: date) -> bool:
    return bool(wants_programs(text) or read_request(text) or is_refinement(text, today))
