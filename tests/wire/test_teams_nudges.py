"""A nudge's way to Teams over real HTTP: what each answer of the connector's means."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from adapters.couriers import MENDED, MOST_ASKED, SECONDS, SOON
from adapters.teams.courier import TeamsNudgeCourier
from adapters.teams.read import read_question
from adapters.teams.settings import Cloud, TeamsSettings
from bot.conversation import Address
from bot.errors import DeliveryFailed, SettingsInvalid
from bot.nudges.delivery import InDoubt, NotSent, Outcome, Refused, Sent
from tests.reminder_samples import NUDGE
from tests.wire.teams_world import DEVELOPMENT, activity, serving
from tests.wire.tls import make_certificate, serving_tls

JITTER = 2.5
APP_ID = "11111111-2222-3333-4444-555555555555"
NOWHERE = "http://127.0.0.1:9"


class Connector:
    """Teams' side: records what comes, and answers as it was told to, else that it took it."""

    def __init__(self, *answers: web.Response | None) -> None:
        self.posts: list[tuple[str, dict[str, Any]]] = []
        self.tokens: list[str] = []
        self._answers = list(answers)

    async def receive(self, request: web.Request) -> web.StreamResponse:
        self.posts.append((request.path, await request.json()))
        self.tokens.append(request.headers.get("Authorization", ""))
        if not self._answers:
            return web.json_response({"id": "1763800000042"}, status=201)
        told = self._answers.pop(0)
        if told is None and request.transport:
            request.transport.close()
        return told or web.Response()


