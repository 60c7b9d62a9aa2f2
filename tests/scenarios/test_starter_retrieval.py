"""Every article of the starter hub is found by what clinicians would ask, in their own words.

The questions were written by other people than the articles, without looking at a search. What
the search and the articles lack was mended by looking at the half `dev` only; `held` was left out.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import Result

from bot.answering.particulars import places_in
from bot.answering.shorthand import spelled_out
from bot.coach import PASSAGES
from knowledge import STARTER
from knowledge.index.embeddings import MiniLM
from knowledge.requirements import read_requirements
from tests.hubs import library
from tests.starter_hub import ARTICLES, Written
from tests.terminal import Terminal

QUESTIONS = [
    json.loads(line)
    for line in Path(__file__).with_name("starter_questions.jsonl").read_text("utf-8").splitlines()
]
RULES = read_requirements(STARTER / "requirements.yaml")
PLACES = 3
RUN = 5


def test_each_article_has_questions_of_both_halves() -> None:
    halves = Counter((question["article"], question["split"]) for question in QUESTIONS)

    assert len({question["text"] for question in QUESTIONS}) == len(QUESTIONS)
    for written in ARTICLES:
        assert halves[written.article.id, "dev"] >= 1
        assert halves[written.article.id, "held"] >= 1


def test_the_questions_are_in_other_words_than_their_article() -> None:
    texts = {written.article.id: " ".join(_words(_indexed(written))) for written in ARTICLES}
    for question in QUESTIONS:
        words = _words(question["text"])
        runs = (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
        assert not [run for run in runs if f" {run} " in texts[question["article"]]], question


def test_each_article_is_among_the_first_three(
    first_use: tuple[Terminal, Result], capsys: pytest.CaptureFixture[str]
) -> None:
    hub = library(first_use[0].home, MiniLM())
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    missed = []
    for question in QUESTIONS:
        hits = hub.search(spelled_out(question["text"]), PASSAGES).hits
        first = list(dict.fromkeys(hit.source.id for hit in hits))[:PLACES]
        asked[question["split"]] += 1
        if question["article"] in first:
            found[question["split"]] += 1
        else:
            missed.append(question["id"])

    shares = {half: found[half] / asked[half] for half in asked}
    overall = found.total() / asked.total()
    with capsys.disabled():
        halves = ", ".join(f"{share:.1%} of {half}" for half, share in sorted(shares.items()))
        sys.stdout.write(f"\nIn the first three: {overall:.1%} of all questions, {halves}\n")
    # Seen: 95.3 %. What is left below is for processors that round another way.
    assert overall >= 0.945, missed
    assert shares["held"] >= 0.90, shares


def _indexed(written: Written) -> str:
    """All that can be found of the article: its title, headings and text."""
    article = written.article
    return f"{article.title} {article.text[: article.blocks[-1].end]}"


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'’]+", text.lower())


PLACES_ASKED = sorted({r.place for r in RULES if r.jurisdiction != "US" and "MD" in r.professions})


def test_a_physician_is_told_the_rule_of_the_place_asked_about_and_of_no_other(
    terminal: Terminal,
) -> None:
    question = "How many CME hours does a physician need in {}?"
    lines = "\n".join(json.dumps({"question": question.format(p)}) for p in PLACES_ASKED)

    printed = terminal.run("ask", "--batch", "-", stdin=lines).stdout.splitlines()
    answers = [json.loads(line) for line in printed]

    elsewhere, without = [], []
    for place, answer in zip(PLACES_ASKED, answers, strict=True):
        said = [statement["text"] for statement in answer.get("statements", [])]
        named = [places_in(text) for text in said]
        elsewhere += [place for places in named if places.isdisjoint(places_in(place)) and places]
        totals = [r.hours for r in RULES if r.place == place and "MD" in r.professions and r.hours]
        without += [place for total in totals[:1] if f" {total:g} " not in " ".join(said)]
    assert elsewhere == []
    assert without == []
