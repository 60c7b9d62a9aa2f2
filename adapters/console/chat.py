"""The conversation in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from adapters.console.conversation import read_question, reply
from adapters.console.render import legible, to_text
from bot import wording
from bot.coach import Coach
from bot.messages import Help


def converse(coach: Coach, member: str, width: int) -> None:
    """Answer what is typed until an empty line or the end of the input.

    When the input is no terminal, each of its lines is a question; without one, the coach shows
    what it does with an example.
    """
    typed = _typed(width) if sys.stdin and sys.stdin.isatty() else _piped()
    for text in typed:
        message = reply(coach.reply, read_question(text, f"chat:{member}", member))
        click.echo(f"\n{to_text(message, width)}\n")


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
    lines = click.get_text_stream("stdin", errors="replace") if sys.stdin else ()
    asked = False
    for text in filter(None, map(str.strip, lines)):
        asked = True
        click.echo(f"You: {legible(text)}")
        yield text
    if not asked:
        click.echo(f"You: {wording.EXAMPLES[0]}")
        yield wording.EXAMPLES[0]
