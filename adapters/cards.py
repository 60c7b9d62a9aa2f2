"""What the program cards of every chat have in common: how much they show, what a press names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.messages import Briefing, Citation, Match, Programs, Section
from bot.programs.comparing import FEWEST, MOST
from bot.programs.words import provenance
from knowledge.programs import Program

MOST_CARDS = 5
MOST_REASONS = 4
FEW_REASONS = 2
SHORT_CARDS = 3
"""Cards under an answer."""

TITLE_LIMIT = 150
PROVIDER_LIMIT = 80
FACTS_LIMIT = 300
REASON_LIMIT = 160
FEW_FACTS = 160
"""Characters of the facts of a program in a line."""

FEWER_LINES = (40, 20, 10, 5)
"""Programs in lines, where there is no room for all."""

SMALL_LIMIT = 400
MOST_DOUBTS = 3
CELL_LIMITS = (240, 120, 60)
"""Characters of a cell of a comparison: the first of these with which the whole fits."""

_LETTERS = "ABCD"


def smaller(message: Programs) -> Iterator[tuple[Programs, int]]:
    """The message with ever fewer cards, and how many reasons each of them shows."""
    held = len(message.matches) + len(message.perhaps) + len(message.nearest)
    for cards in range(max(1, min(MOST_CARDS, held)), 0, -1):
        for most in (MOST_REASONS, FEW_REASONS):
            yield _with(message, cards), most


def _with(message: Programs, cards: int) -> Programs:
    """So many cards at most; what fits and is not shown is counted in `more`."""
    matches = message.matches[:cards]
    perhaps = message.perhaps[: cards - len(matches)]
    nearest = message.nearest[: cards - len(matches) - len(perhaps)]
    more = message.more + len(message.matches) - len(matches)
    return replace(message, matches=matches, perhaps=perhaps, nearest=nearest, more=more)


def reasons(match: Match, most: int) -> list[str]:
    """So many reasons at most: the first ones, and the last, which tells a sign of quality where
    the others tell that it meets the request."""
    told = [reason.text for reason in match.why]
    return told if len(told) <= most else [*told[: most - 1], told[-1]]


def caution(text: str) -> str:
    """What to know before relying on a record."""
    return f"Note: {text}"


def source(program: Program) -> str:
    """Where the record was read."""
    return f"Source: {provenance(program)}"


def small_print(match: Match) -> str:
    """What the record does not state, and where it was read."""
    lacking = f"Not stated: {', '.join(match.unstated)}. " if match.unstated else ""
    return f"{lacking}{source(match.program)}"


def carded(briefing: Briefing) -> set[int]:
    """The sections whose programs are shown on cards: all where they are few, else the last that
    has any, which says what to do; elsewhere a program is a line."""
    held = [place for place, section in enumerate(briefing.sections) if section.programs]
    programs = sum(len(briefing.sections[place].programs) for place in held)
    return set(held if programs <= MOST_CARDS else held[-1:])


def mark(section: Section, number: int) -> str:
    """What stands before a program in a line; on the member's own list, what it is removed by."""
    return f"{number}. " if section.saved else "→ "


def shorter(briefing: Briefing) -> Briefing | None:
    """Without its last section but one, or else its last statement; None when little is left."""
    if not briefing.sections:
        return None
    *before, last = briefing.sections
    if before:
        return replace(briefing, sections=(*before[:-1], last))
    if len(last.statements) > 1:
        return replace(briefing, sections=(replace(last, statements=last.statements[:-1]),))
    return None


def cited(briefing: Briefing) -> tuple[Citation, ...]:
    """The citations of its statements; a program's own stand behind the card's source."""
    numbers = {n for section in briefing.sections for s in section.statements for n in s.citations}
    return tuple(citation for citation in briefing.citations if citation.number in numbers)


def lettered(cells: Sequence[str]) -> list[tuple[str, str]]:
    """Each thing that a row of a comparison says, once, behind the letters of its programs."""
    said: dict[str, list[str]] = {}
    for letter, cell in zip(_LETTERS, cells, strict=False):
        said.setdefault(cell, []).append(letter)
    return [(", ".join(letters), cell) for cell, letters in said.items()]


def letters(count: int) -> str:
    """The letters of so many programs."""
    return _LETTERS[:count]


def to_compare(matches: Iterable[Match]) -> tuple[str, ...]:
    """The programs that a button under these cards compares; none where there is but one."""
    ids = tuple(dict.fromkeys(match.program.id for match in matches))[:MOST]
    return ids if len(ids) >= FEWEST else ()


def programs_in(told: object) -> tuple[str, ...]:
    """The programs that a press names; none where no button of ours says such a thing."""
    if not isinstance(told, list) or len(told) > MOST:
        return ()
    named = [each for each in told if isinstance(each, str) and each and each.isprintable()]
    return tuple(named) if len(named) == len(told) else ()
