"""Slack's events, commands and button presses, read as questions. Pure: no call, no clock."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from adapters.cards import programs_in
from adapters.reminders import press_of, says_in
from adapters.slack.share import Share
from adapters.slack.words import addresses_others, in_words, mentions
from bot.conversation import Address, Question, Visibility

SURFACE = "slack"
_ASKS = re.compile(r"[?？؟](?!\w)")  # else it stands in an address
_BEGINS_AS_TO_THE_COACH = re.compile(
    r"\W*(?:(?:ok|okay|so|but|please)\b\W*)*"
    r"(?:(?:what|which|who|whom|whose|when|where|why|how)(?:['’]\w+)?|"
    r"(?:is|are|am|was|were|do|does|did|can|could|shall|should|will(?! do\b)|would|may|might|must|"
    r"has|have(?! (?:an?|fun)\b))(?:n['’]t)?|won['’]t|cannot|and|tell me|show|help|thanks|"
    r"thank you|thx)\b",
    re.IGNORECASE,
)
_SPOKEN = frozenset({None, "thread_broadcast", "file_share"})

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """A message by a person. `called` when it is addressed to the coach for certain; if not,
    it reads as if it were, and counts only in a thread the coach follows."""

    question: Question
    called: bool


@dataclass(frozen=True, slots=True)
class SharePressed:
    """A press of "Share in channel": what to ask again, by whom, and where to answer."""

    share: Share
    question: Question
    response_url: str


@dataclass(frozen=True, slots=True)
class ProgramsPressed:
    """A press of a program's button: which programs it names (none when it cannot be read), by
    whom, and where to answer. `thread_ts` is the thread that the card stands in, if any."""

    key: str
    programs: tuple[str, ...]
    tenant: str
    member: str
    response_url: str
    thread_ts: str | None


def read_event(body: Body, bot: str) -> Heard | None:
    """The question in an `app_mention` or `message` event; None for what is to be ignored.

    `bot` is the coach's own user id. The key is made of team, channel and time stamp, so an
    `app_mention`, its `message` twin and every redelivery of either share it. What colleagues
    say among themselves in a thread the coach was called into is none of its business: without
    a mention only words that read as addressed to it count, and the others leave no trace.
    """
    event = body["event"]
    text = event.get("text") or ""
    if not _by_a_person(event, bot):
        return None
    direct = event.get("channel_type") == "im" or event["channel"].startswith("D")
    called = direct or event["type"] == "app_mention" or mentions(text, bot)
    spoken = in_words(text, bot)
    if not called and not (event.get("thread_ts") and _may_be_for_the_coach(text, spoken)):
        return None
    question = Question(
        key=f"{SURFACE}:{_team(body)}:{event['channel']}:{event['ts']}",
        text=spoken,
        member=event["user"],
        thread=_thread(event, direct=direct),
        address=_address(body, channel=event["channel"], thread_ts=_reply_to(event, direct=direct)),
        visibility=Visibility.MEMBER if direct else Visibility.THREAD,
        asked_at=datetime.fromtimestamp(float(event["ts"]), UTC),
        home=home_of(body, event["user"]),
    )
    return Heard(question, called)


def read_command(body: Body, bot: str, asked_at: datetime) -> Question | None:
    """The question after `/coach`; None when there is none, or the word help alone."""
    text = in_words(body.get("text") or "", bot)
    if text.casefold() in {"", "help"}:
        return None
    return Question(
        key=f"{SURFACE}:command:{body['trigger_id']}",
        text=text,
        member=body["user_id"],
        thread=f"{body['channel_id']}:{body['user_id']}",
        address=command_address(body),
        visibility=Visibility.MEMBER,
        asked_at=asked_at,
        home=home_of(body, body["user_id"]),
    )


def command_address(body: Body) -> Address:
    """Where the answer to a command goes: to the one who gave it."""
    return _address(body, response_url=body["response_url"])


def home_of(body: Body, user: str) -> Address:
    """Where a member is reached without having asked: in direct messages, wherever they spoke."""
    return _address(body, user=user)


def read_share(body: Body, asked_at: datetime) -> SharePressed:
    """What the pressed button asks again: whole, in a thread of its own, for all to see."""
    share = Share.from_value(body["actions"][0]["value"])
    question = Question(
        key=share.key,
        text=share.question,
        member=body["user"]["id"],
        thread=share.key,
        address=_address(body, response_url=body["response_url"]),
        visibility=Visibility.THREAD,
        asked_at=asked_at,
        home=home_of(body, body["user"]["id"]),
    )
    return SharePressed(share, question, body["response_url"])


def read_press(body: Body) -> ProgramsPressed:
    """What was pressed on a program's card, by whom, and where to answer."""
    place = body.get("message") or {}
    return ProgramsPressed(
        key=f"{SURFACE}:press:{body['trigger_id']}",
        programs=_programs(body["actions"][0].get("value")),
        tenant=_tenant(body),
        member=body["user"]["id"],
        response_url=body["response_url"],
        thread_ts=place.get("thread_ts") or body.get("container", {}).get("thread_ts"),
    )


