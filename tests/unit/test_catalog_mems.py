"""Medical Education Metrics in XML: the activities, and what only pretends to be them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalog.mems import read_xml
from knowledge.catalog.rows import UnreadableCatalog, finished
from knowledge.programs import CommercialSupport, Credit, Delivery, Fee, Format, Money, Rung
from tests.unit.cataloguing import bad, only, programs, read, refusal, remarks

NAMESPACES = (
    'xmlns="http://ns.medbiq.org/metrics/v2/" xmlns:lom="http://ltsc.ieee.org/xsd/LOM" '
    'xmlns:h="http://ns.medbiq.org/lom/extend/v1/" xmlns:a="http://ns.medbiq.org/address/v1/"'
)
GENERAL = """
<lom:general>
  <lom:identifier><lom:catalog>Prairie</lom:catalog><lom:entry>QM 101</lom:entry></lom:identifier>
  <lom:title>
    <lom:string language="en">Chairing a Quality Meeting</lom:string>
    <lom:string language="fr">Présider</lom:string>
  </lom:title>
  <lom:description><lom:string>How a chair gets to a decision.</lom:string></lom:description>
  <lom:keyword><lom:string>quality improvement</lom:string></lom:keyword>
</lom:general>
<lom:technical><lom:location>https://example.org/chairing</lom:location></lom:technical>
<lom:educational><lom:typicalLearningTime><lom:duration>PT6H30M</lom:duration>
</lom:typicalLearningTime></lom:educational>
<lom:rights><lom:cost><lom:source>LOMv1.0</lom:source><lom:value>no</lom:value></lom:cost>
</lom:rights>
"""
CREDITS = """
<h:credits>
  <h:accreditingBody>ACCME</h:accreditingBody>
  <h:activityCertification>AMA PRA Category 1 Credit(s)™</h:activityCertification>
  <h:creditType>CME</h:creditType><h:creditUnit>Credit</h:creditUnit>
  <h:accreditedProvider>Prairie Teaching Hospital</h:accreditedProvider>
  <h:nonAccreditedProvider>Sage Nursing School</h:nonAccreditedProvider>
  <h:releaseDate>2027-01-01</h:releaseDate><h:numberOfCredits>6.5</h:numberOfCredits>
</h:credits>
"""
WHERE = """
<h:activityLocation><a:City>Boise</a:City><a:StateOrProvince>ID</a:StateOrProvince>
<a:Country><a:CountryName>United States</a:CountryName><a:CountryCode>USA</a:CountryCode>
</a:Country>
</h:activityLocation>
<h:startDateTime>2027-02-11T23:00:00-07:00</h:startDateTime>
<h:endDateTime>2027-02-12T12:00:00-07:00</h:endDateTime>
"""
LIVE = """
<h:participationModality>conference/workshop</h:participationModality>
<h:individualOrTeam>team</h:individualOrTeam>
<h:activityDelivery>live</h:activityDelivery>
"""
AUDIENCE = """
<h:targetAudience>
  <h:profession><lom:string>Physician</lom:string></h:profession>
  <h:profession><lom:string>RN</lom:string></h:profession>
  <h:disciplineOrSpecialty><lom:string>internal medicine</lom:string></h:disciplineOrSpecialty>
