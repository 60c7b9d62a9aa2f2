"""What is said about deadlines that are known: moved, done, snoozed, declined, deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from bot.deadlines.kinds import is_plain_name
from bot.deadlines.program_words import read_dates
from bot.deadlines.sentences import read_sentence
from bot.deadlines.shifting import read_shift
from bot.deadlines.wanted import (
    Decline,
    Delete,
    Finish,
    Move,
    Reopen,
    Repeat,
    Request,
    Snooze,
)
from bot.programs.patterns import Pattern, lazy

ID = r"\[[^\[\]\s]{1,80}\]"
"""A deadline by its id, as the words on buttons name it."""

REFERENCE = rf"(?:{ID}|(?:(?:the )?(?:number|no\.?|nr\.?|item|reminder|deadline) |#)?\d{{1,3}})"
"""A deadline by its id or its number."""

EARLY = " early"
"""Said behind what is done before its first nudge, where an older button may have been meant."""

ALL = "*"
"""The name of all deadlines together, which nobody gives to one."""

_MOST_WORDS = 8
"""Words by which a deadline is named; longer ones tell a story."""

_REFERENCE = lazy(REFERENCE)
_MINE = r"(?:my |our |the |that |this )*"
_OF = (
    r"(?:(?:my |the )?(?:reminders?|deadlines?|nudges?|dates?|day)(?: (?:about|of|for|to|on|"
    r"number))?(?= ) )?"
)
_NAME = rf"{_OF}{_MINE}(?P<name>\S.{{0,119}}?)"
_UNTIL = (
    r"(?P<until>(?:until|till|til|for|to|by|in|after|on|at|over) .+|tomorrow.*|tonight.*|today.*|"
    r"next .+|later.*|this .+|an? .+|mon\w*.*|tue\w*.*|wed\w*.*|thu\w*.*|fri\w*.*|sat\w*.*|"
    r"sun\w*.*|\d+ (?:hours?|days?|weeks?|months?|minutes?).*)"
)
_LOOSELY = (
    r"later(?: today| this week| on)?|next week|tonight|in a bit|(?:until|till|after) .+|"
    r"another (?:time|day)"
)

_DONE = (
    lazy(
        r"^(?:i )?(?:got it |it's |its |it is |that's |that is |i'm |i am |all |"
        r"already )*(?:done|finished|completed|did it|taken care of)(?: already)?(?: with)?"
        rf"(?: {_NAME})?$"
    ),
    lazy(rf"^(?:complete|finish) (?P<name>{REFERENCE})$"),
    lazy(rf"^(?P<name>{REFERENCE}) (?:done|complete|finished)$"),
    lazy(
        r"^(?P<name>(?:\w+ ){0,2}(?:review|licen[cs]e|renewal|exam|registration|claim|dea|acls|bls|"
        r"pals|nrp|tncc|enpc|atls|cpr|recert\w*|dues|fee|eval\w*|card|abstract)) "
        r"(?:done|finished|completed?|renewed|submitted|paid)$"
    ),
    lazy(r"^skip (?P<name>this one|that one|it|this|that)$"),
    lazy(rf"^mark {_NAME} (?:as )?(?:done|completed?|finished)$"),
    lazy(rf"^(?:check|tick|cross) off {_NAME}$|^(?:check|tick|cross) {_MINE}(?P<off>.+?) off$"),
    lazy(
        rf"^{_NAME}(?: (?:is|are|was|has been)|'s) (?:all |already |now )?"
        r"(?:done|finished|completed?|over|submitted|renewed|filed)$"
    ),
    lazy(
        r"^i(?:'ve| have)? (?:already |just )?(?:finished|completed|done|did|submitted|renewed|"
        rf"claimed|passed|had|sent(?: in)?|filed|used(?: up)?) {_NAME}"
        r"(?: (?:already|today|yesterday|now|last week|this week|this morning))?$"
    ),
)
_REOPEN = (
    lazy(
        rf"^(?:undo|reopen|bring back) (?:(?:done|not for me|that|it)(?: |$))?(?:{_NAME})?"
        r"(?: back to (?P<back>\d{4}-\d\d-\d\d))?$"
    ),
    lazy(rf"^(?:i'm |i am |it's |that's )?not (?:yet )?done(?: yet)?(?: with {_NAME})?(?: yet)?$"),
    lazy(r"^undo$"),
)
_DELETE = lazy(
    r"^(?!forget it$)(?:delete|remove|drop|erase|cancel|scrap|get rid of|forget(?: about)?) "
    rf"{_NAME}$"
)
_ALL = lazy(
    r"^(?:delete|remove|cancel|clear|drop|stop)(?: all| every)+(?: of)?(?: my| the| these)* "
    r"(?:deadlines?|reminders?|nudges?)$"
)
_DECLINE = (
    lazy(rf"^(?:that's |this is |it's )?not for me(?:[:,]? {_NAME})?$"),
    lazy(
        r"^stop (?:reminding|nudging|telling|bugging|pinging) me(?: (?:about|of|for|to) "
        rf"{_NAME})?(?: any ?more)?$"
    ),
    lazy(
        r"^(?:don't|do not|dont|never) (?:remind|nudge|tell) me (?:again )?(?:about|of) "
        rf"{_NAME}(?: any ?more| again)*$"
    ),
    lazy(
        r"^(?:no more|turn off|switch off|mute)(?: the| my)? (?:reminders|nudges) "
        rf"(?:about|for|of|on) {_NAME}$"
    ),
    lazy(rf"^(?:decline|mute|ignore|unsubscribe(?: me)?(?: from)?) (?P<name>{REFERENCE})$"),
)
_SNOOZE = (
    lazy(rf"^snooze(?: (?:it|this|that))?(?: {_UNTIL})?$"),
    lazy(rf"^snooze {_OF}{_MINE}(?P<name>{ID}|\S.{{0,119}}?)(?: {_UNTIL})?$"),
    lazy(
        rf"^(?:remind|nudge|tell|ask) me (?:(?:of|about) (?P<name>{REFERENCE}|it|this|that) )?"
        rf"again(?: {_UNTIL})?$"
    ),
    lazy(rf"^(?:remind|nudge|tell|ask) me (?P<until>{_LOOSELY})$"),
    lazy(r"^(?P<until>after my (?:stretch|shifts?|run|nights?|days off|weekend|vacation))$"),
)
_BEING_MOVED = r"(?:re-?scheduled|moved|postponed|pushed|changed|shifted)"
_MOVED = (
    lazy(
        r"^(?:(?:my|our|the) \w+|we|they|he|she|hr|i)(?: have| has|'ve)?(?: just)? "
        rf"{_BEING_MOVED} (?:my|our|the) (?P<name>\S.{{0,119}}?)(?: date)?"
        r"(?: back| forward| out| up)? (?:to|for|until|till) .+$"
    ),
    lazy(
        r"^(?:move|change|reschedule|postpone|push|shift|update|correct) (?:the )?"
        rf"{_NAME}(?: date)? (?:back |forward |out |over )?(?:to|for|on|until|till) .+$"
    ),
    lazy(
        rf"^(?!(?:we|i|they|he|she|you)\b){_NAME}(?: date)?"
        r"(?: (?:was|is|has been|got|gets|been))? (?:re-?scheduled|moved|postponed|pushed|"
        r"changed|shifted|brought forward|put off)(?: back| forward| out)? "
        r"(?:to|until|till|for) .+$"
    ),
    lazy(rf"^{_NAME} is now (?:on |due )?.+$"),
)
TIMELESS = " without a time"
"""Said behind the day to which something is moved that is at no time of that day any more."""

_TIMELESS = lazy(rf"{TIMELESS}$")
_CHANGE = lazy(
    rf"^(?:change|move|edit|reschedule|postpone|push) {_NAME}(?: back| forward| out)?(?: by)?"
    r"(?: (?:an?|one|two|three|\d+) (?:days?|weeks?|months?))?$"
)
_REPEATED = (
    lazy(
        rf"^(?:make|let|have|set) {_NAME} (?:to )?(?:repeat |recur |come back |happen )?"
        r"(?:every|each|yearly|annually|monthly|weekly|quarterly|twice|once|bienni\w+).*$"
    ),
    lazy(rf"^repeat {_NAME} (?:every|each|yearly|annually|monthly|weekly|quarterly|bienni).*$"),
    lazy(rf"^{_NAME} (?:repeats|recurs|comes (?:back|again)) .+$"),
)
_Reader = Callable[[str], Request | None]


def read_command(text: str, now: datetime) -> Request | None:
    """What a tidied message wants with deadlines that are known; None for any other. `now` is
    aware and in the member's zone."""
    if _ALL.match(text):
        return Delete(ALL)
    for read in _READERS:
        if found := read(text):
            return found
    return _moved(text, now) or _repeated(text, now)


