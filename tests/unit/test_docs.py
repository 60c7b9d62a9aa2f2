"""What the documents promise is there, and no file names a place it must not."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.cli import main
from adapters.settings import SETTINGS, table_rows
from knowledge.index.embeddings import VOCABULARY_SHA256

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS_PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")

NO_PART = re.compile(r"\.|__pycache__|node_modules|.*\.egg-info")
MACHINE = re.compile(r"(?<![\w.<>/-])/(?:work|root|tmp|Users|home/\w+)/")
REGISTRY = re.compile(
    r"py(?:pi\.org|thonhosted)|npm(?:js)\.(?:com|org)|index-url[ =]http|/simp(?:le)\b"
)


def files() -> Iterator[Path]:
    """Every file that is or may become part of the repository, with git at hand or without."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name == ".ci" or not NO_PART.match(name)]
        yield from (Path(folder) / name for name in sorted(names) if name != ".env")


def test_every_setting_stands_in_the_documents_as_the_code_has_it() -> None:
    table = SETTINGS_PAGE.partition("| setting |")[2].partition("\n\n")[0].splitlines()[2:]

    assert table == list(table_rows())
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


@pytest.mark.parametrize("command", main.commands)
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"`coach {command}" in README


def test_the_readme_is_read_in_a_few_minutes() -> None:
    assert len(README.splitlines()) <= 225
    assert not re.search(r"^[A-Z]+$", README, re.MULTILINE), "a place that was never filled in"


@pytest.mark.parametrize(
    "page", [path for path in files() if path.suffix == ".md" and "knowledge" not in path.parts]
)
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_changelog_says_what_is_not_released() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(r"^## \[Unreleased\]\n\n### ", changelog, re.MULTILINE)


def test_the_licence_is_apache_2() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert licence.split()[:4] == ["Apache", "License", "Version", "2.0,"]
    assert "END OF TERMS AND CONDITIONS" in licence
    assert project["license"] == "Apache-2.0"
    assert "minilm/vocab.txt" in (ROOT / "NOTICE").read_text(encoding="utf-8")


def test_the_vocabulary_is_the_one_the_notice_speaks_of() -> None:
    vocabulary = ROOT / "knowledge" / "index" / "minilm" / "vocab.txt"

    assert hashlib.sha256(vocabulary.read_bytes()).hexdigest() == VOCABULARY_SHA256


def test_no_file_names_a_machine_or_a_registry() -> None:
    for path in files():
        text = path.read_bytes().decode(errors="replace")
        found = MACHINE.search(text) or REGISTRY.search(text)
        assert not found, f"{path}: {found}"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_by_its_hash_and_says_not_where_it_lies(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.split(r"\n(?=\w)", text.strip())

    assert "://" not in text
    assert len(pins) > 50
    assert all(re.match(r"[\w.-]+(?:\[[\w,-]+\])?==[^\s]+ .*--hash=sha256:", p, re.S) for p in pins)