</h:targetAudience>
"""
SUPPORT = (
    '<CommercialSupportAmount currency="USD" supportSource="Example Devices">5000'
    "</CommercialSupportAmount>"
)
OUTCOMES = """
<DesignedToChangeCompetence>true</DesignedToChangeCompetence>
<DesignedToChangePerformance>1</DesignedToChangePerformance>
<DesignedToChangePatientOutcomes>false</DesignedToChangePatientOutcomes>
<ChangesInCompetenceMeasured>false</ChangesInCompetenceMeasured>
<ChangesInPerformanceMeasured>false</ChangesInPerformanceMeasured>
<ChangesInPatientOutcomesMeasured>0</ChangesInPatientOutcomesMeasured>
"""


def activity(
    education: str = CREDITS + AUDIENCE + WHERE + LIVE, general: str = GENERAL, more: str = ""
) -> str:
    """One MedicalEducationMetrics."""
    healthcare = f"<h:healthcareEducation>{education}</h:healthcareEducation>"
    return (
        "<MedicalEducationMetrics><ActivityDescription>"
        f"<lom:lom>{general}{healthcare}</lom:lom>{more}"
        "</ActivityDescription></MedicalEducationMetrics>\n"
    )


def document(*activities: str) -> str:
    """A file of PARS with these activities."""
    return f"<ACCMEActivities {NAMESPACES}>\n{''.join(activities)}</ACCMEActivities>"


def test_an_activity_with_all_that_we_keep(tmp_path: Path) -> None:
    acknowledged = "<h:commercialSupport>yes</h:commercialSupport>"
    education = CREDITS + AUDIENCE + WHERE + LIVE + acknowledged

    program = only(read(tmp_path, "a.xml", document(activity(education, more=SUPPORT + OUTCOMES))))

    assert program.title == "Chairing a Quality Meeting"
    assert program.id.startswith("QM-101-")
    assert program.provider == "Prairie Teaching Hospital"
    assert program.description == (
        "How a chair gets to a decision. Jointly provided with Sage Nursing School."
    )
    assert (program.format, program.delivery) == (Format.COURSE, Delivery.IN_PERSON)
    assert (program.city, program.region, program.country) == ("Boise", "US-ID", "US")
    assert (program.start, program.end) == (date(2027, 2, 11), date(2027, 2, 12))
    assert program.hours_to_complete == Decimal("6.5")
    assert program.fee == Fee(Money(Decimal(0), "XXX"))
    assert program.credits == (
        Credit("AMA PRA Category 1", "credit", max=Decimal("6.5"), accreditor="ACCME"),
    )
    assert program.professions == ("physician", "nurse")
    assert program.specialties == ("internal medicine",)
    assert program.topics == ("quality improvement",)
    assert program.team_based is True
    assert program.commercial_support == CommercialSupport(
        received=True, source="Example Devices", kind="grant"
    )
    assert program.designed_to_change == (Rung.COMPETENCE, Rung.PERFORMANCE)
    assert program.changes_measured == ()
    assert program.url == "https://example.org/chairing"


def test_what_is_not_there_is_unknown(tmp_path: Path) -> None:
    program = only(read(tmp_path, "a.xml", document(activity(CREDITS))))

    assert program.format is None
    assert program.delivery is None
    assert program.team_based is None
    assert program.commercial_support is None
    assert program.designed_to_change is None
    assert program.changes_measured is None


def test_enduring_material_has_no_start_and_expires(tmp_path: Path) -> None:
    education = CREDITS + WHERE + "<h:activityDelivery>not live</h:activityDelivery>"
    coded = "<h:expirationDate>2028-06-30</h:expirationDate>" + CREDITS + WHERE
    coded += "<h:activityOrResourceFormat><lom:string>IEM</lom:string></h:activityOrResourceFormat>"

    kept, stated = programs(read(tmp_path, "a.xml", document(activity(education), activity(coded))))

    assert (kept.format, kept.start, kept.expires_on) == (
        Format.ENDURING,
        None,
        date(2027, 2, 12),
    )
    assert (stated.delivery, stated.expires_on) == (Delivery.ONLINE, date(2028, 6, 30))


def test_names_are_known_without_namespace_and_in_any_case(tmp_path: Path) -> None:
    plain = document(activity()).replace("lom:", "").replace("h:", "").replace("a:", "")
    plain = plain.replace("healthcareEducation", "HealthcareEducation").replace("<lom>", "<LOM>")
    plain = plain.replace("</lom>", "</LOM>").replace(NAMESPACES, "")

    with_namespaces = only(read(tmp_path, "a.xml", document(activity())))

    assert only(read(tmp_path, "b.xml", plain.replace("xmlns:", "x"))) == with_namespaces


def test_a_file_of_one_activity(tmp_path: Path) -> None:
    alone = activity().replace("<MedicalEducationMetrics", f"<MedicalEducationMetrics {NAMESPACES}")

    assert only(read(tmp_path, "a.xml", alone)).title == "Chairing a Quality Meeting"


def test_no_support_is_said_to_be_none(tmp_path: Path) -> None:
    education = CREDITS + "<h:commercialSupport>no</h:commercialSupport>"

    program = only(read(tmp_path, "a.xml", document(activity(education))))

    assert program.commercial_support == CommercialSupport(received=False)


def test_the_mapping_names_a_provider(tmp_path: Path) -> None:
    content = document(activity(WHERE))
    (row,) = bad(read(tmp_path, "a.xml", content))
    (tmp_path / "mapping.yaml").write_text("defaults: {provider: Prairie}\n")

    assert "mapping.yaml" in row.field
    assert only(read(tmp_path, "a.xml", content)).provider == "Prairie"


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("2027-02-11T", "0001-01-01T", "startDateTime", "0001-01-01"),
        ("2027-02-12T", "9999-12-31T", "endDateTime", "9999-12-31"),
        ("2027-02-12T", "yesterday", "endDateTime", "yesterday12:00:00-07:00"),
        (">6.5<", ">-3<", "credits[1].max", "-3"),
        (">6.5<", ">lots<", "credits[1].max", "lots"),
        ("Chairing a Quality Meeting", "", "lom/general/title", ""),
    ],
)
def test_a_bad_value_is_named_and_the_other_activities_go_in(
    tmp_path: Path, old: str, new: str, field: str, value: str
) -> None:
    english_only = GENERAL.replace('<lom:string language="fr">Présider</lom:string>', "")
    one = activity(general=english_only)

    found = read(tmp_path, "a.xml", document(one.replace(old, new), activity()))

    (row,) = bad(found)
    assert (row.line, row.field, row.value) == (2, field, value)
    assert row.right
    assert len(programs(found)) == 1


def test_a_region_without_a_code_is_left_out_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, "a.xml", document(activity()).replace(">ID<", ">The Outback<"))

    assert only(found).region == ""
    assert any("The Outback" in remark for remark in remarks(found))


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (LAUGHS + document(activity()).replace("Boise", "&c;"), "it brings a DOCTYPE"),
        (OUTSIDE + document(activity()).replace("Boise", "&a;"), "it brings a DOCTYPE"),
        (LAUGHS + document().replace("xmlns=", 'x="&c;" xmlns=', 1), "it brings a DOCTYPE"),
        ('<!DOCTYPE x SYSTEM "file:///x.dtd">' + document(activity()), "it brings a DOCTYPE"),
        (document(activity()).replace("Boise", "&c;"), "the XML is broken"),
        (document(), "there is no MedicalEducationMetrics in it"),
        ("<html/>", "there is no MedicalEducationMetrics in it"),
        ("", "the XML is broken"),
        ("title,provider", "the XML is broken"),
        ("<a>" * 300 + "</a>" * 300, "the XML is broken or beyond all bounds"),
        (document(activity()).replace("Boise", "\0"), "the XML is broken"),
    ],
)
def test_what_is_no_file_of_activities(tmp_path: Path, content: str, reason: str) -> None:
    assert reason in refusal(tmp_path, "a.xml", content).reason


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = document(activity()).replace("™", "").replace("Boise", "Zürich")
    content = f'<?xml version="1.0" encoding="{name}"?>{text}'.encode(encoding)

    assert only(read(tmp_path, "a.xml", content)).city == "Zürich"


def test_entities_in_utf_16_are_seen(tmp_path: Path) -> None:
    content = f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}{document(activity())}'

    assert "DOCTYPE" in refusal(tmp_path, "a.xml", content.encode("utf-16")).reason


def test_activities_before_the_damage_are_given() -> None:
    rows = read_xml(document(activity(), "<broken").encode(), {})

    assert next(rows).fields["title"] == "Chairing a Quality Meeting"
    with pytest.raises(UnreadableCatalog) as refused:
        next(rows)
    assert refused.value.line > 1


def test_a_text_of_ten_megabytes_is_refused_and_not_echoed(tmp_path: Path) -> None:
    longest = document(activity()).replace("Boise", "long " * 2_100_000)

    refused = refusal(tmp_path, "a.xml", longest)

    assert "beyond all bounds" in refused.reason
    assert len(refused.reason) < 200


_INSIDE = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30),
    st.sampled_from(["yes", "no", "true", "2027-02-11", "PT1H", "IEM", "-1", "<h:credits/>"]),
)


@given(st.lists(_INSIDE, min_size=6, max_size=6))
def test_no_text_crashes_the_reader(said: list[str]) -> None:
    content = document(activity(more=SUPPORT + OUTCOMES))
    for old, new in zip(["Boise", "6.5", "Physician", "live", "true", "ID"], said, strict=True):
        content = content.replace(f">{old}<", f">{new}<")
    with suppress(UnreadableCatalog):
        for row in read_xml(content.encode(), {}):
            assert list(finished(row, "a.xml"))


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(content: bytes) -> None:
    with suppress(UnreadableCatalog):
        assert list(read_xml(content, {}))
