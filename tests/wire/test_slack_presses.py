"""Presses of the buttons on program cards, through the real Bolt app to a stand-in for Slack."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot import wording
from bot.errors import StoreUnavailable
from bot.messages import Message
from tests.program_samples import CMO, ETHICS, PROGRAMS, SAVED_LIST
from tests.wire.scripted_coach import ScriptedCoach
from tests.wire.slack_payloads import Json, payload
from tests.wire.slack_stand_in import wired

GARBLED = [
    "",
    "{",
    "[]",
    "null",
    "{}",
    '""',
    "[1]",
    '[""]',
    '["a", null]',
    '["a\\ud800"]',
    '["a", "b", "c", "d", "e"]',
    "[" * 2_000,
    None,
    7,
]


def buttons(told: Json) -> dict[str, Json]:
    """The buttons of a message, by their action."""
    actions = [block for block in told["blocks"] if block["type"] == "actions"]
    return {each["action_id"]: each for block in actions for each in block["elements"]}


async def test_the_buttons_under_a_list_save_open_and_compare() -> None:
    coach = ScriptedCoach(lambda _: PROGRAMS)
    async with wired(coach) as wire:
        await wire.event(payload("mention"))
        await wire.slack.until(posted=1)
        shown = buttons(wire.slack.posted[0])
        await wire.press(shown["save:1"]["value"], "save:1")
        await wire.slack.until(answered=1)
        await wire.press(shown["compare"]["value"], "compare")
        await wire.slack.until(answered=2)

    assert list(shown) == ["save:1", "source:1", "save:2", "source:2", "compare"]
    assert shown["source:1"]["url"] == ETHICS.url
    saved, compared = wire.slack.answered
    assert saved["text"] == wording.saved(ETHICS.title)
    assert f"A: {ETHICS.title}" in compared["text"]
    assert f"B: {CMO.title}" in compared["text"]
    assert list(buttons(compared)) == ["save:A", "save:B"]
    for told in wire.slack.answered:
        assert (told["response_type"], told["replace_original"]) == ("ephemeral", False)
    assert len(wire.slack.posted) == 1


async def test_a_program_is_saved_once_for_the_presser_however_often_it_is_pressed() -> None:
    coach = ScriptedCoach()
    async with wired(coach) as wire:
        for presser in ("U0NURSE", "U0NURSE", "U0BOSS"):
            await wire.press(json.dumps([CMO.id]), "save:1", user={"id": presser})
            await wire.quiet()
        await wire.slack.until(answered=3)

    assert [told["text"] for told in wire.slack.answered] == [
        wording.saved(CMO.title),
        wording.saved_before(CMO.title),
        wording.saved(CMO.title),
    ]
    [saved] = coach.shortlist.of_member("slack:T0WARD", "U0NURSE")
    assert (saved.program, saved.title, saved.url) == (CMO.id, CMO.title, CMO.url)
    assert saved.saved_at.tzinfo is not None


async def test_a_program_on_the_list_is_removed_for_the_presser_only() -> None:
    coach = ScriptedCoach(lambda _: SAVED_LIST)
    for member in ("U0NURSE", "U0BOSS"):
        coach.save_program("slack:T0WARD", member, ETHICS.id, datetime.now(UTC))
    async with wired(coach) as wire:
        await wire.event(payload("direct"))
        await wire.slack.until(posted=1)
        shown = buttons(wire.slack.posted[0])
        for pressed in (1, 2):
            await wire.press(shown["remove:1"]["value"], "remove:1", user={"id": "U0NURSE"})
            await wire.slack.until(answered=pressed)

    assert [told["text"] for told in wire.slack.answered] == [
        wording.removed(ETHICS.id),
        wording.NOT_ON_LIST,
    ]
    assert {told["response_type"] for told in wire.slack.answered} == {"ephemeral"}
    assert coach.shortlist.tenants("U0NURSE") == ()
    assert coach.shortlist.tenants("U0BOSS") == ("slack:T0WARD",)


async def test_a_program_that_left_the_catalog_is_said_to_have_left() -> None:
    coach = ScriptedCoach()
    async with wired(coach) as wire:
        await wire.press('["gone"]', "save:1")
        await wire.press(json.dumps([CMO.id, "gone"]), "compare")
        await wire.slack.until(answered=2)

    assert {told["text"] for told in wire.slack.answered} == {wording.PROGRAM_GONE}
    assert coach.shortlist.of_member("slack:T0WARD", "U0NURSE") == ()


@pytest.mark.parametrize("action", ["save:1", "remove:1", "compare"])
@pytest.mark.parametrize("value", GARBLED)
async def test_a_garbled_value_gets_a_clear_sentence(action: str, value: object) -> None:
    coach = ScriptedCoach()
    async with wired(coach) as wire:
        assert (await wire.press(value, action)).status == 200
        await wire.slack.until(answered=1)

    assert wire.slack.answered[0]["text"] == wording.UNREADABLE_BUTTON
    assert wire.slack.answered[0]["response_type"] == "ephemeral"


async def test_a_press_in_a_thread_is_answered_in_it() -> None:
    async with wired(ScriptedCoach()) as wire:
        message = {"ts": "1795370405.000500", "thread_ts": "1795370400.000100"}
        await wire.press(json.dumps([CMO.id]), "save:1", message=message)
        await wire.slack.until(answered=1)
        await wire.press(json.dumps([CMO.id]), "save:1")
        await wire.slack.until(answered=2)

    assert wire.slack.answered[0]["thread_ts"] == "1795370400.000100"
    assert "thread_ts" not in wire.slack.answered[1]


async def test_opening_a_page_is_acknowledged_and_leaves_no_trace() -> None:
    async with wired(ScriptedCoach()) as wire:
        assert (await wire.press("", "source:1")).status == 200
        await wire.quiet()

    assert not wire.slack.answered


async def test_a_list_that_cannot_be_kept_is_apologised_for_to_the_presser_only(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken(ScriptedCoach):
        def save_program(self, tenant: str, member: str, program: str, at: datetime) -> Message:
            raise StoreUnavailable("the disk is full")

    async with wired(Broken()) as wire:
        await wire.press(json.dumps([CMO.id]), "save:1")
        await wire.slack.until(answered=1)

    (told,) = wire.slack.answered
    assert wording.APOLOGY in told["text"]
    assert told["response_type"] == "ephemeral"
    assert "slack:press:333.444.def" in caplog.text
    assert "disk" not in json.dumps(told)
