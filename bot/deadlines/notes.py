"""What members tell the coach to keep in mind: "my review is on 3 March", "remind me to ..."."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.deadlines.briefly import read_briefly
from bot.deadlines.commands import REFERENCE
from bot.deadlines.deadline import Kind
from bot.deadlines.kinds import is_plain_name, kind_named, title_of
from bot.deadlines.sentences import Sentence, read_sentence
from bot.deadlines.wanted import Request, Snooze, Told
from bot.errors import Unkept
from bot.programs.patterns import lazy
from bot.when.reading import Reason, Unclear, When, read_when

ANOTHER = "as another one"
"""Said behind a deadline of a kind of which one is known: this is one more."""

_REMIND = lazy(
    r"^(?:(?:remind|nudge|alert|notify|ping) me|(?:don't|do not|dont) let me forget|"
    r"(?:set|add|create|make|put|schedule|i need|i want|give me)(?: up)?(?: me)? "
    r"(?:an? |another |the )?(?:new )?(?:reminder|deadline|alert)|new (?:reminder|deadline)|"
    r"(?:reminder|deadline)(?=:))(?P<rest>[ :,].*)$"
)
_REMIND_ME = "remind me"
_NO_THING = lazy(
    r"^(?:what|how|why|who|which|where|when|whether|if|wherever|whenever|that (?:i am|i'm|we))\b"
)
_ENDS = (
    r" (?:is|are|was|were|will be|has been|have been|must be|has to be|needs? to be|comes|falls|"
    r"expires?|expired|runs? out|ran out|ends?|lapses?|closes?|resets?|renews?|due|will "
    r"(?:expire|end|lapse|close|run out))\b|'s\b"
)
_STATED = (
    lazy(rf"^(?:my |our |the |an? )*(?P<subject>\S.{{1,90}}?)(?:{_ENDS})"),
    lazy(
        r"^(?:(?:i have|i've got|i got|there is|there's|we have) (?:my |our |an? )|my |our )"
        r"(?P<subject>\S.{1,90}?)(?=:| coming up | on | by | at )"
    ),
)
_BRIEFLY = lazy(r"^(?P<subject>\w+(?: \w+){0,3}?)(?=:| on )")
_TERSELY = lazy(
    r"^(?:(?:my|our) )?(?P<subject>[^\d,;:.]+?)(?=[ ,]+(?:due |on |in )?\S*\d|[ ,]+\w{3,9} \d)"
)
"""No more than a thing and its day: "license renewal 5/31/27"."""

_OPENLY = lazy(
    r"^(?:my (?P<mine>\S.{1,60}?)(?: is| are)? (?:due|expires?|runs? out)\b|"
    r"(?P<wished>\S.{1,80}?)(?= (?:is |are )?due\b.*\bremind me\b)|"
    r"(?:the |an? )?(?P<named>\S.{1,80}?\b(?:deadline|due date)(?: for .{2,60}?)?)"
    r"(?= is\b|:| on\b| by\b|[ ,]+\w+ \d|[ ,]+\d))"
)
"""Something of no known kind that is said to run out: "my ethics hours are due 6/30"."""

_NO_SUBJECT = lazy(r"^(?:i|i'm|im|we)\b|[.;!] |(?:,| and| but| so) (?:my|our|i|i'm) ")
"""What stands in a sentence or two, and never in the name of one thing."""

_PAST = lazy(r"^ (?:(?:was|were)(?! \w+ed\b| set\b)|expired|ran out|lapsed|ended|closed)\b")
_DIGIT = lazy(r"\d")
_YEAR = lazy(r"\d{4}|\d+[/.-]\d+[/.-]\d+")
_FIRST = lazy(
    r"^(?P<lead>(?:on |at |in |every |each |next |by |tomorrow|tonight|mon|tue|wed|thu|fri|sat|sun)"
    r"[^,]{0,40}?),? (?P<head>(?:remind|nudge|ping) me\b)"
)
_ENDING = lazy(_ENDS)
_DUTY = lazy(
    r"^(?:(?:i|we)(?: really| also)? )?(?:have to|need to|must|should|gotta|got to|ought to|"
    r"(?:am|are) (?:supposed|required) to|'m supposed to) (?P<task>(?:claim|submit|use|spend|"
    r"renew|register|sign up|apply|send|file|turn in|hand in|recertify|get reimbursed)\b.*)$"
)
_FILLER = lazy(
    r"(?:\b(?:is|are|was|were|be|been|has|have|due|for|scheduled|set|up|coming|renewed|renewal|"
    r"on|by|at|in|to|the|it|and|again|expires?|expired?|ends?|runs?|out|falls?|comes|closes?|"
    r"closed|lapses?|resets?|renews?|claimed|used|submitted|then|please|remind|me|a|of|"
    r"completed|planned|booked|date|this|around|calendar|agenda|needs?|must|will)\b|[\s,.;:!-])*"
)
_ODDLY = lazy(
    r"\b(?:(?:every|each) (?:other|second|third|business|working|week ?days?)|twice an? \w+|"
    r"bi-?weekly|bi-?monthly|fortnightly|semi-?annual(?:ly)?)\b"
)
_ENDS_OF = lazy(r"\b(?:first|last) (?:\w+ )?of (?:every|each) (?:month|year)\b")
_EVERY = (
    "I cannot repeat it like that. I can repeat a reminder every so many days, weeks, months or "
    "years, for example “every 2 weeks, first on 4 December”."
)
_LOOSE_ENDS = lazy(rf"(?:{_ENDS}| due)+$")
_BY = lazy(r"(?<!\w)(?:by|before|until|till|no later than)(?: the)?\s*$|^(?:by|before)\b")
_ANOTHER = lazy(rf",? {ANOTHER}$")
_REFERENCE = lazy(REFERENCE)
_OBJECT = lazy(
    r"^(?:renew|use(?: up)?|spend)(?: up)?(?: all)?(?: of)? (?:my |our |the )?(?P<name>.+)$"
)
_OWN_TASKS = frozenset({Kind.CREDIT, Kind.CLAIM, Kind.REGISTRATION})
"""Kinds that are named by what is to be done."""


def read_note(text: str, now: datetime) -> Request | None:
    """What a tidied message tells to keep in mind; None for any other. `now` is aware and in the
    member's zone. Raises Unkept for a ladder that is too long, and for an odd repetition."""
    said = _ANOTHER.sub("", text)
    found = _reminder(said, now) or _duty(said, now) or _statement(said, now)
    return replace(found, another=said != text) if isinstance(found, Told) else found


