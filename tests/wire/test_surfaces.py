"""How the server brings up its surfaces when a platform is out of reach."""

from __future__ import annotations

import logging
from itertools import islice, repeat

import pytest

from adapters.surfaces import LONGEST_PAUSE, Route, pauses, start_all, start_late
from bot.errors import SettingsInvalid, SurfaceUnreachable


class Platform:
    """A surface whose starts fail as told, then work."""

    routes: tuple[Route, ...] = ()

    def __init__(self, name: str, *failures: Exception) -> None:
        self.name = name
        self.starts = 0
        self._failures = list(failures)

    async def start(self) -> None:
        """Fail, or be started."""
        self.starts += 1
        if self._failures:
            raise self._failures.pop(0)

    async def stop(self) -> None:
        """There is nothing to finish."""


def unreachable() -> SurfaceUnreachable:
    return SurfaceUnreachable("Slack", "no route")


async def test_what_can_start_does_and_the_rest_is_tried_again() -> None:
    slack, teams = Platform("Slack", unreachable()), Platform("Teams")

    (attempts,) = await start_all([slack, teams])
    attempts.cancel()

    assert (slack.starts, teams.starts) == (1, 1)


async def test_when_nothing_can_start_the_reason_is_raised() -> None:
    with pytest.raises(SurfaceUnreachable, match="Slack cannot be asked now: no route"):
        await start_all([Platform("Slack", unreachable())])


async def test_refused_settings_stop_the_start_of_all() -> None:
    with pytest.raises(SettingsInvalid, match="token"):
        await start_all([Platform("Teams"), Platform("Slack", SettingsInvalid("token"))])


async def test_every_attempt_is_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    slack = Platform("Slack", unreachable(), ValueError("zanzibar"))

    await start_late(slack, unreachable(), repeat(0))

    assert slack.starts == 3
    assert [record.getMessage() for record in caplog.records] == [
        "Slack cannot be asked now: no route; next attempt in 0 s",
        "Slack cannot be asked now: no route; next attempt in 0 s",
        "Slack failed (ValueError); next attempt in 0 s",
        "Slack is on",
    ]


async def test_settings_refused_later_end_the_attempts(caplog: pytest.LogCaptureFixture) -> None:
    slack = Platform("Slack", SettingsInvalid("the token is no longer valid"))

    await start_late(slack, unreachable(), repeat(0))

    assert slack.starts == 1
    assert "Slack stays off: the token is no longer valid" in caplog.text


def test_the_pauses_grow_to_a_bound() -> None:
    assert list(islice(pauses(), 12))[:4] == [1, 2, 4, 8]
    assert max(islice(pauses(), 50)) == LONGEST_PAUSE
