"""A record from raw fields: what each field takes, what is refused, and why."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalog.problems import BadRecord, FieldProblem, shown
from knowledge.catalog.record import build, remarks_on, to_fields
from knowledge.programs import (
    CommercialSupport,
    Credit,
    Delivery,
    Fee,
    Format,
    MandatoryTopic,
    Moc,
    Money,
    Program,
    Rung,
)
from tests.unit.cataloguing import built, problems, raw_records

NOT_STATED = ["", None, "not stated", " Unknown ", "N/A", "null", "~", "TBD", "-", "—"]


def record(**stated: object) -> Program:
    return build({"title": "Ethics", "provider": "Emory", **stated})


def test_a_record_is_read_with_every_field() -> None:
    program = build(
        {
            "id": "emory-cmo",
            "title": " Chief  Medical Officer\u200b Program ",
            "provider": "Emory",
            "jointly_accredited": True,
            "ipce": "no",
            "format": "Live course",
            "delivery": "virtual",
            "region": "Georgia",
            "country": "USA",
            "tz": "America/New_York",
            "start": date(2027, 2, 11),
            "end": "2027-11-30",
            "credits": [
                {"type": "AMA PRA Category 1 Credit(s)™", "unit": "credit", "max": 185},
                "CPE",
            ],
            "moc": [{"board": "ABIM", "points": 1.5}],
            "professions": "RNs; MD; Pa-C; healthcare team; Doula",
            "mandatory_topics": [{"jurisdiction": "us-fl", "topic": "medical errors"}],
            "fee": {"amount": "1,250.50", "currency": "usd", "cancel_by": "2027-01-01"},
            "commercial_support": {"received": "yes", "kind": "grant"},
            "changes_measured": ["Patient outcomes"],
            "designed_to_change": [],
            "url": "https://example.org/cmo",
        }
    )

    assert program == Program(
        id="emory-cmo",
        title="Chief Medical Officer Program",
        provider="Emory",
        jointly_accredited=True,
        ipce=False,
        format=Format.COURSE,
        delivery=Delivery.ONLINE,
        region="US-GA",
        country="US",
        tz="America/New_York",
        start=date(2027, 2, 11),
        end=date(2027, 11, 30),
        credits=(
            Credit("AMA PRA Category 1", "credit", max=Decimal(185)),
            Credit("ACPE contact hours"),
        ),
        moc=(Moc("ABIM", points=Decimal("1.5")),),
        professions=("nurse", "physician", "physician assistant", "any", "doula"),
        mandatory_topics=(MandatoryTopic("US-FL", "medical errors"),),
        fee=Fee(Money(Decimal("1250.50"), "USD"), cancel_by=date(2027, 1, 1)),
        commercial_support=CommercialSupport(received=True, kind="grant"),
        changes_measured=(Rung.PATIENT_OUTCOME,),
        designed_to_change=(),
        url="https://example.org/cmo",
    )


@pytest.mark.parametrize("value", NOT_STATED)
def test_what_is_not_known_stays_unknown(value: object) -> None:
    names = {field.name for field in fields(Program)} - {"title", "provider"}

    assert record(**dict.fromkeys(names, value)) == record()


def test_every_bad_field_is_named_at_once() -> None:
    with pytest.raises(BadRecord) as refused:
        build({"start": "0001-01-01", "credits": [{"amount": -1}], "url": "javascript:alert(1)"})

    assert [(p.field, p.value) for p in refused.value.problems] == [
        ("title", ""),
        ("provider", ""),
        ("url", "javascript:alert(1)"),
        ("start", "0001-01-01"),
        ("credits[1].type", ""),
        ("credits[1].amount", "-1"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("start", "0001-01-01", "a day between 1900-01-01 and 2199-12-31"),
        ("start", "9999-12-31", "a day between 1900-01-01 and 2199-12-31"),
        ("start", datetime(9999, 1, 1), "a day between 1900-01-01 and 2199-12-31"),  # noqa: DTZ001
        ("start", "3/15/2027", "a day as 2027-03-15"),
        ("start", 45000, "a day as 2027-03-15"),
        ("start", "2027-02-30", "a day as 2027-03-15"),
        ("ipce", "perhaps", "yes or no"),
        ("ipce", 2, "yes or no"),
        ("tz", "../../etc/passwd", "an IANA time zone such as America/New_York"),
        ("tz", "America", "an IANA time zone such as America/New_York"),
        ("region", "Bavaria", "a region's ISO 3166-2 code, such as US-GA"),
        ("region", "XX-GA", "a region's ISO 3166-2 code, such as US-GA"),
        ("country", "Freedonia", "a country's two-letter ISO 3166 code, such as US"),
        ("delivery", "by owl", "one of: in person, online, both"),
        ("designed_to_change", ["hearts"], "one of: knowledge, competence, performance, "
         "patient outcome"),
        *(
            ("id", bad, "at most 200 letters (a to z), digits and . _ - / : without spaces, the "
             "first neither - nor .")
            for bad in ("two words", "--help", ".hidden", "naïve", "a;b", "x" * 201)
        ),
        ("id", "rules/us-fl-rn", "an id that does not begin with rules/, as those of renewal rules "
         "do"),
        ("title", ["a"], "at most 300 characters, not a list"),
        ("title", "x" * 301, "at most 300 characters, not 301"),
        ("description", {"a": 1}, "at most 5,000 characters, not a mapping"),
        ("topics", ["x"] * 101, "at most 100 entries, not 101"),
        ("credits", [{"type": "AMA"}] * 41, "at most 40 entries, not 41"),
        ("credits", [7], "a list of groups of fields"),
        ("hours_to_complete", True, "a number from 0 to 1,000,000,000 with at most 4 decimals, "
         "not yes or no"),
        ("fee", 250, "a price with its currency, such as $1,250 or 300.50 EUR"),
        ("commercial_support", "maybe", "yes or no"),
    ],
)  # fmt: skip
def test_a_bad_value_is_told_what_would_be_right(field: str, value: object, right: str) -> None:
    assert problems(**{field: value}) == {field: right}


@pytest.mark.parametrize("field", ["title", "start", "fee", "topics", "url", "team_based"])
def test_ten_megabytes_in_a_field_are_refused_and_not_repeated(field: str) -> None:
    with pytest.raises(BadRecord) as refused:
        record(**{field: "x" * 10_000_000})

    (problem,) = refused.value.problems
    assert problem.field == field
    assert "10,000,000 characters" in problem.right
    assert problem.value == "x" * 79 + "…"


@pytest.mark.parametrize(
    "amount",
    ["-1", -1, "NaN", float("nan"), float("inf"), "Infinity", "1e400", "1.005",
     Decimal("1e-999999"), 10**9 + 1, pytest.param(10**5000, id="huge"), "1_000", "१२", "twelve",
     "1.250,00"],
)  # fmt: skip
def test_an_amount_of_money_is_exact_and_bounded(amount: object) -> None:
    assert list(problems(fee={"amount": amount, "currency": "USD"})) == ["fee.amount"]


@pytest.mark.parametrize(
    ("fee", "price"),
    [
        ({"amount": 0.1, "currency": "USD"}, Money(Decimal("0.1"), "USD")),
        ({"amount": "1e3", "currency": "chf"}, Money(Decimal(1000), "CHF")),
        ({"amount": 0}, Money(Decimal(0), "XXX")),
        ({"amount": "$450"}, Money(Decimal(450), "USD")),
        ({"amount": "Free", "currency": "USD"}, Money(Decimal(0), "USD")),
        ("free", Money(Decimal(0), "XXX")),
        ("$1,250", Money(Decimal(1250), "USD")),
        ("300.50 eur", Money(Decimal("300.50"), "EUR")),
        ("£90", Money(Decimal(90), "GBP")),
    ],
)
def test_a_fee_is_a_price_with_its_currency(fee: object, price: Money) -> None:
    assert record(fee=fee).fee == Fee(price)


@pytest.mark.parametrize(
    ("fee", "field"),
    [
        ({"amount": 5, "currency": "ZZZ"}, "fee.currency"),
        ({"amount": 5}, "fee.currency"),
        ({"amount": 5, "currency": "XXX"}, "fee.currency"),
        ({"includes": "lunch"}, "fee.amount"),
        ({"amount": "$5", "currency": "EUR"}, "fee.currency"),
        ("about $5", "fee"),
        ("$5 EUR", "fee"),
    ],
)
def test_a_fee_without_a_price_or_currency_is_bad(fee: object, field: str) -> None:
    assert list(problems(fee=fee)) == [field]


def test_a_currency_alone_states_no_fee() -> None:
    assert record(fee={"currency": "USD", "amount": ""}).fee is None


def test_days_must_follow_each_other() -> None:
    assert problems(
        start="2027-03-02", end="2027-03-01", registration_deadline="2027-03-05",
        application_deadline="2027-02-01",
    ) == {
        "end": "a day not before the start, 2027-03-02",
        "registration_deadline": "a day not after the end, 2027-03-01",
    }  # fmt: skip


def test_what_begins_cannot_be_joined_or_claimed_at_the_wrong_time() -> None:
    begun = {"start": "2027-03-02", "registration_deadline": "2027-03-05"}

    assert problems(**begun, application_deadline="2027-03-03") == {
        "registration_deadline": "a day not after the start, 2027-03-02",
        "application_deadline": "a day not after the start, 2027-03-02",
    }
    assert record(**begun, format="regularly scheduled series").start
    assert record(**begun, format="enduring material").start
    assert record(**begun, end="2027-03-05").start
    assert problems(start="2027-03-02", credit_claim_by="2027-03-01") == {
        "credit_claim_by": "a day not before the start, 2027-03-02"
    }
    assert record(start="2027-03-02", credit_claim_by="2027-03-02").credit_claim_by


def test_a_page_vouches_for_no_day_after_its_reading() -> None:
    assert problems(retrieved_on="2026-11-22", verified_on="2026-11-23") == {
        "verified_on": "a day not after retrieved_on, 2026-11-22"
    }
    assert record(retrieved_on="2026-11-23", verified_on="2026-11-23").live


@pytest.mark.parametrize("id", ["emory-cmo", "2026/ethics_1", "ACPE:0123.x", "_a"])
def test_an_id_may_have_marks_that_a_terminal_takes_as_they_are(id: str) -> None:
    assert record(id=id).id == id


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_an_id_that_is_made_is_one_that_may_be_stated(title: str, provider: str) -> None:
    try:
        made = build({"title": title, "provider": provider})
    except BadRecord:
        return
    assert build({"title": "A", "provider": "B", "id": made.id}).id == made.id


def test_other_contradictions_are_bad_too() -> None:
    assert problems(
        country="DE",
        region="Georgia",
        credits=[{"type": "AMA", "amount": 2, "max": 1}],
        commercial_support={"source": "Example Inc."},
        mandatory_topics=[{"jurisdiction": "Georgia", "topic": "ethics"}],
    ) == {
        "region": "a region of DE",
        "credits[1].max": "no less than the amount, 2",
        "commercial_support.received": "yes or no, where a source or kind of support is stated",
        "mandatory_topics[1].jurisdiction": (
            "an ISO 3166 code: US for federal rules, US-FL for those of a state"
        ),
    }


@pytest.mark.parametrize("kind", ["12.5", "12 ANCC contact hours", "Up to 5 AMA PRA Category 1"])
def test_an_amount_is_no_part_of_a_credits_type(kind: str) -> None:
    right = "the type alone, such as AMA PRA Category 1; its number is the amount"
    assert problems(credits=kind) == {"credits[1].type": right}


def test_days_may_be_in_other_formats_when_those_are_named() -> None:
    raw = {"title": "Ethics", "provider": "Emory", "start": "3/15/2027", "end": "2027-03-16"}

    assert build(raw, ("%m/%d/%Y",)).start == date(2027, 3, 15)


def test_an_id_follows_from_provider_title_and_start_only() -> None:
    first = record(start="2027-03-15", description="one")

    assert first.id == "emory-ethics-d12004a8"
    assert record(title="ETHICS ", start="2027-03-15", fee="free").id == first.id
    assert record(start="2027-03-16").id != first.id
    assert record(title="倫理").id.startswith("emory-")


def test_a_bad_record_has_its_id_when_that_is_sure() -> None:
    def id_of(**stated: object) -> str:
        with pytest.raises(BadRecord) as refused:
            record(ipce="perhaps", **stated)
        return refused.value.id

    assert id_of(id="emory-1") == "emory-1"
    assert id_of(id="emory 1") == ""
    assert id_of() == record().id
    assert id_of(start="soon") == ""


def test_an_unknown_field_is_remarked_on_and_harmless() -> None:
    raw: dict[str, object] = {"title": "E", "provider": "E", "titel": 1, "fee": {"amuont": 2}}

    assert build(raw).title == "E"
    assert remarks_on(raw) == (
        'unknown field "titel" is ignored; did you mean "title"?',
        'unknown field "fee.amuont" is ignored; did you mean "amount"?',
    )
    assert remarks_on({str(n): n for n in range(12)})[-1] == "2 more are ignored"


def test_a_value_is_shown_short_and_printable() -> None:
    assert shown("x" * 10_000_000) == "x" * 79 + "…"
    assert shown("a\x1b[31m\u202eb\n") == "a\\x1b[31m\\u202eb\\n"
    assert shown([1, 2]) == "a list of 2"
    assert shown(10**5000) == "a number of thousands of digits"


@given(raw_records)
def test_a_program_is_the_same_after_going_through_json(raw: dict[str, object]) -> None:
    program = built(raw)

    assert program is None or build(json.loads(json.dumps(to_fields(program)))) == program


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates()
    | st.datetimes() | st.decimals() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=5,
)  # fmt: skip
_fields = st.sampled_from([*Program.__dataclass_fields__, "no_such_field"])


@given(st.dictionaries(_fields, _values))
def test_whatever_a_file_holds_is_a_program_or_a_bad_record(raw: dict[str, object]) -> None:
    refused: tuple[FieldProblem, ...] = ()
    try:
        build(raw)
    except BadRecord as error:
        refused = error.problems

    assert all(len(problem.value) <= 80 and problem.value.isprintable() for problem in refused)
    remarks_on(raw)
