"""Program cards in Slack and Teams: what they show, what they carry, and that they always fit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.cards import lettered, programs_in, reasons
from adapters.console.render import to_text
from adapters.slack import blocks as slack_blocks
from adapters.slack.fallback import TEXT_LIMIT
from adapters.slack.render import render as to_slack
from adapters.teams.elements import BUDGET, weight
from adapters.teams.render import pressed_reply
from adapters.teams.render import render as to_teams
from bot import wording
from bot.messages import (
    Abstention,
    Briefing,
    Citation,
    Comparison,
    Match,
    Message,
    Programs,
    Section,
    Statement,
)
from knowledge.programs import Program
from tests.program_samples import (
    ANSWER_WITH_PROGRAMS,
    BRIEFING,
    CMO,
    COMPARISON,
    FREE,
    LONG_WAY,
    MANY,
    MATCH,
    NEAREST,
    PROGRAM_SAMPLES,
    PROGRAMS,
    SAVED_LIST,
)


def walk(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """Every object, at any depth."""
    if isinstance(node, dict):
        yield node
    for item in node.values() if isinstance(node, dict) else node:
        if isinstance(item, dict | list | tuple):
            yield from walk(item)


def slack_buttons(message: Message) -> list[dict[str, Any]]:
    return [node for node in walk(to_slack(message).blocks) if node.get("type") == "button"]


def teams_actions(message: Message, kind: str) -> list[dict[str, Any]]:
    actions = [node for node in walk(to_teams(message)) if node.get("type") == kind]
    return [action for action in actions if "title" in action]


def in_slack(message: Message) -> str:
    return json.dumps(to_slack(message).blocks, ensure_ascii=False)


def in_teams(message: Message) -> str:
    return json.dumps(to_teams(message), ensure_ascii=False)


@pytest.mark.parametrize("shown", [in_slack, in_teams])
def test_a_card_says_what_decides_and_how_far_to_trust_it(shown: Any) -> None:  # noqa: ANN401
    said = shown(PROGRAMS)

    for words in (
        "I read this as: free · about ethics · by 2027-03-15 · for nurses",
        "I took 15 March for 2027-03-15.",
        "Ethics at the Bedside",
        "1.5 ANCC contact hours · free",
        "• Measures knowledge gained",
        "These may fit; their records do not state all you asked for:",
        "fee not stated",
        "Note: stale: this record has not been checked for a long time",
        "Not stated: whether it measures change, commercial support.",
        "from a stored copy read 2026-11-22; check the provider's page",
    ):
        assert words in said


def test_at_most_five_cards_are_shown_and_the_rest_is_counted() -> None:
    assert sum(b["action_id"].startswith("save:") for b in slack_buttons(MANY)) == 5
    assert [a["title"] for a in teams_actions(MANY, "Action.Execute")].count("Save") == 5
    for said in (in_slack(MANY), in_teams(MANY), to_slack(MANY).text):
        assert "6 more programs fit" in said


def test_compare_names_the_first_four_and_no_button_s_action_is_used_twice() -> None:
    four = [f"program-{n}" for n in range(4)]
    buttons = slack_buttons(MANY)
    (teams,) = (a for a in teams_actions(MANY, "Action.Execute") if a["verb"] == "compare")

    assert json.loads(buttons[-1]["value"]) == teams["data"]["programs"] == four
    assert buttons[-1]["text"]["text"] == teams["title"] == "Compare the first 4"
    actions = [button["action_id"] for button in buttons]
    assert len(actions) == len(set(actions))


def test_one_program_cannot_be_compared() -> None:
    alone = replace(PROGRAMS, perhaps=())

    assert [b["action_id"] for b in slack_buttons(alone)] == ["save:1", "source:1"]
    assert [a["verb"] for a in teams_actions(alone, "Action.Execute")] == ["save"]


@pytest.mark.parametrize(
    "url", ["", "javascript:x()", "https://", "https://a.example/" + "x" * 3_000]
)
def test_a_program_without_a_usable_address_has_no_source_button(url: str) -> None:
    message = replace(
        PROGRAMS, matches=(replace(MATCH, program=replace(CMO, url=url)),), perhaps=()
    )

    assert [b["action_id"] for b in slack_buttons(message)] == ["save:1"]
    assert not teams_actions(message, "Action.OpenUrl")
    assert not url or url not in in_slack(message) + in_teams(message)


@pytest.mark.parametrize("id", ["", "half \ud83d", "tab\t", "x" * 2_100])
def test_a_program_whose_id_no_press_could_name_has_no_save_button(id: str) -> None:
    message = replace(PROGRAMS, matches=(replace(MATCH, program=replace(CMO, id=id)),), perhaps=())

    assert [b["action_id"] for b in slack_buttons(message)] == ["source:1"]


def test_hostile_words_are_shown_and_do_nothing() -> None:
    for message in (NEAREST, COMPARISON, ANSWER_WITH_PROGRAMS):
        payload = to_slack(message)
        marked = [n["text"] for n in walk(payload.blocks) if n.get("type") == "mrkdwn"]
        assert not re.search(r"<[!@#]", "".join(marked) + payload.text)
        assert not [n for n in walk(payload.blocks) if n.get("type") in {"broadcast", "user"}]
        assert "<!channel> <@U0BOSS> <at>everyone</at> *Free*" in in_slack(message)
        assert "\x00" not in in_slack(message) + payload.text

        card = to_teams(message)["attachments"][0]["content"]
        markdown = [n["text"] for n in walk(card) if n.get("type") == "TextBlock"]
        assert not [text for text in markdown if "evil" in text]
        assert "[course](https://evil.example)" in in_teams(message)
        assert not re.search("</?at", in_teams(message), re.IGNORECASE)
        assert "javascript" not in in_slack(message) + in_teams(message)


def test_reasons_that_are_left_out_are_neither_the_first_nor_the_last() -> None:
    assert reasons(MATCH, 4) == [reason.text for reason in MATCH.why]
    assert reasons(FREE, 3) == [
        "Free",
        "Can be finished by 2027-03-15",
        "Measures knowledge gained",
    ]


def test_what_several_programs_share_is_said_once() -> None:
    assert lettered(("free", "$5", "free")) == [("A, C", "free"), ("B", "$5")]
    assert "A, C: not stated" in in_slack(COMPARISON)
    assert "A, C: not stated" in in_teams(COMPARISON)


def test_only_what_the_statements_cite_is_a_source_of_a_briefing() -> None:
    assert "[2]" in in_slack(BRIEFING)
    assert "[1]" not in in_slack(BRIEFING)
    (entity,) = to_teams(BRIEFING)["entities"]
    assert [claim["position"] for claim in entity["citation"]] == [2, 3]


def test_a_long_way_has_cards_where_it_says_what_to_do_and_lines_elsewhere() -> None:
    assert [b["action_id"] for b in slack_buttons(LONG_WAY)] == ["save:1", "source:1"]
    assert in_slack(LONG_WAY).count("→ ") == 16
    assert len(teams_actions(LONG_WAY, "Action.Execute")) == 1
    assert in_teams(LONG_WAY).count("→ ") == 16


def a_list(count: int) -> Briefing:
    """A member's list of so many programs, each with a title of its own."""
    programs = tuple(
        replace(match, why=(), program=replace(match.program, id=f"p{n}", title=f"Title {n}."))
        for n, match in enumerate((MATCH, FREE) * (count // 2), 1)
    )
    section = Section(f"{count} on your list", programs=programs, saved=True)
    return replace(SAVED_LIST, sections=(section,))


def test_a_saved_program_has_a_button_that_removes_it_and_none_that_saves_it() -> None:
    assert [b["action_id"] for b in slack_buttons(SAVED_LIST)] == [
        "remove:1",
        "source:1",
        "remove:2",
        "source:2",
    ]
    assert json.loads(slack_buttons(SAVED_LIST)[0]["value"]) == [FREE.program.id]
    actions = teams_actions(SAVED_LIST, "Action.Execute")
    assert [(a["title"], a["verb"]) for a in actions] == [("Remove", "remove")] * 2
    assert actions[0]["data"] == {"programs": [FREE.program.id]}
    for said in (in_slack(SAVED_LIST), in_teams(SAVED_LIST), to_slack(SAVED_LIST).text):
        assert "2. " in said


def test_what_is_saved_beyond_the_cards_is_told_in_linked_lines() -> None:
    saved = a_list(12)

    assert sum(b["action_id"].startswith("remove:") for b in slack_buttons(saved)) == 5
    assert len(teams_actions(saved, "Action.Execute")) == 5
    for said in (in_slack(saved), in_teams(saved)):
        assert all(f"Title {n}." in said for n in range(1, 13))
        assert said.count("1.5 ANCC contact hours") == 6
    links = [n["selectAction"] for n in walk(to_teams(saved)) if "selectAction" in n]
    assert len(links) == 12
    assert in_slack(saved).count(f"<{FREE.program.url}|Title") == 6


@pytest.mark.parametrize("count", [30, 60, 400])
def test_a_list_without_end_is_shown_as_far_as_there_is_room_and_says_so(count: int) -> None:
    saved = a_list(count)

    assert weight(to_teams(saved)) <= BUDGET
    assert slack_blocks.size(to_slack(saved).blocks) <= slack_blocks.BUDGET
    for said in (in_slack(saved), in_teams(saved)):
        shown = len(set(re.findall(r"Title \d+\.", said)))
        assert shown == count or f"{count - shown} more are not shown" in said
        assert shown >= 20


def test_cards_never_cost_an_answer_its_statements() -> None:
    long = replace(
        ANSWER_WITH_PROGRAMS,
        statements=tuple(Statement("Ask early. " * 80, (2,)) for _ in range(5)),
    )
    bare = replace(long, programs=())

    assert to_slack(long).blocks[: len(to_slack(bare).blocks)] == to_slack(bare).blocks
    assert to_teams(long)["text"] == to_teams(bare)["text"]
    assert "Programs that fit" in in_slack(ANSWER_WITH_PROGRAMS)
    assert sum(b["action_id"].startswith("save") for b in slack_buttons(ANSWER_WITH_PROGRAMS)) == 3


@pytest.mark.parametrize("cited", [(), BRIEFING.citations[:1]], ids=["nothing near", "something"])
def test_what_the_catalog_does_not_hold_sends_nobody_to_the_hub_s_articles(
    cited: tuple[Citation, ...],
) -> None:
    message = Abstention("?", cited, said=wording.no_such_program("basket weaving"))

    told = to_slack(message).text, in_slack(message), in_teams(message), to_text(message, 400)
    for said in told:
        assert "no program called “basket weaving”. Try other words of its title" in said
        assert wording.NOTHING_NEAR not in said
        assert wording.ASK_ELSEWHERE not in said
    plain = to_slack(replace(message, said="")).text
    assert wording.ASK_ELSEWHERE in plain
    assert (wording.NOTHING_NEAR in plain) == (not cited)


def test_a_press_is_answered_with_a_card_or_with_words() -> None:
    assert pressed_reply(COMPARISON)[0] == "application/vnd.microsoft.card.adaptive"
    for name in ("programs-none", "briefing"):
        assert all(pressed_reply(PROGRAM_SAMPLES[name]))


@pytest.mark.parametrize(
    "told", [None, "a", {"a": 1}, [1], [[]], [""], ["\n"], ["\ud800"], list("abcde"), ["a", 2]]
)
def test_what_no_button_says_names_no_program(told: object) -> None:
    assert programs_in(told) == ()


TEXT = st.builds(lambda text, times: text * times, st.text(max_size=12), st.integers(0, 250))
PROGRAM = st.builds(
    Program,
    id=st.one_of(st.text(max_size=2_500), st.just('"\\' * 480)),
    title=st.text(min_size=1, max_size=400),
    provider=TEXT,
    city=TEXT,
    url=st.sampled_from(
        ["", CMO.url, "https://a.example/" + "\\" * 2_900, "https://a.example/ü" * 150]
    ),
    retrieved_on=st.just(date(2026, 11, 22)),
)
STATED = st.builds(Statement, text=TEXT, citations=st.just((2,)))
MATCHES = st.lists(
    st.builds(
        Match,
        program=PROGRAM,
        why=st.lists(STATED, max_size=8).map(tuple),
        unstated=st.lists(TEXT, max_size=6).map(tuple),
        cautions=st.lists(TEXT, max_size=3).map(tuple),
    ),
    max_size=9,
).map(tuple)
WORDS = st.lists(TEXT, max_size=5).map(tuple)
MESSAGES = st.one_of(
    st.builds(
        Programs,
        question=TEXT,
        understood=WORDS,
        matches=MATCHES,
        perhaps=MATCHES,
        nearest=MATCHES,
        doubts=WORDS,
    ),
    st.lists(PROGRAM, min_size=2, max_size=4).flatmap(
        lambda programs: st.builds(
            Comparison,
            question=TEXT,
            programs=st.just(tuple(programs)),
            rows=st.lists(
                st.tuples(
                    st.text(min_size=1, max_size=30),
                    st.lists(TEXT, min_size=len(programs), max_size=len(programs)).map(tuple),
                ),
                max_size=20,
            ).map(tuple),
        )
    ),
    st.builds(
        Briefing,
        question=TEXT,
        title=st.text(min_size=1, max_size=2_000),
        sections=st.lists(
            st.builds(
                Section,
                heading=st.text(min_size=1, max_size=200),
                statements=st.lists(STATED, max_size=4).map(tuple),
                programs=MATCHES,
                saved=st.booleans(),
            ),
            max_size=6,
        ).map(tuple),
        citations=st.just(BRIEFING.citations),
        understood=WORDS,
        notes=WORDS,
    ),
)


@settings(max_examples=60, deadline=None)
@given(MESSAGES)
def test_whatever_is_said_fits_both_platforms(message: Message) -> None:
    payload = to_slack(message)

    assert len(payload.blocks) <= 50
    assert slack_blocks.size(payload.blocks) <= slack_blocks.BUDGET
    assert len(payload.text) <= TEXT_LIMIT
    payload.text.encode()
    json.dumps(payload.blocks, ensure_ascii=False).encode()
    for button in slack_buttons(message):
        assert len(button.get("value", "")) <= 2_000
        assert len(button["accessibility_label"]) <= 75
    assert weight(to_teams(message)) <= BUDGET
    in_teams(message).encode()
