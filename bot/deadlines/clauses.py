"""Messages that hold more than one thing: which clauses are requests, and what is left over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.answering.vocabulary import Kind, mentions
from bot.deadlines.notes import is_filler
from bot.deadlines.requests import asks, read_request
from bot.deadlines.sentences import LONGEST, tidied
from bot.deadlines.wanted import Decline, Delete, Finish, Move, Repeat, Request, Snooze, Told
from bot.programs.patterns import lazy
from bot.when.reading import When, read_when

_MOST_SEAMS = 6
"""More of them make a list, which is read as one."""

_SEAM = lazy(r"(?: ?[,;.!]+ (?:and |but |so |then |also )?| (?:and|but|so|then) )(?=\S)")
_LEADS = (
    ("remind me to", lazy(r"^(?:remind|nudge|ping) me\b")),
    ("i have to", lazy(r"^(?:(?:i|we) )?(?:have to|need to|must|should|gotta|got to)\b")),
)
"""What a clause begins with that goes for the next one too: "call HR on Friday and email Bob"."""

_TASK = lazy(
    r"^(?!(?:it|its|it's|i|we|he|she|they|you|my|our|the|this|that|then|again|also|at|on|in|by|"
    r"if|because|since|as|or|not|no)\b)[a-z]+ \S"
)
_LISTED = lazy(
    r"^(?P<verb>delete|remove|drop|done|finish|complete|done with) "
    r"(?P<first>#?\d{1,3})(?P<more>(?:(?:,| and|, and) #?\d{1,3})+)$"
)
_NUMBER = lazy(r"#?\d{1,3}")
_SELF = lazy(r"^(?:i am|i'm|im|i work|i live)\b")
_OF_MEMBER = lazy(
    r"(?<!\w)(?:i am|i'm|im|i work|i live|my|our|remind|want|need|would like|\$ ?\d)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One request, and the words it was read from."""

    text: str
    request: Request


@dataclass(frozen=True, slots=True)
class Heard:
    """The requests of a message, in its order, and the words of it that nothing comes of; "" when
    there are none that the member may have meant to be kept."""

    clauses: tuple[Clause, ...] = ()
    left: str = ""


def read_all(text: str, now: datetime) -> Heard:
    """Every request of a message. `now` is aware and in the member's zone. Raises Unkept."""
    said = tidied(text)
    if len(text) > LONGEST or not said:
        return Heard()
    if not asks(said) and (several := _listed(said, now) or _several(said, now)):
        return Heard(several)
    request = read_request(text, now)
    if request and not _is_two(request):
        return Heard((Clause(text, request),))
    heard = Heard() if asks(said) else _one_of(said, now)
    return heard if heard.clauses or not request else Heard((Clause(text, request),))


def _is_two(request: Request) -> bool:
    """Whether what stands as a title may be a clause of its own and a title: "np in Texas,
    license"."""
    return isinstance(request, Told) and "," in request.title


def _listed(said: str, now: datetime) -> tuple[Clause, ...]:
    """One request for each of several numbers: "delete 1 and 2"."""
    found = _LISTED.match(said)
    if not found:
        return ()
    numbers = (found["first"], *(each[0] for each in _NUMBER.finditer(found["more"])))
    texts = [f"{found['verb']} {number}" for number in dict.fromkeys(numbers)]
    read = [Clause(text, request) for text in texts if (request := read_request(text, now))]
    return tuple(read)


def _several(said: str, now: datetime) -> tuple[Clause, ...]:
    """The clauses of a text when each of them is a request by itself; () when one is none, or when
    there is but one."""
    for head, tail in _halves(said):
        first = _whole(head, now)
        second = first and (_several(tail, now) or _following(head, tail, now))
        if first and second:
            return (first, *second)
    return ()


def _following(head: str, tail: str, now: datetime) -> tuple[Clause, ...]:
    """The last clause; behind an errand another one may stand in its bare words."""
    leads = [lead for lead, pattern in _LEADS if pattern.match(head) and _TASK.match(tail)]
    texts = (tail, *(f"{lead} {tail}" for lead in leads))
    found = next(filter(None, (_whole(text, now) for text in texts)), None)
    return (found,) if found else ()


def _one_of(said: str, now: datetime) -> Heard:
    """The one clause that tells a deadline, beside others that the agenda does not keep."""
    for head, tail in _halves(said):
        if found := _whole(tail, now):
            return Heard((found,), head if _is_meant(head, now) else "")
        if _SELF.match(tail) and (found := _whole(head, now)):
            return Heard((found,), tail)
    return Heard()


def _halves(said: str) -> Iterator[tuple[str, str]]:
    seams = list(_SEAM.finditer(said))
    for seam in seams if len(seams) <= _MOST_SEAMS else ():
        yield said[: seam.start()], said[seam.end() :]


def _whole(text: str, now: datetime) -> Clause | None:
    """The text as a request that lacks nothing; None when it is none."""
    request = read_request(text, now)
    match request:
        case Told(title=title, when=when) if when and not is_filler(title):
            return Clause(text, request)
        case Move(name, when, later=later) if name and (when or later):
            return Clause(text, request)
        case Finish(name) | Delete(name) | Decline(name) | Repeat(name) if name:
            return Clause(text, request)
        case Snooze(name, until) if name and until:
            return Clause(text, request)
    return None


def _is_meant(left: str, now: datetime) -> bool:
    """Whether words may have been meant to be kept: they hold a day, or tell of the member."""
    told = isinstance(read_when(left, now), When) or _OF_MEMBER.search(left) is not None
    return told or any(each.kind is Kind.PROFESSION for each in mentions(left))
