"""`coach ingest`, `source` and `eval`: what goes into the index, and how well it is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge import STARTER
from tests.hubs import hub, markdown
from tests.terminal import Terminal

SABBATICAL = markdown("Sabbaticals", "The quokka fund pays for one sabbatical every six years.")
ARTICLES = len(list((STARTER / "articles").rglob("*.md")))
NONE = {"added": 0, "changed": 0, "removed": 0, "unchanged": 0, "refused": 0}


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A hub folder of one article."""
    return hub(tmp_path / "ours", {"sabbaticals.md": SABBATICAL})


def ingested(terminal: Terminal, *words: str | Path, exit_code: int = 0) -> dict[str, int]:
    """How many documents an ingest says it treated in which way."""
    result = terminal.run("ingest", "--json", *map(str, words))
    assert result.exit_code == exit_code, result.output
    summary = json.loads(result.stdout)
    return {name: len(summary[name]) for name in NONE}


def test_the_starter_hub_is_the_default_and_costs_nothing_again(terminal: Terminal) -> None:
    assert ingested(terminal) == NONE | {"unchanged": ARTICLES}


def test_a_folder_takes_the_place_of_the_starter_hub(terminal: Terminal, ours: Path) -> None:
    assert ingested(terminal, ours) == NONE | {"added": 1, "removed": ARTICLES}

    assert terminal.json("ask", "What does the quokka fund pay for?")["kind"] == "answer"
    assert terminal.run("source", "cme/what-cme-is-for.md").exit_code == 1
    assert ingested(terminal, ours) == NONE | {"unchanged": 1}


def test_a_folder_may_stand_beside_the_starter_hub(terminal: Terminal, ours: Path) -> None:
    beside = ingested(terminal, ours, "--with-starter")

    assert beside == NONE | {"added": 1, "unchanged": ARTICLES}
    assert terminal.run("chat", stdin="What does the quokka fund pay for?").exit_code == 0
    assert terminal.run("source", "sabbaticals.md").exit_code == 0


def test_the_hospitals_own_words_come_before_the_starter_hubs(
    terminal: Terminal, tmp_path: Path
) -> None:
    rule = "Per diem nurses at Lakeside get no education money, and may join any class unpaid."
    ours = hub(tmp_path / "ours", {"per-diem.md": markdown("Education money at Lakeside", rule)})
    ingested(terminal, ours, "--with-starter")

    answer = terminal.json("ask", "I'm per diem. Do I get education money?")

    assert answer["citations"][0]["id"] == "per-diem.md"
    assert any(citation["id"].startswith("paying/") for citation in answer["citations"])


def test_a_fresh_home_takes_a_folder_and_answers_from_it_at_once(
    untouched: Terminal, ours: Path
) -> None:
    assert ingested(untouched, ours) == NONE | {"added": 1}

    answer = untouched.json("ask", "How often does the quokka fund pay for a sabbatical?")
    (citation,) = answer["citations"]
    assert citation["id"] == "sabbaticals.md"
    source = untouched.run("source", "sabbaticals.md").stdout
    assert source[citation["start"] : citation["end"]] == citation["quote"]


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    terminal: Terminal, ours: Path
) -> None:
    assert ingested(terminal, ours, "--dry-run") == NONE | {"added": 1, "removed": ARTICLES}
    result = terminal.run("ingest", str(ours), "--dry-run")

    assert result.exit_code == 0
    assert result.stdout.startswith(f"Would change the index: 1 added, 0 changed, {ARTICLES} remo")
    assert ingested(terminal) == NONE | {"unchanged": ARTICLES}


def test_a_dry_run_in_a_fresh_home_makes_no_index(untouched: Terminal, ours: Path) -> None:
    assert ingested(untouched, ours, "--dry-run") == NONE | {"added": 1}
    assert not (untouched.home / "hub.sqlite").exists()


def test_what_cannot_be_read_is_named_with_its_line_and_everything_else_goes_in(
    untouched: Terminal, ours: Path
) -> None:
    hub(ours, {"bro\x1b[2Jken.pdf": b"no pdf", "front.md": "---\ntitle: [\n---\nWords.\n"})

    result = untouched.run("ingest", str(ours))

    assert result.exit_code == 1
    assert "Index: 1 added, 0 changed, 0 removed, 0 unchanged, 2 refused." in result.stdout
    assert "Refused front.md, line " in result.stdout
    assert "Refused bro" in result.stdout
    assert "\x1b" not in result.stdout
    assert result.stderr == ""
    assert ingested(untouched, ours, exit_code=1) == NONE | {"unchanged": 1, "refused": 2}


def test_a_change_is_named(untouched: Terminal, ours: Path) -> None:
    ingested(untouched, ours)
    hub(ours, {"sabbaticals.md": SABBATICAL.replace("six", "seven"), "new.txt": "New words.\n"})

    lines = untouched.run("ingest", str(ours)).stdout.splitlines()

    assert lines == [
        "Index: 1 added, 1 changed, 0 removed, 0 unchanged, 0 refused.",
        "2 passages written, 2 of them embedded.",
        "Added: new.txt",
        "Changed: sabbaticals.md",
    ]


