"""Homes for the scenarios: one with the starter hub, made once by a first question, and copies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import Result

from tests.hubs import hub, markdown
from tests.terminal import Terminal

QUESTION = "How do I get a course paid for?"


@pytest.fixture(scope="session")
def first_use(tmp_path_factory: pytest.TempPathFactory) -> tuple[Terminal, Result]:
    """A first question on a machine that has never seen the coach, and what came of it."""
    terminal = Terminal(tmp_path_factory.mktemp("first") / "home")
    return terminal, terminal.run("ask", "--json", QUESTION)


@pytest.fixture
def terminal(first_use: tuple[Terminal, Result], tmp_path: Path) -> Terminal:
    """A home that holds the starter hub."""
    shutil.copytree(first_use[0].home, tmp_path / "home")
    return Terminal(tmp_path / "home")


@pytest.fixture(scope="session")
def one_article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose hub is one article, which is made in no time."""
    folder = tmp_path_factory.mktemp("light")
    home = Terminal(folder / "home")
    article = markdown("Paying", "Ask for the form.")
    assert home.run("ingest", str(hub(folder / "hub", {"paying.md": article}))).exit_code == 0
    return home.home


@pytest.fixture
def light(one_article: Path, tmp_path: Path) -> Terminal:
    """A home whose hub matters to nobody."""
    shutil.copytree(one_article, tmp_path / "home")
    return Terminal(tmp_path / "home")


@pytest.fixture
def untouched(tmp_path: Path) -> Terminal:
    """A machine that has never seen the coach."""
    return Terminal(tmp_path / "home")
