"""The way to a role: what the hub's article names, who teaches it, and the step to take."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.messages import Briefing
from bot.programs.destinations import DESTINATIONS
from bot.programs.rolemap import (
    NEXT_STEP,
    NO_ARTICLE,
    NO_PROGRAM_CAN,
    NOTHING_TEACHES,
    PER_SKILL,
    RoleMap,
)
from knowledge import STARTER
from knowledge.index.library import HubLibrary
from knowledge.passages import split
from knowledge.programs import PROFESSIONS, Program
from knowledge.roles import Role, Skill, read_roles, role_named
from knowledge.topics import topics_in
from tests.fakes import HashEmbedder, MemoryCatalog
from tests.hubs import hub, ingest, library, markdown
from tests.offers import TODAY, a_program
from tests.starter_hub import ARTICLES

ROLES = read_roles(STARTER / "roles.yaml")
TEXTS = {
    written.article.id: [p.text for p in split(written.article, HashEmbedder().tokens)]
    for written in ARTICLES
}

STEP = "The first step is to lead one project on your own unit."
MONEY = "A chief reads a budget every month."
TITLE = "A chief holds a degree in management."
CHIEF = Role(
    id="chief",
    name="chief",
    also=("chief",),
    destination="leadership",
    professions=("nurse",),
    article="chief.md",
    steps=(STEP,),
    skills=(
        Skill("Money", ("finance",), MONEY),
        Skill("A degree", (), TITLE),
        Skill("Stewardship", ("antimicrobial stewardship",), "This stands nowhere."),
    ),
)
NURSES = a_program("budgets", title="Budgets", topics=("finance",), professions=("nurse",))
PROJECT = a_program(
    "project", title="Costs", topics=("finance",), professions=("any",), practice_project=True
)
UNSAID = a_program("unsaid", title="Accounts", topics=("finance",))
DOCTORS = a_program(
    "doctors",
    title="Antibiotics",
    topics=("antimicrobial stewardship",),
    professions=("physician",),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> HubLibrary:
    """A hub that holds the article."""
    root = tmp_path_factory.mktemp("roles")
    article = markdown("Becoming a chief", "## Skills", f"{MONEY} {TITLE}", "## Steps", STEP)
    ingest(root / "home", hub(root / "hub", {"chief.md": article}))
    return library(root / "home")


def drawn(hub: HubLibrary, *offers: Program, professions: tuple[str, ...] = ()) -> Briefing:
    """The way to chief, when these programs are all there are."""
    return RoleMap(hub, MemoryCatalog(offers), TODAY).draw("?", CHIEF, professions)


def headings(said: Briefing) -> list[str]:
    """The headings, in order."""
    return [section.heading for section in said.sections]


def offered(said: Briefing) -> list[list[str]]:
    """The programs under each heading."""
    return [[match.program.id for match in section.programs] for section in said.sections]


def test_each_skill_has_what_says_so_and_who_teaches_it(told: HubLibrary) -> None:
    said = drawn(told, NURSES, PROJECT)

    assert said.sections[0].statements[0].text == MONEY
    assert offered(said)[0] == ["project", "budgets"]
    assert said.understood == ("goal: chief", "for nurses")


def test_what_nothing_teaches_is_said_plainly(told: HubLibrary) -> None:
    said = drawn(told, NURSES, DOCTORS)

    assert headings(said) == [
        "Money",
        f"A degree: {NO_PROGRAM_CAN}",
        f"Stewardship: {NOTHING_TEACHES} to nurses",
        NEXT_STEP,
    ]


def test_programs_are_for_whoever_asks(told: HubLibrary) -> None:
    assert offered(drawn(told, DOCTORS, professions=("physician",)))[2] == ["doctors"]


def test_a_program_that_does_not_say_whom_it_is_for_comes_last_and_says_so(
    told: HubLibrary,
) -> None:
    said = drawn(told, UNSAID, NURSES)

    assert offered(said)[0] == ["budgets", "unsaid"]
    assert said.sections[0].programs[1].unstated[0] == "who may take it"


def test_the_step_is_the_articles_with_a_program_that_asks_for_a_project(told: HubLibrary) -> None:
    last = drawn(told, NURSES, PROJECT).sections[-1]

    assert last.heading == NEXT_STEP
    assert [statement.text for statement in last.statements] == [STEP]
    assert [match.program.id for match in last.programs] == ["project"]


def test_a_skill_beside_the_goal_is_taught_by_what_does_not_serve_the_goal(
    told: HubLibrary,
) -> None:
    said = drawn(told, DOCTORS, professions=("physician",))

    assert said.sections[2].programs[0].why[0].text == "Open to physicians"
    assert headings(said)[2] == "Stewardship"


def test_no_more_than_a_few_programs_are_named_for_a_skill(told: HubLibrary) -> None:
    many = [a_program(f"p{n}", topics=("finance",), professions=("nurse",)) for n in range(9)]

    assert len(drawn(told, *many).sections[0].programs) == PER_SKILL


def test_an_empty_catalog_still_names_the_way(told: HubLibrary) -> None:
    said = drawn(told)

    assert [bool(section.statements) for section in said.sections] == [True, True, False, True]
    assert not any(section.programs for section in said.sections)


def test_its_words_are_cited_where_they_stand(told: HubLibrary) -> None:
    said = drawn(told, NURSES)
    text = told.text("chief.md")
    assert text

    cited = [citation for citation in said.citations if citation.kind == "article"]
    assert [citation.quote for citation in cited] == [MONEY, TITLE, STEP]
    assert all(text[c.start : c.end] == c.quote for c in cited)
    assert [citation.heading for citation in cited] == ["Skills", "Skills", "Steps"]


def test_without_the_article_the_skills_are_named_and_it_says_why(tmp_path: Path) -> None:
    ingest(tmp_path / "home", hub(tmp_path / "hub", {"other.md": markdown("Other", "Words.")}))
    said = drawn(library(tmp_path / "home"), NURSES)

    assert said.notes == (NO_ARTICLE,)
    assert offered(said)[0] == ["budgets"]
    assert not any(section.statements for section in said.sections)


@pytest.mark.parametrize("role", ROLES, ids=[role.id for role in ROLES])
def test_what_a_role_says_stands_word_for_word_in_its_article(role: Role) -> None:
    for words in (*role.steps, *(skill.says for skill in role.skills)):
        assert any(words in passage for passage in TEXTS[role.article]), words


@pytest.mark.parametrize("role", ROLES, ids=[role.id for role in ROLES])
def test_a_role_leads_somewhere_by_topics_that_programs_are_found_by(role: Role) -> None:
    assert role.destination in DESTINATIONS
    assert set(PROFESSIONS).issuperset(role.professions)
    assert role.steps
    for topic in [topic for skill in role.skills for topic in skill.topics]:
        assert topic in topics_in(topic)


def test_every_role_has_its_own_id_and_names() -> None:
    names = [name.casefold() for role in ROLES for name in role.also]

    assert len({role.id for role in ROLES}) == len(ROLES)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("asked", "role"),
    [
        ("CMO", "chief-medical-officer"),
        ("chief nursing officer", "chief-nursing-officer"),
        ("a nurse executive", "chief-nursing-officer"),
        ("director of pharmacy", "pharmacy-director"),
        ("lead PA", "pa-leader"),
        ("medical director", "medical-director"),
        ("department chair", "department-chief"),
        ("quality lead", "quality-lead"),
        ("CMIO", "informatics-lead"),
        ("nurse informaticist", "informatics-lead"),
        ("nurse practitioner", "nurse-practitioner"),
        ("nurse educator", "nurse-educator"),
        ("astronaut", None),
    ],
)
def test_a_role_is_known_by_the_names_people_give_it(asked: str, role: str | None) -> None:
    known = role_named(asked, ROLES)

    assert (known.id if known else None) == role


def test_a_role_without_a_field_is_named(tmp_path: Path) -> None:
    path = tmp_path / "roles.yaml"
    path.write_text("roles:\n- id: chief\n  skills: []\n", "utf-8")

    with pytest.raises(ValueError, match=re.escape("role chief: name is missing")):
        read_roles(path)