def test_a_folder_without_articles_is_a_mistake_and_removes_nothing(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()

    result = terminal.run("ingest", str(tmp_path / "empty"))

    assert result.exit_code == 1
    assert "no article found" in result.stdout
    assert terminal.run("source", "cme/what-cme-is-for.md").exit_code == 0


def test_a_folder_that_is_none_is_a_wrong_use(terminal: Terminal, ours: Path) -> None:
    for name in ("nowhere", str(ours / "articles" / "sabbaticals.md")):
        assert terminal.run("ingest", name).exit_code == 2


def test_an_unknown_source_is_said_to_be(terminal: Terminal) -> None:
    result = terminal.run("source", "no-such\x1b[2J.md")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "the hub holds no document with the id 'no-such\\x1b[2J.md'" in result.stderr


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """A set of three queries: one whose document is found, one of whose two documents only the
    better one exists, one whose document does not."""
    corpus = {
        "leave": "Nurses may take paid leave for continuing education.",
        "fees": "Registration fees are refunded after the conference.",
        "moc": "Physicians keep their board certification by an assessment.",
    }
    queries = {
        "q1": "refund of conference fees",
        "q2": "paid leave for nurses",
        "q3": "board certification of physicians",
        "q4": "never judged",
    }
    grades = [("q1", "fees", 1), ("q2", "leave", 2), ("q2", "gone", 1), ("q3", "gone", 1)]
    folder = tmp_path / "judged"
    folder.mkdir()
    _write(folder / "corpus.jsonl", [{"_id": i, "title": "", "text": t} for i, t in corpus.items()])
    _write(folder / "queries.jsonl", [{"_id": i, "text": t} for i, t in queries.items()])
    rows = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in grades)]
    (folder / "qrels.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def _write(path: Path, records: list[dict[str, str]]) -> None:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")


def test_the_figures_are_those_that_can_be_reckoned_by_hand(
    untouched: Terminal, judged: Path
) -> None:
    figures = untouched.json("eval", str(judged))

    assert list(figures) == [
        *("ndcg@10", "recall@10", "recall@100", "mrr@10"),
        *("queries", "p50_ms", "p95_ms", "docs_per_s"),
    ]
    # The second query gains 2 of 2 + 1/log2(3); the third nothing.
    assert figures["ndcg@10"] == round((1 + 2 / (2 + 0.63093) + 0) / 3, 4) == 0.5867
    assert figures["recall@10"] == figures["recall@100"] == 0.5
    assert figures["mrr@10"] == 0.6667
    assert figures["queries"] == 3
    assert 0 < figures["p50_ms"] <= figures["p95_ms"]
    assert figures["docs_per_s"] > 0


def test_a_second_run_only_searches_and_the_hub_knows_nothing_of_either(
    untouched: Terminal, judged: Path
) -> None:
    one, two = (untouched.json("eval", str(judged)) for _ in range(2))

    assert one["docs_per_s"] == two["docs_per_s"]
    assert not (untouched.home / "hub.sqlite").exists()


def test_the_figures_may_stand_in_a_folder_and_in_lines(untouched: Terminal, judged: Path) -> None:
    (judged / "qrels").mkdir()
    (judged / "qrels.tsv").rename(judged / "qrels" / "test.tsv")

    result = untouched.run("eval", str(judged))

    assert result.exit_code == 0
    assert "ndcg@10      0.5867\n" in result.stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("qrels.tsv", None, "neither qrels.tsv nor qrels/test.tsv"),
        ("queries.jsonl", None, "queries.jsonl"),
        ("corpus.jsonl", None, "corpus.jsonl"),
        ("queries.jsonl", '{"_id": "q1", "text": "x"}\n{"_id": \n', "queries.jsonl, line 2"),
        ("corpus.jsonl", '{"_id": "a", "text": "x"}\n["a"]\n', "corpus.jsonl, line 2"),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\tfees\tgood\n", "qrels.tsv, line 2"),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\tfees\t0\n", "no query"),
        ("qrels.tsv", "q1\tfees\t1\n", "qrels.tsv, line 1"),
        ("queries.jsonl", '\n{"_id": "q1"}\n', "queries.jsonl, line 2"),
        ("corpus.jsonl", b'{"_id": "a", "text": "caf\xe9"}\n', "corpus.jsonl, line 1"),
    ],
)
def test_a_set_that_cannot_be_read_is_refused_with_the_place(
    untouched: Terminal, judged: Path, name: str, content: str | bytes | None, said: str
) -> None:
    (judged / name).unlink()
    if content is not None:
        (judged / name).write_bytes(content.encode() if isinstance(content, str) else content)

    result = untouched.run("eval", str(judged))

    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert "reference" not in result.stderr
