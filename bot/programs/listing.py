"""Whether a message asks for a list of programs, or is only about them."""

from __future__ import annotations

from bot.programs.patterns import lazy, words
from bot.programs.reading import read_wanted
from bot.programs.wanted import NAMES, is_on
from bot.programs.wishes import SOME_DAY, is_wish

_NOUN = (
    r"(?:courses?|programs?|programmes?|class(?:es)?|webinars?|conferences?|workshops?|seminars?|"
    r"trainings?|modules?|activit(?:y|ies)|cmes?|ces?|ceus?|cnes?|cpe|cpd|credits?|contact hours?|"
    r"(?:cme |ce )?hours|points|podcasts?|symposi\w+|grand rounds|lectures?|boot ?camps?|"
    r"fellowships?|moc|summits?|retreats?|academ(?:y|ies)|series|certificate programs?|meetings?)"
)
# Words before the noun; what ends a noun phrase or is another thing to find is not among them.
_MODIFIERS = (
    r"(?:(?!(?:to|of|which|how|what|for|that|so|from|who|whose|where|when|why|if|is|are|do|does|"
    r"can|on|with|because|must-do|compulsory|proof|evidence|research|stud(?:y|ies)|trials?|"
    r"papers?|data|awards?|way|"
    r"ways|email|list|sites?|states?|money|sheet)\b)[\w$€£'&/.,+-]+\s+){0,9}?"
)
_THINGS = rf"{_MODIFIERS}{_NOUN}(?!\w)"
_START = (
    r"^(?:(?:hi|hello|hey|ok|okay|so|and|please|pls|coach|thanks|good morning)\b[\s,!.]*)*"
    r"(?:(?:i am|i'm|im|as|we are|we're)?\s*(?:an?\s+)?[^,.?!;]{0,60}(?:,|\.|;|:| -) )?(?:and |"
    r"so |but )?"
    r"(?:(?:can|could|would|will) you (?:please )?|please |pls |help me |i'd like you to |i "
    r"want you to )*"
)
_WHOM = (
    r"(?:an? |the |my |our )?(?:\w+ )?(?:nurses?|rns?|nps?|pas?|physicians?|doctors?|docs?|"
    r"pharmacists?|dentists?|residents?|hospitalists?|therapists?|dietitians?|technicians?|"
    r"workers?|"
    r"clinicians?|team)"
)
_FIND = lazy(
    rf"{_START}(?:find|show|list|recommend|suggest|search(?: for)?|look(?: up| for)|pull up|"
    rf"give|get|browse|pick)"
    rf"(?: me| us)?(?: out)? (?:(?:a |the )?(?:list|some|couple|handful|few) of )?(?:{_THINGS}|"
    rf"something|anything)"
)
_NEED = lazy(
    rf"{_START}(?:i |we |my team |i'd |i'm |i am |we're )?(?:also |still |just |really "
    rf")*(?:need|want|like|would like|looking for|look for|"
    rf"interested in|searching for|after|have to find|hoping for|hoping to find|trying to find|"
    rf"shopping for|"
    rf"(?:want|would like|'d like) to (?:take|find|do|attend)|need to (?:take|find|earn|get|do)|"
    rf"(?:running |still |a bit )*short (?:on|of)|(?:{_WHOM} )?(?:needs|wants|looking for|"
    rf"short (?:on|of)|would like|in need of))(?: to find)? "
    rf"(?:{_THINGS}|something|anything)"
)
_ANY = lazy(
    rf"{_START}(?:(?:are|is) there (?:an?|any|some)?|any|do you (?:have|know)(?: of)?(?: any| "
    rf"an?)?|got(?: any| an?)?|have you(?: got)?(?: any)?|"
    rf"what about(?: any)?|where (?:can|do) i find(?: any)?|where are(?: the)?) {_THINGS}"
)
_ANYTHING = lazy(
    rf"{_START}(?:is there |do you have |got |have you got )?(?:anything|something)\b(?! where|"
    rf" that (?:shows|proves))"
)
_WHICH = lazy(
    rf"{_START}(?:what|which)(?: are the)?(?: other| good| best)? {_MODIFIERS}(?:courses|"
    rf"programs|programmes|classes|webinars|conferences|"
    r"workshops|seminars|trainings|modules|podcasts|activities|meetings)\b"
    r"(?! (?:do (?!you)|does|did|must|have|has|counts?|require|get|make|made|offer me|are "
    r"(?:required|mandatory|accepted)|is|did|say|will (?:my|the)|would (?:my|the)))"
)
_OFFERED = lazy(
    rf"{_START}(?:what(?:'ve you got| do you have| have you got| is there| can you offer| else do "
    rf"you have) (?:on|about|for|in)\b|(?:{_MODIFIERS})(?:courses|programs|programmes|classes|"
    r"trainings|workshops|modules) (?:that|which) (?!counts?\b|are (?:required|accepted)))"
)
_CLOSING = lazy(
    r"(?:^|[\s,.;:!?-]+)(?:where|which (?:ones?|courses?|programs?|classes)(?: (?:are there|"
    r"counts?|"
    r"is best|are best))?|what counts|what (?:is|are) there|any (?:training|courses?|programs?)"
    r"(?: for (?:that|this))?|where (?:do|can|should|would) i (?:start|begin|go)|"
    r"(?:pretty )?please|pls|thanks|thank you|any ideas|ideas)[\s?!.]*$"
)
"""Asks at the end of a wish where that is to be had."""

