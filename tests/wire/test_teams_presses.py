"""Presses of the buttons on program cards, through the real SDK."""

from __future__ import annotations

import json
import threading
from datetime import datetime
from typing import Any

import pytest

from bot import wording
from bot.messages import Message
from tests.program_samples import CMO, ETHICS, PROGRAMS
from tests.wire.teams_world import ObedientCoach, World, world

TENANT = "teams:11111111-aaaa-bbbb-cccc-000000000000"
ANA = "7faf8f05-0000-0000-0000-000000000001"
WORDS = "application/vnd.microsoft.activity.message"
GARBLED: list[object] = [
    None,
    "save",
    [],
    {},
    {"action": None},
    {"action": "save"},
    {"action": {"verb": "save"}},
    {"action": {"verb": 5, "data": {"programs": [CMO.id]}}},
    {"action": {"verb": "save", "data": []}},
    {"action": {"verb": "save", "data": {"programs": CMO.id}}},
    {"action": {"verb": "save", "data": {"programs": [["a"]]}}},
    {"action": {"verb": "save", "data": {"programs": ["a\ud800"]}}},
    {"action": {"verb": "compare", "data": {"programs": ["a"] * 5}}},
    {"action": {"verb": "erase", "data": {"programs": [CMO.id]}}},
]


def execute(verb: str, *programs: str) -> dict[str, Any]:
    """The value of an invoke."""
    return {"action": {"type": "Action.Execute", "verb": verb, "data": {"programs": programs}}}


async def press(teams: World, verb: str, *programs: str, **changes: object) -> dict[str, Any]:
    """Press a button as a newer client does; the body of the answer."""
    status, body = await teams.send("pressed", value=execute(verb, *programs), **changes)
    assert status == 200
    assert isinstance(body, dict)
    return body


async def test_a_saved_program_is_confirmed_to_the_presser_and_nothing_is_posted() -> None:
    coach = ObedientCoach()
    async with world(coach) as teams:
        first = await press(teams, "save", ETHICS.id)
        again = await press(teams, "save", ETHICS.id)
        connector = await teams.settled()

    assert first == {"statusCode": 200, "type": WORDS, "value": wording.saved(ETHICS.title)}
    assert again["value"] == wording.saved_before(ETHICS.title)
    [saved] = coach.shortlist.of_member(TENANT, ANA)
    assert saved.program == ETHICS.id
    assert saved.saved_at.tzinfo is not None
    assert connector.posts == []


async def test_a_program_on_the_list_is_removed_and_nothing_is_posted() -> None:
    coach = ObedientCoach()
    async with world(coach) as teams:
        await press(teams, "save", ETHICS.id)
        first = await press(teams, "remove", ETHICS.id)
        again = await press(teams, "remove", ETHICS.id)
        connector = await teams.settled()

    assert first == {"statusCode": 200, "type": WORDS, "value": wording.removed(ETHICS.id)}
    assert again["value"] == wording.NOT_ON_LIST
    assert coach.shortlist.of_member(TENANT, ANA) == ()
    assert connector.posts == []


async def test_a_comparison_takes_the_place_of_the_list_for_the_presser() -> None:
    async with world(ObedientCoach()) as teams:
        body = await press(teams, "compare", ETHICS.id, CMO.id)
        connector = await teams.settled()

    assert (body["statusCode"], body["type"]) == (
        200,
        "application/vnd.microsoft.card.adaptive",
    )
    assert body["value"]["type"] == "AdaptiveCard"
    assert [action["title"] for action in body["value"]["actions"]] == ["Save A", "Save B"]
    assert connector.posts == []


async def test_the_buttons_on_the_wire_say_what_a_press_sends_back() -> None:
    coach = ObedientCoach(lambda _: PROGRAMS)
    async with world(coach) as teams:
        await teams.send("personal")
        connector = await teams.settled()
    content = connector.messages[0]["attachments"][0]["content"]
    (button,) = content["actions"]
    async with world(coach) as teams:
        body = await press(teams, button["verb"], *button["data"]["programs"])

    assert button["fallback"]["data"] == {"verb": button["verb"], **button["data"]}
    assert body["value"]["type"] == "AdaptiveCard"


async def test_a_program_that_left_the_catalog_is_said_to_have_left() -> None:
    async with world(ObedientCoach()) as teams:
        for verb, programs in (("save", ["gone"]), ("compare", [CMO.id, "gone"])):
            body = await press(teams, verb, *programs)
            assert body == {"statusCode": 200, "type": WORDS, "value": wording.PROGRAM_GONE}


@pytest.mark.parametrize("value", GARBLED)
async def test_a_garbled_press_gets_a_clear_sentence(value: object) -> None:
    coach = ObedientCoach()
    async with world(coach) as teams:
        status, body = await teams.send("pressed", value=value)

    assert (status, body) == (
        200,
        {"statusCode": 200, "type": WORDS, "value": wording.UNREADABLE_BUTTON},
    )
    assert coach.shortlist.of_member(TENANT, ANA) == ()


async def test_nothing_is_saved_for_nobody() -> None:
    coach = ObedientCoach()
    async with world(coach) as teams:
        body = await press(teams, "save", CMO.id, **{"from": {}})

    assert body["value"] == wording.UNREADABLE_BUTTON
    assert coach.shortlist.of_member(TENANT, "") == ()


async def test_an_older_client_is_answered_in_the_personal_chat() -> None:
    coach = ObedientCoach()
    async with world(coach) as teams:
        value = {"verb": "save", "programs": [CMO.id]}
        assert await teams.send("personal", text=None, attachments=[], value=value) == (202, "")
        connector = await teams.settled()

    assert [body["text"] for body in connector.messages] == [wording.saved(CMO.title)]
    assert not coach.asked


async def test_an_older_client_in_a_channel_shows_nobody_what_was_pressed() -> None:
    coach = ObedientCoach()
    async with world(coach) as teams:
        value = {"verb": "save", "programs": [CMO.id]}
        await teams.send("channel", text=None, entities=[], attachments=[], value=value)
        connector = await teams.settled()

    assert [body["text"] for body in connector.messages] == [wording.PRESS_IN_PRIVATE]
    assert coach.shortlist.of_member(TENANT, ANA) == ()


async def test_a_message_of_another_card_is_left_alone() -> None:
    coach = ObedientCoach()
    async with world(coach) as teams:
        await teams.send("personal", text=None, attachments=[], value={"pressed": "a button"})
        connector = await teams.settled()

    assert connector.posts == []
    assert not coach.asked


async def test_a_failure_is_apologised_for_without_a_word_of_its_cause(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken(ObedientCoach):
        def compare(self, programs: tuple[str, ...]) -> Message:
            raise KeyError("my secret")

    async with world(Broken()) as teams:
        body = await press(teams, "compare", CMO.id, ETHICS.id)

    assert body["type"] == WORDS
    assert body["value"].startswith(wording.APOLOGY)
    assert body["value"].rpartition(" ")[2] in caplog.text
    assert "secret" not in caplog.text + json.dumps(body)


async def test_a_press_that_takes_too_long_is_apologised_for() -> None:
    may_end = threading.Event()

    class Slow(ObedientCoach):
        def save_program(self, tenant: str, member: str, program: str, at: datetime) -> Message:
            may_end.wait(10)
            return super().save_program(tenant, member, program, at)

    async with world(Slow(), patience=0.01) as teams:
        body = await press(teams, "save", CMO.id)
        may_end.set()

    assert body["value"].startswith(wording.APOLOGY)
