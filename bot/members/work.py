"""What members say of their work: what they are, where, when, and what they want to become."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.answering.cities import cities_in
from bot.answering.vocabulary import STATES, Kind, mentions
from bot.members.pieces import Piece
from bot.members.profile import Profile, Shift
from bot.programs import people
from bot.programs.asked import Asked
from bot.programs.patterns import lazy, words
from bot.programs.titles import FIELDS

ME = r"(?:i(?:'m|'ve|'d)?|my|am|work|working|live|want|hope|and)\b"
_END = rf"(?=\s*(?:[,;!\0]|\.(?:\s|$)|$)|\s+(?:and|but|so) {ME}|\s+(?:as|in|on|where|since)\s)"
_NAME = r"(?:(?:\b(?:st|mt|ft|dr)\.)|[^,;.!?\0]|\.(?=\w)){2,60}?"
_SITE = lazy(
    rf"(?:\b(?:at|for)|my (?:hospital|site|employer|workplace|facility|clinic) is(?: called)?) "
    rf"(?P<name>{_NAME}){_END}"
)
_INSTITUTION = words(
    r"hospitals?|clinics?|medical|health(?:care)?|centers?|university|college|st|saint|mount|mt|va|"
    r"memorial|general|children'?s|system|kaiser|mercy"
)
_NO_SITE = lazy(r"^(?:an? |my |our |home\b|nights?\b|the (?:bedside|moment|hospital|clinic)\b|\d)")
_TEAM = lazy(
    rf"\b(?:i(?:'m| am|m)|i work|work) (?:on|in|with) (?:the )?(?P<ward>(?!\d+[ -]hour)\d+[- "
    rf"]?(?!days?|weeks?|months?|hours?)[a-z]\w*(?: \w+)??|(?P<team>[\w'&/-]+(?: "
    rf"[\w'&/-]+){{0,2}}?) team){_END}|\bmy (?:team|unit|ward|floor) is (?:called |named )?(?:the "
    rf")?(?P<mine>{_NAME}){_END}"
)
_PROPER = re.compile(r"[A-Z0-9]")
_SHIFTS = {
    Shift.ROTATING: (
        r"(?:rotat\w+ )?(?:between )?(?:days and nights|nights and days)|rotat\w+(?: shifts?)?|"
        r"swing shifts?|variable shifts?"
    ),
    Shift.NIGHTS: (
        r"night[- ]shifts?|(?:the )?nights?|overnights?|graveyards?(?: shifts?)?|nocs?|(?:third|"
        r"3rd) shift|7 ?pm? ?(?:-|to) ?7 ?am?|1900 ?- ?0700"
    ),
    Shift.EVENINGS: (
        r"evening[- ]shifts?|evenings?|pm shifts?|(?:second|2nd) shift|3 ?pm? ?(?:-|to) ?11 ?pm?"
    ),
    Shift.DAYS: (
        r"day[- ]shifts?|days|(?:first|1st) shift|7 ?am? ?(?:-|to) ?7 ?pm?|7 ?am? ?(?:-|to) ?3 ?pm?"
    ),
}
_SHIFT = {shift: words(pattern) for shift, pattern in _SHIFTS.items()}
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?"
_ON_DAYS = lazy(rf"\b{_DAY}(?:(?:,? and |, ?|/| ?& ?| ){_DAY})*,? $")
_NO_DAYS = (
    "I do not keep on which days you work. Days without nudges you can tell me: “I'm off on "
    "Mondays”."
)
_TOWN = lazy(r"\bin (?P<town>[a-z.]+(?: [a-z]+)?),? $")
_REVIEW = words(rf"my (?:usual )?review month is (?:in )?(?P<month>{'|'.join(MONTHS)})")
_WARD = {
    name: words(rf"(?:(?<=\bin )|(?<=, ))(?:the |an? )?(?:{field})")
    for name, field in FIELDS.items()
}
_SPECIALTY = lazy(
    rf"\b(?:my (?:clinical )?specialty is|i speciali[sz]e in) (?P<name>{_NAME}){_END}"
)
_LICENSED = words(r"licen[sc]\w*")
_CODE = re.compile(rf"\b(?:{'|'.join(STATES)})\b")
_ALSO = words(r"also|too|as well|additional(?:ly)?")
_LESS_TELLING = frozenset({"nurse", "administrator", "practical nurse"})


def place_of_work(text: str) -> Iterator[Piece]:
    """Employer, and team or unit."""
    for match in _TEAM.finditer(text):
        name = (match["mine"] or match["team"] or match["ward"]).strip()
        if not match["mine"] or _PROPER.match(name) or "called" in match.group():
            yield Piece(*match.span(), {"team": name})
    for match in _SITE.finditer(text):
        name = match["name"].strip()
        plain = name.removeprefix("the ").removeprefix("The ")
        if (plain[:1].isupper() or _INSTITUTION.search(plain)) and not _NO_SITE.search(name):
            yield Piece(*match.span(), {"site": name})


def shift(text: str) -> Iterator[Piece]:
    """When somebody works; of shifts that are named together the widest counts."""
    for kind, pattern in _SHIFT.items():
        if match := pattern.search(text):
            days = _ON_DAYS.search(text[: match.start()])
            start = days.start() if days else match.start()
            yield Piece(start, match.end(), {"shift": kind}, doubt=_NO_DAYS if days else "")
            return


def review_month(text: str) -> Iterator[Piece]:
    """The month of the yearly review, where it is told as such."""
    for match in _REVIEW.finditer(text):
        yield Piece(*match.span(), {"review_month": MONTHS.index(match["month"].casefold()) + 1})


def who(text: str) -> tuple[list[Piece], bool]:
    """Profession and specialty; and whether somebody else is spoken of, which tells nothing."""
    pieces: list[Piece] = []
    for match in _SPECIALTY.finditer(text):
        name = _known_specialty(match["name"]) or match["name"].strip()
        pieces.append(Piece(*match.span(), {"specialty": name}))
    parts = list(people.read(Asked(text, text, date.min)))
    for part in parts:
        facets = part.facets
        changes = {"profession": facets.professions[:1], "specialty": facets.specialties[:1]}
        told = {name: value[0] for name, value in changes.items() if value}
        pieces.append(Piece(part.start, part.end, told, doubt=part.doubt))
    others = any(
        not (part.facets.professions or part.facets.specialties or part.doubt) for part in parts
    )
    return pieces, others


def ward(text: str) -> Iterator[Piece]:
    """The field somebody works in, named behind them: "in the ICU", or alone between commas."""
    if " in " not in text.casefold() and ", " not in text:
        return
    for name, pattern in _WARD.items():
        for match in pattern.finditer(text):
            yield Piece(*match.span(), {"specialty": name})


def main_profession(one: str, other: str) -> str:
    """The one of two professions that says more: who is a nurse and a nurse practitioner is the
    latter."""
    return other if one in _LESS_TELLING else one


def states(text: str, profile: Profile) -> Iterator[Piece]:
    """The US states that are named, also by a large city; "also" adds to those known."""
    named = (m for m in mentions(text) if m.kind is Kind.STATE)
    spans = {(m.start, m.end): _code(m.term) for m in named}
    spans |= {match.span(): _code(state) for match, state in cities_in(text)}
    if _LICENSED.search(text):
        spans |= {m.span(): m.group() for m in _CODE.finditer(text)}
    codes = tuple(dict.fromkeys(code for _, code in sorted(spans.items())))
    known = profile.states if _ALSO.search(text) else ()
    for start, end in spans:
        town = _TOWN.search(text[:start])
        begin = town.start("town") if town else start
        yield Piece(begin, end, {"states": tuple(dict.fromkeys((*known, *codes)))})


def _known_specialty(name: str) -> str:
    """A specialty by the name that the catalog has for it; "" when it is none of these."""
    parts = people.read(Asked(f"{name} nurse", f"{name} nurse", date.min))
    return next((part.facets.specialties[0] for part in parts if part.facets.specialties), "")


def _code(name: str) -> str:
    return next(code for code, full in STATES.items() if full == name)
