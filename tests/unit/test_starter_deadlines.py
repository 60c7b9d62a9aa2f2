"""The examples of deadlines that an education office copies from."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
import yaml

from knowledge import STARTER
from tests.starter_hub import ARTICLES

DOCUMENT = yaml.safe_load((STARTER / "deadlines.yaml").read_text("utf-8"))
KINDS = {"review", "allowance", "claim-by", "licence", "board", "registration", "credit", "custom"}
NEEDED = {"id", "kind", "for", "title", "date", "zone", "repeats", "do", "article", "policy"}


def test_the_starter_hub_sends_nobody_a_reminder() -> None:
    assert DOCUMENT["deadlines"] == []


def test_there_is_an_example_of_every_kind() -> None:
    examples = DOCUMENT["examples"]

    assert {example["kind"] for example in examples} == KINDS
    assert len({example["id"] for example in examples}) == len(examples)


@pytest.mark.parametrize("example", DOCUMENT["examples"], ids=lambda example: example["id"])
def test_an_example_can_be_copied(example: dict[str, object]) -> None:
    assert example.keys() - {"at", "remind"} == NEEDED
    assert isinstance(example["date"], date)
    assert ZoneInfo(str(example["zone"]))
    assert time.fromisoformat(str(example.get("at", "23:59")))
    assert example["article"] in {written.article.id for written in ARTICLES}
    remind = example.get("remind", [60, 30, 14, 3, 1])
    assert isinstance(remind, list)
    assert remind == sorted(set(remind), reverse=True)
