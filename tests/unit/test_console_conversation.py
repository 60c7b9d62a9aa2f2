"""Questions typed at a terminal: their moment is that of whoever sits there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from adapters.console.conversation import read_question
from bot.conversation import Address


@pytest.fixture(params=["XXX-14", "YYY+12"], ids=["first to have a day", "last"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[timedelta]:
    """A machine in one of the zones whose days never agree; its distance from UTC."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield timedelta(hours=-int(request.param[3:]))
    monkeypatch.undo()
    time.tzset()


def test_a_question_is_asked_on_the_day_of_this_terminal(zone: timedelta) -> None:
    asked_at = read_question("free ethics this week", "t", "m").asked_at

    assert asked_at.utcoffset() == zone
    assert asked_at.date() == date.today()  # noqa: DTZ011 - the day of this machine


def test_who_has_a_name_is_reached_at_this_terminal() -> None:
    named, nobody = read_question("help", "t", "ana"), read_question("help", "t", "")

    assert named.home == Address("terminal", "terminal", "{}")
    assert named.zone == ""
    assert nobody.home is None
