"""The conversation in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from adapters.console.conversation import read_question, reply
from adapters.console.render import to_text
from bot import wording
from bot.coach import Coach
from bot.messages import Help


def converse(coach: Coach, member: str, width: int) -> None:
    """Answer what is typed until an empty line or the end of the input.

    When the input is no terminal, each of its lines is a question; without one, the coach shows
    what it does with an example.
    """
    typed = _typed(width) if sys.stdin.isatty() else _piped()
    for text in typed:
        message = reply(coach, read_question(text, f"chat:{member}", member))
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
    lines = [line.strip() for line in sys.stdin if line.strip()]
    for text in lines or wording.EXAMPLES[:1]:
        click.echo(f"You: {text}")
        yield text
