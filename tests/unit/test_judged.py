"""Judged sets: the measures by hand-worked examples, and a set that cannot be read is named."""

from __future__ import annotations

import json
from dataclasses import replace
from math import log2
from pathlib import Path

import pytest

from knowledge.errors import HubError
from knowledge.index.ingest import Ingest
from knowledge.index.judged import JudgedSet, measure, ndcg, recall, reciprocal_rank
from tests.hubs import HASH, library

GRADES = {"a": 2, "b": 1}
CORPUS = (
    {"_id": "fees", "title": "Course fees", "text": "An employer  may pay\nthe course fee."},
    {"_id": "leave", "title": "Study leave", "text": "Ask the chief for days of leave."},
    {"_id": "moc", "text": "Boards ask for continuing certification every year."},
)
QUERIES = (
    {"_id": "1", "text": "who pays the course fee"},
    {"_id": "2", "text": "days of study leave"},
    {"_id": "3", "text": "never judged"},
)
JUDGEMENTS = ("1\tfees\t1", "1\tmoc\t0", "2\tleave\t2", "2\tgone\t1")


def judged_set(folder: Path, judgements: tuple[str, ...] = JUDGEMENTS) -> Path:
    """A folder with a small judged set."""
    for name, lines in (("corpus.jsonl", CORPUS), ("queries.jsonl", QUERIES)):
        (folder / name).write_text("\n".join(json.dumps(line) for line in lines))
    (folder / "qrels.tsv").write_text(
        "\n".join(("query-id\tcorpus-id\tscore", *judgements)) + "\n", encoding="utf-8"
    )
    return folder


def test_gain_counts_less_further_down_and_is_held_against_the_best_order() -> None:
    best = 2 + 1 / log2(3)

    assert ndcg(["a", "b"], GRADES, 10) == 1
    assert ndcg(["b", "x", "a"], GRADES, 10) == pytest.approx((1 + 2 / log2(4)) / best)
    assert ndcg(["x", "b"], GRADES, 1) == 0
    assert ndcg(["a"], GRADES, 1) == 1


def test_recall_is_the_share_of_the_relevant_that_were_found() -> None:
    assert recall(["x", "b", "a"], GRADES, 2) == 0.5
    assert recall(["x", "b", "a"], GRADES, 3) == 1
    assert recall([], GRADES, 3) == 0


def test_the_reciprocal_rank_is_that_of_the_first_relevant_one() -> None:
    assert reciprocal_rank(["x", "b", "a"], GRADES, 10) == 0.5
    assert reciprocal_rank(["x", "b"], GRADES, 1) == 0
    assert reciprocal_rank([], GRADES, 10) == 0


def test_only_what_was_judged_relevant_counts(tmp_path: Path) -> None:
    judged = JudgedSet.read(judged_set(tmp_path))

    assert judged.grades == {"1": {"fees": 1}, "2": {"leave": 2, "gone": 1}}
    assert judged.queries == {"1": "who pays the course fee", "2": "days of study leave"}


def test_judgements_may_stand_in_a_folder_of_their_own(tmp_path: Path) -> None:
    judged_set(tmp_path)
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels.tsv").rename(tmp_path / "qrels" / "test.tsv")

    assert len(JudgedSet.read(tmp_path).queries) == 2


def test_a_document_without_a_title_has_its_id_for_one(tmp_path: Path) -> None:
    articles = list(JudgedSet.read(judged_set(tmp_path)).articles())

    assert [a.title for a in articles] == ["Course fees", "Study leave", "moc"]
    assert articles[0].text == "An employer may pay the course fee."


def test_a_set_is_measured_through_the_search_that_answers(tmp_path: Path) -> None:
    judged = JudgedSet.read(judged_set(tmp_path))
    home = tmp_path / "home"
    ingest = Ingest(home, HASH)

    assert ingest.fill(judged.articles()).added == ["fees", "leave", "moc"]
    assert ingest.fill(judged.articles()).added == []
    figures = measure(library(home), judged)
    assert figures.queries == 2
    assert figures.mrr_10 == 1
    assert figures.recall_10 == figures.recall_100 == pytest.approx((1 + 0.5) / 2)
    assert figures.ndcg_10 == pytest.approx((1 + 2 / (2 + 1 / log2(3))) / 2)
    assert 0 < figures.p50_ms <= figures.p95_ms


def test_the_index_holds_just_the_documents_of_the_set(tmp_path: Path) -> None:
    first, *rest = JudgedSet.read(judged_set(tmp_path)).articles()
    home = tmp_path / "home"
    ingest = Ingest(home, HASH)
    ingest.fill((first, *rest))
    summary = ingest.fill((replace(first, title="Tuition"), rest[0]))

    assert (summary.added, summary.removed) == (["fees"], ["moc"])
    assert sorted(library(home).rank_documents("tuition certification", 9)) == ["fees", "leave"]
    assert library(home).search("tuition", 1).hits[0].source.title == "Tuition"


def test_one_query_can_be_measured(tmp_path: Path) -> None:
    judged = JudgedSet.read(judged_set(tmp_path, ("1\tfees\t1",)))
    home = tmp_path / "home"
    Ingest(home, HASH).fill(judged.articles())
    figures = measure(library(home), judged)

    assert figures.queries == 1
    assert figures.p50_ms == figures.p95_ms > 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("qrels.tsv", None, r"neither qrels\.tsv nor qrels/test\.tsv"),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\n", "no query has a document judged relevant"),
        ("qrels.tsv", "1\tfees\t1\n2\tleave\t1\n", "score"),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\n1\tfees\n", r"qrels\.tsv, line 2"),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\n1\tfees\tmuch\n", "much"),
        ("queries.jsonl", None, r"queries\.jsonl"),
        ("queries.jsonl", '{"_id": "1"}\n', "text"),
        ("queries.jsonl", '{"_id": "1", "text": "fee"}\n{', r"queries\.jsonl, line 2"),
        ("queries.jsonl", '["1", "fee"]\n', r"queries\.jsonl, line 1"),
        ("queries.jsonl", b'{"_id": "1", "text": "caf\xe9"}\n', "utf-8"),
    ],
)
def test_a_set_that_cannot_be_read_is_named_with_the_reason(
    tmp_path: Path, name: str, content: str | bytes | None, said: str
) -> None:
    path = judged_set(tmp_path) / name
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    with pytest.raises(HubError, match=said):
        JudgedSet.read(tmp_path)


@pytest.mark.parametrize(
    ("line", "said"), [('{"_id": "1"}', "text"), ("{", "line 1"), ("3", "line 1")]
)
def test_a_corpus_that_cannot_be_read_is_named(tmp_path: Path, line: str, said: str) -> None:
    judged = JudgedSet.read(judged_set(tmp_path))
    (tmp_path / "corpus.jsonl").write_text(line)

    with pytest.raises(HubError, match=said):
        list(judged.articles())
