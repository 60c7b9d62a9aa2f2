"""A member's profile from one process to the next: told, used, exported, and gone without trace."""

from __future__ import annotations

import json

from tests.terminal import Terminal


def test_a_profile_outlives_the_process_and_is_exported_whole(terminal: Terminal) -> None:
    told = terminal.json("ask", "--member", "ana", "I'm a nurse in Texas and I work nights")
    terminal.json("ask", "--member", "ana", "my review is on 3 March")

    shown = terminal.json("ask", "--member", "ana", "my profile")
    held = json.loads(terminal.run("export", "--member", "ana").stdout)

    assert told["kind"] == "done"
    assert {"label": "Profession", "text": "nurse"} in shown["rows"]
    assert held["profile"]["profession"] == "nurse"
    assert held["profile"]["states"] == ["TX"]
    assert held["profile"]["shift"] == "nights"
    assert [each["kind"] for each in held["deadlines"]] == ["review"]
    assert held["nudges"] == 0
    assert [turn["asked"] for turn in held["turns"]] == ["", "", ""]


def test_who_asks_to_be_forgotten_in_chat_is_in_no_byte_of_the_state(terminal: Terminal) -> None:
    terminal.json("ask", "--member", "quokka", "I work at Zanzibar Memorial Hospital")
    terminal.json("ask", "--member", "quokka", "my review is on 3 March")
    assert b"Zanzibar Memorial" in terminal.kept()

    asked = terminal.json("ask", "--member", "quokka", "forget me")
    done = terminal.json("ask", "--member", "quokka", "yes, forget me")

    assert (asked["kind"], done["kind"]) == ("help", "done")
    assert b"Zanzibar Memorial" not in terminal.kept()
    assert b"quokka" not in terminal.kept()
    assert terminal.run("export", "--member", "quokka").exit_code == 1


def test_the_first_hello_is_a_welcome(terminal: Terminal) -> None:
    first = terminal.json("ask", "--member", "bo", "hello")
    again = terminal.json("ask", "--member", "bo", "hello")

    assert (first["kind"], again["kind"]) == ("help", "help")
    assert len(first["rows"]) == 3
    assert "rows" not in again
