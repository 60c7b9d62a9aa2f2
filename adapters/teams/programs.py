"""Programs as Teams shows them: cards with buttons, comparisons, briefings.

Each function yields its message in full, then with ever less of it, until it fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from adapters import cards
from adapters.teams.citing import entities, source_rows, stated
from adapters.teams.elements import (
    Payload,
    activity,
    card,
    column,
    essentials,
    heading,
    joined,
    rich,
    run,
    small,
    spoken,
)
from adapters.teams.escape import markdown, plain, shortened, web_address
from bot import wording
from bot.messages import Briefing, Comparison, Match, Programs, Section
from bot.programs.words import facts_line
from knowledge.programs import Program

SAVE, REMOVE, COMPARE = "save", "remove", "compare"
"""The verbs of the buttons."""

_ADDRESS_LIMIT = 2_000
_LABELS = "110px"


def programs(message: Programs) -> Iterator[Payload]:
    """Cards, best first; with fewer reasons, then fewer of them, at last without buttons."""
    for shown, most in cards.smaller(message):
        yield _programs(shown, most)
    yield _programs(shown, most, buttons=False)


def _programs(message: Programs, most: int, *, buttons: bool = True) -> Payload:
    matches = (*message.matches, *message.perhaps, *message.nearest)
    body = _read(message.understood, message.doubts)
    for title, group in (
        ("", message.matches),
        (wording.PERHAPS, message.perhaps),
        (wording.NEAREST_PROGRAMS, message.nearest),
    ):
        body += [heading(title)] if title and group else []
        for match in group:
            told = cards.reasons(match, most)
            body.append(_box(match, told, cards.small_print(match), buttons=buttons))
    if message.more:
        body.append(small(wording.more_programs(message.more)))
    return _message(_lead(message), body, matches, _compare(matches) if buttons else [])


def _lead(message: Programs) -> str:
    if message.matches:
        return wording.PROGRAMS_THAT_FIT
    return wording.none_fits(message)


def _message(
    lead: str, body: list[Payload], matches: Iterable[Match], actions: Sequence[Payload]
) -> Payload:
    payload = activity(lead)
    words = essentials(lead, *(_named(match.program) for match in matches))
    payload["speak"] = spoken(words)
    if body:
        payload["attachments"] = [card(body, words, actions)]
    return payload


def _read(understood: Sequence[str], doubts: Sequence[str]) -> list[Payload]:
    """How the request was read, in small print; the words may be the member's own."""
    lines = [wording.understood(" · ".join(understood))] if understood else []
    return [_note(line) for line in (*lines, *doubts[: cards.MOST_DOUBTS])]


def short_card(match: Match, saved_at: int = 0) -> Payload:
    """A program under an answer: no more than decides. `saved_at` is its place, from 1, on the
    member's own list."""
    told = [reason.text for reason in match.why[: cards.FEW_REASONS]]
    return _box(match, told, cards.source(match.program), saved_at=saved_at)


def _box(
    match: Match, told: Sequence[str], read: str, *, buttons: bool = True, saved_at: int = 0
) -> Payload:
    program = match.program
    facts = shortened(facts_line(program), cards.FACTS_LIMIT)
    lines = [facts, *(f"• {shortened(reason, cards.REASON_LIMIT)}" for reason in told)]
    lines += [shortened(cards.caution(text), cards.REASON_LIMIT) for text in match.cautions]
    place = [run(f"{saved_at}. ")] if saved_at else []
    items = [
        rich(*place, *_name(program, linked=buttons)),
        *(rich(run(plain(line)), spacing="None") for line in lines),
        _note(read),
    ]
    if buttons:
        keep = _remove(program) if saved_at else _save(program)
        items.append({"type": "ActionSet", "actions": [*keep, *_source(program)]})
    return {"type": "Container", "separator": True, "spacing": "Medium", "items": items}


def _name(program: Program, *, linked: bool = True) -> list[Payload]:
    """Title and provider; the title leads to the provider's page."""
    title = run(shortened(program.title, cards.TITLE_LIMIT), weight="Bolder")
    if linked and (url := _address(program)):
        title["selectAction"] = {"type": "Action.OpenUrl", "url": url}
    return [title, run(f", {shortened(program.provider, cards.PROVIDER_LIMIT)}")]


def _named(program: Program) -> str:
    title = shortened(program.title, cards.TITLE_LIMIT)
    return f"{title}, {shortened(program.provider, cards.PROVIDER_LIMIT)}"


def _save(program: Program, letter: str = "") -> list[Payload]:
    return _pressed(f"{wording.SAVE} {letter}".rstrip(), SAVE, (program.id,))


def _remove(program: Program) -> list[Payload]:
    return _pressed(wording.REMOVE, REMOVE, (program.id,))


def _compare(matches: Sequence[Match]) -> list[Payload]:
    programs = cards.to_compare(matches)
    return _pressed(wording.compare(len(programs), len(matches)), COMPARE, programs)


