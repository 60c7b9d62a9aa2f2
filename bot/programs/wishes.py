"""Wishes without a word for what is wished: "root cause analysis in under 2 hours"."""

from __future__ import annotations

from datetime import date

from bot.programs.patterns import lazy
from bot.programs.reading import read_wanted
from bot.programs.wanted import Wanted, is_on

SOME_DAY = date(2000, 1, 1)
"""Whether a request sets dates does not depend on the day it is read."""

_SUBJECTS = ("topics", "credit_types", "moc_boards", "mandatory")
_MANNERS = (
    "hours_most",
    "days_most",
    "formats",
    "deliveries",
    "starts_after",
    "ends_before",
    "fee_most",
    "team_based",
    "practice_project",
    "measured",
    "unsupported",
)
_LONGEST, _BRIEF = 25, 12
_ASKS = lazy(
    r"\?|(?:^|[,.;:] ?|and |but |so )(?:do|does|did|is|isn't|are|was|were|can|could|will|would|"
    r"may|am|has|have)(?![\w'])|(?<!\w)(?:how|why|what|which|who|whose|when|where|"
    r"should|shd|owe|vs|versus|requirements?|required|price|salary|exam|eligib\w+|tuition|per|"
    r"degree|dnp|msn|mba|application|subscription|transcript|reimburs\w+|worth|difference|"
    r"deadline|tell|explain|write|draft|email|proof|compare|rate|denied|refus\w+|my boss|got|told|"
    r"said|paid|pay)(?!\w)"
)
_LEARNS = lazy(
    r"(?<!\w)(?:want|like|need|needs|wish|hope|looking|learn\w*|train\w*|take|taking|courses?|"
    r"class(?:es)?|programs?|something|anything|get (?:better|started)|getting (?:better|started)|"
    r"keep up|improve|short (?:on|of)|where (?:do|should|can) i (?:start|begin)|interested|brush "
    r"up|refresh\w*|deepen|credits?|cme|ce|hours|modules?|webinars?|conferences?|certificate|"
    r"study|prepare|what counts|which counts?|fellowships?)(?!\w)"
)
_UNNAMED = lazy(r"(?<!\w)(?:something|anything|programs?|courses?|webinars?)(?!\w)")
_OTHER_MATTER = lazy(
    r"(?<!\w)(?:how (?:many|much|often|long)|percent|deadline|due|negotiate|degree|salary|pay|pays|"
    r"paid|reimburs\w*|refund|denied|refus\w*|requires?|required|requirements?|mandatory|must|"
    r"have to|has to|owe|renew\w*|licen[sc]\w*|state|board|boards|accredit\w*|difference|tax\w*|"
    r"write|draft|letter|email|resume|cv|form|document\w*|transcripts?|certificates? of|proof|"
    r"evidence|audit\w*|record|records|upload|report|submit|log|expire[sd]?|count|counts|"
    r"carry over|"
    r"toward|accept\w*|(?:will|would|do|does|can) (?:they|it|my|i|nurses|\w+) (?:take|earn|get|"
    r"still)|"
    r"earn (?:me|us)|covers? me|blew|signs? off|raise|studies|allowed|"
    r"transfer|employer|hospital (?:pay|cover)\w*|contract|boss|time off|does|did|is it|is there a "
    r"rule|why|worth|vs|versus)(?!\w)"
)
_RULES = lazy(
    r"(?<!\w)(?:how|why|when|deadline|percent|do i|does|did|am i|is it|is there a rule|owe|"
    r"denied|audit\w*|proof|transcripts?|what are|what is|what's|what does|have to|has to|"
    r"must)(?!\w)"
)
_COUNTING = lazy(
    r"(?<!\w)(?:(?:what|which|which (?:\w+ ){0,4}(?:courses?|class(?:es)?|trainings?|programs?|"
    r"ones?)) (?:counts?|fulfil\w*|meets?|satisf\w+|works?)|(?:courses?|class(?:es)?|training) "
    r"(?:that|which) (?:counts?|fulfil\w*|meets?|satisf\w+))(?!\w)"
)


def is_wish(asked: str) -> bool:
    """Whether it names what to learn, or a kind of credit, and how that is to be had, and asks
    nothing else."""
    if len(asked.split()) > _LONGEST or _ASKS.search(asked):
        return False
    wanted = _read(asked)
    subject, manner = _has(wanted, _SUBJECTS), _has(wanted, _MANNERS)
    brief = len(asked.split()) <= _BRIEF and _has(wanted, ("professions",))
    return (subject and manner) or (brief and (subject or (manner and bool(wanted.text))))


def would_learn(asked: str) -> bool:
    """Whether programs would help under an answer: a goal is told, or something to learn or take,
    and it is not asked about rules, pay or papers; or it is asked what counts for a rule."""
    wanted = _read(asked)
    if _COUNTING.search(asked):
        return _has(wanted, ("mandatory", "moc_boards"))
    if wanted.facets.mandatory and not _RULES.search(asked):
        return bool(wanted.facets.mandatory[1])
    if _OTHER_MATTER.search(asked):
        return False
    if wanted.destination:
        return True
    named = _UNNAMED.search(asked) or _has(wanted, ("professions",))
    manner = _has(wanted, _MANNERS) and bool(named)
    return (manner or _has(wanted, _SUBJECTS)) and bool(_LEARNS.search(asked))


def _read(asked: str) -> Wanted:
    return read_wanted(asked, SOME_DAY)


def _has(wanted: Wanted, names: tuple[str, ...]) -> bool:
    return any(is_on(wanted.facets, name) for name in names)
