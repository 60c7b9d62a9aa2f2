"""Questions that lean on the ones before, made whole by rule so that they can be searched for."""

from __future__ import annotations

import re
from functools import reduce

from bot.answering.vocabulary import Kind, Mention, mentions
from bot.conversation import Turn

_ANSWERED = frozenset({"answer", "abstention"})

# Words that carry no topic: what is left of a question without them is what it is about.
_EMPTY = frozenset(
    "a about again all already also am an and another any anything are as at be been being but "
    "by can could did different do does doing done else even exactly example examples explain "
    "far for from full further get gets getting give go going good got great had has have having "
    "hello her here hey hi him his hold how however i i'd i'll i'm i've if in into is isn't it "
    "it's its just kind know like long lot make many may me might more most much must my near "
    "need needed needs no not now of off often oh ok okay on one ones only or other others our "
    "out over part please plus quite rather really same say says shall she should show similar "
    "similarly so some someone something soon sort still such take taken takes tell thank thanks "
    "that that's the their them then there these they they're thing things this those though to "
    "too true up us usually versus very vs want was way we well were what what's when where "
    "whether which who who's whom whose why will with without won't would yes yet you "
    "your".split()
)
# Words that say something of a thing named before.
_LEANING = frozenset(
    "alternatives applies apply benefits certified change cheap cheaper cheapest cheaply cons "
    "cost costs count counted counts cover covered covers deadline deadlines difference duration "
    "exceptions exempt exempted expire expired expires fee fees fit form forms free help helped "
    "helps include included includes length limit limits mandatory matter matters necessary "
    "options paperwork pay pays penalties penalty price process proof pros qualifies qualify "
    "reason refuse refused refuses required requirements risks rules salary source sources steps "
    "timeline transfer transfers valid work works worth".split()
)
_CONNECTIVE = re.compile(
    r"^(?:(?:and|but|or|so|also|plus|then|ok|okay|thanks|thank you|great|right|yes|no|sure|hm+|"
    r"well)\b[\s,.!;:-]*)+",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(
    r"^(?:(?:what|how) about|what if|even if|if|same|similarly|"
    r"(?:is|are|does|do|would|will) (?:it|that|this|they) (?:also )?(?:be )?(?:different|the same|"
    r"similar|true|hold|apply|work|count|change))\b",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(r"^(?:i am|i'm|im|we are|i work (?:as|in)|as)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?:for|in|with|without|by|on|during|after|before|as|at|from|under|over|within|outside|"
    r"until|versus|vs|compared)\b",
    re.IGNORECASE,
)
_MAIN_CLAUSE = re.compile(
    r"\b(?:what|which|how|when|where|why|do|does|did|can|could|should|would|will|is|are|must)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:what|which|who|how|when|where|why|do|does|did|can|could|should|would|will|is|are|am|"
    r"was|may|must|has|have|tell|give|list|explain|show|find|recommend|suggest|want|need)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|they|them|their|those|these|its|he|she|him)\b(?! who)|"
    r"\b(?:both|neither|either)\b(?=\W*$| (?:count|work|apply|required|valid)\b)|"
    r"\b(?:which|cheaper|better|another|other|first|second|third|last|free|shorter) ones?\b|"
    r"\bwhich of\b|(?:^|\b(?:is|are|was|does|do|did|about|of|with|for|like|from|after|before|than|"
    r"why|by|to|on|at|in|how|would|will|can)\b )(?:that|this)\b(?=\W*$|\W* (?:a|an|the|so|still|"
    r"true|also|apply|mean|work|count|cost|take|require\w*|help|need|and|or|for|in|to|if|when|is|"
    r"legal|allowed|ok|okay|possible|enough|free|mandatory|really|different)\b)|\bthe same\b",
    re.IGNORECASE,
)
# "Is it worth getting an MBA?", "how long does it take to become a CNO?": this "it" points ahead.
_POINTS_AHEAD = re.compile(
    r"\b(?:is|was|would|will|isn't|does|can|could) it (?:\w+ ){1,3}?(?:to|for|that|if|when|"
    r"getting|taking|doing|being|having|becoming|\w+ing)\b (?=\S)|"
    r"\bit (?:takes?|costs?|means?|helps?|pays?) to \w+|\bmake it \w+ to\b",
    re.IGNORECASE,
)
# "Is CME the same as CE?": what is compared stands on both sides.
_COMPARES = re.compile(
    r"^(?:is|are|does|do|count)\b (?!(?:it|that|this|they|these|those|the same)\b)\S.*\bthe same "
    r"(?:as|thing as)\b (?!(?:it|that|this|those|these|them|before)\b)\S|"
    r"^(?:is|are)\b (?!(?:it|that|this|they|these|those|the)\b)\S.* and \S.*\bthe same\b",
    re.IGNORECASE,
)
# Of the asker alone, not of what was talked about: "how many credits do I have?", "list", "no".
_OWN_MATTER = re.compile(
    r"^(?:how (?:many|much)(?: of)? (?:my )?(?:\w+ ){0,3}(?:(?:do|have|did) i|i) (?:have|got|"
    r"earned)(?: left| so far| now| already)*|what (?:have )?i got(?: coming(?: up)?| left)?|"
    r"(?:the )?list(?: please| pls)?|no|nope|yes|yep|undo(?: that| it)?|never ?mind)[\s?.!]*$",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"^(?:what(?:'s| is| are| does| do)|who(?:'s| is| are)|tell me(?: more)? about|explain|define|"
    r"describe)\s+(?:(?:a|an)\s+)?(?!the\b|it\b|that\b|this\b|they\b|my\b|about\b)\S",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"^how (?:many|much|long|often|soon)(?: more)? (?:do|does|is|are|for|in|would|can|should|if|"
    r"must|have|has|will)\b",
    re.IGNORECASE,
)
_APPENDED = {Kind.PROFESSION: "for", Kind.STATE: "in"}
_ENDS_IN_PREPOSITION = re.compile(r"\b(?:for|in|to|with|by|at|on)$")
_WORD = re.compile(r"[\w'$%-]+")
_FEW, _SEVERAL = 2, 4
_AN_SOUND = re.compile(r"(?:[aeiou]\w*[a-z]|[AEFHILMNORSX](?:[A-Z]|\b))")


def whole_question(text: str, turns: tuple[Turn, ...]) -> str:
    """The question as it would read on its own, white space made single.

    It builds on the last turn that was answered or abstained from, itself made whole with the
    turns before it (oldest first); a question that stands by itself is returned as it was
    written, whatever was talked about before.
    """
    chain = [text]
    for turn in reversed(turns):
        if not _leans(_plain(chain[-1])):
            break
        if turn.kind in _ANSWERED:
            chain.append(turn.asked)
    return reduce(_built_on, reversed(chain), "")


def _built_on(before: str, text: str) -> str:
    """The text made whole with the question before it, which may be empty."""
    asked = _plain(text)
    if not asked or not before or not _leans(asked):
        return " ".join(text.split())
    named = mentions(asked)
    if _says_more(asked, named, before):
        return _joined(_swapped(before, named), asked)
    whole = _appended(_swapped(before, named), named)
    return whole if whole != before else _joined(before, asked)


def _plain(text: str) -> str:
    """The text with straight apostrophes and single spaces."""
    return " ".join(text.replace("’", "'").split())


def _leans(text: str) -> bool:
    """Whether the text needs the question before it to be understood."""
    rest = _CONNECTIVE.sub("", text)
    topic = _topic(rest)
    if _is_whole(text, rest, topic):
        return False
    if _WHAT_ABOUT.search(rest):
        return len(topic) <= _SEVERAL
    if _points_back(rest) or (_HOW_MUCH.search(rest) and len(topic) <= _FEW):
        return True
    if _PREPOSITION.search(rest) and not _MAIN_CLAUSE.search(rest):
        return len(topic) <= _SEVERAL
    if rest != text and not _CLAUSE.match(rest):
        return len(topic) <= _SEVERAL
    return _is_fragment(rest, topic) or _is_short(rest, topic)


def _is_whole(text: str, rest: str, topic: list[str]) -> bool:
    """Whether it stands alone by its form, however little it says."""
    if _COMPARES.search(rest) or _OWN_MATTER.search(text) or _is_definition(rest, topic):
        return True
    return _POINTS_AHEAD.search(rest) is not None and len(topic) >= _FEW


def _is_definition(text: str, topic: list[str]) -> bool:
    """Such as "what is MOC?", which stands alone; "what is the cost?" does not."""
    return bool(topic and _DEFINES.search(text) and not _points_back(text))


def _is_fragment(text: str, topic: list[str]) -> bool:
    """Whether it only names members of a class, bare or as an introduction ("I'm a nurse")."""
    if _CLAUSE.search(text) and not _INTRODUCTION.search(text):
        return False
    named = {word for each in mentions(text) for word in _topic(text[each.start : each.end])}
    return named.issuperset(topic)


def _is_short(text: str, topic: list[str]) -> bool:
    if len(topic) == 1 and not _CLAUSE.search(text):
        return topic[0] in _LEANING
    return len(topic) <= 1 or (len(topic) <= _FEW and not _LEANING.isdisjoint(topic))


def _points_back(text: str) -> bool:
    """Whether a pronoun has nothing in the text itself that it could stand for."""
    if _POINTS_AHEAD.search(text):
        return False
    match = _POINTS_BACK.search(text)
    return match is not None and len(_topic(text[: match.start()])) < _FEW


def _topic(text: str) -> list[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return [word for word in words if word not in _EMPTY]


def _says_more(asked: str, named: tuple[Mention, ...], before: str) -> bool:
    """Whether it has words of topic that are neither named members of a class nor said before."""
    known = set(_topic(before))
    for each in named:
        known.update(_topic(asked[each.start : each.end]))
    return not known.issuperset(_topic(_CONNECTIVE.sub("", asked)))


def _swapped(before: str, named: tuple[Mention, ...]) -> str:
    """The question before with each thing named now in the place of its only like."""
    whole = before
    for new in named:
        old = [each for each in mentions(whole) if each.kind is new.kind]
        if _is_only_one(old) and _is_only_one([each for each in named if each.kind is new.kind]):
            whole = _replaced(whole, old, new)
    return whole


def _is_only_one(of_a_kind: list[Mention]) -> bool:
    return len({each.term for each in of_a_kind}) == 1


def _replaced(text: str, old: list[Mention], new: Mention) -> str:
    for each in reversed(old):
        name = new.many if each.is_plural else new.one
        head = _with_article(text[: each.start], name)
        text = f"{head}{name if head else name[0].upper() + name[1:]}{text[each.end :]}"
    return text


def _with_article(head: str, name: str) -> str:
    """The text before a name, its "a" or "an" as the name asks for."""
    article = "an" if _AN_SOUND.match(name) else "a"
    return re.sub(r"\b([aA])n? $", lambda match: f"{match[1]}{article[1:]} ", head)


def _appended(text: str, named: tuple[Mention, ...]) -> str:
    """The question with a profession or state added of which it names none."""
    for new in named:
        if new.kind in _APPENDED and all(each.kind is not new.kind for each in mentions(text)):
            stem, end = (text[:-1], text[-1]) if text[-1] in "?.!" else (text, "?")
            link = ", " if _ENDS_IN_PREPOSITION.search(stem) else " "
            name = new.one if new.kind is Kind.STATE else new.many
            text = f"{stem}{link}{_APPENDED[new.kind]} {name}{end}"
    return text


def _joined(before: str, asked: str) -> str:
    """Both, one after the other; of a long chain the first and the last stay."""
    sentences = re.split(r"(?<=[?.!]) ", before)
    kept = sentences if len(sentences) <= _FEW else [sentences[0], sentences[-1]]
    head = " ".join(kept)
    end = "" if head[-1] in "?.!" else "?"
    return f"{head}{end} {asked[0].upper()}{asked[1:]}"
