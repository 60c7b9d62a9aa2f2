"""What is asked of the catalog: a list, a comparison, why not, a role map, renewal rules.

A question that only speaks of courses ("How do I get a course paid for?") is none of these: the
articles answer it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.programs.asked import plain
from bot.programs.listing import asks_for_list, asks_what_helps
from bot.programs.patterns import lazy
from bot.programs.places import place_in
from bot.programs.reading import read_wanted
from bot.programs.wanted import Wanted
from bot.programs.wishes import SOME_DAY, would_learn


@dataclass(frozen=True, slots=True)
class Find:
    """Programs are to be listed that fit the whole request."""


@dataclass(frozen=True, slots=True)
class Compare:
    """Two or more programs side by side, by the names they were given."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a program was not offered, by the name it was given."""

    name: str


@dataclass(frozen=True, slots=True)
class RoleMap:
    """The way to a role, in the member's words, for professions when any are named."""

    role: str
    professions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """What professions must do in a place, by its name, to renew a license."""

    professions: tuple[str, ...]
    place: str


Request = Find | Compare | WhyNot | RoleMap | Renewal

_COMPARE = lazy(
    r"^(?:(?:please|can you|could you|pls)\s+)*(?:compare|comparison (?:of|between)|side by "
    r"side:?)\s+(?P<names>.+?)"
    r"(?:\s+(?:side by side|for me|please))*[.?!]*$",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = lazy(
    r"\s*(?:,\s*(?:and|with|to)?|;|\band\b|\bwith\b|\bto\b|\bvs\.?|\bversus\b|\bagainst\b|"
    r"&)\s+"
)
_OUTER = lazy(r"\s*(?:;|\bwith\b|\bvs\.?|\bversus\b|\bagainst\b)\s+")
_WHY_NOT = lazy(
    r"^(?:(?:and|but|so|ok)[\s,]+)*why (?:(?:did|do|does|were|was|have|has|is|are)(?:n't|nt| "
    r"not)? ?(?:you |we )?(?:not )?"
    r"(?:show|list|offer|suggest|recommend|include|get|see|pick|given|offered|listed|shown|"
    r"suggested|recommended)\w* (?P<shown>.+?)|"
    r"(?:is|isn't|isnt|was|wasn't|wasnt|is not|was not|are|aren't) (?P<absent>.+?)(?: not)? "
    r"(?:listed|shown|there|here|offered|suggested|recommended|included|on the list|"
    r"in the list|among them|left out|missing|first|higher|ranked (?:higher|first))|not (?:the "
    r")?(?P<bare>.+?))"
    r"(?: (?:to me|for me|instead|then|too|first|in the list|on the list)| for [^?.!]{1,60})*"
    r"[\s?.!]*$"
)
_NO_NAME = lazy(
    r"^(?:just|take|do|simply|use|more|any|me|it|that|this|them|both|all|to|i|we|get|ask|"
    r"wait)\b"
)
_ROLE = r"(?:an? |the |my )?(?P<role>[\w' /-]{2,60}?)"
_ORIGIN = r"(?:an? |the |being an? |staff )?(?P<origin>[\w' /-]{2,40}?)"
_END = (
    r"(?: (?:someday|one day|eventually|in the future|role|position))?(?:[.,;!]? (?:what should "
    r"i (?:take|learn|do)|how do i get there|show me the (?:way|path|map)|map it(?: out)?|"
    r"what(?:'s| is) the path))?[\s.?!]*$"
)
_WAYS = tuple(
    lazy(pattern)
    for pattern in (
        rf"^(?:hi,? |hello,? )?(?:i am|i'm|im) {_ORIGIN}(?:,| here| here,)? (?:and |who )?(?:i )?"
        rf"(?:want|wants|would like|'d like|hope|plan|aim|aspire|wish|am hoping|am aiming)(?: "
        rf"to (?:be|become|be|get|go|move|step|grow)(?: up)?(?: (?:in)?to)?)? {_ROLE}{_END}",
        rf"^{_ORIGIN}(?:,| here,?) (?:i )?(?:want|wants|would like|hope|aim|aspire)(?:s)? to "
        rf"(?:be|become|get into|move into|go into) {_ROLE}{_END}",
        rf"^how (?:do|can|does|would|could) (?:i|we|you|one|someone|an? \w+) (?:get|go|move|"
        rf"come|grow|progress) from {_ORIGIN} to {_ROLE}{_END}",
        rf"^(?:(?:show|give|draw|make|map)(?: me)? )?(?:an? |the |my )?(?:role ?map|career "
        rf"(?:map|path|plan)|road ?map|path|way|map|route)(?: out)?(?: me)?:? (?:(?:the|my) "
        rf"(?:way|path|route) )?from {_ORIGIN} to {_ROLE}{_END}",
        rf"^(?:(?:show|give|draw|make)(?: me)? )?(?:an? |the |my )?(?:role ?map|career (?:map|"
        rf"road ?map)|road ?map)(?: for| to| of|:)? {_ROLE}{_END}",
        rf"^(?:map(?: out)?) (?:the|my) (?:way|path|route|road) to(?: being| becoming)? "
        rf"{_ROLE}{_END}",
        rf"^(?:from )?{_ORIGIN} to {_ROLE}{_END}",
    )
)
_RENEWAL = lazy(
    r"^(?:what|which (?:rules|topics|hours|requirements)) (?:must|do|does|should|has|have|are|"
    r"is)\b.*\brenew\w*|"
    r"^(?:license |licence |licensure )?renewal (?:rules|requirements|law)\b|"
    r"\brenewal (?:rules|requirements) (?:for|in|of)\b|"
    r"\bwhat (?:must|do|should) (?:i|we) (?:need to |have to )?(?:do to )?renew\b|"
    r"\bwhat do (?:i|we) need to renew\b"
)
_NOT_RENEWAL = lazy(
    r"\b(?:cost|fee|fees|pay|price|online|click|how many|how long|how much|where|late|expired|"
    r"when)\b"
)
_LONGEST_WAY = 24
_WAY_WORDS = (
    " to ",
    "map",
    "path",
    "plan",
    "route",
    "way",
    "want",
    "would",
    "hop",
    "aim",
    "aspir",
    "wish",
    "'d ",
)
"""One of these is in every sentence that asks for a way."""


def read_request(text: str) -> Request | None:
    """What a message asks of the catalog; None for any other message."""
    asked = " ".join(plain(text).split())
    told = _compare(asked) or _why_not(asked) or _way(asked) or _renewal(asked)
    return told or (Find() if asks_for_list(asked) else None)


def wants_programs(text: str) -> bool:
    """Whether programs would help under an answer: a list is asked for, or a goal is told, or
    something to learn ("Which CME would help me become a chief medical officer?")."""
    asked = " ".join(plain(text).split())
    listed = asks_what_helps(asked) or would_learn(asked)
    return listed or isinstance(read_request(asked), Find)


def _holds(asked: str, *pieces: str) -> bool:
    """Whether any piece is in the text: spares compiling a pattern that cannot match."""
    text = asked.lower()
    return any(piece in text for piece in pieces)


def _compare(asked: str) -> Compare | None:
    found = _COMPARE.match(asked) if _holds(asked, "compar", "side by side") else None
    if not found:
        return None
    halves = [half for half in _OUTER.split(found["names"]) if _name(half)]
    if len(halves) > 1 and all(map(_is_name, halves)):
        pieces = [(half, tuple(filter(None, map(_name, _BETWEEN.split(half))))) for half in halves]
        names = [name for half, parts in pieces for name in (parts if _are(parts) else (half,))]
    else:
        names = [each for each in _BETWEEN.split(found["names"]) if _name(each)]
    named = tuple(map(_name, names))
    return Compare(named) if len(named) > 1 and _are(named) else None


def _are(names: tuple[str, ...]) -> bool:
    return all(map(_is_name, names))


def _name(text: str) -> str:
    """A name without what stands around it."""
    return re.sub(r"^(?:the|between|programs?|courses?)\s+", "", text.strip(" \"'.?!"), flags=re.I)


def _is_name(name: str) -> bool:
    """Whether it may name a program: more is left of it than facets and plain words."""
    wanted = read_wanted(name, SOME_DAY)
    new = [word for word in wanted.text.split() if word.lower() not in _PLAIN_WORDS]
    return bool(new) or bool(re.fullmatch(r"[\w]+(?:-[\w]+)+", name))


_PLAIN_WORDS = frozenset(
    "requirements rules prices costs fees hours states types kinds boards".split()
)


def _why_not(asked: str) -> WhyNot | None:
    found = _WHY_NOT.match(asked) if _holds(asked, "why") else None
    if not found:
        return None
    name = _name(found["shown"] or found["absent"] or found["bare"] or "")
    if not name or _NO_NAME.match(name) or len(name.split()) > _LONGEST_WAY // 2:
        return None
    return WhyNot(name)


def _way(asked: str) -> RoleMap | None:
    """A role map is drawn when that is all that is asked."""
    if len(asked.split()) > _LONGEST_WAY or not _holds(asked, *_WAY_WORDS):
        return None
    for pattern in _WAYS:
        found = pattern.match(asked)
        if not found or not _read(f"become a {found['role']}").destination:
            continue
        origin = found.groupdict().get("origin")
        professions = _read(f"for a {origin}").facets.professions if origin else ()
        if professions or origin is None:
            return RoleMap(found["role"], professions)
    return None


def renewal_asked(text: str) -> Renewal | None:
    """A question what renewal asks for; the profession or the place may be missing in it."""
    asked = " ".join(plain(text).split())
    if not (_holds(asked, "renew") and _RENEWAL.search(asked)) or _NOT_RENEWAL.search(asked):
        return None
    return Renewal(_read(asked).facets.professions, place_in(asked))


def _renewal(asked: str) -> Renewal | None:
    found = renewal_asked(asked)
    return found if found and found.professions and found.place else None


def _read(text: str) -> Wanted:
    return read_wanted(text, SOME_DAY)