def is_filler(words: str) -> bool:
    """Whether words only join a thing to its day, so that they name nothing."""
    return _FILLER.fullmatch(words) is not None


def _reminder(text: str, now: datetime) -> Request | None:
    if first := _FIRST.match(text):
        text = f"{text[first.start('head') :]} {first['lead']}"
    found = _REMIND.match(text)
    if not found or _NO_THING.match(found["rest"].lstrip(" :,")):
        return None
    text = f"{_REMIND_ME}{found['rest']}"
    sentence = read_sentence(text, now, len(_REMIND_ME))
    if not sentence.rest or (sentence.when and _REFERENCE.fullmatch(sentence.rest)):
        return _reminded_of_it(sentence, text)
    if _ENDS_OF.search(text):
        raise Unkept(_EVERY)
    told = _told(sentence, by=_is_by(text, sentence))
    # Without a day of any kind it may be a wish to be told something: "remind me of the rules".
    lacks = not (sentence.when or sentence.ladder or sentence.repeats or sentence.errand)
    return None if lacks and told.kind is Kind.CUSTOM and not _is_titled(text) else told


def _is_titled(text: str) -> bool:
    """Whether a deadline is named as one, by its number or behind a colon."""
    return _REFERENCE.fullmatch(text.rsplit(maxsplit=1)[-1]) is not None or ":" in text


