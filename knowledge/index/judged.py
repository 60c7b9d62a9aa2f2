"""Measuring retrieval on a judged set (BEIR layout), through the pipeline that answers."""

from __future__ import annotations

import csv
import json
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, quantiles

from knowledge.articles import Article, Block, BlockKind, place
from knowledge.errors import HubError
from knowledge.index.library import HubLibrary


class JudgedSetInvalid(HubError):
    """A file of the judged set is missing or cannot be read."""


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Queries by id, and for each the documents judged relevant with their grade (above 0)."""

    folder: Path
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]

    @classmethod
    def read(cls, folder: Path) -> JudgedSet:
        """Read `queries.jsonl` and `qrels.tsv` or `qrels/test.tsv`. Raises JudgedSetInvalid."""
        try:
            grades = _grades(next(p for p in _qrels(folder) if p.exists()))
            lines = _lines(folder / "queries.jsonl")
            queries = {str(q["_id"]): str(q["text"]) for q in lines if str(q["_id"]) in grades}
        except StopIteration as error:
            raise JudgedSetInvalid(f"{folder}: neither qrels.tsv nor qrels/test.tsv") from error
        except (OSError, ValueError) as error:
            raise JudgedSetInvalid(f"{folder}: {error}") from error
        if not queries:
            raise JudgedSetInvalid(f"{folder}: no query has a document judged relevant")
        return cls(folder, queries, grades)

    def articles(self) -> Iterator[Article]:
        """The documents of `corpus.jsonl`. Raises JudgedSetInvalid."""
        try:
            for record in _lines(self.folder / "corpus.jsonl"):
                title = str(record.get("title") or record["_id"])
                text = " ".join(str(record["text"]).split())
                placed = place([Block(BlockKind.PARAGRAPH, text)])
                yield Article(str(record["_id"]), title, *placed)
        except (OSError, ValueError) as error:
            raise JudgedSetInvalid(f"{self.folder}: {error}") from error


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the queries, and the time of one search in milliseconds."""

    ndcg_10: float
    recall_10: float
    recall_100: float
    mrr_10: float
    queries: int
    p50_ms: float
    p95_ms: float


def measure(library: HubLibrary, judged: JudgedSet) -> Figures:
    """Search every query once and hold the ranking of documents against the judgements."""
    rows: list[tuple[float, float, float, float]] = []
    times: list[float] = []
    for id_, text in judged.queries.items():
        began = time.perf_counter()
        ranked = list(library.rank_documents(text, 100))
        times.append((time.perf_counter() - began) * 1000)
        rows.append(_figures(ranked, judged.grades[id_]))
    ndcgs, tens, hundreds, reciprocals = zip(*rows, strict=True)
    cuts = quantiles(times, n=20, method="inclusive") if len(times) > 1 else times * 19
    return Figures(
        fmean(ndcgs),
        fmean(tens),
        fmean(hundreds),
        fmean(reciprocals),
        queries=len(rows),
        p50_ms=cuts[9],
        p95_ms=cuts[18],
    )


def _figures(ranked: Sequence[str], grades: Mapping[str, int]) -> tuple[float, float, float, float]:
    return (
        ndcg(ranked, grades, 10),
        recall(ranked, grades, 10),
        recall(ranked, grades, 100),
        reciprocal_rank(ranked, grades, 10),
    )


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """Normalised discounted cumulative gain with linear gains, as trec_eval has it."""
    gained = sum(
        grades.get(id_, 0) / math.log2(place + 2) for place, id_ in enumerate(ranked[:depth])
    )
    best = sorted(grades.values(), reverse=True)[:depth]
    return gained / sum(grade / math.log2(place + 2) for place, grade in enumerate(best))


def recall(ranked: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """The share of the relevant documents that stand among the first `depth`."""
    return len(grades.keys() & set(ranked[:depth])) / len(grades)


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """One over the place of the first relevant document, 0 when it is not among the first."""
    places = (place for place, id_ in enumerate(ranked[:depth], 1) if id_ in grades)
    return 1 / next(places, math.inf)


def _qrels(folder: Path) -> tuple[Path, Path]:
    return folder / "qrels.tsv", folder / "qrels" / "test.tsv"


def _grades(path: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        if not {"query-id", "corpus-id", "score"} <= set(rows.fieldnames or ()):
            raise ValueError(f"{path.name}, line 1: no columns query-id, corpus-id and score")
        for number, row in enumerate(rows, 2):
            try:
                grade = int(row["score"])
            except (TypeError, ValueError) as error:
                raise ValueError(f"{path.name}, line {number}: {error}") from error
            if grade > 0:
                grades.setdefault(row["query-id"], {})[row["corpus-id"]] = grade
    return grades


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                raise ValueError(f"{path.name}, line {number}: {error}") from error
            if not isinstance(record, dict) or not {"_id", "text"} <= record.keys():
                raise ValueError(f"{path.name}, line {number}: not an object with _id and text")
            yield record
