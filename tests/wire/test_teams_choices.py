"""Presses of the buttons that say words for the presser, through the real SDK."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot import wording
from bot.conversation import Question, Visibility
from bot.errors import StoreUnavailable
from bot.messages import Done, Message
from bot.nudges.wording import (
    ANSWERED_BELOW,
    CHOICE_IN_PRIVATE,
    PRESSED_BEFORE,
    UNREADABLE_CHOICE,
)
from tests.reminder_samples import ASKING, NOTED, NUDGE
from tests.wire.teams_world import ObedientCoach, World, activity, world

ANA = "7faf8f05-0000-0000-0000-000000000001"
WORDS = "application/vnd.microsoft.activity.message"
DONE = "done [k3f9a1]"
PERSONAL = {"conversation": activity("personal", "")["conversation"]}
GARBLED: list[object] = [None, 7, "", "  ", ["done"], {}, "x" * 2_001, "a\ud800"]


def note(question: Question) -> Message:
    """Answer everything with what was said."""
    return Done(f"You said: {question.text}")


def execute(says: object) -> dict[str, Any]:
    """The value of an invoke."""
    return {"action": {"type": "Action.Execute", "verb": "say", "data": {"says": says}}}


async def press(teams: World, says: object, **changes: object) -> dict[str, Any]:
    """Press a button in the personal chat as a newer client does; the body of the answer."""
    status, body = await teams.send("pressed", value=execute(says), **{**PERSONAL, **changes})
    assert status == 200
    assert isinstance(body, dict)
    return body


async def test_a_press_in_the_personal_chat_is_a_message_of_the_presser() -> None:
    coach = ObedientCoach(lambda _: NOTED)
    async with world(coach) as teams:
        body = await press(teams, "my review is on 4 March 2027")
        connector = await teams.settled()

    assert body == {"statusCode": 200, "type": WORDS, "value": ANSWERED_BELOW}
    (question,) = coach.asked
    assert (question.text, question.member) == ("my review is on 4 March 2027", ANA)
    assert question.visibility is Visibility.MEMBER
    assert question.thread == PERSONAL["conversation"]["id"]
    assert question.home is not None
    assert question.zone == "America/New_York"
    (told,) = connector.messages
    assert NOTED.title in told["text"]


@pytest.mark.parametrize("message", [NUDGE, ASKING])
async def test_the_buttons_on_the_wire_say_what_a_press_sends_back(message: Message) -> None:
    coach = ObedientCoach(lambda _: message)
    async with world(coach) as teams:
        await teams.send("personal")
        connector = await teams.settled()
    content = connector.messages[0]["attachments"][0]["content"]
    actions = [action for action in walk_actions(content) if action.get("verb") == "say"]
    coach = ObedientCoach(note)
    async with world(coach) as teams:
        for action in actions:
            await press(teams, action["data"]["says"])
        await teams.settled()

    assert {question.text for question in coach.asked} == {
        action["fallback"]["data"]["says"] for action in actions
    }
    assert len(coach.asked) == len(actions) > 1


def walk_actions(node: object) -> list[dict[str, Any]]:
    """Every action of a card."""
    if isinstance(node, dict):
        own = [node] if node.get("type") == "Action.Execute" else []
        return own + [found for value in node.values() for found in walk_actions(value)]
    if isinstance(node, list):
        return [found for item in node for found in walk_actions(item)]
    return []


async def test_a_button_counts_once_on_each_card() -> None:
    coach = ObedientCoach(note)
    async with world(coach) as teams:
        await press(teams, DONE, id="1")
        await press(teams, DONE, id="2")
        await press(teams, DONE, id="3", replyToId="1763800000777")
        connector = await teams.settled()

    assert len(coach.asked) == 2
    texts = sorted(told["text"] for told in connector.messages)
    assert len(texts) == 3
    assert sum("You pressed this before" in text for text in texts) == 1
    assert PRESSED_BEFORE.startswith("You pressed this before")


async def test_an_older_client_is_answered_in_the_personal_chat() -> None:
    coach = ObedientCoach(note)
    async with world(coach) as teams:
        value = {"verb": "say", "says": DONE}
        assert await teams.send("personal", text=None, attachments=[], value=value) == (202, "")
        connector = await teams.settled()

    assert [question.text for question in coach.asked] == [DONE]
    assert len(connector.messages) == 1


async def test_in_a_channel_nothing_is_done_and_the_presser_is_told_where_to_say_it() -> None:
    coach = ObedientCoach(note)
    async with world(coach) as teams:
        status, body = await teams.send("pressed", value=execute(DONE))
        value = {"verb": "say", "says": DONE}
        await teams.send("channel", text=None, entities=[], attachments=[], value=value)
        connector = await teams.settled()

    assert (status, body) == (
        200,
        {"statusCode": 200, "type": WORDS, "value": CHOICE_IN_PRIVATE},
    )
    assert [told["text"] for told in connector.messages] == [CHOICE_IN_PRIVATE]
    assert not coach.asked


@pytest.mark.parametrize("says", GARBLED)
async def test_a_garbled_press_gets_a_clear_sentence(says: object) -> None:
    coach = ObedientCoach(note)
    async with world(coach) as teams:
        body = await press(teams, says)

    assert body == {"statusCode": 200, "type": WORDS, "value": UNREADABLE_CHOICE}
    assert not coach.asked


async def test_nothing_is_said_for_nobody() -> None:
    coach = ObedientCoach(note)
    async with world(coach) as teams:
        body = await press(teams, DONE, **{"from": {}})

    assert body["value"] == UNREADABLE_CHOICE
    assert not coach.asked


async def test_a_failure_is_apologised_for_without_a_word_of_its_cause(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(question: Question) -> Message:
        raise StoreUnavailable("the disk is full")

    async with world(ObedientCoach(fail)) as teams:
        await press(teams, DONE)
        connector = await teams.settled()

    (told,) = connector.messages
    assert told["text"].startswith(wording.APOLOGY[:20])
    assert "disk" not in json.dumps(told)
    assert DONE not in caplog.text
