"""Whether a message asks what is coming up, or when one thing is."""

from __future__ import annotations

from bot.deadlines.wanted import Show
from bot.programs.patterns import lazy

_THINGS = r"(?:deadlines|reminders|nudges|due dates|agenda)"
_AHEAD = r"(?:coming up|due|up next|upcoming|ahead|next|on my agenda)"
_SPAN = r"(?:this|next) (?:week|month|quarter|year)|today|tomorrow"
_THEN = (
    r"(?: for me| with me| soon| now| next| this (?:week|month|quarter|year)| "
    r"next (?:week|month|quarter|year))*$"
)
_SHOW = (
    lazy(r"^(?:show (?:me )?)?(?:what's )?(?:coming up|upcoming|up next)$"),
    lazy(
        rf"^(?:what(?:'s| is|s| are)?|which are|anything) (?:all )?(?:my |the )?{_AHEAD}"
        rf"{_THEN}"
    ),
    lazy(rf"^what(?:'s| is)? (?:do i have|have i got|i got|on)(?: coming(?: up)?)? (?:{_SPAN})$"),
    lazy(r"^what (?:have )?i got coming(?: up)?$"),
    lazy(rf"^(?:(?:show|see|open|give)(?: me)? )?(?:my |the |a )*list of (?:my |the )*{_THINGS}$"),
    lazy(rf"^what (?:do i have|have i got|else is|is there) {_AHEAD}{_THEN}"),
    lazy(
        r"^(?:(?:show|list|see|open|give|tell)(?: me)? |what(?:'s| is| are|s) |"
        r"which |what |do i have |have i )*(?:any |all )?(?:of )?(?:my |the |any )?"
        rf"(?:upcoming |next |open |current |other )*{_THINGS}(?: coming(?: up)?| do i have|"
        r" i have| have i got| have you got| set| are (?:coming up|set|there)| due)*"
        rf"{_THEN}"
    ),
    lazy(r"^wh(?:en|at)(?:'s| is| do i get) (?:my |the )?next (?:reminder|deadline|nudge)$"),
)
_WHEN_IS = (
    lazy(r"^when(?:'s| is| was) (?:my|our) (?P<name>\S.{0,80}?)(?: due| again)*$"),
    lazy(
        r"^when (?:does|do|will) (?:my|our) (?P<name>\S.{0,80}?) (?:expire|end|run out|close|"
        r"lapse|come up)$"
    ),
)


def read_show(text: str) -> Show | None:
    """Whether a tidied message asks what is coming up, or when one thing is."""
    if any(pattern.match(text) for pattern in _SHOW):
        return Show()
    found = next(filter(None, (pattern.match(text) for pattern in _WHEN_IS)), None)
    return Show(found["name"]) if found else None
