"""Time zones as people in the US name them: by zone, by state, by city, or by the IANA name."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.cities import cities_in
from bot.answering.vocabulary import STATES
from bot.programs.patterns import lazy
from bot.when.wall import is_zone

_NEW_YORK, _CHICAGO = "America/New_York", "America/Chicago"
_DENVER, _ANGELES = "America/Denver", "America/Los_Angeles"

_NAMED = {
    _NEW_YORK: "eastern et est edt",
    _CHICAGO: "central ct cst cdt",
    _DENVER: "mountain mt mst mdt",
    _ANGELES: "pacific pt pst pdt",
    "America/Anchorage": "alaska alaskan akst akdt",
    "Pacific/Honolulu": "hawaii hawaiian hst",
    "America/Phoenix": "arizona",
    "America/Puerto_Rico": "atlantic ast",
    "Pacific/Guam": "guam chamorro",
    "UTC": "utc gmt",
}
_ZONES = {name: zone for zone, names in _NAMED.items() for name in names.split()}

_OF_STATES = {
    (_NEW_YORK,): "CT DC DE GA MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
    (_CHICAGO,): "AL AR IA IL LA MN MO MS OK WI",
    (_DENVER,): "CO MT NM UT WY",
    (_ANGELES,): "CA NV WA",
    ("America/Anchorage",): "AK",
    ("Pacific/Honolulu",): "HI",
    ("America/Phoenix",): "AZ",
    (_NEW_YORK, _CHICAGO): "FL IN KY TN",
    (_CHICAGO, _DENVER): "KS ND NE SD TX",
    (_DENVER, _ANGELES): "ID OR",
}
_BY_STATE = {code: zones for zones, codes in _OF_STATES.items() for code in codes.split()}
_STATE_CODES = {name.casefold(): code for code, name in STATES.items()}

# Large cities in states of two zones; those of `bot.answering.cities` elsewhere have their state's.
_OF_CITIES = {
    _NEW_YORK: "Jacksonville|Miami|Orlando|Tampa|Tallahassee|Fort Lauderdale|Indianapolis|"
    "Fort Wayne|Louisville|Lexington|Knoxville|Chattanooga",
    _CHICAGO: "Pensacola|Evansville|Nashville|Memphis|Wichita|Topeka|Fargo|Omaha|Lincoln|"
    "Sioux Falls|Austin|Dallas|Fort Worth|Houston|San Antonio|Bismarck",
    _DENVER: "Rapid City|El Paso|Boise",
    _ANGELES: "Portland|Eugene|Salem",
}
_BY_CITY = {
    city.casefold(): zone for zone, cities in _OF_CITIES.items() for city in cities.split("|")
}
_AREAS = ("America", "Europe", "Asia", "Australia", "Pacific", "Africa", "Atlantic")
_AROUND = lazy(
    r"^(?:the |in |us[ /]|u\.s\. )+|\b(?:standard|daylight|local) time\b|\b(?:us )?time(?: "
    r"?zone)?\b|[.\s]+$"
)
_LONGEST = 60


def zones_named(name: str) -> tuple[str, ...]:
    """The IANA zones that a name may mean, none twice: one when it is certain, () when it is no
    zone, state or city that is known."""
    plain = " ".join(_AROUND.sub(" ", name[:_LONGEST].strip(" .,!\"'")).split())
    return tuple(dict.fromkeys(_candidates(plain))) if plain else ()


def zones_of_state(code: str) -> tuple[str, ...]:
    """The zones of a US state by its two letters; most have one, none has more than two here."""
    return _BY_STATE.get(code, ())


def _candidates(name: str) -> Iterator[str]:
    low = name.casefold()
    if low in _ZONES:
        yield _ZONES[low]
        return
    if low in _BY_CITY:
        yield _BY_CITY[low]
        return
    state = _STATE_CODES.get(low) or (name.upper() if name.upper() in STATES else "")
    for _, full in cities_in(name) if not state else ():
        state = _STATE_CODES[full.casefold()]
    if state:
        yield from _BY_STATE[state]
        return
    yield from _iana(name)


def _iana(name: str) -> Iterator[str]:
    """A name of the IANA's own, in letters of any size, or the city that one ends with."""
    parts = [_capitals(part) for part in name.replace(" ", "_").split("/")]
    spelled = "/".join(parts)
    if len(parts) > 1:
        yield from filter(is_zone, (name, spelled) if name != spelled else (name,))
    else:
        yield from filter(is_zone, (f"{area}/{spelled}" for area in _AREAS))


def _capitals(part: str) -> str:
    small = {"of", "es", "au"}
    return "_".join(
        w if w.lower() in small else w[:1].upper() + w[1:].lower() for w in part.split("_")
    )
