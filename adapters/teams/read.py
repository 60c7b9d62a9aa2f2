"""From an activity's JSON to a question, or to the place that awaits a welcome."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from adapters.cards import programs_in
from adapters.reminders import press_of, says_in
from bot.conversation import Address, Question, Visibility
from bot.when.wall import is_zone

Fields = Mapping[str, object]

CARD_ACTION = "adaptiveCard/action"
"""The name of the invoke that a button's press arrives as."""

_AT_TAG = re.compile(r"<at\b[^>]*>(.*?)</at>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a card's button: what it asks for, of which programs, or what it says, for whom.
    `private` when the answer is seen by that member only."""

    key: str
    verb: str
    programs: tuple[str, ...]
    says: str
    tenant: str
    member: str
    private: bool
    address: Address


@dataclass(frozen=True, slots=True)
class Arrival:
    """A personal chat the coach was just added to."""

    thread: str
    address: Address


def read_question(activity: Fields, received: datetime) -> Question | None:
    """The question a message activity asks; None for anything a member did not write.

    A message of nothing but a mention or a picture is a question with an empty text; one
    without any text is a pressed button. `received` (aware) stands in for a timestamp that
    is missing or unreadable.
    """
    sender, identifier = _fields(activity, "from"), _text(activity, "id")
    thread = _text(_fields(activity, "conversation"), "id")
    member = _member(activity)
    if activity.get("type") != "message" or not (identifier and thread and member):
        return None
    written = activity.get("text") is not None or activity.get("attachments")
    if _is_bot(activity, sender) or not written:
        return None
    return Question(
        key=f"teams:{thread}:{identifier}",
        text=_words(activity),
        member=member,
        thread=thread,
        address=_address(activity),
        visibility=Visibility.MEMBER if is_personal(activity) else Visibility.THREAD,
        asked_at=_moment(_text(activity, "timestamp")) or received,
        home=home_of(activity),
        zone=zone_of(activity),
    )


def home_of(activity: Fields) -> Address | None:
    """Where the member is reached without having asked: this chat, if it is a personal one.

    It names the member too, as the SDK's own references do: Teams has refused messages that
    nobody asked for without (openclaw/openclaw#63949).
    """
    if not is_personal(activity):
        return None
    sender, here = _fields(activity, "from"), _address(activity)
    user = {name: _text(sender, name) for name in ("id", "aadObjectId")}
    locator = json.loads(here.locator) | {"activityId": "", "user": user}
    return Address(here.surface, here.tenant, json.dumps(locator, ensure_ascii=False))


def zone_of(activity: Fields) -> str:
    """The member's IANA time zone, which not every client tells; "" when it is none."""
    told = [_text(activity, "localTimezone")]
    told += [
        _text(entity, "timezone")
        for entity in _items(activity, "entities")
        if _text(entity, "type") == "clientInfo"
    ]
    return next((zone for zone in told if zone and is_zone(zone)), "")


def read_arrival(activity: Fields) -> Arrival | None:
    """The personal chat an activity says the coach was added to; None for anything else."""
    thread = _text(_fields(activity, "conversation"), "id")
    if not (thread and is_personal(activity) and _adds_the_bot(activity)):
        return None
    return Arrival(thread, _address(activity))


def read_press(activity: Fields) -> Press | None:
    """The press of a card's button; None for any other activity. What cannot be read in it is
    empty."""
    pressed = _pressed(activity)
    if pressed is None:
        return None
    verb, data = pressed
    thread, member = _text(_fields(activity, "conversation"), "id"), _member(activity)
    return Press(
        key=f"teams:{thread}:{_text(activity, 'id')}",
        verb=verb,
        programs=programs_in(data.get("programs")) if member else (),
        says=says_in(data.get("says")) if member else "",
        tenant=_tenant(activity),
        member=member,
        private=activity.get("type") == "invoke" or is_personal(activity),
        address=_address(activity),
    )


def read_choice(activity: Fields, press: Press, received: datetime) -> Question | None:
    """What a button says in a personal chat, as words of the presser's own; None elsewhere.
    `received` is an aware datetime."""
    thread = _text(_fields(activity, "conversation"), "id")
    if not (thread and press.says and is_personal(activity)):
        return None
    card = _text(activity, "replyToId") or _text(activity, "id")
    return Question(
        key=f"teams:{thread}:say:{card}:{press.member}:{press_of(press.says, received)}",
        text=press.says,
        member=press.member,
        thread=thread,
        address=press.address,
        visibility=Visibility.MEMBER,
        asked_at=received,
        home=home_of(activity),
        zone=zone_of(activity),
    )


def _pressed(activity: Fields) -> tuple[str, Fields] | None:
    """The verb and data of a button: in an invoke or, from an older client, in a message."""
    value = _fields(activity, "value")
    if activity.get("type") == "invoke" and activity.get("name") == CARD_ACTION:
        action = _fields(value, "action")
        return _text(action, "verb"), _fields(action, "data")
    if activity.get("type") == "message" and "verb" in value:
        return _text(value, "verb"), value
    return None


def is_personal(activity: Fields) -> bool:
    """Whether one member and the coach are alone."""
    conversation = _fields(activity, "conversation")
    kind = _text(conversation, "conversationType")
    return kind == "personal" if kind else not conversation.get("isGroup")


def is_addressed(activity: Fields) -> bool:
    """Whether the words are meant for the coach: said to it alone, or mentioning it."""
    bot = _text(_fields(activity, "recipient"), "id")
    return is_personal(activity) or any(who == bot for who, _, _ in _mentions(activity))


def is_channel_thread(activity: Fields) -> bool:
    """Whether this is a thread in a channel; a group chat is one endless conversation."""
    return ";messageid=" in _text(_fields(activity, "conversation"), "id")


def _words(activity: Fields) -> str:
    text, bot = _text(activity, "text"), _text(_fields(activity, "recipient"), "id")
    for who, name, tag in _mentions(activity):
        text = text.replace(tag, " " if who == bot else name)
    text = html.unescape(_AT_TAG.sub(r"\1", text)).replace("\N{NO-BREAK SPACE}", " ")
    return text.strip()


def _mentions(activity: Fields) -> Iterator[tuple[str, str, str]]:
    """The id and name of everyone mentioned, and the words that stand for them in the text."""
    for entity in _items(activity, "entities"):
        if _text(entity, "type").lower() == "mention" and _text(entity, "text"):
            mentioned = _fields(entity, "mentioned")
            yield _text(mentioned, "id"), _text(mentioned, "name"), _text(entity, "text")


def _adds_the_bot(activity: Fields) -> bool:
    if activity.get("type") == "conversationUpdate":
        bot = _text(_fields(activity, "recipient"), "id")
        return any(_text(member, "id") == bot for member in _items(activity, "membersAdded"))
    return activity.get("type") == "installationUpdate" and activity.get("action") == "add"


def _is_bot(activity: Fields, sender: Fields) -> bool:
    bot = _text(_fields(activity, "recipient"), "id")
    return _text(sender, "role") == "bot" or _text(sender, "id") == bot


def _address(activity: Fields) -> Address:
    conversation, bot = _fields(activity, "conversation"), _fields(activity, "recipient")
    locator = {
        "serviceUrl": _text(activity, "serviceUrl"),
        "channelId": _text(activity, "channelId"),
        "conversation": {"id": _text(conversation, "id"), "tenantId": _tenant_id(activity)},
        "bot": {"id": _text(bot, "id"), "name": _text(bot, "name")},
        "activityId": _text(activity, "id"),
    }
    return Address("teams", _tenant(activity), json.dumps(locator, ensure_ascii=False))


def _tenant(activity: Fields) -> str:
    return f"teams:{_tenant_id(activity)}"


def _tenant_id(activity: Fields) -> str:
    return (
        _text(_fields(_fields(activity, "channelData"), "tenant"), "id")
        or _text(_fields(activity, "conversation"), "tenantId")
        or _text(activity, "channelId")
    )


def _member(activity: Fields) -> str:
    sender = _fields(activity, "from")
    return _text(sender, "aadObjectId") or _text(sender, "id")


def _moment(timestamp: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(timestamp)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _fields(fields: Fields, name: str) -> Fields:
    value = fields.get(name)
    return value if isinstance(value, Mapping) else {}


def _items(fields: Fields, name: str) -> Iterator[Fields]:
    value = fields.get(name)
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, Mapping))
