"""Presses of the buttons that say words for the presser, through the real Bolt app."""

from __future__ import annotations

import json

import pytest

from bot import wording
from bot.conversation import Address, Question, Visibility
from bot.errors import StoreUnavailable
from bot.messages import Done, Message
from bot.nudges.wording import PRESSED_BEFORE, UNREADABLE_CHOICE
from tests.reminder_samples import ASKING, DIGEST, NOTED
from tests.wire.scripted_coach import ScriptedCoach
from tests.wire.slack_payloads import Json, payload
from tests.wire.slack_stand_in import wired

DONE = "done [k3f9a1]"
DIRECT = {
    "type": "message",
    "message_ts": "1795370405.000500",
    "channel_id": "D0NURSE",
    "is_ephemeral": False,
}
GARBLED = ["", "   ", None, 7, ["done"], "x" * 2_001, "a\ud800"]


def note(question: Question) -> Message:
    """Answer everything with what was said."""
    return Done(f"You said: {question.text}")


def choices(told: Json) -> dict[str, str]:
    """The words of each button that says some, by its action."""
    actions = [block for block in told["blocks"] if block["type"] == "actions"]
    buttons = [each for block in actions for each in block["elements"]]
    return {b["action_id"]: b["value"] for b in buttons if b["action_id"].startswith("say:")}


async def test_a_press_in_a_direct_message_is_a_message_of_the_presser_there() -> None:
    coach = ScriptedCoach(lambda q: ASKING if q.text == "my review is on 04/03" else NOTED)
    async with wired(coach) as wire:
        body = payload("direct", text="my review is on 04/03", channel="D0NURSE")
        await wire.event(body)
        await wire.slack.until(posted=1)
        shown = choices(wire.slack.posted[0])
        assert (await wire.press(shown["say:1"], "say:1", container=DIRECT)).status == 200
        await wire.slack.until(posted=2)

    written, pressed = coach.asked
    assert pressed.text == "my review is on 4 March 2027"
    assert (pressed.member, pressed.visibility) == ("U0NURSE", Visibility.MEMBER)
    assert pressed.thread == written.thread
    assert pressed.address.tenant == written.address.tenant
    assert pressed.home == Address("slack", "slack:T0WARD", '{"user": "U0NURSE"}')
    assert NOTED.title in wire.slack.posted[1]["text"]
    assert wire.slack.posted[1]["channel"] == "D0NURSE"
    assert not wire.slack.answered


async def test_every_button_of_a_digest_says_its_own_words() -> None:
    coach = ScriptedCoach(lambda q: DIGEST if "coming" in q.text else note(q))
    async with wired(coach) as wire:
        await wire.event(payload("direct", text="what is coming up?"))
        await wire.slack.until(posted=1)
        shown = choices(wire.slack.posted[0])
        for number, (action, words) in enumerate(shown.items(), 2):
            await wire.press(words, action, container=DIRECT)
            await wire.slack.until(posted=number)

    said = [choice.says for reminder in DIGEST.reminders for choice in reminder.choices]
    assert [question.text for question in coach.asked[1:]] == said


async def test_a_press_in_a_thread_of_a_direct_message_is_answered_in_it() -> None:
    async with wired(ScriptedCoach(note)) as wire:
        await wire.press(DONE, "say:1", container={**DIRECT, "thread_ts": "1795370400.000100"})
        await wire.slack.until(posted=1)

    assert wire.slack.posted[0]["thread_ts"] == "1795370400.000100"


@pytest.mark.parametrize("channel", ["C0WARD", "D0OTHERS"])
async def test_a_press_on_an_ephemeral_message_is_answered_to_the_presser_only(
    channel: str,
) -> None:
    coach = ScriptedCoach(note)
    container = {**DIRECT, "channel_id": channel, "is_ephemeral": True}
    async with wired(coach) as wire:
        await wire.press(DONE, "say:3", container=container)
        await wire.slack.until(answered=1)

    (told,) = wire.slack.answered
    assert (told["response_type"], told["replace_original"]) == ("ephemeral", False)
    assert told["text"] == f"You said: {DONE}"
    assert not wire.slack.posted
    assert coach.asked[0].visibility is Visibility.MEMBER
    assert coach.asked[0].thread == f"{channel}:U0NURSE"


async def test_a_button_counts_once_for_each_who_presses_it() -> None:
    coach = ScriptedCoach(note)
    async with wired(coach) as wire:
        for number, (member, trigger) in enumerate(
            [("U0NURSE", "1.1.a"), ("U0NURSE", "1.1.b"), ("U0BOSS", "1.1.c")], 1
        ):
            await wire.press(
                DONE, "say:1", container=DIRECT, user={"id": member}, trigger_id=trigger
            )
            await wire.slack.until(posted=number)

    assert [question.member for question in coach.asked] == ["U0NURSE", "U0BOSS"]
    assert wire.slack.posted[1]["text"] == PRESSED_BEFORE


async def test_the_same_words_on_another_message_count_again() -> None:
    coach = ScriptedCoach(note)
    async with wired(coach) as wire:
        await wire.press(DONE, "say:1", container=DIRECT)
        await wire.press(DONE, "say:1", container={**DIRECT, "message_ts": "1795379999.000100"})
        await wire.press("snooze [k3f9a1] for a week", "say:2", container=DIRECT)
        await wire.slack.until(posted=3)

    assert len(coach.asked) == 3


@pytest.mark.parametrize("value", GARBLED)
async def test_a_garbled_value_gets_a_clear_sentence(value: object) -> None:
    coach = ScriptedCoach(note)
    async with wired(coach) as wire:
        assert (await wire.press(value, "say:1", container=DIRECT)).status == 200
        await wire.slack.until(answered=1)

    assert wire.slack.answered[0]["text"] == UNREADABLE_CHOICE
    assert not coach.asked


async def test_a_press_that_names_no_message_is_answered_to_the_presser() -> None:
    async with wired(ScriptedCoach(note)) as wire:
        await wire.press(DONE, "say:1", container={})
        await wire.slack.until(answered=1)

    assert wire.slack.answered[0]["response_type"] == "ephemeral"


async def test_a_failure_is_apologised_for_without_a_word_of_its_cause(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(question: Question) -> Message:
        raise StoreUnavailable("the disk is full")

    async with wired(ScriptedCoach(fail)) as wire:
        await wire.press(DONE, "say:1", container=DIRECT)
        await wire.slack.until(posted=1)

    (told,) = wire.slack.posted
    assert wording.APOLOGY in told["text"]
    assert "disk" not in json.dumps(told)
    assert DONE not in caplog.text
