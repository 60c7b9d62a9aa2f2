"""The conversation in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from adapters.console.conversation import read_question, reply
from adapters.console.render import legible, to_text
from bot import wording
from bot.coach import Coach
from bot.messages import Apology, Help


def converse(coach: Coach, member: str, width: int) -> bool:
    """Answer what is typed until an empty line or the end of the input.

    When the input is no terminal, each of its lines is a question; without one, the coach shows
    what it does with an example. False when one of those could not be answered.
    """
    at_terminal = sys.stdin is not None and sys.stdin.isatty()
    answered = True
    for text in _typed(width) if at_terminal else _piped():
        message = reply(coach.reply, read_question(text, f"chat:{member}", member))
        click.echo(f"\n{to_text(message, width)}\n")
        answered = answered and not isinstance(message, Apology)
    return at_terminal or answered


def _typed(width: int) -> Iterator[str]:
    click.echo(f"{wording.NAME}\n\n{to_text(Help(), width)}\n")
    click.echo("An empty line ends the conversation.\n")
    while text := _line():
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
