"""From activities as Teams sends them to questions."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams.read import (
    is_addressed,
    is_channel_thread,
    read_arrival,
    read_question,
)
from bot.conversation import Visibility

INBOUND = Path(__file__).parent.parent / "wire" / "teams"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def inbound(name: str, **changes: object) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads((INBOUND / f"{name}.json").read_text(encoding="utf-8"))
    return fields | changes


def test_a_personal_message() -> None:
    question = read_question(inbound("personal"), NOW)

    assert question is not None
    assert question.text == "How do I get R&D leave for a <CME> course?"
    assert question.key == "teams:a:1chat:1763800000001"
    assert question.member == "7faf8f05-0000-0000-0000-000000000001"
    assert question.thread == "a:1chat"
    assert question.visibility is Visibility.MEMBER
    assert question.asked_at == datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
    assert question.address.surface == "teams"
    assert question.address.tenant == "teams:11111111-aaaa-bbbb-cccc-000000000000"


def test_the_locator_is_all_a_reply_needs() -> None:
    question = read_question(inbound("personal"), NOW)

    assert question is not None
    assert json.loads(question.address.locator) == {
        "serviceUrl": "https://smba.example/amer/",
        "channelId": "msteams",
        "conversation": {"id": "a:1chat", "tenantId": "11111111-aaaa-bbbb-cccc-000000000000"},
        "bot": {"id": "28:bot", "name": "CME Career Coach"},
        "activityId": "1763800000001",
    }


def test_a_member_is_at_home_in_their_personal_chat() -> None:
    question = read_question(inbound("personal"), NOW)

    assert question
    assert question.home
    assert question.home.tenant == question.address.tenant
    assert json.loads(question.home.locator) == json.loads(question.address.locator) | {
        "activityId": "",
        "user": {"id": "29:ana", "aadObjectId": "7faf8f05-0000-0000-0000-000000000001"},
    }


@pytest.mark.parametrize("name", ["channel", "group"])
def test_a_place_that_others_see_is_nobodys_home(name: str) -> None:
    question = read_question(inbound(name), NOW)

    assert question
    assert question.home is None


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ({}, "America/New_York"),
        ({"localTimezone": "Pacific/Chatham"}, "Pacific/Chatham"),
        ({"localTimezone": "Eastern Standard Time"}, ""),
        ({"localTimezone": None}, ""),
        ({"localTimezone": "../etc/passwd"}, ""),
        (
            {
                "localTimezone": "",
                "entities": [{"type": "clientInfo", "timezone": "Europe/Lisbon"}],
            },
            "Europe/Lisbon",
        ),
        ({"localTimezone": "", "entities": [{"type": "clientInfo", "timezone": 7}]}, ""),
    ],
)
def test_the_zone_is_the_members_if_it_is_one(told: dict[str, object], zone: str) -> None:
    question = read_question(inbound("personal", **told), NOW)

    assert question
    assert question.zone == zone


def test_a_channel_message_is_read_without_the_mention_of_the_coach() -> None:
    activity = inbound("channel")
    question = read_question(activity, NOW)

    assert question is not None
    assert question.text == "how would Ana Ruiz claim credit?"
    assert question.thread == "19:team@thread.tacv2;messageid=1763800000003"
    assert question.visibility is Visibility.THREAD
    assert is_addressed(activity)
    assert is_channel_thread(activity)


def test_a_group_chat_is_seen_by_all_and_is_no_thread() -> None:
    activity = inbound("group")
    question = read_question(activity, NOW)

    assert question is not None
    assert question.visibility is Visibility.THREAD
    assert question.text == "which programs suit me?"
    assert not is_channel_thread(activity)


def test_without_a_mention_a_group_message_is_not_addressed_to_the_coach() -> None:
    assert not is_addressed(inbound("group", entities=[]))


def test_a_mention_of_somebody_else_is_not_addressed_to_the_coach() -> None:
    entities = [e for e in inbound("channel")["entities"] if e["mentioned"]["id"] != "28:bot"]

    assert entities
    assert not is_addressed(inbound("channel", entities=entities))


def test_nothing_but_a_mention_is_an_empty_question() -> None:
    question = read_question(inbound("group", text="<at>CME Career Coach</at>&nbsp;"), NOW)

    assert question is not None
    assert question.text == ""


def test_a_picture_without_words_is_an_empty_question() -> None:
    picture = {"contentType": "image/*", "contentUrl": "https://smba.example/p"}
    question = read_question(inbound("personal", text="", attachments=[picture]), NOW)

    assert question is not None
    assert question.text == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "messageUpdate"},
        {"type": "messageReaction"},
        {"type": "event"},
        {"from": {"id": "28:bot"}},
        {"from": {"id": "29:other", "role": "bot"}},
        {"from": {}},
        {"text": None, "attachments": [], "value": {"pressed": "a button"}},
        {"id": ""},
        {"conversation": None},
    ],
)
def test_what_no_member_wrote_is_no_question(changes: dict[str, object]) -> None:
    assert read_question(inbound("personal", **changes), NOW) is None


@pytest.mark.parametrize("timestamp", ["", "yesterday", "2026-11-22T09:30:15", None, 5])
def test_an_unreadable_time_is_the_time_of_arrival(timestamp: object) -> None:
    question = read_question(inbound("personal", timestamp=timestamp), NOW)

    assert question is not None
    assert question.asked_at == NOW


def test_a_member_without_a_directory_entry_is_known_by_the_channels_id() -> None:
    question = read_question(inbound("personal", **{"from": {"id": "29:guest"}}), NOW)

    assert question is not None
    assert question.member == "29:guest"


def test_an_installation_in_a_personal_chat_is_an_arrival_however_it_is_announced() -> None:
    arrivals = [read_arrival(inbound(name)) for name in ("installation", "members-added")]

    assert [arrival and arrival.thread for arrival in arrivals] == ["a:1chat", "a:1chat"]


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("installation", {"action": "remove"}),
        ("installation", {"action": "add-upgrade"}),
        ("installation", {"conversation": {"id": "19:g", "conversationType": "groupChat"}}),
        ("members-added", {"membersAdded": [{"id": "29:somebody"}]}),
        ("members-added", {"membersAdded": None}),
        ("personal", {}),
    ],
)
def test_anything_else_is_no_arrival(name: str, changes: dict[str, object]) -> None:
    assert read_arrival(inbound(name, **changes)) is None


@given(st.dictionaries(st.sampled_from(sorted(inbound("channel"))), ANY_JSON))
def test_no_activity_is_too_odd_to_read(changes: dict[str, object]) -> None:
    activity = inbound("channel", **changes)

    read_question(activity, NOW)
    read_arrival(activity)
    is_addressed(activity)
    is_channel_thread(activity)
