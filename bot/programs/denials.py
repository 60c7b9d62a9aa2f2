"""What a request says it does not want: turned round where that can be, else told as a doubt."""

from __future__ import annotations

from bot.programs.asked import NOTHING, Part
from bot.programs.patterns import lazy
from bot.programs.wanted import DESTINATION, NAMES, is_on

_DENIAL = lazy(
    r"(?:(?<!\w)(?:not|no|nothing|without|never|except(?: for)?|excluding|other than|anything but|"
    r"everything but|besides|instead of|rather than|(?:do|does|is|are|would|wo|ca)n'?t|cannot|"
    r"avoid(?:ing)?|skip(?:ping)?|minus|tired of|hate|but not|leave out)"
    r"\s+)(?:(?:a|an|any|the|be|is|it|to|in|for|on|by|of|about|more|another|with|from|at|those|too|"
    r"want|need|do|does|have|has|like|attend|take|another|necessarily|anything|things?|stuff)\s+)"
    r"{0,4}$"
)
_NOT_ONLY = lazy(r"\bnot\s+(?:only|just|necessarily)\b")
_LISTED = lazy(r"\s*(?:,|/|or|nor|and|, or|, and)\s*(?:any |a |for |in )?")
_REACH = 60


def without_denied(whole: str, parts: list[Part]) -> list[Part]:
    """The parts with those that are said not to be wanted turned round, or told as a doubt."""
    read: list[Part] = []
    before: tuple[Part, int] | None = None
    for part in parts:
        start = _denial(whole, part, before)
        if start is None:
            read.append(part)
            before = None if before and before[0].end != part.end else before
            continue
        read.append(_contrary(whole, part, start))
        before = (part, start)
    return read


def _denial(whole: str, part: Part, before: tuple[Part, int] | None) -> int | None:
    """Where the words begin that deny a part; None when nothing does."""
    if part.doubt and not _sets(part):
        return None
    head = whole[max(0, part.start - _REACH) : part.start]
    if (found := _DENIAL.search(head)) and not _NOT_ONLY.search(found.group()):
        return part.start - len(head) + found.start()
    if before and facet_of(before[0]) == facet_of(part):
        if before[0].end == part.end:
            return before[1]
        if _LISTED.fullmatch(whole[before[0].end : part.start]):
            return part.start
    return None


def _contrary(whole: str, part: Part, start: int) -> Part:
    if part.contrary:
        facets, said = part.contrary
        return Part(start, part.end, facets, said)
    words = " ".join(whole[start : part.end].split())
    doubt = f"I cannot filter by “{words}”, so look out for it in what I show."
    return Part(start, part.end, doubt=doubt)


def _sets(part: Part) -> bool:
    return bool(part.destination) or part.facets != NOTHING


def facet_of(part: Part) -> str:
    """The one thing that a part is about."""
    if part.destination:
        return DESTINATION
    return next((name for name in NAMES if is_on(part.facets, name)), "")
