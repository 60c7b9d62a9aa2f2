"""What a program may cost: "free", "under $200", "€300 at most", "within my 1,500 dollars"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.programs.asked import Asked, Part
from bot.programs.bygone import REACH, is_spent
from bot.programs.patterns import lazy, words
from bot.programs.spelled import DIGITS, NUMBER, SCALED, number
from knowledge.facets import Facets
from knowledge.programs import Money
from knowledge.saying import money_words

_SIGNS = {
    "CAD": r"ca\$|c\$|cad\s?\$?|canadian(?: dollars?| bucks)?",
    "AUD": r"au\$|a\$|aud\s?\$?|australian dollars?",
    "USD": r"us\$|\$|usd|us dollars?|dollars?|bucks",
    "EUR": r"€|eur|euros?",
    "GBP": r"£|gbp|pounds?(?: sterling)?|quid",
    "CHF": r"chf|swiss francs?|francs?",
    "JPY": r"¥|jpy|yen",
    "INR": r"₹|inr|rupees?",
}
_CURRENCY = f"(?:{'|'.join(_SIGNS.values())})"
_CODES = {code: lazy(signs) for code, signs in _SIGNS.items()}
_THOUSANDS = lazy(r"\s?(?:k|thousand|grand)$")
_DOTTED = r"\d{1,3}(?:\.\d{3}){1,2}(?:,\d\d)?"
_EUROPEAN = lazy(_DOTTED)
_SCALE = r"(?:\s?(?:k|thousand|grand(?! rounds?| total))(?!\w))"
_AMOUNT = rf"(?:{_DOTTED}(?!\d)|{NUMBER}){_SCALE}?"
_NOT_ABOVE = (
    r"(?:no|not|nothing|never|cannot|without|(?:ca|wo|do|does|should|must|could|would|is)n'?t)"
    r"(?: (?!care|mind|matter|if)[\w']+){0,4}? "
    r"(?:more than|over|above|past|beyond|(?:higher|greater|pricier|steeper) than|north of|"
    r"exceed(?:s|ing)?)"
)
_CAP = (
    r"(?:max(?:imum|ed|es)?|limit(?:ed)?|cap(?:ped)?|ceiling|tops?)(?! cost)(?:'s)?"
    r"(?: (?:out|is|of|at|to|me|budget|spend|price|cost|fee))*[:.]?"
)
_MOST = (
    rf"{_NOT_ABOVE}|{_CAP}|"
    r"under|below|sub|(?:less|lower|cheaper|fewer) than|at (?:the )?(?:very )?most|up ?to|within|"
    r"<=?|≤|(?:keep(?:ing)?|hold(?:ing)?) (?:it|this|that|them|things|(?:the )?(?:costs?|"
    r"price|fees?)) (?:to|at|around)"
)
_LEAST = r"at least|over|more than|above|minimum(?: of)?|>=?|≥"
_FUND = r"(?:budget|allowance|stipend|funds?|limit|cap|ceiling|max(?:imum)?)"
_TAIL = (
    r"(?P<tail>\s*(?:or (?:less|under|cheaper|below|lower)|and under|max(?:imum)?|at (?:the )?(?:"
    r"very )?most|tops)\b)?"
    r"(?P<each>\s*(?:per|a|an|each|/)\s*(?:credit|hour|hr|unit|point|contact hour|ceu?)\b)?"
    r"(?P<more>\s*(?:\+|or more|and up|or above)(?!\w))?"
    rf"(?:\s+(?:(?:cme|education|annual) )?(?:{_FUND}|left|to spend)\b)*"
)
_LEAD = (
    r"(?:(?<!\w)(?:(?:within|in|have|on|with|a|my|our) ){0,3}(?:cme |education |remaining |total "
    r")?(?:budget|allowance|stipend|funds?)"
    r"(?: (?:is|of|left|only|remaining))*\s+)?"
    rf"(?:(?<!\w)(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<about>about|around|roughly|~))\s*)?"
)
_SPAN = (
    rf"(?:\s?(?:-|to|and)\s?{_CURRENCY}?\s?(?P<high>{_AMOUNT})(?!\d)(?![\s-]*(?:(?:days?|"
    rf"h(?:ou)?rs?|"
    r"h|weeks?|months?|minutes?|min|points?|contact|cme|ce|ceus?)\b|\w*\s?credits?\b)))?"
)
_PRICED = (
    lazy(
        rf"{_LEAD}(?:(?:between|from)\s+)?(?<![\w$])(?P<sign>{_CURRENCY})\s?(?P<low>{_AMOUNT})"
        rf"(?:\s?(?P<code>usd|cad|canadian|aud|australian dollars?)(?!\w))?{_SPAN}{_TAIL}"
    ),
    lazy(
        rf"{_LEAD}(?:(?:between|from)\s+)?(?<![\w.,/-])(?P<low>{_AMOUNT}){_SPAN}"
        rf"(?:[ -]?ish)?\s?(?P<sign>{_CURRENCY})(?!\w){_TAIL}"
    ),
)
_DIGITS = rf"(?:{_DOTTED}(?!\d)|{DIGITS}){_SCALE}?"
_SUM = lazy(
    rf"(?<![\w$€£.,])(?:(?P<sign>{_CURRENCY})\s?(?P<low>{_DIGITS})|"
    rf"(?P<low_>{_AMOUNT})\s?(?P<sign_>{_CURRENCY})(?!\w))(?P<odd>[.,]?\d| \d{{3}}(?!\d))?"
)
_ROUND = (
    rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:\.\d{{1,2}})?{_SCALE}|\d{{1,6}}|"
    rf"{SCALED}(?! rounds?| total)"
)
"""An amount said without a currency."""
_NO_UNIT = (
    r"(?![\w%/:-]|\.\d|\s(?:an?|per|each|every)\s(?!course|class|program|year)|"
    r"[\s\0-]*(?!(?:an?|per|each|every|this|in|by|total)\s)(?:\w+\s+)?(?:h(?:ou)?rs?|h\b|min|"
    r"credit|day|week|month|point|unit|ceu?s?\b|cme|contact|people|year|mile|km\b|page|patient|"
    r"participant|attendee|learner|percent|bed|question|slide|employee|mg\b|cat\b|category|ama\b|"
    r"ancc|acpe|aoa\b|aafp|\d))"
)
_OF_PRICE = (
    r"(?:costs?|pric\w+|fees?|budget|spend|pay|afford|swing|allowance|"
    r"stipend|funds?|tuition|(?:only|just) (?:have|got)|(?:covers?|reimburses?|gives? (?:me|us)))"
    r"(?:'?s)?:?"
    r"(?: (?:is|of|are|only|about|me|than|up|to|at|most|be|under|below|less|max|more|no|around|"
    r"roughly|like|just|it|was|limit|cap|capped|has|can|can't|cant|cannot|not|go|over|above|"
    r"exceed|beyond|past|this|year|for|=))*"
)
# A number that is no time, credit or year, after a word of price or a bound.
_BARE = lazy(
    rf"(?<!\w)(?:{_OF_PRICE}|{_NOT_ABOVE}|{_CAP}|under|below|less than|at (?:the )?most|"
    r"cheaper than|up to|(?:keep|hold)(?:ing)? (?:it|this|that|them|costs?|the costs?) (?:to|at))"
    rf"\s+(?P<low>{_ROUND}){_NO_UNIT}"
)
_BARE_TAIL = lazy(
    rf"(?<![\w.,/$-])(?<!section )(?P<low>{_ROUND})\s+(?:or (?:less|under|cheaper|below)|"
    rf"max(?:imum)?|tops|"
    r"at (?:the )?(?:very )?most|(?:left )?to spend|"
    r"(?:left )?(?:in|for|from|of) (?:my|our|the) (?:\w+ )?"
    r"(?:budget|allowance|stipend|funds?)|(?:cme |ce )?(?:budget|allowance|stipend|ceiling|cap|"
    r"limit))(?!\w)"
)
_BARE_GRAND = lazy(
    rf"\b(?:have|has|got|with|is)(?: (?:only|just|about|like|maybe|around))* (?P<low>(?:{NUMBER}) ?"
    rf"(?:k|grand(?! rounds?| total)))(?!\w){_NO_UNIT}"
)
_FREE = words(
    r"free of (?:charge|cost)|(?:at |for |with )?(?:no|zero|without(?: an?)?) "
    r"(?:(?:registration|course|extra|tuition) )?(?:cost|charge|fee)s?(?: to me)?|no-cost|"
    r"cost-free|"
    r"(?:for |totally |completely |absolutely |100% )?(?<!-)free"
    r"(?![- ](?:time|of|from|days?|evenings?|slots?|text|afternoons?|mornings?|nights?|until|"
    r"on my|hours?(?! of)|clinics?|moments?|will|standing|weekends?(?! (?:course|workshop|"
    r"conference|class|program|seminar))))|freebies?|"
    r"complimentary|gratis|(?:without|not) (?:paying|having to pay)(?: anything)?|"
    r"(?:(?:do|does|wo|ca)n'?t|do not|does not|cannot|not gonna|rather not) (?:want to pay|"
    r"wanna pay|cost|pay)(?: (?:anything|a thing|a (?:cent|dime|penny)))?(?! (?:more|over|above|"
    r"past|much|that|\$|\d))|"
    r"costs? (?:me |us )?nothing|not a (?:cent|dime|penny)(?! (?:more|over|above|past|beyond))|"
    r"for nothing|zero dollars|unpaid|waived fees?|nothing to pay|open "
    r"access|on the house|zero out[- ]of[- ]pocket|no out[- ]of[- ]pocket(?: costs?)?"
)
_HAVING_TIME = lazy(
    r"(?:\b(?:i'?m|i am|we'?re|we are|you'?re|are you|am i|(?:i|we|you)(?:'ll| will| can| might)? "
    r"be|get|feel|felt|feeling|set|stay)(?: (?:only|also|usually|mostly|totally|finally|pretty|"
    r"kinda|really|not|all))*|(?<=\w)-) ?$"
)
"""Before "free" it is somebody who has time, not a price."""

_RATHER = lazy(
    r"\b(?:ideally|prefer(?:ably|red|ring)?|if possible|would be (?:nice|great) if|best if)"
    r"(?: (?:it|they|it's|that|to be|be|is|are|was|were|something|online|for)){0,3},? ?$"
)
_IF_SO = lazy(
    r"\W{0,2}(?:if (?:at all )?possible|ideally|preferabl[ey]|preferred|(?:would be|is) "
    r"(?:nice|great|a plus|ideal|better|best))\b"
)
"""Beside "free" they make it a wish that a program need not fulfil."""

_CHEAP = words(
    r"(?:as )?(?:cheap(?:er|est|ly)?|low[- ]?(?:er )?(?:cost|price[ds]?|fee)|inexpensive|"
    r"affordable|"
    r"reasonabl[ey](?: priced)?|budget[- ]friendly|not (?:too |so |very )?(?:expensive|pricey)|"
    r"less expensive|on a budget|won't break the bank)"
)
_MINE = words(
    r"(?:with)?in (?:my|our) (?:cme |education |ce )?(?:allowance|budget|funds|stipend)|"
    r"(?:left )?in my (?:allowance|budget)"
)
_PAID = words(r"paid (?:course|program|class|one|option)s?")
_BARES = (_BARE, _BARE_TAIL, _BARE_GRAND)
_LEAST_BARE = 25


def read(asked: Asked) -> Iterable[Part]:
    """The most that a program may cost."""
    priced = list(_priced(asked))
    free = list(_free(asked))
    bare = [] if priced else list(_bare(asked))
    yield from (*priced, *free, *bare)
    if any(part.facets.fee_most for part in (*priced, *free, *bare)):
        return
    for match in _CHEAP.finditer(asked.rest):
        yield _doubt(match, "names no amount, so I set none; say for example “under $200”.")
    for match in _MINE.finditer(asked.rest):
        yield _doubt(match, "names no amount that I know; say how much is left.")
    for match in _PAID.finditer(asked.rest):
        yield _doubt(match, "sets no limit; free programs may be among them.")


def amounts_in(text: str) -> tuple[tuple[str, Money | None], ...]:
    """Every amount with a currency in a text, as it is written and as it is read; None for what is
    no number as anybody writes it ("$1,5000")."""
    found = []
    for match in _SUM.finditer(text):
        sign, low = match["sign"] or match["sign_"], match["low"] or match["low_"]
        read = None if match["odd"] else Money(_amount(low), _code(sign))
        found.append((match.group(), read))
    return tuple(found)


def _code(sign: str) -> str:
    """The ISO 4217 code of a currency as it is written."""
    return next(code for code, signs in _CODES.items() if signs.fullmatch(sign.strip()))


def _free(asked: Asked) -> Iterator[Part]:
    for match in _FREE.finditer(asked.rest):
        head = _head(asked, match)
        if _RATHER.search(head) or _IF_SO.match(asked.plain[match.end() :]):
            yield _doubt(match, "is only what you would rather have, so I set no limit.")
        elif not _HAVING_TIME.search(head):
            yield _bound(match, Decimal(0), "USD")


def _head(asked: Asked, match: re.Match[str]) -> str:
    return asked.plain[max(0, match.start() - REACH) : match.start()]


def _priced(asked: Asked) -> Iterator[Part]:
    end = 0
    found = [match for pattern in _PRICED for match in pattern.finditer(asked.rest)]
    for match in sorted(found, key=lambda each: (each.start(), -each.end())):
        if match.start() >= end:
            end = match.end()
            yield Part(*match.span()) if is_spent(asked.plain, *match.span()) else _price(match)


def _price(match: re.Match[str]) -> Part:
    sign = match.groupdict().get("code") or match["sign"]
    currency = _code(sign)
    low, high = _amount(match["low"]), match["high"] and _amount(match["high"])
    if match["each"]:
        return _doubt(match, "is a price for each credit; I compare whole fees only.")
    if (match["least"] or match["more"]) and not high:
        return _doubt(match, "is a lower limit; I set none on the price.")
    if high:
        return _bound(match, max(low, high), currency, "I set no lower limit on the price.")
    if match["about"]:
        return _bound(match, low, currency, f"I read “{match.group()}” as the most it may cost.")
    return _bound(match, low, currency)


def _bare(asked: Asked) -> Iterator[Part]:
    for match in (match for each in _BARES for match in each.finditer(asked.rest)):
        amount = _amount(match["low"])
        if amount >= _LEAST_BARE and not is_spent(asked.plain, *match.span()):
            doubt = f"I read “{match.group()}” as US dollars."
            yield _bound(match, amount, "USD", doubt)


def _amount(text: str) -> Decimal:
    """The number; "2.5k" is 2,500 and "1.500" is 1,500."""
    stem = _THOUSANDS.sub("", text)
    if _EUROPEAN.fullmatch(stem):
        value = Decimal(stem.replace(".", "").replace(",", "."))
    else:
        value = number(stem)
    return value * 1000 if stem != text else value


def _bound(match: re.Match[str], amount: Decimal, currency: str, doubt: str = "") -> Part:
    most = Money(amount, currency)
    said = f"at most {money_words(most)}" if amount else "free"
    return Part(*match.span(), Facets(fee_most=most), said, doubt=doubt)


def _doubt(match: re.Match[str], why: str) -> Part:
    return Part(*match.span(), doubt=f"“{' '.join(match.group().split())}” {why}")
