"""Where a program is held, and whose rules it is to meet: "near Atlanta", "for Florida"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.answering.cities import cities_in
from bot.answering.vocabulary import STATES, Kind, mentions
from bot.programs.asked import Asked, Part
from bot.programs.countries import COUNTRIES
from bot.programs.patterns import lazy, words
from knowledge.facets import Facets
from knowledge.programs import Delivery
from knowledge.topics import topics_in

_COUNTRY = {code: words(names) for code, names in COUNTRIES.items()}
_TERRITORIES = {"Puerto Rico": "PR", "Guam": "GU", "Virgin Islands": "VI"}
_CODES = {name: f"US-{code}" for code, name in STATES.items()} | {
    name: f"US-{code}" for name, code in _TERRITORIES.items()
}
_TERRITORY = words("|".join(_TERRITORIES))
_WIDE = words(
    r"(?:in |around |across )?(?:europe|asia|africa|south america|abroad|overseas|the "
    r"(?:midwest|south|southeast|"
    r"southwest|northeast|northwest|east coast|west coast|pacific northwest)|new england|midwest)"
)
_AT = lazy(
    r"\b(?:(?:held |located |offered )?(?:somewhere )?(?:in|near|around|close to|within "
    r"(?:driving )?(?:distance|reach)"
    r" of|outside|by|at|from)(?: or (?:near|around))?|nearby)\s+(?:the\s+)?(?:state of\s+)?$"
)
_HELD = lazy(
    r"\b(?:(?:held|located|hosted|given|offered|taught|taking place|takes? place|run)"
    r"(?: only)?(?: right)? (?:in|near|around|at)|onsite in)(?: or (?:near|around))?\s+"
    r"(?:the\s+)?(?:state of\s+)?$"
)
_LIVING = words(r"(?:i|we) live (?:there|here)")
_TOWN = lazy(
    r"\b(?:near|close to|not far from|held in|located in)\s+(?P<town>(?!me\b|my\b|home\b|here\b|"
    r"the\b|a\b|an\b|by\b|our\b|us\b|where\b|future\b|person\b|spring\b|summer\b|fall\b|winter\b)"
    r"[a-z][\w.'-]{2,})"
)
_HOME = words(
    r"near (?:me|home|my (?:home|hospital|place))|close to (?:me|home)|nearby|locally|local|"
    r"in my (?:area|state|city|town)"
)
_RULE = (
    r"requirements?|required|requires?|mandat\w+|obligation|renew\w*|licen[sc]\w+|re-?licensure|"
    r"board|rules?|law|relicens\w+"
)
_RULED = lazy(rf"(?<!\w)(?:{_RULE})(?!\w)")
_RULES_NAMED = lazy(
    r"(?<!\w)(?:(?:for|to) (?:(?:my|our|the|your) )?(?:\w+ )?(?:licen[sc]\w*|relicens\w*|"
    r"re-?licensure|renew\w*)|(?:fulfil\w*|meets?|satisf\w+|counts? (?:for|toward\w*)) (?:the |my "
    r"|our |that |this |its |their )?(?:state(?:'?s)? |board(?:'?s)? |licen[sc]\w+ |renewal )?"
    r"(?:requirements?|mandates?|rules?|law|licen[sc]\w*|renewal|board)|(?:state|state board|"
    r"board) "
    r"(?:requires?|wants?|mandates?|demands?|needs?)|which (?:\w+ )?(?:courses?|classes|ones?|"
    r"trainings?) (?:counts?|fulfil\w*|meets?|satisf\w+))(?!\w)"
)
"""Says somewhere in a request that a state's rule is to be met."""

_WANTS_IT = lazy(r"(?:'s)?(?: state| board| state board)? (?:wants|requires|mandates|demands)\b")
_RULE_NEXT = lazy(rf"(?:'s)?\s+(?:\w+\s+){{0,3}}(?:{_RULE})\b")
_DEMANDED = lazy(
    r"(?<!\w)(?:requirements?|required|requires?|mandat\w+|satisf\w+|fulfil\w*|meets?|"
    r"counts?)(?!\w)"
)
_FOR = lazy(
    r"\b(?:(?:required|mandated|accepted|approved|valid|licensed|license|count\w*|demanded|"
    r"asked|needed)"
    r" (?:by|in|for|toward)|for|meets?|satisf\w+|fulfil\w*|toward)\s+(?:the\s+)?(?:state of\s+|"
    r"my\s+)?$"
)
_PERSON = lazy(
    r"\s+(?:rn|nurse|physician|doctor|md|do|np|aprn|pa|pharmacist|lpn|dentist|social worker|"
    r"dietitian|"
    r"psychologist|therapist|licensee|pharmd)s?\b"
)
_FEDERAL = words(
    r"(?:the )?(?:8|eight)?(?:[- ]hours? )?(?:federal )?(?:MATE(?: act)?|DEA)(?:'s)?(?: act)?"
    r"(?: (?:(?:8|eight)[- ]hours?|opioid|sud|substance use(?: disorder)?|addiction|one-time|"
    r"renewal|training|"
    r"requirements?|education|course|mandate|registration))*"
)
_FEDERAL_TOPIC = "opioid or other substance use disorders"
"""What the MATE Act has everybody with a DEA registration learn about, in its own words."""

_NEAR_RULE = 80
_REQUIRABLE = frozenset(
    (
        "human trafficking",
        "domestic violence",
        "child abuse",
        "suicide prevention",
        "implicit bias",
        "cultural competence",
        "opioid prescribing",
        "pain management",
        "substance use disorder",
        "infection control",
        "ethics",
        "medical errors",
        "law and rules",
        "palliative care",
        "geriatrics",
        "risk management",
        "professionalism",
        "nutrition",
        "health equity",
    )
)
"""Topics that some board names among its rules."""


