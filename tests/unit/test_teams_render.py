"""What a message looks like in Teams. Golden activities: UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from markdown_it import MarkdownIt

from adapters.teams.citing import ABSTRACT_LIMIT, MOST_CITATIONS, NAME_LIMIT
from adapters.teams.elements import BUDGET, Payload, weight
from adapters.teams.escape import markdown, shortened, web_address
from adapters.teams.render import render
from bot.messages import Abstention, Answer, Briefing, Message, Statement
from tests.teams_samples import ANSWER, HOSTILE, SAMPLES, URL, answer, citation

GOLDEN = Path(__file__).parent.parent / "golden" / "teams"


def elements(node: Any, kind: str) -> list[Payload]:  # noqa: ANN401 - any JSON
    """Every element of a kind, at any depth."""
    if isinstance(node, dict):
        own = [node] if node.get("type") == kind else []
        return own + [found for value in node.values() for found in elements(value, kind)]
    if isinstance(node, list):
        return [found for item in node for found in elements(item, kind)]
    return []


def claims(payload: Payload) -> list[Payload]:
    return [claim for entity in payload["entities"] for claim in entity.get("citation", ())]


def card(payload: Payload) -> Payload:
    content: Payload = payload["attachments"][0]["content"]
    return content


def many(sources: int, statements: int = 5, words: int = 60) -> Answer:
    """An answer of many sources with long titles, quotes and addresses."""
    text = " ".join(["education"] * words)
    cited = tuple(range(1, sources + 1))
    statements = min(statements, sources)
    return replace(
        ANSWER,
        statements=tuple(Statement(text, cited[i::statements]) for i in range(statements)),
        citations=tuple(
            citation(n, text, text, text, url=f"https://hub.example/{n}#:~:text={'word%20' * 30}")
            for n in cited
        ),
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_messages_look_as_they_did(name: str) -> None:
    path = GOLDEN / f"{name}.json"
    shown = json.dumps(render(SAMPLES[name]), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(shown, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == shown, (
        f"{path.name} differs; if that is meant, run UPDATE_GOLDEN=1 pytest {__file__}"
    )


def test_every_kind_of_message_has_a_golden_activity() -> None:
    assert {type(sample) for sample in SAMPLES.values()} == set(get_args(Message))
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(SAMPLES)


def test_every_number_in_the_text_is_a_citation_and_a_row_of_the_card() -> None:
    payload = render(ANSWER)

    assert payload["text"] == (
        "Ask what share of the fee your budget covers before you enrol. [1]\n\n"
        "Many employers grant two to five days of paid leave a year. [2][1]"
    )
    assert [claim["position"] for claim in claims(payload)] == [1, 2]
    runs = [run["text"] for run in elements(card(payload), "TextRun")]
    assert [run for run in runs if run.startswith("[")] == ["[1]", "[2]"]


def test_a_quoting_answer_is_not_labelled_as_made_by_ai() -> None:
    assert "AIGeneratedContent" not in json.dumps(render(ANSWER))


def test_an_answer_by_a_model_is_labelled_once() -> None:
    (entity,) = render(replace(ANSWER, by_model=True))["entities"]

    assert entity["additionalType"] == ["AIGeneratedContent"]


def test_an_answer_by_a_model_without_sources_is_still_labelled() -> None:
    bare = replace(ANSWER, statements=(Statement("x", ()),), citations=(), by_model=True)

    assert [list(entity) for entity in render(bare)["entities"]] == [
        ["type", "@type", "@context", "@id", "additionalType"]
    ]


def test_what_states_nothing_carries_no_citation_entity() -> None:
    for name, sample in SAMPLES.items():
        if not isinstance(sample, Answer | Briefing):
            assert "entities" not in render(sample), name


def test_a_source_named_twice_is_one_citation() -> None:
    twice = replace(ANSWER, citations=(citation(1), citation(1), citation(2)))

    assert [claim["position"] for claim in claims(render(twice))] == [1, 2]


def test_citations_are_short_and_never_empty() -> None:
    long = " ".join(["education"] * 90)
    for claim in claims(
        render(replace(ANSWER, citations=(citation(1, long, long), citation(2, "", "", ""))))
    ):
        appearance = claim["appearance"]
        assert 0 < len(appearance["name"]) <= NAME_LIMIT
        assert 0 < len(appearance["abstract"]) <= ABSTRACT_LIMIT


def test_an_address_reaches_teams_with_its_text_fragment() -> None:
    payload = render(ANSWER)
    expected = URL.replace("(", "%28").replace(")", "%29")

    assert claims(payload)[0]["appearance"]["url"] == expected
    assert f"[Open]({expected})" in [b["text"] for b in elements(card(payload), "TextBlock")]


def test_a_source_without_an_address_has_no_link() -> None:
    payload = render(replace(ANSWER, citations=(citation(1, url=""), citation(2, url=""))))

    assert "Open" not in json.dumps(card(payload))
    assert all("url" not in claim["appearance"] for claim in claims(payload))


def test_hostile_words_make_no_link_mention_or_emphasis_in_the_text() -> None:
    text = render(SAMPLES["answer-hostile"])["text"]
    html = MarkdownIt("commonmark", {"html": True}).render(text)

    shown = HOSTILE.replace("[2]", "[\N{WORD JOINER}2]").replace("&", "&amp;")
    shown = shown.replace("<at", "<\N{WORD JOINER}at").replace("</at", "<\N{WORD JOINER}/at")
    assert html == f"<p>{shown.replace('<', '&lt;').replace('>', '&gt;')} [1]</p>\n"


def test_hostile_words_never_stand_in_a_cards_markdown() -> None:
    for name in ("answer-hostile", "abstention"):
        blocks = [block["text"] for block in elements(card(render(SAMPLES[name])), "TextBlock")]

        assert "evil" not in " ".join(blocks)
        assert "javascript" not in json.dumps(render(SAMPLES[name])).lower()


def test_no_hostile_word_is_a_mention_anywhere() -> None:
    for sample in SAMPLES.values():
        assert not re.search("</?at", json.dumps(render(sample)), re.IGNORECASE)


def test_a_cards_fallback_shows_hostile_words_as_text() -> None:
    html = MarkdownIt().render(card(render(SAMPLES["answer-hostile"]))["fallbackText"])

    assert "<a" not in html
    assert "<strong" not in html


def test_the_nearest_passages_are_quoted_but_not_numbered() -> None:
    payload = render(Abstention("q", (citation(1),)))

    runs = [run["text"] for run in elements(card(payload), "TextRun")]
    assert runs == [
        "Getting a course paid for",
        ", “Where the money comes from” (2026-05-29)",
        "Ask what share of the fee your budget covers before you enrol.",
    ]


@pytest.mark.parametrize("sources", [1, 8, 14, 20, 25, 60])
def test_an_answer_always_fits(sources: int) -> None:
    payload = render(many(sources))

    assert weight(payload) <= BUDGET
    assert len(claims(payload)) <= MOST_CITATIONS
    assert all(part.endswith("]") for part in payload["text"].split("\n\n"))


def test_sources_leave_the_card_before_a_statement_leaves_the_text() -> None:
    payload = render(many(9, words=20))

    assert payload["text"].count("\n\n") == 4
    assert len(claims(payload)) == 9
    rows = elements(card(payload), "ColumnSet")
    assert 0 < len(rows) < 9
    hidden = f"{9 - len(rows)} more behind the numbers in the text"
    assert hidden in [block["text"] for block in elements(card(payload), "TextBlock")]


def test_a_reading_of_the_question_that_does_not_fit_is_left_out() -> None:
    payload = render(answer("Ask first.", understood="word " * 8_000))

    assert payload["text"] == "Ask first. [1]"


def test_an_abstention_always_fits() -> None:
    near = tuple(citation(n, "word " * 2_000) for n in range(1, 9))

    payload = render(Abstention("q", near, "word " * 8_000))

    assert weight(payload) <= BUDGET
    assert 0 < len(elements(card(payload), "ColumnSet")) < 8


@pytest.mark.parametrize(
    "text", ["# a", "- a", "+ a", "* a", "1. a", "1) a", "> a", "---", "a\n===", "    a", "a | b"]
)
def test_no_line_is_anything_but_a_paragraph(text: str) -> None:
    html = MarkdownIt().render(markdown(text))

    assert html.startswith("<p>")
    assert html.count("<") == 2


def test_text_is_one_line_without_control_characters() -> None:
    assert markdown("a\r\n\tb\x00\x1b\u202ec\ud800") == "a bc"


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://a.example", "https://", "//[x"])
def test_only_web_addresses_are_linked(url: str) -> None:
    assert web_address(url) == ""


def test_an_address_cannot_end_its_own_link() -> None:
    assert (
        web_address('https://a.example/x)y "z" <b>')
        == "https://a.example/x%29y%20%22z%22%20%3Cb%3E"
    )


@pytest.mark.parametrize(
    ("limit", "short"),
    [(14, "one two, three"), (11, "one two…"), (9, "one two…"), (8, "one…"), (3, "on…")],
)
def test_words_are_not_cut_unless_there_is_but_one(limit: int, short: str) -> None:
    assert shortened("one two, three", limit) == short


def test_undated_sources_are_said_to_be_undated() -> None:
    payload = render(replace(ANSWER, citations=(citation(1, updated=None),)))

    assert ", “Where the money comes from” (date not stated)" in [
        run["text"] for run in elements(card(payload), "TextRun")
    ]
    assert date(2026, 5, 29).isoformat() not in json.dumps(payload)
