"""The renewal rules by board, and the articles that say them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import astuple
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge import STARTER
from knowledge.articles import Origin
from knowledge.requirements import (
    BadRequirements,
    Requirement,
    Topic,
    read_requirements,
    sentences,
)

FILE = STARTER / "requirements.yaml"
RULES = read_requirements(FILE)

OVERVIEW = "Board-by-Board Overview"
STATES = {
    "alabama-to-california": ("Alabama", "California"),
    "colorado-to-florida": ("Colorado", "Florida"),
    "georgia-to-kentucky": ("Georgia", "Kentucky"),
    "louisiana-to-michigan": ("Louisiana", "Michigan"),
    "minnesota-to-nevada": ("Minnesota", "Nevada"),
    "new-hampshire-to-oregon": ("New Hampshire", "Oregon"),
    "pennsylvania-to-south-dakota": ("Pennsylvania", "South Dakota"),
    "tennessee-to-vermont": ("Tennessee", "Vermont"),
    "virginia-to-wyoming": ("Virginia", "Wyoming"),
}


def written(name: str) -> str:
    """The article that says the rules of the physicians' boards of some states."""
    first, last = STATES[name]
    chosen = [r for r in RULES if OVERVIEW in r.source.title and first <= r.place <= last]
    return "".join(_article(first, last, chosen))


def _article(first: str, last: str, rules: list[Requirement]) -> Iterator[str]:
    source = rules[0].source
    assert source.read
    yield (
        "---\n"
        "title: CME hours, credits and required topics for doctors (MD and DO) to renew a medical "
        f"license, {first} to {last}\n"
        "author: starter hub\nreviewed_by: not stated\n"
        "published: 2026-11-22\nupdated: 2026-11-22\n"
        "topics: [license renewal, physician, CME hours by state, mandatory topics]\n"
        "licence: CC-BY-4.0\nsources:\n"
        f'  - number: 1\n    title: "{source.title}"\n    publisher: {source.publisher}\n'
        f"    url: {source.url}\n    date: {source.dated}\n    read: {source.read}\n"
        "    copy: stored\n---\n\n"
        "The rules for physicians by state come from the board-by-board overview that the "
        "Federation of State Medical Boards (FSMB) last updated in October 2025.[^1] Boards change "
        "their rules, so a physician should read the board's own page before paying for a course.\n"
    )
    for place in dict.fromkeys(rule.place for rule in rules):
        lines = [s for rule in rules if rule.place == place for s in sentences(rule)]
        yield f"\n## {place}\n\n" + "\n".join(f"{line}[^1]" for line in lines) + "\n"


@pytest.mark.parametrize("name", STATES)
def test_an_article_says_what_the_data_says(name: str) -> None:
    path = STARTER / "articles" / "license" / f"physician-hours-{name}.md"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(written(name), "utf-8")

    assert path.read_text("utf-8") == written(name)


def test_every_state_board_of_physicians_is_in_one_article() -> None:
    places = [r.place for r in RULES if OVERVIEW in r.source.title]

    assert len(places) == 67
    assert all(sum(a <= place <= z for a, z in STATES.values()) == 1 for place in places)


def test_every_record_says_where_and_when_it_was_read() -> None:
    assert len(RULES) == 86
    for rule in RULES:
        assert rule.source.url.startswith("http")
        assert rule.source.read == date(2026, 11, 22)
        assert rule.source.stored
        assert rule.jurisdiction.split("-")[0] in {"US", "GB"}


HOURS_AND_YEARS = """
us-al-md-do=25/1 us-ak-md-do=50/2 us-az-md=40/2 us-az-do=40/2 us-ar-md-do=20/1
us-ca-md=50/2 us-ca-do=50/2 us-co-md-do=30/2 us-ct-md-do=50/2 us-de-md-do=40/2
us-dc-md-do=50/2 us-fl-md=38/2 us-fl-do=40/2 us-ga-md-do=40/2 us-gu-md-do=100/2
us-hi-md-do=40/2 us-id-md-do=40/2 us-il-md-do=150/3 us-in-md-do=-/- us-ia-md-do=40/2
us-ks-md-do=50/1 us-ky-md-do=60/3 us-la-md-do=20/1 us-me-md=40/2 us-me-do=100/2
us-md-md-do=50/2 us-ma-md-do=50/2 us-mi-md=150/3 us-mi-do=150/3 us-mn-md-do=75/3
us-ms-md-do=40/2 us-mo-md-do=50/2 us-mp-md-do=50/2 us-mt-md-do=-/- us-ne-md-do=50/2
us-nv-md=40/2 us-nv-do=40/1 us-nh-md-do=100/2 us-nj-md-do=100/2 us-nm-md-do=75/3
us-ny-md-do=-/- us-nc-md-do=60/3 us-nd-md-do=40/2 us-oh-md-do=50/2 us-ok-md=60/3
us-ok-do=16/1 us-or-md-do=60/2 us-pa-md=100/2 us-pa-do=100/2 us-pr-md-do=60/3
us-ri-md-do=40/2 us-sc-md-do=40/2 us-sd-md-do=-/- us-tn-md=40/2 us-tn-do=40/2
us-tx-md-do=48/2 us-ut-md-do=40/2 us-vt-md=30/2 us-vt-do=30/2 us-vi-md-do=40/1
us-va-md-do=60/2 us-wa-md=200/4 us-wa-do=150/3 us-wv-md=50/2 us-wv-do=32/2
us-wi-md-do=30/2 us-wy-md-do=60/3 us-md-do-pa-np-dea-registrant=8/- us-pa=100/2
us-np=100/5 us-md-do=100/5 us-rn-np=75/- gb-nurse-midwife=35/3 us-ca-rn=30/2 us-mn-rn=24/2
us-mn-lpn=12/2 us-nd-rn-lpn=12/2 us-nd-aprn=15/2 us-ne-rn-lpn=20/- us-nm-rn-lpn=30/2
us-fl-rn-lpn=24/2 us-tx-pa=40/2 us-tx-md-do-code=48/2 us-ca-pharmacist=30/2
us-nc-pharmacist=15/1 us-id-pharmacist=15/1
"""
"""As they were read from the sources, apart from the data file, in its order."""


