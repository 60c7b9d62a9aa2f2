"""What a board asks at renewal, with programs only where a record maps to a required topic."""

from __future__ import annotations

import pytest

from bot.messages import Briefing
from bot.programs.renewal import PER_RULE, renewal, rules_for
from knowledge import STARTER
from knowledge.programs import Program
from knowledge.requirements import read_requirements, rule_id, rule_text, sentences
from tests.fakes import MemoryCatalog
from tests.offers import TODAY, a_program, mapped

RULES = read_requirements(STARTER / "requirements.yaml")

TRAFFICKING = a_program(
    "trafficking", professions=("nurse",), mandatory_topics=mapped("human trafficking")
)


def told(profession: str, jurisdiction: str, *offers: Program) -> Briefing:
    """What must be done there to renew, when these programs are all there are."""
    rules = rules_for(RULES, profession, jurisdiction)
    return renewal("?", rules, (profession,), MemoryCatalog(offers), TODAY)


@pytest.mark.parametrize(
    ("profession", "jurisdiction", "own", "federal"),
    [
        ("physician", "US-ID", {"us-id-md-do"}, True),
        ("nurse", "US-FL", {"us-fl-rn-lpn"}, False),
        ("practical nurse", "US-FL", {"us-fl-rn-lpn"}, False),
        ("pharmacist", "US-CA", {"us-ca-pharmacist"}, False),
        ("physician assistant", "US-TX", {"us-tx-pa"}, True),
        ("advanced practice nurse", "US-ND", {"us-nd-aprn"}, True),
        ("physician", "US-CA", {"us-ca-md", "us-ca-do"}, True),
        ("osteopathic physician", "US-CA", {"us-ca-do"}, True),
    ],
)
def test_the_rules_of_the_state_come_first_then_the_federal_ones(
    profession: str, jurisdiction: str, own: set[str], *, federal: bool
) -> None:
    rules = rules_for(RULES, profession, jurisdiction)

    assert {rule.id for rule in rules[: len(own)]} == own
    assert {rule.jurisdiction for rule in rules[len(own) :]} <= {"US"}
    assert ("us-md-do-pa-np-dea-registrant" in {rule.id for rule in rules}) == federal


@pytest.mark.parametrize(
    ("profession", "jurisdiction"),
    [("pharmacist", "US-WY"), ("dietitian", "US-FL"), ("physician", "DE"), ("nurse", "")],
)
def test_where_no_rule_is_known_there_is_none(profession: str, jurisdiction: str) -> None:
    assert rules_for(RULES, profession, jurisdiction) == ()


def test_each_sentence_of_a_rule_is_cited_where_it_stands() -> None:
    said = told("physician", "US-ID")
    idaho = rules_for(RULES, "physician", "US-ID")[0]

    assert [s.text for s in said.sections[0].statements] == list(sentences(idaho))
    assert said.sections[0].statements[0].text == (
        "Physicians (MD and DO) in Idaho need 40 hours of CME every 2 years, all in Category 1."
    )
    for citation in said.citations:
        if citation.id == rule_id(idaho):
            assert rule_text(idaho)[citation.start : citation.end] == citation.quote
            assert citation.origins == (idaho.source,)


def test_whom_to_ask_is_said() -> None:
    assert told("nurse", "US-FL").notes[0].startswith("Ask the licensing board of Florida before ")


def test_a_program_is_named_for_a_topic_that_its_record_maps_to() -> None:
    said = told("nurse", "US-FL", TRAFFICKING)

    (match,) = said.sections[0].programs
    assert match.program is TRAFFICKING
    assert match.why[1].text == (
        "Said to meet Florida's rules on human trafficking (according to the provider's page)"
    )


@pytest.mark.parametrize(
    "other",
    [
        a_program(topics=("human trafficking",), professions=("nurse",)),
        a_program(mandatory_topics=mapped("human trafficking", "US-TX"), professions=("nurse",)),
        a_program(mandatory_topics=mapped("beekeeping"), professions=("nurse",)),
        a_program(mandatory_topics=mapped("human trafficking"), professions=("physician",)),
    ],
)
def test_what_is_not_mapped_for_them_is_not_named(other: Program) -> None:
    assert told("nurse", "US-FL", other).sections[0].programs == ()


def test_one_program_is_named_once_for_a_rule_and_only_a_few() -> None:
    topics = (*mapped("human trafficking"), *mapped("domestic violence"))
    both = a_program("both", mandatory_topics=topics, professions=("nurse",))
    many = [a_program(f"p{n}", mandatory_topics=topics) for n in range(9)]

    assert [m.program.id for m in told("nurse", "US-FL", both).sections[0].programs] == ["both"]
    named = told("nurse", "US-FL", both, *many).sections[0].programs
    assert len(named) == PER_RULE
    assert named[0].program.id == "both"


def test_federal_rules_name_programs_of_their_own() -> None:
    federal = a_program(
        "mate", mandatory_topics=mapped("opioid or other substance use disorders", "US")
    )
    said = told("physician", "US-ID", federal, TRAFFICKING)

    assert [[m.program.id for m in section.programs] for section in said.sections[:2]] == [
        [],
        ["mate"],
    ]


def test_nothing_is_cited_that_is_not_said() -> None:
    many = [a_program(f"p{n}", mandatory_topics=mapped("human trafficking")) for n in range(9)]
    said = told("nurse", "US-FL", *many)

    reasons = [s for part in said.sections for m in part.programs for s in m.why]
    shown = [*reasons, *(s for part in said.sections for s in part.statements)]
    assert {n for s in shown for n in s.citations} == {c.number for c in said.citations}
