"""What is installed is what stands here, and what `make run` hands on is what was typed."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from hatchling.builders.wheel import WheelBuilder

import adapters
import bot
import knowledge

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("package", [bot, knowledge, adapters])
def test_the_packages_are_ours_and_not_others_of_the_same_name(package: ModuleType) -> None:
    assert package.__file__ == str(ROOT / package.__name__ / "__init__.py")


def test_the_wheel_holds_the_packages_with_their_content_and_nothing_else(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])

    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        (scripts,) = (n for n in archive.namelist() if n.endswith("entry_points.txt"))
        assert "coach = adapters.cli:main" in archive.read(scripts).decode()

    assert {name.partition("/")[0] for name in names} == {"bot", "knowledge", "adapters"}
    assert names >= {
        *("bot/py.typed", "knowledge/py.typed", "adapters/py.typed"),
        "knowledge/index/minilm/vocab.txt",
        "adapters/store/migrations/env.py",
        "adapters/store/migrations/versions/m0001_receipts_and_turns.py",
        *("adapters/teams/icons/color.png", "adapters/teams/icons/outline.png"),
    }
    starter = (ROOT / "knowledge" / "starter").rglob("*.*")
    assert names >= {path.relative_to(ROOT).as_posix() for path in starter}
    assert not [name for name in names if "__pycache__" in name or "test" in name]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the Makefile, installed already, where `coach` says how it was called."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.lock", "pyproject.toml", ".venv/.installed"):
        (tmp_path / name).touch()
    coach = tmp_path / ".venv" / "bin" / "coach"
    coach.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    coach.chmod(0o755)
    return tmp_path


def made(folder: Path, *words: str) -> list[str]:
    """The words that `coach` was called with."""
    done = subprocess.run(
        ["make", "--no-print-directory", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_make_run_opens_the_conversation(checkout: Path) -> None:
    assert made(checkout, "run") == ["chat"]


@pytest.mark.parametrize(
    "question",
    [
        "How do I get a course paid for?",
        "What costs $50, $(rm) or ${HOME}?",
        """it's "quoted" \\ `id` ; & | > < * ! # ~ %""",
        "--help",
        "what's CME = CE? a := b",
        "Kongreß für Ärzte – 会議 🎉",
    ],
)
def test_make_run_asks_just_what_was_typed(checkout: Path, question: str) -> None:
    assert made(checkout, "run", f"ASK={question}") == ["ask", "--", question]