def _reminded_of_it(sentence: Sentence, text: str) -> Request | None:
    """A wish to be reminded that names nothing, or no more than a number."""
    if sentence.when:
        return Snooze(sentence.rest, text[sentence.when.start : sentence.when.end])
    if not sentence.ladder:
        return None
    return Told(Kind.CUSTOM, "it", None, ladder=sentence.ladder, only=sentence.only)


def _duty(text: str, now: datetime) -> Request | None:
    """A duty with its last day, and nothing else after that: "I have to claim it by 15 June"."""
    found = _DUTY.match(text)
    if not found:
        return None
    sentence = read_sentence(f"to {found['task']}", now)
    if sentence.when is None or not all(map(_FILLER.fullmatch, sentence.pieces[1:])):
        return None
    told = _told(sentence, by=True)
    return None if told.kind is Kind.CUSTOM else told


def _statement(text: str, now: datetime) -> Request | None:
    """A thing of a known kind, and nothing but its day: "my license expires in May"."""
    for pattern in (*_STATED, _BRIEFLY, _TERSELY):
        found = pattern.match(text)
        if not found or not _is_thing(found["subject"], plainly=pattern in {_BRIEFLY, _TERSELY}):
            continue
        if told := _stated(found["subject"], text[found.end("subject") :], now):
            return told
    return _open(text, now) or read_briefly(text, now)


def _open(text: str, now: datetime) -> Told | None:
    """Something of no known kind that is said to run out or to be a deadline."""
    found = _OPENLY.match(text)
    if not found:
        return None
    named = next(name for name, said in found.groupdict().items() if said)
    if _NO_SUBJECT.search(found[named]) or _ENDING.search(found[named]):
        return None
    if _DIGIT.search(found[named]) and read_when(found[named], now):
        return None
    return _stated(found[named], text[found.end(named) :], now)


def _stated(subject: str, said: str, now: datetime) -> Told | None:
    """A deadline, from what is said behind its name."""
    sentence = read_sentence(said, now)
    if not sentence.when or not is_filler(sentence.rest):
        return None
    kind = kind_named(subject)
    when = sentence.when
    if _PAST.match(said) and not _YEAR.search(when.phrase):
        when = _over(when)
    return Told(
        kind,
        title_of(subject, kind),
        when,
        sentence.repeats,
        sentence.ladder,
        only=sentence.only,
    )


def _over(when: When | Unclear) -> Unclear:
    """A day without its year that is told as past: the one to come can only be offered."""
    options = (when,) if isinstance(when, When) else when.options
    return Unclear(when.phrase, when.start, when.end, Reason.PAST, options)


def _is_thing(subject: str, *, plainly: bool) -> bool:
    """Whether a subject is of a known kind, and no sentence itself; `plainly` of that alone."""
    if plainly:
        return is_plain_name(subject)
    sentence = _ENDING.search(subject) or _NO_SUBJECT.search(subject)
    return kind_named(subject) is not Kind.CUSTOM and not sentence


def _told(sentence: Sentence, *, by: bool) -> Told:
    """A deadline; or an errand, of which one wants to hear at the very moment it names."""
    if _ODDLY.search(sentence.rest):
        raise Unkept(_EVERY)
    moment = sentence.errand and sentence.when is not None and not by
    named = _LOOSE_ENDS.sub("", sentence.rest)
    kind = kind_named(named, task=sentence.errand)
    if moment and kind not in _OWN_TASKS:
        kind = Kind.CUSTOM
    thing = _OBJECT.match(named) if kind not in {*_OWN_TASKS, Kind.CUSTOM} else None
    title = title_of(thing["name"] if thing else named, kind)
    ladder = (*sentence.ladder, *((0,) if moment and 0 not in sentence.ladder else ()))
    return Told(kind, title, sentence.when, sentence.repeats, ladder, only=moment or sentence.only)


def _is_by(text: str, sentence: Sentence) -> bool:
    when = sentence.when
    return when is not None and bool(_BY.search(text[: when.start]) or _BY.match(when.phrase))