def place_in(text: str) -> str:
    """The first state or country that a text names, as it is called; "" when it names none."""
    return next((place.name for place in _places(text)), "")


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    code: str
    name: str


def read(asked: Asked) -> Iterable[Part]:
    """The region to be in, or the rules to be met; a place that is neither is a doubt."""
    for match in _FEDERAL.finditer(asked.rest):
        said = "that its record says meets the federal (MATE Act) requirement"
        yield Part(*match.span(), Facets(mandatory=("US", _FEDERAL_TOPIC)), said, kept=match.span())
    regions: list[Part] = []
    for place in _places(asked.rest):
        part = _read(asked, place)
        if part.facets.region:
            regions.append(part)
            yield from _held_there(asked, place)
        else:
            yield part
    yield from _one(regions)
    yield from (Part(*match.span()) for match in _LIVING.finditer(asked.rest))
    for match in _WIDE.finditer(asked.rest):
        yield Part(
            *match.span(),
            doubt=f"I can look by state or country only, so I left out “{match.group()}”.",
        )
    yield from _unknown(asked)
    for match in _HOME.finditer(asked.rest):
        doubt = f"I do not know where you are, so I left out “{match.group()}”; name a state."
        yield Part(*match.span(), doubt=doubt)


def _unknown(asked: Asked) -> Iterator[Part]:
    """A town that is on no list; its name is searched for in the records."""
    known = [(place.start, place.end) for place in _places(asked.rest)]
    for match in _TOWN.finditer(asked.rest):
        start, end = match.span("town")
        if topics_in(match["town"]) or any(start < b and a < end for a, b in known):
            continue
        doubt = f"I do not know where “{match['town']}” is; name a state to look there."
        yield Part(*match.span(), doubt=doubt, kept=(start, end))


def _held_there(asked: Asked, place: _Place) -> Iterator[Part]:
    """What is held in a place takes place there in person."""
    if held := _HELD.search(asked.rest[: place.start]):
        there = Facets(deliveries=(Delivery.IN_PERSON,))
        yield Part(held.start(), place.end, there, "in person")


def _one(regions: list[Part]) -> Iterator[Part]:
    """A region is one: of several, what holds them all, or none."""
    codes = {part.facets.region for part in regions}
    if len(codes) <= 1:
        yield from regions
        return
    countries = {code.split("-")[0] for code in codes}
    doubt = "You named several places and I can look in one only, so please name the one."
    if len(countries) == 1:
        whole = Facets(region=countries.pop())
        first = regions.pop(0)
        yield Part(first.start, first.end, whole, "in the whole country", doubt=doubt)
    for part in regions:
        yield Part(part.start, part.end, doubt=doubt)


def _places(text: str) -> list[_Place]:
    states = [
        _Place(m.start, m.end, _CODES[m.term], m.term)
        for m in mentions(text)
        if m.kind is Kind.STATE
    ]
    cities = [_Place(*m.span(), _CODES[state], state) for m, state in cities_in(text)]
    territories = [
        _Place(*m.span(), _CODES[m.group().title()], m.group().title())
        for m in _TERRITORY.finditer(text)
    ]
    countries = [
        _Place(*m.span(), code, m.group())
        for code, pattern in _COUNTRY.items()
        for m in pattern.finditer(text)
    ]
    found: list[_Place] = []
    for place in (*states, *cities, *territories, *countries):
        if all(place.end <= other.start or other.end <= place.start for other in found):
            found.append(place)
    return sorted(found, key=lambda place: place.start)


def _read(asked: Asked, place: _Place) -> Part:
    head, tail = asked.rest[: place.start], asked.rest[place.end : place.end + _NEAR_RULE]
    around = head[-_NEAR_RULE:] + " " + tail
    told = bool(_RULES_NAMED.search(asked.plain) or _WANTS_IT.match(tail))
    topics = [t for t in topics_in(asked.rest) if t in _REQUIRABLE] if told else []
    if topics and place.code.startswith("US-"):
        return _mandatory(asked, place, topics[0])
    by_rule = _FOR.search(head) or tail.startswith("'s") or _PERSON.match(tail) or _ruled_next(tail)
    if by_rule and place.code.startswith("US-"):
        topic = next((t for t in topics_in(around) if t in _REQUIRABLE), "")
        if _DEMANDED.search(around) or (topic and _FOR.search(head)):
            return _mandatory(asked, place, topic)
        return Part(
            place.start,
            place.end,
            doubt=f"I took {place.name} as where you are licensed, not as a place to go to.",
        )
    led = _AT.search(head)
    start = led.start() if led else place.start
    place_said = "the United States" if place.code == "US" else place.name
    return Part(start, place.end, Facets(region=place.code), f"in {place_said}")


def _ruled_next(tail: str) -> bool:
    return bool(_RULE_NEXT.match(tail))


def _mandatory(asked: Asked, place: _Place, topic: str) -> Part:
    rule = _RULED.search(asked.rest, place.end, place.end + _NEAR_RULE)
    about = f" on {topic}" if topic else ""
    said = f"that its record says meets {place.name}'s requirement{about}"
    facets = Facets(mandatory=(place.code, topic))
    if rule and asked.rest.startswith("'s", place.end):
        kept = (place.end + len("'s"), rule.start())
        return Part(place.start, rule.end(), facets, said, kept=kept)
    return Part(place.start, place.end, facets, said)
