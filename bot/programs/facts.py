"""A question about one program that it names: what its record states, and what it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answering.shorthand import spelled_out
from bot.messages import Briefing, Section
from bot.ports import Catalog
from bot.programs import words
from bot.programs.citing import Citer
from bot.programs.patterns import lazy
from knowledge.programs import Program
from knowledge.saying import listed
from knowledge.sheet import sheet

_LIKELY = 5
"""Programs whose names are held against a question."""

_MOST_OF_A_TITLE = 0.6
_ABBREVIATION = 3

_ASKS = (
    (
        "its fee",
        ("fee",),
        r"costs?|prices?|fees?|how much (?!credit|cme|time)|charges?|free|expensive|afford",
    ),
    (
        "its credit",
        ("credits", "moc"),
        r"credits?|contact hours?|cmes?|ceus?|moc|points|how many hours",
    ),
    (
        "its dates",
        ("start", "registration_deadline", "application_deadline", "expires_on"),
        r"when|dates?|deadlines?|starts?|begins?|register|registration|appl(?:y|ications?)|expires?",
    ),
    (
        "how long it takes",
        ("hours_to_complete",),
        r"how long|how much time|hours does it take|duration",
    ),
    (
        "who may take it",
        ("professions", "specialties"),
        r"who|eligib\w*|open to|for (?:nurses|physicians|pas|pharmacists)|can (?:i|a|an)\b",
    ),
    ("where it is held", ("delivery", "travel"), r"where|online|in person|virtual|travel|remote"),
    (
        "its accreditation",
        ("provider_accreditor", "jointly_accredited", "commercial_support"),
        r"accredit\w*|commercial|sponsor\w*|independen\w*|industry",
    ),
    (
        "its results",
        ("changes_measured", "outcome_summary", "designed_to_change"),
        r"outcomes?|results?|measur\w*|evidence|effective",
    ),
    (
        "what it teaches",
        ("description", "topics", "competencies"),
        r"about|teach\w*|topics?|learn|cover\w*|curriculum|content",
    ),
)
_READ = tuple((name, fields, lazy(rf"\b(?:{asks})\b")) for name, fields, asks in _ASKS)

_COMMON = frozenset(
    "a an and the of for in on to with by at or program programs course courses academy training "
    "certificate series university college school medical medicine health healthcare care american "
    "association society institute center national education executive continuing board state "
    "department services physicians nurses nursing pharmacists professional professionals".split()
)


def facts(question: str, catalog: Catalog) -> Briefing | None:
    """What the record of a program states of what is asked about it; None when the question names
    no program, or asks nothing that a record could state. Raises HubError."""
    asked = [(name, fields) for name, fields, asks in _READ if asks.search(question)]
    program = _named(question, catalog) if asked else None
    if program is None:
        return None
    citer, places = Citer(), sheet(program).places
    stated = [field for _, fields in asked for field in fields if field in places]
    lacking = [name for name, fields in asked if not any(field in places for field in fields)]
    said = tuple(citer.recite(program, (field,)) for field in dict.fromkeys(stated))
    return Briefing(
        question=question,
        title=f"{program.title}, {program.provider}",
        sections=(Section("What its record states", said),) if said else (),
        citations=citer.citations,
        notes=tuple(_notes(program, lacking)),
    )


def _notes(program: Program, lacking: list[str]) -> Iterator[str]:
    if lacking:
        yield f"Its record does not state {listed(lacking)}."
    yield f"Its facts are {words.provenance(program)}{f' ({program.url})' if program.url else ''}."


def _named(question: str, catalog: Catalog) -> Program | None:
    """The program whose provider the question names together with most of its title."""
    spelled = spelled_out(question)
    held = _telling(spelled) | _telling(question)
    for program in catalog.named(spelled, _LIKELY):
        titles = map(_telling, (program.title, program.title.partition(":")[0]))
        share = max(len(title & held) / max(1, len(title)) for title in titles)
        if share >= _MOST_OF_A_TITLE and not held.isdisjoint(_names(program.provider)):
            return program
    return None


def _names(provider: str) -> frozenset[str]:
    """The telling words of a provider's name, and its initials."""
    initials = "".join(re.findall(r"\b[A-Z]", provider)).casefold()
    return _telling(provider) | ({initials} if len(initials) >= _ABBREVIATION else frozenset())


def _telling(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold())) - _COMMON
