"""What Teams sends and what it gets, through the real SDK to a connector that records."""

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest

from adapters.teams.app import MOST_BYTES, TeamsSurface
from adapters.teams.settings import TeamsSettings
from bot import wording
from bot.conversation import Question
from bot.errors import SettingsInvalid
from bot.messages import Message, Statement
from tests.teams_samples import ANSWER, URL, citation
from tests.wire.teams_world import ObedientCoach, activity, world


async def test_a_personal_question_is_acknowledged_and_then_answered() -> None:
    coach = ObedientCoach()
    async with world(coach) as teams:
        assert await teams.send("personal") == (202, "")
        connector = await teams.settled()

    assert [question.text for question in coach.asked] == [
        "How do I get R&D leave for a <CME> course?"
    ]
    assert [body["type"] for _, body in connector.posts] == ["typing", "message"]
    path, body = connector.posts[-1]
    assert path == "/v3/conversations/a:1chat/activities/1763800000001"
    assert body["replyToId"] == "1763800000001"
    assert body["from"] == {"id": "28:bot", "name": "CME Career Coach"}


async def test_citations_survive_to_the_wire() -> None:
    async with world(ObedientCoach()) as teams:
        await teams.send("personal")
        connector = await teams.settled()

    (body,) = connector.messages
    (entity,) = body["entities"]
    assert {key: value for key, value in entity.items() if key != "citation"} == {
        "type": "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "@id": "",
    }
    assert [claim["position"] for claim in entity["citation"]] == [1, 2]
    assert entity["citation"][0] == {
        "@type": "Claim",
        "position": 1,
        "appearance": {
            "@type": "DigitalDocument",
            "name": "Getting a course paid for, Where the money comes from",
            "abstract": "Ask what share of the fee your budget covers before you enrol.",
            "url": URL.replace("(", "%28").replace(")", "%29"),
        },
    }
    (attachment,) = body["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert attachment["content"]["version"] == "1.5"
    assert "[1]" in body["text"]


async def test_the_largest_answer_stays_below_teams_limit() -> None:
    text = "education " * 12
    many = replace(
        ANSWER,
        statements=tuple(Statement(text, (n, n + 5)) for n in range(1, 6)),
        citations=tuple(citation(n, text, text) for n in range(1, 11)),
    )
    async with world(ObedientCoach(lambda _: many)) as teams:
        await teams.send("channel")
        connector = await teams.settled()

    text = json.dumps(json.loads(connector.raw[-1]), ensure_ascii=False)
    assert 20 * 1024 < len(text.encode("utf-16-le")) < 28 * 1024


async def test_the_ai_label_is_on_the_wire_only_when_a_model_wrote() -> None:
    def say(question: Question) -> Message:
        return replace(ANSWER, by_model="R&D" in question.text)

    async with world(ObedientCoach(say)) as teams:
        await teams.send("personal")
        await teams.send("group")
        connector = await teams.settled()

    labels = {
        body["conversation"]["id"]: body["entities"][0].get("additionalType")
        for body in connector.messages
    }
    assert labels == {"a:1chat": ["AIGeneratedContent"], "19:group@thread.v2": None}


async def test_a_sender_who_expects_replies_in_the_response_is_answered_like_all() -> None:
    async with world(ObedientCoach()) as teams:
        assert await teams.send("personal", deliveryMode="expectReplies") == (202, "")
        connector = await teams.settled()

    assert len(connector.messages) == 1


async def test_a_redelivered_question_is_answered_once() -> None:
    async with world(ObedientCoach()) as teams:
        statuses = [(await teams.send("personal"))[0] for _ in range(3)]
        connector = await teams.settled()

    assert statuses == [202, 202, 202]
    assert len(connector.messages) == 1


async def test_a_channel_is_answered_in_the_thread_of_the_question() -> None:
    async with world(ObedientCoach()) as teams:
        await teams.send("channel")
        connector = await teams.settled()

    (body,) = connector.messages
    assert body["conversation"]["id"] == "19:team@thread.tacv2;messageid=1763800000003"


async def test_a_followed_channel_thread_needs_no_mention() -> None:
    coach = ObedientCoach()
    async with world(coach) as teams:
        await teams.send("channel", id="before", entities=[], text="not for the coach yet")
        await teams.send("channel")
        await teams.settled()
    async with world(coach) as teams:
        await teams.send("channel", id="after", entities=[], text="and for nurses?")
        await teams.settled()

    assert [question.text for question in coach.asked] == [
        "how would Ana Ruiz claim credit?",
        "and for nurses?",
    ]


async def test_a_group_chat_without_a_mention_is_left_alone() -> None:
    coach = ObedientCoach()
    async with world(coach) as teams:
        await teams.send("group")
        await teams.send("group", id="2", entities=[], text="lunch?")
        await teams.settled()

    assert len(coach.asked) == 1


async def test_an_arrival_that_is_announced_twice_is_welcomed_once() -> None:
    async with world(ObedientCoach()) as teams:
        for name in ("members-added", "installation", "members-added"):
            assert (await teams.send(name))[0] == 202
        connector = await teams.settled()

    (body,) = connector.messages
    assert wording.EXAMPLES[0] in body["text"]


async def test_only_the_last_arrivals_are_remembered() -> None:
    async with world(ObedientCoach(), greeted=2) as teams:
        for chat in ("a:1", "a:2", "a:3", "a:3", "a:2", "a:1"):
            conversation = {"id": chat, "conversationType": "personal"}
            await teams.send("members-added", conversation=conversation)
        connector = await teams.settled()

    welcomed = sorted(body["conversation"]["id"] for body in connector.messages)
    assert welcomed == ["a:1", "a:1", "a:2", "a:3"]


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("personal", {"type": "messageReaction"}),
        ("personal", {"from": {"id": "28:bot"}}),
        ("installation", {"action": "remove"}),
        ("members-added", {"membersAdded": [{"id": "29:somebody"}]}),
    ],
)
async def test_other_events_are_accepted_in_silence(name: str, changes: dict[str, object]) -> None:
    async with world(ObedientCoach()) as teams:
        status, _ = await teams.send(name, **changes)
        connector = await teams.settled()

    assert status == 202
    assert connector.posts == []