def read_choice(body: Body, asked_at: datetime) -> Question | None:
    """What the pressed button says, as words of the presser's own; None when it cannot be read.

    In the coach's direct messages it is answered like a message there; elsewhere, where only an
    ephemeral message can hold it, for the presser alone.
    """
    says, user = says_in(body["actions"][0].get("value")), body["user"]["id"]
    if not says:
        return None
    place = body.get("container", {})
    channel, stamp = place.get("channel_id", ""), place.get("message_ts") or body["trigger_id"]
    direct = channel.startswith("D") and not place.get("is_ephemeral")
    here = {"channel": channel, "ts": stamp, "thread_ts": place.get("thread_ts")}
    aside = _address(body, response_url=body["response_url"])
    return Question(
        key=f"{SURFACE}:say:{_team(body)}:{channel}:{stamp}:{user}:{press_of(says, asked_at)}",
        text=says,
        member=user,
        thread=_thread(here, direct=True) if direct else f"{channel}:{user}",
        address=_address(body, channel=channel, thread_ts=here["thread_ts"]) if direct else aside,
        visibility=Visibility.MEMBER,
        asked_at=asked_at,
        home=home_of(body, user),
    )


def _programs(value: object) -> tuple[str, ...]:
    try:
        return programs_in(json.loads(value if isinstance(value, str) else ""))
    except (ValueError, RecursionError):
        return ()


def reads_as_addressed(spoken: str) -> bool:
    """Whether words without a mention, in a thread with the coach, ask or thank somebody: they
    hold a question mark, or begin as a question, a follow-up, a request or thanks do."""
    return bool(_ASKS.search(spoken) or _BEGINS_AS_TO_THE_COACH.match(spoken))


def _may_be_for_the_coach(text: str, spoken: str) -> bool:
    return not addresses_others(text) and reads_as_addressed(spoken)


def _by_a_person(event: Body, bot: str) -> bool:
    if event.get("bot_id") or event.get("edited") or event.get("hidden"):
        return False
    if event.get("subtype") not in _SPOKEN:
        return False
    return event.get("user") not in {None, bot, "USLACKBOT"}


def _thread(event: Body, *, direct: bool) -> str:
    """A direct conversation runs on outside threads, so that "and for nurses?" needs none."""
    if direct and not event.get("thread_ts"):
        return f"{event['channel']}:dm"
    return f"{event['channel']}:{event.get('thread_ts') or event['ts']}"


def _reply_to(event: Body, *, direct: bool) -> str | None:
    thread: str | None = event.get("thread_ts")
    return thread if direct else thread or event["ts"]


def _address(body: Body, **locator: str | None) -> Address:
    return Address(SURFACE, _tenant(body), json.dumps(locator))


def _tenant(body: Body) -> str:
    return f"{SURFACE}:{_enterprise(body) or _team(body)}"


def _installation(body: Body) -> Body:
    """Where the app is installed; in a channel shared between companies the event's own
    `team_id` may be the other company's."""
    authorizations = body.get("authorizations") or [{}]
    first: Body = authorizations[0]
    return first


def _team(body: Body) -> str:
    """A command and an event name the team; a button press holds it."""
    team: str | Body = _installation(body).get("team_id") or body.get("team_id") or body["team"]
    return team if isinstance(team, str) else str(team["id"])


def _enterprise(body: Body) -> str | None:
    enterprise: str | Body | None = (
        _installation(body).get("enterprise_id")
        or body.get("enterprise_id")
        or body.get("enterprise")
    )
    return enterprise["id"] if isinstance(enterprise, Mapping) else enterprise
