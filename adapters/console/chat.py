"""The conversation in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress

import click

from adapters.console.conversation import read_question, reply
from adapters.console.lines import legible
from adapters.console.render import to_text
from bot import wording
from bot.coach import Coach
from bot.messages import Apology, Help

LEAVE = frozenset({"bye", "exit", "quit", "q"})


def converse(coach: Coach, member: str, thread: str, width: int) -> bool:
    """Answer what is typed until an empty line, a word of leave or the end of the input.

    When the input is no terminal, each of its lines is a question; without one, the coach shows
    what it does with an example. False when one of those could not be answered.
    """
    at_terminal = sys.stdin is not None and sys.stdin.isatty()
    answered = True
    for text in _typed(width) if at_terminal else _piped():
        message = reply(coach.reply, read_question(text, thread, member))
        click.echo(f"\n{to_text(message, width)}\n")
        answered = answered and not isinstance(message, Apology)
    return at_terminal or answered


def _typed(width: int) -> Iterator[str]:
    click.echo(f"{wording.NAME}\n\n{to_text(Help(), width)}\n")
    click.echo("An empty line ends the conversation.\n")
    with suppress(ImportError):  # Windows has none; with it the arrow keys edit the line
        import readline  # noqa: F401, PLC0415
    while (text := _line()) and text.lower() not in LEAVE:
        yield text


def _line() -> str:
    try:
        return input("You: ").strip()
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return ""


def _piped() -> Iterator[str]:
    asked = False
    for line in sys.stdin.buffer if sys.stdin else ():
        text = line.decode(errors="replace").strip()
        if not text:
            continue
        asked = True
        click.echo(f"You: {legible(text)}")
        yield text
    if not asked:
        click.echo(f"You: {wording.EXAMPLES[0]}")
        yield wording.EXAMPLES[0]