_WHAT_TO_TAKE = lazy(
    rf"{_START}what (?:should|could|can|shall|do you (?:think|suggest|recommend) (?:i|we)(?: "
    rf"should)?) ?(?:i |we )?(?:take|attend|sign up for|enroll in)\b(?! (?:away|as|into|to my|"
    rf"on))"
)
_SPEAKS_OTHERWISE = lazy(
    r"(?<!\w)(?:how|why|what|which|who|whose|when|where|do|does|did|is|isn't|are|was|were|can|"
    r"could|should|shd|would|"
    r"will|must|owe|vs|versus|requirements?|required|price|pricing|salary|exam|eligib\w+|"
    r"renew\w*|tuition|per|cycle|limit|"
    r"degree|dnp|msn|mba|mha|phd|doctorate|application|subscription|pass rate|transcript|"
    r"certificate|approved|"
    r"paid|count|counts|reimburs\w+|worth|difference|diff|deadline|tell|explain|write|draft|email|"
    r"proof|evidence|sites?|compare|rate|way|title|skip|must-do|denied|refus\w+|my boss|"
    r"license|licence|rules?|got|told|said)(?!\w)"
)
_OPEN_QUESTION = lazy(
    r"(?<!\w)(?:how|why|what|who|when|where|which (?:one|of)|do i|does|did|is it|is that|are "
    r"they|can i|can we|could i|should i|"
    r"will (?:it|they|my)|owe|vs|versus|email|proof|money|boss)(?!\w)"
)
_SEARCHED = frozenset(NAMES) - {
    "professions",
    "specialties",
    "region",
    "credit_types",
    "credits_least",
}
"""Facets by which programs are looked for; the others are also what questions are about."""

_NOUNS = words(_NOUN)
_HELPFUL = lazy(
    r"^(?:[^.?!]{0,80}[,.] ?)?(?:and |so )?(?:which|what|any|best|what's the best|which are "
    r"the best)\b(?: (?:kind|sort|type) of)?[^?.!]{0,40}?"
    r"(?:courses?|programs?|class(?:es)?|cme|ce|training|education|conferences?|"
    r"credits)\b[^?.!]{0,20}?\b(?:would|will|could|should|might|can|do|does|"
    r"helps?|prepares?|for|is best|are best|gets?|leads?|teach\w*|to become)\b"
)
_RULES_ASKED = lazy(
    r"\b(?:percent|deadline|has to|negotiate|degree|count|counts|required|requires?|renew\w*|"
    r"owe|licen[sc]e|board|how many|state|have "
    r"to|must|mandatory|proof|evidence|"
    r"difference|pay|paid|cost|accredit\w*|work|works|works best|proven)\b"
)
_SHORT = 12
"""Words of a message that says nothing but what anything is to be like."""


def asks_for_list(asked: str) -> bool:
    """Whether programs are to be found: by a verb, by "any" or "which", or as a bare phrase such
    as "free ethics credits online" that says what they must be like."""
    core = _CLOSING.sub("", asked).strip(" ,.;:!")
    return _is_list(asked) or (core != asked and _is_list(core)) or is_wish(core)


def _is_list(asked: str) -> bool:
    if _FIND.search(asked) or _WHICH.search(asked) or _WHAT_TO_TAKE.search(asked):
        return True
    if any_of := _ANY.search(asked):
        return not _OPEN_QUESTION.search(asked, any_of.end())
    if _NEED.search(asked):
        return not _OPEN_QUESTION.search(asked)
    if _OFFERED.search(asked) and _constrains(asked):
        return True
    anything = _ANYTHING.search(asked) and len(asked.split()) <= _SHORT
    bare = _NOUNS.search(asked) and not _SPEAKS_OTHERWISE.search(asked)
    return bool(bare or anything) and _constrains(asked)


def asks_what_helps(asked: str) -> bool:
    """Whether it is asked what to learn for a goal, not which rules hold."""
    return bool(_HELPFUL.search(asked)) and not _RULES_ASKED.search(asked)


def _constrains(asked: str) -> bool:
    facets = read_wanted(asked, SOME_DAY).facets
    return any(is_on(facets, name) for name in _SEARCHED)
