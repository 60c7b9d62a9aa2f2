"""Notes and nudges in Slack, Teams and the terminal: what they show, what their buttons say, and
that they always fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.console.render import to_json, to_text
from adapters.reminders import MOST_CHOICES, SAYS_LIMIT, press_of, says_in
from adapters.slack.blocks import BUDGET as SLACK_BUDGET
from adapters.slack.blocks import HEADER_LIMIT, MOST_BLOCKS, MOST_FIELDS, size
from adapters.slack.fallback import TEXT_LIMIT, in_plain_text
from adapters.slack.render import render as to_slack
from adapters.teams.elements import BUDGET as TEAMS_BUDGET
from adapters.teams.elements import weight
from adapters.teams.render import render as to_teams
from bot.messages import Choice, Message, Note, Nudge, Reminder, Statement
from bot.nudges.wording import AGAIN, more_coming_up
from tests.program_samples import CMO, ETHICS, FREE, MATCH
from tests.reminder_samples import (
    AGENDA,
    ALLOWANCE,
    ASKING,
    CITATION,
    DIGEST,
    LICENCE,
    LONG_DIGEST,
    LONG_NOTE,
    NOTED,
    NUDGE,
    QUOTE,
    REMINDER_SAMPLES,
    REVIEW,
)


def walk(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """Every object, at any depth, in the order in which it is shown."""
    if isinstance(node, dict):
        yield node
    for item in node.values() if isinstance(node, dict) else node:
        if isinstance(item, dict | list | tuple):
            yield from walk(item)


def slack_words(message: Message) -> str:
    nodes = walk(to_slack(message).blocks)
    return "\n".join(node["text"] for node in nodes if isinstance(node.get("text"), str))


def teams_words(message: Message) -> str:
    payload = to_teams(message)
    shown = [payload["text"]]
    for attachment in payload.get("attachments", ()):
        for node in walk(attachment["content"]["body"]):
            shown += [node[name] for name in ("text", "title") if isinstance(node.get(name), str)]
    return "\n".join(shown)


def slack_presses(message: Message) -> list[tuple[str, str, str]]:
    """Action, label and words of every choice."""
    buttons = [node for node in walk(to_slack(message).blocks) if node.get("type") == "button"]
    choices = [button for button in buttons if button["action_id"].startswith("say:")]
    return [(each["action_id"], each["text"]["text"], each["value"]) for each in choices]


def teams_presses(message: Message) -> list[tuple[str, str]]:
    """Label and words of every choice."""
    nodes = walk(to_teams(message))
    executes = [node for node in nodes if node.get("type") == "Action.Execute"]
    return [(e["title"], e["data"]["says"]) for e in executes if e["verb"] == "say"]


SURFACES: list[Callable[[Message], str]] = [slack_words, teams_words, to_text, in_plain_text]
everywhere = pytest.mark.parametrize("shown", SURFACES)


def in_order(whole: str, *parts: str) -> bool:
    """Whether the parts stand in this order."""
    rest = whole
    for part in parts:
        _, found, rest = rest.partition(part)
        if not found:
            return False
    return True


@everywhere
def test_a_nudge_says_what_and_when_then_why_then_what_to_do(
    shown: Callable[[Message], str],
) -> None:
    order = (REVIEW.title, REVIEW.when, REVIEW.because, REVIEW.do, "18 of 30 hours done")

    assert in_order(" ".join(shown(NUDGE).split()), *order, ETHICS.title, CMO.title, QUOTE)


@everywhere
def test_a_digest_holds_every_reminder_and_says_what_is_urgent(
    shown: Callable[[Message], str],
) -> None:
    told = " ".join(shown(DIGEST).split())

    assert in_order(
        told, "3 things are coming up", f"Urgent: {ALLOWANCE.title}", REVIEW.title, LICENCE.title
    )
    assert AGAIN in told
    assert told.count("Urgent") == 1


@everywhere
def test_a_note_says_its_rows_and_remarks(shown: Callable[[Message], str]) -> None:
    told = " ".join(shown(NOTED).replace("\\_", "_").split())

    assert in_order(told, NOTED.title, *(text for row in NOTED.rows for text in row))
    assert NOTED.remarks[0] in told


def test_every_choice_is_a_button_that_says_its_words() -> None:
    said = [(c.label, c.says) for r in DIGEST.reminders for c in r.choices]

    assert [press[1:] for press in slack_presses(DIGEST)] == said
    assert teams_presses(DIGEST) == said
    actions = [action for action, _, _ in slack_presses(DIGEST)]
    assert actions == [f"say:{number}" for number in range(1, 13)]


def test_the_terminal_and_plain_text_tell_what_to_say() -> None:
    for told in (to_text(NUDGE, 100), in_plain_text(NUDGE)):
        assert "Say “done [k3f9a1]” · “snooze [k3f9a1] until tomorrow”" in told
    for told in (to_text(ASKING), in_plain_text(ASKING)):
        assert "Thursday 4 March 2027: say “my review is on 4 March 2027”" in told


def test_a_screen_reader_is_told_which_deadline_a_button_is_about() -> None:
    buttons = [node for node in walk(to_slack(DIGEST).blocks) if node.get("type") == "button"]

    assert buttons[0]["accessibility_label"] == f"Done: {ALLOWANCE.title}"


def test_an_older_client_sends_the_same_words() -> None:
    executes = [node for node in walk(to_teams(ASKING)) if node.get("type") == "Action.Execute"]

    assert [e["fallback"]["data"] for e in executes] == [
        {"verb": "say", "says": choice.says} for choice in ASKING.choices
    ]


def test_a_single_nudge_offers_its_programs_on_cards_and_a_digest_in_lines() -> None:
    for render in (to_slack, to_teams):
        assert repr(render(NUDGE)).count("'Save'") >= 2
        assert "'Save'" not in repr(render(DIGEST))
        assert ETHICS.title in repr(render(DIGEST))


def test_no_more_than_three_programs_are_offered() -> None:
    crowded = Nudge((replace(REVIEW, programs=(MATCH, FREE, MATCH, MATCH)),), (CITATION,))

    for shown in SURFACES:
        assert " ".join(shown(crowded).split()).count(CMO.title) == 2


@pytest.mark.parametrize("shown", [slack_words, teams_words])
def test_a_long_digest_is_cut_and_says_how_to_see_the_rest(
    shown: Callable[[Message], str],
) -> None:
    told = shown(LONG_DIGEST)
    kept = told.count("License ")

    assert 3 < kept < 20
    assert more_coming_up(20 - kept) in told
    assert "20 things are coming up" in told


@pytest.mark.parametrize("shown", [slack_words, teams_words])
def test_a_long_note_is_cut_and_counts_what_is_left_out(shown: Callable[[Message], str]) -> None:
    told = shown(LONG_NOTE)
    kept = told.count(". License")

    assert kept >= 10
    assert f"{200 - kept} more are not shown" in told


def test_the_terminal_shows_all_of_them() -> None:
    assert to_text(LONG_NOTE).count(". License") == 200
    assert to_text(LONG_DIGEST).count("RN license") + to_text(LONG_DIGEST).count("License ") == 20


def test_a_card_that_cannot_be_shown_says_the_same_in_words() -> None:
    for message in (NUDGE, DIGEST, NOTED, AGENDA, ASKING):
        (attachment,) = to_teams(message)["attachments"]
        fallback = attachment["content"]["fallbackText"]
        lines = in_plain_text(message).splitlines()[1:]

        assert fallback.count("\n\n") == len(lines) - 1
        assert lines[0][3:15] in fallback.replace("\\", "")


def test_the_first_line_stands_for_the_message_in_a_notification() -> None:
    assert in_plain_text(NUDGE).splitlines()[0] == f"{REVIEW.title}: {REVIEW.when}"
    assert in_plain_text(NOTED).splitlines()[0] == NOTED.title


def test_json_holds_every_part() -> None:
    note, nudge = to_json(ASKING, "my review is on 04/03", 3), to_json(NUDGE, "", 3)
    (reminder,) = nudge["reminders"]

    assert (note["kind"], note["asks"], nudge["kind"]) == ("help", True, "done")
    assert note["choices"][0] == {
        "label": "Thursday 4 March 2027",
        "says": "my review is on 4 March 2027",
    }
    assert list(reminder) == [
        *("title", "when", "because", "do", "urgent", "rows", "statements", "programs", "choices"),
    ]
    assert reminder["rows"][0] == {"label": "Credits", "text": "18 of 30 hours done"}
    assert reminder["statements"] == [{"text": QUOTE, "citations": [1]}]
    assert [citation["number"] for citation in nudge["citations"]] == [1]
    assert nudge["text"].startswith(f"{REVIEW.title}: {REVIEW.when}")


@pytest.mark.parametrize("told", [None, 7, "", "  ", [], {}, "a\ud800", "x" * (SAYS_LIMIT + 1)])
def test_what_no_button_says_is_no_words(told: object) -> None:
    assert says_in(told) == ""


def test_words_on_one_thing_count_once_and_others_once_a_minute() -> None:
    noon = datetime(2026, 11, 23, 12, 0, 5, tzinfo=UTC)
    soon, later = noon + timedelta(seconds=9), noon + timedelta(minutes=2)

    for says in ("done [k3f9a1]", "snooze [k3f9a1] for a week"):
        assert press_of(says, noon) == press_of(says, later)
    assert press_of("my profile", noon) == press_of("my profile", soon)
    assert press_of("my profile", noon) != press_of("my profile", later)
    assert press_of("done [k3f9a1]", noon) != press_of("done [m8c2]", noon)


def test_words_too_long_for_a_button_have_none() -> None:
    choices = (Choice("Long", "x" * (SAYS_LIMIT + 1)), Choice("Short", "done [k3]"))
    note = replace(NOTED, choices=choices)

    assert [label for _, label, _ in slack_presses(note)] == ["Short"]
    assert [label for label, _ in teams_presses(note)] == ["Short"]


def crowded(text: str, rows: int, choices: int, reminders: int) -> tuple[Note, Nudge]:
    """A note and a nudge of so many parts, with the text in every one of them."""
    told = tuple((f"{number}. {text}", text) for number in range(rows))
    presses = tuple(Choice(f"{number} {text}", text) for number in range(choices))
    reminder = Reminder(
        f"Review {text}",
        f"soon {text}",
        text,
        text,
        rows=told,
        statements=(Statement(text, (1,)),) * 3,
        programs=(FREE, MATCH, FREE, MATCH),
        choices=presses,
    )
    note = Note(f"Noted {text}", told, (text,) * 9, presses)
    return note, Nudge((reminder,) * reminders, (CITATION,), again=True)


@settings(max_examples=30, deadline=None)
@given(
    part=st.text(max_size=9),
    times=st.integers(0, 400),
    rows=st.integers(0, 60),
    choices=st.integers(0, 15),
    reminders=st.integers(1, 12),
)
def test_whatever_they_hold_they_keep_within_the_platforms_limits(
    part: str, times: int, rows: int, choices: int, reminders: int
) -> None:
    for message in crowded(part * times, rows, choices, reminders):
        assert_within_limits(message)


@pytest.mark.parametrize("part", ["<", "*", "a ", "\N{PILE OF POO}", "\x00", "\\", '"'])
def test_the_longest_ones_keep_within_the_platforms_limits(part: str) -> None:
    for message in crowded(part * 1_999, 20, 15, 5):
        assert_within_limits(message)


def assert_within_limits(message: Message) -> None:
    payload = to_slack(message)
    nodes = list(walk(payload.blocks))

    assert len(payload.blocks) <= MOST_BLOCKS
    assert size(payload.blocks) <= SLACK_BUDGET
    assert len(payload.text) <= TEXT_LIMIT
    for node in nodes:
        match node.get("type"):
            case "header":
                assert 0 < len(node["text"]["text"]) <= HEADER_LIMIT
            case "mrkdwn":
                assert 0 < len(node["text"]) <= 3_000
            case "button":
                assert 0 < len(node["text"]["text"]) <= 75
                assert 0 < len(node.get("value", "x")) <= SAYS_LIMIT
            case "actions":
                assert 0 < len(node["elements"]) <= MOST_CHOICES
        assert len(node.get("fields", ())) <= MOST_FIELDS
    actions = [node["action_id"] for node in nodes if "action_id" in node]
    assert len(actions) == len(set(actions))
    assert weight(to_teams(message)) <= TEAMS_BUDGET


@pytest.mark.parametrize("name", REMINDER_SAMPLES)
def test_every_card_has_a_first_element_for_its_delivery_to_be_marked_on(name: str) -> None:
    (attachment,) = to_teams(REMINDER_SAMPLES[name])["attachments"]

    assert attachment["content"]["body"][0]["type"]
