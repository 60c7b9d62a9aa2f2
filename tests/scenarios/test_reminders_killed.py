"""Reminders under kill -9, with real processes: none is lost, and none comes twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.conftest import DATABASES
from tests.killing import Trial, killed

MEMBERS = 40
KILLS = 4


@pytest.fixture(params=DATABASES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store can be opened, for each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "coach.sqlite")
    found: str = request.getfixturevalue("postgresql")
    return found


@pytest.mark.parametrize("workers", [1, 2])
def test_no_reminder_is_lost_or_comes_twice_when_workers_are_killed(
    address: str, tmp_path: Path, workers: int
) -> None:
    count = killed(Trial(address, tmp_path, workers, MEMBERS), lambda kills, _: kills >= KILLS)

    assert (count.lost, count.doubled) == (0, 0)
    assert count.kills > 0


def test_whoever_sends_again_without_looking_sends_twice(tmp_path: Path) -> None:
    trial = Trial(str(tmp_path / "coach.sqlite"), tmp_path, 1, MEMBERS, blind=True)
    count = killed(trial, lambda kills, _: kills >= KILLS)

    assert count.lost == 0
    assert count.doubled > 0
