"""docs/reminders.md, held to the code: what it says of words, ladders and hours is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from adapters import wiring
from adapters.settings import Settings
from adapters.store import open_store
from bot.conversation import Address, Question, Visibility
from bot.deadlines.deadline import Deadline, Kind, Scope
from bot.deadlines.ladders import ladder_of
from bot.desk import Desk
from bot.members.profile import Profile, Shift
from bot.nudges import delivery
from bot.nudges.hours import hour_of, quiet_of

DOC = (Path(__file__).parents[2] / "docs/reminders.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("America/New_York"))
HOME = Address("slack", "slack:T1", '{"user": "U1"}')


def rows_of(header: str) -> list[list[str]]:
    """The cells of the rows of the table with this header."""
    table = DOC.split(f"| {header} |", 1)[1].split("\n\n", 1)[0]
    lines = table.splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


EXAMPLES = [
    said
    for _, cell in rows_of("to | say, for example")
    for said in re.findall(r"“(.+?)”", cell)
    if "…" not in said
]


def ask(text: str) -> Question:
    return Question(
        f"k:{text}", text, "U1", "D1", HOME, Visibility.MEMBER, NOW, HOME, str(NOW.tzinfo)
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over a new store, with a member who has two deadlines."""
    settings = Settings.from_env({"COACH_HOME": str(tmp_path_factory.mktemp("home"))})
    store = open_store(settings.home / "coach.sqlite")
    opened = wiring.desk(settings, store, wiring.advisor(settings))
    for text in ("my review is on 3 March", "my license expires 9/30/2027"):
        question = ask(text)
        assert opened.take(question, opened.receive(question), "")
    yield opened
    store.close()


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_is_taken_by_the_desk(text: str, desk: Desk) -> None:
    question = ask(text)

    assert desk.take(question, desk.receive(question), "") is not None


def a_ladder(kind: Kind) -> tuple[int, ...]:
    return ladder_of(Deadline("t", "i", Scope.MEMBER, "m", kind, "x", date(2027, 1, 1)))


def test_the_ladders_are_those_of_the_code() -> None:
    told: dict[Kind, tuple[int, ...]] = {}
    for names, days in rows_of("kind | days before"):
        numbers = tuple(int(n) for n in re.findall(r"\d+", days.split(";")[0]))
        after = (-1,) if "the day after" in days else ()
        told |= {Kind(name): (*numbers, *after) for name in re.findall(r"`(.+?)`", names)}

    assert told == {kind: a_ladder(kind) for kind in Kind}


def test_the_hours_are_those_of_the_code() -> None:
    for name, hour, quiet in rows_of("shift | hour | quiet"):
        profile = Profile(shift=Shift(name.split(",")[0]))
        hours = quiet_of(profile)
        assert hour == f"{hour_of(profile):%H:%M}"
        assert quiet == f"{hours.start:%H:%M} to {hours.end:%H:%M}"


def test_the_seconds_and_hours_of_a_delivery_are_those_of_the_code() -> None:
    def seconds(span: object) -> str:
        return f"{span.total_seconds():g}"  # type: ignore[attr-defined]

    lease, limit = seconds(delivery.LEASE), seconds(delivery.HTTP_TIMEOUT)
    flat = " ".join(DOC.split())
    assert f"lease of {lease} seconds, sent once, and recorded: {limit} seconds for" in flat
    looks = f"after {seconds(delivery.SETTLE)} and {seconds(delivery.SECOND_LOOK)} seconds"
    assert looks in DOC
    assert f"after {delivery.FOLLOW_UP.total_seconds() / 3600:g} hours" in DOC
