"""`coach ask --batch`: many questions in, as many answers out, whatever stands in between."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scenarios.conftest import QUESTION
from tests.terminal import Json, Terminal


def lines(*records: Json) -> str:
    return "".join(f"{json.dumps(record)}\n" for record in records)


def answers(terminal: Terminal, stdin: str | bytes, exit_code: int = 0) -> list[Json]:
    result = terminal.run("ask", "--batch", "-", stdin=stdin)
    assert result.exit_code == exit_code
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_answers_come_in_the_order_of_the_questions_one_on_each_line(
    terminal: Terminal, tmp_path: Path
) -> None:
    questions = [QUESTION, "What is a contact hour?", "Who won the 1986 world cup?"]
    batch = tmp_path / "questions.jsonl"
    batch.write_text(lines(*({"question": question} for question in questions)))

    result = terminal.run("ask", "--batch", str(batch))
    said = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 0
    assert [answer["question"] for answer in said] == questions
    assert [answer["kind"] for answer in said] == ["answer", "answer", "abstention"]
    assert said[0].keys() == terminal.json("ask", QUESTION).keys()


def test_lines_of_one_thread_are_one_conversation_and_others_are_not(terminal: Terminal) -> None:
    asked = lines(
        {"question": "How do physicians get a course paid for?", "thread": "a"},
        {"question": "and for nurses?", "thread": "a"},
        {"question": "and for nurses?", "thread": "b"},
        {"question": "and for nurses?"},
    )

    _, follow_up, other, alone = answers(terminal, asked)

    assert "course paid for" in follow_up["understood"]
    assert "nurses" in follow_up["understood"]
    assert other["understood"] is None
    assert alone["understood"] is None


def test_a_thread_goes_on_in_the_next_process(terminal: Terminal) -> None:
    first = {"question": "How do physicians get a course paid for?", "thread": "a", "member": "bo"}
    answers(terminal, lines(first))

    (follow_up,) = answers(terminal, lines({"question": "and for nurses?", "thread": "a"}))

    assert "course paid for" in follow_up["understood"]


def test_only_lines_with_a_thread_or_a_member_are_kept(terminal: Terminal) -> None:
    answers(terminal, lines({"question": f"zanzibar {QUESTION}"}))
    assert not (terminal.home / "coach.sqlite").exists()

    answers(terminal, lines({"question": QUESTION, "member": "ana"}))
    assert json.loads(terminal.run("export", "--member", "ana").stdout)["turns"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "not JSON"),
        (b'"a string"', "not a question"),
        (b'{"question": 5}', "not a question"),
        (b'{"query": "What is MOC?"}', "not a question"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
    ],
    ids=["cut", "string", "number", "other-key", "deep", "binary"],
)
def test_a_bad_line_is_named_and_costs_its_neighbours_nothing(
    terminal: Terminal, line: bytes, why: str
) -> None:
    good = lines({"question": QUESTION}).encode()

    first, bad, last = answers(terminal, good + b"\n" + line + b"\n" + good, exit_code=1)

    assert (first["kind"], bad["kind"], last["kind"]) == ("answer", "apology", "answer")
    assert bad["text"].startswith(f"Line 3 is {why}")
    assert bad["reference"] == "line-3"


def test_bytes_that_are_no_text_cost_only_the_words_they_stand_in(terminal: Terminal) -> None:
    asked = b'{"question": "caf\xff What is a contact hour?"}\n{"question": "\\ud800 MOC?"}\n'

    latin, half = answers(terminal, asked)

    assert (latin["kind"], half["kind"]) == ("abstention", "answer")
    assert latin["nearest"]
    assert half["question"] == "\ud800 MOC?"


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_a_question(
    terminal: Terminal,
) -> None:
    asked = "\ufeff" + lines({"question": QUESTION}).replace("\n", "\r\n")

    assert [answer["kind"] for answer in answers(terminal, asked)] == ["answer"]


def test_no_questions_are_no_answers(terminal: Terminal) -> None:
    assert answers(terminal, "\n \n") == []


def test_a_line_that_cannot_be_kept_is_apologised_for_and_the_others_answered(
    terminal: Terminal,
) -> None:
    (terminal.home / "coach.sqlite").write_bytes(b"no database" * 500)
    asked = lines({"question": QUESTION, "thread": "a"}, {"question": QUESTION})

    kept, alone = answers(terminal, asked, exit_code=1)

    assert (kept["kind"], alone["kind"]) == ("apology", "answer")


def test_a_file_that_is_not_there_and_a_member_for_all_are_a_wrong_use(terminal: Terminal) -> None:
    assert terminal.run("ask", "--batch", "nowhere.jsonl").exit_code == 2
    result = terminal.run("ask", "--batch", "-", "--member", "ana")
    assert result.exit_code == 2
    assert 'each line names its own "member"' in result.stderr
