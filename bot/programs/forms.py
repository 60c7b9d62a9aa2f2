"""How a program is built and held: webinar, conference, journal; online, in person, hybrid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.programs.asked import Asked, Part, blanked
from bot.programs.patterns import lazy, words
from knowledge.facets import Facets
from knowledge.programs import Delivery, Format

_ONLINE = Facets(deliveries=(Delivery.ONLINE,))
_THERE = Facets(deliveries=(Delivery.IN_PERSON,))
_EITHER = Facets(deliveries=(Delivery.IN_PERSON, Delivery.ONLINE))
_DELIVERIES = (
    (
        Facets(deliveries=(Delivery.BOTH,)),
        "hybrid",
        words(
            r"hybrid|blended(?! learning style)|both online and in[- ]person|(?:partly|part) "
            r"online"
        ),
        None,
    ),
    (
        _EITHER,
        "online or in person",
        words(
            r"(?:either )?(?:online|virtual(?:ly)?|remote) (?:or|and/or) (?:in[- ]person|live|"
            r"on[- ]?site)|"
            r"(?:either )?(?:in[- ]person|on[- ]?site|live) (?:or|and/or) (?:online|"
            r"virtual(?:ly)?|remote)|online or not"
        ),
        None,
    ),
    (
        _ONLINE,
        "online",
        words(
            r"(?:(?:does not|doesn't|do not|don't|didn't|without) (?:requir|need|involv)\w* "
            r"(?:any |me to )?travel\w*)|"
            r"(?:without|no|not?(?: need(?:ing)?| having| want(?:ing)?)? to|(?:can't|cannot|"
            r"can not|don't want to|"
            r"don't have to|do not want to|unable to|won't|not able to|rather not) ?)(?: "
            r"any)?(?: the)? ?(?:travel(?:l?ing)?|fly(?:ing)?|"
            r"flights?|hotels?|trips?|driv(?:e|ing)|leav(?:e|ing) (?:home|the house|town)|go "
            r"anywhere)|"
            r"travel[- ]free|(?:fully |entirely |all |100% )?(?:on-?line|virtual(?:ly)?|"
            r"remote(?:ly)?|web-?based|internet-based|"
            r"e-?learning|over zoom|(?:on|via|by) zoom|zoom|web-?cast|(?:on|from) (?:my|the|a) "
            r"(?:phone|laptop|computer|couch))|"
            r"(?:from|at) home|from my (?:home|house|desk)|stay(?:ing)? home|distance learning|"
            r"on the web|internet"
        ),
        (_THERE, "in person"),
    ),
    (
        _THERE,
        "in person",
        words(
            r"in[- ]?person|face[- ]to[- ]face|on[- ]?site|on campus|in the room|"
            r"classroom(?:-based)?|"
            r"physically|(?:i(?:'m| am)? )?(?:happy|willing|able|want|like) to travel|hands-on at"
        ),
        (_ONLINE, "online"),
    ),
)
_LIVE_ONLINE = words(
    r"webinars?|(?:live[- ]?stream(?:ed|ing)?|live (?:online|virtual|webcasts?|zoom)|virtual "
    r"(?:live|conference)s?|"
    r"(?:online|virtual) (?:live|conferences?|workshops?|symposi\w+|seminars?))(?: (?:events?|"
    r"courses?|sessions?))?"
)
_FORMATS = {
    Format.ENDURING: (
        r"self[- ]?(?:paced|study|directed)|on[- ]?demand|enduring(?: materials?)?|recorded|"
        r"recordings?|pre-?recorded|"
        r"any ?time(?! (?:after|before|from|in|between|until|this|next|on|during|over|soon))|"
        r"asynchronous(?:ly)?|(?:at|in) my own (?:pace|time)|podcasts?|whenever i "
        r"(?:want|like|can)|audio|"
        r"home stud(?:y|ies)|online modules?"
    ),
    Format.JOURNAL: (
        r"journal[- ]?(?:based)?(?: (?:cme|ce|articles?|reading|activit\w+|quiz\w*))?(?! club)|"
        r"read(?:ing)? (?:an? |some )?(?:journal )?articles?|articles? (?:with|for) (?:a "
        r")?(?:quiz|credit|cme|ce)"
    ),
    Format.SERIES: (
        r"(?:regularly scheduled )?series|grand rounds?|rss|tumor boards?|journal clubs?|"
        r"weekly (?:rounds|sessions?|lectures?)|"
        r"monthly (?:sessions?|meetings?|lectures?)|(?:regular(?:ly)?|monthly|weekly|biweekly)"
        r"(?=[ \0](?:scheduled )?(?:\w+ )?case (?:discussions?|conferences?|presentations?))|"
        r"case discussions?|project echo|tele-?echo|case conferences?|m&m"
    ),
    Format.IMPROVEMENT: (
        r"(?:pi|qi)[- ]?(?:cme|ce|projects?|activit\w+)|(?:performance|quality)[- ]improvement "
        r"(?:cme|ce|projects?|activit\w+)|"
        r"improvement (?:projects?|activit\w+)|part (?:iv|4)"
    ),
    Format.SEARCHING: (
        r"(?:internet|web) search\w*(?: and learning)?|internet point[- ]of[- ]care|"
        r"point[- ]of[- ]care"
        r"(?: (?:learning|search\w*|cme|credits?))|look-?ups"
    ),
    Format.REVIEW: (
        r"manuscript reviews?|peer[- ]?review(?:ing)? (?:for|of) (?:a )?(?:journal|"
        r"manuscript)s?"
    ),
    Format.TEST_WRITING: (
        r"test[- ]item writing|item[- ]writing|writing (?:exam|board|test) questions"
    ),
    Format.COMMITTEE: r"committee (?:learning|work)",
    Format.TEACHING: r"learning from teaching",
    Format.COURSE: (
        r"(?:live|multi-?day|annual) (?:courses?|class(?:es)?|events?|activit\w+|sessions?|"
        r"programs?|trainings?|meetings?)|"
        r"(?<!i )(?<!we )(?<!who )live(?! (?:there|here|near|nearby|close|far))|"
        r"(?:annual )?conferences?(?! (?:call|room))|congress(?:es)?|symposi(?:um|a|ums)|"
        r"workshops?|seminars?|"
        r"boot ?camps?|summits?|retreats?|(?:annual|national|scientific|society) meetings?|"
        r"synchronous"
    ),
}
_PATTERNS = {name: words(pattern) for name, pattern in _FORMATS.items()}
_PREFERRED = lazy(
    r"\b(?:prefer(?:ably|ring|red)?|ideally|if possible|would like)\W+(?:to be |it )?$"
)
_KEPT = words(
    r"podcasts?|grand rounds?|tumor boards?|journal clubs?|boot ?camps?|conferences?|"
    r"symposi\w+|project echo|.*quality.improvement.*"
)
_PREFIX = 40


def read(asked: Asked) -> Iterable[Part]:
    """Delivery and format."""
    parts: list[Part] = []
    for found in (_live_online, _formats, _deliveries):
        parts += found(asked, blanked(asked.rest, parts))
    return parts


def _live_online(asked: Asked, text: str) -> Iterator[Part]:
    """A webinar is two things: a live course, and online."""
    del asked
    for match in _LIVE_ONLINE.finditer(text):
        formats = Facets(formats=(Format.COURSE,))
        yield Part(*match.span(), formats, "live")
        yield Part(*match.span(), _ONLINE, "online")


def _deliveries(asked: Asked, text: str) -> Iterator[Part]:
    for facets, said, pattern, contrary in _DELIVERIES:
        found = list(pattern.finditer(text))
        for match in found:
            yield Part(
                *match.span(), facets, said, doubt=_preferred(asked, match), contrary=contrary
            )
        text = blanked(text, [Part(*match.span()) for match in found])


def _preferred(asked: Asked, match: re.Match[str]) -> str:
    head = asked.plain[max(0, match.start() - _PREFIX) : match.start()]
    if not _PREFERRED.search(head):
        return ""
    return f"You prefer “{match.group()}”; I show only that, so tell me if anything else will do."


def _formats(asked: Asked, text: str) -> Iterator[Part]:
    for form, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            kept = match.span() if _KEPT.fullmatch(match.group()) else None
            yield Part(
                *match.span(),
                Facets(formats=(form,)),
                form.value,
                doubt=_preferred(asked, match),
                kept=kept,
            )
        text = pattern.sub(lambda match: "\0" * len(match[0]), text)
