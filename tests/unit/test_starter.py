"""The starter hub's articles, as every reader of them may rely on."""

from __future__ import annotations

import os
import re
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from knowledge.articles import BlockKind
from tests.starter_hub import ARTICLES, Written

STARTED = date(2026, 1, 1)
NAMES = re.compile(
    r"Categor(?:y|ies) \d(?:-[AB])?(?:,? (?:and|or|to) \d(?:-[AB])?)?|\b\d-[AB]\b"
    r"|\b[Ll]evels? \d(?: (?:to|and) \d)?|\bStage \d|\b(?:COVID|W)-\d+"
)
"""Names that hold a number, which is no figure."""

LEANING = re.compile(
    r"(?:This|That|These|Those|It|Its|They|Their|He|She|Such|Both|Here|There|However|Therefore|"
    r"Thus|Also|Moreover|Instead|Then|But|And|So|Or|Other|Another|For (?:example|instance))\b"
)
KEYS = ["title", "author", "reviewed_by", "published", "updated", "topics", "licence", "sources"]
SOURCE_KEYS = ["number", "title", "publisher", "url", "date", "read", "copy"]

each = pytest.mark.parametrize("written", ARTICLES, ids=lambda written: written.article.id)


def test_there_are_enough_of_them() -> None:
    assert len(ARTICLES) >= 60


@each
def test_its_front_matter_is_complete(written: Written) -> None:
    front, article = written.front, written.article

    assert list(front) == KEYS
    assert (front["author"], front["reviewed_by"]) == ("starter hub", "not stated")
    assert front["licence"] == "CC-BY-4.0"
    assert article.updated
    assert article.published
    assert STARTED <= article.published <= article.updated
    assert len(article.title) > 10
    assert front["topics"]


@each
def test_each_of_its_sources_says_what_when_and_where(written: Written) -> None:
    assert [source["number"] for source in written.sources] == list(
        range(1, len(written.sources) + 1)
    )
    for source in written.sources:
        assert list(source) == SOURCE_KEYS
        assert source["title"]
        assert source["publisher"]
        assert source["copy"] == "stored"


@each
def test_the_dates_of_its_sources_are_plausible(written: Written) -> None:
    updated = written.article.updated
    for source, origin in zip(written.sources, written.article.origins, strict=True):
        assert origin.read
        assert updated
        assert STARTED <= origin.read <= updated
        stated = str(source["date"])
        assert stated == "not stated" or re.fullmatch(r"(?:19|20)\d\d(-\d\d){0,2}", stated)
        assert origin.dated == ("" if stated == "not stated" else stated)
        assert origin.dated <= origin.read.isoformat()


@each
def test_the_addresses_of_its_sources_are_well_formed(written: Written) -> None:
    for source, origin in zip(written.sources, written.article.origins, strict=True):
        assert origin.url == ("" if source["url"] == "not stated" else source["url"])
        assert not re.search(r"utm_|returnurl|[?&](?:fbclid|gclid)", origin.url)
    unnamed = [source["title"] for source in written.sources if source["url"] == "not stated"]
    assert unnamed in ([], ["The Real Role of Continuing Medical Education Careers"])


@each
def test_every_source_is_used_and_every_use_is_a_source(written: Written) -> None:
    used = {int(number) for number in re.findall(r"\[\^([^\]]*)\]", written.body)}

    assert used == {origin.number for origin in written.article.origins}
    assert used == {link.number for link in written.article.links}


@each
def test_every_figure_stands_beside_its_source(written: Written) -> None:
    for sentence, marked in written.sentences():
        if re.search(r"\d", NAMES.sub("", sentence)):
            assert marked or re.match(r"(?:Suppose|Example:)", sentence), sentence


@each
def test_it_is_read_in_five_minutes(written: Written) -> None:
    assert 500 <= len(written.words()) <= 1200


@each
def test_its_sentences_can_be_quoted_alone(written: Written) -> None:
    for sentence, _ in written.sentences():
        assert not LEANING.match(sentence), sentence
        assert len(sentence.split()) <= 60, sentence


@each
def test_a_quotation_is_short(written: Written) -> None:
    for quotation in re.findall(r"[\"“]([^\"”]+)[\"”]", written.article.text):
        assert len(quotation.split()) <= 25, quotation


@each
def test_it_is_written_in_plain_words(written: Written) -> None:
    assert written.grade() <= 14


@each
def test_it_has_headings_to_look_under(written: Written) -> None:
    headings = [b for b in written.article.blocks if b.kind is BlockKind.HEADING]

    assert 3 <= len(headings) <= 16


UNITED_STATES = {
    "licence": "license",
    "licensure renewal": "license renewal",
    "programme": "program",
    "paediatric": "pediatric",
    "organisation": "organization",
    "practise": "practice",
    "centre": "center",
    "behaviour": "behavior",
}


@each
def test_its_words_are_spelled_one_way(written: Written) -> None:
    text = written.article.text[: written.article.blocks[-1].end].lower()

    assert not [f"{word}: write {better}" for word, better in UNITED_STATES.items() if word in text]


