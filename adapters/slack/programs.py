"""Programs as Slack shows them: cards with buttons, comparisons, briefings. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from adapters import cards
from adapters.slack.blocks import (
    BUDGET,
    Block,
    Line,
    Span,
    clean,
    fits,
    label,
    line,
    note,
    one_line,
    openable,
    paragraph,
    shortened,
    size,
    title,
    words,
)
from adapters.slack.citing import sources, stated, understood
from bot import wording
from bot.messages import Briefing, Comparison, Match, Programs, Section
from bot.programs.words import facts_line
from knowledge.programs import Program

SAVE, REMOVE, COMPARE, SOURCE = "save", "remove", "compare", "source"
"""The actions of the buttons; each but "compare" is followed by ":" and the card's number."""

_VALUE_LIMIT = 2_000
_URL_LIMIT = 3_000
_LABEL_LIMIT = 75


def programs(message: Programs) -> list[Block]:
    """Cards, best first; where they are too long, with fewer reasons, then fewer of them."""
    for shown, most in cards.smaller(message):
        blocks = _programs(shown, most)
        if size(blocks) <= BUDGET:
            return blocks
    return _programs(shown, most, buttons=False)


def _programs(message: Programs, most: int, *, buttons: bool = True) -> list[Block]:
    matches = (*message.matches, *message.perhaps, *message.nearest)
    numbers = count(1)
    blocks = _opening(message)
    for heading, group in (
        ("", message.matches),
        (wording.PERHAPS, message.perhaps),
        (wording.NEAREST_PROGRAMS, message.nearest),
    ):
        if heading and group:
            blocks.append(title(heading))
        for match in group:
            blocks += _text(match, cards.reasons(match, most), linked=buttons)
            blocks.append(note(cards.small_print(match)))
            blocks += _buttons(match.program, next(numbers)) if buttons else []
    if message.more:
        blocks.append(note(wording.more_programs(message.more)))
    return [*blocks, *(_compare_button(matches) if buttons else [])]


def _opening(message: Programs) -> list[Block]:
    blocks = [note(understood(" · ".join(message.understood)))] if message.understood else []
    blocks += [
        note(one_line(doubt, cards.SMALL_LIMIT)) for doubt in message.doubts[: cards.MOST_DOUBTS]
    ]
    if not message.matches:
        none = wording.none_fits(message)
        blocks.append(words(none))
    return blocks


def short_card(match: Match, number: int, *, saved: bool = False) -> list[Block]:
    """A program under an answer, numbered among the message's cards: no more than decides. A saved
    one shows its number, by which it can be removed too."""
    told = [reason.text for reason in match.why[: cards.FEW_REASONS]]
    text = _text(match, told, mark=f"{number}. " if saved else "")
    return [*text, note(cards.source(match.program)), *_buttons(match.program, number, saved=saved)]


def _text(match: Match, told: Sequence[str], *, linked: bool = True, mark: str = "") -> list[Block]:
    program = match.program
    cautions = (cards.caution(caution) for caution in match.cautions)
    marked = [mark] if mark else []
    lines = [
        line(*marked, *_name(program, bold=True, linked=linked)),
        line(one_line(facts_line(program), cards.FACTS_LIMIT)),
        *(line(f"• {one_line(reason, cards.REASON_LIMIT)}") for reason in told),
        *(line(one_line(caution, cards.REASON_LIMIT)) for caution in cautions),
    ]
    return [paragraph(lines)]


def _name(program: Program, *, bold: bool = False, linked: bool = True) -> list[Span | str]:
    """Title and provider; the title leads to the provider's page."""
    url = _address(program) if linked else ""
    title = Span(one_line(program.title, cards.TITLE_LIMIT), url, bold)
    return [title, f", {one_line(program.provider, cards.PROVIDER_LIMIT)}"]


def _buttons(program: Program, number: int, *, saved: bool = False) -> list[Block]:
    action, text = (REMOVE, wording.REMOVE) if saved else (SAVE, wording.SAVE)
    elements = _naming(program, f"{action}:{number}", text)
    if url := _address(program):
        source = button(f"{SOURCE}:{number}", wording.SOURCE, program.title)
        elements.append({**source, "url": url})
    return [{"type": "actions", "elements": elements}] if elements else []


def _naming(program: Program, action: str, text: str) -> list[Block]:
    """A button that tells which program it is for."""
    value = _value((program.id,))
    return [{**button(action, text, program.title), "value": value}] if value else []


def _compare_button(matches: Sequence[Match]) -> list[Block]:
    programs = cards.to_compare(matches)
    value = _value(programs)
    if not programs or not value:
        return []
    text = wording.compare(len(programs), len(matches))
    return [{"type": "actions", "elements": [{**button(COMPARE, text), "value": value}]}]


