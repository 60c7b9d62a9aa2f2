"""Whether a message tells something, by rule: a question or a request for programs holds nothing
that could be lost."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum

from bot.asking import is_question
from bot.deadlines.deadline import Kind
from bot.deadlines.kinds import kind_named
from bot.members import aims, work
from bot.members.profile import Profile
from bot.programs.asked import plain
from bot.programs.patterns import lazy, words
from bot.programs.reading import is_refinement
from bot.programs.requests import read_request, wants_programs
from bot.unheard.figures import credits_in, days_in, sums_in
from bot.when.reading import When, read_when

LONGEST = 300
"""Characters of a message that tells; a longer one is a story with a question in it."""

_HELLO = lazy(
    r"^(?:(?:hi|hello|hey|coach|please|pls|ok(?:ay)?|so|well|btw|fyi|and|also|oh|thanks)\b"
    r"[\s,:.!-]*)+"
)
_DID = lazy(r"^did (?=\d)")
_ASKS = words(
    r"what|whats|what's|how|hows|how's|when|where|wheres|which|whose|why|whether|if|"
    r"(?:is|are|am|was|were|do|does|did|can|could|should|would|will|shall|may|must) "
    r"(?:i|we|you|it|they|there|that|this|these|my|an?|the|he|she|any)|needs?|wants?|wanna|"
    r"would like|i'd like|looking|interested|recommend\w*|suggest\w*|wonder\w*|curious|unsure|"
    r"not sure|confused|worried|afraid|advice|advise|should|too (?:much|many|long|little)|enough|"
    r"instead|cheaper|cheapest|ideas?|options?|tips?|help|tell me|show me|give me|find|compare|"
    r"versus|vs|difference|explain\w*|learn\w*|requirements?|rules?|anything|something|nothing"
)
_OPENS = lazy(
    r"^(?:is|are|was|were|do|does|can|could|would|will|shall|may|has|any|list|search|cheap|free|"
    r"best|top|no|nope|not|only|just|but|or|for|with|without|under|over|less|more|fewer|after|"
    r"before|between|within|until|about|the one|same|near|online|virtual|live|in (?:person|time)|"
    r"look\w*|max|at (?:most|least)|up to|who)\b"
)
_DEED = lazy(
    r"^(?:i(?:'ve| have|'m| am|m)? )?(?:just |already |also )*(?:spent|spend|paid|pay|bought|"
    r"booked|registered|earned|got|received|completed|finished|did|took|used(?: up)?|attended|"
    r"logged|picked up|passed|submitted|renewed|reserved|ordered|purchased|reimbursed|refunded)\b"
)
_WORK = lazy(
    r"^(?:i(?:'ve| have)? )?(?:just |also )*(?:led|started|chaired|presented|precepted|mentored|"
    r"published|taught|won|rewrote|built|launched|organi[sz]ed|coached|implemented|(?:got|received|"
    r"earned|passed) (?:an? |the |my )(?:[\w-]+ ){0,4}(?:award|cert\w*|badge|degree|promotion|"
    r"prize|grant)|passed my|got my \w+)\b.*\w"
)
_KEPT = words(
    r"(?:add|put) (?:it |that |this )?(?:to|in|into) (?:my|the) (?:review|packet|portfolio)"
)
_RUNS_OUT = words(
    r"due|expir\w+|exp|ends|ended|lapses?|lapsed|closes?|opens|runs? out|deadline|resets?|renews|"
    r"remind me|dont let me forget|don't let me forget"
)
_GIVEN = words(
    r"(?:gives?|pays?|grants?|reimburses?) (?:me|us)|pays|gives|allowance|stipend|"
    r"(?:cme|ce|cne|education\w*|conference) (?:money|funds?|budget|dollars)|"
    r"(?:an?|per|each|every) (?:yr|year)|yearly|annual(?:ly)?|per diem|costs? me|"
    r"must be (?:spent|used)"
)
_HAVE = lazy(r"^(?:(?:i|we) )?(?:get|receive|have)\b")
_NO_TELLING = words(
    r"under|max|maximum|less than|up to|within|below|at most|to spend|or less|least|left|capped|"
    r"price|fee is"
)
_BOUGHT = words(
    r"hotel|reg|conf|flights?|airfare|registration|books?|dues|fees?|mileage|parking|meals|subscription|"
    r"uptodate|uber|train|membership"
)
_DONE = words(
    r"today|yesterday|last (?:week|month|night|\w+day)|this morning|(?:from|at) (?:the )?[a-z]\w+"
)
_DONE_ON = words(r"today|yesterday|last (?:week|month|night|\w+day)|this morning")
_OFFERED = words(
    r"courses?|class(?:es)?|webinars?|programs?|seminars?|workshops?|symposi\w+|conferences?|"
    r"boot ?camps?|fellowships?|certificates?|degrees?|ones?|cme|ce|credits?|hours|online|nurses|"
    r"physicians|pharmacists|nps|pas|doctors|clinicians"
)
_DAY = lazy(
    r"\d[/.-]\d|\d ?[ap]m\b|:\d\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|"
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|tomorrow|tmrw"
)
_ON_SHIFT = lazy(
    r"^(?:i(?:'m| am|m)? |my shifts? are |we )?(?:now )?(?:work(?:ing)?|switched to|moved to|on|"
    r"back on|going to)\b[^,.;]{0,30}\b(?:nights|days|evenings|rotating)\b"
)
_OTHER_MATTER = words(
    r"renew\w*|licen[cs]\w*|boards? of|training|numbers?|hrs|jobs?|salary|moving|exams?|tired|send|"
    r"states?|certification|practicing|scope"
)
_OWN_DATES = words(r"renewal|appt|appointment|meeting|interview|visit|check-?in|talk")
_FEW, _SOME, _BEFORE = 8, 16, 3
_NOBODY = Profile()


class Telling(IntEnum):
    """How surely a message tells something: its words say so, or it only looks like it."""

    NOT = 0
    MAYBE = 1
    SURE = 2


def telling(text: str, now: datetime) -> Telling:
    """Whether a message tells rather than asks. `now` is aware and in the member's zone."""
    said = " ".join(plain(text).split())
    said = _DID.sub("i did ", _HELLO.sub("", said)).rstrip(" .!")
    if not said or len(said) > LONGEST or _ASKS.search(said) or is_question(said):
        return Telling.NOT
    if _OPENS.match(said) and not is_deed(said):
        return Telling.NOT
    if is_work(said) or _of_figures(said, now):
        return Telling.SURE
    if _ON_SHIFT.match(said):
        return Telling.MAYBE
    seems = _of_days(said, now) or _of_purchase(said, now) or _of_member(said, now)
    return Telling.MAYBE if seems else Telling.NOT