def test_the_hours_and_the_cycle_are_those_that_were_read() -> None:
    held = [f"{r.id}={_or_none(r.hours)}/{_or_none(r.years)}" for r in RULES]

    assert held == HOURS_AND_YEARS.split()


def _or_none(number: float | None) -> str:
    return "-" if number is None else f"{number:g}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_said_in_whole_sentences_that_hold_its_figures(rule: Requirement) -> None:
    said = list(sentences(rule))

    assert all(s[0].isupper() and s.endswith(".") and ".." not in s for s in said)
    assert all(len(s.split()) <= 60 for s in said)
    assert rule.hours is None or f" {rule.hours:g} " in said[0]
    assert all(topic.name in " ".join(said) for topic in rule.topics)
    assert (rule.hours is None) == (not rule.fixed)


GOOD = {
    "id": "a",
    "jurisdiction": "US-IA",
    "place": "Iowa",
    "professions": ["RN"],
    "people": "RNs in Iowa",
    "unit": "contact hours",
    "hours": 36,
    "basis": "official page",
    "source": 1,
}


def test_every_part_of_a_rule_is_read(tmp_path: Path) -> None:
    record = GOOD | {
        "id": "us-ia-rn",
        "every_years": 3,
        "category_1": "all",
        "topics": [{"name": "child abuse", "amount": "2 hours", "when": "every 3 years"}],
        "equivalents": "accepted",
        "rule": "r. 5",
        "notes": ["RNs in Iowa keep certificates for 4 years."],
    }

    (rule,) = read_requirements(_file(tmp_path, record))

    assert astuple(rule)[:-1] == (
        *("us-ia-rn", "US-IA", "Iowa", ("RN",), "RNs in Iowa", 36, "contact hours", 3),
        *(True, "all", (astuple(Topic("child abuse", "2 hours", "every 3 years")),), True, "r. 5"),
        *(("RNs in Iowa keep certificates for 4 years.",), "official page"),
    )
    assert rule.source == Origin(1, "Rules", "Board", "https://board.example.org")
    assert list(sentences(rule)) == [
        "RNs in Iowa need 36 contact hours every 3 years, all in Category 1.",
        "RNs in Iowa must cover child abuse (2 hours, every 3 years).",
        "RNs in Iowa may count equivalents such as board certification as contact hours.",
        "RNs in Iowa keep certificates for 4 years.",
    ]


def _file(folder: Path, *records: object) -> Path:
    sources = [{"number": 1, "title": "Rules", "publisher": "Board"}]
    sources[0]["url"] = "https://board.example.org"
    path = folder / "requirements.yaml"
    path.write_text(yaml.safe_dump({"sources": sources, "requirements": list(records)}), "utf-8")
    return path


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        (["words"], "record 1: it must be made of lines"),
        ([GOOD, GOOD], "two records have the id a"),
        ([GOOD | {"place": ""}], r"record 1 \(a\): place is missing"),
        ([GOOD | {"hour": 3}], "unknown field hour"),
        ([GOOD | {"hours": "thirty"}], "hours must be a number above 0"),
        ([GOOD | {"hours": float("nan")}], "hours must be a number above 0"),
        ([GOOD | {"hours": -5}], "hours must be a number above 0"),
        ([GOOD | {"every_years": True}], "every_years must be a number above 0"),
        ([GOOD | {"every_years": 0}], "every_years must be a number above 0"),
        ([GOOD | {"fixed": "yes"}], "fixed must be false where there is no number"),
        ([GOOD | {"hours": 3, "fixed": False}], "fixed must be false where there is no number"),
        ([{key: value for key, value in GOOD.items() if key != "hours"}], "fixed must be false"),
        ([GOOD | {"professions": "RN"}], "professions must be a list"),
        ([GOOD | {"notes": "Keep it."}], "notes must be a list"),
        ([GOOD | {"source": 2}], "source must be the number of one"),
        ([GOOD | {"source": [1]}], "source must be the number of one"),
        ([GOOD | {"topics": [{"name": "x"}]}], "topics need a name and an amount"),
        ([GOOD | {"topics": ["x"]}], "topics need a name and an amount"),
        ([GOOD | {"equivalents": "yes"}], "equivalents must be accepted, not accepted"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, records: list[object], reason: str) -> None:
    with pytest.raises(BadRequirements, match=reason):
        read_requirements(_file(tmp_path, *records))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("a: [", "cannot be read"),
        ("- a", "must hold `sources` and `requirements`"),
        ("sources: []", "no list of `requirements`"),
        ("a: !!python/object/apply:os.getcwd []", "cannot be read"),
    ],
)
def test_a_file_that_is_none_is_named(tmp_path: Path, written: str, reason: str) -> None:
    path = tmp_path / "requirements.yaml"
    path.write_text(written, "utf-8")

    with pytest.raises(BadRequirements, match=reason):
        read_requirements(path)