async def test_feedback_gets_a_body() -> None:
    async with world(ObedientCoach()) as teams:
        assert await teams.send("feedback") == (200, {})


async def test_an_unknown_invoke_is_declined_with_a_body() -> None:
    async with world(ObedientCoach()) as teams:
        assert await teams.send("feedback", name="task/fetch") == (501, {})


async def test_a_failure_ends_in_an_apology_and_a_log_line_that_tells_no_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def say(question: Question) -> Message:
        raise KeyError(question.text)

    async with world(ObedientCoach(say)) as teams:
        await teams.send("personal", text="my secret")
        connector = await teams.settled()

    (body,) = connector.messages
    reference = body["text"].rpartition(" ")[2]
    assert body["text"].startswith(wording.APOLOGY[:20])
    (line,) = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
    assert reference in line
    assert "KeyError at " in line
    assert "teams:a:1chat:1763800000001" in line
    assert "secret" not in caplog.text


async def test_an_answer_that_teams_refuses_is_apologised_for() -> None:
    async with world(ObedientCoach()) as teams:
        teams.connector.statuses = [201, 400]
        await teams.send("personal")
        connector = await teams.settled()

    assert [body["text"][:20] for body in connector.messages] == [
        "Ask what share of th",
        wording.APOLOGY[:20],
    ]


async def test_a_member_who_blocked_the_bot_is_left_alone() -> None:
    async with world(ObedientCoach()) as teams:
        teams.connector.statuses = [403, 403]
        await teams.send("personal")
        connector = await teams.settled()

    assert len(connector.messages) == 1


async def test_typing_that_cannot_be_shown_does_not_cost_the_answer() -> None:
    async with world(ObedientCoach()) as teams:
        teams.connector.statuses = [500]
        await teams.send("personal")
        connector = await teams.settled()

    assert len(connector.messages) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{", 400),
        ("[]", 400),
        ("null", 400),
        ("{}", 400),
        ('{"type": 5}', 400),
        (b"\xff\xfe{}", 400),
        ("[" * 100_000, 400),
        ('{"type": "message", "timestamp": "soon"}', 400),
        ('{"type": "message", "text": "' + "x" * MOST_BYTES + '"}', 413),
    ],
)
async def test_a_body_that_is_no_activity_is_refused(body: str | bytes, status: int) -> None:
    async with world(ObedientCoach()) as teams:
        assert (await teams.post(body))[0] == status


async def test_a_body_of_another_kind_is_refused() -> None:
    async with world(ObedientCoach()) as teams:
        body = json.dumps(activity("personal", teams.connector.url))

        assert (await teams.post(body, **{"Content-Type": "text/plain"}))[0] == 415


@pytest.mark.parametrize("url", ["https://evil.example/", "http://10.0.0.1/", "", "//[x", None])
async def test_in_development_replies_stay_on_this_machine(url: str | None) -> None:
    async with world(ObedientCoach()) as teams:
        assert (await teams.send("personal", serviceUrl=url))[0] == 403


async def test_development_is_announced_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async with world(ObedientCoach()):
        pass

    assert "unsigned activities are accepted" in caplog.text


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "coach.example", ""])
def test_development_is_refused_off_loopback(host: str) -> None:
    with pytest.raises(SettingsInvalid, match="loopback"):
        TeamsSurface(ObedientCoach(), TeamsSettings(unauthenticated=True, host=host))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "[::1]", "localhost"])
async def test_development_is_possible_on_loopback(host: str) -> None:
    surface = TeamsSurface(ObedientCoach(), TeamsSettings(unauthenticated=True, host=host))

    await surface.stop()