def refusal(status: int, code: str = "", **headers: str) -> web.Response:
    """A refusal as the connector words it; without a code, as a proxy does."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if not code:
        return web.Response(status=status, text="<html>no</html>", content_type="text/html")
    body = {"error": {"code": code, "message": "no"}}
    return web.json_response(body, status=status, headers=named)


def home(service_url: str) -> Address:
    """Where the member of a personal message is reached, as it is read."""
    question = read_question(activity("personal", service_url), datetime.now(UTC))
    assert question
    assert question.home
    return question.home


def courier(settings: TeamsSettings = DEVELOPMENT, seconds: float = SECONDS) -> TeamsNudgeCourier:
    return TeamsNudgeCourier(settings, lambda: JITTER, seconds)


async def sent_to(connector: Connector, settings: TeamsSettings = DEVELOPMENT) -> Outcome:
    async with serving(("POST", "/{path:.*}", connector.receive)) as url:
        return await asyncio.to_thread(courier(settings).send, "d7e1", home(url), NUDGE)


async def test_a_nudge_is_a_message_of_its_own_in_the_personal_chat() -> None:
    connector = Connector()
    outcome = await sent_to(connector)

    ((path, body),) = connector.posts
    assert outcome == Sent("1763800000042")
    assert path == "/v3/conversations/a:1chat/activities"
    assert "replyToId" not in body
    assert body["from"]["id"] == "28:bot"
    assert body["recipient"] == {
        "id": "29:ana",
        "aadObjectId": "7faf8f05-0000-0000-0000-000000000001",
    }
    assert body["conversation"]["tenantID"] == "11111111-aaaa-bbbb-cccc-000000000000"


async def test_the_deliverys_id_stays_in_the_card_where_nobody_sees_it() -> None:
    connector = Connector()
    await sent_to(connector)

    ((_, body),) = connector.posts
    (card,) = body["attachments"]
    assert card["content"]["body"][0]["id"] == "d7e1"
    assert "d7e1" not in body["text"] + card["content"]["fallbackText"]


async def test_a_busy_teams_says_when_to_come_back() -> None:
    connector = Connector(refusal(429, "TooManyRequests", Retry_After="17"))
    outcome = await sent_to(connector)

    assert outcome == NotSent("429 TooManyRequests", timedelta(seconds=17 + JITTER), gated=True)
    assert len(connector.posts) == 1


async def test_no_time_that_teams_names_stops_reminders_for_long() -> None:
    outcome = await sent_to(Connector(refusal(429, "TooManyRequests", Retry_After="9" * 400)))

    assert isinstance(outcome, NotSent)
    assert outcome.after == MOST_ASKED + timedelta(seconds=JITTER)


@pytest.mark.parametrize("code", ["", "TooManyRequests"])
async def test_a_busy_teams_that_names_no_time_is_left_alone_for_a_while(code: str) -> None:
    outcome = await sent_to(Connector(refusal(429, code)))

    assert isinstance(outcome, NotSent)
    assert outcome.after == SOON + timedelta(seconds=JITTER)
    assert outcome.gated


@pytest.mark.parametrize(("status", "code"), [(412, "PreconditionFailed"), (302, "")])
async def test_who_says_not_now_or_not_here_has_posted_nothing(status: int, code: str) -> None:
    connector = Connector(refusal(status, code))
    outcome = await sent_to(connector)

    assert outcome == NotSent(f"{status} {code}".strip(), SOON)
    assert len(connector.posts) == 1


@pytest.mark.parametrize(
    ("status", "code"),
    [(403, "MessageWritesBlocked"), (403, ""), (404, "ConversationNotFound"), (404, "")],
)
async def test_who_blocked_or_removed_the_coach_is_unreachable(status: int, code: str) -> None:
    outcome = await sent_to(Connector(refusal(status, code)))

    assert isinstance(outcome, Refused)
    assert outcome.unreachable


@pytest.mark.parametrize(("status", "code"), [(401, "Unauthorized"), (403, "BotDisabledByAdmin")])
async def test_a_broken_installation_is_no_members_fault(
    status: int, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    outcome = await sent_to(Connector(refusal(status, code)))

    assert outcome == NotSent(f"{status} {code}", MENDED, gated=True)
    assert any(r.levelno == logging.ERROR and code in r.getMessage() for r in caplog.records)


@pytest.mark.parametrize("status", [400, 413])
async def test_a_refused_card_is_tried_once_as_text(status: int) -> None:
    connector = Connector(refusal(status, "BadSyntax"))
    outcome = await sent_to(connector)

    (_, with_card), (_, plain) = connector.posts
    assert isinstance(outcome, Sent)
    assert not plain.get("attachments")
    assert plain["text"].startswith(with_card["text"])
    assert with_card["attachments"][0]["content"]["fallbackText"] in plain["text"]


async def test_what_teams_will_never_take_is_broken_and_named_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    connector = Connector(refusal(400, "BadSyntax"), refusal(400, "BadSyntax"))
    outcome = await sent_to(connector)

    assert outcome == Refused("400 BadSyntax")
    assert len(connector.posts) == 2
    assert "delivery d7e1: given up, Teams will not have it: 400 BadSyntax" in caplog.text


async def test_the_text_after_a_refused_card_may_be_in_doubt() -> None:
    outcome = await sent_to(Connector(refusal(400, "BadSyntax"), None))

    assert isinstance(outcome, InDoubt)


async def test_what_cannot_be_shown_is_broken_and_named_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    address = Address("teams", "teams:t", "{}")
    outcome = await asyncio.to_thread(courier().send, "d7e1", address, NUDGE)

    assert isinstance(outcome, Refused)
    assert not outcome.unreachable
    assert outcome.reason.split()[-1] in caplog.text


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
@pytest.mark.parametrize("code", ["", "ServiceError"])
async def test_what_broke_on_teams_side_is_in_doubt(status: int, code: str) -> None:
    connector = Connector(refusal(status, code))
    outcome = await sent_to(connector)

    assert isinstance(outcome, InDoubt)
    assert len(connector.posts) == 1


async def test_a_dropped_connection_is_in_doubt_and_nothing_is_posted_twice() -> None:
    connector = Connector(None)
    outcome = await sent_to(connector)

    assert isinstance(outcome, InDoubt)
    assert len(connector.posts) == 1


@pytest.mark.parametrize("kind", ["application/json", "text/html"])
async def test_a_message_that_was_taken_is_sent_whatever_the_answer_reads(kind: str) -> None:
    connector = Connector(web.Response(status=201, body=b"{", content_type=kind))

    assert await sent_to(connector) == Sent("")
    assert len(connector.posts) == 1


@pytest.mark.parametrize("url", [NOWHERE, "http://no-such-host.invalid"])
async def test_a_teams_out_of_reach_has_posted_nothing(url: str) -> None:
    outcome = await asyncio.to_thread(courier().send, "d7e1", home(url), NUDGE)

    assert isinstance(outcome, NotSent)
    assert outcome.after == SOON
    assert not outcome.gated


async def test_a_server_that_cannot_prove_who_it_is_is_told_nothing(tmp_path: Path) -> None:
    with serving_tls(make_certificate(tmp_path), {}) as url:
        outcome = await asyncio.to_thread(courier().send, "d7e1", home(url), NUDGE)

    assert isinstance(outcome, NotSent)
    assert outcome.after == SOON


@contextmanager
def login(folder: Path, status: int, told: object) -> Iterator[TeamsSettings]:
    """An identity for which Microsoft answers every wish for a token like this."""
    certificate, answers = make_certificate(folder), {"/adfs/token": (status, told)}
    with pytest.MonkeyPatch.context() as environment, serving_tls(certificate, answers) as url:
        environment.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        named = {"authorization_endpoint": url, "token_endpoint": f"{url}/adfs/token"}
        answers["/adfs/.well-known/openid-configuration"] = (200, {"issuer": url, **named})
        yield identified(url)


def identified(login_url: str) -> TeamsSettings:
    # The library asks nobody else about an authority of this name.
    return TeamsSettings(APP_ID, "secret", tenant_id="adfs", cloud=Cloud(login=f"{login_url}/adfs"))


async def test_a_token_is_fetched_and_shown(tmp_path: Path) -> None:
    connector = Connector()
    with login(tmp_path, 200, {"access_token": "t0ken", "expires_in": 3600}) as settings:
        outcome = await sent_to(connector, settings)

    assert isinstance(outcome, Sent)
    assert connector.tokens == ["Bearer t0ken"]


async def test_a_refused_token_is_no_members_fault(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    connector = Connector()
    with login(tmp_path, 400, {"error": "invalid_client"}) as settings:
        outcome = await sent_to(connector, settings)

    assert isinstance(outcome, NotSent)
    assert (outcome.after, outcome.gated) == (MENDED, True)
    assert not connector.posts
    assert any(record.levelno == logging.ERROR for record in caplog.records)


async def test_without_an_answer_to_the_wish_for_a_token_nothing_is_posted() -> None:
    connector = Connector()
    outcome = await sent_to(connector, identified("https://127.0.0.1:9"))

    assert isinstance(outcome, NotSent)
    assert (outcome.after, outcome.gated) == (SOON, True)
    assert not connector.posts


async def test_a_login_that_never_answers_holds_up_nobody(tmp_path: Path) -> None:
    connector = Connector()
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        hung = identified(f"https://127.0.0.1:{silent.getsockname()[1]}")
        outcomes = [
            await asyncio.to_thread(courier(hung, 0.2).send, "d7e1", home(NOWHERE), NUDGE)
            for _ in range(3)
        ]
    with login(tmp_path, 200, {"access_token": "t0ken", "expires_in": 3600}) as settings:
        healthy = await sent_to(connector, settings)

    assert outcomes == [NotSent("no token: TimeoutError", SOON, gated=True)] * 3
    assert isinstance(healthy, Sent)


async def test_a_teams_that_answers_in_drops_is_given_up_in_time() -> None:
    enough = asyncio.Event()

    async def dawdle(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        while not enough.is_set():
            await answer.write(b" ")
            await asyncio.sleep(0.02)
        return answer

    async with serving(("POST", "/{path:.*}", dawdle)) as url:
        outcome = await asyncio.to_thread(courier(DEVELOPMENT, 0.3).send, "d7e1", home(url), NUDGE)
        enough.set()

    assert outcome == InDoubt("TimeoutError")


def test_nothing_can_be_looked_up() -> None:
    assert not courier().can_look
    with pytest.raises(DeliveryFailed, match="history"):
        courier().find("d7e1", home(NOWHERE), datetime.now(UTC))


def test_settings_that_cannot_work_are_refused() -> None:
    with pytest.raises(SettingsInvalid, match="MICROSOFT_APP_PASSWORD"):
        courier(TeamsSettings(APP_ID))


def test_a_home_can_be_kept_as_it_is() -> None:
    locator = json.loads(home(NOWHERE).locator)

    assert locator["activityId"] == ""
    assert locator["conversation"]["id"] == "a:1chat"
