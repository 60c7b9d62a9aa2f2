"""Which couriers there are: one for each platform that is configured; and what all have in
common."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from adapters import wiring
from adapters.couriers import run
from adapters.settings import Settings
from bot.errors import SettingsInvalid

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
TEAMS = {"COACH_TEAMS_UNAUTHENTICATED": "1"}


def settings(home: Path, **environ: str) -> Settings:
    return Settings.from_env({"COACH_HOME": str(home), **environ})


def test_every_platform_that_is_configured_has_its_courier(tmp_path: Path) -> None:
    assert not wiring.couriers(settings(tmp_path))
    assert set(wiring.couriers(settings(tmp_path, **SLACK))) == {"slack"}
    assert set(wiring.couriers(settings(tmp_path, **TEAMS))) == {"teams"}

    both = wiring.couriers(settings(tmp_path, **SLACK, **TEAMS))
    assert both["slack"].can_look
    assert not both["teams"].can_look


def test_settings_with_which_nothing_could_be_sent_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="SLACK_SIGNING_SECRET"):
        wiring.couriers(settings(tmp_path, SLACK_BOT_TOKEN="xoxb-1"))
    with pytest.raises(SettingsInvalid, match="MICROSOFT_APP_PASSWORD"):
        wiring.couriers(settings(tmp_path, MICROSOFT_APP_ID="11111111-2222-3333-4444-555555555555"))


async def impatient(hung: threading.Event) -> str:
    """What is said when a call that blocks in a thread is given up."""
    try:
        async with asyncio.timeout(0.05):
            await asyncio.to_thread(hung.wait)
    except TimeoutError:
        return "given up"
    return "waited"


def test_nobody_waits_for_a_call_that_was_given_up() -> None:
    hung = threading.Event()
    assert run(impatient(hung)) == "given up"
    hung.set()


def test_what_a_call_returns_or_raises_comes_back() -> None:
    assert run(asyncio.to_thread(int, "7")) == 7
    with pytest.raises(ValueError, match="seven"):
        run(asyncio.to_thread(int, "seven"))


def test_no_call_that_was_given_up_keeps_a_process_from_ending() -> None:
    program = (
        "import threading; from adapters.couriers import run; "
        "from tests.wire.test_couriers import impatient; print(run(impatient(threading.Event())))"
    )
    root = Path(__file__).parents[2]
    said = subprocess.check_output([sys.executable, "-c", program], cwd=root, text=True, timeout=60)

    assert said == "given up\n"