def button(action: str, text: str, about: str = "") -> Block:
    """A screen reader is told what it is about: one message has many buttons of one name."""
    spoken = f"{text}: {clean(one_line(about, _LABEL_LIMIT))}" if about else text
    return {
        "type": "button",
        "action_id": action,
        "text": label(text),
        "accessibility_label": shortened(spoken, _LABEL_LIMIT),
    }


def _value(programs: Sequence[str]) -> str:
    """What a button carries; nothing where a press could not be read or would be too long."""
    written = json.dumps(list(programs), ensure_ascii=False)
    readable = cards.programs_in(list(programs))
    return written if readable and len(written) <= _VALUE_LIMIT else ""


def comparison(message: Comparison) -> list[Block]:
    """A paragraph for each thing to know, a line in it for each program; a phone is too narrow
    for columns. Where it is too long, with shorter cells, then without the last rows."""
    for limit in cards.CELL_LIMITS:
        blocks = _comparison(message, limit, len(message.rows))
        if size(blocks) <= BUDGET:
            return blocks
    for rows in range(len(message.rows), -1, -1):
        blocks = _comparison(message, limit, rows, linked=False)
        if size(blocks) <= BUDGET:
            break
    return blocks


def _comparison(message: Comparison, limit: int, rows: int, *, linked: bool = True) -> list[Block]:
    letters = list(zip(cards.letters(len(message.programs)), message.programs, strict=True))
    names = [line(f"{letter}: ", *_name(p, bold=True, linked=linked)) for letter, p in letters]
    saves = [
        save
        for letter, program in letters
        for save in _naming(program, f"{SAVE}:{letter}", f"{wording.SAVE} {letter}")
    ]
    return [
        paragraph(names),
        *(
            paragraph(
                [
                    line(Span(name, bold=True)),
                    *(
                        line(f"{who}: {one_line(cell, limit)}")
                        for who, cell in cards.lettered(cells)
                    ),
                ]
            )
            for name, cells in message.rows[:rows]
        ),
        *([{"type": "actions", "elements": saves}] if saves and linked else []),
    ]


def briefing(message: Briefing) -> list[Block]:
    """Sections of statements and programs, then the sources. Where it is too long, without links
    in the text, then without cards and any links, then with fewer programs in lines, then without
    its middle."""
    for linked, carded, most in _LESS:
        blocks = _briefing(message, linked=linked, carded=carded, most=most)
        if fits(blocks):
            return blocks
    less = cards.shorter(message)
    return blocks if less is None else briefing(less)


_LESS = (
    (True, True, None),
    (False, True, None),
    *((False, False, most) for most in (None, *cards.FEWER_LINES)),
)


def _briefing(message: Briefing, *, linked: bool, carded: bool, most: int | None) -> list[Block]:
    cited = cards.cited(message)
    urls = {citation.number: citation.url for citation in cited} if linked else {}
    on_cards = cards.carded(message) if carded else set()
    numbers = count(1)
    blocks = [title(one_line(message.title, cards.SMALL_LIMIT))]
    if message.understood:
        blocks.append(note(understood(" · ".join(message.understood))))
    for place, section in enumerate(message.sections):
        if place in on_cards:
            blocks += section_cards(section, urls, numbers, linked=linked)
        else:
            lines = in_lines(section, 0, most, linked=carded, facts=False)
            blocks.append(paragraph([*_said(section, urls), *lines]))
    if cited:
        blocks.append(sources(wording.SOURCES, cited, {}, linked=carded))
    return [*blocks, *(note(one_line(text, cards.SMALL_LIMIT)) for text in message.notes)]


def section_cards(
    section: Section, urls: Mapping[int, str], numbers: Iterator[int], *, linked: bool
) -> Iterator[Block]:
    """The first programs on cards, each further one in a line."""
    yield paragraph(_said(section, urls))
    for match in section.programs[: cards.MOST_CARDS]:
        yield from short_card(match, next(numbers), saved=section.saved)
    if rest := list(in_lines(section, cards.MOST_CARDS, None, linked=linked, facts=linked)):
        yield paragraph(rest)


def in_lines(
    section: Section, first: int, most: int | None, *, linked: bool, facts: bool
) -> Iterator[Line]:
    """A line for each program from a place on; how many are left out, where `most` leaves any."""
    for number, match in list(enumerate(section.programs, 1))[first:most]:
        told = f" · {one_line(facts_line(match.program), cards.FEW_FACTS)}" if facts else ""
        yield line(cards.mark(section, number), *_name(match.program, linked=linked), told)
    if most is not None and len(section.programs) > most:
        yield line(wording.not_shown(len(section.programs) - most))


def _said(section: Section, urls: Mapping[int, str]) -> list[Line]:
    statements = (stated(statement, urls, "• ") for statement in section.statements)
    return [line(Span(section.heading, bold=True)), *statements]


def _address(program: Program) -> str:
    return openable(program.url) if len(program.url) <= _URL_LIMIT else ""
