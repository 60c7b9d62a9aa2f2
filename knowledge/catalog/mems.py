"""Medical Education Metrics (MEMS 2) and the activities in PARS XML, which is a profile of it.

Namespaces and the case of names are not looked at, as exporters differ in both. Nothing is resolved
or fetched: a file that brings a document type is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from lxml import etree

from knowledge.catalog.foreign import (
    ACTIVITY_TYPES,
    Fields,
    days,
    flag,
    hours,
    joint,
    own_id,
    place,
    put,
    put_rungs,
)
from knowledge.catalog.problems import BadValue, shown
from knowledge.catalog.rows import Row, UnreadableCatalog
from knowledge.catalog.values import address, decimal, stated
from knowledge.programs import Delivery, Format, Rung
from knowledge.readers.lines import fold

_ACTIVITY = "medicaleducationmetrics"
_DESIGNED = {
    "DesignedToChangeCompetence": Rung.COMPETENCE,
    "DesignedToChangePerformance": Rung.PERFORMANCE,
    "DesignedToChangePatientOutcomes": Rung.PATIENT_OUTCOME,
}
_MEASURED = {
    "ChangesInCompetenceMeasured": Rung.COMPETENCE,
    "ChangesInPerformanceMeasured": Rung.PERFORMANCE,
    "ChangesInPatientOutcomesMeasured": Rung.PATIENT_OUTCOME,
}
_LABELS = {
    "title": "lom/general/title",
    "provider": "credits/accreditedProvider, or defaults: {provider: …} in mapping.yaml",
    "start": "startDateTime",
    "end": "endDateTime",
    "expires_on": "expirationDate",
    "commercial_support.received": "commercialSupport",
}
_OF_CREDIT = ("credits", "expirationDate")
_LONGEST_MOMENT = 100

Element = Any
"""An element of lxml, which has no types."""


def read_xml(content: bytes, defaults: Mapping[str, object]) -> Iterator[Row]:
    """The activities of a file, one by one. `defaults` are fields for what a record does not
    state itself. Raises UnreadableCatalog, after the activities before the damage."""
    none = True
    for element in _activities(content):
        none = False
        fields, remarks = fields_of(element)
        whole = {**defaults, **fields}
        put(whole, "id", _identity(element, whole))
        yield Row(whole, element.sourceline or 0, remarks, labels=_LABELS)
    if none:
        raise UnreadableCatalog("there is no MedicalEducationMetrics in it")


def _activities(content: bytes) -> Iterator[Element]:
    """Each activity's element, while it lasts: it is emptied when the next one is asked for."""
    parsed = etree.iterparse(
        BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in parsed:
            if event == "start" and element.getparent() is None:
                _refuse_document_type(element)
            elif event == "end" and _name(element) == _ACTIVITY:
                yield element
                _let_go(element)
    except etree.XMLSyntaxError as error:
        reason = f"the XML is broken or beyond all bounds: {shown(error.msg)}"
        raise UnreadableCatalog(reason, error.lineno or 0) from error


def _refuse_document_type(root: Element) -> None:
    if root.getroottree().docinfo.doctype:
        raise UnreadableCatalog("it brings a DOCTYPE, which may define entities: remove it", 1)


def _let_go(element: Element) -> None:
    """Free the memory of an activity and of those before it."""
    element.clear()
    while element.getprevious() is not None:
        element.getparent().remove(element.getprevious())


def _name(element: Element) -> str:
    """The local name in lower case; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].casefold() if isinstance(tag, str) else ""


def _within(element: Element, name: str) -> Element | None:
    """The first element of that name, at any depth."""
    return next((inner for inner in element.iter() if _name(inner) == name.casefold()), None)


def _all(element: Element | None, *path: str) -> list[Element]:
    """The elements at the end of a path of local names."""
    found = [] if element is None else [element]
    for name in path:
        found = [inner for one in found for inner in one if _name(inner) == name.casefold()]
    return found


def _texts(element: Element | None, *path: str) -> list[str]:
    """What the elements at the end of a path say; of a text in several languages, the first."""
    said = ("".join((_all(one, "string") or [one])[0].itertext()) for one in _all(element, *path))
    return [text for text in said if stated(text)]


def _text(element: Element | None, *path: str) -> str | None:
    return next(iter(_texts(element, *path)), None)


def fields_of(activity: Element) -> tuple[Fields, tuple[str, ...]]:
    """Our fields from a MedicalEducationMetrics, and remarks on what is left out of them."""
    lom, education = _within(activity, "lom"), _within(activity, "healthcareEducation")
    fields: Fields = {}
    put(fields, "title", _text(lom, "general", "title"))
    put(fields, "provider", _text(education, "credits", "accreditedProvider"))
    partners = "; ".join(dict.fromkeys(_texts(education, "credits", "nonAccreditedProvider")))
    put(fields, "description", joint(_text(lom, "general", "description"), partners))
    put(fields, "topics", _texts(lom, "general", "keyword"))
    put(fields, "url", _address(_texts(lom, "technical", "location")))
    lasts = _text(lom, "educational", "typicalLearningTime", "duration")
    put(fields, "hours_to_complete", hours(lasts))
    if flag(_text(lom, "rights", "cost", "value")) is False:
        fields["fee"] = {"amount": 0}
    put(fields, "credits", [_credit(credit) for credit in _all(education, "credits")])
    _set_audience(fields, education)
    put(fields, "licence", _text(education, "license"))
    put(fields, "commercial_support", _support(activity, education))
    for field, names in (("designed_to_change", _DESIGNED), ("changes_measured", _MEASURED)):
        said = {rung: flag(_said_within(activity, name)) for name, rung in names.items()}
        put_rungs(fields, field, said)
    _set_form(fields, education)
    location = next(iter(_all(education, "activityLocation")), None)
    country = (_texts(location, "Country", "CountryCode"), _texts(location, "Country"))
    named = next((said[0] for said in country if said), None)
    city, state = _text(location, "City"), _text(location, "StateOrProvince")
    return fields, place(fields, city, state, named)


def _identity(activity: Element, fields: Mapping[str, object]) -> str:
    """The id that the first identifier makes, which counts within its catalog."""
    general = next(iter(_all(_within(activity, "lom"), "general")), None)
    catalog = _text(general, "identifier", "catalog")
    return own_id(_text(general, "identifier", "entry"), catalog or fields.get("provider"))


def _address(said: list[str]) -> str | None:
    for value in said:
        try:
            return address(value)
        except BadValue:
            continue
    return None


def _credit(credit: Element) -> Fields:
    """A credit; the number is of those that are available, so it is the most to be earned."""
    fields: Fields = {}
    put(fields, "type", _text(credit, "activityCertification") or _text(credit, "creditType"))
    put(fields, "unit", (_text(credit, "creditUnit") or "").strip().casefold())
    put(fields, "accreditor", _text(credit, "accreditingBody"))
    put(fields, "max", _text(credit, "numberOfCredits"))
    return fields


def _set_audience(fields: Fields, education: Element | None) -> None:
    put(fields, "professions", _texts(education, "targetAudience", "profession"))
    put(fields, "specialties", _texts(education, "targetAudience", "disciplineOrSpecialty"))
    who = {fold(text).casefold() for text in _texts(education, "individualOrTeam")}
    if who & {"individual", "team"}:
        fields["team_based"] = "team" in who


def _support(activity: Element, education: Element | None) -> Fields:
    """The commercial support: whether there was any, from whom, and whether it was money."""
    paid = [one for one in activity.iter() if _name(one) == "commercialsupportamount"]
    fields: Fields = {}
    put(fields, "received", _text(education, "commercialSupport") or ("yes" if paid else None))
    if not fields or flag(fields["received"]) is False:
        return fields
    sources = [source for one in paid if stated(source := one.get("supportSource"))]
    acknowledged = _text(education, "commercialSupportAcknowledgement")
    put(fields, "source", "; ".join(dict.fromkeys(sources)) or acknowledged)
    put(fields, "kind", "grant" if any(_is_more_than_nothing(one.text) for one in paid) else None)
    return fields


def _is_more_than_nothing(amount: object) -> bool:
    try:
        return stated(amount) and decimal(amount) > 0
    except BadValue:
        return False


def _said_within(activity: Element, name: str) -> str | None:
    found = _within(activity, name)
    return None if found is None else found.text


def _set_form(fields: Fields, education: Element | None) -> None:
    """Set format, delivery and days."""
    kinds = {fold(text).casefold() for text in _texts(education, "activityOrResourceFormat")}
    form, delivery = next(
        (ACTIVITY_TYPES[kind] for kind in sorted(kinds) if kind in ACTIVITY_TYPES), (None, None)
    )
    live = {fold(text).casefold() for text in _texts(education, "activityDelivery")}
    if form is None and len(live) == 1:
        form = {"live": Format.COURSE, "not live": Format.ENDURING}.get(min(live))
    put(fields, "format", form and form.value)
    put(fields, "delivery", _delivery(education) or (delivery and delivery.value))
    expires = (_text(education, *path) for path in (("expirationDate",), _OF_CREDIT))
    put(fields, "expires_on", next(filter(None, expires), None))
    start, end = _day(_text(education, "startDateTime")), _day(_text(education, "endDateTime"))
    days(fields, form, start, end)


def _delivery(education: Element | None) -> str | None:
    """As the modality says: by technology, or at a conference or workshop."""
    said = {fold(text).casefold() for text in _texts(education, "participationModality")}
    online, here = "technology based" in said, "conference/workshop" in said
    if online and here:
        return Delivery.BOTH.value
    if online:
        return Delivery.ONLINE.value
    return Delivery.IN_PERSON.value if here else None


def _day(said: str | None) -> str | None:
    """The day of a moment, in the zone in which it is stated."""
    return said.strip().partition("T")[0] if said and len(said) < _LONGEST_MOMENT else said
