"""What a member says of their CME allowance: a rule of it, spending, or a question about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.allowance.amounts import FUND, OWN_FUND, sums_in
from bot.allowance.doubts import doubts
from bot.allowance.grants import is_remainder
from bot.allowance.moving import Move, read_move
from bot.allowance.policy import Policy
from bot.allowance.rules import read_rules
from bot.allowance.spent import Spend, Unsure, read_more, read_spending
from bot.allowance.typed import GRANTS, plainly
from bot.allowance.withdrawing import Withdraw, read_withdrawal
from bot.asking import is_question
from bot.programs.patterns import lazy
from knowledge.programs import Money


@dataclass(frozen=True, slots=True)
class Left:
    """How much is left, and until when."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left, it is not said of what: of the allowance, where there is one."""


@dataclass(frozen=True, slots=True)
class Affordable:
    """Programs that what is left pays for."""


@dataclass(frozen=True, slots=True)
class AskHr:
    """A message to HR with the open questions."""


@dataclass(frozen=True, slots=True)
class Tell:
    """Rules of the policy, as far as the message names them; `doubts` is what it names that was
    not understood, in words for the member."""

    policy: Policy
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remainder:
    """An amount of which it is not clear whether it is granted a year or what is left."""

    amount: Money


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent, one or several."""

    spends: tuple[Spend, ...]


@dataclass(frozen=True, slots=True)
class More:
    """What was spent besides, if the member has just told of spending."""

    spends: tuple[Spend, ...]


@dataclass(frozen=True, slots=True)
class Spendings:
    """A list of what was spent."""


@dataclass(frozen=True, slots=True)
class Strike:
    """Take spending out again, by its id."""

    id: str


Request = (
    Left
    | Rest
    | Affordable
    | AskHr
    | Tell
    | Remainder
    | Spent
    | More
    | Unsure
    | Spendings
    | Strike
    | Withdraw
    | Move
)

_END = r"(?:\s+(?:this year|right now|now|so far|left|remaining))*\s*[?.!]*\s*"
_WHEN = r"(?:,? (?:and )?(?:until|till|by) when(?: really)?)?"
_LEFT = lazy(
    rf"\s*(?:please )?(?:so )?(?:"
    rf"how (?:much|many)(?: of my)?(?: {FUND})? (?:do|have) i (?:still )?(?:have|got)(?: left)?"
    rf"(?: (?:in|of|for|from) my {FUND})?|"
    rf"how (?:much|many)(?: of)?(?: my)? {FUND}(?: (?:is|are))? (?:left|remaining)|"
    rf"how (?:much|many) {FUND}(?: (?:do )?i (?:still )?(?:got|have))?|"
    rf"how much(?: (?:money|do|have|i|still|got|is)){{0,4}} left(?: (?:in|of|for|from|on) (?:my )?"
    rf"(?:{FUND}|cme|ce))?|what(?:'s|s| is) left|"
    rf"how much (?:do )?i (?:still )?(?:got|have) left(?: (?:in|of|for|from|on) (?:my )?(?:{FUND}|"
    rf"cme|ce))?|can i (?:still )?afford (?:an? )?[$]?\d[\d,]*(?: dollars?)? (?:course|conference|"
    rf"program|class|one)|"
    rf"how much is left (?:of|in|on) my {FUND}|"
    rf"what(?:'s|s| is) (?:left (?:of|in|on|from) my {FUND}|my {FUND}(?: balance)?)|"
    rf"(?:show (?:me )?)?my {FUND}(?: balance)?|"
    rf"(?:until |by )?when (?:does|do|must|can) (?:my {FUND} (?:run out|expire|end)|i (?:use|"
    rf"spend) "
    rf"my {FUND}))(?: left)?{_WHEN}{_END}"
)
_REST = lazy(
    r"\s*(?:so )?(?:what(?:'s|s|’s| is) left|how much(?: is)? left|"
    r"how much (?:do )?i (?:still )?(?:got|have) left)\s*[?.!]*\s*"
)
_AFFORD = lazy(
    rf"\s*(?:(?:what|which (?:programs?|courses?|cme)) (?:can|could) i (?:still )?(?:afford|"
    rf"buy|get|"
    rf"take|do)(?: (?:with|for|from|on) (?:what(?:'s| is) left|my {FUND}))?|"
    rf"(?:what|which (?:programs?|courses?|cme)) fits? (?:into |in )?my {FUND}|"
    rf"(?:find|show)(?: me)? (?:programs?|courses?|cme) (?:that fit|for|within) my {FUND}){_END}"
)
_ASK_HR = lazy(
    r"\s*(?:please )?(?:(?:help me )?(?:ask|write(?: to)?|message|email|draft(?: (?:an?|the) (?:"
    r"message|e-?mail|note|letter))?(?: to| for)?)|what (?:do|should|can) i ask)\s+(?:hr|human "
    rf"resources)(?: (?:about|on|for) (?:my|the) {FUND}(?: rules?| policy)?)?\s*[?.!]*\s*"
)
_SPENDINGS = lazy(
    rf"\s*(?:please )?(?:(?:what|how much)(?: (?:cme )?money)? (?:did|have) i (?:already )?"
    rf"(?:spend|spent|use|used)(?: (?:of|from|on) my {FUND})?|"
    rf"(?:show|list|see)(?: me)?(?: all)? my (?:spendings?|expenses)|my (?:spendings?|expenses)|"
    rf"(?:remove|delete|change|correct) (?:a|my|the) (?:spending|expense)s?){_END}"
)
_STRIKE = lazy(r"\s*(?:remove|delete) spending \[(?P<id>[\w.:-]{1,80})\]\s*")
_OF_THE_POLICY = lazy(
    rf"\b(?:my|our|the) {OWN_FUND}\b|\b(?:cme|ce|education\w*) (?:allowance|money|stipend|budget|"
    rf"funds?|days|year)\b|\bi (?:get|receive)\b.*\b(?:a|per|each|every) year\b|\bunused money\b|"
    r"\breimbursement\b|\breimburses?\b|\bpre-?approv|\bclaims\b.*\b(?:within|before)\b|"
    r"^\s*receipts?\s+(?:are |is )?(?:due|must|have to|has to|need to|go in)\b|"
    r"\bclaim (?:window|period)\b|\bmy employer (?:pays|gives|grants)|"
    r"\b(?:hr|human resources) (?:has )?confirmed\b|\b(?:allowance|fiscal) year\b|"
    r"^\s*i(?:'m| am)? (?:work )?(?:at |on )?(?:an? )?(?:\d{2,3}\s?%|[01]?\.\d+\s*fte)[\s.!]*$|"
    r"^\s*i work (?:at )?(?:\d{2,3}\s?%|[01]?\.\d+\s*(?:of an? )?fte)\b|\buse it or lose it\b|"
    r"\bwaiting (?:period|time)\b|^\s*i was hired\b|"
    r"\bcan (?:only )?use (?:it|them|the money) (?:only )?after\b"
)
_WISHING = lazy(
    r"[,.;]\s*(?:and |but |so )?(?:i(?:'m| am|'d)? )?(?:want|need|looking for|would like|prefer)\b"
)
_REMINDING = lazy(r"\b(?:remind|nudge)\b")


def read_request(text: str, now: datetime) -> Request | None:
    """What is wanted; None when the message is about something else. `now` is aware, in the
    member's zone."""
    if strike := _STRIKE.fullmatch(text):
        return Strike(strike["id"])
    asked = ((_REST, Rest()), (_LEFT, Left()), (_AFFORD, Affordable()), (_ASK_HR, AskHr()))
    for pattern, request in (*asked, (_SPENDINGS, Spendings())):
        if pattern.fullmatch(text):
            return request
    if is_question(text) or _REMINDING.search(text):
        return None
    said = read_withdrawal(text) or read_move(text, now)
    return said or _spent(text, now) or _told(text, now)


def _spent(text: str, now: datetime) -> Spent | More | Unsure | None:
    if _WISHING.search(text):
        return None
    if more := read_more(text, now):
        return More(more) if isinstance(more, tuple) else None
    read = read_spending(text, now)
    return Spent(read) if isinstance(read, tuple) else read


def _told(text: str, now: datetime) -> Tell | Remainder | None:
    text = plainly(text)
    if not (_OF_THE_POLICY.search(text) or GRANTS.search(text)):
        return None
    policy, unclear = read_rules(text, now), doubts(text, now)
    if is_remainder(text) and (amounts := sums_in(text)) and not policy:
        return Remainder(amounts[0])
    return Tell(policy, unclear) if policy or unclear else None
