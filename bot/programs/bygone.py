"""What a request tells of the past: it is not what is asked for.

"Last cycle I did 40 credits", "I paid $300 last time", "my last course was in May".
"""

from __future__ import annotations

from bot.programs.patterns import lazy

REACH = 60
"""Characters before something that may say so."""

_BYGONE = lazy(
    r"\b(?:(?:was|were)(?! (?:hoping|thinking|looking|wondering|planning|told|asked))|did|took|"
    r"went|attended|graduated|completed|been|hired|licensed|since|back|last|previous|past|got "
    r"(?:it|licensed|certified)|started (?:here|working|this|my))(?:\s+[\w']+){0,3}\s*$"
)
_DONE = lazy(
    r"\b(?:(?:last|previous|prior) (?:cycle|year|time|period|renewal|round)\b[^.,;!?]{0,30}|"
    r"(?:i|we|he|she|they)(?:'ve| have|'d| had)? (?:already |just |only )*(?:did|done|earned|"
    r"completed|finished|took|taken|banked|logged|claimed|submitted|collected|racked up|gotten|"
    r"knocked out)(?: (?:like|about|around|my|all|over|up|only|just|the))*|"
    r"already (?:have|got|did|at|done|earned|completed)(?: (?:like|about|around))*|"
    r"(?:have|got) already(?: (?:done|earned|got))?|(?:i'?m|i am|sitting|stuck) at|"
    r"carr(?:y|ied)(?:ing)? over|worked|work|works|working|drove|slept|sleep|waited) ?$"
)
_DONE_SINCE = lazy(
    r"\s*(?:(?:so far|already|done|completed|earned|under my belt|banked|in the bank|on file|"
    r"last (?:cycle|year|time|month))\b)"
)
_PAST = lazy(
    r"\b(?:(?:paid|spent|blew|charged|dropped|wasted|used(?: up)?|cost (?:me|us)|costed|was|were|"
    r"owe|saved|refund\w*|makes?|earn(?:s|ed)?|worth|offered)"
    r"(?: (?:me|us|about|around|like|almost|nearly|over|already|only|an?|just|him|her|them|of))*|"
    r"(?:salary|raise|bonus|fine|dues|membership|copay|loans?|renewal|licen[sc]e|exam|boards?)"
    r"(?: (?:fee|renewal|costs?|runs?|is|of|was|about|me))*) ?$"
)
_AFTERMATH = lazy(
    r"\s*(?:an? )?(?:(?:last|previous) (?:time|year|one)|bonus|raise|fine|salary|ago)\b|"
    r"\s*(?:\w+ ){0,3}(?:is|was|are|were)(?: way| a bit| just| far)? (?:too|over-?priced)\b"
)


def is_over(text: str, start: int) -> bool:
    """Whether the time that is named from there on is told of."""
    return bool(_BYGONE.search(_head(text, start)))


def is_earned(text: str, start: int, end: int) -> bool:
    """Whether credit or time named there has been earned or spent."""
    return bool(_DONE.search(_head(text, start)) or _DONE_SINCE.match(text[end:]))


def is_spent(text: str, start: int, end: int) -> bool:
    """Whether the money named there is of another time, or for another thing."""
    return bool(_PAST.search(_head(text, start)) or _AFTERMATH.match(text[end:]))


def _head(text: str, start: int) -> str:
    return text[max(0, start - REACH) : start]