AMBIGUOUS = {
    "CNE": {
        "certified nurse educator",
        "chief nurse executive",
        "continuing nursing education",
    },
    "CPE": {"certified physician executive", "continuing pharmacy education"},
}
"""Abbreviations that the field itself uses for several things; each article says which."""


def test_an_abbreviation_stands_for_one_thing() -> None:
    meant: dict[str, dict[str, str]] = {}
    for written in ARTICLES:
        text = " ".join(sentence for sentence, _ in written.sentences())
        for match in re.finditer(r"((?:[\w’'-]+ ){2,9})\(([A-Z]{2,7})s?\)", text):
            name = _name(match[1].split(), match[2])
            if name:
                meant.setdefault(match[2], {}).setdefault(name.lower(), written.article.id)

    several = {short: set(names) for short, names in meant.items() if len(names) > 1}
    assert several == AMBIGUOUS


def _name(words: list[str], short: str) -> str:
    """The last words whose initials are the abbreviation, small words not counted; "" if none."""
    for start in range(len(words) - 1, -1, -1):
        initials = "".join(part[0] for word in words[start:] for part in word.split("-") if part)
        capitals = "".join(letter for letter in initials if letter.isupper())
        if short in {initials.upper(), capitals}:
            return " ".join(words[start:])
    return ""


def test_no_two_are_near_duplicates() -> None:
    shingles = {w.article.id: _shingles(w.words()) for w in ARTICLES}
    for one, other in combinations(shingles, 2):
        shared = len(shingles[one] & shingles[other])
        least = min(len(shingles[one]), len(shingles[other]))
        assert shared <= 0.25 * least, (one, other, shared / least)


def _shingles(words: list[str]) -> set[tuple[str, ...]]:
    plain = [word.lower().strip(".,;:") for word in words]
    return set(zip(*(plain[n:] for n in range(5)), strict=False))


TOPICS = [
    "What CME and CE are for",
    "What accreditation protects",
    "Standards for Integrity and Independence",
    "AMA PRA Category 1 and 2",
    "AAFP and AOA credit",
    "Contact hours and ANCC",
    "ACPE and the UAN",
    "AAPA credit",
    "Joint Accreditation and IPCE",
    "Activity formats",
    "MOC and continuing certification, by board",
    "Records, transcripts, audits",
    "Reading a board's rules",
    "Physicians",
    "RNs, LPNs and APRNs",
    "PAs",
    "Pharmacists and technicians",
    "Allied professions",
    "Compacts and moving",
    "Mandatory topics and how they differ",
    "Opioids and the MATE Act",
    "Implicit bias",
    "Domestic violence, human trafficking",
    "Infection control and other topics",
    "The four signs",
    "Outcome levels",
    "Designed or measured",
    "Questions to ask a provider",
    "Conferences, online",
    "Simulation",
    "Grand rounds",
    "QI as CME",
    "Low-cost and free options",
    "Commercial support",
    "Chief medical officer",
    "Chief nursing officer",
    "Department chief",
    "Medical director",
    "Quality and patient safety",
    "Informatics",
    "Pharmacy leadership",
    "Nurse practitioner and advanced practice",
    "PAs into leadership",
    "Nurse educator",
    "Clinical research",
    "Medical education",
    "Executive degrees or courses",
    "Interprofessional learning",
    "Mentors and sponsors",
    "What employers look for",
    "Practice gap, change, measure, report",
    "Running and presenting a QI project",
    "Order sets and workflow",
    "Portfolio and CV",
    "The yearly review, before, during and after",
    "Saying no",
    "Burnout and help",
    "Reading the employer's policy",
    "Allowance rules that catch people",
    "Questions for HR",
    "One outcome study",
    "A funding request",
    "Grants and scholarships",
    "Tax",
    "Leave and cover",
    "Nurses: money, time, leave",
    "Part-time, nights, per diem",
    "Residents and fellows",
    "Internationally educated nurses",
    "Published outcomes",
    "What reviews say",
]
"""What a career coach for clinicians must know; the office that ordered the hub named them."""

PAGE = Path(__file__).parents[2] / "docs" / "starter-hub.md"


def test_every_article_stands_in_the_table_of_topics() -> None:
    table = PAGE.read_text("utf-8").partition("## What is covered")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    topics = [row.split(" | ")[0].removeprefix("| ") for row in rows]
    assert topics == TOPICS
    listed = {name for row in rows for name in re.findall(r"starter/articles/([^)]+)\)", row)}

    assert all("](" in row for row in rows)
    assert listed == {written.article.id for written in ARTICLES}


def test_the_table_of_articles_is_true() -> None:
    text = PAGE.read_text("utf-8")
    head, rule, _ = text.partition("| article | words | grade | sources |\n|---|---|---|---|\n")
    rows = (
        f"| {w.article.id.removesuffix('.md')} | {len(w.words())} | {w.grade():.0f} "
        f"| {len(w.sources)} |\n"
        for w in ARTICLES
    )
    true = head + rule + "".join(rows)
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(true, "utf-8")

    assert PAGE.read_text("utf-8") == true
