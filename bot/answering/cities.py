"""Large cities of the US, each with the state whose rules hold there."""

from __future__ import annotations

import re

_CITIES = {
    place.strip(): state
    for state, places in {
        "Alabama": "Huntsville, Tuscaloosa",
        "Alaska": "Anchorage, Fairbanks, Juneau",
        "Arizona": "Phoenix, Scottsdale, Tucson",
        "Arkansas": "Little Rock",
        "California": "Anaheim, Bakersfield, Fresno, Long Beach, Los Angeles, Oakland, Sacramento, "
        "San Diego, San Francisco, San Jose",
        "Colorado": "Boulder, Colorado Springs, Denver",
        "Connecticut": "Bridgeport, Hartford, New Haven",
        "Florida": "Fort Lauderdale, Miami, Orlando, Tallahassee, Tampa",
        "Georgia": "Atlanta, Savannah",
        "Hawaii": "Honolulu",
        "Idaho": "Boise",
        "Illinois": "Chicago",
        "Indiana": "Fort Wayne, Indianapolis",
        "Iowa": "Cedar Rapids, Des Moines",
        "Kansas": "Topeka, Wichita",
        "Kentucky": "Louisville",
        "Louisiana": "Baton Rouge, New Orleans, Shreveport",
        "Maine": "Bangor",
        "Maryland": "Annapolis, Baltimore",
        "Massachusetts": "Boston, Worcester",
        "Michigan": "Ann Arbor, Detroit, Grand Rapids, Lansing",
        "Minnesota": "Duluth, Minneapolis, St. Paul, St Paul",
        "Mississippi": "Biloxi",
        "Missouri": "St. Louis, St Louis",
        "Montana": "Bozeman, Missoula",
        "Nebraska": "Omaha",
        "Nevada": "Las Vegas, Reno",
        "New Hampshire": "Nashua",
        "New Jersey": "Jersey City, Trenton",
        "New Mexico": "Albuquerque, Santa Fe",
        "New York": "Bronx, Brooklyn, NYC, Syracuse",
        "North Carolina": "Asheville, Greensboro, Raleigh, Winston-Salem",
        "North Dakota": "Bismarck, Fargo",
        "Ohio": "Akron, Cincinnati, Cleveland, Dayton, Toledo",
        "Oklahoma": "Tulsa",
        "Pennsylvania": "Harrisburg, Philadelphia, Philly, Pittsburgh",
        "South Dakota": "Rapid City, Sioux Falls",
        "Tennessee": "Chattanooga, Knoxville, Memphis, Nashville",
        "Texas": "Austin, Dallas, El Paso, Fort Worth, Houston, San Antonio",
        "Utah": "Provo, Salt Lake City",
        "Virginia": "Norfolk",
        "Washington": "Seattle, Spokane, Tacoma",
        "West Virginia": "Morgantown",
        "Wisconsin": "Green Bay, Milwaukee",
        "Wyoming": "Cheyenne, Laramie",
    }.items()
    for place in places.split(",")
}
"""Large cities whose name alone tells the state; names that two states share are left out."""

# Not where it is the name of a hospital, which may stand for a method or a policy.
_CITY = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, _CITIES))})\b"
    r"(?! (?:Clinic|Methodist|Medical|General|Children|Hospital|University|Health))",
    re.IGNORECASE,
)
_STATE_OF = {city.lower(): state for city, state in _CITIES.items()}


def cities_in(text: str) -> list[tuple[re.Match[str], str]]:
    """The large cities that a text names, in order, each with its state's full name."""
    return [(match, _STATE_OF[match.group().lower()]) for match in _CITY.finditer(text)]
