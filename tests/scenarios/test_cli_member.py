"""What the terminal keeps of a member: asking, talking, seeing it all, and forgetting it."""

from __future__ import annotations

import json
import os
import pty
import subprocess

import pytest

from bot import wording
from tests.scenarios.conftest import QUESTION
from tests.terminal import Json, Terminal


def turns(terminal: Terminal, member: str) -> list[Json]:
    """What an export shows; it fails when nothing is held."""
    result = terminal.run("export", "--member", member)
    if result.exit_code == 1:
        assert (result.stdout, "nothing is held" in result.stderr) == ("", True)
        return []
    kept: list[Json] = json.loads(result.stdout)["turns"]
    return kept


def test_a_member_who_asks_is_remembered_and_can_see_it(terminal: Terminal) -> None:
    terminal.json("ask", "--member", "ana", QUESTION)

    (turn,) = turns(terminal, "ana")
    assert turn.pop("at").endswith("+00:00")
    assert turn == {
        "tenant": "terminal",
        "thread": "terminal:ask:ana",
        "member": "ana",
        "asked": QUESTION,
        "kind": "answer",
    }
    assert turns(terminal, "bo") == []


def test_a_member_s_next_question_may_lean_on_the_one_before(terminal: Terminal) -> None:
    terminal.json("ask", "--member", "ana", "How do physicians get a course paid for?")

    assert "paid" in terminal.json("ask", "--member", "ana", "and for nurses?")["understood"]
    chained = terminal.json("ask", "--member", "ana", "and in Texas?")["understood"]
    assert chained == "How do nurses get a course paid for, in Texas?"
    assert terminal.json("ask", "--member", "bo", "and for nurses?")["understood"] is None


def test_what_is_forgotten_is_in_no_byte_of_the_state(terminal: Terminal) -> None:
    for member in ("quokka", "bo"):
        terminal.json("ask", "--member", member, f"zanzibar of {member}: {QUESTION}")
    assert b"zanzibar of quokka" in terminal.kept()

    result = terminal.run("forget", "--member", "quokka")

    assert (result.exit_code, result.stdout) == (0, "Removed 2 records of member quokka.\n")
    assert b"quokka" not in terminal.kept()
    assert turns(terminal, "quokka") == []
    assert len(turns(terminal, "bo")) == 1


@pytest.mark.parametrize("command", ["export", "forget"])
def test_a_wrong_tenant_is_not_mistaken_for_erasure(terminal: Terminal, command: str) -> None:
    terminal.json("ask", "--member", "ana", QUESTION)

    wrong = terminal.run(command, "--member", "ana", "--tenant", "slack:T\x1bWRONG")
    stranger = terminal.run(command, "--member", "bo")

    assert (wrong.exit_code, wrong.stdout, stranger.exit_code) == (1, "", 1)
    assert wrong.stderr == (
        "Error: nothing is held about member ana in tenant slack:TWRONG; "
        "that id is known in terminal\n"
    )
    assert stranger.stderr.endswith("that id is known in no tenant\n")
    assert len(turns(terminal, "ana")) == 1


@pytest.mark.parametrize("command", ["export", "forget"])
def test_the_help_says_which_ids_a_member_is_found_by(terminal: Terminal, command: str) -> None:
    said = " ".join(terminal.run(command, "--help").stdout.split())

    for id_ in ("U…", "slack:T…", "slack:E…", "Entra object id", "teams:<tenant id>"):
        assert id_ in said
    assert "[default: terminal]" in said


def test_a_shared_conversation_holds_of_each_member_only_their_own_words(
    terminal: Terminal,
) -> None:
    def said(member: str, question: str) -> Json:
        line = json.dumps({"question": question, "thread": "t", "member": member})
        answer: Json = json.loads(terminal.run("ask", "--batch", "-", stdin=line).stdout)
        return answer

    said("alice", "How do quokka physicians get a course paid for?")
    assert "quokka nurses get a course paid" in said("bob", "and for nurses?")["understood"]
    assert "quokka" not in json.dumps(turns(terminal, "bob"))

    assert terminal.run("forget", "--member", "alice").exit_code == 0

    assert b"quokka" not in terminal.kept()
    assert said("bob", "and in Texas?")["understood"] == "and for nurses in Texas?"


@pytest.mark.parametrize("command", ["export", "forget"])
def test_whose_data_is_never_guessed(terminal: Terminal, command: str) -> None:
    result = terminal.run(command)

    assert result.exit_code == 2
    assert "--member" in result.stderr


@pytest.mark.parametrize("member", ["", "a'; DROP TABLE turn; --", "\udcff", "a" * 3_000, "🎉\x00"])
def test_a_strange_member_is_one_as_any_other(terminal: Terminal, member: str) -> None:
    assert terminal.run("ask", "--member", member, QUESTION).exit_code == 0
    assert len(turns(terminal, member)) == (1 if member else 0)
    assert terminal.run("forget", "--member", member).exit_code == (0 if member else 1)
    assert turns(terminal, member) == []


def test_each_line_that_is_piped_in_is_answered_in_one_conversation(terminal: Terminal) -> None:
    asked = (
        b"How do physicians get a course paid for?\n\n  and for nurses? \r\ncaf\xff\x1b[2J\nthanks"
    )

    result = terminal.run("chat", stdin=asked)

    said = [line for line in result.stdout.splitlines() if line.startswith("You: ")]
    assert result.exit_code == 0
    assert said == [
        "You: How do physicians get a course paid for?",
        "You: and for nurses?",
        "You: caf\ufffd[2J",
        "You: thanks",
    ]
    assert "I read this as:" in result.stdout
    assert wording.WELCOME in result.stdout
    assert len(turns(terminal, "you")) == 4


@pytest.mark.parametrize("stdin", ["", "\n\n"])
def test_without_a_word_the_coach_shows_what_it_does_with_an_example(
    terminal: Terminal, stdin: str
) -> None:
    result = terminal.run("chat", stdin=stdin)

    assert result.exit_code == 0
    assert result.stdout.startswith(f"You: {wording.EXAMPLES[0]}\n")
    assert "\nSources\n" in result.stdout


def test_a_chat_that_fails_to_answer_goes_on(terminal: Terminal) -> None:
    asked = f"{QUESTION}\nWhat is a contact hour?\n"
    (terminal.home / "hub.sqlite").write_bytes(b"no database" * 500)

    result = terminal.run("chat", stdin=asked)

    assert result.exit_code == 1
    assert result.stdout.count("You: ") == 2
    assert result.stdout.count("hub.sqlite is damaged: run `coach ingest`") == 2


def test_at_a_terminal_the_coach_introduces_itself_and_an_empty_line_ends_it(
    terminal: Terminal,
) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, b"What is a contact hour?\n\n")
    done = subprocess.run(
        [*terminal.command, "chat"],
        env=terminal.environment(),
        stdin=theirs,
        capture_output=True,
        text=True,
        check=True,
    )
    os.close(ours)
    os.close(theirs)

    assert done.stdout.startswith(f"{wording.NAME}\n")
    assert wording.EXAMPLES[0] in done.stdout
    assert "60 minutes" in done.stdout
