"""Questions from the terminal: typed, given as an argument, or one on each line of a file."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from adapters.apology import apologise
from adapters.console.render import to_json
from bot.coach import Coach
from bot.conversation import Address, Question, Visibility
from bot.errors import CoachError
from bot.messages import Apology, Message
from knowledge.errors import HubError

TENANT = "terminal"


class LineInvalid(Exception):
    """A line of a batch is not a question."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a batch; lines of one thread are one conversation."""

    question: str
    thread: str
    member: str

    @property
    def remembered(self) -> bool:
        """Whether the question belongs to a conversation or a member, so that it is kept."""
        return bool(self.thread or self.member)


def read_line(text: str) -> Line:
    """A line of JSON as a question. Raises LineInvalid, saying what would be right."""
    try:
        record = json.loads(text)
    except ValueError as error:
        raise LineInvalid(f"not JSON: {error}") from error
    if not isinstance(record, dict) or not isinstance(record.get("question"), str):
        raise LineInvalid('not a question: write {"question": "…"} on each line')
    return Line(
        record["question"], str(record.get("thread") or ""), str(record.get("member") or "")
    )


def read_question(text: str, thread: str, member: str) -> Question:
    """What was typed, as a question of its own: typing the same twice asks twice."""
    return Question(
        key=f"{TENANT}:{secrets.token_hex(16)}",
        text=text,
        member=member,
        thread=f"{TENANT}:{thread}",
        address=Address(TENANT, TENANT, "{}"),
        visibility=Visibility.MEMBER,
        asked_at=datetime.now(UTC),
    )


def reply(coach: Coach, question: Question) -> Message:
    """The coach's message; an apology instead of an error, whatever went wrong."""
    try:
        message = coach.reply(question)
    except (HubError, CoachError) as error:
        apology = apologise(error, question.key)
        return Apology(apology.reference, f"{apology.text} What is wrong: {error}.")
    except Exception as error:  # noqa: BLE001 - nothing but an apology may reach a member
        return apologise(error, question.key)
    assert message is not None, "a key of the terminal is never used twice"
    return message


def answer_lines(
    lines: Iterable[str], coach_for: Callable[[Line], Coach]
) -> Iterator[dict[str, Any]]:
    """One JSON answer for each line that is not empty, in order; a bad line gets an apology."""
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        began = perf_counter()
        asked = ""
        try:
            line = read_line(text)
        except LineInvalid as error:
            message: Message = Apology(f"line-{number}", f"Line {number} is {error}.")
        else:
            asked = line.question
            thread = line.thread or secrets.token_hex(8)
            message = reply(coach_for(line), read_question(asked, thread, line.member))
        yield to_json(message, asked, round((perf_counter() - began) * 1000))
