"""Whom a program is for: professions, and the specialty somebody works in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.programs.asked import Asked, Part, blanked
from bot.programs.patterns import lazy, words
from bot.programs.titles import FIELDS, PROFESSIONS, SPECIALISTS, WHO
from knowledge.facets import Facets
from knowledge.saying import people

_PEOPLE = {name: words(pattern) for name, pattern in PROFESSIONS.items()}
_SPECIALIST = {name: words(pattern) for name, pattern in SPECIALISTS.items()}
_FIELD = {
    name: words(
        rf"(?P<field>{field})(?=[- ](?:(?:charge|staff|clinical|bedside|night|travel|floor) "
        rf")?(?:{WHO})(?!\w))|"
        rf"(?:(?<=nurse in )|(?<=nurses in )|(?<=RN in )|(?<=rn in )|(?<=PA in )|(?<=NP in )|"
        rf"(?<=np in )|"
        rf"(?<=pharmacist in )|(?<=physician in )|(?<=resident in )|(?<=fellow in )|"
        rf"(?<=working in )|(?<=work in )|"
        rf"(?<=nurse on )|(?<=physician assistant in )|(?<=doctor in ))(?:the |an? "
        rf")?(?P<ward>{field})"
    )
    for name, field in FIELDS.items()
}
_FAMILY = words(r"family (?:physician|doctor|doc|medicine doctor|practitioner)s?")
_OTHERS = lazy(
    r"\b(?:(?:taught|led|run|written|given|presented|developed|made|reviewed|told|prescribed) by|"
    r"teach(?:ing)?|supervis\w+|mentor(?:ing)?|precept\w*|coach(?:ing)?|evaluat\w+|feedback to|"
    r"work(?:s|ing|ed)? (?:closely )?(?:with|under|alongside|for(?= an? | the | my ))|report(?:s|"
    r"ing)? to|"
    r"married to|dating|ask(?:ed|ing)?|see(?:ing)?|saw|call(?:ed)?|talk(?:ed|ing)? (?:to|with)) "
    r"(?:an? |the |my |your |our |new |junior |other |some |lots of )*$|\bnon[- ]$"
)
_KIN = (
    r"(?:wife|husband|spouse|partner|boss|manager|supervisor|director|chief|chair|mom|mother|dad|"
    r"father|sister|brother|son|daughter|kid|friend|roommate|girlfriend|boyfriend|fianc[eé]+|"
    r"cousin|aunt|uncle|neighbor|colleague|co-?worker|preceptor|mentor|teacher|instructor|ex)s?"
)
_SOMEBODY_ELSE = lazy(
    rf"(?<!for )(?<!for me and )\b(?:my|his|her|our|the) (?:\w+ )?{_KIN}(?:'s|s|,| who)?"
    r"(?: (?:is|are|was|works?|working|as|also|just|already|an?|the|my|\w+ing)){0,5} $"
)
_FORMERLY = lazy(
    r"\b(?:used to (?:be|work as)|(?:i|who) was|formerly|former|ex|previously|once|"
    r"worked (?:\d+ years )?as|(?:started|began)(?: out)?(?: as)?|back when i was|years as|"
    r"past life as|was (?:working )?as)[ -](?:an? |the |my |also |just |once |only )*$"
)
_TURNED = lazy(r"(?: \w+)?[- ]turned[- ]|(?:'s|s)? (?:told|said|says|thinks|keeps|wants me)\b")
_OUTSIDE = words(
    r"(?:medical assistants?|optometrists?|podiatrists?|audiologists?|chiropractors?|counsell?ors?|"
    r"lpcs?|lmfts?|chaplains?|midwifery students?|athletic trainers?|genetic counselors?|"
    r"phlebotomists?|"
    r"(?:radiolog\w+|rad|lab|surgical|sterile processing) tech\w*|veterinarians?|cnas?|nursing "
    r"assistants?|coders?)"
)
_ADVANCED = words(r"advanced practice (?:provider|clinician)s?|(?-i:APPs?)|(?<=\bfor )apps")
_SENT = words(r"we|our|us|teams?|send|bring|take|train")
_TOGETHER = words(r"together|as a team|side by side|jointly")
_PREFIX = 60


def read(asked: Asked) -> Iterable[Part]:
    """Professions, those named as part of a team too, and specialties that people work in: these
    rule out programs aimed at others, not those that name none."""
    text = blanked(asked.plain, [part for part in asked.parts if part.facets.team_based is None])
    parts: list[Part] = []
    for found in (_outside, _fields, _advanced, _specialists, _professions):
        parts += found(blanked(text, parts))
    return _who_come(asked.plain, parts)


def _who_come(text: str, parts: list[Part]) -> list[Part]:
    """The parts; people of several professions who come together say who learns with whom, and
    that the program must take each of them is no more than it says of itself."""
    named = [part for part in parts if part.facets.professions]
    several = len({part.facets.professions for part in named}) > 1
    sent = several and _SENT.search(text) and _TOGETHER.search(text)
    return [Part(p.start, p.end) if sent and p in named else p for p in parts]


def _fields(text: str) -> Iterator[Part]:
    """The field before or behind a person: "ICU nurse", "PA in ortho"."""
    for name, pattern in _FIELD.items():
        for match in pattern.finditer(text):
            yield _specialty(match, name)
    for match in _FAMILY.finditer(text):
        place = (match.start(), match.start() + len("family"))
        facets = Facets(specialties=("family medicine",))
        yield Part(*place, facets, "in family medicine", kept=place)


def _specialists(text: str) -> Iterator[Part]:
    for name, pattern in _SPECIALIST.items():
        for match in pattern.finditer(text):
            if _not_asking(text, match):
                yield Part(*match.span())
            else:
                yield _specialty(match, name)
                yield _profession(match, "physician")


def _professions(text: str) -> Iterator[Part]:
    for name, pattern in _PEOPLE.items():
        found = list(pattern.finditer(text))
        for match in found:
            if _not_asking(text, match):
                yield Part(*match.span())
            elif not _only_capitals(match.group(), text):
                yield _profession(match, name)
        text = blanked(text, [Part(*match.span()) for match in found])


def _not_asking(text: str, match: re.Match[str]) -> bool:
    """Whether it is somebody else, or what somebody was before."""
    head = text[max(0, match.start() - _PREFIX) : match.start()]
    if _TURNED.match(text[match.end() :]):
        return True
    return any(kind.search(head) for kind in (_OTHERS, _SOMEBODY_ELSE, _FORMERLY))


def _only_capitals(word: str, text: str) -> bool:
    """Whether capitals tell nothing, because the whole text is in them."""
    return word in {"DO", "DOS", "PT", "OT", "RT"} and text.isupper()


def _advanced(text: str) -> Iterator[Part]:
    for match in _ADVANCED.finditer(text):
        yield _profession(match, "advanced practice nurse")
        yield _profession(match, "physician assistant")


def _outside(text: str) -> Iterator[Part]:
    for match in _OUTSIDE.finditer(text):
        doubt = f"The catalog keeps no list for “{match.group()}”, so I left the profession open."
        yield Part(*match.span(), doubt=doubt, kept=match.span())


def _profession(match: re.Match[str], name: str) -> Part:
    return Part(*match.span(), Facets(professions=(name,)), f"for {people((name,))}")


def _specialty(match: re.Match[str], name: str) -> Part:
    place = next(
        (match.span(g) for g in ("field", "ward") if match.groupdict().get(g)), match.span()
    )
    return Part(*place, Facets(specialties=(name,)), f"in {name}", kept=place)