def _named(patterns: tuple[Pattern, ...], make: Callable[[str], Request]) -> _Reader:
    def read(text: str) -> Request | None:
        for pattern in patterns:
            if found := pattern.match(text):
                name = next((said for said in found.groups() if said), "")
                return make(name) if _is_short(name) else None
        return None

    return read


def _is_short(name: str) -> bool:
    return len(name.split()) <= _MOST_WORDS


def _is_known(name: str) -> bool:
    """Whether a name can only be a deadline's: "change my career" is no change of one."""
    return is_plain_name(name) or _REFERENCE.fullmatch(name) is not None


def _snoozed(text: str) -> Request | None:
    for pattern in _SNOOZE:
        if found := pattern.match(text):
            said = found.groupdict()
            return Snooze(said.get("name") or "", said["until"] or "")
    return None


def _moved(text: str, now: datetime) -> Request | None:
    if shift := read_shift(text):
        name, later = shift
        return Move(name, None, later=later) if _is_known(name) else None
    for pattern in _MOVED:
        found = pattern.match(text)
        # Only behind the name, because "2 to 5 May" are days too.
        said = _read_behind(found["name"], text[found.end("name") :], now) if found else None
        if said:
            return said
    found = _CHANGE.match(text)
    return Move(found["name"], None) if found and _is_known(found["name"]) else None


def _read_behind(name: str, said: str, now: datetime) -> Move | None:
    """Another day, from the words behind the name of a deadline."""
    timed = _TIMELESS.sub("", said)
    sentence = read_sentence(timed, now)
    if not sentence.when:
        return None
    timeless = timed != said
    return Move(
        name, sentence.when, sentence.repeats, sentence.ladder, sentence.only, timeless=timeless
    )


def _reopened(text: str) -> Request | None:
    for pattern in _REOPEN:
        if found := pattern.match(text):
            said = found.groupdict()
            back = date.fromisoformat(said["back"]) if said.get("back") else None
            name = said.get("name") or ""
            return Reopen(name, back) if _is_short(name) else None
    return None


def _repeated(text: str, now: datetime) -> Request | None:
    for pattern in _REPEATED:
        found = pattern.match(text)
        repeats = read_sentence(text, now).repeats if found else None
        if found and repeats:
            return Repeat(found["name"], repeats)
    return None


_READERS: tuple[_Reader, ...] = (
    _reopened,
    _named(_DECLINE, Decline),
    read_dates,
    _snoozed,
    _named(_DONE, lambda name: Finish(name.removesuffix(EARLY), name.endswith(EARLY))),
    _named((_DELETE,), Delete),
)
