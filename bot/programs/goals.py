"""Where a career is to go: "become a CMO", "move into informatics", "clinical depth"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.programs.asked import Asked, Part
from bot.programs.patterns import words

_LEAD = (
    r"become|becoming|be|being|mov(?:e|ing) (?:away )?from (?:the )?\w+ (?:in)?to|"
    r"move (?:up )?(?:in)?to|moving (?:up )?(?:in)?to|"
    r"(?:transition|switch|shift|pivot|cross over|chang)(?:e|ing)?(?: over)? (?:in)?to|"
    r"(?:get|go|break|grow|step|advance|head)(?:ting|ing|ping|d)? (?:up )?(?:in)?to|"
    r"aim(?:ing)? (?:for|at|to be)|aspir\w+(?: to(?: be)?| for)?|future|"
    r"(?:path(?:way)?|road|route|track|way|promot\w+|step|ladder) (?:in)?to(?:ward)?s?|"
    r"(?:next|dream) (?:job|role|step|position|move)(?: is| as| to|:)?|careers? (?:in|as|toward)|"
    r"(?:(?:i'?m|am|i) train(?:ing)? for|train(?:ing)? (?:to be|to become|as)|"
    r"(?:prepar\w+|ready|groom\w+|interview\w*|apply\w*|qualify|working|work)(?: me)? "
    r"(?:for|as|to be|to become|towards?))|(?:role|job|position|post) (?:as|of|in)|end up(?: as|"
    r" in)?|"
    r"towards?|made|named|hired as|take on(?: an?)?|get|want(?: a| an)?|to"
)
_A = (
    r"(?:\s+(?:a|an|the|my|our|hospital|director(?= of)|better|more|full-time|senior|certified|"
    r"clinical(?= (?:nurse )?(?:leader|educator|informatic|faculty|instructor|professor))|"
    r"healthcare|health|care|first)){0,4}"
)
_LEVEL = (
    r"(?:\s+(?:roles?|positions?|jobs?|posts?|work|career|path|track|leadership|someday|one day))?"
)
_ROLES = {
    "quality": (
        r"(?:cqo|chief quality officer|(?:chief )?patient safety officer|director of "
        r"(?:quality|patient safety)|"
        r"quality(?: improvement)?(?: and (?:patient )?safety)?(?: (?:lead(?:er)?|director|"
        r"manager|officer|specialist|coach|"
        r"chief|coordinator|roles?|jobs?|work|department|team))?|patient safety(?: (?:lead|"
        r"specialist|roles?|work))?|qi lead(?:er)?|"
        r"cphq|infection preventionist)"
    ),
    "informatics": (
        r"(?:cmio|cnio|chief (?:medical|nursing|clinical|pharmacy) (?:information|informatics) "
        r"officer|"
        r"(?:medical |clinical |nurs(?:e|ing) |pharmacy |health )?informatic(?:s|ist|ian)s?(?: "
        r"(?:nurse|pharmacist|specialist|lead))?|"
        r"nurse informaticist|health it|digital health|data science|clinical ai)"
    ),
    "education": (
        r"(?:(?:nurs(?:e|ing) |clinical |medical |pharmacy )?(?:educators?|education|teaching)|"
        r"(?:nursing |medical )?faculty|"
        r"(?:residency |clerkship |fellowship )?program director|clerkship (?:director|lead)|"
        r"clinical instructor|teacher|"
        r"preceptor|academi(?:c medicine|a)|associate dean|dean|dio|professor)"
    ),
    "advanced practice": (
        r"(?:(?:family |acute care |psych(?:iatric)? )?nurse practitioner|f?nps?|pmhnp|aprn|"
        r"crna|nurse anesthetist|"
        r"(?:nurse[- ])?midwife|clinical nurse specialist|cns|advanced practice(?: (?:nurse|"
        r"nursing|provider|clinician))?|dnp|"
        r"advanced practice pharmacist)"
    ),
    "clinical depth": (
        r"(?:(?:cardiology|oncology|critical care|clinical|\w+ology) (?:fellow(?:ship)?|"
        r"specialist|expert)|fellow|subspecialist|"
        r"clinical (?:depth|expert(?:ise)?|excellence|specialist)|board[- ]certified (?:\w+ "
        r")?(?:specialist|pharmacist)|"
        r"(?:a )?clinician|subspeciali[sz]ation|clinical(?:ly)? (?:skills?|knowledge))"
    ),
    "leadership": (
        r"(?:c[mnepofi]os?|cne|c-suite|dop|don|vpma|vp|vice president|chief (?:\w+ "
        r"){1,2}(?:officer|executive)|chief of \w+|chief nurse|"
        r"medical directors?(?:ship)?|(?:pharmacy|nursing|clinic|service line|department|"
        r"division|lab|rehab) (?:director|chief|chair|head|manager)|"
        r"director of (?:pharmacy|nursing|rehab\w*|nutrition|respiratory care|\w+)|director|"
        r"department (?:chair|chief|head)|chair|section (?:chief|head)|"
        r"(?:nurse|unit|charge|practice|clinic|pharmacy|assistant nurse|hospital) (?:manager|"
        r"leader|executive|administrator|supervisor)|(?:nurse )?manager|supervisor|"
        r"charge nurse|(?:physician |nurse |nursing |clinical |executive |pharmacy |pa |"
        r"hospital |senior |medical )?leader(?:s|ship)?|"
        r"(?:hospital |healthcare )?(?:executive|administrator|administration|management|"
        r"admin)|president|head of \w+|physician executive|chief)"
    ),
}
_TOWARD = {
    name: words(rf"(?:{_LEAD}){_A}\s+(?P<role>{role}s?){_LEVEL}") for name, role in _ROLES.items()
}
_DEPTH = words(
    r"clinical depth|(?:deepen|strengthen|sharpen|grow|improve|advance)(?:ing)? my clinical"
    r"(?: (?:skills?|knowledge|expertise|practice))?|(?:get|getting|be|become) (?:better|stronger) "
    r"(?:at (?:the )?bedside|clinically)|stay (?:clinical|at the bedside)"
)
_LEADING = words(
    r"(?:lead|run|manage|head)(?:ing)? (?:a|my|the|our|an) (?:\w+ )?(?:unit|department|service "
    r"line|"
    r"hospital|clinic|division|ward|group)|climb the ladder|(?:get|be|getting) promoted"
)
_ORDER = tuple(_ROLES)


def read(asked: Asked) -> Iterable[Part]:
    """The direction of a career: the role that a request says somebody wants, by its kind."""
    for match in _DEPTH.finditer(asked.rest):
        yield _part(match, "clinical depth")
    taken: list[tuple[int, int]] = []
    for name in _ORDER:
        for match in _TOWARD[name].finditer(asked.rest):
            place = match.span("role")
            if all(place[1] <= start or end <= place[0] for start, end in taken):
                taken.append(place)
                yield _part(match, name)
    for match in _LEADING.finditer(asked.rest):
        yield _part(match, "leadership")


def _part(match: re.Match[str], destination: str) -> Part:
    """The part, of which the role's own words are searched for."""
    role = match.span("role" if "role" in match.groupdict() else 0)
    said = f"toward {destination}"
    return Part(*match.span(), said=said, destination=destination, kept=role)