def _pressed(title: str, verb: str, programs: Sequence[str]) -> list[Payload]:
    """A button that is answered to whoever presses it; older clients send its fallback."""
    if not cards.programs_in(list(programs)):
        return []
    data = {"programs": list(programs)}
    fallback = {"type": "Action.Submit", "title": title, "data": {"verb": verb, **data}}
    return [
        {
            "type": "Action.Execute",
            "title": title,
            "verb": verb,
            "data": data,
            "fallback": fallback,
        }
    ]


def _source(program: Program) -> list[Payload]:
    url = _address(program)
    return [{"type": "Action.OpenUrl", "title": wording.SOURCE, "url": url}] if url else []


def _address(program: Program) -> str:
    url = web_address(program.url)
    return url if len(url) <= _ADDRESS_LIMIT else ""


def comparisons(message: Comparison) -> Iterator[Payload]:
    """A row for each thing to know, a line in it for each program, since a phone is too narrow
    for more columns; with shorter cells, then without buttons and the last rows."""
    for limit in cards.CELL_LIMITS:
        yield _comparison(message, limit)
    for rows in range(len(message.rows), -1, -1):
        yield _comparison(replace(message, rows=message.rows[:rows]), limit, buttons=False)


def _comparison(message: Comparison, limit: int, *, buttons: bool = True) -> Payload:
    lettered = list(zip(cards.letters(len(message.programs)), message.programs, strict=True))
    names = [rich(run(f"{letter}: "), *_name(p, linked=buttons)) for letter, p in lettered]
    rows = [_row(name, cells, limit) for name, cells in message.rows]
    words = [f"{letter}: {_named(program)}" for letter, program in lettered]
    actions = [action for letter, p in lettered for action in _save(p, letter)] if buttons else []
    payload = activity(*words)
    payload["attachments"] = [card([*names, *rows], essentials(*words), actions)]
    return payload


def _row(name: str, cells: Sequence[str], limit: int) -> Payload:
    lines = [
        rich(run(f"{who}: {shortened(cell, limit)}"), spacing="None")
        for who, cell in cards.lettered(cells)
    ]
    label = column(_LABELS, rich(run(plain(name), weight="Bolder")))
    columns = [label, column("stretch", *lines)]
    return {"type": "ColumnSet", "separator": True, "spacing": "Small", "columns": columns}


def briefings(message: Briefing) -> Iterator[Payload]:
    """Statements in the text, programs and sources on the card; without the last sources, then
    with less about what stands in lines, then without cards, then with fewer programs, then
    without its middle."""
    yield _briefing(message, len(message.citations))
    for rows in (8, 4, 2):
        yield _briefing(message, rows)
    yield _briefing(message, 2, linked=False)
    yield _briefing(message, 0, carded=False)
    for most in (None, *cards.FEWER_LINES):
        yield _briefing(message, 0, carded=False, linked=False, most=most)
    less = cards.shorter(message)
    while less:
        yield _briefing(less, 0, carded=False, linked=False, most=cards.FEWER_LINES[-1])
        less = cards.shorter(less)


def _briefing(
    message: Briefing,
    rows: int,
    *,
    carded: bool = True,
    linked: bool = True,
    most: int | None = None,
) -> Payload:
    cited = cards.cited(message)
    said = [part for section in message.sections for part in _said(section)]
    title = shortened(message.title, cards.SMALL_LIMIT)
    payload = activity()
    payload["text"] = joined(f"**{markdown(title)}**", *said)
    payload["speak"] = spoken(essentials(title, *(s.heading for s in message.sections)))
    payload["entities"] = entities(cited)
    on_cards = cards.carded(message) if carded else set()
    body = _read(message.understood, ())
    for place, section in enumerate(message.sections):
        on_card = cards.MOST_CARDS if place in on_cards else 0
        body += section_items(section, on_card, most, linked=linked)
    body += source_rows(cited, rows) if cited else []
    body += [_note(shortened(text, cards.SMALL_LIMIT)) for text in message.notes]
    if body:
        payload["attachments"] = [card(body, title)]
    return payload


def _said(section: Section) -> Iterator[str]:
    """Its statements under its heading; a section of programs alone stands on the card."""
    if section.statements or not section.programs:
        yield f"**{markdown(section.heading)}**"
    yield from map(stated, section.statements)


def section_items(
    section: Section, on_cards: int, most: int | None, *, linked: bool
) -> Iterator[Payload]:
    """The first programs on cards, each further one in a line; how many `most` leaves out."""
    if section.programs:
        yield rich(run(plain(section.heading), weight="Bolder"))
    for number, match in list(enumerate(section.programs, 1))[:most]:
        if number <= on_cards:
            yield short_card(match, number if section.saved else 0)
        else:
            mark = run(cards.mark(section, number))
            facts = _facts(match.program) if on_cards and linked else []
            yield rich(mark, *_name(match.program, linked=linked), *facts, spacing="None")
    if most is not None and len(section.programs) > most:
        yield small(wording.not_shown(len(section.programs) - most))


def _facts(program: Program) -> list[Payload]:
    return [run(f" · {shortened(facts_line(program), cards.FEW_FACTS)}")]


def _note(text: str) -> Payload:
    run_ = run(shortened(text, cards.SMALL_LIMIT), size="Small", isSubtle=True)
    return rich(run_, spacing="Small")
