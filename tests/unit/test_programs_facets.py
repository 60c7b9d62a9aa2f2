"""Whether a program meets a hard constraint: yes, no, or not stated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from knowledge.facets import Facets, verdicts
from knowledge.programs import (
    CommercialSupport,
    Delivery,
    Fee,
    Format,
    MandatoryTopic,
    Moc,
    Money,
    Program,
    Rung,
)
from tests.offers import a_program, credit, usd

IN_PERSON, ONLINE, BOTH = (Delivery.IN_PERSON,), (Delivery.ONLINE,), Delivery.BOTH
APRIL, MAY, JUNE = date(2027, 4, 1), date(2027, 5, 1), date(2027, 6, 1)
DOLLARS = Money(Decimal(500), "USD")
NOTHING = Money(Decimal(0), "USD")
FEBRUARY_WEEK: dict[str, Any] = {"start": date(2027, 2, 1), "end": date(2027, 2, 5)}
HALF_A_YEAR: dict[str, Any] = {"start": date(2027, 1, 1), "end": JUNE}
MATE = "Opioids, substance use disorder or addiction"
FLORIDA = (MandatoryTopic("US-FL", "human trafficking prevention"),)
LIVE: dict[str, Any] = {"format": Format.COURSE, "delivery": Delivery.IN_PERSON}


def mapped_in(jurisdiction: str, topic: str = "human trafficking") -> tuple[MandatoryTopic, ...]:
    """What a record says of a required topic."""
    return (MandatoryTopic(jurisdiction, topic),)


Case = tuple[str, Facets, Program, bool | None]


def cases(facets: Facets, *made: tuple[str, Program, bool | None]) -> list[Case]:
    """Programs held against the same constraint."""
    return [(name, facets, program, verdict) for name, program, verdict in made]


CASES: list[Case] = [
    *cases(
        Facets(professions=("nurse",)),
        ("not stated", a_program(), None),
        ("named", a_program(professions=("pharmacist", "nurse")), True),
        ("all", a_program(professions=("any",)), True),
        ("others", a_program(professions=("physician",)), False),
        ("advanced only", a_program(professions=("advanced practice nurse",)), False),
    ),
    *cases(
        Facets(professions=("nurse anesthetist",)),
        ("open to what they were before", a_program(professions=("nurse",)), True),
        ("open to physicians", a_program(professions=("physician",)), False),
    ),
    *cases(
        Facets(specialties=("Cardiology",)),
        ("not stated", a_program(), None),
        ("named in other letters", a_program(specialties=("cardiology",)), True),
        ("named more widely", a_program(specialties=("cardiovascular disease",)), True),
        ("another", a_program(specialties=("surgery",)), False),
    ),
    *cases(
        Facets(topics=("finance", "ethics")),
        ("one of them", a_program(topics=("finance",)), True),
        ("in the title", a_program(title="Ethics at Night", topics=("law",)), True),
        ("as a skill", a_program(competencies=("financial planning",)), True),
        ("another", a_program(topics=("cardiology",)), False),
        ("nothing but a title", a_program(topics=()), None),
    ),
    *cases(
        Facets(credit_types=("ANCC contact hours",)),
        ("not stated", a_program(), None),
        ("given", a_program(credits=(credit("ANCC contact hours", "2"),)), True),
        ("another", a_program(credits=(credit("AMA PRA Category 1", "2"),)), False),
        ("named too broadly to tell", a_program(credits=(credit("CME/CE", "2"),)), None),
    ),
    *cases(
        Facets(credit_types=("nursing contact hours",)),
        ("a nursing accreditor's", a_program(credits=(credit("ANCC contact hours", "2"),)), True),
        ("a medical one's", a_program(credits=(credit("AMA PRA Category 1", "2"),)), False),
    ),
    *cases(
        Facets(credits_least=Decimal(10)),
        ("not stated", a_program(), None),
        ("of an amount not stated", a_program(credits=(credit("AMA PRA Category 1"),)), None),
        ("as many", a_program(credits=(credit("AMA PRA Category 1", "10"),)), True),
        ("up to more", a_program(credits=(credit("AMA PRA Category 1", most="185"),)), True),
        (
            "5, up to more",
            a_program(credits=(credit("AMA PRA Category 1", "5", most="185"),)),
            True,
        ),
        ("fewer", a_program(credits=(credit("AMA PRA Category 1", "9.5"),)), False),
        ("in units of ten hours", a_program(credits=(credit("CEU", "1", unit="CEU"),)), None),
        ("of a university", a_program(credits=(credit("academic credit", "12"),)), None),
    ),
    *cases(
        Facets(credits_least=Decimal(10), credit_types=("ANCC contact hours",)),
        (
            "of another type",
            a_program(
                credits=(credit("ANCC contact hours", "5"), credit("AMA PRA Category 1", "20"))
            ),
            False,
        ),
    ),
    *cases(
        Facets(hours_most=Decimal(4)),
        ("not stated", a_program(), None),
        ("stated", a_program(hours_to_complete=Decimal(4)), True),
        ("told by credit", a_program(credits=(credit("IPCE", "1.5"),)), True),
        ("up to more", a_program(credits=(credit("IPCE", most="30"),)), False),
        ("2, up to more", a_program(credits=(credit("IPCE", "2", most="30"),)), False),
        ("stated before credit", a_program(hours_to_complete=Decimal(3), ipce=True), True),
        ("in units of ten hours", a_program(credits=(credit("CEU", "0.5", unit="CEU"),)), None),
    ),
    *cases(
        Facets(days_most=5),
        ("not stated", a_program(), None),
        ("begins, ends some day", a_program(start=APRIL), None),
        ("five days", a_program(**LIVE, **FEBRUARY_WEEK), True),
        ("two weeks there", a_program(**LIVE, start=APRIL, end=date(2027, 4, 14)), False),
        ("half a year now and then", a_program(**LIVE, **HALF_A_YEAR), None),
        ("half a year online", a_program(delivery=Delivery.ONLINE, **HALF_A_YEAR), None),
        ("on one's own days", a_program(format=Format.ENDURING, **HALF_A_YEAR), True),
    ),
    *cases(
        Facets(moc_boards=("ABIM",)),
        ("not stated", a_program(), None),
        ("counts", a_program(moc=(Moc("ABP"), Moc("ABIM"))), True),
        ("for another", a_program(moc=(Moc("ABP"),)), False),
    ),
    *cases(
        Facets(formats=(Format.ENDURING, Format.JOURNAL)),
        ("not stated", a_program(), None),
        ("one of them", a_program(format=Format.JOURNAL), True),
        ("another", a_program(format=Format.COURSE), False),
    ),
    *cases(
        Facets(deliveries=ONLINE),
        ("not stated", a_program(), None),
        ("online", a_program(delivery=Delivery.ONLINE), True),
        ("in person", a_program(delivery=Delivery.IN_PERSON), False),
        ("either", a_program(delivery=BOTH, format=Format.COURSE), True),
        ("a blend", a_program(delivery=BOTH, format=Format.OTHER), None),
        ("with travel", a_program(delivery=BOTH, travel="two weeks in Boston"), None),
    ),
    *cases(
        Facets(deliveries=(BOTH,)),
        ("a blend", a_program(delivery=BOTH, format=Format.OTHER), True),
        ("online alone", a_program(delivery=Delivery.ONLINE), False),
    ),
    *cases(
        Facets(region="US-GA"),
        ("not stated", a_program(), None),
        ("there", a_program(region="US-GA"), True),
        ("online", a_program(delivery=Delivery.ONLINE, region="US-MA"), True),
        ("elsewhere", a_program(region="US-MA", delivery=Delivery.IN_PERSON), False),
        ("somewhere in the country", a_program(country="US"), None),
        ("in another country", a_program(country="DE"), False),
        ("elsewhere, or online", a_program(delivery=BOTH, region="US-MA"), True),
        ("a blend elsewhere", a_program(delivery=BOTH, format=Format.OTHER, region="US-MA"), None),
    ),
    *cases(
        Facets(region="US"),
        ("a state of it", a_program(region="US-GA"), True),
        ("a code that begins alike", a_program(region="USX"), False),
    ),
    *cases(
        Facets(starts_after=MAY),
        ("not stated", a_program(), None),
        ("on the day", a_program(start=MAY), True),
        ("before", a_program(start=APRIL), False),
        ("joined any day", a_program(format=Format.SERIES, start=APRIL, end=JUNE), True),
        ("self-paced, out before", a_program(format=Format.ENDURING, start=APRIL), True),
        ("expired by then", a_program(format=Format.ENDURING, expires_on=APRIL), False),
    ),
    *cases(
        Facets(ends_before=MAY),
        ("not stated", a_program(), None),
        ("on the day", a_program(start=APRIL, end=MAY), True),
        ("after", a_program(start=APRIL, end=JUNE), False),
        ("begins after", a_program(start=JUNE), False),
        ("ends some day", a_program(start=APRIL), None),
        ("self-paced", a_program(format=Format.ENDURING, expires_on=JUNE), True),
        ("self-paced, out later", a_program(format=Format.ENDURING, start=JUNE), False),
    ),
    *cases(
        Facets(fee_most=DOLLARS),
        ("not stated", a_program(), None),
        ("as much", a_program(fee=usd("500")), True),
        ("a cent more", a_program(fee=usd("500.01")), False),
        ("free", a_program(fee=Fee(Money(Decimal(0), "EUR"))), True),
        ("in another currency", a_program(fee=Fee(Money(Decimal(1), "EUR"))), None),
    ),
    *cases(
        Facets(fee_most=NOTHING),
        ("not free anywhere", a_program(fee=Fee(Money(Decimal(1), "EUR"))), False),
    ),
    *cases(
        Facets(team_based=True),
        ("not stated", a_program(), None),
        ("yes", a_program(team_based=True), True),
        ("no", a_program(team_based=False), False),
    ),
    *cases(
        Facets(practice_project=False),
        ("not stated", a_program(), None),
        ("has one", a_program(practice_project=True), False),
        ("has none", a_program(practice_project=False), True),
    ),
    *cases(
        Facets(leadership_content=True),
        ("not stated", a_program(), None),
        ("no", a_program(leadership_content=False), False),
    ),
    *cases(
        Facets(measured=True),
        ("not stated", a_program(), None),
        ("knowledge", a_program(changes_measured=(Rung.KNOWLEDGE,)), True),
        ("nothing, as is said", a_program(changes_measured=()), False),
        ("reports a result", a_program(outcome_summary="Fewer falls."), True),
    ),
    *cases(
        Facets(unsupported=True),
        ("not stated", a_program(), None),
        ("none", a_program(commercial_support=CommercialSupport(received=False)), True),
        ("some", a_program(commercial_support=CommercialSupport(received=True)), False),
    ),
    *cases(
        Facets(mandatory=("US-FL", "human trafficking")),
        ("said so", a_program(mandatory_topics=FLORIDA), True),
        ("about it", a_program(topics=("human trafficking",)), None),
        ("about something else", a_program(topics=("ethics",)), False),
        ("of another state", a_program(mandatory_topics=mapped_in("US-TX")), None),
    ),
    *cases(
        Facets(mandatory=("US-FL", "human trafficking prevention training")),
        ("by another name", a_program(mandatory_topics=mapped_in("US-FL")), True),
    ),
    *cases(
        Facets(mandatory=("US", "opioid or other substance use disorders")),
        ("in the law's words", a_program(mandatory_topics=mapped_in("US", MATE)), True),
        ("about it", a_program(title="Buprenorphine in Practice", topics=()), None),
        ("about something else", a_program(topics=("finance",)), False),
    ),
    *cases(
        Facets(mandatory=("US-FL", "")),
        ("any topic", a_program(mandatory_topics=FLORIDA), True),
        ("of another state", a_program(mandatory_topics=(MandatoryTopic("US", "x"),)), False),
    ),
]


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{next(iter(verdicts(c[2], c[1])))}-{c[0]}" for c in CASES]
)
def test_a_program_meets_a_constraint_misses_it_or_does_not_say(case: Case) -> None:
    _, facets, program, expected = case
    judged = verdicts(program, facets)
    last = list(judged)[-1]

    assert judged[last] is expected


def test_a_constraint_that_is_off_is_not_judged() -> None:
    assert not verdicts(a_program(), Facets())
