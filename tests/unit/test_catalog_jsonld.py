"""Courses, programs and events of schema.org, in JSON-LD documents and in web pages."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalog.jsonld import read_document, read_page
from knowledge.catalog.rows import UnreadableCatalog, finished
from knowledge.programs import Credit, Delivery, Fee, Format, Money, Program
from tests.unit.cataloguing import bad, only, programs, read, refusal, remarks

CONTEXT = "https://schema.org"
COURSE: dict[str, object] = {
    "@context": CONTEXT,
    "@type": "Course",
    "name": "Chairing a Quality Meeting",
    "provider": {"@type": "Organization", "name": "Prairie Teaching Hospital"},
}


def course(folder: Path, **changed: object) -> Program:
    """The only program of a document about the course with these properties."""
    return only(read(folder, "a.json", json.dumps(COURSE | changed)))


def graph(folder: Path, *nodes: object) -> list[Program]:
    """The programs of a graph of nodes."""
    return programs(read(folder, "a.json", json.dumps({"@context": CONTEXT, "@graph": nodes})))


def event(identity: str, **said: object) -> dict[str, object]:
    """An event of the provider."""
    return {
        "@type": "EducationEvent",
        "@id": identity,
        "name": f"Event {identity}",
        "organizer": "Prairie",
        **said,
    }


def test_a_course_with_all_that_we_keep(tmp_path: Path) -> None:
    program = course(
        tmp_path,
        description="How a chair gets to a decision.<br>For&nbsp;teams.",
        url="https://example.org/chairing",
        identifier="QM 101",
        courseMode=["online", "self-paced"],
        timeRequired="PT1H30M",
        expires="2028-06-30",
        dateModified="2026-10-01T08:00:00Z",
        educationalCredentialAwarded="Up to 1.5 AMA PRA Category 1 Credits™ and 1.5 contact hours",
        audience={
            "@type": "EducationalAudience",
            "audienceType": "Physicians, RNs and pharmacists",
        },
        occupationalCategory=["29-1141.00", "Physician Assistant"],
        about=[{"@type": "Thing", "name": "quality improvement"}],
        keywords="leadership, negotiation",
        teaches=["lead a meeting"],
        offers={"@type": "Offer", "price": 90, "priceCurrency": "USD"},
    )

    assert program.title == "Chairing a Quality Meeting"
    assert program.id.startswith("QM-101-")
    assert program.description == "How a chair gets to a decision. For teams."
    assert (program.format, program.delivery) == (Format.ENDURING, Delivery.ONLINE)
    assert (program.hours_to_complete, program.expires_on) == (Decimal("1.5"), date(2028, 6, 30))
    assert program.credits == (Credit("AMA PRA Category 1", max=Decimal("1.5")),)
    assert program.professions == ("physician", "nurse", "pharmacist", "physician assistant")
    assert program.topics == ("quality improvement", "leadership", "negotiation")
    assert program.competencies == ("lead a meeting",)
    assert program.fee == Fee(Money(Decimal(90), "USD"))
    assert program.url == "https://example.org/chairing"
    assert program.verified_on == date(2026, 10, 1)


@pytest.mark.parametrize("prefix", ["https://schema.org/", "http://schema.org/", "schema:"])
def test_terms_may_have_their_address_before_them(tmp_path: Path, prefix: str) -> None:
    named = {f"{prefix}{key}": value for key, value in COURSE.items() if not key.startswith("@")}
    document = {"@type": [f"{prefix}Course", "Product"], **named}

    assert only(read(tmp_path, "a.json", json.dumps(document))).title == COURSE["name"]


def test_each_instance_of_a_course_is_a_program(tmp_path: Path) -> None:
    instance = {
        "@type": "CourseInstance",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "startDate": "2027-02-11T23:00:00-05:00",
        "endDate": "2027-02-13",
        "location": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Boise",
                "addressRegion": "Idaho",
                "addressCountry": "USA",
            },
        },
    }
    later = {"@id": "#autumn", "@type": "CourseInstance", "name": "Autumn", "courseMode": "online"}
    later_whole = later | {"startDate": "2027-09-01"}
    whole = COURSE | {"courseCode": "QM1", "hasCourseInstance": [instance, {"@id": "#autumn"}]}

    first, second = graph(tmp_path, whole, later_whole)

    assert first.title == "Chairing a Quality Meeting"
    assert (first.start, first.end) == (date(2027, 2, 11), date(2027, 2, 13))
    assert (first.city, first.region, first.country) == ("Boise", "US-ID", "US")
    assert first.delivery is Delivery.IN_PERSON
    assert (second.title, second.start) == (
        "Chairing a Quality Meeting: Autumn",
        date(2027, 9, 1),
    )
    assert first.id != second.id
    assert first.provider == second.provider == "Prairie Teaching Hospital"


def test_references_are_followed(tmp_path: Path) -> None:
    organisation = {"@id": "https://example.org/#us", "@type": "Organization", "name": "Prairie"}
    by_node = COURSE | {"provider": {"@id": "https://example.org/#us"}}
    by_address = COURSE | {"name": "Budgets", "provider": "https://example.org/#us"}

    found = graph(tmp_path, by_node, by_address, organisation)

    assert [program.provider for program in found] == ["Prairie", "Prairie"]


def test_languages_wrappings_and_types(tmp_path: Path) -> None:
    program = course(
        tmp_path,
        name={"fr": "Présider", "en": "Chairing"},
        description=[
            {"@value": "Wie man leitet", "@language": "de"},
            {"@value": "How to chair", "@language": "en-US"},
        ],
        teaches={"@list": [{"@value": "chairing"}]},
    )

    assert (program.title, program.description) == ("Chairing", "How to chair")
    assert program.competencies == ("chairing",)


def test_a_program_and_its_last_day_to_apply(tmp_path: Path) -> None:
    program = course(
        tmp_path,
        **{
            "@type": "EducationalOccupationalProgram",
            "applicationDeadline": "2027-01-15",
            "startDate": "2027-02-01",
            "hasCourse": [{"@type": "Course", "name": "Part one"}],
        },
    )
    rolling = read(
        tmp_path, "b.json", json.dumps(COURSE | {"applicationDeadline": "rolling admission"})
    )

    assert program.application_deadline == date(2027, 1, 15)
    assert only(rolling).application_deadline is None
    assert "rolling admission" in remarks(rolling)[0]


def test_events_take_what_they_do_not_say_from_the_one_above(tmp_path: Path) -> None:
    series = event("#series", description="Every month.", subEvent=[{"@id": "#may"}])
    may = event("#may", startDate="2027-05-03", superEvent={"@id": "#series"})
    congress = event("#congress", startDate="2027-06-01", endDate="2027-06-03")
    session = event("#session", startDate="2027-06-02", superEvent={"@id": "#congress"})
    party = {"@type": "SocialEvent", "name": "Party", "startDate": "2027-06-02"}

    found = graph(tmp_path, series, may, congress, session, party)

    assert [program.title for program in found] == ["Event #may", "Event #congress"]
    assert found[0].description == "Every month."
    assert found[0].format is Format.COURSE


def test_a_graph_that_loops_comes_to_an_end(tmp_path: Path) -> None:
    one = event("#one", superEvent={"@id": "#two"})
    two = event("#two", superEvent={"@id": "#one"}, subEvent=[{"@id": "#two"}])
    looped = COURSE | {"@id": "#c", "hasCourseInstance": {"@id": "#c"}, "about": {"@id": "#c"}}

    found = read(tmp_path, "a.json", json.dumps({"@graph": [one, two, looped]}))

    assert not bad(found)
    assert len(programs(found)) == 2
    assert any("leads in a loop" in remark for remark in remarks(found))


def test_two_descriptions_of_one_thing_are_told(tmp_path: Path) -> None:
    twice = [COURSE | {"@id": "#c"}, COURSE | {"@id": "#c", "name": "Another name"}]

    found = read(tmp_path, "a.json", json.dumps({"@graph": twice}))

    assert only(found).title == COURSE["name"]
    assert 'two descriptions of "#c" differ; the first counts' in remarks(found)


@pytest.mark.parametrize(
    ("said", "fee"),
    [
        ({"isAccessibleForFree": True}, Fee(Money(Decimal(0), "XXX"))),
        ({"offers": {"price": 0, "priceCurrency": "USD"}}, Fee(Money(Decimal(0), "USD"))),
        ({"offers": [{"category": "Free"}]}, Fee(Money(Decimal(0), "XXX"))),
        ({"offers": {"price": "$1,250.00"}}, Fee(Money(Decimal("1250.00"), "USD"))),
        (
            {
                "offers": [
                    {"name": "Members", "price": "40", "priceCurrency": "EUR"},
                    {"name": "Others", "price": "60", "priceCurrency": "EUR"},
                ]
            },
            Fee(Money(Decimal(60), "EUR"), "Members: EUR 40"),
        ),
        (
            {"offers": {"@type": "AggregateOffer", "lowPrice": 5, "highPrice": 9,
                        "priceCurrency": "USD"}},
            Fee(Money(Decimal(9), "USD")),
        ),
        (
            {"offers": {"priceSpecification": {"price": 7, "priceCurrency": "USD"}}},
            Fee(Money(Decimal(7), "USD")),
        ),
        ({}, None),
        ({"offers": {"url": "https://example.org/buy"}}, None),
    ],
)  # fmt: skip
def test_fees(tmp_path: Path, said: dict[str, object], fee: Fee | None) -> None:
    assert course(tmp_path, **said).fee == fee


@pytest.mark.parametrize(
    ("said", "credits"),
    [
        (
            {"additionalProperty": {"@type": "PropertyValue",
                                    "name": "AMA PRA Category 1 Credits", "value": 12}},
            (Credit("AMA PRA Category 1", amount=Decimal(12)),),
        ),
        (
            {"additionalProperty": [{"name": "Credit", "value": "12 AMA PRA Category 1 Credits"}]},
            (Credit("AMA PRA Category 1", amount=Decimal(12)),),
        ),
        (
            {"numberOfCredits": 3, "educationalCredentialAwarded": "ANCC contact hours"},
            (Credit("ANCC contact hours", amount=Decimal(3)),),
        ),
        (
            {
                "numberOfCredits": {"@type": "StructuredValue", "value": "2"},
                "educationalCredentialAwarded": {
                    "@type": "EducationalOccupationalCredential",
                    "name": "AMA PRA Category 1",
                    "recognizedBy": {"@type": "Organization", "name": "ACCME"},
                },
            },
            (Credit("AMA PRA Category 1", amount=Decimal(2), accreditor="ACCME"),),
        ),
        ({"educationalCredentialAwarded": "a certificate"}, ()),
        ({"additionalProperty": {"name": "Seats", "value": 12}}, ()),
    ],
)  # fmt: skip
def test_credits(tmp_path: Path, said: dict[str, object], credits: tuple[Credit, ...]) -> None:
    assert course(tmp_path, **said).credits == credits


def test_credits_of_no_type_are_left_out_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, "a.json", json.dumps(COURSE | {"numberOfCredits": 4}))

    assert only(found).credits == ()
    assert "numberOfCredits 4 names no type of credit and is left out" in remarks(found)


@pytest.mark.parametrize(
    ("said", "delivery"),
    [
        ({"courseMode": "onsite"}, Delivery.IN_PERSON),
        ({"courseMode": "blended"}, Delivery.BOTH),
        ({"courseMode": "full-time"}, None),
        ({"eventAttendanceMode": "OnlineEventAttendanceMode"}, Delivery.ONLINE),
        ({"eventAttendanceMode": "schema:MixedEventAttendanceMode"}, Delivery.BOTH),
        ({"location": {"@type": "VirtualLocation", "url": "https://example.org"}}, Delivery.ONLINE),
        ({"location": [{"@type": "Place"}, {"@type": "VirtualLocation"}]}, Delivery.BOTH),
    ],
)
def test_delivery(tmp_path: Path, said: dict[str, object], delivery: Delivery | None) -> None:
    assert course(tmp_path, **said).delivery is delivery


@pytest.mark.parametrize(("lasting", "hours"), [("PT90M", "1.5"), ("P6M", None), ("long", None)])
def test_only_time_spent_learning_is_hours(tmp_path: Path, lasting: str, hours: str | None) -> None:
    program = course(tmp_path, timeRequired=lasting)

    assert program.hours_to_complete == (hours and Decimal(hours))


def test_a_place_that_has_no_code_costs_nothing_else(tmp_path: Path) -> None:
    address = {"addressLocality": "Perth", "addressRegion": "WA", "addressCountry": "Australia"}
    strange = address | {"addressRegion": "The Outback", "addressCountry": "Atlantis"}

    program = course(tmp_path, location={"@type": "Place", "address": address})
    found = read(tmp_path, "b.json", json.dumps(COURSE | {"location": {"address": strange}}))

    assert (program.city, program.region, program.country) == ("Perth", "AU-WA", "AU")
    assert only(found).city == "Perth"
    assert any("Atlantis" in remark for remark in remarks(found))


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ({"startDate": "0001-01-01"}, "startDate", "0001-01-01"),
        ({"endDate": "9999-12-31"}, "endDate", "9999-12-31"),
        ({"offers": {"price": -5, "priceCurrency": "USD"}}, "offers.price", "-5"),
        ({"offers": {"price": 5, "priceCurrency": "ZZZ"}}, "offers.priceCurrency", "ZZZ"),
        ({"offers": {"price": 5}}, "offers.priceCurrency", ""),
        ({"name": None}, "name", ""),
        ({"name": 12 * "long " * 10_000}, "name", None),
        ({"provider": []}, "provider", ""),
    ],
)
def test_what_is_bad_is_named_by_its_property(
    tmp_path: Path, said: dict[str, object], field: str, value: str | None
) -> None:
    good = COURSE | {"name": "Good"}

    found = read(tmp_path, "a.json", json.dumps({"@graph": [COURSE | said, good]}))

    assert "Good" in [program.title for program in programs(found)]
    (row,) = bad(found)
    assert row.field == field
    assert value in (None, row.value)


def test_a_record_knows_its_line(tmp_path: Path) -> None:
    document = json.dumps(
        [COURSE, COURSE | {"name": "Second", "startDate": "0001-01-01"}], indent=1
    )

    (row,) = bad(read(tmp_path, "a.json", document))

    assert document.splitlines()[row.line - 1].strip() == '"name": "Second",'


def test_json_lines(tmp_path: Path) -> None:
    lines = [json.dumps(COURSE), json.dumps({"@type": "Person", "name": "Nobody"}), "{"]

    found = read(tmp_path, "a.jsonl", "\n".join(lines))

    assert [program.title for program in programs(found)] == [COURSE["name"]]
    assert [row.line for row in bad(found)] == [2, 3]


def test_a_page_and_the_scripts_in_it(tmp_path: Path) -> None:
    scripts = (
        {"@id": "#us", "@type": "Organization", "name": "Prairie"},
        COURSE | {"provider": {"@id": "#us"}},
    )
    tags = [
        f'<script type="application/LD+json; charset=utf-8">{json.dumps(script)}</script>'
        for script in scripts
    ]
    page = f"<!doctype html><title>x</title>\n<body>{tags[0]}\n<p>text</p>\n{tags[1]}</body>"

    (reading,) = read(tmp_path, "a.html", page)

    assert only([reading]).provider == "Prairie"
    assert reading.line == 4


def test_a_broken_script_is_named_after_the_good_ones() -> None:
    tag = '<script type="application/ld+json">{}</script>\n'
    page = "<html><body>\n" + tag.format("{broken") + tag.format(json.dumps(COURSE))
    rows = read_page(page.encode(), {})

    assert next(rows).fields["title"] == COURSE["name"]
    with pytest.raises(UnreadableCatalog) as refused:
        next(rows)
    assert (refused.value.line, "no valid JSON" in refused.value.reason) == (2, True)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.html", "<p>Nothing here</p>", "describes no Course"),
        ("a.html", "", "no text in it"),
        ("a.json", '{"@context": "https://schema.org", "@graph": []}', "describes no Course"),
        ("a.json", '{"@graph": ' + "[" * 90 + "]" * 90 + "}", "nested more than 60 deep"),
        ("a.json", '{"@type": "Recipe", "name": "Soup"}', "describes no Course"),
    ],
)
def test_documents_without_programs(tmp_path: Path, name: str, content: str, reason: str) -> None:
    assert reason in refusal(tmp_path, name, content).reason


def test_an_entity_in_a_page_defines_nothing(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    page = f'{laughs}<script type="application/ld+json">{json.dumps(COURSE)}</script>&b;'

    assert only(read(tmp_path, "a.html", page)).title == COURSE["name"]


def test_the_mapping_names_a_provider_for_all(tmp_path: Path) -> None:
    (tmp_path / "mapping.yaml").write_text("defaults: {provider: Prairie}\n")
    nameless = {key: value for key, value in COURSE.items() if key != "provider"}

    assert only(read(tmp_path, "a.json", json.dumps(nameless))).provider == "Prairie"


_KEYS = st.sampled_from(
    "@id @type @value @list @language @graph id type en name provider startDate endDate offers "
    "price priceCurrency category location address addressCountry addressRegion hasCourseInstance "
    "superEvent subEvent courseMode audience about keywords numberOfCredits additionalProperty "
    "value educationalCredentialAwarded timeRequired identifier applicationDeadline url".split()
)
_WORDS = st.sampled_from(
    "Course CourseInstance EducationEvent EducationalOccupationalProgram Offer #a #b 2027-01-01 "
    "12 PT2H online USD nurse https://example.org".split()
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | _WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=30,
)


@given(st.dictionaries(_KEYS, _VALUES, max_size=10))
def test_no_document_crashes_the_reader(said: dict[str, object]) -> None:
    document = [COURSE | said, {"@type": "EducationEvent", "name": "x", **said}]
    with suppress(UnreadableCatalog):
        for row in read_document(document, {"provider": "Prairie"}):
            assert list(finished(row, "a.json"))


@given(st.text(max_size=200))
def test_no_page_crashes_the_reader(inside: str) -> None:
    page = f'<script type="application/ld+json">{inside}</script>'
    with suppress(UnreadableCatalog):
        assert list(read_page(page.encode("utf-8", "replace"), {}))
