"""How messages look in Slack. Golden payloads: UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.blocks import BUDGET, size
from adapters.slack.fallback import TEXT_LIMIT
from adapters.slack.render import Payload, render, shared
from adapters.slack.share import Share
from adapters.slack.words import unescaped
from bot.messages import Answer, Checked, Citation, Message, Statement
from tests.slack_samples import FRAGMENT, HOSTILE, SAMPLES, answer, citation

GOLDEN = Path(__file__).parent.parent / "golden" / "slack"


def assert_golden(name: str, payload: Payload) -> None:
    path = GOLDEN / f"{name}.json"
    shown = json.dumps(asdict(payload), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(shown, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == shown, (
        f"{path.name} differs; if that is meant, run UPDATE_GOLDEN=1 pytest {__file__}"
    )


def elements(node: Any, kind: str) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """Every element of a kind, at any depth."""
    if isinstance(node, dict):
        own = [node] if node.get("type") == kind else []
        return own + [found for value in node.values() for found in elements(value, kind)]
    if isinstance(node, list | tuple):
        return [found for item in node for found in elements(item, kind)]
    return []


def entities(payload: Payload) -> list[str]:
    """What Slack would take for a link, a mention or a broadcast in mrkdwn."""
    return [
        entity
        for element in elements(payload.blocks, "mrkdwn")
        for entity in re.findall("<([^>]*)>", element["text"])
    ]


def links(payload: Payload) -> list[tuple[str, str]]:
    """Address and words of every link."""
    rich = [(link["url"], link["text"]) for link in elements(payload.blocks, "link")]
    pairs = [tuple(entity.split("|")) for entity in entities(payload)]
    return [(unescaped(url), unescaped(said)) for url, said in pairs] + rich


def words(payload: Payload) -> str:
    """All a reader sees."""
    plain = [str(e["text"]) for k in ("text", "plain_text") for e in elements(payload.blocks, k)]
    marked = [element["text"] for element in elements(payload.blocks, "mrkdwn")]
    shown = [unescaped(re.sub(r"<[^>]*\|([^>]*)>", r"\1", text)) for text in marked]
    return "\n".join([*plain, *shown, *(said for _, said in links(payload))])


def quotations(payload: Payload) -> int:
    """How many quotations are set off."""
    marked = sum(str(e["text"]).count("\n> ") for e in elements(payload.blocks, "mrkdwn"))
    return marked + len(elements(payload.blocks, "rich_text_quote"))


@pytest.mark.parametrize("name", SAMPLES)
def test_messages_look_as_they_did(name: str) -> None:
    assert_golden(name, render(SAMPLES[name]))


def test_an_answer_to_a_command_can_be_shared() -> None:
    sample = answer()
    value = Share.of(sample, "slack:command:1").value

    assert_golden("answer-shareable", render(sample).with_share(value))
    assert_golden("answer-shared", shared(sample, sample.question, "U0NURSE"))


def test_every_kind_of_message_has_a_golden_payload() -> None:
    assert {type(sample) for sample in SAMPLES.values()} == set(get_args(Message))
    made = {path.stem for path in GOLDEN.glob("*.json")}
    assert made == {*SAMPLES, "answer-shareable", "answer-shared"}


def test_hostile_text_stays_text() -> None:
    for name in ("answer-hostile", "answer-markup"):
        payload = render(SAMPLES[name])

        assert HOSTILE in words(payload)
        assert "<" not in payload.text
        assert all(entity.startswith("https://hub.example.org/") for entity in entities(payload))
        for kind in ("broadcast", "user", "usergroup"):
            assert not elements(payload.blocks, kind)


@pytest.mark.parametrize("text", ["*a*", "_a_", "~a~", "`a`", ":smile:", "> a", "a | b"])
def test_words_that_mrkdwn_would_change_are_shown_in_rich_text(text: str) -> None:
    block = render(answer(f"{text}")).blocks[0]

    assert block["type"] == "rich_text"
    assert block["elements"][0]["elements"][0] == {"type": "text", "text": text}


def test_other_words_are_shown_in_a_section() -> None:
    assert render(answer("Ask for 3 & more: at 8:30, “now”!")).blocks[0]["type"] == "section"


def test_a_link_reaches_slack_character_for_character() -> None:
    for sample in (answer("Ask early."), answer("Ask *early*.")):
        assert [link for link in links(render(sample)) if link[1] == "[1]"] == [(FRAGMENT, "[1]")]
        assert {url for url, _ in links(render(sample))} == {FRAGMENT}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "https://",
        "https://a b.example",
        "http://[",
        "/etc",
        "http://a|b",
    ],
)
def test_an_address_slack_would_refuse_is_no_link(url: str) -> None:
    payload = render(replace(answer(), citations=(citation(1, url=url),)))

    assert not links(payload)
    assert "[1]" in words(payload)


def test_control_characters_are_left_out() -> None:
    payload = render(answer("Ask\x00 ear\u202ely.\ud800"))

    assert "Ask early." in words(payload)
    payload.text.encode("utf-8")


def test_a_quotation_is_shown_only_where_it_says_more_than_the_statement() -> None:
    assert quotations(render(SAMPLES["answer"])) == 0
    assert quotations(render(SAMPLES["answer-by-model"])) == 2


@pytest.mark.parametrize("mark", ["", "*"])
def test_a_long_answer_loses_quotations_before_anything_else(mark: str) -> None:
    sources = tuple(citation(n, quote=f"So it {mark}was. " * 250) for n in (1, 2, 3, 4, 5))
    statements = tuple(Statement(f"Ask early, reason {n}.", (n,)) for n in (1, 2, 3, 4, 5))
    sample = Answer("?", statements, sources, Checked(5, 5))
    short = replace(sample, citations=tuple(replace(c, quote="It was.") for c in sources))

    assert quotations(render(short)) == 5
    assert quotations(render(sample)) == 0
    assert len(links(render(sample))) == 10
    assert all(statement.text in words(render(sample)) for statement in statements)


def test_more_sources_than_a_section_holds_are_shown_in_rich_text() -> None:
    sources = tuple(
        citation(n, title="A long title " * 20, url=FRAGMENT + "x" * 400) for n in range(1, 6)
    )
    statements = tuple(Statement("Ask early.", (n,)) for n in range(1, 6))
    payload = render(Answer("?", statements, sources, Checked(5, 5)))

    assert payload.blocks[-2]["type"] == "rich_text"
    assert len(links(payload)) == 10


CITATIONS = st.builds(
    Citation,
    number=st.integers(1, 9),
    kind=st.just("article"),
    id=st.text(max_size=9),
    title=st.text(min_size=1, max_size=2_000),
    heading=st.text(max_size=2_000),
    url=st.sampled_from(["", FRAGMENT, "https://a.example/" + "x" * 6_000]),
    updated=st.none(),
    quote=st.text(max_size=6_000),
    start=st.just(0),
    end=st.just(1),
)
STATEMENTS = st.builds(
    Statement,
    text=st.text(min_size=1, max_size=6_000),
    citations=st.lists(st.integers(1, 9), min_size=1, max_size=5).map(tuple),
)
ANSWERS = st.builds(
    Answer,
    question=st.text(max_size=50_000),
    statements=st.lists(STATEMENTS, min_size=1, max_size=5).map(tuple),
    citations=st.lists(CITATIONS, max_size=9, unique_by=lambda c: c.number).map(tuple),
    checked=st.just(Checked(1, 1)),
    understood=st.text(max_size=50_000),
)


@settings(max_examples=40, deadline=None)
@given(ANSWERS)
def test_the_longest_answer_keeps_within_slacks_limits(sample: Answer) -> None:
    payload = shared(sample, sample.question, "U0NURSE")

    assert len(payload.blocks) <= 50
    assert size(payload.blocks) <= 12_000
    assert size(render(sample).blocks) <= BUDGET
    assert len(payload.text) <= TEXT_LIMIT + 20
    assert all(len(e["text"]) <= 3_000 for e in elements(payload.blocks, "mrkdwn"))
    assert all(e["text"] for e in elements(payload.blocks, "mrkdwn"))
    assert {"@U0NURSE", FRAGMENT} >= {
        unescaped(entity.partition("|")[0]) for entity in entities(payload) if "xxx" not in entity
    }
