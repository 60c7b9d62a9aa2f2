"""Questions from the terminal: typed, given as an argument, or one on each line of a file."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Any

from click import unstyle

from adapters.apology import apologise
from adapters.console.render import to_json
from bot.coach import Coach
from bot.conversation import Address, Question, Visibility
from bot.errors import CoachError
from bot.messages import Apology, Message
from knowledge.errors import HubError

TENANT = "terminal"

_NO_TEXT = re.compile("[\ud800-\udfff]")
"""What stands for bytes that were not UTF-8, and for half an emoji in JSON."""


class LineInvalid(Exception):
    """A line of a batch is not a question."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a batch; lines of one thread are one conversation."""

    question: str
    thread: str
    member: str

    @property
    def kept(self) -> bool:
        """Whether the question belongs to a conversation or a member, so that it is kept."""
        return bool(self.thread or self.member)


def read_line(text: str) -> Line:
    """A line of JSON as a question. Raises LineInvalid, saying what would be right."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LineInvalid(f"not JSON: {error}") from error
    if not isinstance(record, dict) or not isinstance(record.get("question"), str):
        raise LineInvalid('not a question: write {"question": "…"} on each line')
    return Line(
        record["question"], str(record.get("thread") or ""), str(record.get("member") or "")
    )


def read_question(text: str, thread: str, member: str) -> Question:
    """What was typed, as a question of its own: typing the same twice asks twice.

    Who has a name is reached later at this terminal; its zone is the installation's.
    """
    here = Address(TENANT, TENANT, "{}")
    return Question(
        key=f"{TENANT}:{secrets.token_hex(16)}",
        text=_NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", unstyle(text)),
        member=member,
        thread=f"{TENANT}:{thread}",
        address=here,
        visibility=Visibility.MEMBER,
        asked_at=datetime.now().astimezone(),  # so that its day is the day at this terminal
        home=here if member else None,
    )


def reply(answer: Callable[[Question], Message | None], question: Question) -> Message:
    """The coach's message; an apology instead of an error, whatever went wrong."""
    try:
        message = answer(question)
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
        if text.strip():
            began = perf_counter()
            asked, message = _answered(number, text, coach_for)
            yield to_json(message, asked, round((perf_counter() - began) * 1000))


def _answered(number: int, text: str, coach_for: Callable[[Line], Coach]) -> tuple[str, Message]:
    try:
        line = read_line(text)
    except LineInvalid as error:
        return "", Apology(f"line-{number}", f"Line {number} is {error}.")
    question = read_question(line.question, line.thread or secrets.token_hex(8), line.member)
    return line.question, reply(lambda asked: coach_for(line).reply(asked), question)
