"""Which part of the desk takes a message, all parts together in the order in which they are asked:
what one part reads rightly by itself, another must not take from it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from adapters.settings import Settings
from adapters.unkept import UnkeptStore
from adapters.wiring import StarterHandbook, desk_parts
from bot.conversation import Address
from bot.desk import Part
from bot.members.profile import Member, Profile, Said
from bot.programs.advising import Advisor
from tests.fakes import MemoryCatalog
from tests.findings import a_hit
from tests.program_samples import ETHICS
from tests.unit.test_coach import ShelfOfOne

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("America/New_York"))
HOME = Address("slack", "slack:T1", "{}")
MEMBER = Member("slack:T1", "U1", Profile(), "America/New_York", HOME, NOW)
GOLDEN = Path(__file__).parents[1] / "golden"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLDEN / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Part, ...]:
    """The parts as they are wired, over a store that keeps nothing: that of a channel."""
    settings = Settings.from_env({"COACH_HOME": str(tmp_path_factory.mktemp("home"))})
    advisor = Advisor(ShelfOfOne(a_hit("x")), MemoryCatalog([ETHICS]), StarterHandbook())
    return desk_parts(settings, UnkeptStore(), advisor)


def taken_by(parts: tuple[Part, ...], text: str) -> str:
    """The name of the part that takes a message; "" where none does."""
    said = Said(text, MEMBER, NOW)
    return next((type(part).__name__ for part in parts if part.take(said)), "")


def mistaken(parts: tuple[Part, ...], texts: list[str], *own: str) -> list[tuple[str, str]]:
    """The messages that a part takes which is none of these, with its name."""
    taken = [(text, taken_by(parts, text)) for text in texts]
    return [(text, part) for text, part in taken if part not in ("", *own)]


OF_IT = frozenset(
    ("Left", "Affordable", "AskHr", "Tell", "Remainder", "Spent", "Unsure", "Spendings")
)
"""What the allowance answers whatever it has noted; taking back and going on need something."""


def test_what_is_said_of_the_allowance_comes_to_it(parts: tuple[Part, ...]) -> None:
    told = [row["text"] for row in rows("allowance.jsonl") if row["kind"] in OF_IT]

    assert [(text, part) for text in told if (part := taken_by(parts, text)) != "Purse"] == []


def test_the_allowance_takes_nothing_else(parts: tuple[Part, ...]) -> None:
    other = [row["text"] for row in rows("allowance.jsonl") if row["kind"] is None]

    assert mistaken(parts, other, "Agenda", "About", "PortfolioDesk") == []


def test_what_is_said_of_deadlines_comes_to_the_agenda(parts: tuple[Part, ...]) -> None:
    """The day on which an allowance ends is the allowance's, which makes the same deadline."""
    years, others = list[str](), list[str]()
    for row in rows("agenda.jsonl"):
        wants = row["want"] if isinstance(row["want"], list) else [row["want"]]
        of_year = any(want and want.get("kind") == "allowance" for want in wants)
        if any(wants):
            (years if of_year else others).append(row["text"])

    assert mistaken(parts, others, "Agenda") == []
    assert mistaken(parts, years, "Agenda", "Purse") == []


def test_what_members_tell_of_themselves_comes_to_the_profile(parts: tuple[Part, ...]) -> None:
    told = [row["text"] for row in rows("members.jsonl") if row.get("told")]

    assert mistaken(parts, told, "About") == []


def test_what_is_said_of_the_portfolio_comes_to_it(parts: tuple[Part, ...]) -> None:
    told = [row["text"] for row in rows("portfolio.jsonl") if row["kind"]]

    assert [
        (text, part) for text in told if (part := taken_by(parts, text)) != "PortfolioDesk"
    ] == []


ORDINARY = [
    *(row["text"] for name in ("requests.jsonl", "phrases.jsonl") for row in rows(name)),
    *(row["request"] for row in rows("judged_requests.jsonl")),
    *(text for row in rows("followups.jsonl") for text in row["thread"]),
]
"""Requests for programs and questions to the hub; "I'm a CRNA" among them is told by the way."""


def test_requests_and_questions_are_left_to_the_catalog_and_the_hub(
    parts: tuple[Part, ...],
) -> None:
    asked = [text for text in ORDINARY if text.rstrip().endswith("?")]

    assert mistaken(parts, ORDINARY, "About", "Agenda") == []
    assert mistaken(parts, asked, "Agenda") == []
