"""Real payloads through the real Bolt app to a stand-in for Slack, by signed HTTP."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from slack_sdk.signature import SignatureVerifier

from adapters.slack.access import SlackSettings, web_client
from adapters.slack.app import SlackSurface, utc_now
from adapters.slack.listeners import Listeners
from adapters.slack.render import IN_DOUBT, NOT_SHARED, PERSONAL, SHARED, TAKEN_UP
from bot import wording
from bot.conversation import Question
from bot.errors import StoreUnavailable, SurfaceUnreachable
from bot.messages import Abstention, Help, Message, Reason, Refusal
from tests.fakes import MemoryStore
from tests.office import Office
from tests.slack_samples import HOSTILE, answer
from tests.wire.scripted_coach import ScriptedCoach, agreeable
from tests.wire.slack_payloads import BOT, Json, payload
from tests.wire.slack_stand_in import SECRET, Wire, stand_in, wired

FORGED = [
    {"X-Slack-Signature": "v0=" + "0" * 64},
    {"X-Slack-Signature": "v0=ü"},
    {"X-Slack-Signature": ""},
    {"X-Slack-Request-Timestamp": str(int(time.time()) - 3_600)},
    {"X-Slack-Request-Timestamp": "yesterday"},
    {"X-Slack-Request-Timestamp": ""},
]


def share_value(told: Json) -> str:
    """The value of the share button in a message; empty when it has none."""
    for block in told["blocks"]:
        if block["type"] == "actions":
            return str(block["elements"][0]["value"])
    return ""


async def test_a_mention_is_answered_in_its_thread() -> None:
    async with wired(ScriptedCoach()) as wire:
        assert (await wire.event(payload("mention"))).status == 200
        await wire.slack.until(posted=1)

    told = wire.slack.posted[0]
    assert told["channel"] == "C0WARD"
    assert told["thread_ts"] == "1795370400.000100"
    assert "How do I get a course paid for?" in told["text"]
    assert told["unfurl_links"] is False
    assert told["unfurl_media"] is False


async def test_a_mention_its_twin_and_redeliveries_get_one_answer() -> None:
    coach = ScriptedCoach()
    async with wired(coach) as wire:
        for name in ("mention", "mention-twin", "mention", "mention-twin"):
            assert (await wire.event(payload(name))).status == 200
        await wire.slack.until(posted=1)
        await wire.quiet()

    assert len(wire.slack.posted) == len(coach.asked) == 1


async def test_a_direct_message_is_answered_where_it_was_written() -> None:
    async with wired(ScriptedCoach()) as wire:
        await wire.event(payload("direct"))
        await wire.slack.until(posted=1)

    assert wire.slack.posted[0]["channel"] == "D0NURSE"
    assert "thread_ts" not in wire.slack.posted[0]


async def test_a_thread_is_followed_once_the_coach_has_spoken_in_it() -> None:
    coach = ScriptedCoach()
    async with wired(coach) as wire:
        await wire.event(payload("reply", ts="1795370399.000001"))
        await wire.quiet()
        await wire.event(payload("mention"))
        await wire.slack.until(posted=1)
        await wire.quiet()
        await wire.event(payload("reply"))
        await wire.slack.until(posted=2)

    assert [question.text for question in coach.asked] == [
        "How do I get a course paid for?",
        "and for nurses?",
    ]
    assert wire.slack.posted[1]["thread_ts"] == "1795370400.000100"


async def test_bots_edits_deletions_and_joins_are_ignored() -> None:
    coach = ScriptedCoach()
    async with wired(coach) as wire:
        await wire.event(payload("mention"))
        await wire.slack.until(posted=1)
        await wire.quiet()
        for name in ("own", "edit", "delete", "join"):
            assert (await wire.event(payload(name))).status == 200
        await wire.event(payload("direct", bot_id="B0OTHER"))
        await wire.event(payload("direct"))
        await wire.slack.until(posted=2)
        await wire.quiet()

    assert len(wire.slack.posted) == len(coach.asked) == 2


async def test_a_command_is_answered_for_its_giver_only() -> None:
    async with wired(ScriptedCoach()) as wire:
        response = await wire.command("How do I get a course paid for?")
        await wire.slack.until(answered=1)

        assert response.status == 200
        assert await response.text() == ""
    told = wire.slack.answered[0]
    assert told["response_type"] == "ephemeral"
    assert share_value(told)
    assert not wire.slack.posted


@pytest.mark.parametrize("text", ["", "help"])
async def test_a_command_alone_explains_itself(text: str) -> None:
    coach = ScriptedCoach()
    async with wired(coach) as wire:
        await wire.command(text)
        await wire.slack.until(answered=1)

    assert wording.HELP in wire.slack.answered[0]["text"]
    assert not share_value(wire.slack.answered[0])
    assert not coach.asked


async def test_an_answer_made_for_a_profile_has_no_button_and_one_for_all_tells_nothing_of_it() -> (
    None
):
    office = Office("Nurses in Ohio renew their license on time by registering early.")
    async with wired(office.coach) as wire:
        await wire.command("I'm a nurse in Ohio", trigger_id="1.1.a")
        await wire.slack.until(answered=1)
        await wire.command("what should I do to renew my license on time?", trigger_id="1.1.b")
        await wire.slack.until(answered=2)
        await wire.command("How do nurses renew their license on time?", trigger_id="1.1.c")
        await wire.slack.until(answered=3)
        await wire.press(share_value(wire.slack.answered[2]))
        await wire.slack.until(answered=5)

    _, personal, _, *told = wire.slack.answered
    assert "as a nurse in Ohio" in json.dumps(personal)
    assert PERSONAL in json.dumps(personal)
    assert not share_value(personal)
    (posted,) = [said for said in told if said["response_type"] == "in_channel"]
    assert "How do nurses renew their license on time?" in json.dumps(posted["blocks"][0])
    assert "as a nurse" not in json.dumps(posted)
    assert SHARED in json.dumps(told)


async def test_an_answer_is_shared_once_however_often_the_button_is_pressed() -> None:
    async with wired(ScriptedCoach()) as wire:
        await wire.command("How do I get a course paid for?")
        await wire.slack.until(answered=1)
        value = share_value(wire.slack.answered[0])
        await wire.press(value)
        await wire.press(value, trigger_id="555.666.ghi")
        await wire.slack.until(answered=4)
        await wire.quiet()

    private, *told = wire.slack.answered
    shown = [said for said in told if said["response_type"] == "in_channel"]
    kept = [said for said in told if said["replace_original"]]
    assert len(told) == 3
    assert len(shown) == len(kept) == 1
    assert "<@U0NURSE>" in shown[0]["blocks"][0]["text"]["text"]
    assert private["blocks"][:-1] == shown[0]["blocks"][1:] == kept[0]["blocks"][:-1]
    assert not share_value(kept[0])


async def test_what_was_not_shared_is_not_said_to_be() -> None:
    async with wired(ScriptedCoach()) as wire:
        await wire.command("How do I get a course paid for?")
        await wire.slack.until(answered=1)
        for _ in range(2):
            wire.slack.refuse("hook", "used_url", status=404)
        await wire.press(share_value(wire.slack.answered[0]))
        await wire.quiet()

    assert not wire.slack.refusals["hook"]
    assert len(wire.slack.answered) == 1
    assert SHARED not in json.dumps(wire.slack.answered)


async def test_a_share_that_failed_is_told_to_the_sharer_and_works_at_the_next_press() -> None:
    store = MemoryStore()
    async with wired(ScriptedCoach(store=store)) as wire:
        await wire.command("How do I get a course paid for?")
        await wire.slack.until(answered=1)
        wire.slack.refuse("hook", "service_unavailable", status=503)
        await wire.press(share_value(wire.slack.answered[0]))
        await wire.slack.until(answered=2)
        failed = wire.slack.answered[1]
    async with wired(ScriptedCoach(store=store)) as wire:
        for _ in range(2):
            await wire.press(share_value(failed))
        await wire.slack.until(answered=3)
        await wire.quiet()

    assert (failed["response_type"], failed["replace_original"]) == ("ephemeral", True)
    assert NOT_SHARED in json.dumps(failed)
    shown = [told for told in wire.slack.answered if told["response_type"] == "in_channel"]
    assert len(shown) == 1
    assert SHARED in json.dumps(wire.slack.answered)


async def test_a_share_in_doubt_is_told_as_such_and_cannot_be_repeated_by_a_press() -> None:
    async with wired(ScriptedCoach()) as wire:
        await wire.command("How do I get a course paid for?")
        await wire.slack.until(answered=1)
        value = share_value(wire.slack.answered[0])
        wire.slack.drop("hook")
        await wire.press(value)
        await wire.slack.until(answered=2)
        await wire.press(value)
        await wire.slack.until(answered=3)

    _, doubtful, again = wire.slack.answered
    assert IN_DOUBT in json.dumps(doubtful)
    assert not share_value(doubtful)
    assert TAKEN_UP in again["text"]
    assert "shared before" not in again["text"]


async def test_an_answer_that_changed_is_shown_before_it_can_be_shared() -> None:
    says = iter([answer("Ask early."), answer("Ask late."), answer("Ask late.")])
    async with wired(ScriptedCoach(lambda _: next(says))) as wire:
        await wire.command("When do I ask?")
        await wire.slack.until(answered=1)
        await wire.press(share_value(wire.slack.answered[0]))
        await wire.slack.until(answered=2)
        changed = wire.slack.answered[1]
        await wire.press(share_value(changed))
        await wire.slack.until(answered=3)

    assert changed["response_type"] == "ephemeral"
    assert "Ask late." in changed["text"]
    assert wire.slack.answered[2]["response_type"] == "in_channel"


@pytest.mark.parametrize("said", [Refusal(Reason.PATIENT_DATA), Abstention("?", ())])
async def test_only_an_answer_can_be_shared(said: Message) -> None:
    async with wired(ScriptedCoach(lambda _: said)) as wire:
        await wire.command("Is this right?")
        await wire.slack.until(answered=1)

    assert not share_value(wire.slack.answered[0])


async def test_text_from_the_hub_cannot_ping_anybody() -> None:
    async with wired(ScriptedCoach(lambda _: answer(HOSTILE))) as wire:
        await wire.event(payload("mention"))
        await wire.slack.until(posted=1)

    told = wire.slack.posted[0]
    assert "<!channel>" not in told["text"]
    assert told["link_names"] is False
    assert told["parse"] == "none"
    assert "<!" not in json.dumps(told["blocks"])


async def test_a_failure_is_apologised_for_without_a_word_of_the_member_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(question: Question) -> Message:
        raise RuntimeError(question.text)

    async with wired(ScriptedCoach(fail)) as wire:
        await wire.event(payload("mention"))
        await wire.slack.until(posted=1)
        await wire.quiet()

    assert wording.APOLOGY in wire.slack.posted[0]["text"]
    reference = wire.slack.posted[0]["text"].rsplit(" ", 1)[1]
    (record,) = [r for r in caplog.records if r.levelno >= logging.ERROR]
    assert reference in record.getMessage()
    assert "slack:T0WARD:C0WARD:1795370400.000100" in record.getMessage()
    assert "RuntimeError" in record.getMessage()
    assert "course" not in caplog.text


async def test_nothing_a_member_wrote_reaches_the_most_talkative_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with wired(ScriptedCoach()) as wire:
        await wire.event(payload("mention"))
        await wire.event(payload("edit"))
        await wire.command("How do I get a course paid for?")
        await wire.signed(json.dumps(payload("direct")), "application/json", **FORGED[0])
        await wire.slack.until(posted=1, answered=1)
        await wire.quiet()

    assert "course" not in caplog.text
    assert "credits" not in caplog.text


async def test_an_answer_that_does_not_come_is_apologised_for() -> None:
    may_end = threading.Event()

    def hang(question: Question) -> Message:
        may_end.wait(10)
        return agreeable(question)

    async with stand_in() as slack:
        settings = SlackSettings("xoxb-1", signing_secret=SECRET, api_base=f"{slack.base}/api/")
        listeners = Listeners(ScriptedCoach(hang), BOT, utc_now, patience=0.01)
        await listeners.on_event(payload("mention"), web_client(settings, "xoxb-1"))
        may_end.set()

    assert wording.APOLOGY in slack.posted[0]["text"]


async def test_a_reply_is_left_alone_when_it_cannot_be_known_for_whom_it_is(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Forgetful(ScriptedCoach):
        def follows(self, tenant: str, thread: str) -> bool:
            raise StoreUnavailable("the disk is full")

    coach = Forgetful()
    async with wired(coach) as wire:
        await wire.event(payload("reply"))
        await wire.event(payload("direct"))
        await wire.slack.until(posted=1)
        await wire.quiet()

    assert len(coach.asked) == 1
    assert "StoreUnavailable" in caplog.text


async def test_a_failure_while_sharing_is_told_to_the_sharer_only() -> None:
    def fail_to_share(question: Question) -> Message:
        if question.key.startswith("share:"):
            raise RuntimeError
        return agreeable(question)

    async with wired(ScriptedCoach(fail_to_share)) as wire:
        await wire.command("When do I ask?")
        await wire.slack.until(answered=1)
        await wire.press(share_value(wire.slack.answered[0]))
        await wire.slack.until(answered=2)

    assert wording.APOLOGY in wire.slack.answered[1]["text"]
    assert wire.slack.answered[1]["response_type"] == "ephemeral"
    assert wire.slack.answered[1]["replace_original"] is False


async def test_a_message_slack_does_not_take_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async with wired(ScriptedCoach()) as wire:
        wire.slack.refuse("chat.postMessage", "channel_not_found")
        await wire.event(payload("mention"))
        await wire.event(payload("direct"))
        await wire.slack.until(posted=1)
        await wire.quiet()

    assert "channel_not_found" in caplog.text
    assert "slack:T0WARD:C0WARD:1795370400.000100" in caplog.text


@pytest.mark.parametrize("code", ["service_unavailable", "restricted_action"])
async def test_an_answer_that_was_not_posted_is_given_in_plain_text(code: str) -> None:
    async with wired(ScriptedCoach()) as wire:
        wire.slack.refuse("chat.postMessage", code, 503 if "service" in code else 200)
        await wire.event(payload("mention"))
        await wire.slack.until(posted=1)
        await wire.quiet()

    (told,) = wire.slack.posted
    assert "How do I get a course paid for?" in told["text"]
    assert "blocks" not in told


async def test_an_answer_that_may_have_been_posted_is_not_given_twice_nor_kept_silent() -> None:
    async with wired(ScriptedCoach()) as wire:
        wire.slack.drop("chat.postMessage")
        await wire.event(payload("mention"))
        await wire.slack.until(posted=1)
        await wire.quiet()

    (told,) = wire.slack.posted
    assert wording.APOLOGY in told["text"]


async def test_a_conversation_that_is_gone_is_left_alone() -> None:
    async with wired(ScriptedCoach()) as wire:
        wire.slack.refuse("chat.postMessage", "is_archived")
        await wire.event(payload("mention"))
        await wire.quiet()

    assert wire.slack.calls.count("chat.postMessage") == 1


async def test_colleagues_who_talk_in_a_followed_thread_are_neither_answered_nor_kept() -> None:
    coach = ScriptedCoach()
    async with wired(coach) as wire:
        await wire.event(payload("mention"))
        await wire.slack.until(posted=1)
        await wire.event(payload("reply", text="I told Ana that her contract ends in May."))
        await wire.event(payload("reply", ts="1795370403.000300"))
        await wire.slack.until(posted=2)
        await wire.quiet()

    assert [question.text for question in coach.asked] == [
        "How do I get a course paid for?",
        "and for nurses?",
    ]


async def test_a_file_without_words_in_a_direct_message_is_answered() -> None:
    async with wired(ScriptedCoach(lambda _: Help(wording.NO_WORDS))) as wire:
        await wire.event(payload("direct", subtype="file_share", text="", files=[{"id": "F1"}]))
        await wire.slack.until(posted=1)

    assert wording.NO_WORDS in wire.slack.posted[0]["text"]


async def test_before_the_start_slack_is_told_to_come_again() -> None:
    async with stand_in() as slack:
        slack.refuse("auth.test", "internal_error")
        settings = SlackSettings("xoxb-1", signing_secret=SECRET, api_base=f"{slack.base}/api/")
        surface = SlackSurface(settings, ScriptedCoach())
        app = web.Application()
        app.router.add_route(*surface.routes[0])
        async with TestClient(TestServer(app)) as client:
            wire = Wire(slack, client, surface)
            with pytest.raises(SurfaceUnreachable):
                await surface.start()
            assert (await wire.event(payload("direct"))).status == 503
            await surface.start()
            assert (await wire.event(payload("direct"))).status == 200
            await slack.until(posted=1)
            await surface.stop()


async def test_slack_is_acknowledged_before_the_answer_is_there() -> None:
    acknowledged = threading.Event()

    def wait(question: Question) -> Message:
        assert acknowledged.wait(10)
        return agreeable(question)

    async with wired(ScriptedCoach(wait)) as wire:
        assert (await wire.event(payload("mention"))).status == 200
        assert (await wire.command("When do I ask?")).status == 200
        acknowledged.set()
        await wire.slack.until(posted=1, answered=1)


async def test_stopping_waits_for_the_answer_under_way() -> None:
    begun, may_end = threading.Event(), threading.Event()

    def wait(question: Question) -> Message:
        begun.set()
        assert may_end.wait(10)
        return agreeable(question)

    async with wired(ScriptedCoach(wait)) as wire:
        await wire.event(payload("mention"))
        assert await asyncio.to_thread(begun.wait, 10)
        may_end.set()
        await wire.surface.stop()
        assert len(wire.slack.posted) == 1


@pytest.mark.parametrize("headers", FORGED)
async def test_a_forged_signature_is_turned_away(headers: dict[str, str]) -> None:
    coach = ScriptedCoach()
    async with wired(coach) as wire:
        body = json.dumps(payload("direct"))
        response = await wire.signed(body, "application/json", **headers)

        assert response.status == 401
    assert not coach.asked


async def test_a_signature_of_another_secret_or_of_an_hour_ago_is_turned_away() -> None:
    body, now = json.dumps(payload("direct")), int(time.time())
    async with wired(ScriptedCoach()) as wire:
        for secret, moment in (("another-secret", now), (SECRET, now - 3_600), (SECRET, now + 900)):
            signature = SignatureVerifier(secret).generate_signature(
                timestamp=str(moment), body=body
            )
            response = await wire.signed(
                body,
                "application/json",
                **{
                    "X-Slack-Request-Timestamp": str(moment),
                    "X-Slack-Signature": str(signature),
                },
            )
            assert response.status == 401


async def test_unsigned_requests_get_nothing_not_even_a_handshake() -> None:
    async with wired(ScriptedCoach()) as wire:
        for body in (b'{"type":"url_verification","challenge":"x"}', b"ssl_check=1", b"\xff", b""):
            response = await wire.client.post("/slack/events", data=body)
            assert response.status == 401


async def test_a_request_signed_before_the_body_was_changed_is_turned_away() -> None:
    moment, body = str(int(time.time())), json.dumps(payload("direct"))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=moment, body=body)
    headers = {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": str(signature)}
    async with wired(ScriptedCoach()) as wire:
        changed = body.replace("U0NURSE", "U0BOSS")
        assert (await wire.signed(changed, "application/json", **headers)).status == 401


async def test_a_replayed_request_is_answered_once() -> None:
    moment = str(int(time.time()))
    async with wired(ScriptedCoach()) as wire:
        body = urlencode(payload("command", response_url=f"{wire.slack.base}/hook"))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=moment, body=body)
        headers = {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": str(signature)}
        for _ in range(2):
            form = "application/x-www-form-urlencoded"
            assert (await wire.signed(body, form, **headers)).status == 200
        await wire.slack.until(answered=1)
        await wire.quiet()

    assert len(wire.slack.answered) == 1


async def test_slacks_handshake_is_answered() -> None:
    async with wired(ScriptedCoach()) as wire:
        response = await wire.event({"type": "url_verification", "challenge": "3eZbrw1a"})

        assert response.status == 200
        assert "3eZbrw1a" in await response.text()


async def test_a_signed_body_that_is_no_json_is_refused() -> None:
    async with wired(ScriptedCoach()) as wire:
        assert (await wire.signed("{", "application/json")).status == 400


async def test_settings_for_other_installations_do_not_change_this_one(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "s")
    async with wired(ScriptedCoach()) as wire:
        await wire.event(payload("direct"))
        await wire.slack.until(posted=1)

    assert not [r for r in caplog.records if r.levelno >= logging.WARNING]


async def test_slack_is_asked_once_who_the_coach_is() -> None:
    async with wired(ScriptedCoach()) as wire:
        await wire.event(payload("direct"))
        await wire.event(payload("mention"))
        await wire.slack.until(posted=2)

    assert wire.slack.calls.count("auth.test") == 1
