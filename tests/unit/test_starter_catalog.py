"""The starter hub's programs, as every member who is shown one may rely on."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from bot.programs.words import UNSTATED, credit, fee
from knowledge.catalog.reading import ReadProgram, read_programs
from knowledge.catalog.record import to_fields
from knowledge.programs import ANY, PROFESSIONS, Program
from knowledge.saying import people
from knowledge.sentences import split_sentences
from knowledge.topics import topics_in
from tests.starter_programs import BAD, BY_FILE, PROGRAMS, READINGS

TODAY = date(2026, 11, 23)
"""The day on which the records were read last."""

SOURCE = re.compile(r"[^“”]+, “[^“”]+”")
TRACKING = re.compile(r"utm_|gad_source|[?&](?:fbclid|gclid)")
ADVERTISING = re.compile(
    r"!|\b(?:acclaimed|best|comprehensive|cutting-edge|dynamic|easy|engaging|exceptional|exciting|"
    r"exclusive|expert|immersive|in-depth|innovative|intensive(?! care)|invaluable|leading-edge|"
    r"outstanding|powerful|premier|prestigious|proven|renowned|robust|state-of-the-art|"
    r"transformative|ultimate|unique|unparalleled|world-class)\b",
    re.IGNORECASE,
)

each = pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.id)


def test_every_row_is_a_program_and_nothing_about_it_is_odd() -> None:
    remarks = [
        (reading.program.id, reading.remarks)
        for reading in chain(*READINGS.values())
        if isinstance(reading, ReadProgram) and reading.remarks
    ]

    assert not BAD
    assert not remarks


def test_there_are_enough_of_them() -> None:
    assert len(PROGRAMS) >= 120


def test_an_id_names_one_program() -> None:
    ids = [program.id for program in PROGRAMS]

    assert len(set(ids)) == len(ids)
    assert not [id for id in ids if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", id)]


def test_no_two_are_the_same_program() -> None:
    names = Counter((_bare(program.provider), _bare(program.title)) for program in PROGRAMS)

    assert not [name for name, times in names.items() if times > 1]


def _bare(name: str) -> str:
    return re.sub(r"\W", "", name).casefold()


@each
def test_it_says_where_and_when_it_was_read(program: Program) -> None:
    assert program.url.startswith("https://")
    assert not TRACKING.search(program.url)
    assert SOURCE.fullmatch(program.source_of_record)
    assert program.licence == "CC-BY-4.0"
    assert program.retrieved_on
    assert program.verified_on is None or program.verified_on <= program.retrieved_on


@each
def test_it_is_offered(program: Program) -> None:
    assert program.offered(TODAY)
    assert program.last_day is None or program.last_day >= TODAY


@each
def test_it_is_described_in_a_few_plain_words(program: Program) -> None:
    told = (program.description, program.travel, program.outcome_summary, _fee_details(program))

    assert program.description.endswith(".")
    assert len(list(split_sentences(program.description))) <= 2
    assert len(program.description.split()) <= 60
    assert not ADVERTISING.search(" ".join(told))


def _fee_details(program: Program) -> str:
    return program.fee.includes if program.fee else ""


@each
def test_its_title_stands_within_a_sentence(program: Program) -> None:
    assert not re.search(r"[.,;:!]$", program.title)


@each
def test_its_topics_are_among_those_that_members_ask_for(program: Program) -> None:
    assert 1 <= len(program.topics) <= 6
    assert not [topic for topic in program.topics if topic not in topics_in(topic)]


@each
def test_it_is_for_people_that_are_known(program: Program) -> None:
    assert set(program.professions) <= {*PROFESSIONS, ANY}


@each
def test_its_price_is_in_dollars_and_its_details_run_on(program: Program) -> None:
    if program.fee:
        assert program.fee.price.currency == "USD"
        assert not re.search(r"\bUSD\b|\.$", program.fee.includes)


@each
def test_a_required_topic_says_whose_it_is_and_who_vouches_for_it(program: Program) -> None:
    for mapped in program.mandatory_topics:
        assert re.fullmatch(r"US(?:-[A-Z]{2})?", mapped.jurisdiction)
        assert mapped.topic
        assert mapped.verified_by
        assert mapped.source.startswith("https://")


@each
def test_results_say_where_they_are_reported(program: Program) -> None:
    assert bool(program.outcome_summary) == program.outcome_source.startswith("https://")


def _for(profession: str) -> Callable[[Program], bool]:
    return lambda program: profession in program.professions


def _about(*topics: str) -> Callable[[Program], bool]:
    return lambda program: not set(topics).isdisjoint(program.topics)


HELD: dict[str, tuple[int, Callable[[Program], object]]] = {
    "physicians": (38, _for("physician")),
    "nurses": (30, _for("nurse")),
    "advanced practice nurses": (15, _for("advanced practice nurse")),
    "physician assistants": (12, _for("physician assistant")),
    "pharmacists": (26, _for("pharmacist")),
    "all health professions": (28, _for(ANY)),
    "teams": (6, lambda p: p.team_based),
    "free": (12, lambda p: p.fee and p.fee.free),
    "at most 100 dollars": (22, lambda p: p.fee and p.fee.price.amount <= 100),
    "leadership": (36, lambda p: p.leadership_content),
    "quality and safety": (24, _about("quality improvement", "patient safety")),
    "interprofessional": (14, lambda p: p.jointly_accredited or p.ipce or p.team_based),
    "measures outcomes": (22, lambda p: p.changes_measured),
    "reports results": (5, lambda p: p.outcome_summary),
    "project in one's own practice": (19, lambda p: p.practice_project),
    "required topics": (19, lambda p: p.mandatory_topics),
    "certification": (6, lambda p: p.moc),
}
"""For each of these, how many programs there are at least."""


@pytest.mark.parametrize("name", HELD)
def test_there_are_enough_for(name: str) -> None:
    least, holds = HELD[name]

    assert len([program for program in PROGRAMS if holds(program)]) >= least


PAGE = Path(__file__).parents[2] / "docs" / "starter-hub.md"


def test_the_record_on_the_page_is_one_of_them(tmp_path: Path) -> None:
    block = re.search(r"```yaml\n(programs:.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert block
    (tmp_path / "page.yaml").write_text(block[1], "utf-8")
    (shown,) = read_programs(tmp_path / "page.yaml", tmp_path)

    assert isinstance(shown, ReadProgram)
    whole = {program.id: to_fields(program) for program in PROGRAMS}[shown.program.id]
    assert to_fields(shown.program).items() <= whole.items()


HEADER = "| program | provider | for whom | credit | fee | topics |\n|---|---|---|---|---|---|\n"


def test_the_table_of_programs_is_true() -> None:
    head, begins, rest = PAGE.read_text("utf-8").partition("### Each program\n")
    assert rest
    ends = "\n## Each article\n"
    true = head + begins + "".join(_tables()) + ends + rest.partition(ends)[2]
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(true, "utf-8")

    assert PAGE.read_text("utf-8") == true


def _tables() -> Iterator[str]:
    yield f"\n{len(PROGRAMS)} programs in {len(BY_FILE)} files.\n"
    for name, programs in BY_FILE.items():
        yield f"\n#### `{name}`\n\n{HEADER}"
        yield from map(_row, programs)


def _row(program: Program) -> str:
    cells = (
        f"[{program.title}]({program.url})",
        program.provider,
        people(program.professions) or UNSTATED,
        credit(program),
        fee(program),
        ", ".join(program.topics),
    )
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"
