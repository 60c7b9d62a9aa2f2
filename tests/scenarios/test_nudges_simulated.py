"""Some weeks of many members with every fault, judged by the oracle of the benchmark; and coaches
that are broken on purpose, of which it must notice each."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.simulation.cast import BEGIN
from benchmarks.simulation.journal import Journal
from benchmarks.simulation.oracle import WRONGS, Verdict, judge
from benchmarks.simulation.platform import Broken, Fault, Weather
from benchmarks.simulation.year import Year

STORM = Weather(seed=1, shares=dict.fromkeys(Fault, 0.02))
MEMBERS, DAYS = 60, 35


@pytest.fixture(params=["sqlite", "postgresql"] if sys.platform == "linux" else ["sqlite"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "coach.sqlite")
    server: str = request.getfixturevalue("postgresql")
    return server


def lived(address: str, folder: Path, broken: Broken | None = None) -> Verdict:
    journal = Journal(folder / "journal")
    year = Year(address, journal, members=MEMBERS, days=DAYS, seed=1, weather=STORM, broken=broken)
    year.run()
    year.close()
    found = judge(journal, BEGIN + timedelta(days=DAYS))
    journal.close()
    return found


def test_whatever_happens_every_nudge_comes_once_and_at_its_time(
    address: str, tmp_path: Path
) -> None:
    found = lived(address, tmp_path)
    assert found.owed > 50
    assert {wrong: found.counts.get(wrong, 0) for wrong in WRONGS} == dict.fromkeys(WRONGS, 0), (
        found.examples
    )


@pytest.mark.parametrize(
    ("broken", "wrongs"),
    [
        (Broken.SKIPS, {"lost"}),
        (Broken.BLIND, {"visible twice"}),
        (Broken.LOUD, {"in quiet hours", "on a day off"}),
        (Broken.DEAF, {"after completion"}),
        (Broken.HASTY, {"early"}),
    ],
)
def test_of_a_broken_coach_the_oracle_notices_it(
    broken: Broken, wrongs: set[str], tmp_path: Path
) -> None:
    found = lived(str(tmp_path / "coach.sqlite"), tmp_path, broken)
    assert wrongs <= found.counts.keys()