def is_deed(said: str) -> bool:
    """Whether somebody tells what they did, so that its day lies behind them."""
    return _DEED.match(said) is not None


def is_kept(said: str) -> bool:
    """Whether somebody says that their review packet is to hold it."""
    return _KEPT.search(said) is not None


def without_keeping(said: str) -> str:
    """The words for the packet, without those that say where they go."""
    return _KEPT.sub("", said).strip(" ,;:-")


def is_work(said: str) -> bool:
    """Whether something is told that was done or won, as a review packet holds it."""
    return is_kept(said) or (_WORK.match(said) is not None and credits_in(said) is None)


def _of_figures(said: str, now: datetime) -> bool:
    """Whether somebody says what they paid, get or earned."""
    if _NO_TELLING.search(said):
        return False
    if sums_in(said, now):
        told = is_deed(said) or _GIVEN.search(said) or _HAVE.match(said)
        return bool(told)
    counted = credits_in(said) or days_in(said) or _DONE_ON.search(said)
    return is_deed(said) and bool(counted)


def _of_purchase(said: str, now: datetime) -> bool:
    """A few words with a sum or with credit, which are no request for programs."""
    if len(said.split()) > _FEW or _NO_TELLING.search(said):
        return False
    if credits_in(said):
        return _DONE.search(said) is not None
    bought = sums_in(said, now) and _BOUGHT.search(said)
    return bool(bought) and not is_refinement(said, now.date())


def _of_days(said: str, now: datetime) -> bool:
    """Something with its day: it runs out then, or the words are few and look for nothing."""
    when = read_when(said, now)
    if when is None or credits_in(said) or is_deed(said):
        return False
    if _RUNS_OUT.search(said):
        return True
    if len(said.split()) > _FEW or not _DAY.search(when.phrase) or _OFFERED.search(said):
        return False
    if kind_named(said) is not Kind.CUSTOM or _OWN_DATES.search(said):
        return True
    if isinstance(when, When) and when.at:
        return True
    return not _searches(said, now)


def _of_member(said: str, now: datetime) -> bool:
    """A profession with a place or letters, in a few words that look for nothing."""
    if len(said.split()) > _SOME or read_when(said, now):
        return False
    people, others = work.who(said)
    first = min((each.start for each in people if "profession" in each.changes), default=None)
    if others or first is None or _OFFERED.search(said) or _OTHER_MATTER.search(said):
        return False
    placed = [*work.states(said, _NOBODY), *aims.credentials(said)]
    begins = len(said[:first].split()) <= _BEFORE
    return begins and bool(placed) and not _searches(said, now)


def _searches(said: str, now: datetime) -> bool:
    asked = wants_programs(said) or read_request(said) or is_refinement(said, now.date())
    return bool(asked)
