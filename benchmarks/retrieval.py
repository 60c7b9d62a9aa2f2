"""Retrieval on a judged set: the pipeline that answers, against plain langchain with Chroma.

usage: python -m benchmarks.retrieval FOLDER [--home FOLDER]

The fusion weight is chosen on one half of the queries and reported on the other.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.measuring import Target, machine, verdict
from benchmarks.tutorial_stack import MiniLMEmbeddings
from knowledge.index import library
from knowledge.index.embeddings import MiniLM
from knowledge.index.fusion import LEXICAL_WEIGHT
from knowledge.index.ingest import Ingest
from knowledge.index.judged import JudgedSet, ndcg, recall
from knowledge.index.library import HubLibrary
from knowledge.index.shelf import Shelf

GRID = (0.40, 0.45, 0.50, 0.55, 0.60)
CHUNK, OVERLAP = 1000, 200
"""Characters of a chunk and shared by neighbours, as langchain's own tutorials have them."""

DEPTH = 100
RESAMPLES = 10_000
NDCG_TARGET, RECALL_TARGET = 0.73, 0.945

Ranker = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Result:
    """nDCG@10, recall@100 and milliseconds of each query, in the order of the query ids."""

    ndcg: tuple[float, ...]
    recall: tuple[float, ...]
    ms: tuple[float, ...]

    def of(self, half: slice) -> str:
        """Both means over some of the queries."""
        return f"{fmean(self.ndcg[half]):.4f} / {fmean(self.recall[half]):.4f}"


ALL, CHOSEN_ON, REPORTED_ON = slice(None), slice(0, None, 2), slice(1, None, 2)


def main() -> int:
    """Index both ways, search every query every way, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a judged set in BEIR layout")
    parser.add_argument("--home", type=Path, help="keep both indexes here for another run")
    arguments = parser.parse_args()
    judged = JudgedSet.read(arguments.folder)
    with TemporaryDirectory() as scratch:
        home = arguments.home or Path(scratch)
        results = _search(judged, _rankers(judged, home))
    print(f"{machine()}; {len(judged.queries)} queries")
    return _report(results)


def _rankers(judged: JudgedSet, home: Path) -> dict[str, Ranker]:
    embedder = MiniLM()
    began = perf_counter()
    summary = Ingest(home, embedder).fill(judged.articles())
    print(f"hub index: {len(summary.added)} documents, {perf_counter() - began:.0f} s", flush=True)
    ways: dict[str, Ranker] = {
        "langchain + Chroma": _baseline(judged, home / "baseline"),
        "lexical only": _ranker(home, embedder, 1.0),
        "dense only": _ranker(home, embedder, 0.0),
    }
    return ways | {_fused(weight): _ranker(home, embedder, weight) for weight in GRID}


def _fused(weight: float) -> str:
    return f"fused, lexical {weight:.2f}"


def _ranker(home: Path, embedder: MiniLM, weight: float) -> Ranker:
    library = HubLibrary(Shelf(home), embedder, weight=weight)
    return lambda query: list(library.rank_documents(query, DEPTH))


def _baseline(judged: JudgedSet, folder: Path) -> Ranker:
    """Whole texts through langchain's splitter into Chroma, ranked by each document's best
    chunk."""
    store = Chroma(embedding_function=MiniLMEmbeddings(), persist_directory=str(folder))
    if not store.get(limit=1)["ids"]:
        began = perf_counter()
        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
        whole = [
            Document(page_content=f"{article.title}\n\n{article.text}", metadata={"id": article.id})
            for article in judged.articles()
        ]
        chunks = splitter.split_documents(whole)
        for at in range(0, len(chunks), 1000):
            store.add_documents(chunks[at : at + 1000])
        print(f"baseline: {len(chunks)} chunks, {perf_counter() - began:.0f} s", flush=True)

    def rank(query: str) -> Sequence[str]:
        found = store.similarity_search(query, k=library.DEPTH)
        return list(dict.fromkeys(chunk.metadata["id"] for chunk in found))[:DEPTH]

    return rank


def _search(judged: JudgedSet, rankers: Mapping[str, Ranker]) -> dict[str, Result]:
    """Every query goes through every ranker before the next query does."""
    rows: dict[str, list[tuple[float, float, float]]] = {name: [] for name in rankers}
    for id_ in sorted(judged.queries, key=int):
        for name, rank in rankers.items():
            began = perf_counter()
            ranked = rank(judged.queries[id_])
            ms = (perf_counter() - began) * 1000
            grades = judged.grades[id_]
            rows[name].append((ndcg(ranked, grades, 10), recall(ranked, grades, DEPTH), ms))
    return {name: Result(*zip(*found, strict=True)) for name, found in rows.items()}


def _report(results: Mapping[str, Result]) -> int:
    weight = max(GRID, key=lambda weight: fmean(results[_fused(weight)].ndcg[CHOSEN_ON]))
    print(f"\n{'nDCG@10 / recall@100':22}{'all':18}{'chosen on':18}{'reported on':18}ms")
    for name, result in results.items():
        figures = "".join(f"{result.of(half):18}" for half in (ALL, CHOSEN_ON, REPORTED_ON))
        print(f"{name:22}{figures}{median(result.ms):.1f}")
    print(f"\nchosen on the first half: {weight:.2f}; the coach uses {LEXICAL_WEIGHT:.2f}")
    chosen, baseline = results[_fused(weight)], results["langchain + Chroma"]
    for name, half in (("all", ALL), ("reported half", REPORTED_ON)):
        print(f"nDCG@10 above the baseline, {name}: {_interval(chosen, baseline, half)}")
    times = [ours / theirs for ours, theirs in zip(chosen.ms, baseline.ms, strict=True)]
    print(f"time of a search against the baseline's, query by query: median {median(times):.2f}")
    return verdict(
        [
            Target("nDCG@10, all", fmean(chosen.ndcg), NDCG_TARGET, at_least=True),
            Target("nDCG@10, reported half", fmean(chosen.ndcg[REPORTED_ON]), NDCG_TARGET, True),
            Target("recall@100, all", fmean(chosen.recall), RECALL_TARGET, at_least=True),
            Target(
                "recall@100, reported half", fmean(chosen.recall[REPORTED_ON]), RECALL_TARGET, True
            ),
        ]
    )


def _interval(ours: Result, theirs: Result, half: slice) -> str:
    """The mean difference with its 95 % interval, by resampling the queries."""
    difference = np.subtract(ours.ndcg[half], theirs.ndcg[half])
    draws = np.random.default_rng(1).integers(len(difference), size=(RESAMPLES, len(difference)))
    low, high = np.quantile(difference[draws].mean(axis=1), [0.025, 0.975])
    return f"{difference.mean():+.4f}, 95 % interval {low:+.4f} to {high:+.4f}"


if __name__ == "__main__":
    sys.exit(main())
