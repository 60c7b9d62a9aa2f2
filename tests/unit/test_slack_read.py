"""Slack's payloads, read as questions or as nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from adapters.slack.read import Heard, read_command, read_event, read_share, reads_as_addressed
from adapters.slack.share import Share
from bot.conversation import Address, Visibility
from tests.slack_samples import answer
from tests.wire.slack_payloads import BOT, payload

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


def heard(name: str, **changes: object) -> Heard:
    read = read_event(payload(name, **changes), BOT)
    assert read is not None
    return read


def test_a_mention_is_answered_in_its_thread() -> None:
    question = heard("mention").question

    assert question.text == "How do I get a course paid for?"
    assert question.key == "slack:T0WARD:C0WARD:1795370400.000100"
    assert question.member == "U0NURSE"
    assert question.thread == "C0WARD:1795370400.000100"
    assert question.visibility is Visibility.THREAD
    assert question.address.tenant == "slack:T0WARD"
    assert json.loads(question.address.locator) == {
        "channel": "C0WARD",
        "thread_ts": "1795370400.000100",
    }
    assert question.asked_at == datetime(2026, 11, 22, 18, 0, 0, 100, tzinfo=UTC)


def test_a_mention_and_its_message_twin_are_one_question() -> None:
    assert heard("mention") == heard("mention-twin")


def test_a_direct_message_runs_on_outside_threads() -> None:
    told = heard("direct")

    assert told.called
    assert told.question.thread == "D0NURSE:dm"
    assert told.question.visibility is Visibility.MEMBER
    assert json.loads(told.question.address.locator)["thread_ts"] is None


@pytest.mark.parametrize("name", ["mention", "direct", "reply"])
def test_a_member_is_at_home_in_direct_messages_wherever_they_speak(name: str) -> None:
    question = heard(name).question

    assert question.home == Address("slack", "slack:T0WARD", f'{{"user": "{question.member}"}}')
    assert question.zone == ""


def test_who_gives_a_command_or_shares_has_a_home_too() -> None:
    command = read_command(payload("command"), BOT, NOW)
    share = Share.of(answer(), "k")
    assert command
    assert share

    body = payload("press")
    body["actions"][0]["value"] = share.value
    for question in (command, read_share(body, NOW).question):
        assert question.home
        assert json.loads(question.home.locator) == {"user": question.member}


def test_in_a_grid_a_home_is_the_organizations() -> None:
    body = payload("direct")
    body["authorizations"][0]["enterprise_id"] = "E0TRUST"
    read = read_event(body, BOT)

    assert read
    assert read.question.home
    assert read.question.home.tenant == "slack:E0TRUST"


def test_a_direct_message_in_a_thread_stays_there() -> None:
    question = heard("direct", thread_ts="1795370401.000100").question

    assert question.thread == "D0NURSE:1795370401.000100"
    assert json.loads(question.address.locator)["thread_ts"] == "1795370401.000100"


def test_a_reply_counts_only_where_the_coach_is_followed() -> None:
    told = heard("reply")

    assert not told.called
    assert told.question.thread == "C0WARD:1795370400.000100"
    assert told.question.text == "and for nurses?"


@pytest.mark.parametrize("subtype", ["thread_broadcast", "file_share"])
def test_a_reply_shown_in_the_channel_or_with_a_file_is_a_reply(subtype: str) -> None:
    assert heard("reply", subtype=subtype).question.text == "and for nurses?"


@pytest.mark.parametrize("name", ["own", "edit", "delete", "join"])
def test_what_no_person_says_is_ignored(name: str) -> None:
    assert read_event(payload(name), BOT) is None


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("direct", {"bot_id": "B0OTHER"}),
        ("direct", {"subtype": "bot_message"}),
        ("direct", {"user": "USLACKBOT"}),
        ("direct", {"user": None}),
        ("reply", {"subtype": "file_share", "text": ""}),
        ("mention", {"edited": {"user": "U0NURSE", "ts": "1795370409.000000"}}),
        ("reply", {"thread_ts": None}),
        ("reply", {"text": ""}),
        ("reply", {"text": "<@U0BOSS> could you look?"}),
        ("reply", {"text": "I told Ana that her contract ends in May."}),
        ("reply", {"subtype": "tombstone"}),
    ],
)
def test_what_is_not_for_the_coach_is_ignored(name: str, changes: dict[str, object]) -> None:
    assert read_event(payload(name, **changes), BOT) is None


@pytest.mark.parametrize(
    "words",
    [
        "and for nurses?",
        "Our budget is used up, what now?",
        "Does that hold (in Texas too?)",
        "どうすればいいですか？",
        "which of them count for MOC",
        "what's a contact hour",
        "doesn't Ohio accept that",
        "Can’t I claim both",
        "And for physician assistants",
        "What about Texas",
        "ok, how long does it take",
        "Tell me more about the second one",
        "show me cheaper ones",
        "help",
        "Thanks, that was useful!",
        "“How much is it”",
    ],
)
def test_words_that_ask_or_thank_read_as_addressed(words: str) -> None:
    assert reads_as_addressed(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "I told Ana that her contract ends in May.",
        "lol same here",
        "We had that last year, ask the office.",
        "see https://hub.example.org/pay?topic=cme",
        "Andrea will know.",
        "Whatever.",
        "Island time again",
        "Will do.",
        "Have a great weekend all",
        "ok",
        ":tada:",
    ],
)
def test_talk_among_colleagues_does_not_read_as_addressed(words: str) -> None:
    assert not reads_as_addressed(words)


def test_a_file_alone_in_a_direct_message_is_a_question_without_words() -> None:
    told = heard("direct", subtype="file_share", text="", files=[{"id": "F1"}])

    assert told.called
    assert told.question.text == ""


def test_a_mention_alone_is_a_question_without_words() -> None:
    assert heard("mention", text="<@U0COACH>").question.text == ""


def test_all_workspaces_of_an_enterprise_are_one_tenant() -> None:
    event, command = payload("mention"), payload("command", enterprise_id="E0HEALTH")
    event["authorizations"][0].update(enterprise_id="E0HEALTH", team_id=None)
    press = payload("press", enterprise={"id": "E0HEALTH", "name": "Health"})
    press["actions"][0]["value"] = Share.of(answer(), "k").value

    asked, given = read_event(event, BOT), read_command(command, BOT, NOW)
    assert asked is not None
    assert given is not None
    tenants = {q.address.tenant for q in (asked.question, given, read_share(press, NOW).question)}
    assert tenants == {"slack:E0HEALTH"}
    assert asked.question.key == "slack:T0WARD:C0WARD:1795370400.000100"


def test_a_command_is_for_its_giver_only() -> None:
    question = read_command(payload("command"), BOT, NOW)

    assert question is not None
    assert question.visibility is Visibility.MEMBER
    assert question.key == "slack:command:111.222.abc"
    assert question.thread == "C0WARD:U0NURSE"
    assert question.asked_at == NOW
    assert json.loads(question.address.locator) == {
        "response_url": "https://hooks.slack.com/commands/T0WARD/1/x"
    }


@pytest.mark.parametrize("text", ["", "  ", "help", " Help "])
def test_a_command_without_a_question_asks_for_help(text: str) -> None:
    assert read_command(payload("command", text=text), BOT, NOW) is None


def test_every_press_of_one_button_has_the_same_key() -> None:
    body = payload("press")
    body["actions"][0]["value"] = Share.of(answer(), "slack:command:1").value
    again = {**body, "trigger_id": "999.999.zzz"}

    first, second = read_share(body, NOW), read_share(again, NOW)
    assert first.question.key == second.question.key == "share:slack:command:1"
    assert first.question.text == "How do I get a course paid for?"
    assert first.question.visibility is Visibility.THREAD
