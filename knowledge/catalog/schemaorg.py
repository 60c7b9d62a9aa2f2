"""What schema.org says of a course, program or event, as fields of our record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from knowledge.catalog.foreign import Fields, hours, own_id, place, put
from knowledge.catalog.graph import types
from knowledge.catalog.problems import BadValue, shown
from knowledge.catalog.said import Said, clean
from knowledge.catalog.schemaorg_offers import credits_of, fee_of
from knowledge.catalog.values import address, day, stated, words
from knowledge.programs import Delivery, Format

LABELS = {
    "title": "name",
    "provider": "provider",
    "start": "startDate",
    "end": "endDate",
    "expires_on": "expires",
    "application_deadline": "applicationDeadline",
    "verified_on": "dateModified",
    "hours_to_complete": "timeRequired",
    "fee.amount": "offers.price",
    "fee.currency": "offers.priceCurrency",
    "professions": "audience or occupationalCategory",
    "topics": "about or keywords",
    "competencies": "teaches",
}
"""Where each field comes from, by the field's path."""

_DURATIONS = ("timeRequired", "courseWorkload", "duration", "timeToComplete")
_MOST, _LONGEST = 50, 100
_ONLINE = re.compile(r"\bonline|distance|virtual|\bmooc\b|remote|webinar|web-based")
_HERE = re.compile(r"on-?\s?site|in[- ]person|offline|face[- ]to[- ]face|classroom")
_MIXED = re.compile(r"blended|mixed|hybrid")
_OWN_PACE = re.compile(r"self[- ]?paced|asynchronous|on[- ]demand")
_OCCUPATION_CODE = re.compile(r"\d\d-\d{4}(?:\.\d\d)?")


def fields_of(said: Said) -> tuple[Fields, tuple[str, ...]]:
    """Our fields, and remarks on what is left out of them."""
    fields: Fields = {}
    put(fields, "title", _title(said))
    put(fields, "provider", said.first("provider", "organizer", "offeredBy"))
    put(fields, "description", said.first("description", "abstract"))
    put(fields, "url", _url(said))
    put(fields, "format", _format(said))
    put(fields, "delivery", _delivery(said))
    put(fields, "expires_on", _day(said.first("expires")))
    put(fields, "start", _day(said.first("startDate")))
    put(fields, "end", _day(said.first("endDate")))
    put(fields, "verified_on", _day(said.first("dateModified")))
    lasting = (hours(said.first(name)) for name in _DURATIONS)
    put(fields, "hours_to_complete", next(filter(None, lasting), None))
    fee, remarks = fee_of(said)
    put(fields, "fee", fee)
    credits, more = credits_of(said)
    put(fields, "credits", credits)
    odd = (*_deadline(fields, said), *_where(fields, said), *_lists(fields, said))
    return fields, (*remarks, *more, *odd)


def identity(said: Said, fields: Mapping[str, object]) -> str:
    """The id that the publisher's own number makes; "" when there is none. An instance that has
    no number of its own is told from the others by its start."""
    provider = fields.get("provider")
    for at, node in enumerate((said.node, *said.above)):
        for name in ("identifier", "courseCode"):
            for number in said.graph.of(node, name)[:1]:
                inner = said.graph.of(number, "value") if isinstance(number, Mapping) else ()
                value = next(iter(inner), number)
                if not at:
                    return own_id(value, provider)
                start = fields.get("start")
                return own_id(f"{value} {start}", provider) if stated(start) else ""
    return ""


def _title(said: Said) -> object:
    """The name; of an instance, that of its course with the instance's own behind it."""
    own = said.first("name", "headline")
    names = (clean(said.name_of(node)) for node in said.above)
    whole = next(filter(None, names), None)
    if "CourseInstance" not in said.kinds or not isinstance(whole, str):
        return own
    return f"{whole}: {own}" if isinstance(own, str) and whole not in own else own or whole


def _url(said: Said) -> object:
    """The page; the id of the thing will do when that is an address."""
    for node in (said.node, *said.above):
        for value in (*said.graph.of(node, "url"), node.get("@id")):
            try:
                return address(value)
            except BadValue:
                continue
    return None


def _format(said: Said) -> str | None:
    if _OWN_PACE.search(said.terms("courseMode")):
        return Format.ENDURING.value
    return Format.COURSE.value if "EducationEvent" in said.kinds else None


def _delivery(said: Said) -> str | None:
    modes = said.terms("courseMode", "eventAttendanceMode")
    online, here = bool(_ONLINE.search(modes)), bool(_HERE.search(modes))
    if not (online or here):
        kinds = {kind for node in said.nodes("location") for kind in types(node)}
        online, here = "VirtualLocation" in kinds, "Place" in kinds
    if _MIXED.search(modes) or (online and here):
        return Delivery.BOTH.value
    if not (online or here):
        return None
    return Delivery.ONLINE.value if online else Delivery.IN_PERSON.value


def _day(value: object) -> object:
    """A day; of a moment, the day in the zone in which it is stated."""
    return value.partition("T")[0] if isinstance(value, str) and len(value) < _LONGEST else value


def _deadline(fields: Fields, said: Said) -> list[str]:
    """Set the last day to apply, unless it is told in words ("rolling")."""
    value = _day(said.first("applicationDeadline"))
    try:
        put(fields, "application_deadline", value if not stated(value) else day(value))
    except BadValue:
        if isinstance(value, str) and not re.search(r"\d", value):
            return [f'the applicationDeadline "{shown(value)}" is no day and is left out']
        fields["application_deadline"] = value
    return []


def _where(fields: Fields, said: Said) -> tuple[str, ...]:
    """Set the place, from the first location that has an address in parts."""
    for node in said.nodes("location"):
        for parts in (*said.graph.nodes(node, "address"), node):
            found = [
                next(iter(Said((parts,), said.graph).texts(name)), None)
                for name in ("addressLocality", "addressRegion", "addressCountry")
            ]
            if any(map(stated, found)):
                return place(fields, *found)
    return ()


def _lists(fields: Fields, said: Said) -> list[str]:
    """Set who it is for and what it is about."""
    who = [*said.listed("audience"), *said.listed("occupationalCategory")]
    listed = {
        "professions": [one for one in who if not _OCCUPATION_CODE.fullmatch(str(one))],
        "topics": [*said.texts("about"), *said.listed("keywords")],
        "competencies": said.texts("teaches"),
    }
    remarks = []
    for field, values in listed.items():
        short = [value for value in values if _is_short(value)]
        kept = list(islice(dict.fromkeys(short), _MOST))
        put(fields, field, kept)
        if len(kept) < len(dict.fromkeys(map(str, values))):
            remarks.append(f"{LABELS[field]}: what is longer or more than a list holds is left out")
    return remarks


def _is_short(value: object) -> bool:
    try:
        return len(words(value)) <= _LONGEST
    except BadValue:
        return False
