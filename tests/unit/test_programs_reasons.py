"""Each reason is carried by the record's own sentence, and says no more than that."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Match, Programs
from bot.programs import words
from bot.programs.matching import find
from bot.programs.reasons import TELLINGS
from bot.programs.wanted import NAMES, Wanted
from knowledge.facets import Facets
from knowledge.programs import (
    CommercialSupport,
    Delivery,
    Fee,
    Format,
    Moc,
    Money,
    Program,
    Rung,
)
from knowledge.saying import people, rules_of
from knowledge.sheet import sheet
from tests.catalogs import programs, wishes
from tests.fakes import MemoryCatalog
from tests.offers import TODAY, a_program, credit, mapped, usd

_FIGURE_OR_NAME = re.compile(r"\d[\d.,-]*\d|\d|(?<=[ (“])[A-Z][\w/-]+")


def found(facets: Facets, *offers: Program, destination: str = "") -> Programs:
    """What is said to a request when these programs are all there are."""
    return find("?", Wanted(facets, destination), MemoryCatalog(offers), TODAY, 20)


def why(facets: Facets, program: Program) -> list[str]:
    """The reasons that a program is shown with."""
    said = found(facets, program)
    (match,) = (*said.matches, *said.perhaps, *said.nearest)
    return [statement.text for statement in match.why]


def groundless(match: Match, quotes: dict[int, str], facets: Facets) -> list[str]:
    """Numbers and names in reasons that neither their quotes nor the member said."""
    own = " ".join(str(getattr(facets, name)) for name in NAMES) + " " + _dates(facets)
    return [
        f"{token!r} in {reason.text!r}"
        for reason in match.why
        for token in _FIGURE_OR_NAME.findall(reason.text)
        if token.casefold()
        not in " ".join((*(quotes[n] for n in reason.citations), own)).casefold()
    ]


def _dates(facets: Facets) -> str:
    most = facets.fee_most.amount if facets.fee_most else None
    money = "" if most is None else f"{most.normalize():f} {most:,.2f} "
    rules = rules_of(facets.mandatory[0]) if facets.mandatory else ""
    who = people(facets.professions)
    return f"{money}{facets.starts_after} {facets.ends_before} {rules} {who}"


@settings(max_examples=300, deadline=None)
@given(st.lists(programs(), max_size=3), wishes(), st.sampled_from(["", "leadership"]))
def test_every_number_and_name_stands_in_the_sentence_cited(
    made: list[Program], facets: Facets, goal: str
) -> None:
    said = found(facets, *made, destination=goal)
    quotes = {citation.number: citation.quote for citation in said.citations}

    for match in (*said.matches, *said.perhaps, *said.nearest):
        assert not groundless(match, quotes, facets)
        assert all(reason.citations for reason in match.why)


@settings(max_examples=100, deadline=None)
@given(st.lists(programs(), max_size=3), wishes())
def test_citations_are_exact_and_none_is_idle(made: list[Program], facets: Facets) -> None:
    said = found(facets, *made, destination="leadership")
    shown = (*said.matches, *said.perhaps, *said.nearest)
    records = {match.program.id: sheet(match.program).article.text for match in shown}

    used = {n for match in shown for reason in match.why for n in reason.citations}
    assert used == {citation.number for citation in said.citations}
    for citation in said.citations:
        assert records[citation.id][citation.start : citation.end] == citation.quote


def test_there_are_words_for_every_constraint() -> None:
    assert tuple(sorted(TELLINGS)) == tuple(sorted(NAMES))


ENDS = Facets(ends_before=date(2027, 3, 15))
STARTS = Facets(starts_after=date(2027, 3, 15))
MEETS = [
    (
        Facets(professions=("nurse",)),
        a_program(professions=("nurse", "physician")),
        "Open to nurses",
    ),
    (
        Facets(professions=("nurse",)),
        a_program(professions=("any",)),
        "Open to all health professions",
    ),
    (Facets(topics=("leadership",)), a_program(), "Teaches leadership"),
    (
        Facets(credit_types=("ANCC contact hours",)),
        a_program(credits=(credit("IPCE", "2"), credit("ANCC contact hours", "2"))),
        "Gives 2 ANCC contact hours",
    ),
    (
        Facets(credits_least=Decimal(10)),
        a_program(credits=(credit("AMA PRA Category 1", most="185"),)),
        "Gives up to 185 AMA PRA Category 1 credits",
    ),
    (Facets(hours_most=Decimal(4)), a_program(hours_to_complete=Decimal(1)), "Takes about 1 hour"),
    (
        Facets(hours_most=Decimal(4)),
        a_program(credits=(credit("IPCE", "1.5"),)),
        "Gives 1.5 IPCE credits, about an hour each",
    ),
    (
        Facets(days_most=3),
        a_program(start=date(2027, 2, 1), end=date(2027, 2, 2)),
        "Runs from 2027-02-01 to 2027-02-02",
    ),
    (
        ENDS,
        a_program(format=Format.ENDURING, expires_on=date(2027, 6, 30)),
        "Enduring material, so on days you choose, until 2027-06-30",
    ),
    (STARTS, a_program(format=Format.JOURNAL), "Journal-based, so on days you choose"),
    (ENDS, a_program(start=date(2027, 3, 1), end=date(2027, 3, 1)), "Runs on 2027-03-01"),
    (
        Facets(moc_boards=("ABIM",)),
        a_program(moc=(Moc("ABP"), Moc("ABIM", "MOC points", Decimal(10)))),
        "Counts for ABIM, 10 MOC points",
    ),
    (Facets(formats=(Format.COURSE,)), a_program(format=Format.COURSE), "Live course"),
    (Facets(deliveries=(Delivery.ONLINE,)), a_program(delivery=Delivery.ONLINE), "Held online"),
    (
        Facets(region="US-GA"),
        a_program(delivery=Delivery.IN_PERSON, city="Atlanta", region="US-GA"),
        "Held in person in Atlanta, GA",
    ),
    (Facets(region="US-GA"), a_program(delivery=Delivery.ONLINE), "Online, so from anywhere"),
    (Facets(fee_most=Money(Decimal(500), "USD")), a_program(fee=usd("12.5")), "Costs $12.50"),
    (Facets(fee_most=Money(Decimal(0), "USD")), a_program(fee=usd("0")), "Free"),
    (
        Facets(measured=True),
        a_program(changes_measured=(Rung.KNOWLEDGE, Rung.PERFORMANCE)),
        "Measures changes in knowledge and performance in practice",
    ),
    (Facets(measured=True), a_program(outcome_summary="Fewer falls."), "Reports results"),
    (Facets(measured=False), a_program(changes_measured=()), "States that it measures no change"),
    (
        Facets(unsupported=False),
        a_program(commercial_support=CommercialSupport(True, "Acme")),
        "Had commercial support (Acme)",
    ),
    (Facets(team_based=False), a_program(team_based=False), "Not for teams"),
    (
        Facets(mandatory=("US-FL", "human trafficking")),
        a_program(mandatory_topics=mapped("human trafficking")),
        "Said to meet Florida's rules on human trafficking (according to the provider's page)",
    ),
]


@pytest.mark.parametrize(("facets", "program", "said"), MEETS)
def test_how_a_constraint_is_met(facets: Facets, program: Program, said: str) -> None:
    assert why(facets, program)[0] == said


MISSES = [
    (
        Facets(professions=("nurse",)),
        a_program(professions=("physician",)),
        "It is for physicians, not for nurses",
    ),
    (
        Facets(specialties=("cardiology",)),
        a_program(specialties=("surgery",)),
        "It is aimed at surgery, not at cardiology",
    ),
    (Facets(topics=("ethics",)), a_program(), "Its record names nothing on ethics"),
    (
        Facets(credit_types=("ANCC contact hours",)),
        a_program(credits=(credit("IPCE", "2"),)),
        "Gives 2 IPCE credits; you asked for ANCC contact hours",
    ),
    (
        Facets(credits_least=Decimal(3)),
        a_program(credits=(credit("IPCE", "2"),)),
        "Gives 2 IPCE credits; you asked for at least 3",
    ),
    (
        Facets(hours_most=Decimal(1)),
        a_program(hours_to_complete=Decimal(2)),
        "Takes about 2 hours; you asked for at most 1 hour",
    ),
    (
        Facets(days_most=1),
        a_program(
            format=Format.COURSE,
            delivery=Delivery.IN_PERSON,
            start=date(2027, 2, 1),
            end=date(2027, 2, 3),
        ),
        "It runs from 2027-02-01 to 2027-02-03; you asked for at most 1 day",
    ),
    (
        Facets(moc_boards=("ABIM",)),
        a_program(moc=(Moc("ABP"),)),
        "Counts for ABP; you asked for ABIM",
    ),
    (
        Facets(formats=(Format.ENDURING,)),
        a_program(format=Format.COURSE, delivery=Delivery.ONLINE),
        "It is a live course; you asked for enduring material",
    ),
    (
        Facets(deliveries=(Delivery.ONLINE,)),
        a_program(delivery=Delivery.IN_PERSON, city="Boston", region="US-MA"),
        "Held in person in Boston, MA; you asked for online",
    ),
    (
        Facets(region="US-GA"),
        a_program(region="US-MA"),
        "Held in MA; you asked for GA",
    ),
    (
        STARTS,
        a_program(format=Format.ENDURING, expires_on=date(2027, 1, 31)),
        "It gives credit until 2027-01-31; you asked for 2027-03-15 or later",
    ),
    (
        STARTS,
        a_program(start=date(2027, 1, 31), end=date(2027, 4, 1)),
        "It runs from 2027-01-31 to 2027-04-01; you asked for 2027-03-15 or later",
    ),
    (
        ENDS,
        a_program(start=date(2027, 1, 31), end=date(2027, 4, 1)),
        "It runs from 2027-01-31 to 2027-04-01; you asked for something that ends by 2027-03-15",
    ),
    (
        Facets(fee_most=Money(Decimal(100), "USD")),
        a_program(fee=usd("100.5")),
        "Costs $100.50; you asked for at most $100",
    ),
    (Facets(practice_project=True), a_program(practice_project=False), "No project"),
    (
        Facets(leadership_content=False),
        a_program(leadership_content=True),
        "Teaches leadership or operations",
    ),
    (
        Facets(unsupported=True),
        a_program(commercial_support=CommercialSupport(True)),
        "Had commercial support",
    ),
    (
        Facets(mandatory=("US", "")),
        a_program(mandatory_topics=mapped("human trafficking")),
        "Its record does not say that it meets US federal rules",
    ),
]


@pytest.mark.parametrize(("facets", "program", "said"), MISSES)
def test_how_a_constraint_is_missed(facets: Facets, program: Program, said: str) -> None:
    assert why(facets, program)[0] == said


def test_what_is_stated_is_not_called_unstated() -> None:
    blend = a_program(delivery=Delivery.BOTH, format=Format.OTHER)
    euros = a_program("euros", fee=Fee(Money(Decimal(5), "EUR")))
    broad = a_program("broad", credits=(credit("CME/CE", "2"),))

    def open_in(facets: Facets, program: Program) -> str:
        return found(facets, program).perhaps[0].unstated[0]

    online, dollars = Facets(deliveries=(Delivery.ONLINE,)), Money(Decimal(9), "USD")
    assert open_in(online, blend) == "whether it can be taken wholly in one way"
    assert open_in(Facets(fee_most=dollars), euros) == "its fee in that currency"
    assert open_in(Facets(credit_types=("IPCE",)), broad) == "which type of credit it gives"


def test_two_constraints_that_are_met_alike_are_told_once() -> None:
    facets = Facets(credit_types=("IPCE",), credits_least=Decimal(1))

    assert why(facets, a_program(credits=(credit("IPCE", "2"),))) == ["Gives 2 IPCE credits"]


def test_a_goal_tells_its_topics_once() -> None:
    program = a_program(topics=("leadership", "finance"), leadership_content=True)
    said = found(Facets(topics=("leadership",)), program, destination="leadership")

    assert [reason.text for reason in said.matches[0].why] == [
        "Serves your goal (leadership): leadership, finance and change management"
    ]


def test_a_card_has_at_most_five_reasons_but_all_that_was_asked_for() -> None:
    signed = a_program(
        changes_measured=(Rung.KNOWLEDGE,),
        designed_to_change=(Rung.KNOWLEDGE,),
        provider_accreditor="ANCC",
        team_based=True,
        practice_project=True,
        leadership_content=True,
    )

    assert len(why(Facets(), signed)) == 5


def test_the_last_days_to_register_and_to_claim_are_told() -> None:
    program = a_program(
        registration_deadline=date(2027, 1, 5),
        credit_claim_by=date(2027, 6, 1),
    )

    assert list(words.cautions(program, TODAY)) == [
        "last day to register: 2027-01-05",
        "last day to claim credit: 2027-06-01",
    ]


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (a_program(), "from a stored copy read 2026-11-23; check the provider's page"),
        (
            a_program(retrieved_on=None),
            "not said when it was read; check the provider's page",
        ),
        (
            a_program(verified_on=date(2025, 10, 26)),
            "from a stored copy read 2026-11-23 of a page dated 2025-10-26; check the provider's "
            "page",
        ),
        (a_program(verified_on=TODAY), "from the provider's page as of 2026-11-23"),
        (
            a_program(retrieved_on=None, verified_on=date(2026, 10, 1)),
            "from the provider's page as of 2026-10-01",
        ),
        (
            a_program(verified_on=date(2030, 1, 1)),
            "from a stored copy read 2026-11-23; check the provider's page",
        ),
    ],
)
def test_a_card_says_where_its_facts_were_read(program: Program, said: str) -> None:
    assert words.provenance(program) == said


def test_what_a_card_cannot_say_it_calls_not_stated() -> None:
    assert words.facts_line(a_program()) == (
        "format not stated · dates not stated · credit not stated · fee not stated"
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("US", "US federal rules"),
        ("US-FL", "Florida's rules"),
        ("US-TX", "Texas' rules"),
        ("US-DC", "the District of Columbia's rules"),
        ("CA-ON", "Ontario's rules"),
        ("GB", "GB rules"),
    ],
)
def test_rules_are_said_to_be_those_of_a_place_by_its_name(code: str, said: str) -> None:
    assert rules_of(code) == said
