"""Programs for the terminal: cards, a table side by side, briefings, and all of them as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from adapters.console.lines import item, legible, wrapped
from bot import wording
from bot.messages import Briefing, Comparison, Match, Programs, Section, Statement
from bot.programs import words
from knowledge.catalog.record import to_fields
from knowledge.programs import Program

SHORT = 2
"""Reasons told on a short card."""

_LABEL = 19
_NARROWEST = 18


def programs_text(message: Programs, width: int) -> Iterator[str]:
    """Cards, best first; what is not known to fit stands under a heading of its own."""
    yield from _understood(message.understood, message.doubts, width)
    if message.matches:
        yield from cards(message.matches, width)
        if message.more:
            yield from wrapped(wording.more_programs(message.more), width)
    else:
        yield from wrapped(wording.none_fits(message), width)
    if message.perhaps:
        yield from ("", *wrapped(wording.PERHAPS, width), "")
        yield from cards(message.perhaps, width)
    if message.nearest:
        yield from ("", *wrapped(wording.NEAREST_PROGRAMS, width), "")
        yield from cards(message.nearest, width, mark="-")


def _understood(understood: Iterable[str], doubts: Iterable[str], width: int) -> Iterator[str]:
    read = tuple(understood)
    if read:
        yield from wrapped(wording.understood(" · ".join(read)), width)
    for doubt in doubts:
        yield from wrapped(doubt, width)
    if read or doubts:
        yield ""


def cards(matches: Sequence[Match], width: int, mark: str = "+") -> Iterator[str]:
    """Programs one under the other, numbered from 1."""
    for number, match in enumerate(matches, 1):
        if number > 1:
            yield ""
        yield from _card(match, f"{number}. ", width, mark)


def _card(match: Match, opening: str, width: int, mark: str) -> Iterator[str]:
    """One program: what it is, what speaks for it, what is not stated, where it was read."""
    program = match.program
    yield from item(f"{program.title}, {program.provider}", opening, width)
    yield from item(words.facts_line(program), "   ", width)
    for reason in match.why:
        yield from item(reason.text, f"   {mark} ", width, indent=5)
    for caution in match.cautions:
        yield from item(f"Note: {caution}", "   ! ", width, indent=5)
    if match.unstated:
        yield from item(f"Not stated: {', '.join(match.unstated)}", "   ? ", width, indent=5)
    yield from item(f"Source: {words.provenance(program)}", "   ", width)
    if program.url:
        yield f"   {legible(program.url)}"
    yield f"   coach source {legible(program.id)}"


def short_card(match: Match, opening: str, width: int) -> Iterator[str]:
    """One program in a few lines, beside other things that are said."""
    program = match.program
    yield from item(f"{program.title}, {program.provider}", opening, width)
    yield from item(words.facts_line(program), "   ", width)
    if match.why:
        said = "; ".join(reason.text for reason in match.why[:SHORT])
        yield from item(said, "   + ", width, indent=5)
    for caution in match.cautions:
        yield from item(f"Note: {caution}", "   ! ", width, indent=5)
    yield from item(f"{words.provenance(program)}; coach source {program.id}", "   ", width)


def comparison_text(message: Comparison, width: int) -> Iterator[str]:
    """A table where the width allows it, else the programs one under the other."""
    column = (width - _LABEL) // len(message.programs) - 2
    titles = [program.title for program in message.programs]
    if column < _NARROWEST:
        for place, title in enumerate(titles):
            yield from ("", *wrapped(title, width))
            for label, cells in message.rows:
                yield from item(f"{label}: {cells[place]}", "  ", width, indent=4)
        return
    yield from _row("", titles, column)
    yield "-" * (_LABEL + len(titles) * (column + 2))
    for label, cells in message.rows:
        yield from _row(label, cells, column)


def _row(label: str, cells: Sequence[str], column: int) -> Iterator[str]:
    columns = [textwrap.wrap(label, _LABEL - 1)]
    columns += [textwrap.wrap(legible(cell), column) for cell in cells]
    for place in range(max(map(len, columns))):
        parts = [lines[place] if place < len(lines) else "" for lines in columns]
        first, *rest = parts
        yield f"{first:{_LABEL}}{''.join(f'{part:{column + 2}}' for part in rest)}".rstrip()


def briefing_text(message: Briefing, width: int) -> Iterator[str]:
    """A title, then section after section, then the sources of the statements."""
    yield from wrapped(message.title, width)
    yield from ("", *_understood(message.understood, (), width))
    for section in message.sections:
        yield from _section(section, width)
    for note in message.notes:
        yield from item(note, "• ", width)
    if message.notes and message.citations:
        yield ""


def _section(section: Section, width: int) -> Iterator[str]:
    yield from wrapped(section.heading, width)
    for statement in section.statements:
        marks = wording.marks(statement.citations)
        yield from item(f"{statement.text} {marks}", "• ", width)
    for number, match in enumerate(section.programs, 1):
        yield from short_card(match, f"{number}. ", width)
    yield ""


def programs_json(message: Programs) -> dict[str, Any]:
    """As an answer in JSON, each program's statement made of the record's own sentences."""
    said = {c.number: c.quote for c in message.citations}
    shown = (*message.matches, *message.perhaps)
    statements = []
    for match in shown:
        numbers = list(dict.fromkeys(n for reason in match.why for n in reason.citations))
        if numbers:
            text = " ".join(said[n] for n in numbers)
            statements.append({"text": text, "citations": numbers})
    return {
        "statements": statements,
        "programs": [match_json(match) for match in message.matches],
        "perhaps": [match_json(match) for match in message.perhaps],
        "nearest_programs": [match_json(match) for match in message.nearest],
        "more": message.more,
        "understood": list(message.understood),
        "doubts": list(message.doubts),
        "checked": {"supported": len(statements), "statements": len(statements)},
    }


def match_json(match: Match) -> dict[str, Any]:
    """A program with its reasons."""
    program = match.program
    return {
        "id": program.id,
        "title": program.title,
        "url": program.url or None,
        "why": [reason.text for reason in match.why],
        "citations": [list(reason.citations) for reason in match.why],
        "unstated": list(match.unstated),
        "cautions": list(match.cautions),
        "source": words.provenance(program),
        "record": to_fields(program),
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {"text": statement.text, "citations": list(statement.citations)}


def comparison_json(message: Comparison) -> dict[str, Any]:
    """The rows of the table, and the records behind them."""
    count = len(message.statements)
    return {
        "statements": [_statement(s) for s in message.statements],
        "checked": {"supported": count, "statements": count},
        "programs": [_compared(program) for program in message.programs],
        "rows": [{"label": label, "cells": list(cells)} for label, cells in message.rows],
    }


def _compared(program: Program) -> dict[str, Any]:
    """A program that stands beside others; nothing is said for it."""
    return {
        "id": program.id,
        "title": program.title,
        "url": program.url or None,
        "why": [],
        "record": to_fields(program),
    }


def briefing_json(message: Briefing) -> dict[str, Any]:
    """Section after section, and every statement in one list as in any answer."""
    statements = [s for section in message.sections for s in section.statements]
    return {
        "title": message.title,
        "statements": [_statement(s) for s in statements],
        "checked": {"supported": len(statements), "statements": len(statements)},
        "programs": [match_json(m) for section in message.sections for m in section.programs],
        "sections": [
            {
                "heading": section.heading,
                "statements": [_statement(s) for s in section.statements],
                "programs": [match_json(match) for match in section.programs],
            }
            for section in message.sections
        ],
        "notes": list(message.notes),
        "understood": list(message.understood),
    }
